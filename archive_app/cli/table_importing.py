"""``import`` for tables: the mapping from profile, options and guess; a dry run or the import; a report per row."""

from __future__ import annotations

import argparse
import shlex
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive_app.cli.output import ProgressLine, say, tell
from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError
from archive_app.formats.tables import open_table, targets
from archive_app.formats.tables.guess import Guess, guess
from archive_app.formats.tables.mapping import BAD_VALUES, MATCH_KEYS, ON_MATCH, TableMapping, check
from archive_app.formats.tables.model import Table
from archive_app.formats.tables.words import key_of
from archive_app.formats.writing import write_whole
from archive_app.i18n import tr
from archive_app.operations import table_import, table_plan, table_profiles
from archive_app.operations.table_plan import RowReport
from archive_app.settings import settings_path
from archive_app.store.archive import Archive


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what only tables need to the parser of ``import``."""
    group = parser.add_argument_group(tr("tables (.csv, .tsv, .xlsx)"))
    group.add_argument("--as", dest="row_kind", choices=tuple(targets.ROW_KINDS), help=tr("what a row is"))
    group.add_argument(
        "--map", action="append", default=[], dest="maps", metavar="COLUMN=FIELD",
        help=tr("what a column becomes; #3 names the third; nothing after = leaves it out"),
    )  # fmt: skip
    group.add_argument(
        "--split", action="append", default=[], metavar="COLUMN=MARK", help=tr("what parts the items in its cells")
    )
    group.add_argument(
        "--constant", action="append", default=[], metavar="FIELD=VALUE", help=tr("a value for every row")
    )
    group.add_argument("--profile", metavar="NAME|FILE", help=tr("a saved mapping"))
    group.add_argument("--save-profile", metavar="NAME", help=tr("keep the mapping under this name"))
    group.add_argument("--sheet", default="", help=tr("of a workbook; without it the first"))
    group.add_argument("--header-row", type=int, metavar="N", help=tr("the row of the headings; 0: there are none"))
    group.add_argument("--delimiter", default="", metavar="MARK", help=tr("what parts the columns; found without it"))
    group.add_argument("--dates", choices=("dmy", "mdy"), help=tr("how 3/4/2021 is read; without it both are kept"))
    group.add_argument("--match", metavar="KEYS", help=tr("what known records are known by: {keys}").format(
        keys=",".join(MATCH_KEYS)
    ))  # fmt: skip
    group.add_argument("--on-match", choices=tuple(ON_MATCH), help=tr("what happens to records that are known"))
    group.add_argument(
        "--bad-values",
        choices=tuple(BAD_VALUES),
        help=tr("values that cannot be read: leave the row out, or note them"),
    )
    group.add_argument("--report", type=Path, metavar="FILE", help=tr("write what came of each row (.csv or .json)"))


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one table: its rows, and what the feed is told (nothing after a dry run)."""

    path: Path
    rows: tuple[RowReport, ...]
    changes: Changes = field(default_factory=Changes)

    @property
    def failed(self) -> bool:
        """Whether no row of it can be taken."""
        return bool(self.rows) and table_plan.count(self.rows)["error"] == len(self.rows)

    @property
    def taken(self) -> int:
        """How many rows came to something new."""
        counts = table_plan.count(self.rows)
        return counts["new"] + counts["changed"]

    def as_json(self) -> dict[str, object]:
        """The report as JSON."""
        return {
            "table": str(self.path), "counts": table_plan.count(self.rows), "operation": self.changes.operation_id,
            "rows": [table_plan.row_as_json(row) for row in self.rows],
        }  # fmt: skip


def mapping_for(arguments: argparse.Namespace, table: Table, path: Path) -> TableMapping:
    """The mapping that the options ask for: a profile, or the guess, with what ``--map`` says put over it.

    Raises:
        InputError: The guess is too doubtful, or an option names something that is not there.
    """
    folder = profile_folder()
    guessed: Guess | None = None
    if arguments.profile:
        made = table_profiles.fitting(table_profiles.load(folder, arguments.profile), table)
    elif not arguments.maps and (known := table_profiles.for_headings(folder, table.headings)) is not None:
        made = known
        tell(tr("The profile “{name}” fits these headings and is used.").format(name=known.name))
    else:
        guessed = guess(table, row=arguments.row_kind or "")
        made = guessed.mapping
    if arguments.row_kind:
        made = replace(made, row=arguments.row_kind)
    for text in arguments.maps:
        heading, name = _pair(text)
        made = made.with_column(_position(table, heading), name)
    for text in arguments.split:
        heading, separator = _pair(text)
        at = _position(table, heading)
        made = made.with_column(at, made.columns[at].target, separator)
    constants = dict(made.constants) | dict(_pair(text) for text in arguments.constant)
    made = replace(made, constants=tuple(constants.items()))
    if arguments.match:
        made = replace(made, match=tuple(part.strip() for part in arguments.match.split(",") if part.strip()))
    for name in ("on_match", "dates", "bad_values"):
        if getattr(arguments, name):
            made = replace(made, **{name: getattr(arguments, name)})
    if guessed is not None and guessed.doubt and not arguments.maps:
        raise InputError(
            f"{guessed.doubt} {tr('This is how the columns would be read:')}\n{_as_lines(table, made)}\n",
            where=str(path),
            remedy=tr("Say what they become, for example: {line}").format(line=_line_to_run(path, table, made)),
        )
    check(made)
    if guessed is not None and not arguments.quiet:
        tell(tr("The columns are read like this (change it with --map COLUMN=FIELD):"))
        tell(_as_lines(table, made))
    return made


def profile_folder() -> Path:
    """Where named profiles of tables are kept."""
    return settings_path().parent / "tables"


def take(arguments: argparse.Namespace, archive: Archive, path: Path, *, continues: int = 0) -> Taken:
    """Import a table, or tell what would come of it when the options say ``--dry-run``.

    Args:
        arguments: What was typed.
        archive: The catalogue.
        path: The table.
        continues: The step that this is a further part of; see ``Archive.operation``.

    Raises:
        ArchiveError: Nothing of the table was imported.
    """
    header = arguments.header_row
    table = open_table(path, sheet=arguments.sheet, header_row=header, delimiter=_mark(arguments.delimiter))
    for remark in table.remarks:
        tell(f"{path.name}: {remark}")
    mapping = mapping_for(arguments, table, path)
    if arguments.save_profile:
        table_profiles.save(profile_folder(), replace(mapping, name=arguments.save_profile))
    progress = ProgressLine(quiet=arguments.quiet)
    plan = table_import.plan(archive, table, mapping, progress=progress)
    progress.close()
    made = Taken(path, tuple(plan.rows))
    if not arguments.dry_run:
        outcome = table_import.apply(archive, plan, progress=progress, continues=continues)
        progress.close()
        made = Taken(path, tuple(outcome.rows), outcome.changes)
    if arguments.report is not None:
        as_json = arguments.report.suffix.casefold() == ".json"
        content = table_plan.as_json(made.rows) if as_json else table_plan.as_csv(made.rows)
        write_whole(arguments.report, content.encode("utf-8" if as_json else "utf-8-sig"))
    return made


def say_taken(arguments: argparse.Namespace, made: Taken, *, alone: bool) -> None:
    """Tell what came of a table; with its name, unless it was the only thing that was given."""
    path = made.path
    for row in made.rows:
        if arguments.dry_run:
            say(_row_line(row))
            for change in row.changes if row.outcome == "changed" else ():
                say(f"        {change.label}: {change.before!r} → {change.after!r}")
        for sentence in row.sentences:
            tell(tr("{name}, row {n}: {sentence}").format(name=path.name, n=row.row, sentence=sentence))
    words = table_plan.counts_words(table_plan.count(made.rows))
    lead = tr("Would import") if arguments.dry_run else tr("Imported")
    if not alone:
        lead = tr("Would import from {name}") if arguments.dry_run else tr("Imported from {name}")
    say(f"{lead.format(name=path.name)}: {words}.")


def _row_line(row: RowReport) -> str:
    record = f"#{row.record_id}" if row.record_id else ""
    return f"{row.row:>6}  {row.outcome:<9}  {row.kind:<9}  {record:<7}  {row.title[:60]}".rstrip()


def _as_lines(table: Table, mapping: TableMapping) -> str:
    lines = [f"  {tr('each row')}: {tr(targets.ROW_KINDS[mapping.row]).casefold()}"]
    for at, column in enumerate(mapping.columns):
        first = " ".join(next(iter(table.values(at, 1)), "").split())
        example = f"  “{first[:40]}{'…' if len(first) > 40 else ''}”" if first else ""
        lines.append(f"  {column.heading} = {column.target or tr('left out')}{example}")
    return "\n".join(lines)


def _line_to_run(path: Path, table: Table, mapping: TableMapping) -> str:
    names = [column for column in mapping.columns if column.target] or list(mapping.columns[:2])
    shown = names[:4]
    maps = " ".join(f"--map {shlex.quote(column.heading + '=' + (column.target or 'title'))}" for column in shown)
    return f"archive-app import {shlex.quote(str(path))} --as {mapping.row} {maps} --dry-run"


def _position(table: Table, heading: str) -> int:
    if heading.startswith("#") and heading[1:].isdigit() and 0 < int(heading[1:]) <= len(table.headings):
        return int(heading[1:]) - 1
    wanted = key_of(heading) or heading
    for at, name in enumerate(table.headings):
        if heading == name or (key_of(name) or name) == wanted:
            return at
    raise InputError(
        tr("There is no column “{name}” in this table.").format(name=heading),
        remedy=tr("Its columns are: {names}.").format(names=", ".join(table.headings)),
    )


def _pair(text: str) -> tuple[str, str]:
    heading, equals, name = text.rpartition("=")
    if not equals:
        raise InputError(tr("“{text}” is not of the form COLUMN=FIELD.").format(text=text))
    return heading.strip(), name.strip()


def _mark(text: str) -> str:
    return {"tab": "\t", "\\t": "\t"}.get(text.casefold(), text)
