"""Commands that change a catalogue: new, sample, edit, bin, undo, redo, collect, attach, backup, reindex."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from archive_app.cli.catalogue import open_for, require, who
from archive_app.cli.finding import record_number
from archive_app.cli.output import ProgressLine, say, say_json, tell
from archive_app.domain.batch import FieldEdit
from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError
from archive_app.domain.records import Collection
from archive_app.i18n import tr, tr_n
from archive_app.operations import edit, find, folders, history, sample, upkeep, works
from archive_app.settings import Settings
from archive_app.store.archive import Archive


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of these commands."""
    made = commands.add_parser("new", parents=[shared], help=tr("make an empty catalogue"))
    made.add_argument("folder", type=Path)
    made.set_defaults(run=new)

    made = commands.add_parser("sample", parents=[shared], help=tr("make the sample catalogue"))
    made.add_argument("folder", type=Path)
    made.set_defaults(run=make_sample)

    made = commands.add_parser("edit", parents=[shared], help=tr("set fields of records"))
    made.add_argument("records", nargs="*", type=record_number, metavar="NUMBER")
    made.add_argument("--query", help=tr("edit what this finds"))
    made.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", dest="sets")
    made.add_argument("--clear", action="append", default=[], metavar="FIELD", dest="clears")
    made.add_argument("--add", action="append", default=[], metavar="FIELD=VALUE", dest="adds")
    made.add_argument("--remove", action="append", default=[], metavar="FIELD=VALUE", dest="removes")
    made.add_argument("--replace", action="append", default=[], metavar="FIELD=OLD=>NEW", dest="replaces")
    made.add_argument("--dry-run", action="store_true", help=tr("show the changes; make none"))
    made.set_defaults(run=edit_)

    for name, text, run in (
        ("bin", tr("put records into the bin"), to_bin),
        ("restore", tr("take records out of the bin"), restore),
    ):
        made = commands.add_parser(name, parents=[shared], help=text)
        made.add_argument("records", nargs="+", type=record_number, metavar="NUMBER")
        made.set_defaults(run=run)

    for name, text, run in (("undo", tr("take back the last step, or one named"), undo),
                            ("redo", tr("repeat what was taken back"), redo)):  # fmt: skip
        made = commands.add_parser(name, parents=[shared], help=text)
        made.add_argument("step", nargs="?", type=int, help=tr("its number in the history"))
        made.set_defaults(run=run)

    made = commands.add_parser("attach", parents=[shared], help=tr("keep a file as the picture or film of a record"))
    made.add_argument("record", type=record_number)
    made.add_argument("file", type=Path)
    made.set_defaults(run=attach)

    made = commands.add_parser("collect", parents=[shared], help=tr("put records into a collection (made if new)"))
    made.add_argument("collection")
    made.add_argument("records", nargs="+", type=record_number, metavar="NUMBER")
    made.set_defaults(run=collect)

    made = commands.add_parser("backup", parents=[shared], help=tr("copy the catalogue's database into its backups"))
    made.set_defaults(run=back_up)

    made = commands.add_parser("reindex", parents=[shared], help=tr("lay the search index out anew"))
    made.set_defaults(run=reindex)


def new(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app new FOLDER``."""
    with Archive.create(arguments.folder, who=who(settings)) as archive:
        folder = archive.folder
    if arguments.json:
        say_json({"catalogue": str(folder)})
    else:
        say(tr("Made the catalogue {folder}").format(folder=folder))
    return 0


def make_sample(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app sample FOLDER``."""
    progress = ProgressLine(quiet=arguments.quiet)
    with sample.make(arguments.folder, who=who(settings), progress=progress) as archive:
        progress.close()
        total = find.search(archive, "").total
        folder = archive.folder
    if arguments.json:
        say_json({"catalogue": str(folder), "records": total})
    else:
        say(
            tr_n("Made {folder} with {n} record.", "Made {folder} with {n} records.", total).replace(
                "{folder}", str(folder)
            )
        )
    return 0


def edit_(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app edit NUMBER… --set field=value``: previewed with ``--dry-run``, made as one step."""
    edits: list[FieldEdit] = []
    edits += [FieldEdit(name, "set", value) for name, value in map(_pair, arguments.sets)]
    edits += [FieldEdit(name, "add", value) for name, value in map(_pair, arguments.adds)]
    edits += [FieldEdit(name, "remove", value) for name, value in map(_pair, arguments.removes)]
    edits += [FieldEdit(name, "clear") for name in arguments.clears]
    for text in arguments.replaces:
        name, both = _pair(text)
        old, arrow, will = both.partition("=>")
        if not arrow:
            raise InputError(tr("“{text}” is not of the form FIELD=OLD=>NEW.").format(text=text))
        edits.append(FieldEdit(name, "replace", will, find=old))
    if not edits:
        raise InputError(tr("Nothing to change is named."), remedy=tr("Use --set FIELD=VALUE, --clear FIELD or --add."))
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=not arguments.dry_run) as archive:
        ids = list(arguments.records)
        require(archive, ids)
        if arguments.query is not None:
            ids += [n for n in find.search(archive, arguments.query).ids if n not in set(ids)]
        if not ids:
            raise InputError(tr("No records are named, or the query finds none."))
        plan = edit.preview(archive, ids, edits)
        for title, sentence in plan.refused:
            tell(f"{title}: {sentence}")
        if plan.refused and not plan.rows:
            raise InputError(plan.refused[0][1])
        changes = Changes() if arguments.dry_run else edit.apply(archive, plan, progress=progress)
        progress.close()
    if arguments.json:
        say_json(
            {
                "changes": plan.rows,
                "unchanged": plan.unchanged,
                "refused": plan.refused,
                "operation": changes.operation_id,
            }
        )
        return 0
    if arguments.dry_run:
        for row in plan.rows:
            say(f"{row.record_id}  {row.title[:40]}  {row.field_label}: {row.before!r} → {row.after!r}")
        return 0
    say(changes.label or tr("Nothing needed changing."))
    return 0


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError(tr("“{text}” is not of the form FIELD=VALUE.").format(text=text))
    return name.strip(), value


def to_bin(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app bin NUMBER…``."""
    with open_for(arguments, settings, write=True) as archive:
        return _done(arguments, edit.to_bin(archive, arguments.records))


def restore(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app restore NUMBER…``."""
    with open_for(arguments, settings, write=True) as archive:
        return _done(arguments, edit.restore(archive, arguments.records))


def undo(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app undo [STEP]``."""
    with open_for(arguments, settings, write=True) as archive:
        return _done(
            arguments, history.undo(archive, arguments.step), tr("Undone: {label}"), tr("There is nothing to undo.")
        )


def redo(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app redo [STEP]``."""
    with open_for(arguments, settings, write=True) as archive:
        return _done(
            arguments, history.redo(archive, arguments.step), tr("Done again: {label}"), tr("There is nothing to redo.")
        )


def attach(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app attach NUMBER FILE``."""
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=True) as archive:
        changes = works.attach_media(archive, arguments.record, arguments.file, progress=progress)
    progress.close()
    return _done(arguments, changes)


def collect(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app collect NAME NUMBER…``."""
    with open_for(arguments, settings, write=True) as archive:
        require(archive, arguments.records)
        with archive.read() as reader:
            found: Collection | None = reader.collection_named(arguments.collection)
        number = found.id if found is not None else folders.new_collection(archive, arguments.collection)[0]
        return _done(arguments, folders.add_to_collection(archive, number or 0, arguments.records))


def back_up(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app backup``."""
    with open_for(arguments, settings, write=True) as archive:
        path = upkeep.back_up(archive)
    if arguments.json:
        say_json({"backup": str(path)})
    else:
        say(str(path))
    return 0


def reindex(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app reindex``."""
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=True) as archive:
        number = upkeep.rebuild_index(archive, progress)
    progress.close()
    say(tr_n("{n} record is in the index.", "{n} records are in the index.", number))
    return 0


def _done(arguments: argparse.Namespace, changes: Changes, words: str = "{label}", nothing: str = "") -> int:
    if arguments.json:
        say_json({"operation": changes.operation_id, "label": changes.label, "records": sorted(changes.records)})
    elif changes:
        say(words.format(label=changes.label))
    else:
        say(nothing or tr("Nothing needed changing."))
    return 0
