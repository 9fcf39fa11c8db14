"""The kept files: ``archive-app verify``, ``archive-app relink`` and ``archive-app files restore``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from archive_app.cli.catalogue import open_for
from archive_app.cli.output import ProgressLine, say, say_json
from archive_app.i18n import tr, tr_n
from archive_app.operations import fixity, relinking
from archive_app.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Callable

    from archive_app.operations.progress import Progress
    from archive_app.operations.relinking import Relinked
    from archive_app.store.archive import Archive


def add_commands(commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    """Add ``verify``, ``relink`` and ``files``."""
    made = commands.add_parser(
        "verify",
        parents=[shared],
        help=tr("check that every kept file has the bytes it had"),
        description=tr(
            "Read every kept file and compare its SHA-256. What comes of each file is kept with its moment. A check "
            "that is stopped (Ctrl+C) goes on where it was. Where a folder is away as a whole, nothing is said of its "
            "files. Exit code 4 when something changed, is missing or away."
        ),
    )
    made.add_argument("--again", action="store_true", help=tr("begin anew, even if a check was stopped"))
    made.add_argument("--gone", action="store_true", help=tr("files of a folder that is away are lost: note them"))
    made.add_argument("--gently", action="store_true", help=tr("rest between files, so that other work goes first"))
    made.add_argument("--report", action="store_true", help=tr("only show what the last check found"))
    made.set_defaults(run=_verify)
    found = commands.add_parser(
        "relink",
        parents=[shared],
        help=tr("find missing files in a folder, by their hashes"),
        description=tr(
            "Look through a folder for kept files that are missing or have changed. They are known by their SHA-256, "
            "whatever they are called, and copied back all at once. The folder is only read. Exit code 4 when some "
            "are still missing."
        ),
    )
    found.add_argument("folder", type=Path, metavar="FOLDER", help=tr("where the files may be now"))
    found.set_defaults(run=_relink)
    inner = commands.add_parser("files", parents=[shared], help=tr("restore kept files from a backup")).add_subparsers(
        metavar="WHAT", required=True
    )
    back = inner.add_parser(
        "restore",
        parents=[shared],
        help=tr("take missing and damaged files back from a backup"),
        description=tr(
            "Read every kept file; those that are missing or whose bytes have changed are looked for in a backup, by "
            "their SHA-256, whatever they are called there. They are copied back and read once more; a damaged file "
            "steps aside. It is one step that can be undone. The backup is only read. Exit code 4 when some are still "
            "missing or damaged."
        ),
    )
    back.add_argument(
        "--from", dest="folder", type=Path, metavar="FOLDER", required=True,
        help=tr("the backup: a copy of the catalogue, or any folder with the files"),
    )  # fmt: skip
    back.set_defaults(run=_restore)


def _verify(arguments: argparse.Namespace, settings: Settings) -> int:
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=not arguments.report) as archive:
        if arguments.report:
            found = fixity.report(archive)
        else:
            try:
                found = fixity.verify(
                    archive, progress, again=arguments.again, gone=arguments.gone, gently=arguments.gently
                )
            finally:
                progress.close()
    counts = {name: sum(one.outcome == name for one in found.events) for name in ("changed", "missing", "untracked")}
    if arguments.json:
        say_json(
            {
                "state": "offline" if found.offline else "stopped" if found.stopped else "finished",
                "checked": found.done,
                "total": found.total,
                **counts,
                "offline": [str(path) for path in found.offline],
                "check": found.check,
                "events": list(found.events),
            }
        )
        return 0 if found.clean else 4
    for one in found.events:
        if one.outcome == "changed":
            say(tr("Changed: “{name}” ({sha}…) {note}").format(name=one.name, sha=one.sha256[:12], note=one.note))
        elif one.outcome == "missing":
            say(tr("Missing: “{name}” ({sha}…)").format(name=one.name, sha=one.sha256[:12]))
    for path in found.offline:
        say(tr("The folder “{path}” is away; nothing was said of its files.").format(path=path))
    if counts["untracked"]:
        say(tr_n("{n} file belongs to no record.", "{n} files belong to no record.", counts["untracked"]))
    if arguments.report and found.check is None:
        say(tr("The files were never checked."))
    elif found.stopped:
        say(
            tr("{done} of {total} files checked; the check goes on the next time.").format(
                done=found.done, total=found.total
            )
        )
    elif not found.offline:
        say(
            tr_n("{n} file checked.", "{n} files checked.", found.done)
            + (" " + tr("All is well.") if found.clean else "")
        )
    return 0 if found.clean else 4


def _relink(arguments: argparse.Namespace, settings: Settings) -> int:
    return _take_back(arguments, settings, relinking.relink)


def _restore(arguments: argparse.Namespace, settings: Settings) -> int:
    return _take_back(arguments, settings, relinking.restore)


def _take_back(
    arguments: argparse.Namespace, settings: Settings, take: Callable[[Archive, Path, Progress], Relinked]
) -> int:
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=True) as archive:
        try:
            found = take(archive, arguments.folder, progress)
        finally:
            progress.close()
    if arguments.json:
        say_json(
            {
                "found": [{"name": one.name, "sha256": one.sha256, "at": str(path)} for one, path in found.found],
                "still_missing": [{"name": one.name, "sha256": one.sha256} for one in found.still],
                "looked_at": found.looked_at,
            }
        )
        return 4 if found.still else 0
    for one, path in found.found:
        say(tr("“{name}” was found: {path}").format(name=one.name, path=path))
    for one in found.still:
        say(tr("“{name}” is still missing ({sha}…).").format(name=one.name, sha=one.sha256[:12]))
    if not found.found and not found.still:
        say(tr("No file is missing or damaged."))
    else:
        say(tr_n("{n} file is back.", "{n} files are back.", len(found.found)))
    return 4 if found.still else 0
