"""Who signs the article: persons named by metadata and by the line that is printed near the headline.

Metadata and print are witnesses of each other. So are the address that a printed name links to (``/author/jane-doe``)
and the page's scripts (``"author": "Jane Doe"``). A name that only the page prints is believed in one place alone:
where it stands most plainly, and with its neighbours there. Agencies, desks and the publisher are no bylines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from archive_app.domain.folding import fold
from archive_app.domain.names import name_key
from archive_app.formats.reading.bylines import byline_names
from archive_app.formats.reading.html.body import Body
from archive_app.formats.reading.html.furniture import Furniture
from archive_app.formats.reading.html.metadata import Metadata, types
from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Element, Page, attribute, marks, nearest, one_line, tag_of
from archive_app.formats.reading.html.witness import Found, folded
from archive_app.formats.reading.persons import is_surely_person

# Printed before a name, these say that it did something else than write.
_OTHER_ROLE = re.compile(
    r"(?:übersetz\w*|translat\w*|traduc\w*|traduit\w*|tradu[zç]\w*|photos?|photograph\w*|fotos?|bild(?:er)?|illustrat\w*|video"
    r"|graphics?|edited|editing|curated|redigiert|fact.?check\w*|перевод|责任编辑|责编|编辑)\s*(?:\(\w{2,3}\)\s*)?(?:by|von|par|por|de|av)?\s*[:：]?\s*$",
    re.IGNORECASE,
)
_WROTE = re.compile(r"te[xk]s?t|words|story|testo|текст", re.IGNORECASE)
_CJK_SIGNED = re.compile(
    r"(?:作者|撰文|撰稿|文|本报记者|记者|本报通讯员)\s*[:：／/|丨＝ ]\s*"
    r"([\u4e00-\u9fff·]{2,4}(?:[、，, ]\s*[\u4e00-\u9fff·]{2,4}){0,4})(?![\u4e00-\u9fff]|\s?摄)"
)
_DATELINE_ZH = re.compile(
    r"^[^（(]{0,16}\d{1,2}月\d{1,2}日电\s?[（(](?:新华社|本报)?记者\s?([\u4e00-\u9fff]{2,4}(?:[、，]\s?[\u4e00-\u9fff]{2,4}){0,4})"
)
_DATELINE_CJK = re.compile(r"^【[^】]{1,12}[＝=・]([\u3040-\u30ff\u3400-\u9fff、・]{2,20})】")
_AUTHOR_NAME = Names(
    r"by-?line|attribution|author|autor|auteur|writer|journalist|reporter|signature|firma(?:$|[\s_\-])|forfatter|kirjoittaja"
    r"|redakteur|redaktor|creator|contributor|byln"
)
_ONE_PERSON = Names(r"author-?_?name|byline-?_?name|author__name|^name$|fn$|\burl fn\b")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:es|en)?|auteurs?|contributors?|profiles?|people|by|staff|journalists?|reporters?|writers?)/[^/]"
)
_NOT_BYLINE = Names(
    r"comment|related|recommend|teaser|sidebar|footer|social|bio\b|photo|image|caption|credit|copyright|avatar|recirc"
    r"|promo|newsletter|subscribe|nav\b|menu|most-|popular|trending|card-?list"
)
_SCRIPTED = re.compile(
    r"(?:author|byline|creator)s?(?:_?names?)?\\?[\"']\s{0,9}[:=]\s{0,9}\[?\s{0,9}\\?[\"']([^\"'<>{}]{3,80}?)\\?[\"']",
    re.IGNORECASE,
)
_SCRIPTED_KEYS = tuple(form for word in ("author", "byline", "creator") for form in (word, word.title(), word.upper()))
_AUTHOR_META = (
    "author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
    "citation_author", "cxenseparse:author", "article:author_name", "twitter:data1",
)  # fmt: skip
_NO_SIGNER = Names(r"location|(?:^|[\s_\-])(?:place|city|role|job|position|cargo|ort)(?:$|[\s_\-])|job-?title|jobtitle")
_DIVIDING = re.compile(r"\s*[|·•∙‧]\s*|\s[–—]\s|\n")
_NEAR = 160  # characters within which names belong to one signing line
_BELIEVED = 0.7  # how sure a printed name is to be where nothing confirms it


@dataclass(frozen=True, slots=True)
class Byline:
    """One person who signs, and the words on the page or in metadata that say so."""

    name: str
    found: Found


def find_bylines(
    page: Page, metadata: Metadata, headline: Found | None, body: Body | None, furniture: Furniture, publisher: str
) -> tuple[Byline, ...]:
    """The persons in the printed order; () where none signs."""
    said = [(name, method) for name, method in _claims(metadata) if not _is_house(name, publisher)]
    printed = [found for found in _printed(page, headline, body, furniture) if not _is_house(found.text, publisher)]
    claimed = {name_key(name) for name, _ in said}
    claimed |= {name_key(found.text) for found in printed if found.method == "html:author-link"}
    if printed:
        claimed |= {name_key(name) for name in _named_by_scripts(page)}
    agreed = [found for found in printed if name_key(found.text) in claimed]
    chosen: list[Found] = []
    if agreed:
        for found in printed:
            if name_key(found.text) in claimed:
                chosen.append(replace(found, confidence=0.96))
            elif found.confidence >= 0.8 and _beside(page, found, agreed):
                chosen.append(replace(found, confidence=0.8))
        chosen.extend(
            Found(name, method, 0.8, *_place_of(page, name, headline, body))
            for name, method in said
            if all(name_key(name) != name_key(found.text) for found in chosen)
        )
    else:
        # Whom the page itself does not name is often the site's owner, or whoever pressed the button.
        for name, method in said:
            if folded(name) in folded(page.text):
                place = _place_of(page, name, headline, body)
                chosen.append(Found(name, method, 0.9 if place[0] >= 0 else 0.65, *place))
    return tuple(Byline(found.text, found) for found in _each_once(chosen or _plainest(printed, body)))


def _beside(page: Page, found: Found, agreed: list[Found]) -> bool:
    """Whether a name stands in the line of an agreed one: it is believed there, one elsewhere is not.

    Behind a mere comma a place or an office may stand ("Jane Doe, Port Aldery"), so the name must look like one.
    """
    if not any(abs(found.start - other.start) < _NEAR for other in agreed):
        return False
    after_comma = any(page.text[other.end : found.start].strip() == "," for other in agreed if other.end <= found.start)
    return not after_comma or is_surely_person(found.text)


def _is_house(name: str, publisher: str) -> bool:
    """Whether the words are the publisher's own name, or begin with it ("Yahoo Finance" at Yahoo)."""
    site, key = name_key(publisher), name_key(name)
    return bool(site) and (
        key == site
        or (len(site) > 3 and key.startswith(site))
        or (len(site) > 5 and site in key)
        or (len(key) > 8 and site.endswith(key))
    )


def _plainest(printed: list[Found], body: Body | None) -> list[Found]:
    """Of names that nothing confirms those that stand where one signs most plainly."""

    def plainness(found: Found) -> float:
        behind = body is not None and found.start > body.start
        return found.confidence + 0.1 * is_surely_person(found.text) - 0.1 * behind

    likely = [
        found
        for found in printed
        if found.confidence >= _BELIEVED and (found.confidence >= 0.8 or is_surely_person(found.text))
    ]
    best = max(likely, key=plainness, default=None)
    if best is None:
        return []
    near = [found for found in likely if abs(found.start - best.start) < _NEAR]
    # An unusual name between two likely ones is one of them.
    first, last = min(found.start for found in near), max(found.start for found in near)
    return [found for found in printed if found in near or first < found.start < last]


def _each_once(names: list[Found]) -> Iterator[Found]:
    """The names without those that repeat one, or a part of one."""
    seen: list[str] = []
    for found in names:
        key = name_key(found.text)
        longer = [other for other in seen if min(len(key), len(other)) > 8]
        if key not in seen and not any(key in other or other in key for other in longer):
            seen.append(key)
            yield found


def _claims(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """(name, method) of everyone whom metadata calls an author."""
    nodes = metadata.linked(metadata.article.get("author")) or metadata.linked(metadata.article.get("creator"))
    for node in nodes:
        kinds = types(node)
        if kinds and not kinds & {"person"} and any("organization" in kind for kind in kinds):
            continue
        for name in byline_names(metadata.text("name", node), labelled=True):
            yield name.text, "json-ld:author"
    for key in _AUTHOR_META:
        for value in metadata.meta.get(key, ())[:6]:
            if not value.startswith(("http", "@", "/")):
                for name in byline_names(value, labelled=True):
                    yield name.text, f"meta:{key}"


def _named_by_scripts(page: Page) -> Iterator[str]:
    """The names that data in the page's scripts calls authors."""
    source = page.source
    places = sorted(place for spelling in _SCRIPTED_KEYS for place in _every(source, spelling) if place)
    for place in places:
        found = _SCRIPTED.match(source, place)
        if found is None:
            continue
        value = found[1].rstrip("\\")
        try:
            value = json.loads(f'"{value}"')  # "Ren\\u00e9"
        except ValueError:
            continue
        for name in byline_names(one_line(value), labelled=True):
            yield name.text


def _every(source: str, word: str) -> Iterator[int]:
    """Where a word stands in the source; finding plain words is far quicker than trying a pattern everywhere."""
    place = source.find(word)
    while place >= 0:
        yield place
        place = source.find(word, place + 1)


def _printed(page: Page, headline: Found | None, body: Body | None, furniture: Furniture) -> Iterator[Found]:
    """Names in signing lines around the headline and right after the body, in the order of the page."""
    lines = sorted(_lines(page, headline, body, furniture), key=lambda line: line[1])
    if body and any(start < body.start + 200 for _, start, _, _ in lines):
        # Who signs above the text signs; names after it belong to other stories.
        lines = [line for line in lines if line[1] < body.end]
    elif body:
        lines = [line for line in lines if line[1] < body.end + 300]
    for certainty, line_start, line_end, element in lines:
        text = page.text[line_start:line_end]
        breaks = _breaks(page, element, line_start, line_end) if element is not None else []
        for name in byline_names(text, labelled=True, breaks=breaks):
            start = line_start + name.start
            before = page.text[max(0, start - 30) : start]
            if not _WROTE.search(before) and _OTHER_ROLE.search(before):
                continue
            if headline and folded(name.text) in folded(headline.text):
                continue  # words of the headline, in an element called "name"
            if element is not None and _is_place(page, element, start, line_start + name.end):
                continue
            linked = element is not None and _links_to_author(element, name.text)
            method = "html:author-link" if linked else "html:byline"
            yield Found(name.text, method, certainty, start, line_start + name.end)


def _is_place(page: Page, element: Element, start: int, end: int) -> bool:
    """Whether an element within the line says that the words are a place or an office."""
    return any(
        _NO_SIGNER.search(marks(inner)) and page.span(inner)[0] <= start and end <= page.span(inner)[1]
        for inner in element.iter()
    )


def _breaks(page: Page, element: Element, start: int, end: int) -> list[int]:
    """Where elements within the line begin and end, counted from its start."""
    edges = {edge for inner in element.iterdescendants() for edge in page.span(inner)}
    return sorted(edge - start for edge in edges if start < edge < end)


def _lines(
    page: Page, headline: Found | None, body: Body | None, furniture: Furniture
) -> Iterator[tuple[float, int, int, Element | None]]:
    """(certainty, start, end, element) of what may sign."""
    opens = headline.start if headline and headline.start >= 0 else -1
    start = max(0, (opens if opens >= 0 else body.start if body else 0) - 300)
    end = (body.end + 700) if body else start + 4000
    inner_start = body.start + 200 if body else end
    inner_end = body.end - 200 if body else end
    seen: set[tuple[int, int]] = set()
    around = {body.element, *body.element.iterancestors()} if body else set()
    for element in (*page.between(start, min(inner_start, end)), *page.between(max(inner_end, inner_start + 1), end)):
        span = page.span(element)
        if span[0] < start or span[1] > end or span in seen or span[1] - span[0] > 300:
            continue
        certainty = _certainty(element)
        if not certainty or inner_start < span[0] < inner_end:
            continue
        if certainty < 0.85 and body and (span[0] < max(opens, start) or body.start < span[0] < inner_end):
            # A class name alone does not sign far from its place between headline and text; right above the
            # headline, beside the date, it does when it also leads to the author's page.
            above = 0 < opens - span[1] < 120 and span[1] - span[0] < 60
            if not above or not any(_AUTHOR_PAGE.search(attribute(link, "href")) for link in element.iter("a")):
                continue
        if any(tag_of(up) in ("aside", "nav", "footer", "figure", "figcaption") for up in element.iterancestors()):
            continue
        boxes = (up for up in (element, *nearest(element, 3)) if up not in around and page.extent(up) < 1500)
        if any(_NOT_BYLINE.search(marks(up)) for up in boxes):
            continue
        seen.add(span)
        yield certainty, *span, element
    for block in page.blocks:
        span = (block.start, block.end)
        if block.start < start or block.end > end or block.end - block.start >= 200 or span in seen:
            continue
        text = page.text[block.start : block.end]
        near = block.start <= inner_start or block.start >= inner_end
        for begin, stop in _segments(text) if near else ():
            if byline_names(text[begin:stop]) and not furniture.holds(block.element):
                place = (block.start + begin, block.start + stop)
                yield 0.8 if block.start < inner_start else 0.72, *place, block.element
        signed = _DATELINE_CJK.match(text) or (_CJK_SIGNED.search(text) if near and len(text) < 80 else None)
        if signed:
            yield 0.8, block.start + signed.start(1), block.start + signed.end(1), None
    if body and body.paragraphs:
        first = body.paragraphs[0][0]
        opening = page.text[first : first + 60]
        dateline = _DATELINE_CJK.match(opening) or _DATELINE_ZH.match(opening)
        if dateline:
            yield 0.82, first + dateline.start(1), first + dateline.end(1), None


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """The line itself, or its parts where marks divide it: "12 March 2024 · By Jane Doe · 4 min read"."""
    if byline_names(text):
        yield 0, len(text)
        return
    place = 0
    for mark in [*_DIVIDING.finditer(text), None]:
        end = mark.start() if mark else len(text)
        if (place, end) != (0, len(text)) and end - place > 6:
            yield place, end
        place = mark.end() if mark else end


def _certainty(element: Element) -> float:
    """How sure an element's own name makes it that it signs; 0 when it says nothing of the kind."""
    properties = (element.get("itemprop") or "").lower().split()
    if "author" in properties or "creator" in properties or "author" in (element.get("rel") or "").lower().split():
        return 0.88
    named = marks(element)
    if named and _ONE_PERSON.search(named):
        return 0.85
    if named and _AUTHOR_NAME.search(named):
        return 0.8
    return 0.78 if tag_of(element) == "a" and _AUTHOR_PAGE.search(attribute(element, "href")) else 0.0


def _links_to_author(element: Element, name: str) -> bool:
    """Whether the element, or a link in it, leads to an author's page whose address spells the name."""
    wanted = name_key(fold(name))
    for link in (element, *element.iter("a")):
        href = unquote(attribute(link, "href"))
        if _AUTHOR_PAGE.search(href):
            try:
                address = urlsplit(href).path
            except ValueError:
                continue
            if wanted in name_key(fold(address)):
                return True
    return False


def _place_of(page: Page, name: str, headline: Found | None, body: Body | None) -> tuple[int, int]:
    """Where a name that metadata gives is printed, near the headline first; (-1, -1) if nowhere near."""
    start = max(0, (headline.start if headline else 0) - 300)
    windows = [(start, body.start + 400 if body else start + 3000)]
    if body:
        windows.append((max(0, body.end - 300), body.end + 800))
    for low, high in windows:
        place = fold(page.text[low:high]).find(fold(name))
        if place >= 0:
            return low + place, low + place + len(name)
    return -1, -1
