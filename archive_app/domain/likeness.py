"""How alike two texts are: runs of words that they share, and a small sample of these by which alike texts are found.

A text is cut into words (in scripts without spaces: characters), and those into overlapping runs, the *shingles*
(Broder 1997, "On the resemblance and containment of documents"). Kept in the catalogue are the shingles whose hash
is small, about one in eight: Broder's sample by modulus. Unlike bands of 128 minima it also finds a short text within
a long one, and it costs one hash a shingle, so that nothing but the standard library is needed.

Runs that stand in very many articles (a notice below every text, a template) count for little.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar
from zlib import crc32

from archive_app.domain.folding import fold

_NO_SPACES: Final = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN: Final = re.compile(rf"[{_NO_SPACES}]|[^\W_{_NO_SPACES}]+")
_SINGLE: Final = re.compile(rf"[{_NO_SPACES}]")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…。！？])[”»\"’)」』]*\s*(?=\S)|\n+")
WORDS: Final = 5
CHARACTERS: Final = 3
ONE_IN: Final = 8
FEWEST: Final = 16  # a sample of a short text is at least so large
USUAL: Final = 3  # a run found in more articles than this counts for less
LOOKED_AT: Final = 64  # articles with the same run that are looked at; beyond, it is a template's
LIMIT: Final = 2**32 // ONE_IN
MIX: Final = 0x9E3779B1
FACTORS: Final = (0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1)  # of the first four words of a run

SAME: Final = 0.97
_ALMOST: Final = 0.999
NEAR: Final = 0.5
WITHIN: Final = 0.6
_ENOUGH: Final = 24  # words in common: less is no likeness
_SENTENCE: Final = 5  # words; shorter sentences are alike by chance

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class TextPrint:
    """A text prepared for comparison.

    Attributes:
        tokens: Its words or characters, folded.
        hashes: The hash of each shingle, in order.
        size: How many tokens a shingle has.
        sample: The hashes that are kept in the catalogue.
    """

    tokens: tuple[str, ...]
    hashes: tuple[int, ...]
    size: int
    sample: frozenset[int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are, each number from 0 to 1.

    Attributes:
        overall: What they share, of both together; 1 only for the very same words.
        inside: How much of the first stands in the second.
        holds: How much of the second stands in the first.
        sentences: How many whole sentences they share; ``of`` and ``other_of`` are how many each has.
        enough: They share enough words for the numbers to mean anything.
    """

    overall: float = 0.0
    inside: float = 0.0
    holds: float = 0.0
    sentences: int = 0
    of: int = 0
    other_of: int = 0
    enough: bool = False

    @property
    def kind(self) -> str:
        """same_text, near_text, within (the first in the second), holds (the second in the first), or ""."""
        if not self.enough:
            return ""
        if self.overall >= SAME:
            return "same_text"
        if self.overall >= NEAR:
            return "near_text"
        if max(self.inside, self.holds) < WITHIN:
            return ""
        return "within" if self.inside >= self.holds else "holds"

    @property
    def degree(self) -> float:
        """The number that speaks for its kind."""
        return max(self.inside, self.holds) if self.kind in {"within", "holds"} else self.overall


def text_print(headline: str, body: Iterable[str]) -> TextPrint:
    """Prepare an article's headline and paragraphs for comparison."""
    return _print_of("\n".join((headline, *body)))


@lru_cache(maxsize=32)  # one text is compared with the catalogue, then with its own import
def _print_of(text: str) -> TextPrint:
    return print_of(tokens_of(text))


def tokens_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded; characters where the script has no spaces."""
    return tuple(_TOKEN.findall(fold(text)))


def checksum(headline: str, body: Iterable[str]) -> int:
    """A number that changes with the text, to see whether a sample is of the text as it is now."""
    return crc32("\n".join((headline, *body)).encode("utf-8", "replace"))


def compare(
    one: TextPrint, other: TextPrint, found_in: Mapping[int, int] | None = None, texts: tuple[str, str] | None = None
) -> Likeness:
    """How alike two texts are.

    Args:
        one: The first text.
        other: The second.
        found_in: In how many articles each sampled run stands; runs not named are rare.
        texts: Both texts, to count the sentences that they share.
    """
    shared = set(one.hashes) & set(other.hashes)
    if not shared:
        return Likeness()
    mine, all_mine, words = _covered(one, shared, found_in or {})
    theirs, all_theirs, other_words = _covered(other, shared, found_in or {})
    sentences = (0, 0, 0)
    if texts is not None:
        a, b = sentences_of(texts[0]), sentences_of(texts[1])
        sentences = ((Counter(a) & Counter(b)).total(), len(a), len(b))
    # Words in another order are covered as well; only the very same words are wholly alike.
    most = 1.0 if one.tokens == other.tokens else _ALMOST
    return Likeness(
        overall=min(most, (mine + theirs) / ((all_mine + all_theirs) or 1)),
        inside=mine / (all_mine or 1),
        holds=theirs / (all_theirs or 1),
        sentences=sentences[0], of=sentences[1], other_of=sentences[2],
        enough=min(words, other_words) >= min(_ENOUGH, 0.8 * min(len(one.tokens), len(other.tokens))),
    )  # fmt: skip


def sentences_of(text: str) -> list[tuple[str, ...]]:
    """The sentences of a text as folded words; those of very few words are left out."""
    found = (tokens_of(part) for part in _SENTENCE_END.split(text) if part)
    return [tokens for tokens in found if len(tokens) >= _SENTENCE]


def weight(articles: int) -> float:
    """What a run counts that stands in so many articles: 1 for the usual few, less for a template's."""
    return 1.0 if articles <= USUAL else USUAL / articles


def promising(sample: frozenset[int], found: Mapping[int, Sequence[K]], sizes: Mapping[K, int]) -> list[K]:
    """The texts worth comparing in full, the likeliest first.

    Args:
        sample: Of the text that is looked for.
        found: For each hash of it, the texts that have it too.
        sizes: How many hashes each of those has.
    """
    points: dict[K, float] = defaultdict(float)
    hits: Counter[K] = Counter()
    whole = 0.0
    for number in sample:
        owners = found.get(number, ())
        whole += weight(len(owners))
        for owner in owners:
            points[owner] += weight(len(owners))
            hits[owner] += 1
    needed = 2 if len(sample) > 2 else 1
    share = {
        owner: value / max(0.01, min(whole, float(sizes.get(owner, len(sample)))))
        for owner, value in points.items()
        if hits[owner] >= needed
    }
    # Half of what a likeness needs: a sample errs, and edits break runs.
    return sorted((k for k, v in share.items() if v >= 0.15), key=lambda k: -share[k])


class Gathering(Generic[K]):
    """Samples of texts that are in no catalogue yet: those of one import."""

    def __init__(self) -> None:
        self._owners: dict[int, list[K]] = defaultdict(list)
        self._sizes: dict[K, int] = {}

    def add(self, key: K, sample: frozenset[int]) -> None:
        """Remember a text."""
        self._sizes[key] = len(sample)
        for number in sample:
            owners = self._owners[number]
            if len(owners) <= LOOKED_AT:
                owners.append(key)

    def owners(self, sample: frozenset[int]) -> dict[int, list[K]]:
        """For each hash of a sample the texts that have it."""
        return {number: self._owners[number] for number in sample if number in self._owners}

    def promising(self, sample: frozenset[int]) -> list[K]:
        """The texts worth comparing in full."""
        return promising(sample, self.owners(sample), self._sizes)


def print_of(tokens: tuple[str, ...]) -> TextPrint:
    """The print of a text that is cut into words already."""
    size = run_length(tokens)
    codes = codes_of(tokens)
    if size == WORDS:
        runs = zip(codes, codes[1:], codes[2:], codes[3:], codes[4:], strict=False)
        first, second, third, fourth = FACTORS
        sums = [a * first + b * second + c * third + d * fourth + e for a, b, c, d, e in runs]
    else:
        sums = [
            sum(code * (0x85EBCA77 + 0x3D4D51CA * n) for n, code in enumerate(codes[at : at + size]))
            for at in range(len(codes) - size + 1)
        ]
    hashes = tuple([((s * MIX) >> 9 ^ s) * MIX >> 16 & 0xFFFFFFFF for s in sums])
    own = set(hashes)
    sample = {h for h in own if h < LIMIT}
    if len(sample) < FEWEST:
        sample = set(sorted(own)[:FEWEST])
    return TextPrint(tokens, hashes, size, frozenset(sample))


def run_length(tokens: tuple[str, ...]) -> int:
    """How many words, or characters where the script has no spaces, a run of a text has."""
    single = len(_SINGLE.findall("".join([t for t in tokens if len(t) == 1])))
    size = CHARACTERS if 2 * single > len(tokens) else WORDS
    return min(size, len(tokens) or 1)


def is_single(token: str) -> bool:
    """Whether a token is a character of a script without spaces."""
    return _SINGLE.fullmatch(token) is not None


def codes_of(tokens: tuple[str, ...]) -> list[int]:
    """The numbers of words."""
    try:
        return list(map(crc32, map(str.encode, tokens)))
    except UnicodeEncodeError:  # half a character, which a draft may hold
        return [crc32(token.encode("utf-8", "replace")) for token in tokens]


def _covered(text: TextPrint, shared: set[int], found_in: Mapping[int, int]) -> tuple[float, float, int]:
    """The weight of the tokens that stand in shared runs, that of all, and how many stand in shared runs."""
    number = len(text.tokens)
    inside = bytearray(number)
    until = 0
    for at, code in enumerate(text.hashes):
        if code in shared:
            for place in range(max(at, until), at + text.size):
                inside[place] = 1
            until = at + text.size
    weights = _weights(text, found_in)
    if weights is None:
        return float(sum(inside)), float(number), sum(inside)
    covered = sum(w for w, hit in zip(weights, inside, strict=True) if hit)
    return covered, sum(weights), sum(inside)


def _weights(text: TextPrint, found_in: Mapping[int, int]) -> list[float] | None:
    """A weight for each token: that of the nearest sampled run. None when all count alike."""
    known = [(at, weight(found_in.get(h, 1))) for at, h in enumerate(text.hashes) if h in text.sample]
    if all(w == 1.0 for _at, w in known):
        return None
    found: list[float] = []
    for (at, own), (after, _next) in zip(known, [*known[1:], (len(text.tokens), 1.0)], strict=True):
        middle = (at + after) // 2 if after < len(text.tokens) else after
        found += [own] * (middle - len(found))
    return found + [known[-1][1]] * (len(text.tokens) - len(found))


__all__ = [
    "Gathering", "Likeness", "TextPrint", "checksum", "codes_of", "compare", "print_of", "promising", "run_length",
    "sentences_of", "text_print", "tokens_of", "weight",
]  # fmt: skip
