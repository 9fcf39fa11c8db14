"""One CSL item as a citation, plain and with its italics."""

from __future__ import annotations

import html
import logging
import re
import warnings
from dataclasses import dataclass
from typing import Any

from archive_app.formats.citing.styles import CitationStyle, prepared

log = logging.getLogger(__name__)

# What citeproc-py raises for items that a style did not foresee; a plainer citation is better than none.
_FAULTS = (LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, RecursionError)
_TAGS = re.compile(r"<[^>]{1,200}>")
_DOUBLE_STOP = re.compile(r"(?<=[^.\s/])\.\.(?=\s|$|<)")
_OUTSIDE = re.compile(r"(?P<quote>[”’])(?P<stop>[.,])(?!\d)")
_OPENING = re.compile(r"<i>[^<]+</i>|“[^”]+”")
_NEVER_PRINTED = ("note", "abstract", "keyword")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A citation as plain text, and as HTML with italics."""

    text: str
    html: str


def render(item: dict[str, Any], style: CitationStyle) -> Rendered:
    """A citation of one item in a style.

    Args:
        item: In CSL-JSON; notes, abstract and keywords are not printed by any citation.
        style: One of ``styles.STYLES``.
    """
    plain = {key: value for key, value in item.items() if key not in _NEVER_PRINTED}
    try:
        marked = _processed(plain, style)
        if not any(sign.isalpha() for sign in _TAGS.sub("", marked)):
            marked = html.escape(_plainly(plain), quote=False)
    except _FAULTS:
        log.info("citeproc could not make a citation of %s in %s", plain.get("id"), style.name, exc_info=True)
        marked = html.escape(_plainly(plain), quote=False)
    marked = _once(_DOUBLE_STOP.sub(".", " ".join(marked.split())), str(plain.get("title", "")))
    if style.inside:
        marked = _OUTSIDE.sub(r"\g<stop>\g<quote>", marked)
    return Rendered(html.unescape(_TAGS.sub("", marked)).strip(), marked.strip())


def _once(marked: str, title: str) -> str:
    """A title that stands for the missing author is not printed again: citeproc-py forgets that it was used."""
    opening = _OPENING.match(marked)
    escaped = html.escape(title, quote=False)
    first = opening[0] if opening else escaped if escaped and marked.startswith(escaped) else ""
    again = marked.find(first, len(first)) if first else -1
    if again < 0:
        return marked
    rest = re.sub(r"^[.,]?\s*", "", marked[again + len(first) :])
    joined = f"{marked[:again].rstrip()} {rest}".rstrip()
    return joined if joined.endswith((".", ")", "]")) or not marked.endswith(".") else f"{joined}."


def _processed(item: dict[str, Any], style: CitationStyle) -> str:
    import citeproc
    from citeproc.source.json import CiteProcJSON

    # Captions that stand for a title, and titles in other languages, keep their letters as they are.
    english = str(item.get("language", "")).lower().startswith("en") and item["type"] == "article-newspaper"
    made = prepared(style.file, english=english)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields and variables that citeproc-py does not know
        source = CiteProcJSON([item])
        bibliography = citeproc.CitationStylesBibliography(made, source, citeproc.formatter.html)
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        return "".join(str(part) for part in bibliography.bibliography()[0])


def _plainly(item: dict[str, Any]) -> str:
    """Author, title, paper, date and address, parted by full stops."""
    names = [one.get("literal") or f"{one.get('given', '')} {one['family']}".strip() for one in item.get("author", ())]
    parts = item.get("issued", {}).get("date-parts") or [[]]
    date = "-".join(f"{part:02d}" for part in parts[0])
    told = ("; ".join(names), item.get("title", ""), item.get("container-title", ""), date, item.get("URL", ""))
    return ". ".join(part for part in told if part)
