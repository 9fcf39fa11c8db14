"""Commands about photos that are alike: similar, merge, and the photos' part of duplicates."""

from __future__ import annotations

import argparse
from typing import Any

from archive_app.cli.catalogue import open_for, require
from archive_app.cli.finding import record_number
from archive_app.cli.output import ProgressLine, say, say_json, tell
from archive_app.domain.errors import InputError
from archive_app.domain.records import Photo
from archive_app.i18n import tr, tr_n
from archive_app.operations import likeness, photo_likeness, photo_merging
from archive_app.operations.photo_merging import CHOICES, MERGED, MergePreview
from archive_app.operations.picture_scan import scan, waiting
from archive_app.settings import Settings


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of these commands."""
    made = commands.add_parser("similar", parents=[shared], help=tr("list photos, or articles, that are like one"))
    made.add_argument("record", type=record_number)
    made.set_defaults(run=similar)

    made = commands.add_parser(
        "merge", parents=[shared], help=tr("make one photo of two"),
        description=tr(
            "Makes one photo of two: where OTHER is printed, its rights and its collections go to KEPT, "
            "and OTHER goes into the bin. It is one step that can be undone."
        ),
    )  # fmt: skip
    made.add_argument("kept", type=record_number, help=tr("the photo that stays"))
    made.add_argument("other", type=record_number, help=tr("the photo that gives way"))
    made.add_argument(
        "--choose", action="append", default=[], metavar="FIELD=WHICH",
        help=tr("which value to keep of a field in which they differ: kept, other or both; may be repeated"),
    )  # fmt: skip
    made.add_argument("--dry-run", action="store_true", help=tr("say what would be done, and change nothing"))
    made.set_defaults(run=merge)


def similar(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app similar NUMBER``: photos or articles that are like one, the likeliest first."""
    with open_for(arguments, settings, write=False) as archive:
        require(archive, [arguments.record])
        with archive.read() as reader:
            is_photo = isinstance(reader.record(arguments.record), Photo)
        rows: list[tuple[int, str, str, float, str]]
        if is_photo:
            photos = photo_likeness.similar(archive, arguments.record)
            rows = [(one.photo_id, one.title, one.reason, one.likeness, one.sort) for one in photos]
            unread = waiting(archive)
        else:
            articles = likeness.alike(archive, arguments.record)
            rows = [(one.record_id, one.title, one.reason, one.likeness, one.kind) for one in articles]
            unread = 0
    if arguments.json:
        names = ("record", "title", "reason", "likeness", "sort")
        say_json([dict(zip(names, row, strict=True)) for row in rows])
        return 0
    for number, title, reason, share, _sort in rows:
        say(f"{number:>8}  {round(100 * share):>3} %  {title}  ({reason})")
    if is_photo:
        say(tr_n("{n} photo is like it", "{n} photos are like it", len(rows)))
        _tell_waiting(unread)
    else:
        say(tr_n("{n} article is like it", "{n} articles are like it", len(rows)))
    return 0


def duplicate_photos(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app duplicates --photos``: look for alike photos, and list them in groups with the reasons."""
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=True) as archive:
        try:
            did = scan(archive, progress)
        finally:
            progress.close()
        found = photo_likeness.pairs(archive)
    groups = photo_likeness.groups_of(found)
    titles = {n: t for pair in found for n, t in zip((pair.one, pair.other), pair.titles, strict=True)}
    if did.lost:
        tell(tr_n("{n} file is not on the disk and was left out.", "{n} files are not on the disk and were left out.",
                  did.lost))  # fmt: skip
    if arguments.json:
        say_json({"groups": groups, "pairs": found, "scan": did})
        return 0
    for group in groups:
        for number in group:
            say(f"{number:>8}  {titles.get(number, '')}")
        for pair in found:
            if pair.one in group:
                say(f"          {pair.one} – {pair.other}: {pair.reason}")
        say()
    say(tr_n("{n} group of photos that are alike", "{n} groups of photos that are alike", len(groups)))
    return 0


def merge(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app merge KEPT OTHER``: make one photo of two."""
    choices = dict(map(_choice, arguments.choose))
    with open_for(arguments, settings, write=not arguments.dry_run) as archive:
        require(archive, [arguments.kept, arguments.other])
        before = photo_merging.preview(archive, arguments.kept, arguments.other)
        if arguments.dry_run:
            return _say_preview(arguments, before, choices)
        changes = photo_merging.merge(archive, arguments.kept, arguments.other, choices)
    if arguments.json:
        say_json({"operation": changes.operation_id, "label": changes.label, "records": sorted(changes.records)})
    else:
        say(changes.label)
    return 0


def _choice(text: str) -> tuple[str, str]:
    name, parted, which = text.partition("=")
    if not parted or which not in CHOICES or name not in MERGED:
        raise InputError(
            tr("“{text}” is no choice.").format(text=text),
            remedy=tr("Write FIELD=kept, FIELD=other or FIELD=both; the fields are: {names}.").format(
                names=", ".join(MERGED)
            ),
        )
    return name, which


def _say_preview(arguments: argparse.Namespace, before: MergePreview, choices: dict[str, str]) -> int:
    if arguments.json:
        say_json(before)
        return 0
    kept, other = (title or tr("untitled") for title in before.titles)
    say(tr("“{other}” (no. {n}) would be merged into “{kept}” (no. {k}).").format(
        other=other, n=before.other, kept=kept, k=before.kept
    ))  # fmt: skip
    words = {
        "kept": tr("keeps what no. {n} says").format(n=before.kept),
        "other": tr("takes what no. {n} says").format(n=before.other),
        "both": tr("keeps both"),
    }
    names = {"kept": tr("no. {n}").format(n=before.kept), "other": tr("no. {n}").format(n=before.other)}
    wide = max(len(name) for name in names.values())
    for line in before.differing:
        say(f"  {line.label}: {words[choices.get(line.name, line.proposed)]}")
        say(f"    {names['kept']:<{wide}}  {line.kept or tr('nothing')}")
        say(f"    {names['other']:<{wide}}  {line.other or tr('nothing')}")
    if before.differing:
        options = ", ".join(f"--choose {line.name}=…" for line in before.differing)
        say(tr("To choose otherwise (kept, other, both): {options}").format(options=options))
    said = (
        tr_n("{n} printing comes along", "{n} printings come along", before.uses),
        tr_n("{n} statement of rights", "{n} statements of rights", before.rights),
        tr_n("{n} collection", "{n} collections", before.collections),
    )
    say(", ".join(said) + ".")
    return 0


def _tell_waiting(count: int) -> None:
    if count:
        words = tr_n("{n} picture was not compared yet.", "{n} pictures were not compared yet.", count)
        tell(f"{words} {tr('Run “archive-app duplicates --photos” once.')}")
