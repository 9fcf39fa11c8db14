"""The command ``watch``: folders whose new files wait in an import batch for review."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive_app.cli.catalogue import open_for
from archive_app.cli.output import ProgressLine, say, say_json, tell
from archive_app.domain.errors import NotFound
from archive_app.domain.watching import QUIET_SECONDS, WatchedFolder
from archive_app.i18n import tr, tr_n
from archive_app.operations import watching
from archive_app.settings import Settings
from archive_app.store.archive import Archive


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add ``watch``."""
    made = commands.add_parser(
        "watch",
        parents=[shared],
        help=tr("folders whose new files wait for review"),
        description=tr(
            "Watch folders: what is new in them waits in an import batch until you review it in the window. Nothing is "
            "imported by itself, and files that are still being written are left until they are quiet."
        ),
    )
    made.set_defaults(run=_list)
    inner = made.add_subparsers(metavar="WHAT")
    one = inner.add_parser("list", parents=[shared], help=tr("the watched folders"))
    one.set_defaults(run=_list)
    one = inner.add_parser("add", parents=[shared], help=tr("watch a folder, or change how it is watched"))
    one.add_argument("folder", type=Path, metavar="FOLDER")
    one.add_argument("--no-subfolders", action="store_true", help=tr("not what is in its subfolders"))
    one.add_argument("--names", nargs="+", default=[], metavar="PATTERN", help=tr("only these names, such as *.jpg"))
    one.add_argument(
        "--quiet-for", type=float, default=QUIET_SECONDS, metavar="SECONDS",
        help=tr("so long a file must not have changed before it is offered"),
    )  # fmt: skip
    one.add_argument("--existing", action="store_true", help=tr("also offer what is in it already"))
    one.set_defaults(run=_add)
    one = inner.add_parser("remove", parents=[shared], help=tr("stop watching a folder; what waits stays"))
    one.add_argument("folder", metavar="FOLDER")
    one.set_defaults(run=_remove)
    one = inner.add_parser("scan", parents=[shared], help=tr("look into the watched folders now"))
    one.set_defaults(run=_scan)


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    with open_for(arguments, settings, write=False) as archive:
        found = watching.folders(archive)
    if arguments.json:
        say_json(found)
        return 0
    for one in found:
        state = "" if Path(one.path).is_dir() else tr("away")
        parts = [one.path, tr("paused") if not one.enabled else "", state, " ".join(one.names)]
        say("  ".join(filter(None, parts)))
    if not found:
        say(tr("No folder is watched."))
    return 0


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    with open_for(arguments, settings, write=True) as archive:
        path = arguments.folder.expanduser().absolute()
        folder = WatchedFolder(
            "", str(path), True, not arguments.no_subfolders, tuple(arguments.names), max(0.0, arguments.quiet_for)
        )
        there = _find(archive, str(path))
        if there is not None:
            watching.change(archive, replace(folder, uid=there.uid))
        else:
            watching.add(archive, folder, existing=arguments.existing)
    say_json({"watched": str(path)}) if arguments.json else say(tr("Watched: {folder}").format(folder=path))
    return 0


def _remove(arguments: argparse.Namespace, settings: Settings) -> int:
    with open_for(arguments, settings, write=True) as archive:
        there = _find(archive, arguments.folder)
        if there is None:
            raise NotFound(tr("This folder is not watched."), where=arguments.folder)
        watching.remove(archive, there.uid)
    say_json({"removed": there.path}) if arguments.json else say(
        tr("Not watched any more: {folder}").format(folder=there.path)
    )
    return 0


def _scan(arguments: argparse.Namespace, settings: Settings) -> int:
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=True) as archive:
        found = watching.scan(archive, progress)
    progress.close()
    if arguments.json:
        say_json(
            [
                {
                    "folder": one.folder.path, "offered": [str(path) for path in one.offered], "waiting": one.waiting,
                    "away": one.away, "batch": one.batch,
                }
                for one in found
            ]
        )  # fmt: skip
        return 0
    for one in found:
        if one.away:
            tell(tr("{folder} is away.").format(folder=one.folder.path))
            continue
        words = tr_n("{n} new file waits for review", "{n} new files wait for review", len(one.offered))
        more = tr_n("{n} is still being written", "{n} are still being written", one.waiting) if one.waiting else ""
        say(f"{one.folder.path}: {'; '.join(filter(None, (words, more)))}")
    if not found:
        say(tr("No folder is watched."))
    return 0


def _find(archive: Archive, named: str) -> WatchedFolder | None:
    path = Path(named).expanduser().absolute()
    return next((one for one in watching.folders(archive) if named == one.uid or Path(one.path) == path), None)
