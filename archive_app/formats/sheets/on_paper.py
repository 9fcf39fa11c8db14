"""A sheet for Qt’s rich text: what a browser lays out with grids and boxes becomes tables, as paper has always had."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable

from lxml import etree, html
from PIL import Image

from archive_app.assets import resource
from archive_app.formats.exporting.base import ExportProfile
from archive_app.i18n import tr
from archive_app.paper.jobs import Paper

_TEXT_WIDTH = 640
"""Pixels of 96 to the inch across A4 between the margins."""
_TEXT_HEIGHT = 380
_SMALL = (190, 170)
_COLOURS = {"allowed": "#0d5c2f", "not-allowed": "#8f1218", "ask": "#6b4300", "allowed-with-conditions": "#6b4300"}
_UNKNOWN = "#444444"


def on_paper(sheet: str, *, width: int = 0) -> str:
    """The same sheet in what Qt's rich text understands.

    Args:
        sheet: What ``sheet.sheet``, ``contact_table`` or a report made.
        width: Pictures are as wide as this part of the text, in percent; 0 for what each place has room for.

    Returns:
        HTML of headings, paragraphs, lists and tables; pictures have the size they are printed in.
    """
    tree = html.fragment_fromstring(sheet, create_parent="div")
    for found in tree.xpath('.//*[@aria-hidden="true"][contains(@class, "effect")]'):
        found.tail = f" {found.tail or ''}"
    for old in list(tree.iter("dl")):
        _replace(old, _definitions(old))
    for old in tree.xpath('.//div[starts-with(@class, "verdict ")]'):
        _replace(old, _verdict(old))
    for old in tree.xpath('.//div[@class="pictures"]'):
        _replace(old, _table("pictures", (_picture_row(one) for one in old)))
    for picture in tree.iter("img"):
        small = any(one.get("class") == "pictures" for one in picture.iterancestors())
        room = _SMALL if small else (_TEXT_WIDTH, _TEXT_HEIGHT)
        _size(picture, (_TEXT_WIDTH * width // 100 - 14, _TEXT_WIDTH * width // 115) if width else room)
    for one in tree.xpath('.//*[@class="statement" or @class="statement past" or @class="video"]'):
        _replace(one, _table("aside", [_row(_cell(_moved(one, "div")))]))
    for one in tree.iter("table"):
        one.set("width", "100%")
        one.set("cellspacing", "0")
    return str(etree.tostring(tree, encoding="unicode", method="html"))


def paper_of(profile: ExportProfile, title: str) -> Paper:
    """The form of the pages that a profile asks for; its name is the title, or the one given."""
    return Paper(
        title=profile.name or title,
        size=profile.text("paper", "A4"),
        landscape=profile.flag("landscape"),
        archival=profile.flag("archival"),
        style=resource("sheets", "paper.css").read_text(encoding="utf-8"),
        page_words=tr("Page {n}"),
    )


def _definitions(old: etree._Element) -> etree._Element:
    table = etree.Element("table")
    table.set("class", "facts")
    row = None
    for child in list(old):
        if child.tag == "dt" or row is None:
            row = _row()
            table.append(row)
        cell = _moved(child, "td")
        cell.set("class", str(child.tag))
        if child.tag == "dt":
            cell.set("width", "24%")
        row.append(cell)
    return table


def _verdict(old: etree._Element) -> etree._Element:
    colour = _COLOURS.get((old.get("class") or "").removeprefix("verdict "), _UNKNOWN)
    sign, *rest = list(old)
    first = _cell(_moved(sign, "span"))
    first.set("class", "sign")
    first.set("width", "28")
    second = _cell(*rest)
    for cell in (first, second):
        cell.set("style", f"border-top: 1px solid {colour}; border-bottom: 1px solid {colour}; padding: 5px;")
    first.set("style", f"{first.get('style')} color: {colour};")
    return _table("verdict", [_row(first, second)])


def _picture_row(figure: etree._Element) -> etree._Element:
    picture, *words = list(figure)
    first = _cell(picture)
    first.set("width", str(_SMALL[0] + 14))
    return _row(first, _cell(*(_moved(one, "div") for one in words)))


def _size(picture: etree._Element, room: tuple[int, int]) -> None:
    """Give a picture a size: no larger than there is room for, and than its own pixels are worth."""
    width, height = _pixels(picture.get("src") or "")
    if not width or not height:
        picture.set("width", str(room[0]))
        return
    scale = min(room[0] / width, room[1] / height, 1.0)
    picture.set("width", str(max(1, round(width * scale))))
    picture.set("height", str(max(1, round(height * scale))))


def _pixels(address: str) -> tuple[int, int]:
    """The size of a picture that stands in its own address; our own previews, so nothing strange is decoded."""
    kind, _, data = address.partition(";base64,")
    if not kind.startswith("data:image/"):
        return 0, 0
    try:
        with Image.open(io.BytesIO(base64.b64decode(data)), formats=("JPEG", "PNG")) as picture:
            return picture.size
    except (OSError, ValueError):
        return 0, 0


def _table(name: str, rows: Iterable[etree._Element]) -> etree._Element:
    table = etree.Element("table")
    table.set("class", name)
    table.extend(list(rows))
    return table


def _row(*cells: etree._Element) -> etree._Element:
    row = etree.Element("tr")
    row.extend(cells)
    return row


def _cell(*content: etree._Element) -> etree._Element:
    cell = etree.Element("td")
    cell.extend(content)
    return cell


def _moved(old: etree._Element, tag: str) -> etree._Element:
    """An element of another name with the same content."""
    new = etree.Element(tag)
    new.text = old.text
    for key in ("class", "dir", "lang"):
        if old.get(key):
            new.set(key, str(old.get(key)))
    new.extend(list(old))
    return new


def _replace(old: etree._Element, new: etree._Element) -> None:
    new.tail = old.tail
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)
