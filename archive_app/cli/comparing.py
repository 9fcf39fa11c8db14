"""Commands about articles that are alike: duplicates, compare, different, versions."""

from __future__ import annotations

import argparse
from typing import Any

from archive_app.cli.catalogue import open_for, require
from archive_app.cli.finding import record_number
from archive_app.cli.output import ProgressLine, say, say_json, tell
from archive_app.cli.pictures import duplicate_photos
from archive_app.domain.changes import Changes
from archive_app.domain.date_display import display
from archive_app.domain.results import VersionRow
from archive_app.domain.word_diff import ParagraphDiff, Piece
from archive_app.i18n import language, tr, tr_n
from archive_app.operations import likeness, versions
from archive_app.operations.comparing import Comparison, compare_records
from archive_app.settings import Settings
from archive_app.store.archive import Archive


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of these commands."""
    made = commands.add_parser("duplicates", parents=[shared], help=tr("list articles, or photos, that are alike"))
    made.add_argument("--photos", action="store_true", help=tr("look through the photos, by their pictures"))
    made.set_defaults(run=duplicates)

    made = commands.add_parser("compare", parents=[shared], help=tr("compare two articles word by word"))
    made.add_argument("old", type=record_number)
    made.add_argument("new", type=record_number)
    made.add_argument("--all", action="store_true", help=tr("print what is the same too"))
    made.set_defaults(run=compare)

    made = commands.add_parser(
        "different",
        parents=[shared],
        help=tr("remember that two articles or photos are different, though they look alike"),
    )
    made.add_argument("one", type=record_number)
    made.add_argument("other", type=record_number)
    made.add_argument("--forget", action="store_true", help=tr("take that back"))
    made.set_defaults(run=different)

    made = commands.add_parser(
        "versions", parents=[shared], help=tr("list the versions of an article or photo, or change them")
    )
    made.add_argument("record", type=record_number)
    change = made.add_mutually_exclusive_group()
    change.add_argument("--link", type=record_number, metavar="OLDER", help=tr("make it a new version of this one"))
    change.add_argument("--unlink", action="store_true", help=tr("it is no version of the others"))
    change.add_argument("--current", action="store_true", help=tr("make it the current version"))
    change.add_argument("--note", help=tr("what is to be said of this version"))
    made.set_defaults(run=list_versions)


def duplicates(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app duplicates``: groups of articles that are alike, each pair with its reason."""
    if arguments.photos:
        return duplicate_photos(arguments, settings)
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=False) as archive:
        with archive.read() as reader:
            lacking = reader.prints.lacking()
        groups = likeness.groups(archive, progress)
    progress.close()
    if lacking:
        words = tr_n("{n} article could not be compared.", "{n} articles could not be compared.", lacking)
        tell(f"{words} {tr('Run “archive-app reindex” once.')}")
    if arguments.json:
        say_json({"groups": groups, "not_compared": lacking})
        return 0
    for group in groups:
        for number, title in zip(group.members, group.titles, strict=True):
            say(f"{number:>8}  {title}")
        for pair in group.pairs:
            say(f"          {pair.one} – {pair.other}: {pair.found.reason}")
        say()
    say(tr_n("{n} group of articles that are alike", "{n} groups of articles that are alike", len(groups)))
    return 0


def compare(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app compare OLD NEW``: what was [-taken out-] and {+added+}, field by field."""
    with open_for(arguments, settings, write=False) as archive:
        require(archive, [arguments.old, arguments.new])
        found = compare_records(archive, arguments.old, arguments.new)
    if arguments.json:
        say_json(found)
        return 0
    _say_comparison(found, everything=arguments.all)
    return 0


def different(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app different ONE OTHER``: they are not proposed as duplicates again."""
    with open_for(arguments, settings, write=True) as archive:
        require(archive, [arguments.one, arguments.other])
        change = versions.forget_different if arguments.forget else versions.mark_different
        changes = change(archive, (arguments.one, ""), (arguments.other, ""))
    return _done(arguments, changes)


def list_versions(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app versions NUMBER``: list them, or change them."""
    changing = arguments.link is not None or arguments.unlink or arguments.current or arguments.note is not None
    with open_for(arguments, settings, write=changing) as archive:
        require(archive, [arguments.record, *([arguments.link] if arguments.link is not None else [])])
        if changing:
            return _done(arguments, _change(archive, arguments))
        rows = versions.history_of(archive, arguments.record)
    if arguments.json:
        say_json(rows)
    elif not rows:
        say(tr("This record has no other versions."))
    else:
        for row in rows:
            say(_version(row, len(rows)))
    return 0


def _change(archive: Archive, arguments: argparse.Namespace) -> Changes:
    if arguments.link is not None:
        return versions.link(archive, arguments.record, arguments.link)
    if arguments.unlink:
        return versions.unlink(archive, arguments.record)
    if arguments.current:
        return versions.make_current(archive, arguments.record)
    return versions.set_note(archive, arguments.record, arguments.note)


def _version(row: VersionRow, total: int) -> str:
    parts = [tr("version {n} of {total}").format(n=row.number, total=total)]
    if row.published:
        parts.append(display(row.published, language()))
    if row.words_added or row.words_removed:
        parts.append(tr("{added} words added, {removed} removed").format(
            added=row.words_added, removed=row.words_removed
        ))  # fmt: skip
    parts += [tr("current")] * row.current + [tr("in the bin")] * row.deleted + [row.note] * bool(row.note)
    return f"{row.record_id:>8}  {row.title}  ({' · '.join(parts)})"


def _say_comparison(found: Comparison, *, everything: bool) -> None:
    say(f"--- {found.old_id}  {found.old_title}")
    say(f"+++ {found.new_id}  {found.new_title}")
    for field in found.fields:
        if field.same and not everything:
            continue
        say()
        say(f"{field.label}:")
        for paragraph in field.paragraphs:
            if paragraph.kind != "same" or everything:
                say("  " + _paragraph(paragraph))
    say()
    if found.same:
        say(tr("There is no difference."))
    else:
        added = tr_n("{n} word added", "{n} words added", found.words.added)
        removed = tr_n("{n} word taken out", "{n} words taken out", found.words.removed)
        say(f"{added}, {removed}.")


def _paragraph(diff: ParagraphDiff) -> str:
    moved = tr("(moved) ") if diff.kind == "moved" else ""
    return moved + "".join(_marked(piece) for piece in diff.pieces)


def _marked(piece: Piece) -> str:
    match piece.kind:
        case "added":
            return f"{{+{piece.text}+}}"
        case "removed":
            return f"[-{piece.text}-]"
        case _:
            return piece.text


def _done(arguments: argparse.Namespace, changes: Changes) -> int:
    if arguments.json:
        say_json({"operation": changes.operation_id, "label": changes.label, "records": sorted(changes.records)})
    else:
        say(changes.label or tr("Nothing needed changing."))
    return 0
