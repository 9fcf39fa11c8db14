"""Finds the dates printed in running text, and reads the date a person types in a form.

A year is never invented: "On 5 October" is ``XXXX-10-05``. Numbers that can be read in two ways
(03/04/1978 in English) become a choice of both, ``[1978-03-04,1978-04-03]``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive_app.domain.date_words import WORDS, DateWords, language_of
from archive_app.domain.edtf import is_valid


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found at characters ``start`` to ``end``.

    ``certain`` is True only where the words state the year and can be read in one way; a day without a
    year, "late March 2022", "c. 1910" and an ambiguous 03/04/1978 are not certain.
    """

    edtf: str
    start: int
    end: int
    certain: bool


_YEAR = r"[12][0-9]{3}"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_TO = r"(?:\s*[-–—]\s*|\s+(?:to|until|till|through|bis|au|al|ao|a|à|по|до|tot|til|till|do)\s+)"
# Between a day and its month, and between a month and its year.
_OF = r"(?:\s+(?:of\s+|del?\s+|d['’]\s?)?|[-./])"
_OF_YEAR = r"(?:,?\s+(?:of\s+|del?\s+(?:año\s+)?|do\s+)?|[-./,])"
_NO_MORE_DIGITS = r"(?![0-9]|[.,:][0-9])"
# Other scripts' digits count as ours; one sign stays one sign, so that places do not move.
_DIGITS = {
    ord(sign): str(value)
    for signs in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９", "०१२३४५६७८९")
    for value, sign in enumerate(signs)
}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}  # the year before the era's first

_NUMERIC = (
    re.compile(rf"(?<![\w./-])(?P<y>{_YEAR})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?=T[0-9]{{2}}|(?![\w-]))"),
    re.compile(
        rf"(?<![\w./-])(?P<y>{_YEAR})(?P<sep>[./])(?P<m>[01]?[0-9])(?P=sep)(?P<d>[0-3]?[0-9])(?![\w/]|[.-][0-9])"
    ),
    re.compile(
        rf"(?<![0-9])(?P<y>{_YEAR})\s?[年년]\s?(?:(?P<m>[01]?[0-9])\s?[月월]\s?(?:(?P<d>[0-3]?[0-9])\s?[日일])?)?"
    ),
    re.compile(r"(?P<era>令和|平成|昭和)(?P<ey>元|[0-9]{1,2})年(?:(?P<m>[01]?[0-9])月(?:(?P<d>[0-3]?[0-9])日)?)?"),
    re.compile(r"(?<![0-9年년])(?P<m>[01]?[0-9])\s?[月월]\s?(?P<d>[0-3]?[0-9])\s?[日일]"),
)
_TWO_WAYS = re.compile(
    rf"(?<![\w./-])(?P<a>[0-3]?[0-9])(?P<sep>\s?[./|]\s?|-)(?P<b>[0-3]?[0-9])(?P=sep)(?P<y>{_YEAR})(?![\w/]|[.-][0-9])"
)
_YEARS = re.compile(
    rf"(?<![\w./-])(?P<y>{_YEAR})(?:\s?[-–—]\s?|\s+(?:to|bis|à|al?|по|до)\s+)(?P<y2>{_YEAR})(?![\w/]|[.,-][0-9])"
)
_FIGURES = re.compile(r"[0-9]+")
_REACH = 48  # more than the words around a date's figures take
# "(2017)" after a title: a bare year in brackets.
_BRACKETED = re.compile(rf"(?<=[(\[（])(?:©\s?)?(?P<y>{_YEAR})(?=[)\]）])")


def read_date(text: str, language: str, reference_year: int | None = None) -> list[FoundDate]:
    """The dates in a text, in their order; none overlaps another.

    Args:
        text: Running text, NFC.
        language: BCP 47 tag of the text; "" or a language without date words tries all languages.
        reference_year: A year that dates without one are taken to lie in. They are then marked as
            uncertain (``2021-10-05?``); without it they keep their year unknown (``XXXX-10-05``).
    """
    plain = text.translate(_DIGITS)
    found = list(_numeric(plain, day_first=language_of(language) not in ("en", "")))
    windows = _windows(plain)
    for key in _tables(language):
        found += _worded(plain, key, windows)
    if reference_year is not None:
        found = [_in_year(date, reference_year) for date in found]
    return _without_overlaps(found)


def from_typed(text: str, language: str = "") -> str | None:
    """The EDTF string for what a person types in a date field.

    Takes EDTF as it is, and "c. 1910", "March 1978", "1931-1935", "14.3.1978", "before 1950", "1970s",
    "spring 1978" in any language known here. An ambiguous 3/4/1978 becomes a choice of both days.

    Returns:
        EDTF; "" for a field that was emptied; None when the words are not understood.
    """
    plain = " ".join(text.translate(_DIGITS).split())
    if not plain:
        return ""
    years = re.fullmatch(rf"({_YEAR})\s?[-–—]\s?({_YEAR})", plain)
    if years:
        return _valid(f"{years[1]}/{years[2]}")
    for candidate in (plain, plain.upper()):
        if is_valid(candidate):
            return candidate
    plain = _ARTICLE.sub("", plain)
    shortened = re.fullmatch(rf"({_YEAR})\s?[-–—/]\s?([0-9]{{2}})", plain)
    if shortened:
        return _valid(f"{shortened[1]}/{shortened[1][:2]}{shortened[2]}")
    trailing = re.fullmatch(r"(.+?),?\s\(?(?:ca?\.?|circa|approx\.?)\)?", plain, re.IGNORECASE)
    if trailing:
        plain = f"c. {trailing[1]}"
    if plain.endswith("?"):
        inner = from_typed(plain[:-1], language)
        return _valid(f"{inner}?") if inner and inner[-1].isdigit() else None
    return _typed_open(plain, language) or _typed_numeric(plain) or _typed_words(plain, language)


_ARTICLE = re.compile(r"^(?:on|the|le|la|am|der|den|el|il|lo|o|em|no)\s+(?=[0-9])", re.IGNORECASE)
_OPEN_START = re.compile(
    r"(?:before|until|till|to|avant|jusqu['’](?:en|au|à)|vor|bis|antes\s+de|hasta|até|prima\s+del?|fino\s+al?|до)\s+(.+)",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"(?:after|since|from|après|depuis|à\s+partir\s+de|nach|seit|ab|desde|después\s+de|depois\s+de|dal|dopo(?:\s+il)?|с|после|з|після)\s+(.+)",
    re.IGNORECASE,
)


def _typed_open(plain: str, language: str) -> str | None:
    for pattern, form in ((_OPEN_START, "../{}"), (_OPEN_END, "{}/..")):
        match = pattern.fullmatch(plain)
        if match is None:
            continue
        inner = from_typed(match[1], language)
        if inner and "/" not in inner and "[" not in inner:
            return _valid(form.format(inner))
        # "from 1978 to 1981"
        if inner and "/" in inner and form.startswith("{"):
            return inner
    return None


def _typed_numeric(plain: str) -> str | None:
    match = re.fullmatch(rf"(?P<m>0?[1-9]|1[0-2])\s?[./-]\s?(?P<y>{_YEAR})", plain)
    if match:
        return f"{match['y']}-{int(match['m']):02d}"
    match = re.fullmatch(rf"(?P<y>{_YEAR})(?:[./ ](?P<m>0?[1-9]|1[0-2]))", plain)
    if match:
        return f"{match['y']}-{int(match['m']):02d}"
    match = re.fullmatch(r"([0-9]{4})([01][0-9])([0-3][0-9])", plain)
    if match:
        return _valid("-".join(match.groups()))
    match = re.fullmatch(rf"({_DAY}) (0?[1-9]|1[0-2]) ({_YEAR})", plain)
    if match:
        return _valid(f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}")
    # Dots and hyphens are written day first wherever they are written; a slash is read both ways.
    whole = [date for date in _numeric(plain, day_first="/" not in plain) if (date.start, date.end) == (0, len(plain))]
    return whole[0].edtf if whole else None


def _typed_words(plain: str, language: str) -> str | None:
    keys = dict.fromkeys([*_tables(language), *WORDS])
    for key in keys:
        for found in _worded(plain, key, [(0, len(plain))], typed=True):
            if (found.start, found.end) == (0, len(plain)):
                return found.edtf
    return None


def _tables(language: str) -> list[str]:
    key = language_of(language)
    return [key] if key else list(WORDS)


def _numeric(text: str, *, day_first: bool) -> Iterator[FoundDate]:
    for pattern in _NUMERIC:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            year = parts.get("y") or "XXXX"
            if parts.get("era"):
                year = str(_ERAS[parts["era"]] + (1 if parts["ey"] == "元" else int(parts["ey"])))
            edtf = _joined(year, parts.get("m"), parts.get("d"))
            if is_valid(edtf):
                yield FoundDate(edtf, match.start(), match.end(), year != "XXXX")
    for match in _TWO_WAYS.finditer(text):
        year, a, b = match["y"], match["a"], match["b"]
        day_month, month_day = _joined(year, b, a), _joined(year, a, b)
        choices = [choice for choice in dict.fromkeys((day_month, month_day)) if is_valid(choice)]
        if len(choices) == 2 and (day_first or match["sep"].strip() in (".", "|")):
            choices = [day_month]
        if choices:
            edtf = choices[0] if len(choices) == 1 else f"[{','.join(sorted(choices))}]"
            yield FoundDate(edtf, match.start(), match.end(), len(choices) == 1)


@lru_cache(maxsize=len(WORDS))
def _patterns(key: str) -> tuple[tuple[re.Pattern[str], ...], dict[str, int], frozenset[str]]:
    """The patterns of a language, its month forms with their numbers, and which forms are abbreviations."""
    words = WORDS[key]
    months: dict[str, int] = {}
    for rows in (words.short, words.months):
        for number, forms in enumerate(rows, 1):
            months.update(dict.fromkeys(forms, number))
    full = {form for forms in words.months for form in forms}
    month = _alternatives(months)
    flags = re.IGNORECASE
    circa = rf"(?:(?P<circa>{words.circa})\s*)?"
    part = rf"(?:(?P<part>{words.part})[\s-]+)?" if words.part else ""
    day = rf"(?P<d>{_DAY})(?:{words.ordinal or '(?!x)'})?(?![0-9])"
    day2 = day.replace("<d>", "<d2>")
    m, m2 = rf"(?P<m>{month})\b\.?", rf"(?P<m2>{month})\b\.?"
    y, y2 = rf"(?:{_OF_YEAR}(?P<y>{_YEAR}){_NO_MORE_DIGITS})?", rf"(?:{_OF_YEAR}(?P<y2>{_YEAR}){_NO_MORE_DIGITS})?"
    head = r"(?<![\w.,:/-])"
    patterns = [
        rf"{head}{circa}{day}{_OF}{m}{y}{_TO}{day2}{_OF}{m2}{y2}",
        rf"{head}{circa}{day}{_TO}{day2}{_OF}{m}{y}",
        rf"{head}{circa}{day}{_OF}{m}{y}",
        # "31 February 2020" is no February: a number before the month that makes no day spoils it.
        rf"(?<!\w)(?<![0-9]\s)(?<![0-9]\.\s){circa}{part}{m}{y.removesuffix('?')}",
        rf"(?<!\w){m}{_TO}{m2}{y2.removesuffix('?')}",
    ]
    if key == "en":
        comma = rf"(?:,?\s+(?P<y>{_YEAR}){_NO_MORE_DIGITS}|,(?P<y3>{_YEAR}){_NO_MORE_DIGITS})?(?!:[0-9])"
        patterns.append(rf"(?<!\w){circa}{m}\s+{day}(?:{_TO}{day2})?{comma}")
        patterns.append(rf"(?<!\w){circa}{m}\s+{day}{_TO}{m2}\s+{day2}(?:,?\s+(?P<y2>{_YEAR}){_NO_MORE_DIGITS})?")
    patterns += _year_patterns(words, part)
    return tuple(re.compile(p, flags) for p in patterns), months, frozenset(months) - full


def _year_patterns(words: DateWords, part: str) -> Iterator[str]:
    year = rf"(?P<y>{_YEAR})(?![\w]|[.,:/-][0-9]|\s?%)"
    tail = rf"(?:\s?(?:{words.year_tail}))" if words.year_tail else ""
    yield rf"(?<!\w)(?P<circa>{words.circa})\s*{year}{tail + '?' if tail else ''}"
    yield rf"(?<!\w)(?P<circa>{words.circa})\s*(?P<y>{_YEAR})\s?[-–—]\s?(?P<y2>{_YEAR})(?![\w]|[.,:/-][0-9])"
    if words.year_lead:
        # The word before the year is needed to know it for one, and is no part of the date.
        yield rf"(?<!\w)(?:{words.year_lead})\s+(?P<date>{year}{tail + '?' if tail else ''})"
    if tail:
        yield rf"(?<![\w./-]){year}{tail}(?!\w)"
    if part:
        yield rf"(?<!\w){part.removesuffix('?')}{year}"
    if words.decade:
        decade = words.decade.replace(f"({_YEAR})", f"(?P<decade>{_YEAR})")
        yield rf"(?<!\w){part}{decade}(?!\w)"
    if words.between:
        yield rf"(?<!\w)(?P<choice>){words.between}"
    for number, season in enumerate(words.seasons or (), 21):
        of = r"(?:\s+(?:of|del?|d['’]|do|dell['’]))?"
        yield rf"(?<!\w)(?P<season{number}>{season}){of}\s+{year}{tail + '?' if tail else ''}"


def _alternatives(forms: dict[str, int]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def _windows(text: str) -> list[tuple[int, int]]:
    """Where a worded date can stand: every one has a figure in it, and most of a long text has none near."""
    windows: list[tuple[int, int]] = []
    for figures in _FIGURES.finditer(text):
        start, end = max(0, figures.start() - _REACH), figures.end() + _REACH
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _worded(text: str, key: str, windows: Sequence[tuple[int, int]], *, typed: bool = False) -> Iterator[FoundDate]:
    """The dates in the words of one language that lie in the windows; ``typed``: a person says it is a date."""
    patterns, months, short = _patterns(key)
    for pattern in (*patterns, _YEARS, _BRACKETED):
        for match in (found for window in windows for found in pattern.finditer(text, *window)):
            parts = {name: value for name, value in match.groupdict().items() if value is not None}
            if not typed and _doubtful_month(match, parts, short):
                continue
            edtf = _edtf(parts, months)
            if edtf and is_valid(edtf):
                certain = not ({"circa", "part", "choice"} & parts.keys()) and "XX" not in edtf
                start, end = match.span("date" if "date" in parts else 0)
                yield FoundDate(edtf, start, end, certain)


def _doubtful_month(match: re.Match[str], parts: dict[str, str], short: frozenset[str]) -> bool:
    """Whether a "month" is more likely another word: "5 mar", "you may 5"; the year or a capital settles it."""
    if "m" not in parts or parts.get("y") or parts.get("y2") or parts.get("y3"):
        return False
    form = parts["m"]
    if form.casefold() in ("may", "march"):
        return form.islower()
    dotted = match.string[match.end("m") : match.end("m") + 1] == "."
    return form.casefold() in short and form.islower() and not dotted


def _edtf(parts: dict[str, str], months: dict[str, int]) -> str:
    about = "~" if "circa" in parts or "part" in parts else ""
    year = parts.get("y") or parts.get("y3")
    if "decade" in parts:
        # "the 1900s" may be ten years or a hundred.
        decade = parts["decade"]
        return (f"{decade[:2]}XX" if decade.endswith("00") else f"{decade[:3]}X") + about if decade[3] == "0" else ""
    if "choice" in parts:
        return f"[{year}..{parts['y2']}]" if year and year < parts["y2"] else ""
    if "m" not in parts:
        season = next((name.removeprefix("season") for name in parts if name.startswith("season")), "")
        if season:
            return f"{year}-{season}"
        return f"{year}{about}" if "y2" not in parts else f"{year}{about}/{parts['y2']}{about}"
    month = str(_month(months, parts["m"]))
    last_year = parts.get("y2") or year or "XXXX"
    month2 = str(_month(months, parts["m2"])) if "m2" in parts else month
    first = _joined(year or last_year, month, parts.get("d"))
    if (
        year is None
        and last_year.isdigit()
        and (int(month2), int(parts.get("d2", 0))) < (int(month), int(parts.get("d", 0)))
    ):
        # "28 December – 3 January 2022" begins in the year before.
        first = _joined(str(int(last_year) - 1), month, parts.get("d"))
    if "m2" not in parts and "d2" not in parts:
        return first + about
    return f"{first}{about}/{_joined(last_year, month2, parts.get('d2'))}{about}"


def _month(months: dict[str, int], form: str) -> int:
    return months[form.lower()] if form.lower() in months else months[form.casefold()]


def _joined(year: str, month: str | None, day: str | None) -> str:
    return "-".join([year] + [f"{int(part):02d}" for part in (month, day) if part])


def _valid(edtf: str) -> str | None:
    return edtf if is_valid(edtf) else None


def _in_year(found: FoundDate, year: int) -> FoundDate:
    if "XXXX" not in found.edtf:
        return found
    edtf = "/".join(
        f"{part}?" if part.startswith("XXXX") and part[-1].isdigit() else part for part in found.edtf.split("/")
    )
    edtf = edtf.replace("XXXX", f"{year:04d}")
    return FoundDate(edtf, found.start, found.end, certain=False) if is_valid(edtf) else found


def _without_overlaps(found: list[FoundDate]) -> list[FoundDate]:
    """The longest of overlapping finds, in the order of the text."""
    kept: list[FoundDate] = []
    starts: list[int] = []
    for date in sorted(found, key=lambda one: (one.start - one.end, one.start, one.edtf)):
        place = bisect_right(starts, date.start)
        behind = kept[place - 1].end <= date.start if place else True
        if behind and (place == len(kept) or date.end <= starts[place]):
            kept.insert(place, date)
            starts.insert(place, date.start)
    return kept
