"""What the bench asks: words by how many articles hold them, taken from the catalogue itself."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Any

SEED = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: the text, whether its last word is being typed, and the bare FTS5 expression with its table.

    ``words`` are those of a search that is nothing else.
    """

    text: str
    expression: str
    table: str = "typing"
    typing: bool = False
    where: str = ""
    values: tuple[Any, ...] = ()
    join: str = ""
    sort: str = "newest"
    words: tuple[str, ...] = ()


def quoted(word: str) -> str:
    """A word for FTS5."""
    return f'"{word}"'


def words_of(*words: str, typing: bool = False) -> Asked:
    """A search for words, the last perhaps being typed."""
    parts = [quoted(word) for word in words]
    return Asked(" ".join(words), " AND ".join(parts) + "*" * typing, typing=typing, words=words)


def cases(run: Any, articles: int, most: int = 25) -> dict[str, list[Asked]]:
    """Searches by the name of the case; ``run`` executes a statement on the catalogue."""
    luck = random.Random(SEED)

    def words(low: float, high: float, least: int = 4) -> list[str]:
        sql = "SELECT word FROM word WHERE items BETWEEN ? AND ? AND length(word) >= ? ORDER BY word"
        found = [w for (w,) in run(sql, (max(1, int(low)), int(high), least)) if w.isalpha() and w.isascii()]
        return luck.sample(found, min(most, len(found)))

    rare = words(2, 20, 5)
    common = words(articles * 0.01, articles * 0.05)
    usual = words(articles * 0.2, articles * 3, 2)[:most]
    found: dict[str, list[Asked]] = {
        "rare word": [words_of(w) for w in rare],
        "common word (1-5 %)": [words_of(w) for w in common],
        "very common word (over 20 %)": [words_of(w) for w in usual],
        "two words": [words_of(a, b) for a, b in zip(common, usual * 9, strict=False)],
        "phrase": [Asked(f'"{p}"', quoted(p), "full_text") for p in _phrases(run, luck, most)],
    }
    for letters in (2, 3, 4):
        starts = sorted({w[:letters] for w in common + rare})
        found[f"{letters} letters being typed"] = [
            words_of(w, typing=True) for w in luck.sample(starts, min(most, len(starts)))
        ]
    found["5 to 7 letters being typed"] = [
        words_of(w[:n], typing=True) for w in common for n in (5, 6, 7) if len(w) > n
    ][: most * 2]
    found["negation"] = [
        Asked(f"{a} -{b}", f"{quoted(a)} NOT {quoted(b)}") for a, b in zip(common, usual * 9, strict=False)
    ]
    providers = [value for (value,) in run(_PROVIDERS, ())]
    found["field"] = [
        Asked(f'provider:="{p}"', "", where="m.value_id = ?", values=(number,), join="item_term m")
        for p in providers
        for ((number,),) in [run("SELECT id FROM facet_value WHERE field = 'provider' AND value = ?", (p,))]
    ]
    found["field and word"] = [
        Asked(f'provider:="{p}" {w}', quoted(w), where="m.value_id = ?", values=(number,), join="item_term m")
        for w, p in zip(common, providers * 9, strict=False)
        for ((number,),) in [run("SELECT id FROM facet_value WHERE field = 'provider' AND value = ?", (p,))]
    ]
    years = [luck.randint(1960, 2024) for _ in common]
    found["date range and word"] = [
        Asked(f"{w} date:{y}..{y + 2}", quoted(w), where="item.day_high >= ? AND item.day_low <= ?",
              values=(_day(y), _day(y + 3) - 1))
        for w, y in zip(common, years, strict=True)
    ]  # fmt: skip
    found |= _awkward(run, rare, common, usual)
    found["typing, letter by letter"] = _typed(run, luck)
    return found


def _awkward(run: Any, rare: list[str], common: list[str], usual: list[str]) -> dict[str, list[Asked]]:
    """What meets seldom, begins with little or is kept in no index: it costs no more than anything else."""
    last = [value for (value,) in run(_LEAST_PROVIDERS, ())]
    first = [value for (value,) in run(_PROVIDERS, ())]
    often, some, few = usual[0], common[0], rare[0]

    def plain(*texts: str) -> list[Asked]:
        return [Asked(text, "") for text in texts]

    return {
        "one letter being typed": [Asked(letter, "", typing=True) for letter in "aestz"],
        "field and word that seldom meet": plain(
            *(f'provider:="{p}" {often}' for p in last[:8]), *(f'provider:="{first[0]}" {w}' for w in rare[:8])
        ),
        "names by a part": plain("by:a", "by:an", f"by:ann {some}", f"-by:a {some}", "person:ma", f"tag:e {often}"),
        "old dates and common word": plain(*(f"{w} date:1900..1965" for w in (*usual[:4], *common[:8]))),
        "type and word": plain(*(f"type:video {w}" for w in (*usual[:4], *common[:8]))),
        "words that are not there": plain(*(f"-{w}" for w in usual[:8]), f"type:video -{often}", f"-{often} -{some}"),
        "phrase that seldom stands": plain(
            *(f'"{w} {some}"' for w in usual[:8]), f"NEAR({often} {some}, 3)", f"title:{some}"
        ),
        "links": plain(
            f'type:article with:photo(provider:="{first[0]}")', f"with:photo({few})", f"with:photo({often}) {some}",
            f"type:photo in:article({some})", "with:video(is:missing)",
        ),
        "states": plain(*(f"is:{s}" for s in _STATES), "no:credit", f"no:credit {often}", "has:tag", "count:article>1"),
        "pattern": plain('text:~"zq+x"', f'{often} text:~"z{{3}}"', "title:~^z"),
        "alternatives": plain(f"({often} or type:video) {some}", f"type:video or {few}"),
        **{
            f"sort by {name}": [Asked(text, "", sort=sort) for text in ("", few, some, often, "type:video")]
            for name, sort in (("title", "title"), ("title, backwards", "title_desc"), ("day added", "added"))
        },
    }  # fmt: skip


_STATES = ("reviewed", "missing", "orphan", "duplicate", "attention", "marked", "conflict", "expired")
_LEAST_PROVIDERS = """SELECT v.value FROM facet_value v JOIN item_term m ON m.value_id = v.id WHERE v.field = 'provider'
GROUP BY v.id ORDER BY count(*), v.id LIMIT 20"""


_PROVIDERS = """SELECT v.value FROM facet_value v JOIN item_term m ON m.value_id = v.id WHERE v.field = 'provider'
AND m.docid > (SELECT max(docid) - 80000 FROM item) GROUP BY v.id ORDER BY count(*) DESC LIMIT 20"""


def _day(year: int) -> int:
    from datetime import date

    return date(year, 1, 1).toordinal()


def _texts(run: Any, luck: random.Random, number: int) -> list[str]:
    last = run("SELECT max(docid) FROM item", ()).fetchone()[0]
    sql = "SELECT body FROM item_text WHERE docid >= ? AND body <> '' ORDER BY docid LIMIT 1"
    rows = [run(sql, (luck.randint(1, max(1, last - 400)),)).fetchone() for _ in range(number)]
    return [row[0] for row in rows if row]


def _phrases(run: Any, luck: random.Random, number: int) -> list[str]:
    found = []
    for text in _texts(run, luck, number):
        words = re.findall(r"[^\W\d_]+", text)
        at = luck.randint(0, max(0, len(words) - 3))
        found.append(" ".join(words[at : at + 2]).lower())
    return found


def _typed(run: Any, luck: random.Random) -> list[Asked]:
    """One to three words of random articles, as they come into being: from the second letter on."""
    found = []
    for text in _texts(run, luck, 20):
        words = [w.lower() for w in re.findall(r"[^\W\d_]{3,}", text)]
        chosen = luck.sample(words, min(len(words), luck.randint(1, 3)))
        for n, word in enumerate(chosen):
            before = chosen[:n]
            found += [words_of(*before, word[:end], typing=True) for end in range(2, len(word) + 1)]
    return found
