"""Which web addresses and which network addresses may be fetched.

A web address is http or https on its usual port, without a user name. A network address must be one of the
public Internet: the check is made on the address that is connected to, never on the text of a host name.
The tables follow the IANA special-purpose registries (RFC 6890 and its later entries).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from archive_app.domain.errors import AddressRefused
from archive_app.i18n import mark, tr

PORTS = {"http": 80, "https": 443}
LONGEST = 4096

_LOCAL = mark("it points to this computer")
_PRIVATE = mark("it points to a computer inside your network")
_SHARED = mark("it points into the network of your provider")
_MULTICAST = mark("it points to a group of computers")
_TUNNEL = mark("it wraps one kind of network address in another, which may lead inside your network")
_RESERVED = mark("it is in a range that the public Internet does not use")

_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(text), why)
    for text, why in (
        ("0.0.0.0/8", _LOCAL), ("127.0.0.0/8", _LOCAL), ("10.0.0.0/8", _PRIVATE), ("172.16.0.0/12", _PRIVATE),
        ("192.168.0.0/16", _PRIVATE), ("169.254.0.0/16", _PRIVATE), ("100.64.0.0/10", _SHARED),
        ("192.0.0.0/24", _RESERVED), ("192.0.2.0/24", _RESERVED), ("198.51.100.0/24", _RESERVED),
        ("203.0.113.0/24", _RESERVED), ("198.18.0.0/15", _RESERVED), ("192.88.99.0/24", _TUNNEL),
        ("168.63.129.16/32", _PRIVATE),  # a cloud's own services, reachable from its machines only
        ("224.0.0.0/4", _MULTICAST), ("240.0.0.0/4", _RESERVED),
    )
)  # fmt: skip
_V6_PUBLIC = IPv6Network("2000::/3")
_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(text), why)
    for text, why in (
        ("::/127", _LOCAL), ("::ffff:0:0/96", _TUNNEL), ("::/96", _TUNNEL), ("64:ff9b::/96", _TUNNEL),
        ("64:ff9b:1::/48", _TUNNEL), ("2002::/16", _TUNNEL), ("2001::/32", _TUNNEL), ("2001::/23", _RESERVED),
        ("2001:db8::/32", _RESERVED), ("3fff::/20", _RESERVED), ("fc00::/7", _PRIVATE), ("fe80::/10", _PRIVATE),
        ("fec0::/10", _PRIVATE), ("ff00::/8", _MULTICAST),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that may be asked for.

    Attributes:
        url: As it is sent, without its fragment; the host in ASCII.
        scheme: http or https.
        host: The host as shown to people: names with other letters stay in their ``xn--`` form, so that none
            can look like another.
        port: The port that is connected to.
    """

    url: str
    scheme: str
    host: str
    port: int


def read_address(text: str, *, ports: frozenset[int] = frozenset()) -> WebAddress:
    """The web address in ``text``.

    Args:
        text: As typed or pasted; blanks around it are ignored.
        ports: Ports that are allowed besides the usual ones (tests only).

    Raises:
        AddressRefused: It is not an address that this program fetches; the words say why.
    """
    text = text.strip()
    shown = text if len(text) <= 120 else f"{text[:119]}…"
    if len(text) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", text):
        raise AddressRefused(
            tr("This is not a web address: it holds blanks or other signs that none has."), where=shown
        )
    try:
        url = httpx.URL(text)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise AddressRefused(tr("This cannot be read as a web address."), where=shown) from error
    if url.scheme not in PORTS:
        raise AddressRefused(
            tr("Only addresses that begin with http:// or https:// are fetched."),
            where=shown,
            remedy=tr("Copy the address from the address bar of your browser."),
        )
    if not host or host.strip(".") == "" or "%" in host:
        raise AddressRefused(tr("The address names no computer."), where=shown)
    if url.userinfo:
        raise AddressRefused(
            tr("The address holds a user name or a password, so it was not opened."),
            where=f"{url.scheme}://{host}",
            remedy=tr("Open the page in your browser, save it, and import the saved file."),
        )
    port = PORTS[url.scheme] if url.port is None else url.port
    if port not in PORTS.values() and port not in ports:
        raise AddressRefused(
            tr("The address names the unusual port {port}; only the ports of the web (80 and 443) are opened.").format(
                port=port
            ),
            where=shown,
        )
    return WebAddress(str(url.copy_with(fragment=None)), url.scheme, host.strip("[]"), port)


def read_redirect(from_: WebAddress, target: str, *, ports: frozenset[int] = frozenset()) -> WebAddress:
    """The address that a server sent us on to.

    Raises:
        AddressRefused: It may not be fetched, or would leave a protected connection for an open one.
    """
    try:
        joined = str(httpx.URL(from_.url).join(target))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise AddressRefused(tr("The page led to an address that cannot be read."), where=from_.url) from error
    to = read_address(joined, ports=ports)
    if from_.scheme == "https" and to.scheme == "http":
        raise AddressRefused(
            tr("The page led from a protected connection (https) to an open one (http), so it was not followed."),
            where=from_.url,
        )
    return to


def why_not_public(address: str) -> str:
    """Why a network address is not one of the public Internet, as the end of a sentence; "" when it is one."""
    try:
        found = ip_address(address)
    except ValueError:
        return tr(_RESERVED)
    if isinstance(found, IPv4Address):
        return next((tr(why) for network, why in _V4 if found in network), "")
    return _why_not_public_6(found)


def _why_not_public_6(address: IPv6Address) -> str:
    if address.scope_id is not None:
        return tr(_PRIVATE)
    for network, why in _V6:
        if address in network:
            return tr(why)
    if address not in _V6_PUBLIC:
        return tr(_RESERVED)
    # ISATAP hides an IPv4 address in its last half (RFC 5214).
    if (int(address) >> 32) & 0xFDFF_FFFF == 0x0000_5EFE and why_not_public(
        str(IPv4Address(int(address) & 0xFFFF_FFFF))
    ):
        return tr(_TUNNEL)
    return ""


def words_of(reason: str, host: str) -> AddressRefused:
    """The refusal of a host whose network address may not be opened."""
    if reason == tr(_PRIVATE):
        message = tr("This address points to a computer inside your network, so it was not opened.")
    else:
        message = tr("This address was not opened: {reason}.").format(reason=reason)
    return AddressRefused(
        message, where=host, remedy=tr("Open the page in your browser, save it, and import the saved file.")
    )
