"""The command ``rights``: check, expiring, report, queue, asked, list, set, withdraw, and templates."""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive_app.cli.catalogue import open_for, require
from archive_app.cli.finding import record_number
from archive_app.cli.output import ProgressLine, say, say_json, tell
from archive_app.cli.use_options import overrides_of, use_of, use_options
from archive_app.domain.changes import Changes
from archive_app.domain.clearance import OUTCOMES, Clearance
from archive_app.domain.errors import InputError
from archive_app.domain.records import WORKS
from archive_app.domain.rights import Verdict
from archive_app.domain.rights_plain import statement_from, values_of
from archive_app.domain.uses import condition_text
from archive_app.domain.verdict import because, headline
from archive_app.formats.writing import write_whole
from archive_app.i18n import tr, tr_n
from archive_app.operations import clearance, find, rights_queue, rights_report, rights_templates, works
from archive_app.settings import Settings
from archive_app.store.archive import Archive

_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parser of ``rights`` with its own commands."""
    top = commands.add_parser("rights", help=tr("ask, state and report rights"))
    verbs = top.add_subparsers(title=tr("commands"), metavar="COMMAND", required=True)
    question = use_options()
    chosen = argparse.ArgumentParser(add_help=False)
    chosen.add_argument("records", nargs="*", type=record_number, metavar="NUMBER")
    chosen.add_argument("--query", help=tr("what this finds, as in the search box"))

    made = verbs.add_parser("check", parents=[shared, question, chosen], help=tr("may these records be used so?"))
    made.add_argument("--keep", choices=OUTCOMES, help=tr("note in the catalogue that this was asked, or acted on"))
    made.add_argument("--occasion", default="", metavar="TEXT", help=tr("what for; kept with the question"))
    made.add_argument("--override", action="append", default=[], metavar="NUMBER=REASON",
                      help=tr("why a record is used although the answer is no yes"))  # fmt: skip
    made.set_defaults(run=check)

    words = tr("what stops being usable, and when")
    made = verbs.add_parser("expiring", parents=[shared, question, chosen], help=words)
    made.add_argument("--within", default="90d", metavar="TIME", help=tr("how far ahead: 90d, 12w, 6m, 1y"))
    made.set_defaults(run=expiring)

    made = verbs.add_parser("report", parents=[shared, question, chosen], help=tr("one question asked of a selection"))
    made.add_argument("--out", "-o", type=Path, metavar="FILE", help=tr("write it to a file: .md, .csv"))
    made.set_defaults(run=report)

    made = verbs.add_parser("queue", parents=[shared], help=tr("records whose rights need somebody"))
    made.add_argument("part", nargs="?", choices=tuple(rights_queue.LABELS), help=tr("list this part's records"))
    made.set_defaults(run=queue)

    made = verbs.add_parser("asked", parents=[shared], help=tr("questions that were kept, with their answers"))
    made.add_argument("record", nargs="?", type=record_number, metavar="NUMBER")
    made.set_defaults(run=asked)

    made = verbs.add_parser("list", parents=[shared], help=tr("the statements about a record"))
    made.add_argument("record", type=record_number, metavar="NUMBER")
    made.set_defaults(run=list_)

    made = verbs.add_parser("set", parents=[shared, chosen], help=tr("state rights from a TOML file or a template"))
    made.add_argument("--from", dest="file", type=Path, metavar="FILE.toml",
                      help=tr("fields of the statement; [[grants]], [[agents]], [[evidence]] tables"))  # fmt: skip
    made.add_argument("--template", metavar="NAME")
    made.add_argument("--beside", action="store_true", help=tr("leave the current statements in force"))
    made.add_argument("--dry-run", action="store_true", help=tr("show what would change; change nothing"))
    made.set_defaults(run=set_)

    made = verbs.add_parser("withdraw", parents=[shared], help=tr("withdraw a statement; it stays on record"))
    made.add_argument("statement", type=record_number, metavar="STATEMENT")
    made.set_defaults(run=withdraw)

    made = verbs.add_parser("templates", parents=[shared], help=tr("list, keep or remove templates"))
    made.add_argument("--keep", nargs=2, metavar=("NAME", "FILE.toml"))
    made.add_argument("--remove", metavar="NAME")
    made.add_argument("--note", default="", metavar="TEXT")
    made.set_defaults(run=templates)


def check(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rights check NUMBER… --action publish_online --territory FR --date 2027-03-01``."""
    use = use_of(arguments)
    overrides = overrides_of(arguments.override)
    with open_for(arguments, settings, write=bool(arguments.keep)) as archive:
        ids = _chosen(archive, arguments)
        found = clearance.check(archive, ids, use, progress=ProgressLine(quiet=arguments.quiet))
        if arguments.keep:
            clearance.keep(archive, ids, use, outcome=arguments.keep, occasion=arguments.occasion, overrides=overrides)
        with archive.read() as reader:
            titles = reader.finder.titles(list(found.verdicts)[:1000])
    if arguments.json:
        answers = [{"id": n, "title": titles.get(n, ""), **_fields(v)} for n, v in found.verdicts.items()]
        say_json({"use": found.use, "counts": found.counts, "answers": answers})
        return 0
    _say_answers(found, titles)
    return 0


def expiring(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rights expiring --within 90d``."""
    days = _days(arguments.within)
    with open_for(arguments, settings, write=False) as archive:
        ids = _chosen(archive, arguments) if arguments.records or arguments.query else None
        found = clearance.losing(archive, ids, use_of(arguments), days, progress=ProgressLine(quiet=arguments.quiet))
        with archive.read() as reader:
            titles = reader.finder.titles([loss.work for loss in found])
    if arguments.json:
        say_json([{"id": x.work, "title": titles.get(x.work, ""), "day": x.day, "before": x.before.answer,
                   "after": x.after.answer, "because": because(x.after)} for x in found])  # fmt: skip
        return 0
    for loss in found:
        then = because(loss.after)
        say(f"{loss.day}  {loss.work}  {titles.get(loss.work, '')}: {headline(loss.after)}. {then}")
    if not found:
        say(tr("Nothing that may be used now is lost within {days} days.").format(days=days))
    return 0


def report(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rights report [--query QUERY] [--out FILE.csv]``: of everything, when nothing is named."""
    with open_for(arguments, settings, write=False) as archive:
        ids = _chosen(archive, arguments, everything=True)
        found = rights_report.report(archive, ids, use_of(arguments), progress=ProgressLine(quiet=arguments.quiet))
    if arguments.out is not None:
        table = arguments.out.suffix.casefold() == ".csv"
        text = "\ufeff" + rights_report.as_csv(found) if table else rights_report.as_text(found)
        write_whole(arguments.out, text.encode("utf-8", "replace"))
        tell(tr_n("{n} record reported on", "{n} records reported on", len(found.rows)) + f" → {arguments.out}")
    elif arguments.json:
        say_json({"use": found.clearance.use, "counts": found.clearance.counts, "contacts": dict(found.contacts),
                  "obstacles": dict(found.obstacles), "records": found.rows})  # fmt: skip
    else:
        say(rights_report.as_text(found))
    return 0


def queue(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rights queue [PART]``: how many records wait, or which."""
    with open_for(arguments, settings, write=False) as archive:
        parts = rights_queue.queue(archive, progress=ProgressLine(quiet=arguments.quiet))
        wanted = [p for p in parts if arguments.part in (None, p.key)]
        with archive.read() as reader:
            titles = reader.finder.titles([n for p in wanted for n in p.works[:500]]) if arguments.part else {}
    if arguments.json:
        say_json({p.key: list(p.works) for p in wanted})
    elif arguments.part:
        for number in wanted[0].works:
            say(f"{number}  {titles.get(number, '')}".rstrip())
    else:
        for part in wanted:
            say(f"{len(part.works):>7,}  {part.key:<9} {part.label}")
    return 0


def asked(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rights asked [NUMBER]``: the kept questions."""
    with open_for(arguments, settings, write=False) as archive:
        found = clearance.asked_of(archive, arguments.record)
    if arguments.json:
        say_json(list(found))
        return 0
    for one in found:
        question = rights_report.question_in_words(one.use)
        say(f"{one.at[:10]}  {one.who}  {one.outcome}  {question}  {one.occasion}".rstrip())
        for answer in one.answers:
            override = f" · {tr('used all the same: {why}').format(why=answer.override)}" if answer.override else ""
            say(f"    {answer.work}  {answer.title}: {headline(Verdict(answer.answer))}{override}")
    return 0


def list_(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rights list NUMBER``: every statement, those superseded and withdrawn too."""
    with open_for(arguments, settings, write=False) as archive:
        require(archive, [arguments.record])
        with archive.read() as reader:
            statements = reader.rights_of([arguments.record]).get(arguments.record, ())
    if arguments.json:
        say_json(list(statements))
        return 0
    for one in statements:
        rest = ", ".join(f"{k}={v}" for k, v in values_of(one).items() if k not in ("status", "scope"))
        say(f"{one.id}  {one.status}  {one.scope}  {rest}")
    return 0


def set_(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rights set NUMBER… (--from FILE.toml | --template NAME)``: one step for all of them."""
    if (arguments.file is None) == (arguments.template is None):
        raise InputError(tr("Say what is stated, with either --from FILE.toml or --template NAME."))
    with open_for(arguments, settings, write=not arguments.dry_run) as archive:
        if arguments.file is not None:
            statement = statement_from(_toml(arguments.file), where=str(arguments.file))
        else:
            statement = rights_templates.named(archive, arguments.template).statement
        ids = _chosen(archive, arguments)
        if arguments.dry_run:
            for one in rights_templates.prospects(archive, ids, statement, supersede=not arguments.beside):
                gone = tr_n("supersedes {n} statement", "supersedes {n} statements", len(one.supersedes))
                say(f"{one.work}  {one.title}: {headline(one.before)} → {headline(one.after)} ({gone})")
            return 0
        if statement.supersedes_id is not None and len(ids) == 1:
            about = replace(statement, work_id=ids[0])
            return _done(arguments, works.save_rights(archive, about, replaces=statement.supersedes_id))
        return _done(arguments, rights_templates.apply(archive, ids, statement, supersede=not arguments.beside))


def withdraw(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rights withdraw STATEMENT``."""
    with open_for(arguments, settings, write=True) as archive:
        require(archive, [arguments.statement])
        return _done(arguments, works.withdraw_rights(archive, arguments.statement))


def templates(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rights templates [--keep NAME FILE.toml | --remove NAME]``."""
    with open_for(arguments, settings, write=bool(arguments.keep or arguments.remove)) as archive:
        if arguments.keep:
            name, file = arguments.keep
            statement = statement_from(_toml(Path(file)), where=file)
            return _done(arguments, rights_templates.save_template(archive, name, statement, note=arguments.note))
        if arguments.remove:
            return _done(arguments, rights_templates.remove_template(archive, arguments.remove))
        found = rights_templates.templates(archive)
    if arguments.json:
        say_json([{"name": t.name, "note": t.note, "statement": values_of(t.statement)} for t in found])
    else:
        for template in found:
            say(f"{template.name}  {template.note}".rstrip())
    return 0


def _say_answers(found: Clearance, titles: Mapping[int, str]) -> None:
    say(rights_report.question_in_words(found.use))
    for number, verdict in found.verdicts.items():
        say(f"{number}  {titles.get(number, '')}: {headline(verdict)}".replace("  :", ":"))
        for reason in verdict.reasons:
            say(f"    {_MARKS[reason.effect]} {reason.text}")
        for condition in verdict.conditions:
            say("    → " + condition_text(condition))
        if verdict.contact:
            say("    " + tr("Ask: {names}").format(names=verdict.contact))
        if verdict.may_change_on:
            say("    " + tr("The answer may change on {day}.").format(day=verdict.may_change_on))
    if len(found.verdicts) > 1:
        say(" · ".join(f"{answer} {count:,}" for answer, count in found.counts.items()))


_MARKS = {"for": "✓", "against": "!", "info": "·"}


def _fields(verdict: Verdict) -> dict[str, Any]:
    return {
        "answer": verdict.answer, "nobody_looked": verdict.nobody_looked, "headline": headline(verdict),
        "reasons": verdict.reasons, "conditions": verdict.conditions, "may_change_on": verdict.may_change_on,
        "contact": verdict.contact,
    }  # fmt: skip


def _chosen(archive: Archive, arguments: argparse.Namespace, *, everything: bool = False) -> list[int]:
    if arguments.query is not None or (everything and not arguments.records):
        results = find.search(archive, arguments.query or "")
        for hint in results.hints:
            tell(hint.message)
        return [*arguments.records, *results.ids]
    if not arguments.records:
        raise InputError(tr("No record is named."), remedy=tr("Give record numbers, or --query with what to look for."))
    require(archive, arguments.records)
    with archive.read() as reader:
        kinds = reader.kinds(arguments.records)
    for number, kind in kinds.items():
        if kind not in WORKS:
            raise InputError(
                tr("Rights are recorded of articles, photos and videos only."), where=f"record {number} ({kind.value})"
            )
    return list(arguments.records)


def _days(text: str) -> int:
    found = re.fullmatch(r"(\d{1,5})([dwmy]?)", text.strip().casefold())
    if found is None:
        raise InputError(tr("“{text}” is no length of time.").format(text=text), remedy=tr("Write it as 90d or 6m."))
    return int(found[1]) * _DAYS[found[2] or "d"]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(tr("The file cannot be read."), where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(tr("The file is not TOML: {error}").format(error=error), where=str(path)) from error


def _done(arguments: argparse.Namespace, changes: Changes) -> int:
    if arguments.json:
        say_json({"operation": changes.operation_id, "label": changes.label, "records": sorted(changes.records)})
    else:
        say(changes.label if changes else tr("Nothing needed changing."))
    return 0
