r"""Field values as text and back: what forms, tables, CSV and ``--set`` show and read.

Lists are parted by ";" (a semicolon inside an item is written ``\;``). A list item that the record already
holds is kept whole when its text is typed again, so links and places in the source survive an edit.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from archive_app.domain import choices as c
from archive_app.domain.choices import choice_of
from archive_app.domain.errors import InvalidRecord
from archive_app.domain.field_model import Field
from archive_app.domain.records import CreditParty, Identifier, Name, Record, Variant
from archive_app.domain.rights import DepictedWork, Grant, RightsAgent, RightsEvidence
from archive_app.i18n import tr

BYLINE_ROLES = ("text", "photography", "photo", "translation", "video", "illustration", "editing", "research", "data")
YES = ("yes", "true", "1", "on", "y", "oui", "да", "ja")
NO = ("no", "false", "0", "off", "n", "non", "нет", "nein")

_IN_BRACKETS = re.compile(r"(?P<text>.+?)\s*\((?P<note>[^()]*)\)", re.DOTALL)
_IN_SQUARES = re.compile(r"(?P<text>.+?)\s*\[(?P<tag>[A-Za-z]{0,8}(?:-[A-Za-z0-9]{1,8})*)\]", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{4,8})*")
_CONTROLS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_CLOCK = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]?\d(?:[.,]\d+)?)|(\d+(?:[.,]\d+)?)\s*(s|sec|min|h)?", re.IGNORECASE)


def text_of_value(field: Field, value: object) -> str:
    """A field's value as typed text: the same in every language, and read back by ``value_of``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        if field.item == "paragraph":
            return "\n\n".join(str(item) for item in value)
        return "; ".join(_escaped(text_of_item(item)) for item in value)
    if isinstance(value, (int, float)):
        return clock(value) if field.name == "duration" else str(value)
    return str(value)


def text_of_item(item: object) -> str:
    """One item of a list as typed text."""
    match item:
        case Name(text, role):
            return f"{text} ({role})" if role else text
        case CreditParty(name, role) | RightsAgent(name, role):
            return f"{name} ({role})" if role != "unknown" else name
        case Variant(text, language, script):
            tag = "-".join(part for part in (language, script) if part)
            return f"{text} [{tag}]" if tag else text
        case Identifier(scheme, value):
            return f"{scheme}:{value}"
        case DepictedWork(title, status):
            return f"{title} ({status})"
        case Grant(effect, action):
            where = f" {', '.join(item.territory)}" if item.territory else ""
            until = f" {item.starts}..{item.ends}" if item.starts or item.ends else ""
            return f"{effect} {action}{where}{until}"
        case RightsEvidence(kind, source):
            return f"{kind}: {source}" if source else kind
        case _:
            return str(item)


def value_of(field: Field, typed: str, current: object, default: object, date_of: Callable[[str], str]) -> object:
    """What a person means by ``typed`` in this field.

    Args:
        field: The line of the field table.
        typed: What was typed; "" and blanks clear the field.
        current: The value the record holds, whose list items are kept where their text is unchanged.
        default: The value of an empty field.
        date_of: Reads a typed date as EDTF; "" when it cannot.

    Raises:
        InvalidRecord: with a sentence that says what the field takes.
    """
    text = _cleaned(typed)
    if not text:
        return default
    if field.item == "paragraph":
        return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())
    if field.item:
        return _items(field, text, current)
    match field.type:
        case "date":
            date = text if text == current else date_of(text)
            if not date:
                raise refused(field, tr("“{text}” is not a date, such as 2021, 2021-10 or 5 October 2021."), text)
            return date
        case "choice":
            if text == current:
                return current
            choice = choice_of(field.choices, text)
            if choice is None:
                allowed = ", ".join(tr(each.label) for each in field.choices)
                raise refused(field, tr("“{text}” is not one of: {allowed}."), text, allowed=allowed)
            return choice.value
        case "flag":
            if text.casefold() not in YES + NO:
                raise refused(field, tr("“{text}” is neither yes nor no."), text)
            return text.casefold() in YES
        case "number":
            return _number(field, text)
        case "link":
            number = text.removeprefix("#")
            if not number.isascii() or not number.isdigit():
                raise refused(field, tr("“{text}” is not the number of a record."), text)
            return int(number)
        case "language":
            known = choice_of(c.LANGUAGES, text)
            if known is None and not _LANGUAGE.fullmatch(text):
                raise refused(field, tr("“{text}” is not a language name or code, such as French or fr."), text)
            return known.value if known else text
        case "url":
            if any(ch.isspace() for ch in text) or not (_SCHEME.fullmatch(text) or "." in text):
                raise refused(field, tr("“{text}” is not a web address."), text)
            return text
        case "long":
            return text
        case "text" if field.choices:  # an open list: what is on it has one spelling
            listed = choice_of(field.choices, text)
            return listed.value if listed else " ".join(text.split())
        case _:
            return text if field.multiline else " ".join(text.split())


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds ("3:05"), with hours when there are any ("1:02:03")."""
    whole = int(seconds)
    rest = round(seconds - whole, 3)
    hours, minutes, secs = whole // 3600, whole // 60 % 60, whole % 60
    tail = f"{rest:.3f}".rstrip("0")[1:] if rest else ""
    start = f"{hours}:{minutes:02d}" if hours else str(minutes)
    return f"{start}:{secs:02d}{tail}"


def seconds_of(text: str) -> float | None:
    """The seconds of "3:05", "1:02:03", "90", "90 s" or "5 min"; None for anything else."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds, plain, unit = match.groups()
    if plain is not None:
        scale = {"min": 60, "h": 3600}.get((unit or "s").casefold(), 1)
        return float(plain.replace(",", ".")) * scale
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def split_list(text: str) -> list[str]:
    r"""The items of a typed list, parted by ";" or line ends; ``\;`` is a semicolon, ``\\`` a backslash."""
    items, item = [], ""
    for piece in re.findall(r"\\[\\;]|.", text, re.DOTALL):
        if piece in (";", "\n"):
            items.append(item)
            item = ""
        else:
            item += piece[1] if len(piece) == 2 else piece
    return [each.strip() for each in (*items, item) if each.strip()]


def refused(field: Field, sentence: str, text: str, **more: str) -> InvalidRecord:
    """The error for a text that a field cannot take."""
    message = sentence.format(text=text, **more)
    return InvalidRecord(message, [(field.name, message)], where=tr(field.label))


def set_path(record: Record, path: str, value: object) -> Record:
    """The record with one attribute changed, also inside one of its parts ("credit.licence")."""
    first, _, rest = path.partition(".")
    if rest:
        value = dataclasses.replace(getattr(record, first), **{rest: value})
    attributes: dict[str, Any] = {first: value}
    return dataclasses.replace(record, **attributes)


def default_of(record: Record, path: str) -> Any:
    """The value that an empty field has: that of a record made without it."""
    owner: object = record
    *parts, last = path.split(".")
    for part in parts:
        owner = getattr(owner, part)
    cls: Any = type(owner)
    return _default(cls, last)


@cache
def _default(cls: Any, name: str) -> Any:
    for attribute in dataclasses.fields(cls):
        if attribute.name == name:
            return attribute.default
    raise AttributeError(name)


def _cleaned(typed: str) -> str:
    """The text as records keep it: NFC, line feeds only, no other control characters or half surrogates."""
    lines = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub(" ", lines).strip()


def _number(field: Field, text: str) -> float | int:
    if field.name == "duration":
        seconds = seconds_of(text)
        if seconds is None:
            raise refused(field, tr("“{text}” is not a duration, such as 3:05 or 185."), text)
        return seconds
    if not re.fullmatch(r"[-−]?\d{1,15}", text, re.ASCII):
        raise refused(field, tr("“{text}” is not a whole number."), text)
    return int(text.replace("−", "-"))


def _items(field: Field, text: str, current: object) -> tuple[object, ...]:
    held: Sequence[object] = current if isinstance(current, tuple) else ()
    kept = {text_of_item(item): item for item in reversed(held)}
    return tuple(kept[part] if part in kept else _item(field, part) for part in split_list(text))


def _item(field: Field, text: str) -> object:
    bracketed = _IN_BRACKETS.fullmatch(text)
    name, note = (bracketed["text"], bracketed["note"].strip()) if bracketed else (text, "")
    match field.item:
        case "name":
            known = note.casefold() in {*BYLINE_ROLES, *(tr(role).casefold() for role in BYLINE_ROLES)}
            return Name(name, note) if known else Name(text)
        case "party":
            role = choice_of(c.PARTY_ROLES, note)
            return CreditParty(name, role.value) if role else CreditParty(text)
        case "agent":
            role = choice_of(c.AGENT_ROLES, note)
            return RightsAgent(name, role.value) if role else RightsAgent(text)
        case "work":
            status = choice_of(c.COPYRIGHT_STATUSES, note)
            return DepictedWork(name, status.value) if status else DepictedWork(text)
        case "variant":
            return _variant(text)
        case "identifier":
            scheme, colon, value = text.partition(":")
            if not colon or not scheme.strip() or not value.strip():
                raise refused(field, tr("“{text}” is not an identifier, such as wikidata:Q190332."), text)
            return Identifier(scheme.strip().casefold(), value.strip())
        case _:
            if not field.choices:
                return text
            choice = choice_of(field.choices, text)
            if choice is None:
                allowed = ", ".join(tr(each.label) for each in field.choices)
                raise refused(field, tr("“{text}” is not one of: {allowed}."), text, allowed=allowed)
            return choice.value


def _variant(text: str) -> Variant:
    match = _IN_SQUARES.fullmatch(text)
    if match is None:
        return Variant(text)
    language, script = [], ""
    for part in match["tag"].split("-"):
        if len(part) == 4 and part.isalpha():
            script = part.title()
        elif part:
            language.append(part)
    return Variant(match["text"], "-".join(language), script)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace("\n", " ")
