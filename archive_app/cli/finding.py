"""Commands that only look: show, history, stats, check, formats."""

from __future__ import annotations

import argparse
from typing import Any

from archive_app.cli.catalogue import open_for, path_of, require
from archive_app.cli.format_help import print_crosswalk
from archive_app.cli.output import ProgressLine, say, say_json, tell
from archive_app.domain import dates, fields
from archive_app.domain.errors import ArchiveBusy, ArchiveReadOnly, NotFound
from archive_app.domain.records import Article, Photo, PhotoUse, Record, Video
from archive_app.domain.results import RecordPage
from archive_app.domain.uses import condition_text
from archive_app.domain.verdict import headline
from archive_app.formats.registry import exporters, faults, importers, origin
from archive_app.formats.tables import SUFFIXES as TABLE_SUFFIXES
from archive_app.i18n import tr, tr_n
from archive_app.operations import find, history, upkeep
from archive_app.operations.page import record_page
from archive_app.settings import Settings
from archive_app.store.archive import Archive


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of these commands."""
    made = commands.add_parser("show", parents=[shared], help=tr("print one record with all that belongs to it"))
    made.add_argument("record", type=record_number)
    made.set_defaults(run=show)

    made = commands.add_parser("history", parents=[shared], help=tr("what was done, to the catalogue or one record"))
    made.add_argument("record", type=record_number, nargs="?")
    made.add_argument("--limit", type=int, default=30)
    made.set_defaults(run=show_history)

    made = commands.add_parser("stats", parents=[shared], help=tr("how many records of each kind"))
    made.set_defaults(run=stats)

    made = commands.add_parser("check", parents=[shared], help=tr("check the catalogue and its files"))
    made.add_argument("--no-files", action="store_true", help=tr("do not read the media and source files"))
    made.set_defaults(run=check)

    made = commands.add_parser("formats", parents=[shared], help=tr("what can be imported and exported"))
    made.add_argument("--crosswalk", default="", metavar="NAME", help=tr("what an export format does with every field"))
    made.set_defaults(run=formats)


def record_number(text: str) -> int:
    """The id that a person means by “42”, “#42” or “A-42”; for argparse."""
    digits = text.rsplit("-", 1)[-1].lstrip("#")
    if not digits.isdigit():
        raise argparse.ArgumentTypeError(tr("“{text}” is not the number of a record").format(text=text))
    return int(digits)


def show(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app show NUMBER``: the record, its photos and videos, rights and evidence."""
    with open_for(arguments, settings, write=False) as archive:
        page = record_page(archive, arguments.record)
    if arguments.json:
        say_json(page)
        return 0
    for line in _page(page):
        say(line)
    return 0


def _page(page: RecordPage) -> list[str]:
    lines = [f"{page.title}", f"{fields.kind_of(page.record).value} {page.record.id} · {page.record.uid}", ""]
    lines += _fields(page.record)
    for position, photo in enumerate(page.photos, 1):
        lines += ["", tr("Photo {n} (record {id})").format(n=position, id=photo.photo.id)]
        lines += _fields(photo.use, "  ") + _parties(photo.use)
        lines.append(f"  {tr('Rights')}: {headline(photo.verdict)}")
    for position, video in enumerate(page.videos, 1):
        lines += ["", tr("Video {n} (record {id}), {status}").format(
            n=position, id=video.video.id, status=video.video.status)]  # fmt: skip
        lines += _fields(video.use, "  ") + [f"  {video.video.url}"] * bool(video.video.url)
    for where in page.appears_in:
        lines += [
            "",
            tr("Printed in “{title}” (record {id})").format(title=where.article.headline, id=where.article.id),
        ]
        lines += _fields(where.use, "  ")
    if isinstance(page.record, Article | Photo | Video):
        lines += ["", f"{tr('May we use it?')} {headline(page.verdict)}"]
        lines += [f"  · {reason.text}" for reason in page.verdict.reasons]
        lines += [f"  → {condition_text(condition)}" for condition in page.verdict.conditions]
        if page.verdict.contact:
            lines.append(tr("  Ask: {contact}").format(contact=page.verdict.contact))
    lines += ["", *(f"! {problem.sentence}" for problem in page.problems)] if page.problems else []
    return lines


def _fields(record: Record, indent: str = "") -> list[str]:
    found: list[str] = []
    for line in fields.fields_of(fields.kind_of(record)):
        try:
            text = fields.shown_of(record, line)
        except NotFound:
            continue
        if text and line.type != "flag":
            found.append(f"{indent}{tr(line.label)}: {dates.display(text) if line.type == 'date' else text}")
    return found


def _parties(use: PhotoUse) -> list[str]:
    return [f"    {p.name} — {p.role}, {p.kind}" for p in use.credit.parties]


def show_history(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app history [NUMBER]``: operations, or the changes of one record."""
    with open_for(arguments, settings, write=False) as archive:
        if arguments.record is not None:
            lines = history.of_record(archive, arguments.record)[: arguments.limit]
            if not lines:
                require(archive, [arguments.record])
            if arguments.json:
                say_json(lines)
                return 0
            for entry in lines:
                change = f": {entry.before!r} → {entry.after!r}" if entry.field else ""
                moment = entry.at[:16].replace("T", " ")
                say(f"{entry.operation_id:>6}  {moment}  {entry.field_label}{change}  ({entry.label})")
            return 0
        operations = history.recent(archive, arguments.limit)
    if arguments.json:
        say_json(operations)
        return 0
    for one in operations:
        mark = {"undo": tr("undo"), "redo": tr("redo")}.get(one.kind, tr("undone") if one.undone else "")
        say(
            f"{one.id:>6}  {one.at[:16].replace('T', ' ')}  {one.who:10}  {one.label}" + (f"  [{mark}]" if mark else "")
        )
    return 0


def stats(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app stats``: counts by kind, and what needs attention."""
    with open_for(arguments, settings, write=False) as archive:
        counts = dict(find.sidebar(archive, count_saved=False).counts)
        counts |= {"authorities": _authorities(archive)}
    if arguments.json:
        say_json(counts)
        return 0
    labels = {
        "article": tr("Articles"), "photo": tr("Photos"), "video": tr("Videos"), "authorities": tr("Authorities"),
        "attention": tr("Need attention"), "last_import": tr("In the last import"), "bin": tr("In the bin"),
    }  # fmt: skip
    for name, label in labels.items():
        say(f"{label:20} {counts[name]:>9,}")
    return 0


def _authorities(archive: Archive) -> int:
    with archive.read() as reader:
        return len(reader.authorities())


def check(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app check``: exit code 0 when all is well, 4 when something is wrong."""
    progress = ProgressLine(quiet=arguments.quiet)
    with Archive.open(path_of(arguments, settings), read_only=_held(arguments, settings)) as archive:
        report = upkeep.check(archive, files=not arguments.no_files, progress=progress)
    progress.close()
    if arguments.json:
        say_json(
            {"clean": report.clean, "problems": report.problems, "counts": report.counts, "seconds": report.seconds}
        )
    else:
        for problem in report.problems:
            say(problem)
        counts = report.counts
        checked = tr_n("{n} record checked", "{n} records checked", counts["records"])
        if not arguments.no_files:
            checked += tr(", {media} media files and {sources} sources read").format(
                media=counts["media"], sources=counts["sources"]
            )
        say(checked + ". " + (tr("All is well.") if report.clean else tr("See above.")))
    return 0 if report.clean else 4


def _held(arguments: argparse.Namespace, settings: Settings) -> bool:
    """Whether the catalogue is open elsewhere: then what can be checked by reading is checked."""
    try:
        Archive.open(path_of(arguments, settings)).close()
    except (ArchiveBusy, ArchiveReadOnly):
        return True
    return False


def formats(arguments: argparse.Namespace, _settings: Settings) -> int:
    """``archive-app formats``: importers and exporters, and whom they came from."""
    if arguments.crosswalk:
        return print_crosswalk(arguments.crosswalk, as_json=arguments.json)
    known = importers()
    others = (
        ("json", tr("Our own lossless export"), (".json", ".jsonl")),
        ("table", tr("Tables: a row becomes a record"), TABLE_SUFFIXES),
        ("media", tr("Pictures and films, by their content"), ()),
    )
    if arguments.json:
        say_json({
            "import": [
                *({"name": i.name, "label": tr(i.label), "suffixes": i.suffixes, "from": origin(i)} for i in known),
                *({"name": n, "label": label, "suffixes": endings, "from": ""} for n, label, endings in others),
            ],
            "export": [
                {"name": e.name, "label": tr(e.label), "suffix": e.suffix, "lossless": e.lossless, "from": origin(e)}
                for e in exporters()
            ],
        })  # fmt: skip
        return 0
    wide = max(len(one.name) for one in (*known, *exporters()))
    say(tr("Import"))
    for importer in known:
        endings = " ".join(importer.suffixes)
        say(f"  {importer.name:{wide}} {tr(importer.label):34} {endings}  {origin(importer)}".rstrip())
    for name, label, suffixes in others:
        say(f"  {name:{wide}} {label:34} {' '.join(suffixes)}".rstrip())
    say(tr("Export"))
    for exporter in exporters():
        kept = tr("lossless") if exporter.lossless else ""
        say(f"  {exporter.name:{wide}} {tr(exporter.label):34} {exporter.suffix:14} {kept} {origin(exporter)}".rstrip())
    for fault in faults():
        tell(str(fault))
    return 0
