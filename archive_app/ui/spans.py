"""Places in a text that show where values were read, as plain values: made in a worker, drawn by ``span_html``.

``start`` and ``end`` count the characters of the text a span is shown in. The number in ``href`` is its place in the
list, so that a click finds it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from archive_app.domain import fields
from archive_app.domain.errors import NotFound
from archive_app.domain.records import Article, Evidence, Kind
from archive_app.domain.results import RecordPage, UseOfPhoto, UseOfVideo
from archive_app.i18n import mark, tr

KINDS: Final = ("caption", "credit", "video", "rights", "detail")
MARKS: Final = {"caption": "▤", "credit": "©", "video": "▶", "rights": "§", "detail": ""}
ICONS: Final = {"caption": "image", "credit": "copyright", "video": "film", "rights": "scale", "detail": "tag"}
LABELS: Final = {
    "caption": mark("Captions"), "credit": mark("Credits"), "video": mark("Videos"),
    "rights": mark("Rights phrases"), "detail": mark("Details"),
}  # fmt: skip
SINGLE: Final = {
    "caption": mark("Caption"), "credit": mark("Credit"), "video": mark("Video"), "rights": mark("Rights phrase"),
    "detail": mark("Detail"),
}  # fmt: skip
_BY_FIELD: Final = {
    "caption": "caption", "alt_text": "caption", "credit_line": "credit", "credit": "credit", "mention": "video",
    "rights": "rights", "licence": "rights",
}  # fmt: skip
_SHORT: Final = {"caption": mark("Caption"), "credit_line": mark("Credit line"), "mention": mark("Mention")}


@dataclass(frozen=True, slots=True)
class Span:
    """One lit place.

    Attributes:
        kind: One of ``KINDS``.
        part: The number of the photo or video in the article, from 1; 0 for the article itself.
        start, end: Characters of the text shown; -1 when the value is shown whole.
        quote: The words.
        record, field: The record and its field that hold the value; record 0 in a draft.
        target: The work the inspector shows for it.
        key: What the import review calls the value; "" elsewhere.
        reviewed: A person has looked at it.
        superseded: A person changed the value since; the words still stand in the source.
    """

    kind: str
    part: int
    start: int
    end: int
    quote: str
    record: int = 0
    field: str = ""
    target: int = 0
    confidence: float = 1.0
    method: str = "person"
    reviewed: bool = True
    superseded: bool = False
    key: str = ""

    @property
    def mark(self) -> str:
        """What stands raised after it: the kind's sign, the number, "?" while nobody has looked."""
        if self.kind == "detail":
            return "" if self.reviewed else "?"
        return f"{MARKS[self.kind]}{self.part or ''}{'' if self.reviewed else '?'}"

    @property
    def name(self) -> str:
        """What it is called: "Caption of photo 2", "Headline"."""
        label = field_label(self.field)
        if not self.part:
            return label
        if self.kind == "video":
            return tr("{field} of video {n}").format(field=label, n=self.part)
        return tr("{field} of photo {n}").format(field=label, n=self.part)


@dataclass(frozen=True, slots=True)
class Found:
    """The spans of a text and how many pieces of evidence have lost their place in it."""

    spans: tuple[Span, ...]
    lost: int = 0


def kind_of(field: str, video: bool) -> str:
    """The kind of a field's evidence; "" when its words are not lit (running text)."""
    name = field.split(".", maxsplit=1)[0]
    if name in {"body", "language", "src"}:
        return ""
    if name in {"medium", "credit"}:
        return ""  # the credit line's own words, lit already
    found = _BY_FIELD.get(name, "video" if video else "detail")
    return "video" if video and found == "detail" else found


def field_label(name: str) -> str:
    """The field's label, whatever record has it; short where a photo or video is named beside it."""
    plain = name.split(".", maxsplit=1)[0]
    if plain in _SHORT:
        return tr(_SHORT[plain])
    for kind in (Kind.ARTICLE, Kind.PHOTO_USE, Kind.VIDEO_USE, Kind.PHOTO, Kind.VIDEO):
        try:
            return tr(fields.field(kind, plain).label)
        except NotFound:
            continue
    return plain.replace("_", " ").capitalize()


def of_source(page: RecordPage) -> Found:
    """The spans of ``page.source.text``: everything read there for the article, its photos and its videos."""
    source, article = page.source, page.record
    if source is None or not isinstance(article, Article):
        return Found(())
    number = article.id or 0
    found: list[Span] = []
    lost = 0
    for evidence, part, video, record, target, reviewed in _owners(page, number, article.reviewed):
        for one in sorted(evidence, key=lambda e: not e.current):
            if one.source_id is not None and one.source_id != source.id:
                continue
            span = place(one, source.text, part=part, video=video)
            if span is None:
                lost += one.layer == "text" and one.start >= 0 and bool(kind_of(one.field, video))
                continue
            found.append(replace(
                span, record=record, target=target, reviewed=reviewed or one.method == "person" or not one.current,
                superseded=not one.current,
            ))  # fmt: skip
    return Found(ordered(found), lost)


def place(evidence: Evidence, text: str, *, part: int, video: bool) -> Span | None:
    """The span of one piece of evidence; None when it has no place in the text, or is not lit."""
    kind = kind_of(evidence.field, video)
    start, end = evidence.start, evidence.end
    if not kind or evidence.layer != "text" or not 0 <= start < end <= len(text):
        return None
    return Span(
        kind, part, start, end, text[start:end], field=evidence.field, confidence=evidence.confidence,
        method=evidence.method,
    )  # fmt: skip


def ordered(found: Iterable[Span]) -> tuple[Span, ...]:
    """In reading order, the longer first where two begin together; no two of one field at one place."""
    seen: dict[tuple[int, int, int, str], Span] = {}
    for span in found:
        seen.setdefault((span.start, span.end, span.record, span.field), span)
    return tuple(sorted(seen.values(), key=lambda s: (s.start, -s.end)))


def evidence_for(evidence: Sequence[Evidence], field: str) -> Evidence | None:
    """The current evidence of a field: its own, or of the first of its items."""
    current = [one for one in evidence if one.current]
    exact = next((one for one in current if one.field == field), None)
    return exact or next((one for one in current if one.field.startswith(field + ".")), None)


def of_value(
    kind: str, part: int, text: str, field: str, record: int, target: int, evidence: Sequence[Evidence], reviewed: bool
) -> Span:
    """The span of a value that is shown whole, with what supports it."""
    one = evidence_for(evidence, field)
    return Span(
        kind, part, 0, len(text), text, record, field, target,
        confidence=one.confidence if one else 1.0, method=one.method if one else "person",
        reviewed=reviewed or one is None or one.method == "person",
    )  # fmt: skip


_Owner = tuple[Sequence[Evidence], int, bool, int, int, bool]


def _owners(page: RecordPage, number: int, reviewed: bool) -> list[_Owner]:
    owners: list[_Owner] = [(page.evidence, 0, False, number, number, reviewed)]
    for n, photo in enumerate(page.photos, 1):
        owners.append((photo.evidence, n, False, photo.use.id or 0, photo.photo.id or 0, _looked(photo, reviewed)))
    for n, video in enumerate(page.videos, 1):
        owners.append((video.evidence, n, True, video.use.id or 0, video.video.id or 0, _looked(video, reviewed)))
    return owners


def _looked(one: UseOfPhoto | UseOfVideo, article: bool) -> bool:
    return article or (one.photo.reviewed if isinstance(one, UseOfPhoto) else one.video.reviewed)
