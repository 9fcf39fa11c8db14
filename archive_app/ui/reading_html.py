"""The reading page of a record as one HTML text, made in a worker: no Qt objects, no file is touched.

    made = article(page, look)          # the record: headline, text, photos in place
    made = source(page, look)           # what it was read from, with the same places lit
    browser.show_document(made, look)

Pictures are named ``media:<sha256>``; nothing else is ever loaded (``ArchiveBrowser``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from archive_app.domain import choices
from archive_app.domain.choices import label_of
from archive_app.domain.date_display import display
from archive_app.domain.field_values import clock
from archive_app.domain.records import Article, MediaFile, Name, Photo, Video
from archive_app.domain.results import RecordPage, UseOfPhoto, UseOfVideo
from archive_app.i18n import language, tr, tr_n
from archive_app.ui import spans
from archive_app.ui.reading_look import ReadingLook
from archive_app.ui.span_html import Numbered, block, direction, lit, paragraphs, shown
from archive_app.ui.spans import Span

PICTURE_HEIGHT = 440
AT_ONCE = 300_000  # characters of HTML that are set in one go; longer pages come in slices
SLICE = 64_000
GIANT = 8_000  # a longer paragraph is laid out in pieces: Qt's time grows with the length of a block


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the page: its hash and the size it takes in it."""

    sha256: str
    width: int
    height: int


@dataclass(slots=True)
class Document:
    """A page ready to be shown; ``spans`` by the numbers in its links. ``rest`` follows ``html`` slice by slice."""

    title: str = ""
    html: str = ""
    rest: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    lost: int = 0
    language: str = ""

    def number(self, span: Span) -> Numbered:
        """Take a span in and give its number."""
        self.spans.append(span)
        return len(self.spans) - 1, span


def article(page: RecordPage, look: ReadingLook) -> Document:
    """The record of an article as it reads, its photos and videos where they were printed."""
    record = page.record
    made = Document(title=page.title, language=getattr(record, "language", ""))
    if not isinstance(record, Article):
        return work(page, look)
    number, looked = record.id or 0, record.reviewed
    parts: list[str] = []

    def detail(name: str, text: str) -> str:
        found = spans.of_value("detail", 0, text, name, number, number, page.evidence, looked)
        return lit(text, [made.number(found)], look)

    headline = record.headline
    if headline:
        parts.append(_headline(detail("headline", headline), headline, look))
    else:
        parts.append(_headline(shown(tr("No headline")), "", look, quiet=True))
    parts.append(_meta(record, detail, look))
    if record.standfirst:
        style = f"font-size:{look.size + 2}px;line-height:{max(100, look.line - 6)}%;margin:0 0 18px 0;font-weight:600"
        parts.append(block(detail("standfirst", record.standfirst), record.standfirst, style))
    mentions = {i: _mention(v, i, record.body, looked) for i, v in enumerate(page.videos, 1)}
    photos = [(_after(p.use.paragraph, len(record.body)), p.use.position, i, p) for i, p in enumerate(page.photos, 1)]
    videos = [(_after(v.use.paragraph, len(record.body)), v.use.position, i, v) for i, v in enumerate(page.videos, 1)]
    body_style = f"line-height:{look.line}%;margin:0 0 {round(look.size * 0.8)}px 0"
    for at in range(len(record.body) + 1):
        parts += [_photo(p, i, made, look, looked) for after, _pos, i, p in photos if after == at]
        parts += [
            _video(v, i, made, look, looked, told=mentions[i] is not None) for after, _p, i, v in videos if after == at
        ]
        if at < len(record.body):
            here = [made.number(m[1]) for m in mentions.values() if m is not None and m[0] == at]
            parts += _paragraph(record.body[at], here, look, body_style)
    if not record.body:
        parts.append(_remark(tr("The record holds no text."), look))
    _fill(made, parts, look)
    return made


def source(page: RecordPage, look: ReadingLook) -> Document:
    """The text an article was read from, every place lit at exactly its characters."""
    made = Document(title=page.title, language=getattr(page.record, "language", ""))
    if page.source is None:
        reason = tr("Nobody kept a source: this record was made by hand.")
        _fill(made, [_remark(reason, look)], look)
        return made
    found = spans.of_source(page)
    made.lost = found.lost
    numbered = [made.number(span) for span in found.spans]
    head = tr("Read from “{name}”").format(name=page.source.name or tr("pasted text"))
    parts = [_remark(head, look)]
    if found.lost:
        parts.append(_remark(
            tr_n("{n} reference has lost its place in this text.", "{n} references have lost their place in this text.",
                 found.lost), look,
        ))  # fmt: skip
    parts += text_parts(page.source.text, numbered, look)
    _fill(made, parts, look)
    return made


def text_parts(text: str, numbered: Sequence[Numbered], look: ReadingLook) -> list[str]:
    """A reading text as paragraphs with its spans; also the source of an import."""
    style = f"line-height:{look.line}%;margin:0 0 {round(look.size * 0.8)}px 0"
    parts: list[str] = []
    waiting = sorted(numbered, key=lambda pair: pair[1].start)
    open_: list[Numbered] = []
    for start, piece in paragraphs(text):
        end = start + len(piece)
        while waiting and waiting[0][1].start < end:
            open_.append(waiting.pop(0))
        open_ = [pair for pair in open_ if pair[1].end > start]
        parts += _paragraph(piece, open_, look, style, offset=start)
    return parts


def page_of_text(text: str, found: Sequence[Span], look: ReadingLook) -> Document:
    """A document of nothing but a reading text and its spans."""
    made = Document()
    numbered = [made.number(span) for span in found]
    _fill(made, text_parts(text, numbered, look), look)
    return made


def work(page: RecordPage, look: ReadingLook) -> Document:
    """A photo or video as a page: the picture, what it shows, and where it is printed."""
    record = page.record
    made = Document(title=page.title)
    parts = [_headline(shown(page.title or tr("Untitled")), page.title, look)]
    if isinstance(record, Photo | Video):
        parts.append(_picture(page.media, made, look, film=isinstance(record, Video)))
        facts = [_names(record.creators)]
        if isinstance(record, Photo):
            facts += [_date(record.taken), record.place, label_of(choices.MEDIUMS, record.medium)]
        else:
            facts += [_date(record.published), record.platform, label_of(choices.VIDEO_STATUSES, record.status)]
            facts.append(clock(record.duration) if record.duration is not None else "")
        parts.append(_small(" · ".join(shown(one) for one in facts if one), look))
        if record.description:
            style = f"line-height:{look.line}%;margin:0 0 14px 0"
            parts.append(block(shown(record.description), record.description, style))
        if record.url:
            parts.append(_small(_link(record.url, look), look))
        for one in page.appears_in:
            title = one.article.headline or tr("Untitled article")
            link = f'<a href="record:{one.article.id or 0}" style="color:{look.link}">{shown(title)}</a>'
            words = tr("Printed in {article}").replace("{article}", link)
            parts.append(_small(words, look, top=16))
            printed = [text for text in (one.use.caption, one.use.credit_line) if text]
            parts += [block(shown(text), text, _caption_style(look)) for text in printed]
    _fill(made, parts, look)
    return made


def _fill(made: Document, parts: Sequence[str], look: ReadingLook) -> None:
    """Put the parts into the document: whole, or a first screen and slices when there is very much."""
    face = f"font-family:'{look.face}',serif;font-size:{look.size}px;color:{look.text}"
    slices: list[list[str]] = [[]]
    size, whole = 0, sum(len(part) for part in parts) <= AT_ONCE
    for part in parts:
        if not whole and size > SLICE:
            slices.append([])
            size = 0
        slices[-1].append(part)
        size += len(part)
    made.html, *made.rest = [f'<html><body style="{face}">{"".join(one)}</body></html>' for one in slices]


def _paragraph(
    text: str, spans_here: Sequence[Numbered], look: ReadingLook, style: str, *, offset: int = 0
) -> Iterator[str]:
    start = 0
    while len(text) - start > GIANT:
        end = text.rfind(" ", start, start + GIANT) + 1 or start + GIANT
        piece = text[start:end]
        yield block(lit(piece, spans_here, look, offset=offset + start), text, f"{style};margin-bottom:0")
        start = end
    yield block(lit(text[start:], spans_here, look, offset=offset + start), text, style)


def _headline(inner: str, text: str, look: ReadingLook, *, quiet: bool = False) -> str:
    colour = look.secondary if quiet else look.text
    size = round(look.size * 1.75)
    return block(inner, text, f"font-size:{size}px;font-weight:600;line-height:100%;margin:0 0 8px 0;color:{colour}")


def _meta(record: Article, detail: Callable[[str, str], str], look: ReadingLook) -> str:
    pieces: list[str] = []
    if record.publisher:
        pieces.append(detail("publisher", record.publisher))
    if record.published:
        pieces.append(detail("published", _date(record.published)))
    for name, text in (("section", record.section), ("dateline", record.dateline)):
        if text:
            pieces.append(detail(name, text))
    if record.bylines:
        pieces.append(detail("bylines", _names(record.bylines)))
    if record.url:
        pieces.append(_link(record.url, look))
    if not pieces:
        pieces.append(shown(tr("Publisher and date are not known.")))
    isolated = [f"\u2068{piece}\u2069" for piece in pieces]  # a Latin date must not be torn apart in an Arabic line
    return _small(" · ".join(isolated), look, rule=True, rtl=direction(record.headline or record.publisher) == "rtl")


def _photo(one: UseOfPhoto, number: int, made: Document, look: ReadingLook, reviewed: bool) -> str:
    use, target = one.use, one.photo.id or 0
    looked = reviewed or one.photo.reviewed
    parts = [_picture(one.media, made, look)]
    for kind, name, text in (("caption", "caption", use.caption), ("credit", "credit_line", use.credit_line)):
        if text:
            found = spans.of_value(kind, number, text, name, use.id or 0, target, one.evidence, looked)
            parts.append(block(lit(text, [made.number(found)], look), text, _caption_style(look)))
    if not use.credit_line:
        parts.append(_small(shown(tr("Photo {n} has no credit line.").format(n=number)), look, top=0))
    return "".join(parts) + _air(look)


def _video(
    one: UseOfVideo, number: int, made: Document, look: ReadingLook, reviewed: bool, *, told: bool
) -> str:  # fmt: skip
    """A video's place; one that only its mention tells of stands in the running text already."""
    use, video, target = one.use, one.video, one.video.id or 0
    looked = reviewed or video.reviewed
    lines: list[str] = []
    if told and not (use.caption or use.credit_line or video.url or one.media):
        return ""
    name = video.title or tr("Video {n}").format(n=number)
    facts = [label_of(choices.VIDEO_STATUSES, video.status), video.platform]
    facts.append(clock(video.duration) if video.duration is not None else "")
    value = spans.of_value("video", number, name, "title", target, target, one.evidence, looked)
    words = lit(name, [made.number(value)], look)
    about = " · ".join(shown(fact) for fact in facts if fact)
    lines.append(f'<p style="margin:0 0 2px 0;font-weight:600">{words}</p>')
    link = f" · {_link(video.url, look)}" if video.url else ""
    lines.append(f'<p style="margin:0;color:{look.secondary}">{about}{link}</p>')
    if use.mention and not told:
        found = spans.of_value("video", number, use.mention, "mention", use.id or 0, target, one.evidence, looked)
        lines.append(block(lit(use.mention, [made.number(found)], look), use.mention, "margin:6px 0 0 0"))
    for kind, field_name, text in (("caption", "caption", use.caption), ("credit", "credit_line", use.credit_line)):
        if text:
            found = spans.of_value(kind, number, text, field_name, use.id or 0, target, one.evidence, looked)
            lines.append(block(lit(text, [made.number(found)], look), text, "margin:6px 0 0 0"))
    return _panel("".join(lines), look) + _air(look)


def _mention(one: UseOfVideo, number: int, body: Sequence[str], reviewed: bool) -> tuple[int, Span] | None:
    """The paragraph that mentions a video, and the span of the words in it."""
    words = one.use.mention
    if not words:
        return None
    near = one.use.paragraph - 1
    order = sorted(range(len(body)), key=lambda i: abs(i - near)) if near >= 0 else range(len(body))
    for index in order:
        start = body[index].find(words)
        if start >= 0:
            looked = reviewed or one.video.reviewed
            span = spans.of_value(
                "video", number, words, "mention", one.use.id or 0, one.video.id or 0, one.evidence, looked
            )
            return index, replace(span, start=start, end=start + len(words))
    return None


def _picture(media: MediaFile | None, made: Document, look: ReadingLook, *, film: bool = False) -> str:
    if media is None or not media.width or not media.height:
        words = tr("No copy of the video is held.") if film else tr("No file of this photo is held.")
        if media is not None:
            words = tr("Held as “{name}”.").format(name=media.name)
        return _panel(f'<p style="margin:0;color:{look.secondary}">{shown(words)}</p>', look)
    scale = min(1.0, look.measure / media.width, PICTURE_HEIGHT / media.height)
    width, height = max(1, round(media.width * scale)), max(1, round(media.height * scale))
    made.pictures.append(Picture(media.sha256, width, height))
    return (
        f'<p style="margin:6px 0 8px 0"><img src="media:{media.sha256}" width="{width}" height="{height}"'
        ' style="max-width:100%"></p>'
    )


def _panel(inner: str, look: ReadingLook) -> str:
    return (
        f'<table width="100%" cellpadding="12" cellspacing="0" style="margin:4px 0 8px 0"><tr>'
        f"<td style=\"background-color:{look.soft};font-family:'{look.ui_face}';font-size:{max(12, look.size - 4)}px\">"
        f"{inner}</td></tr></table>"
    )


def _small(inner: str, look: ReadingLook, *, rule: bool = False, top: int = 4, rtl: bool = False) -> str:
    bottom = 20 if rule else 6
    side = "rtl" if rtl else "ltr"
    return (
        f'<p dir="{side}" style="margin:{top}px 0 {bottom}px 0;line-height:140%;color:{look.secondary};'
        f"font-family:'{look.ui_face}';font-size:{max(12, look.size - 4)}px\">{inner}</p>"
    )


def _remark(text: str, look: ReadingLook) -> str:
    return _small(shown(text), look, top=0, rule=True)


def _air(look: ReadingLook) -> str:
    return f'<p style="margin:0;font-size:{max(6, look.size // 2)}px">&nbsp;</p>'


def _caption_style(look: ReadingLook) -> str:
    return f"font-family:'{look.ui_face}';font-size:{max(12, look.size - 3)}px;line-height:140%;margin:0 0 4px 0"


def _link(url: str, look: ReadingLook) -> str:
    parts = urlsplit(url) if len(url) < 4000 else None
    host = parts.hostname if parts is not None and parts.scheme in {"http", "https"} else None
    if not host:
        return shown(url[:200])
    return f'<a href="{shown(url)}" style="color:{look.link}">{shown(host)}</a>'


def _names(names: Sequence[Name]) -> str:
    return ", ".join(f"{one.text} ({one.role})" if one.role and one.role != "text" else one.text for one in names)


def _date(edtf: str) -> str:
    return display(edtf, language()) if edtf else ""


def _after(paragraph: int, count: int) -> int:
    """After how many paragraphs a picture stands; one whose place is not known stands at the end."""
    return min(paragraph, count) if paragraph >= 0 else count
