"""RIS: tagged lines, as reference managers and newspaper databases write them (also Zotero's and Mendeley's habits)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive_app.formats.citations.entry import Entry, date_of, inverted_name, kind_by_words
from archive_app.formats.wire.item import NOTHING, Said
from archive_app.formats.wire.moments import day_of
from archive_app.formats.wire.pictures import first

LINE = re.compile(r"^[ \t\ufeff]*(?P<tag>[A-Z][A-Z0-9])[ \t]{1,3}-(?:[ \t](?P<value>.*))?$")
_KINDS = {
    **dict.fromkeys(("VIDEO", "MPCT", "ADVS"), "video"),
    **dict.fromkeys(("ART", "FIGURE", "SLIDE", "PHOTO", "PICTURE", "IMAGE"), "photo"),
    **dict.fromkeys(("SOUND", "MUSIC", "COMP", "DATA"), ""),
}
_PARTS = re.compile(r"(?P<y>\d{4})(?:/(?P<m>\d{0,2}))?(?:/(?P<d>\d{0,2}))?(?:/(?P<rest>.*))?")
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_MOST = 100_000

Values = dict[str, list[Said]]


def entries_in(text: str) -> Iterator[Entry | None]:
    """The entries in order; None for one without a type, or with nothing in it."""
    for values in _records(text):
        if values.keys() <= {"TY"}:
            yield None
            continue
        kind = values.get("TY", [NOTHING])[0].text.strip().upper()
        entry = _entry(kind, values)
        yield entry if kind or entry.title else None


def _records(text: str) -> Iterator[Values]:
    values: Values = {}
    place = 0
    tag = ""
    for line in text.splitlines(keepends=True):
        start, place = place, place + len(line)
        found = LINE.match(line.rstrip("\r\n"))
        if found is None:
            words = line.strip()
            if words and tag and values.get(tag):
                last = values[tag][-1]
                values[tag][-1] = Said(
                    f"{last.text}\n{words}", last.how, last.confidence, last.start, start + len(line.rstrip())
                )
            continue
        tag = found["tag"]
        if tag == "TY" and values:
            yield values  # its end is missing
            values = {}
        if tag == "ER":
            if values:
                yield values
            values, tag = {}, ""
            continue
        value = (found["value"] or "").strip()
        if value and len(values) < _MOST:
            begin = start + found.start("value")
            values.setdefault(tag, []).append(Said(value, f"tag:{tag}", 0.95, begin, begin + len(found["value"])))
    if values:
        yield values


def _entry(kind: str, values: Values) -> Entry:
    def one(*tags: str) -> Said:
        return first(*(values[tag][0] for tag in tags if tag in values))

    medium = one("M3").text
    entry = Entry(kind=_KINDS.get(kind, "article"), medium=medium)
    if kind in ("GEN", "MISC", "ELEC", "ICOMM", "UNPB") and medium:
        entry.kind = kind_by_words(medium, "article")
    entry.title = one("TI", "T1", "CT", "ST")
    entry.container = one("T2", "JF", "JO", "JA", "BT", "T3")
    if kind in ("BOOK", "RPRT", "THES") and not entry.title:
        entry.title = entry.container
    entry.publisher = one("PB")
    entry.authors = [
        said.but(inverted_name(said.text))
        for tag in ("AU", "A1")
        for said in values.get(tag, ())
        if said.text.strip(" ,")
    ]
    entry.date = _date(first(one("DA"), one("Y1"), one("PY")), one("PY"))
    entry.accessed = _date(one("Y2"), NOTHING).text
    entry.url = _address(values)
    entry.abstract = one("AB", "N2")
    entry.language = one("LA")
    entry.section = one("SE") if kind in ("NEWS", "MGZN") else NOTHING
    entry.place = one("PP", "CY")
    entry.keywords = [
        said.but(word.strip())
        for said in values.get("KW", ())
        for word in re.split(r"[;\n]", said.text)
        if word.strip()
    ]
    entry.length = one("RT", "SP").text if entry.kind == "video" else ""
    entry.notes = [said.text for tag in ("N1", "RN", "C1", "C2", "U1") for said in values.get(tag, ())]
    pages = "–".join(said.text for said in (one("SP"), one("EP")) if said)
    labelled = (
        ("Volume", one("VL").text), ("Issue", one("IS").text), ("Pages", pages if entry.kind == "article" else ""),
        ("Edition", one("ET").text), ("DOI", one("DO").text), ("Database", one("DB").text),
        ("Accession number", one("AN").text), ("Call number", one("CN").text), ("Reference", one("ID").text),
        ("Place", entry.place.text if entry.kind != "photo" else ""),
    )  # fmt: skip
    entry.notes += [f"{label}: {value}" for label, value in labelled if value]
    return entry


def _address(values: Values) -> Said:
    for tag in ("UR", "LK", "L2", "L1"):
        for said in values.get(tag, ()):
            for part in said.text.split():
                if part.startswith(("http://", "https://")):
                    return said.but(part.rstrip(";"))
    return NOTHING


def _date(said: Said, year: Said) -> Said:
    """The date as EDTF; the year alone where only that is sure.

    Written as ``2024/04/06/``, ``2024///Spring``, ``2024``, or as a database prints it.
    """
    text = said.text.strip()
    parts = _PARTS.fullmatch(text)
    if parts:
        month, day = parts["m"] or "", parts["d"] or ""
        season = _SEASONS.get((parts["rest"] or "").strip().casefold(), "")
        if month and int(month):
            value = f"{parts['y']}-{int(month):02d}" + (f"-{int(day):02d}" if day and int(day) else "")
        else:
            value = f"{parts['y']}-{season}" if season else parts["y"]
        checked = day_of(value)
        return said.but(checked) if checked else NOTHING
    found = date_of(said)
    if not found and year.text and re.search(r"\d{4}", year.text) and said.text:
        found = date_of(said.but(f"{said.text} {year.text}"))
    return found or (date_of(year) if year is not said and year else NOTHING)
