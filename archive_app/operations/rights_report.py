"""The rights report: one question asked of a selection, as a table with its counts, for people and for programs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive_app.domain.clearance import Clearance
from archive_app.domain.records import Kind
from archive_app.domain.rights import Use, Verdict
from archive_app.domain.uses import ACTIONS, CHANNELS, PURPOSES, condition_text, said
from archive_app.domain.verdict import because, headline
from archive_app.formats.tables.formulas import defused
from archive_app.i18n import tr
from archive_app.operations import clearance
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive

COLUMNS = ("id", "kind", "title", "answer", "because", "conditions", "may_change_on", "contact")
_LIMIT = 20


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One work and its answer, in words."""

    id: int
    kind: str
    title: str
    answer: str
    because: str
    conditions: str
    may_change_on: str
    contact: str


@dataclass(frozen=True, slots=True)
class RightsReport:
    """A question and its answers.

    Attributes:
        clearance: The verdicts.
        rows: One for each work, in the order asked.
        contacts: Whom to ask, with the number of works each, the most first.
        obstacles: What stands against a use, with the number of works each, the most first.
    """

    clearance: Clearance
    rows: tuple[ReportRow, ...]
    contacts: tuple[tuple[str, int], ...]
    obstacles: tuple[tuple[str, int], ...]


def report(archive: Archive, works: Sequence[int], use: Use, *, progress: Progress | None = None) -> RightsReport:
    """Ask one question of works and lay the answers out. Raises InputError when the date is no day."""
    return lay_out(archive, clearance.check(archive, works, use, progress=progress))


def lay_out(archive: Archive, found: Clearance) -> RightsReport:
    """Answers that were given already, with titles, counts and reasons in words."""
    ids = list(found.verdicts)
    with archive.read() as reader:
        kinds = reader.kinds(ids)
        titles: dict[int, str] = {}
        for start in range(0, len(ids), 500):
            titles |= reader.finder.titles(ids[start : start + 500])
    return _laid_out(found, kinds, titles)


def _laid_out(found: Clearance, kinds: Mapping[int, Kind], titles: Mapping[int, str]) -> RightsReport:
    contacts: Counter[str] = Counter()
    obstacles: Counter[str] = Counter()
    rows: list[ReportRow] = []
    for number, verdict in found.verdicts.items():
        contacts.update(name for name in verdict.contact.split("; ") if name)
        obstacles.update(
            {r.short or r.text for r in verdict.reasons if r.effect == "against" and r.code != "component"}
        )
        rows.append(
            ReportRow(
                number,
                kinds[number].value,
                titles.get(number, ""),
                "unknown" if verdict.nobody_looked else verdict.answer,
                because(verdict),
                "; ".join(condition_text(one) for one in verdict.conditions),
                verdict.may_change_on,
                verdict.contact,
            )
        )
    return RightsReport(found, tuple(rows), tuple(contacts.most_common()), tuple(obstacles.most_common()))


def question_in_words(use: Use) -> str:
    """The question as a sentence: "Put it on the web · Editorial · Web · FR · 2027-03-01"."""
    parts = [
        said(ACTIONS, use.action), said(PURPOSES, use.purpose), said(CHANNELS, use.channel), use.territory,
        use.date, use.audience, use.size,
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)


def as_csv(found: RightsReport) -> str:
    """One line a work, in the columns of ``COLUMNS``; a cell that a spreadsheet would compute is quoted with "'"."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in found.rows:
        writer.writerow(defused(str(getattr(row, name))) for name in COLUMNS)
    return out.getvalue()


def as_text(found: RightsReport) -> str:
    """The report as Markdown: question, counts, whom to ask, what stands against it, then every work."""
    verdicts = found.clearance.verdicts
    lines = [f"# {tr('Rights report')}", "", f"**{question_in_words(found.clearance.use)}**", ""]
    words = {"unknown": tr("Not known")} | {
        answer: headline(Verdict(answer)) for answer in ("not_allowed", "ask", "allowed_with_conditions", "allowed")
    }
    lines += [f"- {words[answer]}: {count:,}" for answer, count in found.clearance.counts.items()]
    for title, pairs in ((tr("Whom to ask"), found.contacts), (tr("What stands against it"), found.obstacles)):
        if pairs:
            lines += ["", f"## {title}", ""]
            lines += [f"- {name} ({count:,})" for name, count in pairs[:_LIMIT]]
            if len(pairs) > _LIMIT:
                lines.append("- " + tr("{n} more").format(n=len(pairs) - _LIMIT))
    lines += ["", f"## {tr('Every record')} ({len(verdicts):,})", ""]
    for row in found.rows:
        rest = [row.conditions, tr("ask {names}").format(names=row.contact) if row.contact else ""]
        rest += [tr("may change on {day}").format(day=row.may_change_on)] if row.may_change_on else []
        tail = "".join(f" · {part}" for part in rest if part)
        lines.append(f"- {row.id} {row.title or row.kind}: **{words[row.answer]}**. {row.because}{tail}")
    lines += ["", tr("A record of what is known, not legal advice."), ""]
    return "\n".join(lines)
