"""BibLaTeX, which BibTeX programs read too: newspaper articles as ``@article`` with their subtype, dates as EDTF.

BibLaTeX takes EDTF of level 1 in ``date`` (its manual, "Date and time specifications"); keys are made of author, year
and title, each once in a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from anyascii import anyascii

from archive_app.domain.dates import parse
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article, Photo
from archive_app.formats.exporters.citation.homes import citation_homes
from archive_app.formats.exporters.citation.items import Item, credit_of, csl_item, rights_words, status_words
from archive_app.formats.exporters.citation.person_names import CslName, inverted
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.names import Names
from archive_app.formats.exporting.texts import line_text
from archive_app.formats.told.dating import plain_date
from archive_app.formats.told.keeping import tell_kept
from archive_app.formats.told.policy import ARCHIVE
from archive_app.formats.told.terms import terms_of
from archive_app.i18n import mark

_TYPES = {"article-newspaper": "article", "graphic": "image", "motion_picture": "video"}
_LANGUAGES = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "ru": "russian", "it": "italian",
    "pt": "portuguese", "nl": "dutch", "pl": "polish", "cs": "czech", "da": "danish", "sv": "swedish", "fi": "finnish",
    "el": "greek", "tr": "turkish", "uk": "ukrainian", "ja": "japanese", "zh": "chinese", "ko": "korean",
    "ar": "arabic", "he": "hebrew", "hu": "hungarian", "ro": "romanian",
}  # fmt: skip
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_ESCAPED = re.compile(r"[\\{}$&#_%~^]")
_CAPITAL = re.compile(r"(?<=\s)(?P<word>[^\s{}\\]*[^\W\d_a-z\s][^\s{}\\]*)")


class BibtexExporter:
    """One entry a work: ``@article``, ``@image`` or ``@video``."""

    name = "bibtex"
    label = mark("BibTeX citations")
    purpose = mark("For LaTeX; BibLaTeX’s fields.")
    group = "citations"
    suffix = ".bib"
    media_type = "application/x-bibtex"
    lossless = False
    options = (ARCHIVE,)
    crosswalk = citation_homes(
        {
            "title": "title", "container": "journal", "section": "section", "language": "langid",
            "abstract": "abstract", "url": "url", "keyword": "keywords", "author": "author", "place": "location",
            "length": "duration", "note": "note, rights", "id": "(key)", "platform": "publisher",
            "medium": "howpublished", "accessed": "urldate",
        },
        date=("date", mark("Only the part of the date that BibLaTeX understands.")),
    )  # fmt: skip

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write one entry after the other."""
        archive = profile.text(ARCHIVE.name)
        keys = Names()
        written = 0
        for record in records:
            item = csl_item(record, archive=archive, notes=False)
            fields = [
                f"  {name:<12} = {{{value}}}" for name, value in _fields(record, item, losses) if value.strip("{} ")
            ]
            key = keys.of(_key(item))
            out.write(f"@{_TYPES[item['type']]}{{{key},\n{chr(10).join(one + ',' for one in fields)}\n}}\n\n".encode())
            tell_kept(record, self.crosswalk, losses)
            written += 1
        return ExportNotes(written=written)


def latex(text: str, losses: Losses | None = None, field: str = "use.credit_line") -> str:
    """A text with LaTeX's own signs escaped; letters of all scripts stay (BibLaTeX reads UTF-8)."""
    return _ESCAPED.sub(lambda found: _SPECIAL[found[0]], line_text(text, losses, field))


def _fields(record: ExportRecord, item: Item, losses: Losses) -> Iterator[tuple[str, str]]:
    work = record.work
    terms = terms_of(record.rights)
    yield "author", " and ".join(_name(one, losses) for one in item.get("author", ()))
    yield "translator", " and ".join(_name(one, losses) for one in item.get("translator", ()))
    yield "title", _CAPITAL.sub(r"{\g<word>}", latex(item.get("title", ""), losses))
    if isinstance(work, Article):
        yield "journal", latex(item.get("container-title", ""), losses)
        yield "entrysubtype", "newspaper"
        yield "section", latex(item.get("section", ""), losses)
        yield "date", _date(work.published)
    elif isinstance(work, Photo):
        yield "howpublished", latex(item.get("medium", ""))
        yield "location", latex(item.get("event-place", ""), losses)
        yield "date", _date(work.taken)
    else:
        yield "howpublished", "Video"
        yield "duration", item.get("dimensions", "")
        yield "date", _date(work.published)
    yield "urldate", plain_date(work.accessed).day if isinstance(work, Article) else ""
    yield "url", _address(item.get("URL", ""))
    yield "publisher", latex(item.get("publisher", ""), losses)
    language = str(item.get("language", ""))
    yield "langid", _LANGUAGES.get(language, language)
    yield "abstract", latex(item.get("abstract", ""), losses)
    yield "keywords", latex(item.get("keyword", ""), losses)
    yield "library", latex(item.get("archive", ""), losses)
    credit = credit_of(record)
    yield "note", latex(f"Credit: {credit}" if credit else status_words(terms).replace(" (", ", ").removesuffix(")"))
    rights = rights_words(terms)
    yield "rights", latex(rights, losses, "rights.usage_terms") if credit or rights != status_words(terms) else ""


def _name(name: CslName, losses: Losses) -> str:
    if "literal" in name:
        return f"{{{latex(name['literal'], losses)}}}"
    return latex(inverted(name), losses)


def _date(edtf: str) -> str:
    """A date that BibLaTeX understands: EDTF of one day, month, year or an interval; else the sure part of it."""
    parsed = parse(edtf) if edtf else None
    if parsed is None or not parsed.has_year:
        return ""
    simple = re.fullmatch(r"\d{4}(?:-\d\d){0,2}[?~%]?(?:/(?:\d{4}(?:-\d\d){0,2}[?~%]?|\.\.)?)?", edtf)
    return edtf if simple else plain_date(edtf).day


def _address(address: str) -> str:
    """A web address as ``url`` takes it: unescaped, but without what would end the field."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(item: Item) -> str:
    """A key to cite by: author, year and first word of the title, in plain letters."""
    author: CslName = next(iter(item.get("author", ())), {})
    year = str(item.get("issued", {}).get("date-parts", [[""]])[0][0])
    words = re.findall(r"[A-Za-z0-9]{4,}", anyascii(str(item.get("title", ""))))
    parts = (anyascii(author.get("family") or author.get("literal", "")), year, words[0] if words else "")
    return re.sub(r"[^A-Za-z0-9]", "", "".join(parts)).lower()[:60] or "record"


BIBTEX = BibtexExporter()
