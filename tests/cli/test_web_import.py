"""``import`` with web addresses: nothing is fetched unless the person agrees, and never from a private network."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from archive_app.cli import web
from archive_app.domain.errors import InputError
from archive_app.operations.progress import Progress
from tests.cli.conftest import Shell
from tests.web.servers import Server, says, serving

PAGE = b"<html><body><h1>Harbour flooded</h1>" + b"<p>The harbour was flooded, and the ferries stayed.</p>" * 6


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        made.routes["/a"] = made.routes["/b"] = says(PAGE)
        yield made


def _arguments(**more: object) -> argparse.Namespace:
    return argparse.Namespace(**({"keep": "html", "pictures": False, "yes": False} | more))


def test_each_host_is_asked_about_once_with_its_address(server: Server) -> None:
    asked: list[str] = []

    def ask(question: str) -> bool:
        asked.append(question)
        return "yes.example" in question

    urls = [server.url("/a", "yes.example"), server.url("/b", "yes.example"), server.url("/a", "no.example")]
    found = list(web.fetched(urls, _arguments(), server.guard(), Progress(), ask))
    assert asked == ["Fetch from yes.example (127.0.0.1)?", "Fetch from no.example (127.0.0.1)?"]
    assert [o.draft is not None for o in found] == [True, True]
    assert {headers["host"].split(":")[0] for _path, headers in server.asked} == {"yes.example"}


def test_yes_asks_nothing_and_names_the_hosts(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    found = list(web.fetched([server.url("/a", "news.example")], _arguments(yes=True), server.guard(), Progress()))
    assert found[0].draft is not None
    assert "Fetching from news.example (127.0.0.1)." in capsys.readouterr().err


def test_nothing_is_fetched_when_nobody_can_be_asked(server: Server) -> None:
    with pytest.raises(InputError, match="Nobody can be asked"):
        list(web.fetched([server.url("/a")], _arguments(), server.guard(), Progress()))
    assert server.asked == []


def test_private_addresses_are_refused_in_words(shell: Shell, names: dict[str, int]) -> None:
    said = shell("import", "--yes", "http://192.168.1.1/", "http://169.254.169.254/latest/", code=3)
    assert said.err.count("a computer inside your network, so it was not opened") == 2


def test_files_and_addresses_are_told_apart() -> None:
    assert web.parted(["a.html", "HTTPS://example.org/", "http.txt", "folder"]) == (
        ["HTTPS://example.org/"], ["a.html", "http.txt", "folder"],
    )  # fmt: skip
