"""Connections that go only where they may, within a time that slow servers cannot stretch.

``GuardedTransport`` is httpx's door to the network here. Its connections are made to a network address that has
just been checked, while the request keeps the host's name (for the Host line, for TLS and its certificate); so a
name that means one computer when it is checked and another when it is used gains nothing. Everything that waits
does so in short turns, so that a cancel is obeyed at once.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpcore
import httpx

from archive_app.domain.errors import ArchiveError
from archive_app.web.addresses import PORTS
from archive_app.web.guard import Guard

T = TypeVar("T")
_TOLD = (
    OSError, ValueError, ArchiveError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError,
)  # fmt: skip
TURN = 0.2  # seconds between looks at whether to go on


class TookTooLong(Exception):
    """The time of the whole fetch is over."""


@dataclass(slots=True)
class Clock:
    """When a fetch ends at the latest, and whether the person still wants it."""

    seconds: float
    wanted: Callable[[], None]  # raises Cancelled when the person does not
    ends: float = field(init=False)

    def __post_init__(self) -> None:
        self.ends = time.monotonic() + self.seconds

    def left(self) -> float:
        """Seconds left. Raises TookTooLong, Cancelled."""
        self.wanted()
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TookTooLong
        return left

    def await_(self, work: Callable[[], T], limit: float) -> T:
        """What ``work`` returns or raises; it is left behind when time is over or the person has had enough.

        Resolving a name and greeting a server cannot be interrupted from outside, so they run beside.
        """
        outcome: list[tuple[T | None, Exception | None]] = []

        def run() -> None:
            try:
                outcome.append((work(), None))
            except _TOLD as error:  # it is raised again where it is waited for
                outcome.append((None, error))

        thread = threading.Thread(target=run, name="fetch-wait", daemon=True)
        thread.start()
        until = time.monotonic() + limit
        while thread.is_alive():
            if time.monotonic() > until:
                raise TookTooLong
            thread.join(min(TURN, self.left()))
        if not outcome:  # a fault of the program ended the thread; its hook has told
            raise TookTooLong
        value, error = outcome[0]
        if error is not None:
            raise error
        return value  # type: ignore[return-value]  # no error: it is what work returned


class _Backend(httpcore.NetworkBackend):
    """Resolves, checks, and connects to the very address that was checked."""

    def __init__(self, guard: Guard, clock: Clock, proxy_host: str) -> None:
        self._guard = guard
        self._clock = clock
        self._proxy_host = proxy_host
        self._plain = httpcore.SyncBackend()
        self.connected = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that may be connected to and answers."""
        given_up = threading.Event()

        def connect() -> tuple[str, httpcore.NetworkStream]:
            # A proxy is the person's own choice, and mostly stands inside their network.
            addresses = [host] if host == self._proxy_host else self._guard.addresses(host.strip("[]"), port)
            last: Exception | None = None
            for address in addresses[:4]:
                try:
                    stream = self._plain.connect_tcp(address, port, min(4.0, self._guard.connect_seconds))
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                    last = error
                    continue
                if given_up.is_set():
                    stream.close()
                return address, stream
            raise last or httpcore.ConnectError()

        try:
            self.connected, stream = self._clock.await_(connect, self._guard.connect_seconds)
        except BaseException:
            given_up.set()
            raise
        return _Stream(stream, self._clock)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        """Never: a web address leads to no socket of this computer."""
        raise httpcore.UnsupportedProtocol

    def sleep(self, seconds: float) -> None:
        """Nothing is tried again by itself."""


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait is one of short turns within the time of the whole fetch."""

    def __init__(self, inner: httpcore.NetworkStream, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has arrived; waits in turns."""
        while True:
            try:
                return self._inner.read(max_bytes, min(TURN, self._clock.left()))
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send a request; it is small."""
        self._inner.write(buffer, self._clock.left())

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Greet the server and check its certificate."""
        left = self._clock.left()
        try:
            secured = self._clock.await_(
                lambda: self._inner.start_tls(ssl_context, server_hostname, left), self._clock.left()
            )
        except BaseException:
            self._inner.close()
            raise
        return _Stream(secured, self._clock)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks about the connection."""
        return self._inner.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class GuardedTransport(httpx.BaseTransport):
    """One connection a request, made by ``_Backend``.

    Attributes:
        connected: The network address of the last connection.
    """

    def __init__(self, guard: Guard, clock: Clock) -> None:
        context = guard.local_servers.certificates if guard.local_servers is not None else None
        proxy = httpcore.Proxy(guard.proxy) if guard.proxy else None
        self._guard, self._clock = guard, clock
        self._backend = _Backend(guard, clock, proxy.url.host.decode("ascii") if proxy is not None else "")
        self._pool = httpcore.ConnectionPool(
            ssl_context=context or httpx.create_ssl_context(trust_env=False),
            proxy=proxy,
            network_backend=self._backend,
            max_keepalive_connections=0,
        )

    @property
    def connected(self) -> str:
        """The network address of the last connection."""
        return self._backend.connected

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request.

        Raises:
            AddressRefused, TookTooLong, Cancelled, OSError, and what httpcore raises: as the network has it.
        """
        url = request.url
        if self._guard.proxy:
            host, port = url.raw_host.decode("ascii").strip("[]"), url.port or PORTS[url.scheme]
            self._clock.await_(lambda: self._guard.check_behind_proxy(host, port), self._guard.connect_seconds)
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=b"",
            )
        )
        return httpx.Response(
            status_code=answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Hang up everything."""
        self._pool.close()
