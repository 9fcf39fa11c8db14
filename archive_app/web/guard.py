"""The limits of a fetch, and how names become network addresses."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from archive_app import __version__
from archive_app.web.addresses import WebAddress, why_not_public, words_of

Resolver = Callable[[str, int], list[str]]
"""Gives the network addresses of a host, the preferred first. Raises ``OSError`` (as ``socket.getaddrinfo`` does)."""

USER_AGENT = f"archive-app/{__version__} (cataloguer; fetches single pages when a person asks)"


def system_resolver(host: str, port: int) -> list[str]:
    """The network addresses that this computer's own resolver gives."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a name that no computer can have
        raise socket.gaierror(socket.EAI_NONAME, "no such name") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class LocalServers:
    """TESTS ONLY: servers on this computer that may be asked.

    It is handed from function to function as an argument. No setting, option or variable leads to it, so that
    nobody can leave it on.

    Attributes:
        ports: Ports on 127.0.0.1 that may be connected to.
        certificates: A context that trusts the certificate of the test's own server.
    """

    ports: frozenset[int]
    certificates: ssl.SSLContext | None = None

    def allow(self, address: str, port: int) -> bool:
        """Whether this is one of the servers."""
        return address == "127.0.0.1" and port in self.ports


@dataclass(frozen=True, slots=True)
class Guard:
    """What a fetch keeps to.

    Attributes:
        seconds: How long one page or picture may take in all, redirects included.
        connect_seconds: How long one computer may take to answer the call.
        bytes: The most that is taken, counted after unpacking.
        redirects: How often a server may send us on.
        user_agent: Who we say we are.
        proxy: The address of a proxy that the person has set; "" connects directly. Proxies named in the
            environment are not used.
        resolver: Turns names into network addresses.
        local_servers: Tests only.
    """

    seconds: float = 20.0
    connect_seconds: float = 10.0
    bytes: int = 25 * 1024 * 1024
    redirects: int = 5
    user_agent: str = USER_AGENT
    proxy: str = ""
    resolver: Resolver = system_resolver
    local_servers: LocalServers | None = None

    @property
    def ports(self) -> frozenset[int]:
        """Ports allowed besides the usual ones."""
        return self.local_servers.ports if self.local_servers is not None else frozenset()

    def addresses(self, host: str, port: int) -> list[str]:
        """The network addresses of a host that may be connected to, the preferred first.

        Raises:
            AddressRefused: None of them is on the public Internet.
            OSError: The name cannot be resolved.
        """
        found = self.resolver(host, port)
        reasons = [self._why_not(address, port) for address in found]
        allowed = [address for address, reason in zip(found, reasons, strict=True) if not reason]
        if not allowed:
            if not reasons:
                raise socket.gaierror(socket.EAI_NONAME, "no address")
            raise words_of(reasons[0], host)
        return allowed

    def check_behind_proxy(self, host: str, port: int) -> None:
        """Refuse a host that a proxy should not be asked for either, as far as can be told from here.

        Raises:
            AddressRefused: It is a private address, or a name that resolves to nothing else.
        """
        with contextlib.suppress(OSError):  # behind a proxy, names are often resolved by the proxy alone
            self.addresses(host, port)

    def _why_not(self, address: str, port: int) -> str:
        if self.local_servers is not None and self.local_servers.allow(address, port):
            return ""
        return why_not_public(address)

    def look_up(self, address: WebAddress) -> str:
        """The network address that a fetch of ``address`` would connect to now. Raises as ``addresses`` does."""
        return self.addresses(address.host, address.port)[0]
