"""A small server on this computer that answers as the tests tell it, and the override that lets it be asked."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from archive_app.web.guard import Guard, LocalServers
from tests import loopback

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """``routes`` maps paths to answers; ``asked`` notes every request."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                answer = server.routes.get(self.path, says(b"", status=404))
                with contextlib.suppress(OSError):
                    answer(self)
                self.close_connection = True

            def log_message(self, *args: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                pass  # a client that hangs up is what many tests are about

        self._http = Quiet(("127.0.0.1", 0), Handler)
        if context is not None:
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        self.port = self._http.server_address[1]
        loopback.PORTS.add(self.port)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def guard(self, **more: object) -> Guard:
        """A guard that lets only this server be asked; every name resolves to it."""
        certificates = more.pop("certificates", None)
        more.setdefault("resolver", lambda _host, _port: ["127.0.0.1"])
        more.setdefault("seconds", 60.0)
        local = LocalServers(frozenset({self.port}), certificates)  # type: ignore[arg-type]  # tests hand over a context
        return Guard(local_servers=local, **more)  # type: ignore[arg-type]  # named by the tests


def says(content: bytes, *, status: int = 200, kind: str | None = "text/html; charset=utf-8", **headers: str) -> Answer:
    """An ordinary answer."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if kind:
            handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def leads_to(target: str, status: int = 302) -> Answer:
    """A redirect."""
    return says(b"", status=status, Location=target)


@contextlib.contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(context)
    try:
        yield server
    finally:
        server.close()
