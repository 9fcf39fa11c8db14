"""Caption and credit of one picture: which words near it are which.

First the markup decides (elements named credit, copyright, source, caption in several languages; microdata);
then the words do (a label, closing brackets, a separator, a known agency at the end). Words that are controls
or off-screen labels belong to neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive_app.formats.reading.credit_place import credit_in, is_credit_line, is_dateline, is_name, names_after_label
from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Element, Page, marks, tag_of
from archive_app.formats.reading.html.witness import folded

_CREDIT_NAME = Names(
    r"credit|copyright|photographer|photo-?(?:by|author|source)|fotograf|(?:^|[\s_\-])foto-?(?:credit|autor|quelle)"
    r"|(?:^|[\s_\-])(?:source|quelle|fuente|fonte|kilde|källa|bron|author|autor|auteur|byline|by-line|attribution"
    r"|agency|agence|agencia|agentur|(?:copyrights?|image-rights|photo-rights)|rechte|provider|owner|licen[cs]e|firma"
    r"|urheber|bildnachweis|signature)(?:$|[\s_\-])|image-?source|img-?(?:source|author)|picture-?source|crédit"
    r"|credito|bildrechte|image-box__author|__author|__source|contentcredit|-author\b|-source\b|creditline"
    r"|sourceorganization|copyrightholder|creditText",
    re.IGNORECASE,
)
_CAPTION_NAME = Names(
    r"(?:caption|cptn)(?!.{0,12}credit)|legend|descri|(?:^|[\s_\-])desc(?:$|[\s_\-])|bildtext|bildunterschrift|bildtekst"
    r"|kuvateksti|alairas|popisek|img-?desc|image-?desc|pie-?foto|resim-?alt|keterangan|leyenda|didascalia|(?:^|[\s_\-])title(?:$|[\s_\-])|(?:^|[\s_\-])text(?:$|[\s_\-])|epigrafe"
    r"|pie-?(?:de-?)?foto|img-?info|image-?info|photo-?info",
    re.IGNORECASE,
)
_OFF_SCREEN = Names(
    r"visually-?hidden|sr-only|screen-?reader|off-?screen|hidden-?text|(?:^|[\s_\-])hide(?:$|\s)|hide-(?:caption|text)|toggle|(?:^"
    r"|[\s_\-])button|btn|enlarge|zoom|(?:^|[\s_\-])counter|(?:^|[\s_\-])share|social|lightbox-?(?:open|close)|icon"
    r"|tooltip|label--hidden",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"^(?:hide caption|toggle caption|enlarge(?: this)? image|(?:media|image|video) caption:?|image caption,?|image:"
    r"|image source,?|media playback .*|click to enlarge|view (?:gallery|image|fullscreen|full size|all photos)"
    r"|open (?:image|gallery).*|close|expand|zoom|share|fullscreen|full screen|play|play video|watch|more|less"
    r"|read more|show more|i|photos?|next|previous|prev|back|skip|ad|advertisement|vergrößern|bild vergrößern"
    r"|bild in lightbox öffnen|bild öffnen|bild in detailansicht öffnen|großansicht|bild anzeigen|visa mer"
    r"|visa mindre|lire la suite|agrandir|agrandir l[’']image|plein écran|ampliar|ver más|ver galería|ver imagen"
    r"|amplía|abrir|fechar|ingrandisci|vis mer|åbn|\d{1,3}\s*(?:/|of|von|de|sur|av)\s*\d{1,3}|\(?\d{1,3}\)?"
    r"|перейти в (?:медиабанк|фотобанк)|buy (?:photo|this photo)"
    r"|\d{1,2}:\d\d|[+×x<>›‹→←•|–-]|loading\.*|image \d+ of \d+|slide \d+.*|listen|copy|embed)$",
    re.IGNORECASE,
)
_LEADING_CONTROL = re.compile(
    r"^(?:media caption|image caption|video caption|image source|vergrößern|bild vergrößern|enlarge this image"
    r"|click to enlarge)[,:]?\s+(?=\S)",
    re.IGNORECASE,
)
_TRAILING_CONTROL = re.compile(
    r"\s+(?:hide caption|toggle caption|visa mer|vergrößern|enlarge this image|\(?click to enlarge\)?|read more"
    r"|lire la suite)\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:photos?|fotos?|image|bild|gambar|ảnh|фото)\s*[:：]\s*", re.IGNORECASE)
_CUES = re.compile(r"[\[(（|].{2,60}$|\bphotos?\b|\bfotos?\b|\bcredit\b|©|사진|摄|撮影|ảnh:", re.IGNORECASE)
_NAMES_ONLY = re.compile(r"[A-ZÀ-Þ][\w.&'’-]*(?:\s?/\s?[A-ZÀ-Þ][\w.&'’-]*(?: [A-ZÀ-Þ][\w.&'’-]*)?){1,3}")
_MOST = 1600
_INLINE = frozenset(["a", "b", "strong", "em", "i", "u", "font", "mark", "sup", "sub", "abbr"])


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the reading text taken for a caption or a credit; ``text`` is what it says on one line."""

    text: str
    start: int
    end: int
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Legend:
    """What is printed with one picture."""

    caption: Words | None = None
    credit: Words | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: str  # caption, credit, words
    method: str
    parts: tuple[tuple[int, int], ...] = ()  # the runs of elements that are no mere emphasis or link


def legend_of(page: Page, unit: Element, others: Sequence[tuple[int, int]] = ()) -> Legend:
    """The caption and credit in the element that holds one picture.

    Args:
        page: The page.
        unit: The element, for example a ``figure``.
        others: Spans of the text that are not to be taken (body paragraphs).
    """
    pieces = [
        piece
        for piece in _pieces(page, unit)
        if not any(start < piece.end and piece.start < end for start, end in others)
    ]
    return _decide(page, pieces)


def legend_in(page: Page, start: int, end: int, method: str) -> Legend:
    """The caption and credit in a stretch of text that stands by itself (a paragraph after a picture)."""
    return _decide(page, [_Piece(start, end, "words", method)])


def _decide(page: Page, pieces: Sequence[_Piece]) -> Legend:
    marked = [piece for piece in pieces if piece.kind == "credit"]
    captions = [piece for piece in pieces if piece.kind == "caption"]
    loose = [piece for piece in pieces if piece.kind == "words"]
    if not captions:
        captions = loose
    elif not marked:
        # A short line beside a marked caption may be its credit.
        for piece in loose:
            line = page.text[piece.start : piece.end]
            if is_credit_line(line):
                marked.append(_Piece(piece.start, piece.end, "credit", "text:credit"))
                break
    if not marked:
        captions, marked = _apart(page, captions)
    marked = [piece for piece in marked if _worth(page, piece)]
    caption_words = _joined(page, captions)
    if marked:
        credit = marked[0]
        text = _one(page, credit.start, credit.end)
        joined_end = credit.end
        for other in marked[1:]:
            # Neighbouring credit elements (name, agency) make one line.
            if other.start - joined_end <= 6 and folded(page.text[other.start : other.end]) not in folded(text):
                joined_end = other.end
                text = _one(page, credit.start, joined_end)
        words = Words(text, credit.start, joined_end, credit.method, 0.95)
        if caption_words is not None and (
            is_credit_line(caption_words.text) or _NAMES_ONLY.fullmatch(caption_words.text)
        ):
            # Two halves of one credit ("Provided by X" and "Y/Z").
            start, end = min(words.start, caption_words.start), max(words.end, caption_words.end)
            if end - start <= len(words.text) + len(caption_words.text) + 4 and folded(
                caption_words.text
            ) not in folded(text):
                words = Words(_one(page, start, end), start, end, credit.method, 0.85)
            caption_words = None
        if (
            caption_words
            and folded(text)
            and folded(caption_words.text).endswith(folded(text))
            and caption_words.end > credit.start
        ):
            caption_words = _shortened(page, caption_words, credit.start)
        if caption_words is not None:
            inner = credit_in(page.text[caption_words.start : caption_words.end])
            # The caption may carry the same credit again (wire captions do).
            if inner and folded(inner.line).strip("() ") in folded(text):
                caption_words = _shortened(page, caption_words, caption_words.start + inner.start)
        return Legend(caption_words, words)
    if caption_words is None:
        return Legend()
    return _split(page, caption_words)


def _apart(page: Page, pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """The pieces without one that is set apart by markup and reads like a credit, and that one.

    The last run is tried with the widest net (a bare name), then the first ("© NAME" before the caption).
    """
    runs = [(piece, run) for piece in pieces for run in (piece.parts or ((piece.start, piece.end),))]
    if len(runs) < 2 or (len(pieces) == 1 and names_after_label(_one(page, pieces[0].start, pieces[0].end))):
        return pieces, []
    for (piece, (start, end)), bare in ((runs[-1], True), (runs[0], False)):
        line = _one(page, start, end)
        before = page.text[max(0, start - 1) : start]
        if not (
            is_credit_line(line) or (bare and (is_name(line) or _is_maker(line, page.text[pieces[0].start : start])))
        ):
            continue
        if bare and before and before not in " \n" and not re.search(r"[.!?…”\"»)]$", page.text[:start].rstrip()):
            continue  # the end of a word: emphasis, not a credit
        credit = _Piece(start, end, "credit", "html:apart")
        kept = [other for other in pieces if other is not piece]
        around = (page.trim(piece.start, start), page.trim(end, piece.end))
        kept.extend(_Piece(*rest, piece.kind, piece.method) for rest in around if rest[0] >= 0)
        return sorted(kept, key=lambda one: one.start), [credit]
    return pieces, []


def _is_maker(line: str, before: str) -> bool:
    """Whether a line in an element of its own, after a whole sentence, is a maker's name: few words, all capitals."""
    words = re.findall(r"[^\W_][\w.'’&\-]*", line)
    joining = ("for", "via", "of", "de", "and", "by", "the", "y", "et", "und", "von", "van", "du", "la")
    return (
        1 <= len(words) <= 8
        and len(line) <= 70
        and line[-1] not in ".!?:;…"
        and bool(re.search(r"[.!?…”\"»)]\s*$", before))
        and all(word[0].isupper() or word in joining for word in words)
    )


def _split(page: Page, words: Words) -> Legend:
    """Caption and credit out of one run of words."""
    text = page.text[words.start : words.end]
    found = credit_in(text)
    if found is None:
        # A caption that still holds what looks like a credit is not surely whole.
        doubtful = _CUES.search(text[-120:])
        return Legend(caption=replace(words, confidence=min(words.confidence, 0.8)) if doubtful else words)
    start, end = words.start + found.start, words.start + found.end
    label = _LABEL.match(text)
    if label and label.end() < found.caption_end and found.start >= found.caption_end:
        # "Photo: what it shows (Name/House)": the label says no more than that this is a picture.
        words = replace(words, start=words.start + label.end())
        text = page.text[words.start : words.end]
        found = replace(found, start=found.start - label.end(), caption_end=found.caption_end - label.end())
    credit = Words(_one(page, start, end), start, end, found.method, found.confidence)
    before, after = page.trim(words.start, words.start + found.caption_end), page.trim(end, words.end)
    caption_span = before if before[0] >= 0 else after
    if before[0] >= 0 and after[0] >= 0 and after[1] - after[0] > 25 and found.first is False:
        # Words on both sides: the caption goes around the credit only when the rest is a sentence of its own.
        caption_span = before
    if found.first:
        caption_span = after
    if caption_span[0] < 0 or not re.search(r"\w", page.text[slice(*caption_span)]):
        return Legend(credit=credit)
    caption = Words(
        _one(page, *caption_span), *caption_span, words.method, min(words.confidence, found.confidence + 0.03)
    )
    return Legend(caption, credit)


def _shortened(page: Page, words: Words, end: int) -> Words | None:
    start, end = page.trim(words.start, end)
    if start < 0:
        return None
    return Words(_one(page, start, end), start, end, words.method, words.confidence)


def _worth(page: Page, piece: _Piece) -> bool:
    text = _one(page, piece.start, piece.end)
    return bool(re.search(r"\w", text)) and len(text) <= 250


def _joined(page: Page, pieces: Sequence[_Piece]) -> Words | None:
    """The pieces as one caption: neighbours are joined, repetitions (of a mobile layout) are not."""
    useful = [piece for piece in pieces if re.search(r"\w", page.text[piece.start : piece.end])]
    if not useful:
        return None
    first = useful[0]
    start, end = first.start, first.end
    for piece in useful[1:]:
        if piece.start - end > 40 or folded(page.text[piece.start : piece.end]) in folded(page.text[start:end]):
            continue
        end = max(end, piece.end)
    if end - start > _MOST:
        start, end = first.start, first.end
    text = page.text[start:end]
    cut = _LEADING_CONTROL.match(text)
    if cut:
        start += cut.end()
    cut = _TRAILING_CONTROL.search(page.text[start:end])
    if cut:
        end = start + cut.start()
    start, end = page.trim(start, end)
    if start < 0:
        return None
    return Words(_one(page, start, end), start, end, first.method, 0.93 if first.kind == "caption" else 0.8)


def _one(page: Page, start: int, end: int) -> str:
    return " ".join(page.text[start:end].split())


def _pieces(page: Page, unit: Element) -> Iterator[_Piece]:
    """The runs of words in the unit, each with what its elements say it is."""
    if page.span(unit)[0] < 0:
        return
    runs: list[tuple[int, int, Element]] = []
    _runs(page, unit, runs)
    merged: list[_Piece] = []
    for start, end, element in runs:
        text = page.text[start:end]
        chain = _chain(element, unit)
        if _CONTROL.match(" ".join(text.split())) or any(_is_off_screen(up) for up in chain):
            continue
        kind, method = _kind(chain)
        last = merged[-1] if merged else None
        # A run goes on where inline markup (a link, emphasis) ends.
        if last and last.kind == kind and "\n\n" not in page.text[last.end : start]:
            apart = tag_of(element) not in _INLINE and tag_of(element) != "figcaption"
            parts = (*last.parts, (start, end)) if apart else last.parts
            merged[-1] = _Piece(last.start, end, kind, last.method, parts)
        else:
            merged.append(_Piece(start, end, kind, method, ((start, end),)))
    for piece in merged:
        text = " ".join(page.text[piece.start : piece.end].split())
        if not _CONTROL.match(text) and not is_dateline(text):
            yield piece


def _runs(page: Page, unit: Element, runs: list[tuple[int, int, Element]]) -> None:
    """(start, end, element) of every stretch of text directly in an element of the unit, in order."""
    for element in unit.iter():
        start, end = page.span(element)
        if start < 0:
            continue
        inner: list[tuple[int, int]] = []
        for child in element:
            span = page.span(child)
            if span[0] >= 0:
                inner.append(span)
        place = start
        for child_start, child_end in inner:
            own = page.trim(place, child_start)
            if own[0] >= 0:
                runs.append((*own, element))
            place = max(place, child_end)
        own = page.trim(place, end)
        if own[0] >= 0:
            runs.append((*own, element))
    runs.sort(key=lambda run: run[0])


def _chain(element: Element, unit: Element) -> list[Element]:
    chain = []
    up: Element | None = element
    while up is not None:
        chain.append(up)
        if up is unit:
            break
        up = up.getparent()
    return chain


def _is_off_screen(element: Element) -> bool:
    if tag_of(element) in ("button", "time", "nav", "form"):
        return True
    named = marks(element)
    return bool(
        named
        and tag_of(element) not in ("figure", "figcaption")
        and _OFF_SCREEN.search(named)
        and not _CAPTION_NAME.search(named)
        and not _CREDIT_NAME.search(named)
    )


def _kind(chain: Sequence[Element]) -> tuple[str, str]:
    """What the nearest telling element says the words are."""
    for element in chain:
        tag = tag_of(element)
        named = marks(element)
        if tag in ("cite", "small") and any(tag_of(up) in ("figure", "figcaption") for up in chain):
            return "credit", f"html:{tag}"
        if tag == "img":
            continue
        if named:
            credit, caption = _CREDIT_NAME.search(named), _CAPTION_NAME.search(named)
            if credit and (not caption or _names_only_credit(named)) and tag != "figure":
                return "credit", "html:credit"
            if caption and tag not in ("figure", "section", "article"):
                return "caption", "html:figcaption" if any(
                    tag_of(up) == "figcaption" for up in chain
                ) else "html:caption"
        if tag == "figcaption":
            return "caption", "html:figcaption"
    return "words", "html:figure"


def _names_only_credit(named: str) -> bool:
    """Whether a class such as ``caption-credit`` means the credit within the caption, not both."""
    return bool(
        re.search(
            r"caption[-_]{0,2}(?:credit|copyright|author|source)|(?:image|photo)[-_]?(?:caption[-_]{1,2})?(?:credit"
            r"|source|author)|credit[-_]?text",
            named,
        )
    ) and not re.search(r"credit[-_]{0,2}caption|caption-?and-?credit|with-caption-credit", named)
