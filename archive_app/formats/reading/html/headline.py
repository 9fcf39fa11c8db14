"""The headline: the heading a reader sees, confirmed by what the page calls itself.

Metadata often carries another headline (for search engines, for sharing); the printed one is wanted. So the
candidates are visible headings, and metadata only votes among them; it is quoted itself when no heading fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from archive_app.formats.reading.html.metadata import Metadata
from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Element, Page, attribute, marks, tag_of
from archive_app.formats.reading.html.witness import Found, Likeness, folded

_SEPARATED = re.compile(r"\s+[|\-–—:·•»«/]+\s+|\s*[|｜»«_]\s*|\s*-{2,}\s*|：|＿")
_NAMED = Names(
    r"head-?line|(?:article|entry|post|story|page|content|news)[-_]*(?:title|heading|header)|^title\b|\btitle\b"
    r"|titulo|titular|titre|überschrift|rubrik"
)
_ELSEWHERE = Names(
    r"related|recommend|more-?(?:on|from)|teaser|sidebar|side-bar|footer|most-?(?:read|popular|viewed)|trending|widget"
    r"|newsletter|cookie|consent|comment|breadcrumb|\bnav\b|navigation|\bmenu\b|logo|masthead|site-?(?:title|name"
    r"|header)"
    r"|modal|popup|promo|recirc"
)
_HEADINGS = {"h1": 0.55, "h2": 0.15, "h3": 0.03, "title": 0.0}
_NAMED_TAGS = ("div", "p", "span", "header", "b", "strong", "font")
_MAX_LENGTH = 400
_CERTAIN = 1.25


def find_headline(page: Page, metadata: Metadata) -> tuple[Found | None, Element | None]:
    """The headline and the element that prints it; (None, None) when the page has none."""
    claims = list(_claims(page, metadata))
    best: tuple[float, float, Element] | None = None
    lone = sum(1 for element in page.tagged("h1") if 2 <= page.extent(element) <= _MAX_LENGTH) == 1
    measures = [(Likeness(claim), trust) for claim, _, trust in claims]
    # Elements that only their names make headings cannot outdo a heading that metadata confirms.
    for candidates in (_headings, _named_headings):
        if best is not None and best[0] > _CERTAIN:
            break
        for element, weight in candidates(page):
            words = page.words(element)
            ours = Likeness(words)
            agreement = max((_alike(ours, claim) * trust for claim, trust in measures), default=0.0)
            score = agreement + weight
            if lone and tag_of(element) == "h1":
                score += 0.15
            if len(words) < 12:
                score -= 0.25 * (1 - agreement)
            if best is None or score > best[0] + 1e-9:
                best = (score, agreement, element)
    if best and (best[0] >= 0.62 or best[1] >= 0.8 or (not claims and tag_of(best[2]) in ("h1", "h2", "h3"))):
        score, agreement, element = best
        start, end = _without_kicker(page, element, claims)
        text = page.text[start:end]
        witnesses = sum(1 for claim, _, _ in claims if _agreement(text, claim) > 0.93)
        tag = tag_of(element)
        if witnesses >= 2 or (witnesses and tag == "h1"):
            confidence = 0.98
        elif witnesses:
            confidence = 0.93
        elif tag == "h1":
            confidence = 0.86 if agreement > 0.5 or lone else 0.7
        else:
            confidence = 0.6
        return Found(" ".join(text.split()), f"html:{tag}", confidence, start, end), element
    for claim, method, _ in claims:
        if not method.endswith(":whole") and len(claim) >= 4:
            return _printed(page, claim, method), None
    return None, None


def _claims(page: Page, metadata: Metadata) -> Iterator[tuple[str, str, float]]:
    """(headline, method, trust): what metadata calls the article, without the site's name."""
    site = {folded(name) for name in (metadata.first("og:site_name")[0], metadata.first("application-name")[0]) if name}
    value = metadata.text("headline") or metadata.text("name")
    if value:
        yield value, "json-ld:headline", 1.0
    for names in (
        ("og:title",),
        ("twitter:title",),
        ("headline", "title", "dc.title", "parsely-title", "sailthru.title"),
    ):
        value, name = metadata.first(*names)
        if value and folded(value) not in site:
            for claim, trust in _without_site(value):
                yield claim, name, trust
    if metadata.title and folded(metadata.title) not in site:
        for claim, trust in _without_site(metadata.title):
            yield claim, "html:title", trust * 0.97


def _without_site(value: str) -> Iterator[tuple[str, float]]:
    """The value with one or more trailing (or leading) parts taken off, the shortest last."""
    cuts = list(_SEPARATED.finditer(value))
    if not cuts:
        yield value, 1.0
        return
    # The site's name is the short end; the headline the longest part or run of parts.
    first = value[: cuts[-1].start()]
    opening = value[: cuts[0].start()]
    low_line = next((cut.start() for cut in cuts if cut.group() == "_"), 0)
    if low_line >= 8:
        # "Headline_Section_Site" is how Chinese pages are titled; no headline has a low line in it.
        yield value[:low_line], 0.99
    elif len(cuts) > 1 and len(opening) >= 0.5 * len(value) and len({cut.group() for cut in cuts}) == 1:
        # "Headline - Section - Site": the same stroke throughout, and short names behind it.
        yield opening, 0.985
    yield (first if len(first) >= 0.4 * len(value) else value), 0.98
    yield value, 1.0
    if len(cuts) > 1:
        yield value[: cuts[0].start()], 0.9
        if len(cuts) > 2:
            yield value[: cuts[-2].start()], 0.95
    if len(value) - cuts[0].end() >= 0.25 * len(value):
        yield value[cuts[0].end() :], 0.95


def _headings(page: Page) -> Iterator[tuple[Element, float]]:
    """Headings, and what microdata calls the headline, with what their name and place say for them."""
    declared = [element for element in page.having("itemprop") if "headline" in (element.get("itemprop") or "").lower()]
    return _weighed(page, {*page.tagged(*_HEADINGS), *declared}, set())


def _named_headings(page: Page) -> Iterator[tuple[Element, float]]:
    """The other elements that may print the headline: those named like one."""
    named = {element for tag in _NAMED_TAGS for element in page.by_tag.get(tag, ()) if _NAMED.search(marks(element))}
    yield from _weighed(page, named, named)


def _weighed(page: Page, possible: set[Element], named_ones: set[Element]) -> Iterator[tuple[Element, float]]:
    for element in sorted(possible, key=page.number.__getitem__):
        tag = tag_of(element)
        named = marks(element)
        weight = _HEADINGS.get(tag)
        if "headline" in (element.get("itemprop") or "").lower().split():
            weight = (weight or 0.0) + 0.35
        elif weight is None and element in named_ones:
            weight = -0.05
        if weight is None:
            continue
        start, end = page.span(element)
        if start < 0 or not 2 <= end - start <= _MAX_LENGTH:
            continue
        if _NAMED.search(named):
            weight += 0.08
        for up in element.iterancestors():
            name = tag_of(up)
            if name in ("nav", "footer", "aside", "form", "button"):
                weight -= 0.45
                break
            if name in ("article", "main"):
                weight += 0.06
                break
            if _ELSEWHERE.search(marks(up)) and len(page.words(up)) < 0.4 * len(page.text):
                weight -= 0.35
                break
        if _ELSEWHERE.search(named):
            weight -= 0.2
        if any(tag_of(up) == "a" for up in element.iterancestors()):
            weight -= 0.15
        if any(_leads_home(page, link) for link in (*element.iterancestors("a"), *element.iter("a"))):
            weight -= 0.6  # the site's own name
        # Of two equals the earlier one is the headline; related stories come later.
        yield element, weight - 0.1 * start / max(1, len(page.text))


def _agreement(words: str, claim: str) -> float:
    return _alike(Likeness(words), Likeness(claim))


def _leads_home(page: Page, link: Element) -> bool:
    """Whether a link goes to the front page of the site."""
    href = attribute(link, "href")
    if not href or href.startswith("#"):
        return False
    try:
        parts, own = urlsplit(href), urlsplit(page.url)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query and (not parts.netloc or parts.netloc == own.netloc)


def _alike(words: Likeness, claim: Likeness) -> float:
    ours, theirs = words.folded, claim.folded
    if ours == theirs:
        return 1.0
    if len(theirs) >= 20 and (ours.startswith(theirs) or ours.endswith(theirs)):
        return 0.95
    if len(ours) >= 20 and (theirs.startswith(ours) or theirs.endswith(ours)):
        return 0.95
    return words.to(claim) * 0.94


def _without_kicker(page: Page, element: Element, claims: list[tuple[str, str, float]]) -> tuple[int, int]:
    """The headline's span without a kicker or a badge printed in the same heading."""
    start, end = page.span(element)
    whole = folded(page.text[start:end])
    wanted = {folded(claim) for claim, _, _ in claims}
    if whole in wanted:
        return start, end
    for inner in element.iter():
        if inner is element:
            continue
        inner_start, inner_end = page.span(inner)
        if inner_start >= 0 and inner_end - inner_start >= 15 and folded(page.text[inner_start:inner_end]) in wanted:
            return inner_start, inner_end
    return start, end


def _printed(page: Page, claim: str, method: str) -> Found:
    """A metadata headline, with its place on the page where a block prints just these words."""
    wanted = folded(claim)
    for block in page.blocks:
        if block.end - block.start <= _MAX_LENGTH and folded(page.text[block.start : block.end]) == wanted:
            return Found(claim, method, 0.85, block.start, block.end)
    return Found(claim, method, 0.75)
