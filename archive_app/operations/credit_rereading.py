"""Credit lines read again after rules or authorities changed: what would be read otherwise now, and doing so.

Only what the program read is read again; what a person stated of a line stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from archive_app.domain.changes import Changes
from archive_app.domain.credit_parts import same_credit
from archive_app.domain.credits import parse_credit
from archive_app.domain.house_rules import METHOD, SURE, Hit, HouseRule, apply_to_parts, credit_words
from archive_app.domain.names import NameIndex
from archive_app.domain.records import Credit, Evidence, Kind, PhotoUse, VideoUse
from archive_app.domain.rule_values import Parts
from archive_app.i18n import tr_n
from archive_app.operations import find, rules
from archive_app.operations.linking import Linker, name_index
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Reader

Use = PhotoUse | VideoUse
TOGETHER = 1000


@dataclass(frozen=True, slots=True)
class Reread:
    """A use whose line is read otherwise now: what it said, what it would say, and by which rules (uids)."""

    use_id: int
    work_id: int
    title: str
    line: str
    before: Credit
    after: Credit
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rereading:
    """What reading again comes to: the changes, how many lines were read, how many are people's and were not."""

    changes: tuple[Reread, ...]
    read: int
    kept: int


def preview(archive: Archive, query: str = "", *, progress: Progress | None = None) -> Rereading:
    """What the credit lines in the records that a search finds would say now. Nothing is changed.

    Args:
        archive: The catalogue.
        query: As in the search box; "" for everything.
        progress: Hears now and then; may stop it.
    """
    own = _credit_rules(archive)
    ids = list(find.search(archive, query).ids)
    found: list[Reread] = []
    count = 0
    with archive.read() as reader:
        known = name_index(reader)
        uses = _use_ids(reader, ids)
        stated = reader.credit_lines.by_people(uses)
        wanted = [number for number in uses if number not in stated]
        for at in range(0, len(wanted), TOGETHER):
            if progress is not None:
                progress.at(at, len(wanted))
            for use in _uses(reader, wanted[at : at + TOGETHER]):
                count += 1
                credit, hits = _read(use, known, own)
                if not same_credit(credit, use.credit):
                    uids = tuple(hit.rule for hit in hits)
                    row = Reread(use.id or 0, use.article_id or 0, "", use.credit_line, use.credit, credit, uids)
                    found.append(row)
        titles = reader.finder.titles(sorted({row.work_id for row in found}))
    rows = tuple(replace(row, title=titles.get(row.work_id, "")) for row in found)
    return Rereading(rows, count, len(stated))


def apply(archive: Archive, ids: Collection[int], *, initiator: str = "", progress: Progress | None = None) -> Changes:
    """Read the credit lines of these uses again, as one step; those that a person stated are left.

    Raises:
        Cancelled: Nothing was changed.
    """
    own = _credit_rules(archive)
    label = tr_n("Read {n} credit line again", "Read {n} credit lines again", len(ids))
    with archive.operation(label, verb="batch", initiator=initiator) as writer:
        linker, known = Linker(writer), name_index(writer)
        stated = writer.credit_lines.by_people(ids)
        wanted = [number for number in dict.fromkeys(ids) if number not in stated]
        for at in range(0, len(wanted), TOGETHER):
            if progress is not None:
                progress.at(at, len(wanted))
            for use in _uses(writer, wanted[at : at + TOGETHER]):
                number = use.id or 0
                credit, hits = _read(use, known, own)
                if same_credit(credit, use.credit):
                    continue
                writer.save(linker.use(replace(use, credit=_unlinked(credit))))
                writer.rules.set_current(writer.rules.evidence_rows(number, "credit"), current=False)
                was = credit_words(use.credit)[:500]
                writer.note_evidence(number, [Evidence("credit", was, METHOD + h.rule, SURE, layer="") for h in hits])
    return writer.changes


def _read(use: Use, known: NameIndex, own: Sequence[HouseRule]) -> tuple[Credit, tuple[Hit, ...]]:
    """How the program reads a line now, with the person's rules."""
    fresh = replace(use, credit=parse_credit(use.credit_line, known=known).value)
    if isinstance(fresh, PhotoUse):
        parts, hits = apply_to_parts(own, Parts(pictures=((None, fresh),)), known=known)
        [(_photo, made)] = parts.pictures
    else:
        parts, hits = apply_to_parts(own, Parts(films=((None, fresh),)), known=known)
        [(_video, made)] = parts.films  # type: ignore[assignment]  # a film's use
    return (made.credit if made is not None else fresh.credit), hits


def _unlinked(credit: Credit) -> Credit:
    """The credit without links to people: that it is the same person is for people to say."""
    parties = (replace(p, authority_id=None) if p.kind == "person" else p for p in credit.parties)
    return replace(credit, parties=tuple(parties))


def _credit_rules(archive: Archive) -> list[HouseRule]:
    """The enabled rules that say what a credit line means by its own words."""
    return [
        rule
        for rule, _hits in rules.rules(archive)
        if rule.enabled and rule.kind == "credit" and rule.field.startswith("use.")
    ]


def _use_ids(reader: Reader, ids: Sequence[int]) -> list[int]:
    kinds = reader.kinds(ids)
    by = {kind: [n for n in ids if kinds.get(n) is kind] for kind in (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO)}
    found = reader.credit_lines.of_works(by[Kind.ARTICLE], by[Kind.PHOTO], by[Kind.VIDEO])
    return list(dict.fromkeys(found))


def _uses(reader: Reader, numbers: Sequence[int]) -> Iterator[Use]:
    for record in reader.records(numbers).values():
        if isinstance(record, PhotoUse | VideoUse) and record.credit_line:
            yield record
