"""One record sheet: everything a person wants to know of one work, on paper or on a screen."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeAlias

from archive_app.domain.choices import KINDS, PARTY_ROLES, label_of
from archive_app.domain.date_display import display
from archive_app.domain.export_record import Appearance, ExportRecord, PhotoInArticle, VideoInArticle
from archive_app.domain.fields import Field, field, fields_of, get, kind_of, shown_of
from archive_app.domain.records import (
    Article,
    Evidence,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    Video,
    VideoUse,
    confidence_word,
)
from archive_app.domain.rights import Verdict
from archive_app.formats.exporting.base import ExportProfile
from archive_app.formats.sheets.markup import Html, element, join, link, text
from archive_app.formats.sheets.rights import statements, verdict_card, verdict_chip
from archive_app.i18n import language, tr

_SHOWN_ELSEWHERE = {
    "headline", "standfirst", "body", "title", "description", "uid", "id", "created", "modified", "deleted", "media_id",
    "source_id", "publisher_id", "reviewed",
}  # fmt: skip
_LONGEST_HISTORY = 12
_LONGEST_VALUE = 160


Address: TypeAlias = Callable[[MediaFile | None], str]
"""Where the picture of a media file is found: an address, or "" where there is none."""


def sheet(bundle: ExportRecord, profile: ExportProfile, *, address: Address | None = None) -> Html:
    """The sheet of one work.

    Args:
        bundle: It.
        profile: Its flags say which parts the sheet has, its fields which lines.
        address: Gives the address of a preview; without it, pictures stand in the sheet itself.
    """
    found = address if address is not None else partial(preview_address, bundle)
    parts: list[Html | None] = [_head(bundle)]
    if bundle.media is not None or isinstance(bundle.work, Photo):
        parts.append(_own_picture(bundle, found))
    parts.append(_facts(bundle, profile))
    if bundle.verdict is not None and profile.flag("rights", True):
        parts.append(verdict_card(bundle.verdict, bundle.use))
    parts += [_photos(bundle, found), _videos(bundle), _appearances(bundle)]
    if profile.flag("text", True):
        parts.append(_body(bundle.work))
    if profile.flag("rights", True):
        parts.append(statements(bundle.rights))
    if profile.flag("evidence", True):
        parts.append(_evidence(bundle))
    if profile.flag("history", True):
        parts.append(_history(bundle))
    parts.append(_foot(bundle))
    return element("article", *parts, class_="sheet")


def _head(bundle: ExportRecord) -> Html:
    work = bundle.work
    spoken = work.language if isinstance(work, Article) else ""
    above = [label_of(KINDS, str(bundle.kind)), tr("Reviewed") if work.reviewed else tr("Not reviewed")]
    if isinstance(work, Video):
        above.insert(1, shown_of(work, "status"))
    under = work.standfirst if isinstance(work, Article) else work.description
    return element(
        "header",
        element("p", " · ".join(above), class_="above"),
        element("h1", text(bundle.title or tr("Without a title"), spoken)),
        element("p", text(under, spoken), class_="standfirst") if under and under != bundle.title else None,
    )


def _facts(bundle: ExportRecord, profile: ExportProfile) -> Html | None:
    work = bundle.work
    if profile.fields:
        lines = [line for line in (_line_of(work, name) for name in profile.fields) if line is not None]
    else:
        hidden = _SHOWN_ELSEWHERE if profile.flag("notes") else {*_SHOWN_ELSEWHERE, "notes"}
        lines = [line for line in fields_of(bundle.kind) if line.name not in hidden]
    rows = [(tr(line.label), _value(work, line)) for line in lines if get(work, line) not in ("", None, (), False)]
    if bundle.collections:
        rows.append((tr("Collections"), text("; ".join(bundle.collections))))
    return _definitions(rows)


def _line_of(record: Record, name: str) -> Field | None:
    kind = kind_of(record)
    return field(kind, name) if any(line.name == name for line in fields_of(kind)) else None


def _value(record: Record, line: Field) -> Html:
    value = shown_of(record, line)
    if line.type == "date" and line.name in ("published", "taken", "accessed"):
        words = display(value, language())
        return text(words) if words == value else join(text(words), " ", element("span", value, class_="code"))
    return link(value) if line.type == "url" else text(value)


def _definitions(rows: list[tuple[str, Html]]) -> Html | None:
    if not rows:
        return None
    return element("dl", *(join(element("dt", label), element("dd", value)) for label, value in rows), class_="facts")


def _own_picture(bundle: ExportRecord, address: Address) -> Html:
    return element("figure", _picture(address, bundle.media, bundle.title), class_="own")


def _picture(address: Address, media: MediaFile | None, words: str) -> Html:
    found = address(media)
    if not found:
        reason = tr("No file is held") if media is None else tr("No preview")
        return element("div", reason, class_="no-picture")
    return element("img", src=found, alt=words)


def preview_address(bundle: ExportRecord, media: MediaFile | None) -> str:
    """The preview of a media file as an address that holds it ("data:…"), or "" where there is none."""
    preview = bundle.preview(media)
    if preview is None:
        return ""
    kind = preview.media_type if preview.media_type in ("image/jpeg", "image/png") else "image/jpeg"
    return f"data:{kind};base64,{base64.b64encode(preview.content).decode('ascii')}"


def _photos(bundle: ExportRecord, address: Address) -> Html | None:
    if not bundle.photos:
        return None
    return element(
        "section",
        element("h2", tr("Photos")),
        element("div", *(_photo(address, one) for one in bundle.photos), class_="pictures"),
    )


def _photo(address: Address, one: PhotoInArticle) -> Html:
    words = one.use.alt_text or one.use.caption or one.photo.title
    return element(
        "figure",
        _picture(address, one.media, words),
        element("figcaption", *_printed(one.use), _file(one.media), _chip(one.verdict)),
    )


def _videos(bundle: ExportRecord) -> Html | None:
    if not bundle.videos:
        return None
    return element("section", element("h2", tr("Videos")), *(_video(one) for one in bundle.videos))


def _video(one: VideoInArticle) -> Html:
    about = [shown_of(one.video, "status"), one.video.platform, shown_of(one.video, "duration")]
    return element(
        "div",
        element("h3", text(one.video.title or one.video.description or tr("Without a title"))),
        element("p", " · ".join(part for part in about if part), class_="small"),
        element("p", link(one.video.url)) if one.video.url else None,
        *_printed(one.use),
        _file(one.media),
        _chip(one.verdict),
        class_="video",
    )


def _appearances(bundle: ExportRecord) -> Html | None:
    if not bundle.appears_in:
        return None
    return element("section", element("h2", tr("Appears in")), *(_appearance(one) for one in bundle.appears_in))


def _appearance(one: Appearance) -> Html:
    where = [one.article.publisher, display(one.article.published, language()) if one.article.published else ""]
    return element(
        "div",
        element("h3", text(one.article.headline or one.article.standfirst or tr("Without a title"))),
        element("p", " · ".join(part for part in where if part), class_="small"),
        *_printed(one.use),
        class_="video",
    )


def _printed(use: PhotoUse | VideoUse) -> Iterable[Html]:
    """The words printed with a picture or film: mention, caption, credit line, and whom it credits."""
    if isinstance(use, VideoUse) and use.mention:
        yield element("p", element("q", text(use.mention)), class_="caption")
    if use.caption:
        yield element("p", text(use.caption), class_="caption")
    if use.credit_line:
        yield element("p", text(use.credit_line), class_="credit")
    elif isinstance(use, PhotoUse):
        yield element("p", tr("No credit line was printed."), class_="credit none")
    parties = [f"{one.name} ({label_of(PARTY_ROLES, one.role).lower()})" for one in use.credit.parties]
    if parties:
        yield element("p", text("; ".join(parties)), class_="small")


def _file(media: MediaFile | None) -> Html | None:
    if media is None:
        return None
    size = f"{media.width} × {media.height}" if media.width and media.height else ""
    parts = [media.name, media.media_type, size]
    return element("p", " · ".join(part for part in parts if part), class_="small")


def _chip(answer: Verdict | None) -> Html | None:
    return verdict_chip(answer) if answer is not None else None


def _body(work: Article | Photo | Video) -> Html | None:
    if not isinstance(work, Article) or not work.body:
        return None
    paragraphs = (element("p", work.body[n], dir="auto") for n in range(len(work.body)))
    return element(
        "section",
        element("h2", tr("Text")),
        element("div", *paragraphs, class_="body", lang=work.language or None),
    )


def _evidence(bundle: ExportRecord) -> Html | None:
    rows: list[tuple[str, Evidence]] = [(_field_label(bundle.work, one.field), one) for one in bundle.evidence]
    for number, photo in enumerate(bundle.photos, 1):
        place = tr("Photo {number}").format(number=number)
        rows += [(f"{place}: {_field_label(photo.use, one.field)}", one) for one in photo.evidence]
        rows += [(f"{place}: {_field_label(photo.photo, one.field)}", one) for one in photo.photo_evidence]
    for number, video in enumerate(bundle.videos, 1):
        place = tr("Video {number}").format(number=number)
        rows += [(f"{place}: {_field_label(video.use, one.field)}", one) for one in video.evidence]
        rows += [(f"{place}: {_field_label(video.video, one.field)}", one) for one in video.video_evidence]
    for appearance in bundle.appears_in:
        rows += [(_field_label(appearance.use, one.field), one) for one in appearance.evidence]
    lines = [
        (
            label,
            element("q", text(_short(one.quote))) if one.quote else text("–"),
            tr("entered by a person") if one.method == "person" else element("span", one.method, class_="code"),
            tr(confidence_word(one.confidence)) + ("" if one.current else f" ({tr('superseded')})"),
        )
        for label, one in rows
    ]
    return _table(tr("Evidence"), (tr("Field"), tr("Words in the source"), tr("Read by"), tr("Confidence")), lines)


def _field_label(record: Record, name: str) -> str:
    first, _, rest = name.partition(".")
    line = _line_of(record, name) or _line_of(record, first)
    label = tr(line.label) if line is not None else name
    return f"{label} {int(rest) + 1}" if rest.isdecimal() and line is not None else label


def _history(bundle: ExportRecord) -> Html | None:
    lines = [
        (
            _moment(one.at),
            text(one.who),
            join(text(one.label), f" ({one.field})" if one.field else None),
            join(text(_short(one.before)), " → ", text(_short(one.after))) if one.before or one.after else "",
        )
        for one in bundle.history[:_LONGEST_HISTORY]
    ]
    return _table(tr("History"), (tr("When"), tr("Who"), tr("What"), tr("Before and after")), lines)


def _table(title: str, heads: tuple[str, ...], lines: Sequence[tuple[str | Html, ...]]) -> Html | None:
    if not lines:
        return None
    return element(
        "section",
        element("h2", title),
        element(
            "table",
            element("thead", element("tr", *(element("th", one, scope="col") for one in heads))),
            element("tbody", *(element("tr", *(element("td", one) for one in line)) for line in lines)),
        ),
    )


def _foot(bundle: ExportRecord) -> Html:
    work, source = bundle.work, bundle.source
    parts = [tr("Identifier {uid}").format(uid=work.uid) if work.uid else ""]
    if work.created:
        parts.append(tr("added {moment}").format(moment=_moment(work.created)))
    if work.modified:
        parts.append(tr("changed {moment}").format(moment=_moment(work.modified)))
    if source is not None:
        parts.append(tr("read from {name}, SHA-256 {hash}").format(name=source.name, hash=source.sha256))
    return element("footer", text(" · ".join(part for part in parts if part)))


def _moment(at: str) -> str:
    """A UTC moment as a date and a time of day."""
    day, _, clock = at.partition("T")
    return f"{display(day, language())}, {clock[:5]} UTC" if clock else display(day, language()) if day else ""


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1].rstrip() + "…"
