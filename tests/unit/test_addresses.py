"""One page has many spellings of its address; all have one key, and other pages have others."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive_app.domain.addresses import canonical, is_web, same_page

ONE_PAGE = [
    "https://example.org/news/ferry",
    "http://example.org/news/ferry",
    "HTTPS://WWW.Example.ORG/news/ferry/",
    "https://example.org:443/news/ferry",
    "http://example.org:80/news/ferry",
    "https://m.example.org/news/ferry",
    "https://www.m.example.org/news/ferry",
    "https://amp.example.org/news/ferry",
    "https://example.org/news/ferry/amp/",
    "https://example.org/amp/news/ferry",
    "https://example.org/news/ferry?amp=1",
    "https://example.org/news/ferry?outputType=amp",
    "https://example.org/news/ferry/index.html",
    "https://example.org/news/ferry#comments",
    "https://example.org/news/ferry#:~:text=crew",
    "https://example.org/news/ferry?utm_source=feed&utm_medium=rss",
    "https://example.org/news/ferry?fbclid=abc&gclid=def",
    "https://reader@example.org/news/ferry",
    "https://example.org//news/./x/../ferry",
    "https://example.org/news/%66erry",
    "//example.org/news/ferry",
    "example.org/news/ferry",
    " https://example.org/news/ferry\n",
    "https://example-org.cdn.ampproject.org/c/s/example.org/news/ferry",
    "https://www.google.com/amp/s/example.org/news/ferry",
]


@pytest.mark.parametrize("address", ONE_PAGE)
def test_spellings_of_one_address_have_one_key(address: str) -> None:
    assert canonical(address) == "example.org/news/ferry"
    assert same_page(address, ONE_PAGE[0])


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/news/Ferry",  # letter case counts in a path
        "https://example.org/news/ferry?id=2",
        "https://example.org/news/ferry?page=2",
        "https://news.example.org/news/ferry",
        "https://example.org:8080/news/ferry",
        "https://example.com/news/ferry",
        "https://example.org/news/ferry%2Fback",
    ],
)
def test_other_pages_have_other_keys(address: str) -> None:
    assert canonical(address) not in {"", "example.org/news/ferry"}


def test_parameters_that_choose_the_page_are_kept_in_one_order() -> None:
    assert canonical("https://e.org/?p=7&id=12&utm_campaign=x") == "e.org?id=12&p=7"
    assert same_page("https://e.org/a?b=1&c=2", "http://www.e.org/a?c=2&b=1")


def test_names_in_other_scripts_are_one_with_their_ascii_form() -> None:
    assert same_page("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe")
    assert same_page("https://пример.рф/статья", "https://xn--e1afmkfd.xn--p1ai/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F")


@pytest.mark.parametrize("name", ["m.org", "www.org", "amp.dev"])
def test_a_site_that_is_called_like_a_prefix_keeps_its_name(name: str) -> None:
    assert canonical(f"https://{name}/a") == f"{name}/a"


@pytest.mark.parametrize(
    "text",
    ["", "ferry.html page", "/archive/pages", "mailto:a@e.org", "file:///e.org/a", "http://", "https://[::1", "C:\\a"],
)
def test_what_is_no_web_address_has_no_key(text: str) -> None:
    assert canonical(text) == ""
    assert not is_web(text)
    assert not same_page(text, text)


HOSTS = st.sampled_from(
    ["e.org", "www.e.org", "m.news.e.co.uk", "пример.рф", "e.org:8080", "amp.e.org", "www.google.com"]
)
PARTS = st.text(alphabet="abC%2F.é/ +&=?~:@;,", max_size=8) | st.sampled_from(["amp", "index.html", "..", "x.amp"])
PATHS = st.lists(PARTS, max_size=5).map("/".join)
QUERIES = st.lists(
    st.tuples(st.sampled_from(["id", "utm_x", "p", "fbclid", "é", ""]), st.text(max_size=4)), max_size=4
).map(lambda found: "&".join(f"{name}={value}" for name, value in found))


@given(HOSTS, PATHS, QUERIES)
@example("e.org", "index.html/index.html", "")
@example("e.org", "amp/amp/amp.html", "")
@example("www.google.com", "amp/s/www.e.org/amp", "")
def test_a_key_is_its_own_key(host: str, path: str, query: str) -> None:
    key = canonical(f"https://{host}/{path}?{query}")
    assert canonical(key) == key or key == ""


@given(st.text(max_size=60))
def test_nothing_typed_is_a_fault(text: str) -> None:
    key = canonical(text)
    assert key == "" or canonical(key) == key
