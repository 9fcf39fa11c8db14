"""The article's own paragraphs.

Every block of the reading text is weighed (prose counts for, links and scraps count against). The element
whose blocks sum up highest is the article's body; paragraphs follow in order, without captions, furniture and
what stands before or after the text proper. ``articleBody`` of JSON-LD, where it is whole, is a second witness.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from archive_app.formats.reading.html.body_edges import ends_article, in_picture_box, trim, without_picture
from archive_app.formats.reading.html.furniture import Furniture, is_byline, is_caption
from archive_app.formats.reading.html.metadata import Metadata
from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Block, Element, Page, marks, nearest, one_line, tag_of
from archive_app.formats.reading.html.witness import squeezed

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BODY_NAME = Names(
    r"article-?_?(?:body|text|content|main)|story-?_?(?:body|text|content)|post-?_?(?:body|content|text)"
    r"|entry-?_?content|body-?_?(?:copy|text|content)|content-?_?(?:body|article)|articlebody|main-?_?content|texto"
    r"|cuerpo|corps|artikeltext|rich-?text|news-?_?text|text-?_?(?:body|content)"
)
_SENTENCE_END = re.compile(r"[.!?…:;。！？」』»”\"')\]）]\s*$")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Body:
    """The article's text: its element, its paragraphs (spans in the reading text), and how sure we are.

    ``start`` and ``end`` bound it; pictures and videos between them belong to the article.
    """

    element: Element
    paragraphs: tuple[tuple[int, int], ...]
    start: int
    end: int
    confidence: float
    method: str


class BlockFacts:
    """What is known of each block before anything is decided."""

    def __init__(self, page: Page) -> None:
        self.page = page
        linked = [0] * len(page.blocks)
        starts = [block.start for block in page.blocks]
        for element in page.tagged("a"):
            start, end = page.span(element)
            if start < 0:
                continue
            place = max(0, bisect_left(starts, start + 1) - 1)
            while place < len(starts) and starts[place] < end:
                block = page.blocks[place]
                linked[place] += max(0, min(end, block.end) - max(start, block.start))
                place += 1
        self.link_density = [
            done / max(1, block.end - block.start) for done, block in zip(linked, page.blocks, strict=True)
        ]
        self.length = [_weight_of(page.text[block.start : block.end]) for block in page.blocks]
        self.starts = starts

    def prose(self, place: int) -> bool:
        """Whether the block is long enough and free enough of links to be a paragraph."""
        return self.length[place] >= 60 and self.link_density[place] < 0.5


def _weight_of(text: str) -> int:
    """The length in Latin letters; a Han or Kana character says as much as two or three of them."""
    return len(text) + 2 * len(_CJK.findall(text))


def find_body(page: Page, metadata: Metadata, headline: Element | None) -> tuple[Body | None, Furniture]:
    """The body, and the furniture of the page; None when the page has no text that could be an article."""
    facts = BlockFacts(page)
    prose = sum(facts.length[place] for place in range(len(page.blocks)) if facts.prose(place))
    furniture = Furniture(page, prose, headline)
    known = squeezed(metadata.text("articleBody"))
    element = _container(page, metadata, facts, furniture, known)
    if element is None:
        return None, furniture
    paragraphs = _paragraphs(page, facts, furniture, element, headline, known)
    if not paragraphs:
        return None, furniture
    spans = [without_picture(page, block) for block in paragraphs]
    spans = [span for span in spans if span[0] >= 0]
    confidence, method = _confidence(page, spans, known, element)
    return Body(element, tuple(spans), spans[0][0], spans[-1][1], confidence, method), furniture


def _container(page: Page, metadata: Metadata, facts: BlockFacts, furniture: Furniture, known: str) -> Element | None:
    sums: dict[Element, float] = {}
    for place, block in enumerate(page.blocks):
        score = _score(page, facts, furniture, place, known)
        if score:
            up: Element | None = block.element
            while up is not None:
                sums[up] = sums.get(up, 0.0) + score
                up = up.getparent()
    declared = set(metadata.items.get("articlebody", ()))
    best: Element | None = None
    best_score = 0.0
    for element, total in sums.items():
        score = total
        if element in declared:
            score *= 1.25
        elif _BODY_NAME.search(marks(element)):
            score *= 1.12
        elif tag_of(element) in ("article", "main"):
            score *= 1.04
        # The innermost of equals: elements are met from the inside outwards.
        if score > best_score + 1e-6:
            best, best_score = element, score
    return best if best_score >= 80 else None


def _score(page: Page, facts: BlockFacts, furniture: Furniture, place: int, known: str) -> float:
    block = page.blocks[place]
    length, density = facts.length[place], facts.link_density[place]
    text = page.text[block.start : block.end]
    if known and length >= 60 and squeezed(text[:160])[:60] in known:
        return length * 1.3
    if furniture.holds(block.element):
        return -min(12.0, length * 0.1)
    if tag_of(block.element) in _HEADINGS:
        return 0.0
    if is_caption(block.element) or any(tag_of(up) in ("figure", "figcaption") for up in nearest(block.element, 4)):
        return 0.0
    if facts.prose(place):
        ended = 1.0 if _SENTENCE_END.search(text) else 0.6
        listed = 0.6 if tag_of(block.element) in ("li", "td", "th", "dd") else 1.0
        return length * (1 - density) * ended * listed
    return -6.0 - 30.0 * density


def _paragraphs(
    page: Page, facts: BlockFacts, furniture: Furniture, element: Element, headline: Element | None, known: str
) -> list[Block]:
    """The body's blocks in order, from the first prose to the last."""
    start, end = page.span(element)
    chosen: list[tuple[Block, bool]] = []
    after = page.span(headline)[1] if headline is not None else -1
    if after >= end or (after >= 0 and after > start + 0.6 * (end - start)):
        after = -1
    for place, block in enumerate(page.blocks):
        if block.start < start or block.end > end or block.end <= after:
            continue
        text = page.text[block.start : block.end]
        if furniture.holds(block.element, within=element):
            continue
        chain = _up_to(block.element, element)
        if facts.length[place] < 400 and in_picture_box(page, chain):
            continue
        if any(is_caption(up) or tag_of(up) in ("figure", "figcaption") for up in chain):
            continue
        if facts.length[place] < 250 and not _SENTENCE_END.search(text) and _is_card(page, block):
            continue
        tag = tag_of(block.element)
        if any(tag_of(up) in _HEADINGS for up in chain):
            tag = next(tag_of(up) for up in chain if tag_of(up) in _HEADINGS)
        if tag in _HEADINGS and ends_article(one_line(text)) and not _prose_follows(facts, place, end):
            break
        if ends_article(one_line(text)):
            continue
        if any(is_byline(up) for up in chain) and facts.length[place] < 160:
            continue
        if facts.link_density[place] > 0.7 and (tag in ("li", *_HEADINGS) or not _SENTENCE_END.search(_bare(text))):
            continue
        chosen.append((block, tag not in _HEADINGS and _is_text(facts, place, text)))
    trim(page, chosen, known)
    return [block for block, _ in chosen]


def _is_card(page: Page, block: Block) -> bool:
    """Whether a short line and a linked picture share a box: a card for another page."""
    for up in nearest(block.element, 3):
        if page.extent(up) > 2 * (block.end - block.start) + 60:
            return False
        if any(next(link.iter("img"), None) is not None for link in up.iter("a")):
            return True
    return False


def _is_text(facts: BlockFacts, place: int, text: str) -> bool:
    return facts.prose(place) or (
        facts.length[place] >= 18 and bool(_SENTENCE_END.search(text)) and facts.link_density[place] < 0.6
    )


def _bare(text: str) -> str:
    """A line without the brackets around it: "[ Bridge opens a year late ]" ends like no sentence."""
    text = text.strip()
    return text[1:-1] if text[:1] + text[-1:] in ("[]", "()") else text


def _prose_follows(facts: BlockFacts, place: int, end: int) -> bool:
    """Whether running text follows a block; a list of headings, each with its summary, is none."""
    blocks = facts.page.blocks
    total = paragraphs = headings = 0
    for later in range(place + 1, len(blocks)):
        if blocks[later].end > end:
            break
        if tag_of(blocks[later].element) in _HEADINGS or facts.link_density[later] > 0.6:
            headings += 1
        elif facts.prose(later) and facts.link_density[later] < 0.2:
            total += facts.length[later]
            paragraphs += 1
    return total > 600 and headings * 2 < paragraphs


def _up_to(element: Element, limit: Element) -> list[Element]:
    chain = []
    up: Element | None = element
    while up is not None and up is not limit:
        chain.append(up)
        up = up.getparent()
    return chain


def _confidence(page: Page, spans: list[tuple[int, int]], known: str, element: Element) -> tuple[float, str]:
    name = f"html:{tag_of(element)}"
    if len(known) > 200:
        ours = "".join(squeezed(page.text[start:end]) for start, end in spans)
        first, last = squeezed(page.text[slice(*spans[0])])[:60], squeezed(page.text[slice(*spans[-1])])[-60:]
        if first in known and last in known and 0.85 < len(ours) / len(known) < 1.15:
            return 0.97, name
        return 0.8, name
    total = sum(end - start for start, end in spans)
    return (0.85 if total > 800 else 0.7), name
