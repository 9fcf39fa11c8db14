"""Commands that work with the outside: extract, credit, export."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from archive_app.cli import credit_fixing
from archive_app.cli.catalogue import open_for
from archive_app.cli.output import Pace, ProgressLine, plain, say, say_json, tell
from archive_app.cli.use_options import overrides_of, states_use, use_of, use_options
from archive_app.domain.credits import as_json, parse_credit
from archive_app.domain.errors import FormatError, InputError
from archive_app.formats.exporters.base import ExportProfile, profile_from_toml
from archive_app.formats.extract_json import as_extract
from archive_app.formats.registry import exporter_named, exporters
from archive_app.formats.writing import write_whole
from archive_app.i18n import tr, tr_n
from archive_app.operations import export, export_gate, find, reading
from archive_app.settings import Settings


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of these commands."""
    made = commands.add_parser("extract", parents=[shared], help=tr("read sources without a catalogue; write JSON"))
    made.add_argument("paths", nargs="+", metavar="FILE")
    made.add_argument("--out", type=Path, metavar="DIR", help=tr("a folder for NAME.json files; else standard output"))
    made.set_defaults(run=extract)

    made = commands.add_parser(
        "credit", parents=[shared], help=tr("read credit lines from standard input; print JSON lines")
    )
    made.add_argument("lines", nargs="*", metavar="LINE", help=tr("credit lines (instead of standard input)"))
    credit_fixing.add_options(made)
    made.set_defaults(run=credit)

    made = commands.add_parser("export", parents=[shared, use_options()], help=tr("write records to a file"))
    made.add_argument("query", nargs="*", help=tr("what to export, as in the search box; nothing: everything"))
    made.add_argument("--format", "-f", default="", metavar="NAME", help=", ".join(e.name for e in exporters()))
    made.add_argument("--out", "-o", type=Path, required=True, metavar="FILE")
    made.add_argument("--fields", default="", help=tr("fields in their order, parted by commas"))
    made.add_argument("--profile", type=Path, metavar="FILE.toml", help=tr("a saved profile of fields and options"))
    made.add_argument("--set", action="append", default=[], metavar="OPTION=VALUE", dest="options")
    made.add_argument("--sort", default="newest")
    made.add_argument("--leave-out", default="", metavar="ANSWERS",
                      help=tr("verdicts to leave out: not_allowed,unknown,ask"))  # fmt: skip
    made.add_argument("--override", action="append", default=[], metavar="NUMBER=REASON",
                      help=tr("why a record goes out although it may not be used so"))  # fmt: skip
    made.add_argument("--override-all", default="", metavar="REASON")
    made.set_defaults(run=export_)


def extract(arguments: argparse.Namespace, _settings: Settings) -> int:
    """``archive-app extract FILE… --out DIR``: ``DIR/<base name>.json`` for each source that can be read."""
    out: Path | None = arguments.out
    if out is not None:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(tr("The folder cannot be made."), where=str(out)) from error
    progress = ProgressLine(quiet=arguments.quiet)
    failed = written = 0
    taken: dict[str, int] = {}
    pace = Pace(quiet=arguments.quiet)
    for outcome in pace.counted(reading.read(arguments.paths, progress=progress)):
        if outcome.draft is None:
            failed += 1
            tell(f"archive-app: {outcome.error}")
            continue
        found = as_extract(outcome.draft)
        if out is None:
            say(json.dumps({"source": outcome.name, **found}, ensure_ascii=False))
        else:
            base = Path(outcome.name).stem
            taken[base] = taken.get(base, 0) + 1
            name = base if taken[base] == 1 else f"{base}-{taken[base]}"
            write_whole(out / f"{name}.json", json.dumps(plain(found), ensure_ascii=False, indent=1).encode("utf-8"))
        written += 1
    progress.close()
    pace.tell()
    if out is not None:
        tell(tr_n("{n} source read", "{n} sources read", written)
             + (tr_n(", {n} could not be", ", {n} could not be", failed) if failed else "") + f" → {out}")  # fmt: skip
    return FormatError.exit_code if failed and not written else 0


def credit(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app credit``: one credit line a line in, one JSON object a line out; or corrections in a catalogue."""
    if credit_fixing.wanted(arguments):
        return credit_fixing.run(arguments, settings)
    lines = arguments.lines or (line.rstrip("\r\n") for line in sys.stdin)
    for line in lines:
        say(json.dumps(as_json(parse_credit(line)), ensure_ascii=False))
    return 0


def export_(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app export QUERY --format NAME --out FILE``: whole or not at all."""
    name = arguments.format or _by_suffix(arguments.out)
    exporter_named(name)
    profile = _profile(arguments)
    leave_out = [a.strip() for a in arguments.leave_out.split(",") if a.strip()]
    progress = ProgressLine(quiet=arguments.quiet)
    gated: export_gate.GatedExport | None = None
    with open_for(arguments, settings, write=states_use(arguments)) as archive:
        results = find.search(archive, " ".join(arguments.query), sort=arguments.sort)
        for hint in results.hints:
            tell(hint.message)
        ids = list(results.ids)
        if states_use(arguments):
            through = export_gate.passage(
                archive, ids, use_of(arguments), overrides=overrides_of(arguments.override),
                override_all=arguments.override_all, progress=progress,
            )  # fmt: skip
            gated = export_gate.write(archive, through, name, arguments.out, profile=profile, progress=progress)
            report = gated.report
        else:
            report = export.write(
                archive, ids, name, arguments.out, profile=profile, without_answers=leave_out, progress=progress
            )
    progress.close()
    if arguments.json:
        found = {"file": report.path, "written": report.written, "left_out": report.left_out, "notes": report.notes}
        say_json(found | {"file": str(report.path)} | ({"rights": str(gated.manifest)} if gated is not None else {}))
        return 0
    say(tr_n("{n} record written to {path}", "{n} records written to {path}", report.written).replace(
        "{path}", str(report.path)))  # fmt: skip
    if report.left_out:
        say(tr_n("{n} left out because of its rights", "{n} left out because of their rights", report.left_out))
    for sentence in report.notes.sentences:
        say(sentence)
    if gated is not None:
        say(tr("What was left out or let through, and why: {path}").format(path=gated.manifest))
    return 0


def _by_suffix(path: Path) -> str:
    for exporter in exporters():
        if exporter.suffix == path.suffix.casefold():
            return exporter.name
    raise InputError(
        tr("The name of the file does not tell the format."),
        where=str(path),
        remedy=tr("Name it with --format: {names}.").format(names=", ".join(e.name for e in exporters())),
    )


def _profile(arguments: argparse.Namespace) -> ExportProfile:
    profile = ExportProfile()
    if arguments.profile is not None:
        try:
            text = arguments.profile.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(tr("The profile cannot be read."), where=str(arguments.profile)) from error
        profile = profile_from_toml(text, where=str(arguments.profile))
    options: dict[str, Any] = dict(profile.options)
    for text in arguments.options:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(tr("“{text}” is not of the form OPTION=VALUE.").format(text=text))
        options[name] = value
    fields = tuple(f.strip() for f in arguments.fields.split(",") if f.strip()) or profile.fields
    return ExportProfile(profile.name, fields, options)
