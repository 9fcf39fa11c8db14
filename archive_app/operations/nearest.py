"""What to offer when nothing was found: the nearest words and names of this catalogue, and wider searches, counted.

Every offer is a whole query text with the number of records it finds; one that finds nothing is not offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest

from rapidfuzz.distance import OSA

from archive_app.domain import query as q
from archive_app.domain.folding import fold
from archive_app.domain.query_completion import value_text
from archive_app.domain.query_lexer import lex
from archive_app.domain.query_print import normal, show
from archive_app.domain.query_text import parse
from archive_app.domain.records import Kind, SavedSearch
from archive_app.i18n import mark, tr
from archive_app.operations.completing import KnownValues
from archive_app.operations.counting import number_of
from archive_app.operations.folders import path_of
from archive_app.store.archive import Archive, Reader
from archive_app.store.known_values import named, takes_values

_TRIED = 4  # nearest values of each word
_SHORT = 4  # words of fewer letters are too like too many
_UNKNOWN = {
    "search": mark("There is no saved search “{name}”."), "list": mark("There is no collection “{name}”."),
    "basket": mark("There is no basket “{name}”."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """Another search: ``kind`` is spelling, words (without the filters) or everywhere (in the whole catalogue)."""

    text: str
    count: int
    kind: str = "spelling"


@dataclass(frozen=True, slots=True)
class _Spot:
    """A word or value in a query text: where it stands, and what may stand there instead, the nearest first."""

    start: int
    end: int
    better: tuple[str, ...]


def offers(archive: Archive, text: str, place: q.Query = q.EVERYTHING, *, limit: int = 3) -> tuple[Offer, ...]:
    """Searches near one that found nothing.

    Args:
        archive: The catalogue.
        text: What was searched for.
        place: What narrows the search besides: the collection or import that is shown.
        limit: How many spellings at most.
    """
    with archive.read() as reader:
        tried: list[str] = []
        # What is said to be a mistake, put right; then words and values that nothing has.
        for asked in dict.fromkeys([*(hint.fix for hint in parse(text).hints if hint.fix), text]):
            spots = _spots(reader, asked)
            tried += [asked] if asked != text else []
            if spots:
                tried.append(_with(asked, [(spot, spot.better[0]) for spot in spots]))
                for spot in spots:
                    others = [(one, one.better[0]) for one in spots if one is not spot]
                    tried += [_with(asked, [*others, (spot, better)]) for better in spot.better[1:]]
        found = [Offer(one, n) for one in dict.fromkeys(tried) if (n := _count(reader, one, place))]
        found = [*found[:1], *sorted(found[1:], key=lambda one: -one.count)][:limit]
        for asked in dict.fromkeys([text, *tried[:1]]):
            plain = _words_only(parse(asked).query)
            if plain and plain != asked and (n := _count(reader, plain, place)):
                found.append(Offer(plain, n, "words"))
                break
        if place != q.EVERYTHING and (n := _count(reader, text, q.EVERYTHING)):
            found.append(Offer(text, n, "everywhere"))
    return tuple(found)


def unknown_names(archive: Archive, text: str) -> tuple[str, ...]:
    """A sentence for each saved search, collection and basket that a query names and the catalogue does not have."""
    with archive.read() as reader:
        return tuple(
            dict.fromkeys(
                tr(_UNKNOWN[token.name]).format(name=item.text)
                for token in lex(text)
                if token.kind == "clause" and token.name in _UNKNOWN and token.operator == ":"
                for item in token.items
                if item.text.strip() and not _is_named(_names(reader, token.name), token.name, item.text)
            )
        )


def _names(reader: Reader, field: str) -> list[str]:
    if field == "search":
        return [one.name for one in reader.all_of(Kind.SAVED_SEARCH) if isinstance(one, SavedSearch)]
    if field == "basket":
        return [one.name for one in reader.shelves.baskets()]
    nodes = reader.finder.collections()
    return [*(one.name for one in nodes), *(path_of(nodes, one.id) for one in nodes if one.parent_id is not None)]


def _is_named(names: list[str], field: str, typed: str) -> bool:
    wanted = fold(typed.strip().rstrip("*").strip("/"))
    return any(wanted == fold(name) or (field != "search" and wanted in fold(name)) for name in names)


def _like_name(reader: Reader, field: str, typed: str) -> tuple[str, ...]:
    """Names of saved searches, collections or baskets near one that none of them has."""
    names = _names(reader, field)
    wanted = fold(typed)
    if len(wanted) < _SHORT - 1 or _is_named(names, field, typed):
        return ()
    most = max(1, len(wanted) // 4)
    near = sorted((away, name) for name in names if (away := _away(wanted, fold(name), most)) <= most)
    return tuple(value_text(field, name) for _away_by, name in near[:_TRIED])


def did_you_mean(archive: Archive, text: str) -> str:
    """The query text with its unknown words put right by the nearest known ones; "" when there is none."""
    with archive.read() as reader:
        spots = _spots(reader, text)
    return _with(text, [(spot, spot.better[0]) for spot in spots]) if spots else ""


def _spots(reader: Reader, text: str) -> list[_Spot]:
    known = KnownValues()
    found: list[_Spot] = []
    for token in lex(text):
        if token.kind == "word" and not token.name:
            word = text[token.start : token.end].rstrip("*")
            found.append(_Spot(token.start, token.end, _like_term(reader, word)))
        elif token.kind == "clause" and takes_values(token.name):
            for item in token.items:
                better = _like_value(reader, known, token.name, item.text)
                quoted = tuple(value_text(token.name, one) for one in better)
                found.append(_Spot(item.start, item.end, quoted))
        elif token.kind == "clause" and token.name in _UNKNOWN:
            found += [_Spot(one.start, one.end, _like_name(reader, token.name, one.text)) for one in token.items]
    return [spot for spot in found if spot.better]


def _like_term(reader: Reader, word: str) -> tuple[str, ...]:
    """Indexed words near a word that is none itself."""
    wanted = fold(word)
    if len(wanted) < _SHORT or not wanted.isalnum():
        return ()
    candidates = dict(reader.finder.terms_like(word))
    if wanted in candidates:
        return ()
    ranked = sorted((_away(wanted, term), -n, term) for term, n in candidates.items())
    return tuple(term for away, _n, term in ranked if away <= 2)[:_TRIED]


def _like_value(reader: Reader, known: KnownValues, name: str, typed: str) -> tuple[str, ...]:
    """Values of a field near one that it never has."""
    wanted = fold(typed)
    if len(wanted) < _SHORT - 1 or known.matching(reader, name, typed, 1):
        return ()
    most = max(1, len(wanted) // 4)
    ranked = nsmallest(_TRIED, (
        (away, len(folded), folded, number)
        for folded, number in known.values(reader, name)
        if (away := min(_away(wanted, part, most) for part in (folded, *folded.split()))) <= most
    ))  # fmt: skip
    numbers = [number for *_, number in ranked]
    called = named(reader, numbers)
    return tuple(called[number] for number in numbers)


def _away(one: str, other: str, most: int = 2) -> int:
    return int(OSA.distance(one, other, score_cutoff=most))


def _with(text: str, changes: list[tuple[_Spot, str]]) -> str:
    for spot, better in sorted(changes, key=lambda change: -change[0].start):
        text = text[: spot.start] + better + text[spot.end :]
    return text


def _words_only(query: q.Query) -> str:
    parts = query.children if isinstance(query, q.All) else (query,)
    return show(normal(q.All(tuple(part for part in parts if isinstance(part, q.Word | q.Phrase | q.Near)))))


def _count(reader: Reader, text: str, place: q.Query) -> int:
    return number_of(reader, q.All((parse(text).query, place)))
