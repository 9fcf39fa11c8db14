"""Asks of any number of works whether they may be used so, now and later, and keeps what was acted on.

Works whose statements say the same are decided once, so a question about a whole catalogue costs little more
than reading its statements.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from archive_app.domain.changes import Changes
from archive_app.domain.clearance import Answered, Asked, Clearance, Loss
from archive_app.domain.errors import InputError
from archive_app.domain.records import CreditParty, Kind
from archive_app.domain.rights import Grant, RightsStatement, Use, Verdict
from archive_app.domain.verdict import WORST_FIRST, decide, with_parts
from archive_app.domain.verdict_match import permits
from archive_app.domain.verdict_terms import PHRASE_SIGNS, printed_phrases
from archive_app.i18n import tr, tr_n
from archive_app.operations.find import today
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Reader, Writer

_CHUNK = 10_000


def check(archive: Archive, works: Iterable[int], use: Use, *, progress: Progress | None = None) -> Clearance:
    """The answer for each work. An article's is the worst of its text and its photos.

    Args:
        archive: The catalogue.
        works: Ids of articles, photos and videos; others are left out.
        use: The question; an empty date means today.
        progress: Hears of the works decided; stopping it raises Cancelled.

    Raises:
        InputError: The date is no day.
    """
    asked = _dated(use)
    found: dict[int, Verdict] = {}
    wanted = list(dict.fromkeys(works))
    with archive.read() as reader:
        for start in range(0, len(wanted), _CHUNK):
            if progress is not None:
                progress.at(start, len(wanted))
            found |= _Deciding(reader, wanted[start : start + _CHUNK]).verdicts(asked)
    return Clearance(asked, found)


def losing(
    archive: Archive, works: Iterable[int] | None, use: Use, days: int, *, progress: Progress | None = None
) -> list[Loss]:
    """Works that may be used on the day asked and whose answer gets worse within ``days`` days, the soonest first.

    Args:
        archive: The catalogue.
        works: Ids to look at; None looks at every work somebody made a statement about, and their articles.
        use: The question; an empty date means today.
        days: How far to look ahead.
        progress: Hears of the works looked at.

    Raises:
        InputError: The date is no day.
    """
    asked = _dated(use)
    last = date.fromisoformat(asked.date) + timedelta(days=days)
    found: list[Loss] = []
    with archive.read() as reader:
        wanted = list(dict.fromkeys(works)) if works is not None else _with_articles(reader)
        for start in range(0, len(wanted), _CHUNK):
            if progress is not None:
                progress.at(start, len(wanted))
            deciding = _Deciding(reader, wanted[start : start + _CHUNK])
            waiting = {n: v for n, v in deciding.verdicts(asked).items() if v.answer not in ("ask", "not_allowed")}
            before = dict(waiting)
            later = {n: v.may_change_on for n, v in waiting.items()}
            while day := min((d for d in later.values() if d and d <= last.isoformat()), default=""):
                then = deciding.verdicts(replace(asked, date=day))
                for number in [n for n, d in later.items() if d == day]:
                    later[number] = then[number].may_change_on
                    if WORST_FIRST.index(then[number].answer) < WORST_FIRST.index(before[number].answer):
                        found.append(Loss(number, day, before[number], then[number]))
                        later[number] = ""
    return sorted(found, key=lambda loss: (loss.day, loss.work))


def keep(
    archive: Archive,
    works: Sequence[int],
    use: Use,
    *,
    outcome: str = "asked",
    occasion: str = "",
    overrides: Mapping[int, str] | None = None,
    initiator: str = "",
) -> Changes:
    """Note that somebody asked, and what was answered; a use counts against the grants that permit it.

    Args:
        archive: The catalogue.
        works: The works asked about.
        use: The question.
        outcome: "asked", "used" (each counts as one use) or "exported".
        occasion: What it was for.
        overrides: Why a work is used although the answer was no plain yes, by work.
        initiator: For the change feed.

    Raises:
        InputError: A work is used against its answer and no reason is given.
    """
    asked = _dated(use)
    reasons = overrides or {}
    words = tr_n("Ask about the rights in {n} record", "Ask about the rights in {n} records", len(works))
    if outcome != "asked":
        words = tr_n("Note the use of {n} record", "Note the use of {n} records", len(works))
    with archive.operation(words, verb="rights", initiator=initiator) as writer:
        verdicts: dict[int, Verdict] = {}
        for start in range(0, len(works), _CHUNK):
            deciding = _Deciding(writer, works[start : start + _CHUNK])
            verdicts |= deciding.with_own_statements(writer, deciding.verdicts(asked))
        if outcome != "asked":
            _require_reasons(verdicts, reasons)
        records = writer.records(verdicts)
        titles = writer.finder.titles(list(verdicts))
        writer.rights.note_question(
            _question(asked, writer.at, archive.who, occasion, outcome),
            [_answer(n, records[n].uid, titles.get(n, ""), v, reasons.get(n, "")) for n, v in verdicts.items()],
        )
        if outcome == "used":
            _count_use(writer, verdicts, asked)
    return writer.changes


def asked_of(archive: Archive, work: int | None = None, *, limit: int = 200) -> tuple[Asked, ...]:
    """Questions that were acted on, the newest first: of one work, or of the whole catalogue."""
    with archive.read() as reader:
        rows = reader.rights.questions(work=work, limit=limit)
    return tuple(
        Asked(
            q["id"],
            q["at"],
            q["who"],
            Use(q["action"], q["purpose"], q["channel"], q["territory"], q["day"], q["audience"], q["size"]),
            q["occasion"],
            q["outcome"],
            tuple(
                Answered(
                    a["work_id"],
                    a["title"],
                    a["answer"],
                    tuple(text for _, text, _ in json.loads(a["reasons"])),
                    tuple(json.loads(a["conditions"])),
                    a["override"],
                )
                for a in q["answers"]
            ),
        )
        for q in rows
    )


class _Deciding:
    """What deciding some works needs, read once: their statements, photos, credits and what is printed with them."""

    def __init__(self, reader: Reader, works: Sequence[int]) -> None:
        kinds = reader.kinds(works)
        self._works = [n for n in works if kinds.get(n) in (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO)]
        self._photos = reader.rights.photos_in([n for n in self._works if kinds[n] is Kind.ARTICLE])
        every = list(dict.fromkeys([*self._works, *(p for photos in self._photos.values() for p in photos)]))
        self._groups = reader.rights.alike(every)
        self._printed = reader.rights.named_in_print(every)
        # What forbids in one article's words says nothing of the photo in another article, but all of the photo itself.
        self._said: dict[int, tuple[str, ...]] = {}
        self._said_in: dict[tuple[int, int], tuple[str, ...]] = {}
        for work, article, *texts in reader.rights.printed_texts(every, PHRASE_SIGNS):
            phrases = [phrase for text in texts for phrase in printed_phrases(text)]
            self._said[work] = tuple(dict.fromkeys((*self._said.get(work, ()), *phrases)))
            here = (article, work)
            self._said_in[here] = tuple(dict.fromkeys((*self._said_in.get(here, ()), *phrases)))
        self._printing: dict[int, list[int]] = defaultdict(list)
        for article, photos in self._photos.items():
            for photo in photos:
                if photo in self._said:
                    self._printing[photo].append(article)

    def verdicts(self, use: Use) -> dict[int, Verdict]:
        """The verdict of each work for one use."""
        own: dict[int, Verdict] = {}
        within: dict[tuple[int, int], Verdict] = {}
        for group in self._groups:
            known: dict[tuple[object, ...], Verdict] = {}

            def decided(
                named: tuple[CreditParty, ...],
                said: tuple[str, ...],
                statements: tuple[RightsStatement, ...] = group.statements,
                known: dict[tuple[object, ...], Verdict] = known,
            ) -> Verdict:
                if (named, said) not in known:
                    known[named, said] = decide(statements, use, printed=named, phrases=said)
                return known[named, said]

            for number in group.works:
                own[number] = decided(self._printed.get(number, ()), self._said.get(number, ()))
            members = set(group.works) & self._said.keys() if self._said else ()
            for number in members:
                for article in self._printing.get(number, ()):
                    said = self._said_in.get((article, number), ())
                    within[article, number] = decided(self._printed.get(number, ()), said)
        return {number: self._whole(number, own, within) for number in self._works}

    def with_own_statements(self, reader: Reader, verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
        """The verdicts with each reason naming the work's own statement, not the like one of another work."""
        like = {number: group.statements for group in self._groups for number in group.works if number in verdicts}
        found: dict[int, Verdict] = {}
        own = reader.rights_of(verdicts)
        for number, verdict in verdicts.items():
            ids = {one.id: mine.id for one, mine in zip(like[number], own.get(number, ()), strict=True)}
            reasons = (replace(r, statement_id=ids.get(r.statement_id)) for r in verdict.reasons)
            found[number] = replace(verdict, reasons=tuple(reasons))
        return found

    def _whole(self, number: int, own: Mapping[int, Verdict], within: Mapping[tuple[int, int], Verdict]) -> Verdict:
        parts = [within.get((number, photo), own[photo]) for photo in self._photos.get(number, ())]
        return with_parts(own[number], parts) if parts else own[number]


def _with_articles(reader: Reader) -> list[int]:
    works = reader.rights.with_statements()
    return list(dict.fromkeys([*works, *reader.rights.articles_of(works)]))


def _dated(use: Use) -> Use:
    if not use.date:
        return replace(use, date=today().isoformat())
    try:
        date.fromisoformat(use.date)
    except ValueError as error:
        raise InputError(
            tr("“{text}” is no day.").format(text=use.date), remedy=tr("Write it as 2027-03-01.")
        ) from error
    return use


def _require_reasons(verdicts: Mapping[int, Verdict], reasons: Mapping[int, str]) -> None:
    for number, verdict in verdicts.items():
        if verdict.answer in ("ask", "not_allowed") and not reasons.get(number, "").strip():
            raise InputError(
                tr("The answer for this record is no yes, and no reason is given for using it all the same."),
                where=f"record {number}",
                remedy=tr("Leave it out, or say why it is used."),
            )


def _question(use: Use, at: str, who: str, occasion: str, outcome: str) -> dict[str, Any]:
    return {
        "at": at, "who": who, "action": use.action, "purpose": use.purpose, "channel": use.channel,
        "territory": use.territory, "audience": use.audience, "size": use.size, "day": use.date, "occasion": occasion,
        "outcome": outcome,
    }  # fmt: skip


def _answer(number: int, uid: str, title: str, verdict: Verdict, override: str) -> dict[str, Any]:
    reasons = [[reason.code, reason.text, reason.statement_id] for reason in verdict.reasons]
    return {
        "work_id": number, "work_uid": uid, "title": title, "answer": verdict.answer,
        "reasons": json.dumps(reasons, ensure_ascii=False),
        "conditions": json.dumps(list(verdict.conditions), ensure_ascii=False), "override": override.strip(),
    }  # fmt: skip


def _count_use(writer: Writer, verdicts: Mapping[int, Verdict], use: Use) -> None:
    """One use more for the grant that each work's answer rests on, where uses are counted."""
    day = date.fromisoformat(use.date)
    for statements in writer.rights_of(verdicts).values():
        for one in statements:
            counted = [g for g in one.grants if g.max_uses is not None or g.uses_so_far]
            if one.status != "current" or not counted:
                continue
            fitting = next((g for g in counted if _covers(g, use, day)), None)
            if fitting is not None:
                more = replace(fitting, uses_so_far=fitting.uses_so_far + 1)
                writer.save(replace(one, grants=tuple(more if g is fitting else g for g in one.grants)))


def _covers(grant: Grant, use: Use, day: date) -> bool:
    return grant.effect == "permit" and grant.action in ("", use.action) and not permits(grant, use, day)
