"""The part of ``import`` that fetches web addresses: which hosts, whether the person wants them asked, what came."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from archive_app.cli.output import tell
from archive_app.domain.errors import InputError
from archive_app.i18n import tr
from archive_app.operations.progress import Progress
from archive_app.operations.reading import ReadOutcome
from archive_app.settings import Settings

if TYPE_CHECKING:
    from archive_app.web.guard import Guard

_WEB = ("http://", "https://")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for web addresses."""
    web = parser.add_argument_group(tr("web addresses"))
    web.add_argument("--keep", choices=("html", "warc"), default="html", help=tr("what is kept of a page (html)"))
    web.add_argument("--pictures", action="store_true", help=tr("fetch the pictures of the articles as well"))
    web.add_argument("--yes", "-y", action="store_true", help=tr("fetch without asking for each host"))


def parted(given: Sequence[str]) -> tuple[list[str], list[str]]:
    """Web addresses, and what is left: files and folders."""
    urls = [one for one in given if one.lower().startswith(_WEB)]
    return urls, [one for one in given if one not in urls]


def guard_of(settings: Settings) -> Guard:
    """The limits of fetches, with the proxy of the settings."""
    from archive_app.operations import web_pages

    return web_pages.guard_for(settings.proxy)


def fetched(
    urls: Sequence[str],
    arguments: argparse.Namespace,
    guard: Guard,
    progress: Progress,
    ask: Callable[[str], bool] | None = None,
) -> Iterator[ReadOutcome]:
    """Fetch addresses whose hosts the person agrees to; each refused or failed one is an outcome with its error.

    Raises:
        InputError: Nobody is there to be asked, and ``--yes`` was not said.
    """
    from archive_app.operations import web_pages  # what speaks to the network is not loaded by other commands

    wanted: list[str] = []
    for host in web_pages.hosts_of(urls, guard=guard):
        if host.error is not None:
            for url in host.urls:
                yield ReadOutcome(url, url, error=host.error)
        elif arguments.yes or (ask or _ask)(tr("Fetch from {host}?").format(host=host.words)):
            if arguments.yes:
                tell(tr("Fetching from {host}.").format(host=host.words))
            wanted += host.urls
        else:
            tell(tr("{host} was left out.").format(host=host.name))
    wish = web_pages.Wish(as_warc=arguments.keep == "warc", pictures=arguments.pictures)
    in_order = [url for url in urls if url in wanted]
    yield from web_pages.fetch_all(in_order, wish, guard=guard, progress=progress)


def _ask(question: str) -> bool:
    if not sys.stdin.isatty():
        raise InputError(
            tr("Nobody can be asked whether these addresses may be fetched."),
            remedy=tr("Say --yes to fetch them without being asked."),
        )
    sys.stderr.write(f"{question} [{tr('y')}/{tr('N')}] ")
    sys.stderr.flush()
    answer = sys.stdin.readline().strip().casefold()
    return answer in {"y", "yes", tr("y").casefold(), tr("yes").casefold()}
