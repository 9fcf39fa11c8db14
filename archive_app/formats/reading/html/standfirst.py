"""The standfirst: the deck or lead printed between the headline and the body.

A description in the metadata is only a witness: it is a standfirst when the page prints it apart from the
running text. A lead that merely opens the running text (same element, same class as its neighbours) is body.
"""

from __future__ import annotations

from archive_app.formats.reading.bylines import byline_names
from archive_app.formats.reading.html.body import Body
from archive_app.formats.reading.html.body_edges import in_picture_box, is_dated_line
from archive_app.formats.reading.html.furniture import Furniture, is_byline, is_caption
from archive_app.formats.reading.html.metadata import Metadata
from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Block, Element, Page, marks, nearest, one_line, tag_of
from archive_app.formats.reading.html.witness import Found, folded, likeness

_STRONG = Names(
    r"stand-?first|sub-?head(?:line|ing|er)?|sub-?title|sub-?line|(?:^|[\s_\-])(?:article)?dek(?:$|[\s_\-])"
    r"|articledek|(?:^|[\s_\-])deck(?:$|[\s_\-])"
    r"|(?:^|[\s_\-])(?:lead|lede)(?:$|[\s_\-]|-?(?:text|paragraph|in)\b)|__lead\b|-lead\b|strap-?line|tag-?line"
    r"|kicker-?text|bajada|entradilla|copete|subtitulo|volanta-?text"
    r"|chapo|chapeau|soustitre|sous-?titre|accroche|vorspann|anrei[sß]+er|unterzeile|untertitel|dachzeile-?text"
    r"|ingress|manchet|underrubrik|preamble|ondertitel"
    r"|sommario|article-?_*desc\b|news-?(?:detail-?)?spot|(?:^|[\s_\-])spot(?:$|\s)|occhiello|catenaccio|sottotitolo|linha-?fina|gravata|article-?(?:summary|description|intro|excerpt"
    r"|abstract|subline)|story-?(?:description|summary|dek|deck)"
    r"|headline-?description|post-?(?:excerpt|subtitle|summary)|summary|excerpt|abstract|(?:^|[\s_\-])description(?:$"
    r"|[\s_\-])|alternativeheadline|article-?sapo|(?:^|[\s_\-])sapo(?:$|[\s_\-])|(?:^|[\s_\-])anons?(?:$|[\s_\-])"
    r"|perex|__(?:preview|announce|intro)\b|(?:preview|announce|intro)-?text\b|(?:^|[\s_\-])(?:announce|preview)(?:$|\s)"
)
_WEAK = Names(r"intro|teaser|lead|opening|header-?text|vorspann|(?:^|[\s_\-])desc")
_SHORTEST, _LONGEST = 15, 900


def find_standfirst(
    page: Page, metadata: Metadata, headline: Found | None, body: Body | None, furniture: Furniture
) -> Found | None:
    """The standfirst, None when the page prints none."""
    if headline is None or headline.start < 0:
        return None
    claims = _claims(metadata, headline.text)
    limit = _limit(page, body, headline.end)
    heading = next((block.element for block in page.blocks if block.start <= headline.start < block.end), None)
    best: tuple[float, Found] | None = None
    passed = 0
    for place, block in enumerate(page.blocks):
        if block.start < headline.end:
            continue
        if block.start >= limit or passed > 40:
            break
        passed += 1
        text = one_line(page.text[block.start : block.end])
        if not _SHORTEST <= len(text) <= _LONGEST or folded(text) == folded(headline.text):
            continue
        score, agreed = _score(page, body, furniture, place, block, text, claims, heading)
        # The nearest after the headline is the likeliest.
        score -= 0.02 * passed
        if score >= 1.0 and (best is None or score > best[0]):
            # Never High: on labelled pages one in ten that metadata confirmed was the lead of the text.
            confidence = 0.89 if agreed and score >= 2.6 else 0.85 if score >= 1.8 else 0.75
            best = (score, Found(text, f"html:{tag_of(block.element)}", confidence, block.start, block.end))
    return best[1] if best else None


def _claims(metadata: Metadata, headline: str) -> list[str]:
    claims = [
        metadata.text("alternativeHeadline"),
        metadata.text("description"),
        metadata.text("abstract"),
        metadata.first("og:description")[0],
        metadata.first("description")[0],
        metadata.first("twitter:description")[0],
    ]
    return [claim for claim in dict.fromkeys(claims) if len(claim) >= _SHORTEST and folded(claim) != folded(headline)]


def _limit(page: Page, body: Body | None, after: int) -> int:
    """Where a standfirst can no longer begin: at the body's second paragraph."""
    if body is None:
        return after + 2500
    later = [start for start, _ in body.paragraphs if start >= after]
    return later[1] if len(later) > 1 else (later[0] + 1 if later else after + 2500)


def _score(
    page: Page,
    body: Body | None,
    furniture: Furniture,
    place: int,
    block: Block,
    text: str,
    claims: list[str],
    heading: Element | None,
) -> tuple[float, bool]:
    """How much the block looks like a standfirst, and whether metadata confirms it."""
    chain = _own_elements(page, block)
    around = (*chain, *nearest(block.element, 3))
    if in_picture_box(page, [block.element, *nearest(block.element, 4)]):
        return -1.0, False
    if any(is_caption(element) for element in chain) or any(tag_of(up) in ("figure", "figcaption") for up in around):
        return -1.0, False
    if tag_of(block.element) == "li" or (is_byline(block.element) and len(text) < 120):
        return -1.0, False
    if len(text) < 160 and byline_names(text):
        return -1.0, False
    named = " ".join(marks(element) for element in chain)
    score = 0.0
    strong = bool(_STRONG.search(named))
    if strong:
        score += 1.6
    elif _WEAK.search(named):
        score += 0.4
    tags = {tag_of(element) for element in chain}
    if tags & {"h2", "h3", "h4"}:
        score += 0.7
    if tags & {"strong", "b", "em", "i"}:
        score += 0.4
    agreed = any(_same(text, claim) for claim in claims)
    if agreed:
        score += 1.1
    if not strong and not agreed and furniture.holds(block.element):
        score -= 1.5
    if _links(page, block) > 0.4:
        score -= 1.5
    if text[-1] in ".!?…。！？" or len(text) > 60:
        score += 0.3
    first = _body_start(body, block.start)
    beside = len(text) > 25 and _with_headline(page, body, place, block, heading)
    if beside:
        score += 1.0
    if first and not beside:
        # It opens the running text. It is a standfirst only when it is set apart from what follows.
        if not _set_apart(page, body, place):
            score -= 1.7
        elif strong or tags & {"h2", "h3", "h4"} or _parted(page, body, place):
            score -= 0.2
        else:
            score -= 1.5
    elif (
        not beside
        and body is not None
        and any(up is body.element for up in block.element.iterancestors())
        and not strong
    ):
        score -= 0.3
    return score, agreed


def _with_headline(page: Page, body: Body | None, place: int, block: Block, heading: Element | None) -> bool:
    """Whether the block belongs to the headline: both in one ``header``, or a heading right under it."""
    if heading is None or is_dated_line(one_line(page.text[block.start : block.end])):
        return False
    above = list(block.element.iterancestors())
    header = next(heading.iterancestors("header"), None)
    if header is not None and header in above and page.extent(header) < 2000:
        return body is None or header not in (body.element, *body.element.iterancestors())
    inside = body is not None and body.element in above
    return (
        not inside and tag_of(block.element) in ("h2", "h3") and place > 0 and page.blocks[place - 1].element is heading
    )


def _own_elements(page: Page, block: Block) -> list[Element]:
    """The block's element, what wraps only it, and what it wholly wraps (``<div class="lead"><p><b>``)."""
    size = block.end - block.start
    chain = [block.element]
    for up in block.element.iterancestors():
        start, end = page.span(up)
        if end - start > size * 1.15 + 4 or tag_of(up) in ("body", "html", "article", "main"):
            break
        chain.append(up)
    for inner in block.element.iter():
        if inner is not block.element:
            start, end = page.span(inner)
            if start == block.start and end - start >= size * 0.9:
                chain.append(inner)
    return chain


def _links(page: Page, block: Block) -> float:
    linked = 0
    for inner in block.element.iter("a"):
        start, end = page.span(inner)
        linked += max(0, min(end, block.end) - max(start, block.start))
    if any(tag_of(up) == "a" for up in block.element.iterancestors()):
        return 1.0
    return linked / max(1, block.end - block.start)


def _same(text: str, claim: str) -> bool:
    ours, theirs = folded(text).rstrip(". …"), folded(claim).rstrip(". …")
    if ours == theirs:
        return True
    short, long = sorted((ours, theirs), key=len)
    if len(short) >= 40 and long.startswith(short):
        return True
    return len(short) >= 40 and likeness(text, claim) > 0.9


def _body_start(body: Body | None, start: int) -> bool:
    return body is not None and bool(body.paragraphs) and start == body.paragraphs[0][0]


def _parted(page: Page, body: Body | None, place: int) -> bool:
    """Whether something other than text (a picture, the signing line) stands between the block and the prose."""
    if body is None:
        return True
    block = page.blocks[place]
    # Dates and signing lines that were taken for paragraphs are no prose.
    following = next(
        (start for start, end in body.paragraphs if start >= block.end and not _signs(page, start, end)), -1
    )
    if following < 0:
        return False
    pictures = map(page.offset, page.tagged("figure", "img", "picture"))
    return any(block.end <= offset <= following for offset in pictures)


def _signs(page: Page, start: int, end: int) -> bool:
    line = one_line(page.text[start:end])
    return is_dated_line(line) or bool(byline_names(line))


def _set_apart(page: Page, body: Body | None, place: int) -> bool:
    """Whether the block differs in element, class or parent from the prose that follows it."""
    if body is None:
        return True
    block = page.blocks[place]
    following = [
        other for other in page.blocks[place + 1 : place + 40] if other.start in {start for start, _ in body.paragraphs}
    ]
    prose = [other for other in following if other.end - other.start > 80][:3]
    if not prose:
        return False
    parent = block.element.getparent()
    for other in prose:
        same_parent = other.element.getparent() is parent
        same_look = tag_of(other.element) == tag_of(block.element) and (other.element.get("class") or "") == (
            block.element.get("class") or ""
        )
        beside = other.element.getparent()
        if same_look and parent is not None and beside is not None and not same_parent:
            # Each paragraph in a box of its own, and all the boxes alike.
            same_parent = (
                parent.getparent() is beside.getparent()
                and bool(parent.get("class"))
                and parent.get("class") == beside.get("class")
            )
        if same_parent and (
            same_look
            or (tag_of(other.element) == tag_of(block.element) == "p" and not _STRONG.search(marks(block.element)))
        ):
            return False
    return True
