"""What changed between two texts, word by word; in scripts without spaces, character by character.

Paragraphs are paired first: equal ones, wherever they stand (one that stands elsewhere was *moved*), then those that
share most of their words. Within a pair, words are compared. Long texts stay fast: equal paragraphs cost nothing, and
long pairs are cut at runs of words that occur once in each (the idea of Bram Cohen's patience diff).

Nothing is lost: the pieces of all paragraphs, put together, are both texts, letter for letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_NO_SPACES: Final = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN: Final = re.compile(rf"[{_NO_SPACES}]|[^\W{_NO_SPACES}]+(?:[’'][^\W{_NO_SPACES}]+)*|\s+|[^\w\s]|.", re.DOTALL)
_WORD: Final = re.compile(r"\w")
_ALIKE: Final = 0.4  # paragraphs that share less of their words are one taken out and another put in
_CELLS: Final = 250_000  # larger comparisons are cut at anchors first
_RUN: Final = 3

PieceKind = Literal["same", "added", "removed"]
ParagraphKind = Literal["same", "changed", "moved", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that is in both texts, or in one of them."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphDiff:
    """A paragraph, or a pair of paragraphs.

    Attributes:
        kind: What became of it; a moved one may be changed as well.
        old: Its number in the old text, -1 when it is not there.
        new: Its number in the new text, -1 when it is not there.
        pieces: Its text; the same and removed pieces are the old paragraph, the same and added ones the new.
    """

    kind: ParagraphKind
    old: int
    new: int
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """The old paragraph."""
        return "".join(p.text for p in self.pieces if p.kind != "added")

    @property
    def after(self) -> str:
        """The new paragraph."""
        return "".join(p.text for p in self.pieces if p.kind != "removed")


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many words came and went."""

    added: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        """Whether any did."""
        return bool(self.added or self.removed)


def diff_paragraphs(old: Sequence[str], new: Sequence[str]) -> tuple[ParagraphDiff, ...]:
    """The paragraphs of two texts as pairs, in the order of the new text; those taken out stand where they stood."""
    pairs = _equal_pairs(old, new)
    pairs |= _alike_pairs(old, new, pairs)
    unmoved = _in_order(pairs)
    shown = [
        _pair(old[o], new[n], o, n, moved=(o, n) not in unmoved) for o, n in sorted(pairs.items(), key=lambda p: p[1])
    ]
    by_new = {d.new: d for d in shown}
    found: list[ParagraphDiff] = []
    gone = [o for o in range(len(old)) if o not in pairs]
    place = {o: n for o, n in pairs.items() if (o, n) in unmoved}
    for number in range(len(new)):
        until = next((o for o, n in place.items() if n == number), None)
        if until is not None:
            while gone and gone[0] < until:
                found.append(_alone(old[gone[0]], gone.pop(0), -1))
        found.append(by_new.get(number) or _alone(new[number], -1, number))
    return (*found, *(_alone(old[o], o, -1) for o in gone))


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """What changed between two texts of one paragraph."""
    if old == new:
        return (Piece("same", old),) if old else ()
    a, b = _tokens(old), _tokens(new)
    return tuple(_joined(_calmed(list(_pieces(a, b)))))


def words_changed(diffs: Sequence[ParagraphDiff]) -> WordCount:
    """How many words the pieces add and take out."""
    count = Counter[str]()
    for diff in diffs:
        for piece in diff.pieces:
            if piece.kind != "same":
                count[piece.kind] += _words(piece.text)
    return WordCount(count["added"], count["removed"])


def words_differing(old: str, new: str) -> WordCount:
    """How many words one text has and the other has not, wherever they stand: quick, for lists."""
    a = Counter(t for t in _tokens(old) if _WORD.match(t))
    b = Counter(t for t in _tokens(new) if _WORD.match(t))
    return WordCount((b - a).total(), (a - b).total())


def old_text(diffs: Sequence[ParagraphDiff]) -> list[str]:
    """The paragraphs of the old text, put together from the pieces."""
    return [d.before for d in sorted((d for d in diffs if d.old >= 0), key=lambda d: d.old)]


def new_text(diffs: Sequence[ParagraphDiff]) -> list[str]:
    """The paragraphs of the new text, put together from the pieces."""
    return [d.after for d in sorted((d for d in diffs if d.new >= 0), key=lambda d: d.new)]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _words(text: str) -> int:
    return sum(1 for token in _tokens(text) if _WORD.match(token))


def _alone(text: str, old: int, new: int) -> ParagraphDiff:
    kind: PieceKind = "added" if old < 0 else "removed"
    return ParagraphDiff(kind, old, new, (Piece(kind, text),) if text else ())


def _pair(old: str, new: str, o: int, n: int, *, moved: bool) -> ParagraphDiff:
    kind: ParagraphKind = "moved" if moved else "same" if old == new else "changed"
    return ParagraphDiff(kind, o, n, diff_words(old, new))


def _equal_pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Equal paragraphs as old → new; of several equal ones the first goes to the first."""
    places: dict[str, list[int]] = {}
    for number, text in enumerate(new):
        places.setdefault(text, []).append(number)
    found: dict[int, int] = {}
    for number, text in enumerate(old):
        if places.get(text):
            found[number] = places[text].pop(0)
    return found


def _alike_pairs(old: Sequence[str], new: Sequence[str], pairs: dict[int, int]) -> dict[int, int]:
    """Pairs among the other paragraphs, by the words that they share; the most alike first."""
    left = {o: Counter(_words_of(old[o])) for o in range(len(old)) if o not in pairs}
    taken = set(pairs.values())
    right = {n: Counter(_words_of(new[n])) for n in range(len(new)) if n not in taken}
    # Words that stand in many paragraphs say nothing of which belong together.
    rare: dict[str, list[int]] = {}
    for n, words in right.items():
        for word in words:
            rare.setdefault(word, []).append(n)
    scores: list[tuple[float, int, int, int]] = []
    for o, words in left.items():
        near = Counter(n for word in words if len(rare.get(word, ())) <= 12 for n in rare.get(word, ()))
        for n, _hits in near.most_common(8):
            shared = (words & right[n]).total()
            share = 2 * shared / max(1, words.total() + right[n].total())
            contained = shared / max(1, min(words.total(), right[n].total()))
            if share >= _ALIKE or (contained >= 0.8 and shared >= 8):
                scores.append((-share, abs(o - n), o, n))
    found: dict[int, int] = {}
    for _share, _far, o, n in sorted(scores):
        if o not in found and n not in found.values():
            found[o] = n
    return found


def _words_of(text: str) -> list[str]:
    return [token.casefold() for token in _tokens(text) if _WORD.match(token)]


def _in_order(pairs: dict[int, int]) -> set[tuple[int, int]]:
    """The most pairs that keep their order; the others were moved."""
    ordered = sorted(pairs.items())
    return {ordered[at] for at in _rising([n for _o, n in ordered])}


def _rising(values: Sequence[int]) -> list[int]:
    """Places of a longest rising run of values (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        pile = bisect_left(ends, value)
        before.append(tails[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(value)
            tails.append(at)
        else:
            ends[pile] = value
            tails[pile] = at
    found: list[int] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _pieces(a: list[str], b: list[str]) -> Iterator[Piece]:
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    yield Piece("same", "".join(a[:start]))
    yield from _between(a[start : len(a) - end], b[start : len(b) - end])
    yield Piece("same", "".join(a[len(a) - end :]))


def _between(a: list[str], b: list[str]) -> Iterator[Piece]:
    if len(a) * len(b) > _CELLS:
        anchors = _anchors(a, b)
        if not anchors:
            yield Piece("removed", "".join(a))
            yield Piece("added", "".join(b))
            return
        x = y = 0
        for i, j in anchors:
            yield from _compared(a[x:i], b[y:j])
            yield Piece("same", a[i])
            x, y = i + 1, j + 1
        yield from _compared(a[x:], b[y:])
        return
    yield from _compared(a, b)


def _compared(a: list[str], b: list[str]) -> Iterator[Piece]:
    if len(a) * len(b) > 4 * _CELLS:  # nothing in it occurs once: a table of numbers, not prose
        yield Piece("removed", "".join(a))
        yield Piece("added", "".join(b))
        return
    for action, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if action == "equal":
            yield Piece("same", "".join(a[i:j]))
        else:
            yield Piece("removed", "".join(a[i:j]))
            yield Piece("added", "".join(b[k:m]))


def _anchors(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Places of words in the middle of runs that occur once in each text, in order."""
    ones, others = _unique(a), _unique(b)
    both = sorted((place, others[run]) for run, place in ones.items() if run in others)
    kept = _rising([j for _i, j in both])
    return [both[at] for at in kept]


def _unique(tokens: list[str]) -> dict[Hashable, int]:
    words = [at for at, token in enumerate(tokens) if _WORD.match(token)]
    runs: dict[Hashable, int] = {}
    seen: set[Hashable] = set()
    for n in range(len(words) - _RUN + 1):
        run = tuple(tokens[at] for at in words[n : n + _RUN])
        if run in seen:
            runs.pop(run, None)
        else:
            seen.add(run)
            runs[run] = words[n + _RUN // 2]
    return runs


def _calmed(pieces: list[Piece]) -> list[Piece]:
    """Take a lone blank or little word between two changes for a part of them: islands make a text hard to read."""
    for most in (0, 2):  # blanks first: then changes are as long as they are
        joined = _joined(pieces)
        pieces = []
        for at, piece in enumerate(joined):
            if piece.kind == "same" and 0 < at < len(joined) - 1 and _is_island(joined, at, most):
                pieces += [Piece("removed", piece.text), Piece("added", piece.text)]
            else:
                pieces.append(piece)
    return pieces


def _is_island(pieces: Sequence[Piece], at: int, most: int) -> bool:
    words = _words(pieces[at].text)
    if words > most:
        return False
    # Changed words on both sides: of what stands before and after, the texts of both kinds.
    before = sum(_words(p.text) for p in pieces[max(0, at - 2) : at] if p.kind != "same")
    after = sum(_words(p.text) for p in pieces[at + 1 : at + 3] if p.kind != "same")
    return min(before, after) >= max(1, 3 * words)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces without empty ones; runs of one kind are one, and within a change what went stands before what came."""
    found: list[Piece] = []
    removed = added = ""
    for piece in [*pieces, Piece("same", "\0")]:
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        elif piece.text:
            if removed:
                found.append(Piece("removed", removed))
            if added:
                found.append(Piece("added", added))
            removed = added = ""
            if found and found[-1].kind == "same":
                found[-1] = Piece("same", found[-1].text + piece.text)
            else:
                found.append(piece)
    last = found.pop()
    rest = last.text[:-1]
    return [*found, Piece("same", rest)] if rest else found
