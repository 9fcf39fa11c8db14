"""The command ``credit`` on a catalogue: correcting one line and those like it, and reading lines again."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from archive_app.cli.catalogue import open_for
from archive_app.cli.output import ProgressLine, say, say_json, tell
from archive_app.domain.credit_parts import PARTY_KINDS
from archive_app.domain.errors import InputError
from archive_app.domain.house_rules import credit_words
from archive_app.domain.records import CREDIT_FLAGS, PARTY_ROLES, Credit, CreditParty
from archive_app.i18n import mark, tr, tr_n
from archive_app.operations import credit_corrections, credit_rereading
from archive_app.operations.credit_corrections import Similar
from archive_app.settings import Settings
from archive_app.store.archive import Archive

FIX = "fix"
_SHOWN = 40
_REASONS = {
    "line": mark("the same line"),
    "form": mark("the same form"),
    "place": mark("the same name in the same place"),
    "name": mark("the same name"),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what corrects and reads again to the parser of ``credit``."""
    group = parser.add_argument_group(
        tr("in a catalogue"),
        tr("“credit fix ID” corrects how the line of a use (or of a record with one line) is read; the line stays."),
    )
    add = group.add_argument
    add("--party", action="append", metavar="NAME=ROLE[/KIND]", default=[],
        help=tr("who is named; given once, the parties are those given. Roles: {roles}").format(
            roles=", ".join(PARTY_ROLES)))  # fmt: skip
    add("--flag", action="append", metavar="FLAG", default=[],
        help=tr("the marks; “none” for none. Marks: {flags}").format(flags=", ".join(CREDIT_FLAGS)))  # fmt: skip
    add("--licence")
    add("--year", type=int)
    add("--medium")
    add("--similar", action="store_true", help=tr("list other lines that the correction says something about"))
    add("--apply", action="store_true", help=tr("correct those as well, as one step; with --reparse: do it"))
    add("--unsure", action="store_true", help=tr("with --apply: those as well that only somebody can tell"))
    add("--keep-rule", action="store_true", help=tr("with --apply: keep the correction as a house rule"))
    add("--keep-names", action="store_true", help=tr("with --apply: make authorities of names of another kind"))
    add("--dry-run", action="store_true", help=tr("show what would be; change nothing"))
    add("--reparse", nargs="?", const="", metavar="QUERY",
        help=tr("read lines again that no person corrected, after rules or authorities changed; without --apply"
                " it is only shown"))  # fmt: skip


def wanted(arguments: argparse.Namespace) -> bool:
    """Whether the catalogue is meant, not lines to be parsed."""
    lines = arguments.lines
    return arguments.reparse is not None or (len(lines) == 2 and lines[0] == FIX and lines[1].isdigit())


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app credit fix ID …`` and ``archive-app credit --reparse [QUERY]``."""
    if arguments.reparse is not None:
        return _reread(arguments, settings)
    writes = not (arguments.dry_run or (arguments.similar and not arguments.apply))
    with open_for(arguments, settings, write=writes) as archive:
        return _fix(arguments, archive, int(arguments.lines[1]), writes=writes)


def _fix(arguments: argparse.Namespace, archive: Archive, number: int, *, writes: bool) -> int:
    with archive.read() as reader:
        use = credit_corrections.use_of(reader, number)
    use_id = use.id or 0
    credit = _with_options(use.credit, arguments)
    lesson = credit_corrections.lesson_for(archive, use_id, credit)
    rows: tuple[Similar, ...] = ()
    if arguments.similar or arguments.apply or arguments.dry_run:
        progress = ProgressLine(quiet=arguments.quiet)
        rows = credit_corrections.similar(archive, use_id, credit, progress=progress)
        progress.close()
    chosen = [row.use_id for row in rows if row.sure or (arguments.unsure and not row.kept)]
    label, operation, uid = "", 0, ""
    if writes and arguments.apply:
        changes, uid = credit_corrections.apply_to_similar(
            archive, use_id, credit, chosen, keep_as_rule=arguments.keep_rule, keep_names=arguments.keep_names,
        )  # fmt: skip
        label, operation = changes.label, changes.operation_id
    elif writes:
        changes = credit_corrections.correct(archive, use_id, credit)
        label, operation = changes.label, changes.operation_id
    if arguments.json:
        say_json(
            {
                "use": use_id,
                "line": use.credit_line,
                "before": _plain(use.credit),
                "after": _plain(lesson.after),
                "similar": [_plain_row(row) for row in rows],
                "operation": operation,
                "rule": uid,
            }
        )
        return 0
    say(use.credit_line)
    _say_change(use.credit, lesson.after)
    if rows or arguments.similar:
        _say_rows(rows)
    if arguments.keep_rule and not uid and writes:
        tell(tr("The line is too plain for a rule: it has nothing but names of people."))
    say(label or (tr("Nothing was changed.") if not writes else tr("It was read so already.")))
    return 0


def _reread(arguments: argparse.Namespace, settings: Settings) -> int:
    writes = arguments.apply and not arguments.dry_run
    with open_for(arguments, settings, write=writes) as archive:
        progress = ProgressLine(quiet=arguments.quiet)
        found = credit_rereading.preview(archive, arguments.reparse, progress=progress)
        progress.close()
        operation = 0
        if writes and found.changes:
            operation = credit_rereading.apply(archive, [row.use_id for row in found.changes]).operation_id
    if arguments.json:
        say_json(
            {
                "read": found.read,
                "kept": found.kept,
                "operation": operation,
                "changes": [
                    {"use": r.use_id, "line": r.line, "before": _plain(r.before), "after": _plain(r.after)}
                    for r in found.changes
                ],
            }
        )
        return 0
    for row in found.changes[:_SHOWN]:
        say(f"{row.use_id}  {row.line}")
        _say_change(row.before, row.after)
    _say_more(len(found.changes))
    count = len(found.changes)
    if writes:
        say(tr_n("{n} line was read again", "{n} lines were read again", count))
    else:
        say(tr_n("{n} line would be read otherwise", "{n} lines would be read otherwise", count))
    if found.kept:
        say(tr_n("{n} line that a person corrected was left alone",
                 "{n} lines that people corrected were left alone", found.kept))  # fmt: skip
    return 0


def _with_options(credit: Credit, arguments: argparse.Namespace) -> Credit:
    given: dict[str, Any] = {}
    if arguments.party:
        given["parties"] = _parties(arguments.party, credit.parties)
    if arguments.flag:
        given["flags"] = tuple(flag for flag in arguments.flag if flag != "none")
    for name in ("licence", "year", "medium"):
        if getattr(arguments, name) is not None:
            given[name] = getattr(arguments, name)
    if not given and not arguments.similar and not arguments.apply:
        raise InputError(
            tr("Nothing says how the line is to be read."),
            remedy=tr('Name the parties: --party "Ann Lee=creator/person" --party Northlight=distributor.'),
        )
    return replace(credit, **given)


def _parties(texts: Iterable[str], known: Sequence[CreditParty]) -> tuple[CreditParty, ...]:
    made: list[CreditParty] = []
    for text in texts:
        name, sign, rest = text.rpartition("=")
        role, _slash, kind = rest.partition("/")
        if not sign or role not in PARTY_ROLES or kind not in {"", *PARTY_KINDS}:
            raise InputError(
                tr("“{text}” is not NAME=ROLE or NAME=ROLE/KIND.").format(text=text),
                remedy=tr("Roles: {roles}. Kinds: {kinds}.").format(
                    roles=", ".join(PARTY_ROLES), kinds=", ".join(PARTY_KINDS)
                ),
            )
        was = next((p for p in known if p.name.casefold() == name.strip().casefold()), CreditParty(name.strip()))
        same = kind in {"", was.kind}
        made.append(replace(was, role=role, kind=kind or was.kind, authority_id=was.authority_id if same else None))
    return tuple(made)


def _say_change(before: Credit, after: Credit) -> None:
    say(f"    {credit_words(before) or '–'}")
    say(f"  → {credit_words(after) or '–'}")


def _say_rows(rows: Sequence[Similar]) -> None:
    for row in rows[:_SHOWN]:
        mark_ = "·" if row.kept else "✓" if row.sure else "?"
        say(f"{mark_} {row.use_id}  {row.line}  ({tr(_REASONS[row.reason])})")
        _say_change(row.before, row.after)
    _say_more(len(rows))
    sure, kept = sum(row.sure for row in rows), sum(row.kept for row in rows)
    say(tr_n("{n} other line is alike", "{n} other lines are alike", sure)
        + tr_n("; {n} may be (?)", "; {n} may be (?)", len(rows) - sure - kept)
        + tr_n("; {n} was corrected by a person (·)", "; {n} were corrected by people (·)", kept))  # fmt: skip


def _say_more(count: int) -> None:
    if count > _SHOWN:
        say(tr_n("… and {n} more (--json lists all)", "… and {n} more (--json lists all)", count - _SHOWN))


def _plain_row(row: Similar) -> dict[str, Any]:
    return {
        "use": row.use_id, "work": row.work_id, "title": row.title, "line": row.line, "reason": row.reason,
        "sure": row.sure, "kept": row.kept, "before": _plain(row.before), "after": _plain(row.after),
    }  # fmt: skip


def _plain(credit: Credit) -> dict[str, Any]:
    return {
        "parties": [{"name": p.name, "role": p.role, "kind": p.kind} for p in credit.parties],
        "flags": list(credit.flags), "licence": credit.licence or None, "year": credit.year,
        "medium": credit.medium or None, "literal": list(credit.literals),
    }  # fmt: skip
