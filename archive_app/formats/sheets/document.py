"""What every page written for people begins with: a head without anything to fetch, and what such pages carry."""

from __future__ import annotations

from archive_app.assets import resource
from archive_app.formats.exporting.base import ExportOption
from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk, matching
from archive_app.formats.sheets.markup import Html, element
from archive_app.i18n import language, mark

# Nothing is fetched, nothing runs: the file is complete, and texts from strangers stay texts.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

SIZES = (("A4", "A4"), ("Letter", mark("US Letter")), ("A3", "A3"))
PAPER_OPTIONS = (
    ExportOption("paper", mark("Paper"), "A4", SIZES),
    ExportOption("landscape", mark("Landscape"), False),
    ExportOption("archival", mark("PDF/A, to be kept"), False),
)
SHEET_OPTIONS = (
    ExportOption("text", mark("The text of articles"), True),
    ExportOption("rights", mark("Rights and verdict"), True),
    ExportOption("evidence", mark("Evidence"), True),
    ExportOption("history", mark("History"), True),
    ExportOption("notes", mark("Notes for colleagues"), False),
)

_READ = mark("It is written for reading, not for reading back.")
_ON_SHEETS = (
    "article.*", "photo.*", "video.*", "use.caption", "use.credit_line", "use.credit_parties", "use.mention",
    "rights.copyright_status", "rights.agents", "rights.licence_id", "rights.licence_url", "rights.rights_uri",
    "rights.copyright_notice", "rights.credit_line_printed", "rights.credit_text", "rights.credit_obligation",
    "rights.usage_terms", "rights.restrictions", "rights.grants", "rights.embargo_until", "rights.confidence",
    "rights.asserted_by", "rights.evidence", "rights.basis", "rights.status", "media.name", "media.media_type",
    "media.width", "media.height", "source.name", "source.sha256", "record.*", "links.*",
)  # fmt: skip


def shown(*fields: str) -> Crosswalk:
    """The crosswalk of pages that show these fields (or ``part.*``) for reading."""
    return crosswalk(lossy={name: (mark("on the page"), _READ) for name in matching(fields)}, dropped=("*",))


ON_SHEETS = shown(*_ON_SHEETS)


def head(title: str, style: str = "record-sheet.css") -> str:
    """The beginning of a page as far as its ``main`` element; ``FOOT`` ends it.

    Args:
        title: Its title.
        style: A style sheet of ``resources/sheets``; it becomes a part of the page.
    """
    css = Html(resource("sheets", style).read_text(encoding="utf-8"))
    made = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", css),
    )
    return f'<!DOCTYPE html>\n<html lang="{language()}">\n{made}\n<body>\n<main>\n'


FOOT = "</main>\n</body>\n</html>\n"
