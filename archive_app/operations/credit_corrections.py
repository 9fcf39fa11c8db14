"""One credit line read anew by a person, and what that says about others: correct once, apply everywhere.

What a person stated (evidence ``credit`` of method ``person``) is never written over here: other uses that somebody
corrected are listed as such and left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from archive_app.domain.changes import Changes
from archive_app.domain.credit_lessons import Lesson, Reason, Suggestion, corrected, lesson_of, suggested
from archive_app.domain.credits import parse_credit
from archive_app.domain.errors import Conflict, NotFound
from archive_app.domain.folding import fold
from archive_app.domain.house_rules import METHOD, SURE, HouseRule, credit_words
from archive_app.domain.names import name_key
from archive_app.domain.records import Authority, Credit, Evidence, PhotoUse, VideoUse
from archive_app.domain.rule_files import check_rule, plain_rule
from archive_app.i18n import tr, tr_n
from archive_app.operations.linking import Linker, name_index
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Reader, Writer

Use = PhotoUse | VideoUse
ALIKE = "credit:alike"
TOGETHER = 1000


@dataclass(frozen=True, slots=True)
class Similar:
    """Another use that the correction says something about.

    Attributes:
        use_id, work_id, title: The use, and the article it is printed in.
        line: Its credit line.
        before, after: What it says now, and what it would say.
        reason: "line" the same line, "form" the same form with other names, "place" the same name in the same place,
            "name" the same name elsewhere.
        sure: Whether it is offered ticked.
        kept: A person stated its credit; it is left alone.
    """

    use_id: int
    work_id: int
    title: str
    line: str
    before: Credit
    after: Credit
    reason: Reason
    sure: bool
    kept: bool = False


def use_of(reader: Reader, number: int) -> Use:
    """The use of this id; of a work, its only use with a credit line. Raises NotFound."""
    record = reader.record(number)
    if isinstance(record, PhotoUse | VideoUse):
        return record
    printed: list[Use] = [
        *reader.photo_uses(articles=[number], photos=[number]), *reader.video_uses(articles=[number], videos=[number])
    ]  # fmt: skip
    uses = [use for use in printed if use.credit_line]
    if len(uses) == 1:
        return uses[0]
    if not uses:
        raise NotFound(tr("This record has no credit line."), where=f"record {number}")
    raise NotFound(
        tr("This record has several credit lines."),
        where=f"record {number}",
        remedy=tr("Name one of them: {uses}.").format(
            uses="; ".join(f"{use.id} “{use.credit_line}”" for use in uses[:12])
        ),
    )


def correct(archive: Archive, use_id: int, credit: Credit, *, initiator: str = "") -> Changes:
    """State what a credit line says; the line stays as printed.

    Args:
        archive: The catalogue.
        use_id: The use of a photo or video.
        credit: Who is named, in which role, and what else the line says. Places are found where they are not given.
        initiator: See ``Changes``.

    Raises:
        InvalidRecord: The credit does not fit the line.
        NotFound: There is no such use.
    """
    with archive.read() as reader:
        use = use_of(reader, use_id)
        title = _titles(reader, [use]).get(use.article_id or 0, "")
        stated = use.id in reader.credit_lines.by_people([use.id or 0])
    made = corrected(use.credit_line, credit)
    if made == use.credit and stated:
        return Changes()
    label = tr("Correct the credit of “{title}”").format(title=title[:60] or use.credit_line[:60])
    with archive.operation(label, verb="edit", initiator=initiator) as writer:
        _write(writer, Linker(writer), use, made, "person")
    return writer.changes


def similar(
    archive: Archive, use_id: int, credit: Credit, *, before: Credit | None = None, progress: Progress | None = None
) -> tuple[Similar, ...]:
    """Other uses that a correction says something about: first what is sure, then by reason and id.

    Args:
        archive: The catalogue.
        use_id: The corrected use.
        credit: What its line says.
        before: How it was read; what is stored when not given (then the correction is not saved yet), and where that
            is the correction itself, how the program reads the line.
        progress: Hears now and then.

    Raises:
        InvalidRecord: The credit does not fit the line.
    """
    with archive.read() as reader:
        use = use_of(reader, use_id)
        lesson = _lesson(reader, use, credit, before)
        found = list(_similar(reader, use, lesson, progress))
        titles = _titles(reader, [pair[0] for pair in found])
        kept = reader.credit_lines.by_people(one.id or 0 for one, _ in found)
    rows = [
        Similar(
            one.id or 0, one.article_id or 0, titles.get(one.article_id or 0, ""), one.credit_line, one.credit,
            suggestion.credit, suggestion.reason, suggestion.sure and one.id not in kept, one.id in kept,
        )
        for one, suggestion in found
    ]  # fmt: skip
    order = {"line": 0, "form": 1, "place": 2, "name": 3}
    return tuple(sorted(rows, key=lambda row: (row.kept, not row.sure, order[row.reason], row.use_id)))


def apply_to_similar(
    archive: Archive,
    use_id: int,
    credit: Credit,
    ids: Collection[int],
    *,
    keep_as_rule: bool = False,
    keep_names: bool = False,
    before: Credit | None = None,
    initiator: str = "",
    progress: Progress | None = None,
) -> tuple[Changes, str]:
    """Correct a use and others like it as one step; gives the changes and the uid of the rule ("" for none).

    Args:
        archive: The catalogue.
        use_id: The use that the person corrected.
        credit: What its line says.
        ids: The other uses; those that a person corrected meanwhile are left alone.
        keep_as_rule: Make a house rule, so that lines of this form are read so from now on. It is asked for only
            where the correction makes one: ``rule_for``. What it changed can be taken back as a set.
        keep_names: Make authorities of names whose kind was corrected, so that they are known from now on.
        before: As ``similar``.
        initiator: See ``Changes``.
        progress: Hears now and then; stopping it changes nothing.

    Raises:
        InvalidRecord: The credit does not fit the line.
        Conflict: One of the uses has another line now.
    """
    with archive.read() as reader:
        use = use_of(reader, use_id)
        lesson = _lesson(reader, use, credit, before)
    rule = lesson.rule() if keep_as_rule else None
    wanted = [number for number in dict.fromkeys(ids) if number != use.id]
    label = tr_n(
        "Correct the credit in {n} more record", "Correct the credit in {n} more records", len(wanted)
    ) if wanted else tr("Correct the credit “{line}”").format(line=use.credit_line[:60])  # fmt: skip
    uid = ""
    with archive.operation(label, verb="batch", initiator=initiator) as writer:
        if rule is not None:
            uid = _keep(writer, rule)
        if keep_names:
            _know(writer, lesson)
        linker = Linker(writer)
        now = writer.record(use.id or 0)
        if isinstance(now, PhotoUse | VideoUse):
            _write(writer, linker, now, lesson.after, "person")
        kept = writer.credit_lines.by_people(wanted)
        for at in range(0, len(wanted), TOGETHER):
            some = wanted[at : at + TOGETHER]
            evidence = writer.credit_lines.evidence(some)
            for number, record in writer.records(some).items():
                if number in kept or not isinstance(record, PhotoUse | VideoUse):
                    continue
                suggestion = suggested(lesson, record.credit_line, record.credit)
                if suggestion is None:
                    raise Conflict(
                        tr("“{line}” was changed since the preview, so nothing was changed.").format(
                            line=record.credit_line
                        ),
                        record_id=number,
                        field="credit_line",
                        remedy=tr("Look at the preview again."),
                    )
                # Only what the rule would do too is laid to it, and so taken back with it.
                by_rule = uid and suggestion.reason in {"line", "form"}
                method = METHOD + uid if by_rule else ALIKE
                _write(writer, linker, record, suggestion.credit, method, evidence.get(number, []))
            if progress is not None:
                progress.at(min(at + TOGETHER, len(wanted)), len(wanted))
    return writer.changes, uid


def lesson_for(archive: Archive, use_id: int, credit: Credit, *, before: Credit | None = None) -> Lesson:
    """What a correction says in general: its ``rule()`` and its ``names``. Raises as ``correct``."""
    with archive.read() as reader:
        return _lesson(reader, use_of(reader, use_id), credit, before)


def _lesson(reader: Reader, use: Use, credit: Credit, before: Credit | None) -> Lesson:
    made = corrected(use.credit_line, credit)
    was = before if before is not None else use.credit
    if before is None and was == made:
        was = parse_credit(use.credit_line, known=name_index(reader)).value
    return lesson_of(use.credit_line, was, made)


def _similar(reader: Reader, use: Use, lesson: Lesson, progress: Progress | None) -> Iterator[tuple[Use, Suggestion]]:
    names = {name_key(move.after.name) for move in lesson.moves}
    lines = reader.credit_lines.holding(use.credit_line, lesson.words)
    likely = [
        number
        for number, line in lines
        if number != use.id and (line == use.credit_line or _may_fit(lesson, line, names))
    ]
    for at in range(0, len(likely), TOGETHER):
        if progress is not None:
            progress.at(at, len(likely))
        for record in reader.records(likely[at : at + TOGETHER]).values():
            if isinstance(record, PhotoUse | VideoUse):
                suggestion = suggested(lesson, record.credit_line, record.credit)
                if suggestion is not None:
                    yield record, suggestion


def _may_fit(lesson: Lesson, line: str, names: set[str]) -> bool:
    if names and any(name in name_key(line) for name in names):
        return True
    return lesson.form is not None and lesson.form.match(fold(line)) is not None


def _write(
    writer: Writer, linker: Linker, use: Use, credit: Credit, method: str, evidence: list[dict[str, Any]] | None = None
) -> None:
    """Store a credit and say who stated it: what spoke for the one before is superseded, not erased."""
    number = use.id or 0
    was = credit_words(use.credit)
    writer.save(linker.use(replace(use, credit=credit)))
    rows = writer.credit_lines.evidence([number]).get(number, []) if evidence is None else evidence
    if rows:
        writer.rules.set_current(rows, current=False)
    # A rule's trace holds the words that it found, so that they can be told; a person's those that were stated.
    quote = credit_words(credit) if method == "person" else was
    sure = 1.0 if method == "person" else SURE
    writer.note_evidence(number, [Evidence("credit", quote[:500], method, sure, layer="")])


def _keep(writer: Writer, rule: HouseRule) -> str:
    check_rule(rule)
    content = {name: value for name, value in plain_rule(rule).items() if name not in {"uid", "name", "enabled"}}
    return writer.rules.save("house_rule", "", rule.name, content, enabled=True)


def _know(writer: Writer, lesson: Lesson) -> None:
    """Authorities for names whose kind was corrected, unless there are some of that name."""
    known = {name_key(form) for a in writer.authorities() for form in (a.name, *(v.text for v in a.variants))}
    for name, kind in lesson.names:
        if name_key(name) not in known:
            writer.save(Authority(name=name, kind=kind))


def _titles(reader: Reader, uses: Iterable[Use]) -> dict[int, str]:
    return reader.finder.titles(sorted({use.article_id or 0 for use in uses}))
