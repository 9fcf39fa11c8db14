"""BibTeX and BibLaTeX.

The grammar is small; a reader of our own tells where each value stands and goes on after a bad entry.
Also read: Zotero's ``langid``/``urldate``/``file``, Mendeley's doubled braces, ``@string`` and joined values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive_app.formats.citations.entry import Entry, inverted_name, kind_by_words
from archive_app.formats.citations.latex import plain_address, plain_text
from archive_app.formats.wire.item import NOTHING, Said
from archive_app.formats.wire.moments import day_of
from archive_app.formats.wire.pictures import first

START = re.compile(r"^[ \t]*@\s*(?P<type>[A-Za-z]+)\s*(?P<open>[{(])", re.MULTILINE)
_KEY = re.compile(r"\s*(?P<key>[^\s,{}\"=]*)\s*,?")
_FIELD = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w:.+/-]*)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}()\"]+")
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905
}
_KINDS = {
    **dict.fromkeys(("video", "movie", "film"), "video"),
    **dict.fromkeys(("image", "artwork", "photo", "photograph", "figure"), "photo"),
    **dict.fromkeys(("audio", "music", "dataset", "software"), ""),
}
_LONGEST = 100_000  # characters of an entry
_MOST_BROKEN = 100
_LABELS = ("volume", "number", "pages", "edition", "doi", "issn", "isbn", "series", "eprint")


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    start: int
    end: int


def entries_in(text: str) -> Iterator[Entry | None]:
    """The entries in order; None for one that breaks off or says nothing."""
    macros: dict[str, str] = {}
    place = broken = 0
    while (found := START.search(text, place)) is not None:
        kind = found["type"].lower()
        if kind in ("comment", "preamble"):
            place = _end_of_group(text, found.end() - 1) or found.end()
            continue
        following = START.search(text, found.end())
        limit = following.start() if following else len(text)
        close = _end_of_group(text, found.end() - 1)
        if close is None or (
            following is not None and close > limit and not _holds(text, found.end(), close, following)
        ):
            yield None  # its end is missing: the next entry begins inside it
            broken += 1
            if broken > _MOST_BROKEN:
                return
            place = limit
            continue
        place = close
        if kind == "string":
            for name, value in _fields(text, found.end(), close - 1, macros):
                macros[name] = value.text
            continue
        key = _KEY.match(text, found.end(), close - 1)
        begin = key.end() if key else found.end()
        fields = dict(_fields(text, begin, close - 1, macros))
        yield _entry(kind, key["key"] if key else "", fields) if fields else None


def _holds(text: str, start: int, close: int, following: re.Match[str]) -> bool:
    """Whether what looks like the next entry stands within a value of this one."""
    depth = text.count("{", start, following.start()) - text.count("}", start, following.start())
    return (
        depth > 0
        and following.end() < close
        and "=" not in text[following.end() : following.end() + 200].split("}", 1)[0]
    )


def _end_of_group(text: str, opening: int) -> int | None:
    """The place behind the bracket that closes the one at ``opening``; None when there is none."""
    round_one = text[opening] == "("
    depth = 0
    place = opening
    limit = min(len(text), opening + _LONGEST)
    while place < limit:
        sign = text[place]
        if sign == "\\":
            place += 2
            continue
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0 and not round_one:
                return place + 1
            if depth < 0:
                return None
        elif sign == ")" and round_one and depth == 0:
            return place + 1
        place += 1
    return None


def _fields(text: str, start: int, end: int, macros: dict[str, str]) -> Iterator[tuple[str, _Value]]:
    place = start
    while (found := _FIELD.match(text, place, end)) is not None:
        value, place = _value(text, found.end(), end, macros)
        yield found["name"].lower(), value
        if place <= found.end() and not value.text:
            return


def _value(text: str, start: int, end: int, macros: dict[str, str]) -> tuple[_Value, int]:
    """One value: pieces in braces, quotes or bare, joined by "#"."""
    pieces: list[str] = []
    place, first_at, last = start, -1, start
    while place < end:
        sign = text[place]
        if sign.isspace() or sign == "#":
            place += 1
            continue
        if sign == "{":
            close = _end_of_group(text, place)
            close = end if close is None or close > end else close
            pieces.append(text[place + 1 : close - 1])
            span = (place + 1, close - 1)
        elif sign == '"':
            close = _end_of_quote(text, place, end)
            pieces.append(text[place + 1 : close - 1])
            span = (place + 1, close - 1)
        elif (bare := _BARE.match(text, place, end)) is not None:
            close = bare.end()
            pieces.append(macros.get(bare[0].lower(), bare[0]))
            span = bare.span()
        else:
            break
        first_at = span[0] if first_at < 0 else first_at
        last, place = span[1], close
        rest = re.compile(r"\s*#").match(text, place, end)
        if rest is None:
            break
    return _Value("".join(pieces), first_at, last), place


def _end_of_quote(text: str, start: int, end: int) -> int:
    depth = 0
    for place in range(start + 1, end):
        sign = text[place]
        if text[place - 1] == "\\":
            continue
        depth += (sign == "{") - (sign == "}")
        if sign == '"' and depth <= 0:
            return place + 1
    return end


def _entry(kind: str, key: str, fields: dict[str, _Value]) -> Entry:
    def one(*names: str) -> Said:
        return first(*(_said(name, fields[name]) for name in names if name in fields))

    entry = Entry(kind=_KINDS.get(kind, "article"))
    words = " ".join(one(name).text for name in ("type", "howpublished", "entrysubtype", "medium"))
    if kind in ("misc", "unpublished", "online", "electronic"):
        entry.kind = kind_by_words(words, "article")
    entry.medium = words
    entry.title = one("title")
    if entry.title and (sub := one("subtitle")):
        entry.title = entry.title.but(f"{entry.title.text}: {sub.text}")
    entry.container = one("journaltitle", "journal", "booktitle", "maintitle", "magazine", "newspaper", "eventtitle")
    entry.publisher = one("publisher", "institution", "organization", "school")
    entry.authors = list(_names(fields.get("author") or fields.get("director")))
    entry.date = _date(fields)
    entry.accessed = _accessed(fields.get("urldate"))
    if "url" in fields:
        address = plain_address(fields["url"].text)
    else:
        held = re.search(r"\\url\{([^{}]+)\}", fields["howpublished"].text) if "howpublished" in fields else None
        address = plain_address(held[1]) if held else ""
    if address:
        value = fields.get("url") or fields["howpublished"]
        entry.url = Said(address, "field:url", 0.95, value.start, value.end, printed=value.text)
    entry.abstract = one("abstract")
    entry.language = one("langid", "language", "hyphenation")
    entry.section = one("section")
    entry.place = one("location", "address")
    entry.keywords = [
        listed.but(word.strip())
        for name in ("keywords", "keyword", "mendeley-tags")
        if (listed := one(name))
        for word in re.split(r"[;,]", listed.text)
        if word.strip()
    ]
    entry.length = one("duration", "pagetotal", "runtime").text
    entry.rights = one("rights", "copyright", "license").text
    entry.notes = [said.text for name in ("note", "annote", "annotation", "addendum", "credit") if (said := one(name))]
    if credit := one("credit"):
        entry.notes[-1] = f"Credit: {credit.text}"
    entry.notes += [
        f"{name.capitalize() if len(name) > 4 else name.upper()}: {said.text}"
        for name in _LABELS
        if (said := one(name))
    ]
    if key:
        entry.notes.append(f"Reference: {key}")
    return entry


def _said(name: str, value: _Value) -> Said:
    text = plain_text(value.text)
    return Said(text, f"field:{name}", 0.95, value.start, value.end, printed=value.text if value.text != text else "")


def _names(value: _Value | None) -> Iterator[Said]:
    """The authors: parted by "and" outside braces; a name wholly in braces is an organisation's and stays as it is."""
    if value is None:
        return
    for piece in _split_and(value.text):
        whole = piece.startswith("{") and piece.endswith("}") and _end_of_group(piece, 0) == len(piece)
        name = plain_text(piece) if whole else inverted_name(plain_text(piece))
        if name and name.casefold() != "others":
            yield Said(name, "field:author", 0.95, value.start, value.end, printed=piece)


def _split_and(text: str) -> Iterator[str]:
    depth = start = 0
    for found in re.finditer(r"[{}]|\s+and\s+", text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        elif depth == 0:
            yield text[start : found.start()].strip()
            start = found.end()
    yield text[start:].strip()


def _date(fields: dict[str, _Value]) -> Said:
    if "date" in fields and (value := day_of(_said("date", fields["date"]).text)):
        return _said("date", fields["date"]).but(value)
    if "year" not in fields:
        return NOTHING
    year = _said("year", fields["year"])
    found = re.search(r"\d{4}", year.text)
    if found is None or not re.fullmatch(r"\d{4}", year.text):
        value = day_of(year.text)  # "c. 1910", "[1923]", "forthcoming"
        return year.but(value) if value else year.but(f"{found[0]}?") if found else NOTHING
    month = _said("month", fields["month"]).text if "month" in fields else ""
    number = _MONTHS.get(month.strip(" .")[:3].lower()) or (int(month) if month.isascii() and month.isdigit() else 0)
    if not 1 <= number <= 12:
        return year
    day = re.search(
        r"\d{1,2}", _said("day", fields["day"]).text if "day" in fields else month if not month.isdigit() else ""
    )
    whole = day_of(f"{year.text}-{number:02d}-{int(day[0]):02d}") if day else ""
    return year.but(whole or f"{year.text}-{number:02d}")


def _accessed(value: _Value | None) -> str:
    return day_of(plain_text(value.text)) if value else ""
