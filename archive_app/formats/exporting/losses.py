"""What an export lost: per record and summed, by field, in which way and why.

The caller of an exporter says which record comes next (``begin``), so that fields without a home are counted from the
crosswalk alone; the exporter tells only what the crosswalk cannot know: a value cut at a limit, a text cleaned, a
record left out because it would not be valid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.crosswalk import Crosswalk, filled, label_for
from archive_app.i18n import mark, tr, tr_n

How: TypeAlias = Literal["dropped", "cut", "changed"]

NO_HOME = mark("The format has no place for it.")
LESS = mark("It arrives with less than it held.")
# More kinds of loss than that are one exporter's mistake (a value in the reason), and would fill the memory.
_MOST_KINDS = 5_000
_MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class Loss:
    """One way in which a field lost something.

    Attributes:
        field: A name of ``CROSSWALK_FIELDS``.
        how: "dropped": nothing of it went out. "cut": only its beginning. "changed": written differently.
        reason: A sentence, marked for translation, the same for every record ("IIM Credit holds 32 bytes."); what it
            holds in braces stays as it is.
        records: How many records it happened to.
    """

    field: str
    how: How
    reason: str
    records: int = 1

    def words(self) -> str:
        """A sentence: the field, what became of it, why, and of how many records."""
        label = label_for(self.field)
        head = {
            "dropped": tr("{field}: not written."),
            "cut": tr("{field}: cut."),
            "changed": tr("{field}: changed."),
        }[self.how].format(field=label)
        count = f"({tr_n('{n} record', '{n} records', self.records)})"
        return " ".join(part for part in (head, tr(self.reason) if self.reason else "", count) if part)

    def __str__(self) -> str:
        return self.words()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that was not written, and why in a sentence."""

    uid: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordLosses:
    """What one record lost; ``left_out`` says why it was not written at all."""

    uid: str
    kind: str
    title: str
    losses: tuple[Loss, ...] = ()
    left_out: str = ""


LossSink: TypeAlias = Callable[[RecordLosses], None]


class Losses:
    """Collects what is lost while records are written, in memory that does not grow with them."""

    def __init__(self, crosswalk: Crosswalk | None = None, sink: LossSink | None = None) -> None:
        """Begin with nothing lost.

        Args:
            crosswalk: What the format carries; None for one that does not say.
            sink: Hears of each record that lost something, once it is done.
        """
        self._sink = sink
        self._homes: dict[str, Loss] = {}
        for name, home in (crosswalk or {}).items():
            if home.fidelity == "dropped":
                self._homes[name] = Loss(name, "dropped", home.note or NO_HOME)
            elif home.fidelity == "lossy":
                self._homes[name] = Loss(name, "changed", home.note or LESS)
        self._asked = frozenset(self._homes)
        self._counts: dict[tuple[str, How, str], int] = {}
        self._by_field = dict.fromkeys(self._homes, 0)  # what the crosswalk alone tells
        self._record: ExportRecord | None = None
        self._filled: frozenset[str] = frozenset()
        self._here: dict[tuple[str, How, str], Loss] = {}
        self._kept: set[str] = set()
        self._why_out = ""
        self._why_parts = ""
        self._left_out = 0
        self._named: list[LeftOut] = []

    def begin(self, record: ExportRecord) -> None:
        """Say that ``record`` comes next; what was told since the last ``begin`` belongs to the one before.

        Called by ``base.write_records`` and ``base.write_folder``, not by exporters.
        """
        self._settle()
        self._record = record
        self._filled = filled(record, self._asked) if self._asked else frozenset()

    def about(self, bundles: Iterable[ExportRecord], reason: str) -> None:
        """Say that not the current record went out, for this reason, but these parts of it: they alone lose fields."""
        self._filled = frozenset().union(*(filled(one, self._asked) for one in bundles))
        self._why_parts = reason

    def cut(self, field: str, reason: str) -> None:
        """Only the beginning of a value went out."""
        self._tell(field, "cut", reason)

    def changed(self, field: str, reason: str) -> None:
        """A value went out differently."""
        self._tell(field, "changed", reason)

    def dropped(self, field: str, reason: str = NO_HOME) -> None:
        """A value that the crosswalk has a home for did not go out."""
        self._tell(field, "dropped", reason)

    def kept(self, field: str) -> None:
        """This record's value went out whole, although the crosswalk cannot promise it for every record."""
        self._kept.add(field)

    def left_out(self, reason: str) -> None:
        """The current record was not written; ``reason`` is a sentence in the person's language."""
        self._why_out = reason or tr("It was left out.")

    def finish(self) -> None:
        """The last record is done; counts are complete after this."""
        self._settle()

    @property
    def total_left_out(self) -> int:
        """How many records were not written."""
        return self._left_out

    @property
    def named_left_out(self) -> tuple[LeftOut, ...]:
        """The first of them, named; the sink hears of all."""
        return tuple(self._named)

    @property
    def summed(self) -> tuple[Loss, ...]:
        """Every kind of loss with its count of records: cut, then changed, then dropped; most records first."""
        order = {"cut": 0, "changed": 1, "dropped": 2}
        found = [Loss(field, how, reason, n) for (field, how, reason), n in self._counts.items()]
        found += [replace(self._homes[name], records=n) for name, n in self._by_field.items() if n]
        return tuple(sorted(found, key=lambda one: (order[one.how], -one.records, one.field, one.reason)))

    def _tell(self, field: str, how: How, reason: str) -> None:
        key = (field, how, reason)
        if key not in self._here:
            self._here[key] = Loss(field, how, reason)

    def _settle(self) -> None:
        record = self._record
        if record is None:
            return
        if self._why_out:
            self._left_out += 1
            told = RecordLosses(record.work.uid, str(record.kind), _short(record.title), (), self._why_out)
            if len(self._named) < _MOST_NAMED:
                self._named.append(LeftOut(told.uid, told.title, told.left_out))
            if self._sink is not None:
                self._sink(told)
        else:
            self._count(record)
        self._record, self._filled, self._why_out, self._why_parts = None, frozenset(), "", ""
        self._here.clear()
        self._kept.clear()

    def _count(self, record: ExportRecord) -> None:
        lost = self._filled - self._kept if self._kept else self._filled
        for name in lost:
            self._by_field[name] += 1
        for one in self._here.values():
            key = (one.field, one.how, one.reason)
            if key not in self._counts and len(self._counts) >= _MOST_KINDS:
                key = (one.field, one.how, "")
            self._counts[key] = self._counts.get(key, 0) + 1
        if self._sink is not None and (lost or self._here or self._why_parts):
            by_crosswalk = [self._homes[name] for name in lost]
            ordered = sorted((*self._here.values(), *by_crosswalk), key=lambda one: (one.how, one.field, one.reason))
            told = RecordLosses(
                record.work.uid, str(record.kind), _short(record.title), tuple(ordered), self._why_parts
            )
            self._sink(told)


def _short(title: str) -> str:
    return title if len(title) <= 120 else f"{title[:119].rstrip()}…"
