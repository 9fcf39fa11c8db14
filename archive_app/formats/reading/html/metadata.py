"""What a page says about itself to machines: JSON-LD, microdata, OpenGraph and other ``meta`` elements.

Nothing here decides; it only gathers. Broken JSON (line feeds in strings, trailing commas, comments, several
objects in one script) is read as far as it goes.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive_app.formats.reading.html.page import Element, Page, attribute, clean, inner_text, tag_of

ARTICLE_TYPES = frozenset(
    """article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle askpublicnewsarticle
    backgroundnewsarticle reviewnewsarticle advertisercontentarticle satiricalarticle blogposting
    liveblogposting socialmediaposting techarticle scholarlyarticle report review creativework
    medicalscholarlyarticle""".split()  # noqa: SIM905 - a word list reads better
)
_PAGE_TYPES = frozenset(["webpage", "itempage", "aboutpage"])
_MAX_NODES = 3000
_MAX_SCRIPT = 4_000_000
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_WRAPPING = re.compile(
    r"^\s*(?:/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[|<!--)|(?://\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>"
    r"|-->)\s*;?\s*$"
)

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was gathered.

    Attributes:
        article: The JSON-LD node of the article, {} when there is none.
        nodes: All JSON-LD nodes with a type, outermost first.
        meta: Values of ``meta`` elements by their lower-case name, in order.
        items: Elements with an ``itemprop`` by its name.
        title: The ``title`` element's words.
        links: ``href`` of ``link`` elements by ``rel``.
        by_id: JSON-LD nodes by ``@id``, to follow references.
    """

    article: Node
    nodes: tuple[Node, ...]
    meta: Mapping[str, tuple[str, ...]]
    items: Mapping[str, tuple[Element, ...]]
    title: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    by_id: Mapping[str, Node] = field(default_factory=dict)

    def first(self, *names: str) -> tuple[str, str]:
        """(value, name) of the first of the ``meta`` names that has a value; ("", "") when none has."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value, name
        return "", ""

    def text(self, key: str, node: Node | None = None) -> str:
        """A text of a JSON-LD node (the article's by default), cleaned; "" when it is something else."""
        value = (self.article if node is None else node).get(key)
        if isinstance(value, list):
            value = next((item for item in value if isinstance(item, str)), "")
        return plain(value) if isinstance(value, str) else ""

    def linked(self, value: Any) -> list[Node]:
        """The nodes a JSON-LD value stands for: itself, the list's members, or what their ``@id`` refers to."""
        nodes: list[Node] = []
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item.strip():
                nodes.append(self.by_id.get(item, {"name": item}))
            elif isinstance(item, dict):
                reference = item.get("@id")
                if "name" not in item and isinstance(reference, str) and reference in self.by_id:
                    nodes.append({**item, **self.by_id[reference]})
                else:
                    nodes.append(item)
        return nodes


def gather(page: Page) -> Metadata:
    """All metadata of the page."""
    meta: dict[str, list[str]] = {}
    items: dict[str, list[Element]] = {}
    links: dict[str, str] = {}
    title = ""
    for element in page.tagged("meta"):
        # Some tools that save pages write the content as ``value``.
        value = plain(attribute(element, "content", "value"))
        for key in ("property", "name", "itemprop", "http-equiv") if value else ():
            name = element.get(key)
            if name:
                meta.setdefault(name.strip().lower(), []).append(value)
    for element in page.tagged("link"):
        for rel in (element.get("rel") or "").lower().split():
            links.setdefault(rel, attribute(element, "href"))
    for element in page.tagged("title"):
        if not title and not any(tag_of(up) == "svg" for up in element.iterancestors()):
            title = clean(inner_text(element))
    scripts = [
        inner_text(element)[:_MAX_SCRIPT]
        for element in page.tagged("script")
        if "ld+json" in (element.get("type") or "").lower()
    ]
    for element in page.having("itemprop"):
        for name in (element.get("itemprop") or "").split() if tag_of(element) != "meta" else ():
            items.setdefault(name.lower(), []).append(element)
    nodes: list[Node] = []
    for script in scripts:
        for value in read_json(script):
            nodes.extend(_nodes(value, _MAX_NODES - len(nodes)))
    by_id: dict[str, Node] = {}
    for node in nodes:
        reference = node.get("@id")
        if isinstance(reference, str) and len(node) > len(by_id.get(reference, {})):
            by_id[reference] = node
    return Metadata(
        article=_article(nodes, title),
        nodes=tuple(nodes),
        meta={key: tuple(values) for key, values in meta.items()},
        items={key: tuple(values) for key, values in items.items()},
        title=title,
        links=links,
        by_id=by_id,
    )


def types(node: Node) -> frozenset[str]:
    """The types of a JSON-LD node in lower case, without a vocabulary's address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return frozenset(name.rpartition("/")[2].lower() for name in names if isinstance(name, str))


def plain(value: str) -> str:
    """A metadata value as words: entities resolved (twice escaped ones too), tags dropped, white space collapsed."""
    text = html.unescape(value)
    if "&" in text:
        text = html.unescape(text)
    if "<" in text and ">" in text and len(text) < 100_000:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,300}>", " ", text)
    return clean(text)


def read_json(script: str) -> list[Any]:
    """The values in a script, leniently; [] when nothing can be read."""
    text = _WRAPPING.sub("", script.strip()).strip().rstrip(";").strip()
    if not text:
        return []
    for attempt in (text, _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(r"\1", text)), html.unescape(text)):
        values = _all_values(attempt)
        if values:
            return values
    return []


def _all_values(text: str) -> list[Any]:
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    place = 0
    while place < len(text) and len(values) < 50:
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while place < len(text) and text[place] in " \t\r\n,;":
            place += 1
    return values


def _nodes(value: Any, room: int) -> Iterator[Node]:
    """All typed objects within, outermost first, without recursion."""
    queue: list[Any] = [value]
    while queue and room > 0:
        item = queue.pop(0)
        if isinstance(item, list):
            queue[:0] = item[:2000]
        elif isinstance(item, dict):
            if "@type" in item:
                room -= 1
                yield item
            queue.extend(inner for inner in item.values() if isinstance(inner, dict | list))


def _article(nodes: Sequence[Node], title: str) -> Node:
    """The node that describes the page's article: by type, by how much it tells, by agreement with the title."""
    best: Node = {}
    best_score = 0.0
    for node in nodes:
        kinds = types(node)
        named = node.get("headline") or node.get("name")
        if not isinstance(named, str):
            named = ""
        if kinds & ARTICLE_TYPES:
            score = 3.0 if any(kind.endswith("article") or "posting" in kind for kind in kinds) else 1.5
        elif kinds & _PAGE_TYPES:
            score = 0.5
        else:
            continue
        score += sum(
            0.5 for key in ("headline", "datePublished", "author", "articleBody", "image", "publisher") if node.get(key)
        )
        head = clean(named)[:25].casefold()
        if head and head in title.casefold():
            score += 2
        if score > best_score:
            best, best_score = node, score
    return best
