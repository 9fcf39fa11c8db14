"""``index``: how the search index stands; filling, merging, checking and repairing it, laying it out anew."""

from __future__ import annotations

import argparse
from typing import Any

from archive_app.cli.catalogue import open_for
from archive_app.cli.output import ProgressLine, say, say_json
from archive_app.i18n import tr, tr_n
from archive_app.operations import index_upkeep, upkeep
from archive_app.operations.index_upkeep import IndexState
from archive_app.settings import Settings

FOUND_WRONG = 4


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add this module's commands."""
    made = commands.add_parser("index", parents=[shared], help=tr("look after the search index"))
    what = made.add_mutually_exclusive_group()
    add = what.add_argument
    add("--status", action="store_true", help=tr("say how it stands (without an option, too)"))
    add("--optimise", "--optimize", action="store_true", help=tr("fill it, note all words, and merge it to be fastest"))
    add("--verify", action="store_true", help=tr("compare it with every record; exit code 4 when something is wrong"))
    add("--repair", action="store_true", help=tr("mend what is wrong with it, and only that"))
    add("--rebuild", action="store_true", help=tr("lay it out anew, in the order of dates"))
    made.set_defaults(run=index)


def index(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app index``."""
    progress = ProgressLine(quiet=arguments.quiet)
    writes = arguments.optimise or arguments.verify or arguments.repair or arguments.rebuild
    try:
        with open_for(arguments, settings, write=writes) as archive:
            if arguments.verify:
                return _verified(index_upkeep.verify(archive, progress), arguments)
            if arguments.repair:
                return _repaired(index_upkeep.repair(archive, progress), arguments)
            if arguments.rebuild:
                number = upkeep.rebuild_index(archive, progress)
                return _say(
                    arguments,
                    {"records": number},
                    tr_n("{n} record is in the index.", "{n} records are in the index.", number),
                )
            state = index_upkeep.optimise(archive, progress) if arguments.optimise else index_upkeep.status(archive)
            return _stands(state, arguments)
    finally:
        progress.close()


def _stands(state: IndexState, arguments: argparse.Namespace) -> int:
    found = {
        "records": state.items, "covered": state.covered, "unsorted": state.unsorted, "words": state.words,
        "words_waiting": bool(state.unnoted), "segments": state.segments,
    }  # fmt: skip
    lines = [
        tr_n("{n} record", "{n} records", state.items),
        tr("In the full texts: {n} %").format(n=int(state.covered * 100)),
        tr("Waiting for their place by date: {n}").format(n=f"{state.unsorted:,}"),
        tr("Different words: {n}").format(n=f"{state.words:,}"),
        tr("Segments: {list}").format(list=", ".join(f"{name} {n}" for name, n in state.segments.items())),
    ]
    if state.unnoted:
        lines.append(tr("Not all words are noted yet. Run “archive-app index --optimise” once."))
    return _say(arguments, found, "\n".join(lines))


def _verified(problems: list[str], arguments: argparse.Namespace) -> int:
    _say(arguments, {"problems": problems}, "\n".join(problems) or tr("Nothing is wrong with the index."))
    return FOUND_WRONG if problems else 0


def _repaired(report: index_upkeep.IndexRepair, arguments: argparse.Namespace) -> int:
    words = "\n".join(report.mended) or tr("Nothing is wrong with the index.")
    return _say(arguments, {"mended": list(report.mended), "records": report.items}, words)


def _say(arguments: argparse.Namespace, found: dict[str, Any], words: str) -> int:
    if arguments.json:
        say_json(found)
    else:
        say(words)
    return 0
