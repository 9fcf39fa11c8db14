"""Contact sheets: small pictures in rows, each with what a picture desk needs to choose and to credit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Photo, Video
from archive_app.domain.rights import Verdict
from archive_app.formats.sheets.markup import Html, element, text
from archive_app.formats.sheets.rights import verdict_chip
from archive_app.formats.sheets.sheet import preview_address
from archive_app.i18n import tr

_LONGEST = 220


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture on a contact sheet.

    Attributes:
        picture: Its preview as an address of its own ("data:…"), or "".
        title, caption, credit: Words, as printed; "" where there are none.
        number: How it is found again in the catalogue.
        verdict: The answer for the use that was asked about, if any.
    """

    picture: str
    title: str
    caption: str
    credit: str
    number: str
    verdict: Verdict | None = None


def frames(record: ExportRecord) -> Iterator[Frame]:
    """The pictures of a record: a photo's or video's own, or all photos of an article."""
    work = record.work
    if isinstance(work, Photo | Video):
        uses = list(record.uses())
        caption = next((use.caption for use in uses if use.caption), work.description)
        credit = next((use.credit_line for use in uses if use.credit_line), "") or _stated(record)
        yield Frame(preview_address(record, record.media), record.title, caption, credit, _number(work), record.verdict)
        return
    for one in record.photos:
        title = one.photo.title or record.title
        yield Frame(
            preview_address(record, one.media), title, one.use.caption, one.use.credit_line, _number(one.photo),
            one.verdict,
        )  # fmt: skip


def contact_row(row: Sequence[Frame], columns: int, *, verdicts: bool) -> Html:
    """A row of at most so many frames, as a table of its own, so that paper can keep it together."""
    width = f"{100 // columns}%"
    cells = [_cell(frame, width, verdicts=verdicts) for frame in row]
    empty = [element("td", width=width)] * (columns - len(row))
    return element("table", element("tr", *cells, *empty), class_="contact", width="100%")


def _cell(frame: Frame, width: str, *, verdicts: bool) -> Html:
    picture = (
        element("img", src=frame.picture, alt=frame.title)
        if frame.picture
        else element("p", tr("No picture is held"), class_="no-picture")
    )
    return element(
        "td",
        picture,
        element("p", text(_short(frame.title)), class_="caption") if frame.title else None,
        element("p", text(_short(frame.caption)), class_="small")
        if frame.caption and frame.caption != frame.title
        else None,
        element("p", text(_short(frame.credit) or tr("No credit line was printed.")), class_="credit small"),
        element("p", frame.number, class_="code"),
        verdict_chip(frame.verdict) if verdicts and frame.verdict is not None else None,
        width=width,
    )


def _number(work: Photo | Video) -> str:
    return work.uid[:12] if work.uid else ""


def _stated(record: ExportRecord) -> str:
    found = (one.credit_line_printed for one in record.rights if one.status == "current")
    return next((line for line in found if line), "")


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1].rstrip() + "…"
