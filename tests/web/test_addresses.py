"""Which addresses are opened: a table, because each line was somebody's way in."""

from __future__ import annotations

import socket

import pytest

from archive_app.domain.errors import AddressRefused
from archive_app.web.addresses import read_address, read_redirect, why_not_public
from archive_app.web.guard import Guard, LocalServers

REFUSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.254 127.0.0.1 127.255.255.254
127.0.1.1 169.254.169.254 169.254.170.2 169.254.0.1 172.16.0.1 172.20.10.5 172.31.255.255 192.168.0.1
192.168.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9
168.63.129.16 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 :: ::1 ::2 ::127.0.0.1 ::ffff:127.0.0.1
::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:93.184.216.34 0:0:0:0:0:ffff:7f00:1 64:ff9b::7f00:1
64:ff9b::10.0.0.1 64:ff9b::93.184.216.34 64:ff9b:1::1 100::1 2001::1 2001:0:53aa:64c::1 2001:10::1 2001:20::1
2001:2::1 2001:db8::1 2002:7f00:1::1 2002:c0a8:1::1 2002:5db8:d822::1 3fff::1 4000::1 5f00::1 fc00::1 fd00::1
fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 2600::5efe:7f00:1 2600::200:5efe:a00:1 1.2.3
not-an-address
""".split()  # noqa: SIM905 - a table is read more easily so
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 93.184.216.34 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1
169.253.255.255 169.255.0.1 172.15.255.255 172.32.0.1 192.0.1.1 192.167.255.255 192.169.0.1 198.17.255.255
198.20.0.1 223.255.255.255 2606:2800:220:1:248:1893:25c8:1946 2a00:1450:4001:800::200e 2001:4860:4860::8888
2620:fe::fe 2600::5efe:808:808
""".split()  # noqa: SIM905 - a table is read more easily so


@pytest.mark.parametrize("address", REFUSED)
def test_addresses_that_are_never_opened(address: str) -> None:
    assert why_not_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_public_internet(address: str) -> None:
    assert not why_not_public(address)


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "localhost", "0", "127.0.0.1.", "[::1]"]
)
def test_other_spellings_of_this_computer_are_refused_by_what_they_resolve_to(host: str) -> None:
    try:
        address = read_address(f"http://{host}/")
        Guard().look_up(address)
    except socket.gaierror:
        return  # this system's resolver does not know the spelling: nothing is opened either
    except AddressRefused:
        return
    pytest.fail("it was let through")


@pytest.mark.parametrize(
    "text",
    [
        "", "example.org", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x",
        "gopher://example.org/", "http://", "http:///path", "http://example.org:8080/", "https://example.org:22/",
        "http://example.org:0/", "http://user@example.org/", "http://user:word@example.org/",
        "http://example.org@127.0.0.1/", "http://exam ple.org/", "http://example.org/\nHost: other",
        "http://example.org\\@127.0.0.1/", "http://[fe80::1%25eth0]/", "http://example.org:99999/", "http://./",
        "http://" + "a" * 5000, "view-source:http://example.org/", "//example.org/", "http://[::1", "\x00",
    ],
)  # fmt: skip
def test_texts_that_are_no_address_to_fetch(text: str) -> None:
    with pytest.raises(AddressRefused) as told:
        read_address(text)
    assert told.value.message.endswith(".")


@pytest.mark.parametrize(
    ("text", "url", "host"),
    [
        (" https://example.org/a?b=c#part ", "https://example.org/a?b=c", "example.org"),
        ("HTTP://EXAMPLE.org", "http://example.org", "example.org"),
        ("https://example.org:443/x", "https://example.org/x", "example.org"),
        ("https://bücher.example/", "https://bücher.example/", "xn--bcher-kva.example"),
        ("https://аррӏе.example/", "https://аррӏе.example/", "xn--80ak6aa92e.example"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/", "2606:2800:220:1::1"),
    ],
)
def test_addresses_are_read_with_their_host_in_ascii(text: str, url: str, host: str) -> None:
    found = read_address(text)
    assert (found.host, found.port in {80, 443}) == (host, True)
    assert found.url.rstrip("/") == url.rstrip("/") or host in found.url


@pytest.mark.parametrize(
    ("target", "arrives"),
    [
        ("/other", "https://example.org/other"),
        ("//www.example.org/x", "https://www.example.org/x"),
        ("https://example.net/", "https://example.net/"),
        ("http://example.org/open", ""),
        ("ftp://example.org/", ""),
        ("https://example.org:8443/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_redirects_are_checked_as_addresses_and_never_leave_protection(target: str, arrives: str) -> None:
    here = read_address("https://example.org/a")
    if arrives:
        assert read_redirect(here, target).url == arrives
    else:
        with pytest.raises(AddressRefused):
            read_redirect(here, target)


def test_a_redirect_from_open_to_protected_is_followed() -> None:
    assert read_redirect(read_address("http://example.org/"), "https://example.org/").scheme == "https"


def test_of_several_addresses_only_public_ones_are_left() -> None:
    guard = Guard(resolver=lambda _h, _p: ["10.0.0.1", "93.184.216.34", "::1"])
    assert guard.addresses("example.org", 443) == ["93.184.216.34"]


def test_the_override_of_tests_allows_one_port_of_this_computer_and_nothing_else() -> None:
    guard = Guard(resolver=lambda host, _p: [host], local_servers=LocalServers(frozenset({4711})))
    assert guard.addresses("127.0.0.1", 4711) == ["127.0.0.1"]
    for host, port in (("127.0.0.1", 80), ("10.0.0.1", 4711), ("169.254.169.254", 4711), ("::1", 4711)):
        with pytest.raises(AddressRefused):
            guard.addresses(host, port)


def test_a_name_that_no_computer_can_have_is_a_name_that_is_not_found() -> None:
    with pytest.raises(socket.gaierror):
        Guard().addresses("a" * 70 + ".example", 80)


def test_the_private_network_is_named_in_words() -> None:
    with pytest.raises(AddressRefused, match="a computer inside your network"):
        Guard(resolver=lambda _h, _p: ["192.168.1.1"]).addresses("router.example", 80)
