"""Commands that read without a catalogue: extract, credit."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from archive_app.cli import credit_fixing
from archive_app.cli.output import Pace, ProgressLine, plain, say, tell
from archive_app.domain.credits import as_json, parse_credit
from archive_app.domain.errors import FormatError, InputError
from archive_app.formats.extract_json import as_extract
from archive_app.formats.writing import write_whole
from archive_app.i18n import tr, tr_n
from archive_app.operations import reading
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
