"""Completion in the search box: fields, then their values with the number of records that have them.

``KnownValues`` remembers the values of a field after the first keystroke that asked for them, so that those after it
cost a walk through a list. Whoever holds one lets it forget when records change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

from archive_app.domain import choices, query_fields
from archive_app.domain.folding import fold
from archive_app.domain.query_completion import Completion, completion_at, value_text
from archive_app.domain.records import Kind
from archive_app.domain.results import Suggestion
from archive_app.i18n import digits, mark, tr
from archive_app.operations.value_list import ValueList, far
from archive_app.store import known_values
from archive_app.store.archive import Archive, Reader

_OTHER_NAMES = 3  # letters from which names of fields in other languages are offered
_RELATIONS = ("with", "in")
_AGO = (
    ("today", mark("today")), ("<7d", mark("the last seven days")), ("<30d", mark("the last thirty days")),
    ("this month", mark("since the first of the month")), ("last month", mark("the month before")),
    ("this year", mark("since January")), ("last year", mark("the year before")),
)  # fmt: skip
_AHEAD = (
    ("<today", mark("over")), ("<30d", mark("within thirty days")), ("<90d", mark("within ninety days")),
    (">today", mark("still to come")), ("this year", mark("in this year")),
)  # fmt: skip
_MORE = 3  # times as many candidates as are shown: of those, the most used are chosen
_ENOUGH = 2_000  # counted so far for that
_NAMES = ("person", "org", "place", "tag", "publisher", "provider")
_KINDS_OF = {"person": ("person",), "org": ("organization",), "place": ("place",), "by": ("person",)}


@dataclass(slots=True)
class KnownValues:
    """What completion has read of a catalogue; ``lock`` lets one thread use it at a time."""

    lock: Lock = field(default_factory=Lock)
    _values: dict[str, ValueList] = field(default_factory=dict)
    _others: list[tuple[str, str, str]] | None = None
    _choices: dict[str, dict[str, int]] = field(default_factory=dict)

    def forget(self) -> None:
        """Records were changed: read anew when asked next."""
        self._values.clear()
        self._choices.clear()
        self._others = None

    def values(self, reader: Reader, name: str) -> ValueList:
        """The values of a field."""
        if name not in self._values:
            self._values[name] = ValueList(known_values.parts_of(reader, name))
        return self._values[name]

    def matching(self, reader: Reader, name: str, typed: str, limit: int) -> list[tuple[str, int]]:
        """Values that hold what was typed, or of which an authority has such a spelling, the most used first."""
        wanted, most = fold(typed), max(8, limit * _MORE)
        every = self.values(reader, name)
        if wanted:
            also = known_values.numbers_of(reader, name, self._spelt(reader, name, wanted))
            spelt = [(far(fold(value), wanted), fold(value), number) for value, number in also.items()]
            found = sorted({*every.best(wanted, most), *spelt}, key=lambda one: (one[0], len(one[1]), one[1]))[:most]
        else:  # what came into the catalogue first: it is mostly the commonest
            found = every.first(most)
        names = known_values.named(reader, [number for *_, number in found])
        rough = known_values.used(reader, names, _ENOUGH)
        best = sorted((away, -rough[number], names[number], number) for away, _text, number in found
                      if number in names)[:limit]  # fmt: skip
        counts = known_values.used(reader, [number for *_, number in best if rough[number] >= _ENOUGH])
        shown = [(away, -counts.get(number, rough[number]), value) for away, _count, value, number in best]
        return [(value, -count) for _away, count, value in sorted(shown) if count]

    def choice_counts(self, reader: Reader, name: str) -> dict[str, int]:
        """How many records have each value of a fixed list."""
        if name not in self._choices:
            self._choices[name] = known_values.choice_counts(reader, name)
        return self._choices[name]

    def _spelt(self, reader: Reader, name: str, wanted: str) -> frozenset[str]:
        if self._others is None:
            self._others = [(kind, who, fold(text)) for kind, who, text in known_values.variants(reader)]
        kinds = _KINDS_OF.get(name)
        return frozenset(who for kind, who, text in self._others if wanted in text and (kinds is None or kind in kinds))


def suggest(
    archive: Archive, text: str, cursor: int, *, limit: int = 9, known: KnownValues | None = None
) -> tuple[Suggestion, ...]:
    """Completions for the search box at ``cursor``: fields, names and saved searches, or the values of a field.

    Args:
        archive: The catalogue.
        text: What stands in the box.
        cursor: Where the cursor stands in it.
        limit: How many at most.
        known: What earlier calls have read.
    """
    at = completion_at(text, cursor)
    known = known or KnownValues()
    with known.lock, archive.read() as reader:
        found = _fields(reader, at, known) if at.kind == "field" else _values(reader, at, known, limit)
        return tuple({one.text: one for one in found}.values())[:limit]


def count_words(number: int) -> str:
    """A count as completion shows it."""
    return digits(number) + ("+" if number >= known_values.MOST else "")


def _fields(reader: Reader, at: Completion, known: KnownValues) -> list[Suggestion]:
    typed = fold(at.typed)
    if not typed:
        return []
    found = [
        Suggestion(f"{name}:", f"{name}:", tr(one.help), at.start, at.end)
        for one in query_fields.QUERY_FIELDS
        if (name := _called(one, typed))
    ][:5]
    if len(typed) < 3:
        return found
    named: list[tuple[int, Suggestion]] = []
    for name in _NAMES:
        for value, count in known.matching(reader, name, at.typed, 2):
            shown = f"{name}:{value_text(name, value)}"
            named.append((count, Suggestion(shown, shown, count_words(count), at.start, at.end)))
    found += [one for _count, one in sorted(named, key=lambda pair: -pair[0])]
    for name in _saved(reader, typed):
        shown = f"search:{value_text('search', name)}"
        found.append(Suggestion(shown, shown, tr("saved search"), at.start, at.end))
    return found


def _called(one: query_fields.QueryField, typed: str) -> str:
    """The name of a field that begins as typed: its own, or that of the language somebody types in; "" for none."""
    if fold(one.name).startswith(typed) or fold(tr(one.label)).startswith(typed):
        return one.name
    if len(typed) < _OTHER_NAMES:
        return ""
    return next((alias for alias in one.aliases if fold(alias).startswith(typed)), "")


def _values(reader: Reader, at: Completion, known: KnownValues, limit: int) -> list[Suggestion]:
    typed = fold(at.typed)

    def made(value: str, label: str, detail: str) -> Suggestion:
        return Suggestion(value_text(at.field, value), label, detail, at.start, at.end)

    if at.field == "list":
        nodes = [node for node in reader.finder.collections() if typed in fold(node.name)]
        return [made(node.name, node.name, count_words(node.count)) for node in nodes]
    if at.field == "search":
        return [made(name, name, "") for name in _saved(reader, typed)]
    if at.field in _RELATIONS:
        return _relations(at, typed)
    asked = query_fields.find(at.field)
    if asked is not None and asked.type == "date":
        return _dates(reader, at, asked.name)
    options = asked.choices if asked is not None else {"is": choices.STATES}.get(at.field, ())
    if at.field in {"has", "no", "count"}:
        parts = query_fields.COUNTED if at.field == "count" else query_fields.PARTS
        plain = () if at.field == "count" else tuple(one.name for one in query_fields.QUERY_FIELDS)
        names = dict.fromkeys([*(part.value for part in parts), *plain])
        wanted = [name for name in names if query_fields.has_target(name) or at.field == "count"]
        return [made(name, query_fields.has_label(name), name) for name in wanted
                if fold(name).startswith(typed) or fold(query_fields.has_label(name)).startswith(typed)]  # fmt: skip
    found = list(_options(reader, at, options, known, typed))
    if not options or at.field == "lang":
        listed = {one.text for one in found}
        values = known.matching(reader, at.field, at.typed, limit) if asked is not None else []
        found += [one for value, n in values if (one := made(value, value, count_words(n))).text not in listed]
    return found


def _relations(at: Completion, typed: str) -> list[Suggestion]:
    """What stands behind ``with:`` and ``in:``: a kind, and a bracket to search in."""
    return [
        Suggestion(f"{kind.value}(", f"{at.field}:{kind.value}(…)", tr(kind.label), at.start, at.end)
        for kind in choices.KINDS
        if kind.value.startswith(typed) or fold(tr(kind.label)).startswith(typed)
    ]


def _dates(reader: Reader, at: Completion, name: str) -> list[Suggestion]:
    """Dates that count from today, and the years of the catalogue."""
    said = [(text, tr(words)) for text, words in (_AHEAD if name in ("expires", "embargo") else _AGO)]
    if name == "date":
        said += [(year, count_words(number)) for year, number in known_values.years(reader)]
    typed = fold(at.typed)
    return [
        Suggestion(f'"{text}"' if " " in text else text, text, words, at.start, at.end)
        for text, words in said
        if text.startswith(typed) or text.lstrip("<>").startswith(typed)
    ]


def _options(
    reader: Reader, at: Completion, options: Iterable[choices.Choice], known: KnownValues, typed: str
) -> Iterable[Suggestion]:
    counts = known.choice_counts(reader, at.field) if at.field != "is" else {}
    shown = [one for one in options if not typed or typed in fold(tr(one.label)) or one.value.startswith(at.typed)]
    for one in sorted(shown, key=lambda one: -counts.get(one.value, 0)) if at.field == "lang" else shown:
        detail = digits(counts[one.value]) if one.value in counts else ("0" if counts else "")
        if detail != "0" or at.field != "lang":
            yield Suggestion(one.value, tr(one.label), detail, at.start, at.end)


def _saved(reader: Reader, typed: str) -> list[str]:
    names = (getattr(record, "name", "") for record in reader.all_of(Kind.SAVED_SEARCH))
    return sorted(name for name in names if typed in fold(name))
