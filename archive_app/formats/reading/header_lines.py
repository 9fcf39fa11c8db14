"""Lines above an article's text that say who, when and where it appeared, in any order of their parts.

"The Ironbridge Review, 19 March 2017", "2 Feb 2018 by Karl Lindqvist", "Culture | 3 décembre 2014 | Claire Fabre",
"记者 林晓雯 2021年3月9日". A line counts only when every part of it is understood; a line that holds words of its
own is left to the body. The words stand in ``resources/vocabularies/header-words.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from archive_app.assets import resource
from archive_app.domain.dates import FoundDate, read_date
from archive_app.domain.names import vocabulary_names
from archive_app.formats.reading.bylines import PrintedName, byline_names
from archive_app.formats.reading.date_lines import UPDATED, printed_date
from archive_app.formats.reading.paragraphs import trimmed
from archive_app.formats.reading.persons import is_person_name, is_surely_person

_TABLE = tomllib.loads(resource("vocabularies", "header-words.toml").read_text(encoding="utf-8"))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


_ENDINGS = tuple(_TABLE["publisher"].pop("endings").split())
_PUBLISHER = frozenset(word for words in _TABLE["publisher"].values() for word in words.split())
# In these languages the word stands first: "Diario del Sur", "Вечерний Заозёрск".
_PUBLISHER_FIRST = frozenset(
    word for language, words in _TABLE["publisher"].items() if language not in ("en", "de") for word in words.split()
)
_SECTIONS = _words(_TABLE["section"]["words"])
_NOTICES = _words(_TABLE["section"]["notices"])
_JOBS = _words(_TABLE["section"]["jobs"])
_FILLERS = _words(_TABLE["section"]["fillers"])
_PUBLISHING = ("newspaper", "broadcaster", "magazine", "wire_service")

_LONGEST = 160
_LONGEST_NAME = 60
_SEPARATOR = re.compile(r"\s*(?:[|•·;/›]|\s[»>]\s|\s[–—-]\s|^[–—-]|[–—-]$|,(?!\d)|，|、|\x00)\s*")
_COPYRIGHT = re.compile(
    r"^(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?\s*)?(?:by\s)?"
    r"(?P<name>[^.,|]{2,60}?)\s*(?:(?:19|20)\d\d)?(?=[.,|]|$|\sall\srights)",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    r"(?i)(?<!\w)(?:photos?|photographs?|photography|pictures?|images?|fotos?|fotografie|bild(?:er)?|photographies?"
    r"|fotografías?|fotografias?|immagini|фото|снимки|світлини|zdjęcia|beeld)\s*(?:(?:by|von|par|por|de|di|door)\b|[:：])\s*"
)
_QUOTES = '«»“”„"'
_WITH_AGENCY = re.compile(r"\s(?:avec|with|mit|con|com|for|pour|für)\s(?:l['’])?(?P<agency>[^,|]{2,30})$")
_KICKER = re.compile(r"^([^\W\d_][\w ]{2,24}?)(?:\s[-–—|/]|\s?[|:.])\s+")
_YEAR_OF_ISSUE = re.compile(r"(?<=[^\W\d_]),?\s(?:1[89]|20)\d\d$")
_ISSUE = re.compile(
    r"^(?:vol(?:ume)?|no|nr|n°|№|issue|heft|ausgabe|jahrgang|jg|núm|número|номер|выпуск|год|page|seite|p)\.?\s?[\divxlc]+$"
)
_TIME = re.compile(
    r"(?i)^(?:(?:at|um|à|a las|às|alle|в|kl\.?|om)\s)?\d{1,2}(?:[:.hч]\d{2}){1,2}(?:\s?uhr|\s?[ap]\.?m\.?|\s?h)?"
    r"(?:\s?(?:[A-Z]{2,5}|мск))?$"
)
_READING_TIME = re.compile(
    r"(?i)^\d+\s?(?:-\s?)?(?:min(?:ute)?s?|мин\.?|минут\w*)(?:\s(?:read|de lecture|lesezeit|de lectura|чтения))?$"
)
_PARTICLE_WORDS = """
of the and & de du des la le les der die das und für del los las el y di il e da do dos van het en for delle della dei
degli al à aux von vom zur zum im am op на и
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a line that mean something: ``text`` at ``start`` to ``end``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """What a line above or below the text says; parts that are not there are None or empty.

    ``notice``: the heading of a press release. ``begin``: where the part that was read begins in its block; the places
    of names and publisher count in the block, that of the date from ``begin``.
    """

    names: tuple[PrintedName, ...] = ()
    date: FoundDate | None = None
    publisher: Span | None = None
    section: Span | None = None
    notice: bool = False
    begin: int = 0


def header_line(line: str, language: str, *, house: str = "") -> HeaderLine | None:
    """What a line says, or None when it holds words that are not understood.

    Args:
        line: One clean line.
        language: BCP 47 of the text, or "".
        house: Who holds the copyright of the text, as printed elsewhere; a line that repeats it names the publisher.
    """
    if not 2 <= len(line) <= _LONGEST:
        return None
    if names := byline_names(line):
        names = _without_place(line, names)
        names += tuple(_photographers(line, names[-1].end))
        return HeaderLine(names, *_date_and_publisher_after(line, names, language, house))
    if is_release_notice(line):
        return HeaderLine(notice=True)
    if (match := _WITH_AGENCY.search(line)) and is_person_name(line[: match.start()]):
        # "Sophie Arnaud avec AFP"
        known = vocabulary_names().find(match["agency"])
        if known is not None and known.kind == "organization":
            return HeaderLine((PrintedName(line[: match.start()], 0, match.start()),))
    dates = [found for found in read_date(line, language) if len(found.edtf) >= 7]
    date = next((found for found in dates if not UPDATED.search(line[max(0, found.start - 24) : found.start])), None)
    blanked = list(line)
    for found in dates:
        blanked[found.start : found.end] = "\x00" * (found.end - found.start)
    explained = _explained(_YEAR_OF_ISSUE.sub(_blank, "".join(blanked)), line, date, house)
    if explained is not None and not explained.notice:
        return explained
    if printed := printed_date(line, language):
        return HeaderLine(date=printed)
    return explained


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


def is_publisher(name: str, house: str = "") -> bool:
    """Whether a short line is the name of a newspaper, magazine or broadcaster."""
    words = name.split()
    if not 1 <= len(words) <= 6 or len(name) > _LONGEST_NAME or name[-1] in ".!?:":
        return False
    if house and name.casefold().removeprefix("the ") == house.casefold().removeprefix("the "):
        return True
    known = vocabulary_names().find(name)
    if known is not None:
        return known.kind == "organization" and known.subkind in _PUBLISHING
    # Russian and Spanish papers write "Городские новости", "El tiempo": only the first word is capital.
    small = _PARTICLES | _PUBLISHER_FIRST if words[0][0].isupper() else _PARTICLES
    if not all(word[0].isupper() or word.casefold() in small or word[0] > "\u2e7f" for word in words):
        return False
    # "Times Square Opens Again" is none: in English and German the word stands last.
    bare = [word.casefold().strip("’'\"“”«»") for word in words]
    first = bare[1] if bare[0] in _PARTICLES and len(bare) > 1 else bare[0]
    named = bare[-1] in _PUBLISHER or first in _PUBLISHER_FIRST or (first in _PUBLISHER and "of" in bare[1:3])
    named = named or (len(words[-1]) > 6 and words[-1].casefold().endswith(_ENDINGS))
    return named and 2 <= len(words) <= 5 if words[0][0] < "\u2e7f" else name.endswith(_ENDINGS)


def is_release_notice(line: str) -> bool:
    """Whether a line only says that this is a press release: "FOR IMMEDIATE RELEASE", "Pressemitteilung"."""
    return len(line) <= 60 and line.casefold().strip(" .:!*–—-") in _NOTICES


def is_filler(line: str) -> bool:
    """Whether a short line holds only words that belong to the next: "By", "Published", "Von"."""
    return len(line) <= 24 and line.casefold().strip(" .:") in _FILLERS


def copyright_holder(line: str) -> Span | None:
    """Who holds the copyright by a line such as "© 2016 Carrow Evening Post. All rights reserved."."""
    match = _COPYRIGHT.match(line) if len(line) <= 300 else None
    return Span(match["name"], match.start("name"), match.end("name")) if match else None


def _without_place(line: str, names: tuple[PrintedName, ...]) -> tuple[PrintedName, ...]:
    """The names without the place that stands behind the last of them: "Por Júlio Teixeira, Vila Nova"."""
    if len(names) < 2 or is_surely_person(names[-1].text) or not is_surely_person(names[-2].text):
        return names
    between = line[names[-2].end : names[-1].start].strip()
    return names[:-1] if between in (",", "/", "-", "–", "—", "|") else names


def photographers(line: str) -> tuple[PrintedName, ...]:
    """The persons of a line under a byline that signs the pictures: "Photographs by Ann Roe", „Fotos: Hans Maier“."""
    return tuple(_photographers(line, 0)) if len(line) <= _LONGEST_NAME else ()


def _photographers(line: str, begin: int) -> Iterator[PrintedName]:
    """Who signs the pictures behind who signs the text: "Text: Hans Maier, Fotos: Eva Moser"."""
    label = _PICTURES.search(line, begin)
    for span in _parts(line, label.end()) if label else ():
        name = span.text
        if not is_person_name(name):
            return
        yield PrintedName(name, span.start, span.end, "photography")


def _date_and_publisher_after(
    line: str, names: tuple[PrintedName, ...], language: str, house: str
) -> tuple[FoundDate | None, Span | None]:
    """What stands behind the last name: "By Jane Doe, The Courier | 5 October 2021"."""
    after = names[-1].end
    found = [
        date
        for date in read_date(line, language)
        if len(date.edtf) >= 4 and date.start >= after and date.edtf[:4] != "XXXX"
    ]
    date = found[0] if found and not UPDATED.search(line[after : found[0].start]) else None
    for span in _parts(line, after):
        if is_publisher(span.text, house):
            return date, span
    return date, None


def _explained(blanked: str, line: str, date: FoundDate | None, house: str) -> HeaderLine | None:
    """The parts of a line, when each is a name, a publisher, a section or nothing of weight."""
    names: list[PrintedName] = []
    section = None
    parts = list(_parts(blanked, 0))
    publisher = next((span for span in parts if is_publisher(span.text, house)), None)
    for span in parts:
        words = span.text.casefold().strip(" .:")
        if (
            words in _FILLERS
            or not words
            or _ISSUE.match(words)
            or _TIME.match(span.text)
            or _READING_TIME.match(span.text)
        ):
            continue
        if _says_nothing(words):
            continue
        if found := byline_names(span.text):
            names += [PrintedName(n.text, n.start + span.start, n.end + span.start, n.role) for n in found]
        elif span is publisher:
            continue
        elif words in _SECTIONS:
            section = section or span
        elif (date is not None or publisher is not None) and (signed := _signed(span, names)):
            names.append(signed)
        elif not names and len(parts) == 2 and span is parts[0] and is_surely_person(span.text):
            names.append(PrintedName(span.text, span.start, span.end))
        elif not (names and span is parts[-1] and _is_place(span.text)):
            return None
    if not (names or date or publisher or section):
        # Nothing but words that belong to other lines: "3 min read", "Science reporter", "Home > News".
        return HeaderLine(notice=True) if parts and "\x00" not in blanked and len(line) < 60 else None
    if section and len(parts) > 1 and not (names or date or publisher):
        return HeaderLine(notice=True)
    return HeaderLine(tuple(names), date, publisher, section)


def _says_nothing(words: str) -> bool:
    """Whether words only join others or name a job: "published on", "political correspondent"."""
    each = [word.strip(".:") for word in words.split()]
    job = any(word in _JOBS for word in each)
    return all(word in _FILLERS or word in _JOBS or (job and word in _SECTIONS) for word in each)


def _is_place(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 3
        and all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)
        and words[0][0].isupper()
    )


def kicker_end(line: str) -> int:
    """Where a headline begins behind the section that is printed before it ("SOCIÉTÉ - Un village …"); 0 for none."""
    match = _KICKER.match(line)
    return match.end() if match and match[1].casefold().strip() in _SECTIONS and len(line) - match.end() > 15 else 0


def _signed(span: Span, names: list[PrintedName]) -> PrintedName | None:
    """A bare name beside a date, perhaps with the word for a reporter before it ("记者 林晓雯")."""
    start = span.start
    text = span.text
    first, _, rest = text.partition(" ")
    if rest and first.casefold() in _FILLERS:
        start, text = start + len(text) - len(rest.lstrip()), rest.lstrip()
    if names and is_surely_person(names[-1].text) and not is_surely_person(text):
        return None  # a place behind the name
    if any(word.casefold() in _PUBLISHER for word in text.split()) and not is_surely_person(text):
        return None
    return PrintedName(text, start, start + len(text)) if is_person_name(text) else None


def _parts(line: str, begin: int) -> Iterator[Span]:
    place = begin
    for separator in [*_SEPARATOR.finditer(line, begin), None]:
        start, end = trimmed(line, place, separator.start() if separator else len(line))
        while start < end and line[start] in ":.":
            start, end = trimmed(line, start + 1, end)
        if end - start > 2 and line[start] in _QUOTES and line[end - 1] in _QUOTES:
            start, end = trimmed(line, start + 1, end - 1)
        if start < end:
            yield Span(line[start:end], start, end)
        place = separator.end() if separator else end
