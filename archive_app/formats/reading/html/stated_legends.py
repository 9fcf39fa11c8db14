"""Captions and credits that a page states only in attributes or in metadata, for pictures that print none.

Viewers often keep them in ``data-caption`` and ``data-credit``; JSON-LD has ``ImageObject`` with ``caption``
and ``creditText``. They are quoted from the source, not from the reading text, unless the page prints them too.
"""

from __future__ import annotations

import re

from archive_app.formats.reading.credit_place import credit_in
from archive_app.formats.reading.html.captions import Legend, Words
from archive_app.formats.reading.html.metadata import Metadata, Node, plain, types
from archive_app.formats.reading.html.page import Element, attribute, nearest
from archive_app.formats.reading.html.pictures import picture_key

_CAPTIONS = (
    "data-caption",
    "data-mediaviewer-caption",
    "data-description",
    "data-image-caption",
    "data-sub-html",
    "data-c-caption",
)
_CREDITS = tuple(
    """data-credit data-mediaviewer-credit data-copyright data-author_name data-photographer data-image-credit
    data-source-credit data-attribution data-c-credit""".split()  # noqa: SIM905 - a word list reads better
)
_LONGEST = 1500


class StatedLegends:
    """What a page states about its pictures without printing it."""

    def __init__(self, metadata: Metadata) -> None:
        self._metadata = metadata
        self._by_key: dict[str, Node] = {}
        for node in metadata.nodes:
            if "imageobject" in types(node):
                for name in ("contentUrl", "url", "@id"):
                    key = picture_key(metadata.text(name, node))
                    if key:
                        self._by_key.setdefault(key, node)

    def of(self, element: Element | None, keys: set[str]) -> Legend:
        """The caption and credit stated for a picture, from the elements around it or by its address."""
        caption = credit = ""
        chain = [] if element is None else [element, *nearest(element, 3)]
        figure = next((up for up in chain if up.tag == "figure"), None)
        if figure is not None:
            chain = [*chain, *figure.iterdescendants()]
        for up in chain:
            caption = caption or plain(attribute(up, *_CAPTIONS)[:4000])
            credit = credit or plain(attribute(up, *_CREDITS)[:1000])
        method = "html:data"
        if not caption and not credit:
            node = next((self._by_key[key] for key in keys if key in self._by_key), None)
            if node is not None:
                method = "json-ld:image"
                caption = self._metadata.text("caption", node)
                credit = self._metadata.text("creditText", node) or self._metadata.text("copyrightNotice", node)
        return _legend(caption, credit, method)


def _legend(caption: str, credit: str, method: str) -> Legend:
    if len(caption) > _LONGEST or not re.search(r"\w", caption):
        caption = ""
    if not re.search(r"\w", credit) or len(credit) > 200:
        credit = ""
    if caption and not credit:
        found = credit_in(caption)
        if found and not found.first:
            credit, caption = found.line, caption[: found.caption_end].strip()
    if method == "json-ld:image" and not credit:
        caption = ""  # mostly the alternative text again
    return Legend(
        Words(caption, -1, -1, method, 0.7) if caption else None,
        Words(credit, -1, -1, method, 0.75) if credit else None,
    )
