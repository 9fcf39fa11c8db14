"""What does not fit together in one article, as sentences for the reviewer.

Nothing is corrected: the cataloguer asks, the archivist knows. Dates without a year, one work dated
twice, a surname that occurs once and resembles one that occurs often.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive_app.domain.dates import read_date
from archive_app.i18n import tr, tr_n

_LONGEST = 60_000  # characters; a longer source is not one article
_SHOWN = 4

_WORK = (
    r"(?:movie|film|documentary|novel|book|album|series|play|opera|song|painting|photograph"
    r"|Film|Roman|Buch|Serie|documentaire|roman|livre|película|novela|libro|serie|filme|livro|romanzo"
    r"|фильм\w*|роман\w*|книг\w+|сериал\w*|фільм\w*)"
)
_QUOTED = r"[“„«\"‘](?P<{n}>[^“”„«»\"‘\n]{{2,80}}?)[,.]?[”“»\"’]"
_PLAIN = (
    r"(?P<{n}>[A-ZÀ-ÞА-ЯЁ][\w’'-]*"
    r"(?:[ -](?:of|the|and|in|to|from|de|la|le|du|der|die|das|[A-ZÀ-ÞА-ЯЁ0-9][\w’'-]*)){{0,6}})"
)
_YEAR = r"(?P<{y}>(?:18|19|20)\d\d)"
_DATED = (
    # "the 2017 movie Salyut-7"
    re.compile(
        rf"\b{_YEAR.format(y='y')}\s(?:[\w-]+\s){{0,2}}?{_WORK}\s(?:{_QUOTED.format(n='q')}|{_PLAIN.format(n='p')})"
    ),
    # "the film “Salyut 7” in 2007", "“Salyut 7” (2007)"
    re.compile(rf"{_QUOTED.format(n='q')}(?:,?\s(?:in|en|im\sJahr|nel|em|в)\s|\s?\(|,\s){_YEAR.format(y='y')}\b"),
)
_FULL_NAME = re.compile(r"(?<![\w’'-])([A-ZÀ-ÞА-ЯЁІЇЄҐ][\w’-]+)\s([A-ZÀ-ÞА-ЯЁІЇЄҐ][\w’-]{3,})(?![\w-])")
_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÀ-ÞА-ЯЁІЇЄҐ][^\W\d_]{4,}(?![\w-])")


@dataclass(frozen=True, slots=True)
class DatedWork:
    """A work that a text dates: title as printed, a key that spellings share, the year, the place of the words."""

    title: str
    key: str
    year: str
    start: int
    end: int


def consistency_remarks(paragraphs: Sequence[str], language: str, published: str = "") -> tuple[str, ...]:
    """Sentences about what a reviewer should look at.

    Args:
        paragraphs: All texts of the article: headline, body, captions.
        language: BCP 47, or "".
        published: The article's date; when its year is known, dates without a year are understood and pass.
    """
    text = "\n".join(paragraphs)[:_LONGEST]
    remarks = list(_twice_dated(text)) + list(_misspelt(text, language))
    if not published[:4].isdigit():
        remarks += _without_year(text, language)
    return tuple(remarks)


def dated_works(text: str) -> tuple[DatedWork, ...]:
    """The works that a text gives a year, in order; for comparing articles too."""
    found = []
    for pattern in _DATED:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            title = groups.get("q") or groups.get("p") or ""
            key = work_key(title)
            if key:
                found.append(DatedWork(title, key, groups["y"], *match.span()))
    return tuple(sorted(found, key=lambda work: work.start))


def work_key(title: str) -> str:
    """What spellings of a title share: "Salyut-7" and “Salyut 7” are one."""
    return re.sub(r"^(?:the|a|an|der|die|das|le|la|les|el|il)\s", "", re.sub(r"[\W_]+", " ", title.casefold()).strip())


def _twice_dated(text: str) -> Iterable[str]:
    years: dict[str, dict[str, str]] = defaultdict(dict)
    for work in dated_works(text):
        years[work.key].setdefault(work.year, work.title)
    for dated in years.values():
        if len(dated) > 1:
            first, second = list(dated)[:2]
            yield tr("“{title}” is dated {first} in one place and {second} in another.").format(
                title=dated[first], first=first, second=second
            )


def _without_year(text: str, language: str) -> Iterable[str]:
    found = [
        text[date.start : date.end].rstrip(".") for date in read_date(text, language) if date.edtf.startswith("XXXX-")
    ]
    dates = list(dict.fromkeys(found))
    if not dates:
        return
    shown = ", ".join(tr("“{words}”").format(words=words) for words in dates[:_SHOWN])
    if len(dates) > _SHOWN:
        shown = tr("{some} and {n} more").format(some=shown, n=len(dates) - _SHOWN)
    yield tr_n("One date has no year: {dates}.", "{n} dates have no year: {dates}.", len(dates)).replace(
        "{dates}", shown
    )


def _misspelt(text: str, language: str) -> Iterable[str]:
    """A surname that stands once, alone, and resembles that of a person who is introduced with a given name."""
    if language.startswith("de"):
        return  # every noun is capitalised; names cannot be told from words by their letters
    counts = Counter(word.removesuffix("’s") for word in _CAPITALISED.findall(text))
    given: dict[str, set[str]] = defaultdict(set)
    for match in _FULL_NAME.finditer(text):
        given[match[2].removesuffix("’s").removesuffix("'s")].add(match[1])
    firsts = {name for names in given.values() for name in names}
    known = [(name, names) for name, names in given.items() if counts[name] >= 3]
    for word, times in counts.items():
        if times != 1 or word in given or word in firsts:
            continue
        for name, names in known:
            if name != word and _resembles(word, name, names):
                yield tr("“{odd}” occurs once; did the source mean “{usual}”, which occurs {n} times?").format(
                    odd=word, usual=name, n=counts[name]
                )
                break


def _resembles(word: str, name: str, given: set[str]) -> bool:
    if word.isupper() or name.isupper() or abs(len(word) - len(name)) > 2:
        return False
    shared = _shared_start(word, name)
    # Another ending of one stem is grammar or a word of the family (Пересильд, Пересильдом; Russia, Russian).
    # In Latin letters an ending changes the length; "Anderz" for "Anders" does not.
    inflected = len(word) != len(name) or word[0] > "\u0370"
    if inflected and shared >= min(len(word), len(name)) - 2 and shared >= 4:
        return False
    distance = _distance(word, name)
    if (min(len(word), len(name)) >= 6 and distance == 1) or (min(len(word), len(name)) >= 7 and distance == 2):
        return distance == 1 or word[0] == name[0] or word[-3:] == name[-3:]
    # Given name and surname run together: Klim Shipenko, "Klimenko".
    tail = _shared_start(word[::-1], name[::-1])
    return tail >= 3 and any(len(first) >= 3 and _shared_start(word, first) >= min(len(first), 4) for first in given)


def _shared_start(left: str, right: str) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _distance(left: str, right: str) -> int:
    """Edits that turn one word into the other: a letter put in, left out, changed, or two swapped."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, one in enumerate(left, 1):
        current = [i]
        for j, other in enumerate(right, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (one != other))
            if before and i > 1 and j > 1 and one == right[j - 2] and left[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, row = row, current
    return row[-1]
