"""Small steps in building XML with lxml: elements with text and attributes, empty ones left out."""

from __future__ import annotations

from typing import Any

from lxml import etree

from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import xml_text

Element = Any  # lxml names its elements’ class privately


class Builder:
    """Adds elements of one namespace; texts are made fit for XML on the way, and losses told."""

    def __init__(self, namespace: str, losses: Losses) -> None:
        """Build in ``namespace`` and tell ``losses`` of characters that XML cannot hold."""
        self._namespace = namespace
        self._losses = losses

    def root(self, name: str, **attributes: str) -> Element:
        """A new root element, its namespace the default one."""
        spaces: Any = {None: self._namespace}
        element = etree.Element(f"{{{self._namespace}}}{name}", nsmap=spaces)
        self._set(element, attributes)
        return element

    def add(self, parent: Element, name: str, text: str = "", *, field: str = "", **attributes: str) -> Element:
        """Add an element, even an empty one.

        Args:
            parent: Where.
            name: Its local name.
            text: What stands in it.
            field: The field of the crosswalk that the text belongs to.
            attributes: Attributes by local name; empty ones are left out.
        """
        element = etree.SubElement(parent, f"{{{self._namespace}}}{name}")
        if text:
            element.text = xml_text(text, self._losses if field else None, field)
        self._set(element, attributes)
        return element

    def tell(self, parent: Element, name: str, text: str, *, field: str = "", **attributes: str) -> None:
        """Add an element if there is text for it."""
        if text.strip():
            self.add(parent, name, text, field=field, **attributes)

    def _set(self, element: Element, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            if value:
                element.set(key, xml_text(value))
