"""Commands for what is printed beside a work: cite, credit-line."""

from __future__ import annotations

import argparse
from typing import Any

from archive_app.cli.catalogue import open_for
from archive_app.cli.output import ProgressLine, say, say_json, tell
from archive_app.i18n import tr, tr_n
from archive_app.operations import citations, find
from archive_app.settings import Settings


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of these commands."""
    made = commands.add_parser("cite", parents=[shared], help=tr("print citations of records"))
    made.add_argument("query", nargs="*", help=tr("what to cite, as in the search box; nothing: everything"))
    made.add_argument("--style", "-s", default="", metavar="NAME",
                      help=tr("{names}; else the style last used").format(
                          names=", ".join(style.name for style in citations.STYLES)))  # fmt: skip
    made.add_argument("--html", action="store_true", help=tr("with italics, as HTML paragraphs"))
    made.add_argument("--sort", default="newest")
    made.set_defaults(run=cite)

    made = commands.add_parser("credit-line", parents=[shared], help=tr("print the credit lines to print with records"))
    made.add_argument("query", nargs="*", help=tr("whose, as in the search box; nothing: everything"))
    made.add_argument("--sort", default="newest")
    made.set_defaults(run=credit_line)


def cite(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app cite QUERY --style NAME``: one citation a line."""
    style = citations.style_named(arguments.style or settings.citation_style)
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=False) as archive:
        ids = _found(archive, arguments)
        made = citations.cite(archive, ids, style.name, progress=progress)
    progress.close()
    if arguments.json:
        say_json([{"id": number, "style": style.name, "text": one.text, "html": one.html}
                  for number, one in zip(ids, made, strict=False)])  # fmt: skip
    else:
        for one in made:
            say(f"<p>{one.html}</p>" if arguments.html else one.text)
    _too_many(len(ids))
    return 0


def credit_line(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app credit-line QUERY``: one line a photo, video or text that has one."""
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=False) as archive:
        ids = _found(archive, arguments)
        lines = citations.credit_lines(archive, ids, progress=progress)
    progress.close()
    missing = sum(1 for one in lines if not one.text)
    if arguments.json:
        say_json(list(lines))
    else:
        for one in lines:
            if one.text:
                say(one.text)
    if missing:
        tell(tr_n("No credit line is recorded for {n} record.", "No credit line is recorded for {n} records.", missing))
    _too_many(len(ids))
    return 0


def _found(archive: Any, arguments: argparse.Namespace) -> tuple[int, ...]:
    results = find.search(archive, " ".join(arguments.query), sort=arguments.sort)
    for hint in results.hints:
        tell(hint.message)
    return tuple(results.ids)


def _too_many(count: int) -> None:
    if count > citations.MOST:
        tell(tr("Only the first {n} were taken; export the others as citations.").format(n=f"{citations.MOST:,}"))
