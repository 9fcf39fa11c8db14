"""The pictures of the article, each once, with the element that holds it and what is printed with it.

The same picture again (another size, a slideshow, an enlarged view, ``noscript``) is folded into its first
showing. ``editorial`` decides which pictures are the article's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from archive_app.formats.reading.credit_place import is_credit_line, is_dateline, is_name
from archive_app.formats.reading.html.body import Body
from archive_app.formats.reading.html.captions import Legend, Words, legend_in, legend_of
from archive_app.formats.reading.html.editorial import Editorial, is_junk
from archive_app.formats.reading.html.furniture import is_caption
from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Element, Page, attribute, clean, marks, tag_of
from archive_app.formats.reading.html.pictures import Addresses, addresses, picture_key
from archive_app.formats.reading.html.stated_legends import StatedLegends
from archive_app.formats.reading.html.witness import Found

_PICTURE_TAGS = ("img", "amp-img", "picture", "image")
_LEGEND_NAME = Names(r"caption|cptn|credit|bildunterschrift|copyright|legend|leyenda|photographer|bildtext|didascalia")
_BACKGROUND_NAMES = ("data-bg", "data-background", "data-background-image", "data-bg-src")
# What opens a paragraph that only describes the picture above it.
_DESCRIBES = re.compile(r"^(?:图为|图[一二三四五六七八九十\d]*[：:]|图片说明|资料图|△|▲|▼|↑|写真[：:は]|【写真)")
_TAKEN_BY = re.compile(r"[。，,\s](?:新华社|中新社|本报)?(?:记者|通讯员)?\s?[\u4e00-\u9fff\s]{2,10}(?:摄|撮影)[）)]?$")
# The closing line of a page, not a credit.
_RIGHTS = re.compile(
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos", re.IGNORECASE
)
MOST_PHOTOS = 300


@dataclass(slots=True)
class FoundPhoto:
    """One picture found, with all its addresses' names (``keys``)."""

    element: Element | None
    addresses: Addresses
    unit: Element | None
    offset: int
    alt: str = ""
    legend: Legend = field(default_factory=Legend)
    confidence: float = 0.8
    method: str = "html:img"
    keys: set[str] = field(default_factory=set)


class PhotoFinder:
    """Finds the pictures of one page."""

    def __init__(
        self,
        page: Page,
        editorial: Editorial,
        stated: StatedLegends,
        headline: Found | None,
        body: Body | None,
        for_all: Words | None = None,
    ) -> None:
        """``for_all`` is the credit that the article prints for all pictures that have none of their own."""
        self._for_all = for_all
        self._page = page
        self._editorial = editorial
        self._stated = stated
        self._body = body
        self._prose = body.paragraphs if body else ()
        self._headline = headline
        self._known: dict[Element, Addresses | None] = {}
        self._starts = [block.start for block in page.blocks]

    def find(self, players: set[Element], *, use_lead: bool = True) -> list[FoundPhoto]:
        """The pictures in the order of the page.

        Args:
            players: Elements around video players; what is in them is no photo.
            use_lead: Whether the picture that metadata names may stand in where the page shows none.
        """
        found: list[FoundPhoto] = []
        by_key: dict[str, FoundPhoto] = {}
        for element, given in self._candidates():
            known = next((by_key[key] for key in given.keys if key in by_key), None)
            if known is not None:
                self._again(known, element, given)
                continue
            confidence = self._editorial.certainty(element, given, players)
            if confidence < 0.5:
                continue
            photo = FoundPhoto(element, given, self._unit(element, given), self._page.offset(element))
            photo.alt, photo.confidence, photo.keys = _alt(element), confidence, set(given.keys)
            photo.legend = self._legend(photo)
            by_key.update(dict.fromkeys(given.keys, photo))
            found.append(photo)
            if len(found) >= MOST_PHOTOS:
                break
        self._add_lead(found, use_lead=use_lead)
        self._keep_custom(found)
        for photo in found:
            # What only attributes or metadata say is taken where nothing is printed.
            if photo.legend.credit is None:
                stated = self._stated.of(photo.element, photo.keys)
                photo.legend = Legend(photo.legend.caption or stated.caption, stated.credit)
            if photo.legend.credit is None and self._for_all is not None and photo.element is not None:
                photo.legend = Legend(photo.legend.caption, self._for_all)
        return found

    def _keep_custom(self, found: list[FoundPhoto]) -> None:
        """Where the page closes its captions with a credit in brackets, a bare name in brackets is one too."""
        bracketed = sum(1 for photo in found if photo.legend.credit and photo.legend.credit.text.startswith("("))
        if bracketed < 3:
            return
        for photo in found:
            caption = photo.legend.caption
            if photo.legend.credit or caption is None:
                continue
            text = self._page.text[caption.start : caption.end]
            match = re.search(r"\s*(\(([A-ZÀ-Þ][\w.'’&-]*(?:[\s/]+[A-ZÀ-Þ][\w.'’&-]*){0,4})\))\.?$", text)
            if match and match.start() > 0:
                start, end = caption.start + match.start(1), caption.start + match.end(1)
                credit = Words(match[1], start, end, "text:brackets", 0.75)
                kept = caption.start + match.start()
                photo.legend = Legend(
                    Words(" ".join(text[: match.start()].split()), caption.start, kept, caption.method, 0.8), credit
                )

    def _candidates(self) -> Iterator[tuple[Element, Addresses]]:
        page = self._page
        possible = {
            *page.tagged(*_PICTURE_TAGS),
            *filter(_may_have_background, page.having("style", *_BACKGROUND_NAMES)),
        }
        for element in sorted(possible, key=page.number.__getitem__):
            tag = tag_of(element)
            if tag == "picture" and next(element.iter("img", "amp-img"), None) is not None:
                continue
            given = self._addresses(element)
            if given is not None:
                yield element, given

    def _addresses(self, element: Element) -> Addresses | None:
        if element not in self._known:
            self._known[element] = addresses(self._page, element)
        return self._known[element]

    def _add_lead(self, found: list[FoundPhoto], *, use_lead: bool) -> None:
        """The picture of the metadata where the page shows none, or shows a caption whose picture is lost."""
        if any(photo.keys & self._editorial.lead_keys for photo in found) or self._body is None:
            return
        orphan = self._orphan_legend(found)
        if orphan is None and (found or not use_lead):
            return
        for address in self._editorial.leads:
            real = self._page.address(address)
            given = Addresses(real, real, (real,))
            if real and not is_junk(given):
                lead = FoundPhoto(None, given, None, self._editorial.start, confidence=0.5, method="og:image")
                lead.keys = {picture_key(real)}
                if orphan is not None:
                    lead.legend, lead.confidence = orphan, 0.8
                found.insert(0, lead)
                return

    def _orphan_legend(self, found: list[FoundPhoto]) -> Legend | None:
        """A caption near the headline whose picture the saved page has lost (a background, a script)."""
        page, body = self._page, self._body
        taken = [page.span(photo.unit) for photo in found if photo.unit is not None]
        for block in page.blocks:
            if block.start < self._editorial.start - 400:
                continue
            if body is None or block.start > body.start:
                return None
            if any(start <= block.start < end for start, end in taken) or not is_caption(block.element):
                continue
            legend = legend_in(page, block.start, block.end, "html:caption")
            if legend.caption and legend.credit:
                return legend
        return None

    def _unit(self, element: Element, given: Addresses) -> Element | None:
        """The largest element around the picture that holds nothing but it and its words."""
        page = self._page
        for up in element.iterancestors():
            if tag_of(up) == "figure":
                if not page.words(up):
                    break  # the caption may stand beside the figure
                return up
        best: Element | None = None
        for up in element.iterancestors():
            if tag_of(up) in ("body", "html", "main", "article"):
                break
            start, end = page.span(up)
            if start >= 0 and (end - start > 1500 or self._touches_prose(start, end)):
                break
            if self._headline and start >= 0 and start <= self._headline.start < end:
                break
            if self._other_pictures(up, given):
                break
            best = up
        return best

    def _touches_prose(self, start: int, end: int) -> bool:
        """Whether a stretch holds running text; a small part of a paragraph (a picture set into it) does not."""
        for begin, stop in self._prose:
            if (
                begin < end
                and start < stop
                and not (begin <= start and end <= stop and (end - start) * 2 < stop - begin)
            ):
                return True
        return False

    def _other_pictures(self, element: Element, given: Addresses) -> bool:
        for inner in element.iter("img", "amp-img"):
            other = self._addresses(inner)
            if other is not None and not other.keys & given.keys and not is_junk(other):
                return True
        return False

    def _legend(self, photo: FoundPhoto) -> Legend:
        legend = legend_of(self._page, photo.unit, self._prose) if photo.unit is not None else Legend()
        if legend.caption is None or legend.credit is None:
            after = self._following(photo)
            if after is not None and after.credit is None and _is_overlay(legend, after):
                # A few words laid over the picture, the caption below it.
                words = legend.caption
                legend = Legend(
                    after.caption, replace(words, method="html:overlay", confidence=0.85) if words else None
                )
            elif after is not None and legend.caption is None:
                legend = Legend(after.caption, legend.credit or after.credit)
            elif after is not None and after.caption is None:
                legend = Legend(legend.caption, legend.credit or after.credit)
        return legend

    def _following(self, photo: FoundPhoto) -> Legend | None:
        """A caption or credit in the blocks right after a picture that has no words of its own."""
        page = self._page
        if photo.element is None:
            return None
        unit = photo.unit if photo.unit is not None else photo.element
        end = page.span(unit)[1]
        end = end if end >= 0 else page.offset(photo.element)
        legend = Legend()
        for block in page.blocks[bisect_left(self._starts, end) :]:
            line = " ".join(page.text[block.start : block.end].split())
            if block.start - end > 4 or len(line) > 600 or (legend.caption and legend.credit):
                break
            found = self._beside(block.element, block.start, block.end, line, legend)
            if found is None:
                break
            legend = Legend(legend.caption or found.caption, legend.credit or found.credit)
            end = block.end
        return legend if legend.caption or legend.credit else None

    def _beside(self, element: Element, start: int, end: int, line: str, known: Legend) -> Legend | None:
        """What a block right after a picture says of it; None when it is text of its own."""
        page = self._page
        if any(tag_of(up) in ("footer", "nav", "aside") for up in element.iterancestors()) or _RIGHTS.search(line):
            return None
        if is_dateline(line):
            return None
        parent = element.getparent()
        near = (element,) if parent is None else (element, parent)
        if any(tag_of(up) == "figcaption" or _LEGEND_NAME.search(marks(up)) for up in near):
            if known.caption and not known.credit and (is_credit_line(line) or is_name(line)):
                return Legend(None, Words(line, start, end, "html:caption", 0.9))
            return legend_in(page, start, end, "html:caption")
        if _DESCRIBES.match(line) and len(line) < 200 and known.caption is None:
            return legend_in(page, start, end, "text:after-picture")
        if known.caption is None and len(line) < 200 and _TAKEN_BY.search(line):
            return legend_in(page, start, end, "text:after-picture")
        small = self._small_print(element)
        if (start, end) in self._prose and not small:
            return None
        if is_credit_line(line):
            return legend_in(page, start, end, "text:after-picture")
        if small and len(line) < 300 and known.caption is None:
            return legend_in(page, start, end, "html:after-picture")
        return None

    def _small_print(self, element: Element) -> bool:
        """Whether all of the block is set in italics or small type."""
        start, end = self._page.span(element)
        for inner in element.iter("i", "em", "small", "cite"):
            inner_start, inner_end = self._page.span(inner)
            if inner_start >= 0 and inner_end - inner_start >= 0.8 * (end - start):
                return True
        return tag_of(element) in ("small", "i", "em", "cite")

    def _again(self, known: FoundPhoto, element: Element, given: Addresses) -> None:
        """Another showing of a picture already found: it may have the words that the first lacks."""
        known.keys |= given.keys
        known.alt = known.alt or _alt(element)
        if known.legend.caption is not None and known.legend.credit is not None:
            return
        other = self._legend(FoundPhoto(element, given, self._unit(element, given), self._page.offset(element)))
        if known.legend.caption is None and (known.legend.credit is None or other.credit is not None):
            known.legend = Legend(other.caption, known.legend.credit or other.credit)
        elif known.legend.credit is None and other.credit is not None:
            known.legend = Legend(known.legend.caption, other.credit)


def _is_overlay(own: Legend, below: Legend) -> bool:
    """Whether the words in a picture's box name its source: few, no sentence, and a marked caption stands below."""
    words, caption = own.caption, below.caption
    return bool(
        words
        and caption
        and own.credit is None
        and words.method == "html:figure"
        and caption.method in ("html:figcaption", "html:caption")
        and len(words.text) <= 60
        and words.text[0].isupper()
        and words.text[-1] not in ".!?…:"
        and len(words.text.split()) <= 6
    )


def _alt(element: Element) -> str:
    return clean(attribute(element, "alt", "data-alt", "title"))[:1000]


def _may_have_background(element: Element) -> bool:
    if tag_of(element) in ("body", "html", "video", "iframe", "input", "script", "style", "source", "noscript"):
        return False
    style = element.get("style")
    return bool(style and "url(" in style) or any(element.get(name) for name in _BACKGROUND_NAMES)
