"""What may not be stored: each value that a record cannot hold, with a sentence saying why.

An empty value is never invalid; what is missing is a matter for ``domain.checks``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

from archive_app.domain import dates, rights, uses
from archive_app.domain.records import (
    AUTHORITY_KINDS,
    CREDIT_FLAGS,
    MEDIUMS,
    PARTY_ROLES,
    VIDEO_STATUSES,
    Article,
    Authority,
    Collection,
    Credit,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    SavedSearch,
    Video,
    VideoUse,
)
from archive_app.domain.rights import Grant, RightsStatement
from archive_app.i18n import tr

Invalid = tuple[str, str]

# Well-formed BCP 47 (RFC 5646 §2.1), without the registry: language, script, region, variants, extensions.
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"[A-Z][a-z]{3}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_WEB = frozenset({"http", "https", "ftp"})
_OTHER_SCHEMES = frozenset({"urn", "mailto", "doi", "info"})
_IDENTIFIERS = {
    "wikidata": re.compile(r"[QPL][1-9][0-9]*"),
    "viaf": re.compile(r"[1-9][0-9]*"),
    "isni": re.compile(r"[0-9]{15}[0-9X]"),
    "ulan": re.compile(r"[0-9]{9}"),
}
_FIXITY = ("", "ok", "changed", "missing")
_PARTY_KINDS = ("person", "organization", "unknown")
_CODES = {
    "action": tuple(choice.value for choice in uses.ACTIONS),
    "purpose": tuple(choice.value for choice in uses.PURPOSES),
    "channel": tuple(choice.value for choice in uses.CHANNELS),
}


def invalid(record: Record) -> tuple[Invalid, ...]:
    """The fields whose values must not be stored, each with a sentence; empty when all may be.

    Fields of lists are named by position: ``grants.0.ends``, ``bylines.2``.
    """
    found: list[Invalid] = [] if _are_texts(record) else [*_texts(record)]
    match record:
        case Article():
            found += _article(record)
        case Photo():
            found += _date("taken", record.taken)
            found += _one_of("medium", record.medium, MEDIUMS)
            found += _url("url", record.url)
            found += _names(record, "creators", "people", "subjects")
        case Video():
            found += _video(record)
        case PhotoUse() | VideoUse():
            found += _credit(record.credit)
            found += _order(record)
        case Authority():
            found += _authority(record)
        case MediaFile():
            found += _media(record)
        case RightsStatement():
            found += _rights(record)
        case Collection() | SavedSearch():
            found += _needed("name", record.name)
        case _:
            pass
    return tuple(found)


def _article(record: Article) -> Iterator[Invalid]:
    yield from _date("published", record.published)
    yield from _date("accessed", record.accessed)
    yield from _language("language", record.language)
    yield from _url("url", record.url)
    yield from _names(record, "bylines", "subjects")
    for number, paragraph in enumerate(record.body):
        if "\n" in paragraph or "\r" in paragraph:
            yield f"body.{number}", tr("A paragraph cannot hold a line break; make it two paragraphs.")


def _video(record: Video) -> Iterator[Invalid]:
    yield from _date("published", record.published)
    yield from _one_of("status", record.status, VIDEO_STATUSES)
    yield from _url("url", record.url)
    yield from _names(record, "creators", "subjects")
    if record.duration is not None and not 0 <= record.duration < 10**7:
        yield "duration", tr("The duration must be a number of seconds.")


def _authority(record: Authority) -> Iterator[Invalid]:
    yield from _needed("name", record.name)
    yield from _one_of("kind", record.kind, AUTHORITY_KINDS)
    if record.id is not None and record.parent_id == record.id:
        yield "parent_id", tr("A name cannot be part of itself.")
    for number, variant in enumerate(record.variants):
        yield from _needed(f"variants.{number}", variant.text)
        yield from _language(f"variants.{number}.language", variant.language)
        if variant.script and not _SCRIPT.fullmatch(variant.script):
            yield f"variants.{number}.script", _not_one(variant.script, tr("a script code such as Latn"))
    for number, identifier in enumerate(record.identifiers):
        pattern = _IDENTIFIERS.get(identifier.scheme)
        if pattern is None:
            yield from _one_of(f"identifiers.{number}.scheme", identifier.scheme, _IDENTIFIERS)
        elif not pattern.fullmatch(identifier.value.replace(" ", "")):
            yield f"identifiers.{number}", _not_one(identifier.value, identifier.scheme.upper())


def _media(record: MediaFile) -> Iterator[Invalid]:
    if not re.fullmatch(r"[0-9a-f]{64}", record.sha256):
        yield "sha256", _not_one(record.sha256, "SHA-256")
    yield from _one_of("fixity", record.fixity, _FIXITY)
    for name in ("size", "width", "height", "duration"):
        value = getattr(record, name)
        if value is not None and value < 0:
            yield name, tr("A size cannot be negative.")


def _order(record: PhotoUse | VideoUse) -> Iterator[Invalid]:
    if record.position < 0:
        yield "position", tr("The order begins with 0.")
    if record.paragraph < -1:
        yield "paragraph", tr("The paragraph is counted from 0; -1 means that it is not known.")


def _credit(credit: Credit) -> Iterator[Invalid]:
    for number, party in enumerate(credit.parties):
        where = f"credit.parties.{number}"
        yield from _needed(where, party.name)
        yield from _one_of(f"{where}.role", party.role, PARTY_ROLES)
        yield from _one_of(f"{where}.kind", party.kind, _PARTY_KINDS)
    for flag in credit.flags:
        yield from _one_of("credit.flags", flag, CREDIT_FLAGS)


def _rights(record: RightsStatement) -> Iterator[Invalid]:
    lists: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("scope", record.scope, rights.SCOPES),
        ("status", record.status, rights.STATUSES),
        ("basis", record.basis, rights.BASES),
        ("copyright_status", record.copyright_status, rights.COPYRIGHT_STATUSES),
        ("credit_obligation", record.credit_obligation, rights.CREDIT_OBLIGATIONS),
        ("confidence", record.confidence, rights.CONFIDENCES),
        ("embargo_scope", record.embargo_scope, ("all", "outward")),
    )
    for name, value, allowed in lists:
        yield from _one_of(name, value, allowed)
    for name in ("embargo_until", "review_date", "determined_on"):
        yield from _date(name, getattr(record, name))
    for name in ("rights_uri", "licence_url", "acquire_url"):
        yield from _url(name, getattr(record, name))
    yield from _language("source_language", record.source_language)
    for number, agent in enumerate(record.agents):
        yield from _needed(f"agents.{number}", agent.name)
        yield from _one_of(f"agents.{number}.role", agent.role, rights.AGENT_ROLES)
    for number, evidence in enumerate(record.evidence):
        yield from _one_of(f"evidence.{number}.kind", evidence.kind, rights.EVIDENCE_KINDS)
    for number, work in enumerate(record.depicted_works):
        yield from _one_of(f"depicted_works.{number}.status", work.copyright_status, rights.COPYRIGHT_STATUSES)
    if record.id is not None and record.id in (record.supersedes_id, record.overrides_id):
        yield "supersedes_id", tr("A statement cannot take the place of itself.")
    for number, grant in enumerate(record.grants):
        yield from _grant(f"grants.{number}", grant)


def _grant(where: str, grant: Grant) -> Iterator[Invalid]:
    yield from _one_of(f"{where}.effect", grant.effect, ("permit", "prohibit"))
    # A prohibition of an action nobody can ask for would protect nothing.
    for name, values in (("action", (grant.action,)), ("purpose", grant.purpose), ("channel", grant.channel)):
        for value in values:
            yield from _one_of(f"{where}.{name}", value, _CODES[name])
    for name, codes in (("territory", grant.territory), ("territory_except", grant.territory_except)):
        for code in codes:
            if code != "WORLD" and not re.fullmatch(r"[A-Z]{2}", code):
                yield f"{where}.{name}", _not_one(code, tr("a country code such as FR, or WORLD"))
    yield from _date(f"{where}.starts", grant.starts)
    yield from _date(f"{where}.ends", grant.ends)
    first, last = dates.earliest(grant.starts), dates.latest(grant.ends)
    if first is not None and last is not None and last < first:
        yield f"{where}.ends", tr("The term ends before it begins.")
    if (grant.max_uses is not None and grant.max_uses < 0) or grant.uses_so_far < 0:
        yield f"{where}.max_uses", tr("A number of uses cannot be negative.")


def _are_texts(value: object) -> bool:
    """Whether all texts can be held by a file: nearly always, so this is seen first."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if "\0" in one or not (one.isascii() or _has_bytes(one)):
                return False
        elif isinstance(one, tuple):
            waiting += one
        elif is_dataclass(one):
            cls: Any = type(one)
            waiting += _values_of(cls)(one)
    return True


def _has_bytes(text: str) -> bool:
    """Whether a text can be written in UTF-8: it holds no half of a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@cache
def _values_of(cls: Any) -> Callable[[object], tuple[object, ...]]:
    """Gives the values of all fields; two at least, so that there is a tuple of them."""
    names = [one.name for one in fields(cls)]
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


def _texts(value: object, where: str = "") -> Iterator[Invalid]:
    """Texts that no file can hold: with a NUL, or with half a character."""
    if isinstance(value, str):
        if _UNSTORABLE.search(value):
            yield where, tr("The text holds characters that cannot be stored.")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, f"{where}.{number}")
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name), f"{where}.{one.name}".lstrip("."))


def _names(record: Record, *lists: str) -> Iterator[Invalid]:
    for name in lists:
        for number, entry in enumerate(getattr(record, name)):
            yield from _needed(f"{name}.{number}", entry.text)


def _needed(where: str, text: str) -> Iterator[Invalid]:
    if not text.strip():
        yield where, tr("A name is needed here.")


def _one_of(where: str, value: str, allowed: Iterable[str]) -> Iterator[Invalid]:
    choices = tuple(allowed)
    if value and value not in choices:
        yield where, tr("“{value}” is not one of: {choices}.").format(value=value, choices=", ".join(choices))
    elif not value and where.rpartition(".")[2] in ("scope", "status", "effect", "medium", "kind", "role"):
        yield where, tr("One of these is needed: {choices}.").format(choices=", ".join(choices))


def _date(where: str, value: str) -> Iterator[Invalid]:
    if value and not dates.is_valid(value):
        text = tr("“{value}” is not a date that can be stored. Write for example 1978-03-14, 1978-03, 1978 or 1978~.")
        yield where, text.format(value=value)


def _language(where: str, value: str) -> Iterator[Invalid]:
    if value and not _LANGUAGE.fullmatch(value):
        yield where, _not_one(value, tr("a language code such as en, fr or uk"))


def _url(where: str, value: str) -> Iterator[Invalid]:
    if not value:
        return
    try:
        parts = urlsplit(value)
        known = (parts.scheme in _WEB and bool(parts.hostname)) or (parts.scheme in _OTHER_SCHEMES and bool(parts.path))
    except ValueError:
        known = False
    if not known or any(c.isspace() for c in value):
        yield where, _not_one(value, tr("an address that begins with https:// or http://"))


def _not_one(value: str, what: str) -> str:
    return tr("“{value}” is not {what}.").format(value=value, what=what)
