"""Commands that write records for others: export, and the profiles that say how."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive_app.cli.catalogue import open_for
from archive_app.cli.output import ProgressLine, say, say_json, tell
from archive_app.cli.use_options import overrides_of, states_use, use_of, use_options
from archive_app.domain.errors import InputError
from archive_app.formats.exporting.base import ExportProfile, columns_of, options_of
from archive_app.formats.exporting.crosswalk import label_for
from archive_app.formats.exporting.loss_report import brief, grouped
from archive_app.formats.registry import exporter_for_file, exporter_named, exporters
from archive_app.formats.writing import write_whole
from archive_app.i18n import tr, tr_n
from archive_app.operations import export, export_gate, export_profiles, find
from archive_app.operations.export import ExportReport
from archive_app.operations.export_profiles import SavedProfile
from archive_app.settings import Settings, export_profiles_folder
from archive_app.store.archive import Archive


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of these commands."""
    made = commands.add_parser(
        "export", parents=[shared, use_options()], help=tr("write records to a file"),
        description=tr("Write records in a format that “archive-app formats” lists. The file is written whole or not "
                       "at all; one that was there stays on any failure."),
    )  # fmt: skip
    made.add_argument("query", nargs="*", help=tr("what to export, as in the search box; nothing: everything"))
    made.add_argument("--format", "-f", default="", metavar="NAME", help=", ".join(e.name for e in exporters()))
    made.add_argument("--out", "-o", type=Path, required=True, metavar="FILE",
                      help=tr("the file; for a format of several files the folder, or NAME.zip"))  # fmt: skip
    made.add_argument("--fields", default="", help=tr("fields in their order, parted by commas"))
    made.add_argument("--profile", default="", metavar="NAME", help=tr("a saved profile by its name, or its file"))
    made.add_argument("--set", action="append", default=[], metavar="OPTION=VALUE", dest="options")
    made.add_argument("--sort", default="newest")
    made.add_argument("--leave-out", default="", metavar="ANSWERS",
                      help=tr("verdicts to leave out: not_allowed,unknown,ask"))  # fmt: skip
    made.add_argument("--override", action="append", default=[], metavar="NUMBER=REASON",
                      help=tr("why a record goes out although it may not be used so"))  # fmt: skip
    made.add_argument("--override-all", default="", metavar="REASON")
    made.add_argument("--report", action="store_true",
                      help=tr("say what the format loses, and write it beside the file, record by record"))  # fmt: skip
    made.add_argument("--lossless-beside", action="store_true",
                      help=tr("write the same records as JSON lines beside it, without loss"))  # fmt: skip
    made.set_defaults(run=export_)

    made = commands.add_parser("export-profiles", parents=[shared], help=tr("list, keep, share or remove profiles"))
    made.add_argument("list", nargs="?", choices=("list",), metavar="list", help=tr("list them, as without any word"))
    made.add_argument("--add", type=Path, metavar="FILE.toml", help=tr("keep the profile in a file"))
    made.add_argument("--for-program", action="store_true",
                      help=tr("with --add or --remove: the program’s own, for every catalogue"))  # fmt: skip
    made.add_argument("--share", default="", metavar="NAME", help=tr("write a profile to the file of --out"))
    made.add_argument("--remove", default="", metavar="NAME")
    made.add_argument("--out", "-o", type=Path, metavar="FILE.toml")
    made.set_defaults(run=profiles_)


def export_(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app export QUERY --format NAME --out FILE``: whole or not at all."""
    if arguments.format:
        exporter_named(arguments.format)
    leave_out = [a.strip() for a in arguments.leave_out.split(",") if a.strip()]
    progress = ProgressLine(quiet=arguments.quiet)
    gated: export_gate.GatedExport | None = None
    with open_for(arguments, settings, write=states_use(arguments)) as archive:
        saved = _profile(arguments, archive)
        name = arguments.format or saved.exporter or exporter_for_file(arguments.out).name
        profile = _checked(name, saved.profile)
        results = find.search(archive, " ".join(arguments.query), sort=arguments.sort)
        for hint in results.hints:
            tell(hint.message)
        ids = list(results.ids)
        more = {"report": arguments.report, "lossless_beside": arguments.lossless_beside}
        if states_use(arguments):
            through = export_gate.passage(
                archive, ids, use_of(arguments), overrides=overrides_of(arguments.override),
                override_all=arguments.override_all, progress=progress,
            )  # fmt: skip
            gated = export_gate.write(archive, through, name, arguments.out, profile=profile, progress=progress, **more)
            report = gated.report
        else:
            report = export.write(
                archive, ids, name, arguments.out, profile=profile, without_answers=leave_out, progress=progress, **more
            )
    progress.close()
    _tell(arguments, report, gated)
    return 0


def _tell(arguments: argparse.Namespace, report: ExportReport, gated: export_gate.GatedExport | None) -> None:
    if arguments.json:
        found: dict[str, Any] = {"file": str(report.path), "written": report.written, "left_out": report.left_out}
        found |= {"notes": report.notes}
        found |= {"rights": str(gated.manifest)} if gated is not None else {}
        found |= {"losses": str(report.losses)} if report.losses is not None else {}
        found |= {"beside": str(report.beside)} if report.beside is not None else {}
        say_json(found)
        return
    records = tr_n("{n} record", "{n} records", report.written)
    written = tr("{what} written to {path}").format(what=report.notes.made or records, path=report.path)
    say(written)
    if report.left_out:
        say(tr_n("{n} left out because of its rights", "{n} left out because of their rights", report.left_out))
    for sentence in report.notes.sentences:
        say(sentence)
    for one in report.notes.invalid:
        tell(f"{one.title or one.uid}: {one.reason}")
    if report.beside is not None:
        say(tr("Without loss: {path}").format(path=report.beside))
    if arguments.report:
        _tell_losses(report)
    elif report.notes.losses:
        cut = [one for one in report.notes.losses if one.how == "cut"]
        for sentence in brief(cut):
            say(sentence)
    if gated is not None:
        say(tr("What was left out or let through, and why: {path}").format(path=gated.manifest))


def _tell_losses(report: ExportReport) -> None:
    say("")
    say(tr("What was lost"))
    for sentence, found in grouped(report.notes.losses):
        say(f"  {sentence}")
        if len(found) > 1:
            for one in found:
                say(f"    {label_for(one.field)}: {tr_n('{n} record', '{n} records', one.records)}")
    if not report.notes.losses:
        say("  " + tr("Nothing."))
    if report.losses is not None:
        say(tr("The whole report: {path}").format(path=report.losses))


def _profile(arguments: argparse.Namespace, archive: Archive) -> SavedProfile:
    saved = SavedProfile(ExportProfile(), "", "file")
    if arguments.profile:
        saved = export_profiles.profile_named(archive, export_profiles_folder(), arguments.profile)
    options: dict[str, Any] = dict(saved.profile.options)
    for text in arguments.options:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(tr("“{text}” is not of the form OPTION=VALUE.").format(text=text))
        options[name] = value
    fields = tuple(f.strip() for f in arguments.fields.split(",") if f.strip()) or saved.profile.fields
    return replace(saved, profile=ExportProfile(saved.profile.name, fields, options))


def _checked(name: str, profile: ExportProfile) -> ExportProfile:
    """The profile, when the format knows its options. Raises InputError for one it does not have."""
    exporter = exporter_named(name)
    known = {one.name: one for one in options_of(exporter)}
    for option, value in profile.options.items():
        if option not in known:
            raise InputError(
                tr("The format “{name}” has no option “{option}”.").format(name=name, option=option),
                remedy=_choices(tr("Its options are: {names}."), list(known)),
            )
        allowed = [one for one, _ in known[option].choices]
        if allowed and str(value) not in allowed:
            raise InputError(
                tr("“{value}” is no value of the option “{option}”.").format(value=value, option=option),
                remedy=_choices(tr("Its values are: {names}."), allowed),
            )
    columns_of(exporter, profile)
    return profile


def _choices(words: str, names: Sequence[str]) -> str:
    return words.format(names=", ".join(names)) if names else ""


def profiles_(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app export-profiles``: those of the catalogue and of the program; keep, share, remove."""
    folder = export_profiles_folder()
    changes = (arguments.add is not None or bool(arguments.remove)) and not arguments.for_program
    with open_for(arguments, settings, write=changes) as archive:
        if arguments.add is not None:
            saved = export_profiles.read_file(arguments.add)
            if arguments.for_program:
                export_profiles.save_for_program(folder, saved)
            else:
                export_profiles.save_profile(archive, saved)
            tell(tr("The profile “{name}” is kept.").format(name=saved.name))
        elif arguments.remove:
            if arguments.for_program:
                export_profiles.remove_from_program(folder, arguments.remove)
            else:
                export_profiles.remove_profile(archive, arguments.remove)
        elif arguments.share:
            found = export_profiles.profile_named(archive, folder, arguments.share)
            text = export_profiles.as_text(found)
            if arguments.out is None:
                say(text)
            else:
                write_whole(arguments.out, text.encode("utf-8"))
            return 0
        known = export_profiles.profiles(archive, folder)
    if arguments.json:
        say_json([{"name": k.name, "format": k.exporter, "place": k.place, "fields": k.profile.fields,
                   "options": dict(k.profile.options)} for k in known])  # fmt: skip
        return 0
    places = {"catalogue": tr("in this catalogue"), "program": tr("in the program"), "file": ""}
    for one in known:
        say(f"{one.name:30} {one.exporter:14} {places[one.place]}".rstrip())
    return 0
