"""A search as a sentence: "photos, provider Roscosmos, rights not allowed, published after 2020"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from archive_app.domain import query_fields as names
from archive_app.domain.choices import STATES, Choice, label_of
from archive_app.domain.date_relative import age_of
from archive_app.domain.query import (
    All,
    Any,
    Clause,
    Count,
    Has,
    Is,
    Link,
    Near,
    Not,
    Phrase,
    Query,
    Range,
    Saved,
    Value,
    Word,
)
from archive_app.domain.query_fields import QueryField
from archive_app.domain.query_print import normal
from archive_app.i18n import mark, tr, tr_n

PLURALS = (
    Choice("article", mark("articles")),
    Choice("photo", mark("photos")),
    Choice("video", mark("videos")),
)
# How a date reads by its operator; {date} is the value.
_DATES = {
    ":": mark("{field} {date}"),
    ">": mark("{field} after {date}"),
    ">=": mark("{field} from {date}"),
    "<": mark("{field} before {date}"),
    "<=": mark("{field} up to {date}"),
}
_AGES = {
    "<": mark("{field} less than {age} ago"),
    "<=": mark("{field} at most {age} ago"),
    ">": mark("{field} more than {age} ago"),
    ">=": mark("{field} at least {age} ago"),
    ":": mark("{field} within {age}"),
}
_AHEAD = {
    "<": mark("{field} in less than {age}"),
    "<=": mark("{field} in at most {age}"),
    ">": mark("{field} in more than {age}"),
    ">=": mark("{field} in at least {age}"),
    ":": mark("{field} within {age}"),
}
_NUMBERS = {
    ":": mark("{field} {value}"),
    ">": mark("{field} over {value}"),
    ">=": mark("{field} {value} or more"),
    "<": mark("{field} under {value}"),
    "<=": mark("{field} {value} or less"),
    "!=": mark("{field} other than {value}"),
}


def in_words(query: Query, total: int | None = None) -> str:
    """The query as a sentence in the current language.

    Args:
        query: Any tree.
        total: How many records it found; None leaves the count out.
    """
    found = normal(query)
    sentence = tr("everything") if found == All() else _sentence(found)
    if total is None:
        return sentence
    return tr("{sentence} — {count}").format(sentence=sentence, count=tr_n("{n} record", "{n} records", total))


def _sentence(query: Query) -> str:
    match query:
        case Word(text, prefix):
            return f"“{text}…”" if prefix else f"“{text}”"
        case Phrase(text):
            return f"“{text}”"
        case Near(words, distance, field):
            listed = _joined((f"“{word}”" for word in words), tr("and"))
            near = tr("{words} at most {distance} words apart").format(words=listed, distance=distance)
            return f"{_name(field)}: {near}" if field else near
        case Clause():
            return _clause(query)
        case Has(field, present):
            name = _decapitalised(names.has_label(field))
            return (tr("with {name}") if present else tr("without {name}")).format(name=name)
        case Is(state):
            return _decapitalised(label_of(STATES, state))
        case Count(what, operator, number):
            name = _decapitalised(label_of(PLURALS + names.COUNTED, what))
            counted = tr("number of {name}").format(name=name)
            return tr(_NUMBERS[operator]).format(field=counted, value=number)
        case Link(relation, kind, child):
            text = tr("with {kind} ({search})") if relation == "with" else tr("in {kind} ({search})")
            return text.format(kind=tr(_singular(kind)), search=_sentence(child))
        case Saved(name):
            return tr("what the saved search “{name}” finds").format(name=name)
        case Not(child):
            inner = _sentence(child)
            return tr("not {search}").format(search=f"({inner})" if isinstance(child, All | Any) else inner)
        case All(children):
            return ", ".join(
                f"({_sentence(c)})" if isinstance(c, Any) else _sentence(c) for c in _kinds_first(children)
            )
        case Any(children):
            return _joined((_sentence(child) for child in children), tr("or"), between=" " + tr("or") + " ")
        case _:
            assert_never(query)


def _kinds_first(children: tuple[Query, ...]) -> list[Query]:
    """What is looked for before what is asked of it: "photos, provider Roscosmos", words after that as typed."""
    return sorted(children, key=lambda child: not (isinstance(child, Clause) and child.field == "type"))


def _clause(clause: Clause) -> str:
    field = names.find(clause.field)
    if field is None:
        return clause.field
    if field.name == "type":
        return _joined((label_of(PLURALS, v.text) for v in clause.values if isinstance(v, Value)), tr("and"))
    if field.type == "date":
        return _joined((_date(field, value, clause.operator) for value in clause.values), tr("or"))
    if field.type in ("number", "size", "duration"):
        return _joined((_number(field, value, clause.operator) for value in clause.values), tr("or"))
    values = _joined((_text(field, value, clause.operator) for value in clause.values), tr("or"))
    if clause.operator == "~":
        return tr("{field} matching {values}").format(field=_name(field.name), values=values)
    if clause.operator == "=" and field.type in ("text", "long"):
        return tr("{field} exactly {values}").format(field=_name(field.name), values=values)
    return f"{_name(field.name)} {values}"


def _text(field: QueryField, value: Value | Range, operator: str) -> str:
    if isinstance(value, Range):
        return _span(value)
    if field.choices and not value.prefix:
        return (
            _decapitalised(label_of(field.choices, value.text))
            if field.type == "choice"
            else label_of(field.choices, value.text)
        )
    text = value.text + "…" * value.prefix
    return f"“{text}”" if value.quoted or operator == "~" else text


def _date(field: QueryField, value: Value | Range, operator: str) -> str:
    name = _name(field.name)
    if isinstance(value, Range):
        return f"{name} {_span(value)}"
    age = _age(value.text)
    if age:
        table = _AHEAD if field.name in ("expires", "embargo") else _AGES
        return tr(table[operator]).format(field=name, age=age)
    return tr(_DATES[operator]).format(field=name, date=tr(value.text))


def _age(text: str) -> str:
    """An age in words, "7 days" for "7d"; "" for what is no age."""
    found = age_of(text)
    match found:
        case None:
            return ""
        case count, "day":
            return tr_n("{n} day", "{n} days", count)
        case count, "week":
            return tr_n("{n} week", "{n} weeks", count)
        case count, "month":
            return tr_n("{n} month", "{n} months", count)
        case count, _:
            return tr_n("{n} year", "{n} years", count)


def _number(field: QueryField, value: Value | Range, operator: str) -> str:
    if isinstance(value, Range):
        return f"{_name(field.name)} {_span(value)}"
    return tr(_NUMBERS[operator]).format(field=_name(field.name), value=value.text)


def _span(value: Range) -> str:
    if not value.low:
        return tr("up to {high}").format(high=value.high)
    if not value.high:
        return tr("from {low}").format(low=value.low)
    return tr("{low} to {high}").format(low=value.low, high=value.high)


def _name(field: str) -> str:
    known = names.find(field)
    if known is None:
        return field
    return tr("by") if known.name == "by" else _decapitalised(tr(known.label))


def _singular(kind: str) -> str:
    return {"article": mark("an article"), "photo": mark("a photo"), "video": mark("a video")}[kind]


def _decapitalised(label: str) -> str:
    """A label within a sentence. A second capital means a name or an abbreviation, which stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _joined(parts: Iterable[str], last: str, between: str = ", ") -> str:
    """The parts in a row, the last behind "and" or "or": "a, b or c"."""
    *first, final = list(parts) or [""]
    return f"{between.join(first)} {last} {final}" if first else final
