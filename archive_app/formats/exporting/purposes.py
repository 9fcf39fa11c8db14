"""What each export format is good for, in one line, and the groups in which they are listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archive_app.formats.exporting.base import AnyExporter
from archive_app.i18n import mark, tr

GROUPS: Mapping[str, str] = {
    "tables": mark("Tables"),
    "complete": mark("Complete copies"),
    "pages": mark("For reading and printing"),
    "library": mark("Libraries and archives"),
    "news": mark("Newsrooms and picture desks"),
    "web": mark("The web"),
    "citations": mark("Citations"),
    "other": mark("Others"),
}

_TOLD: Mapping[str, tuple[str, str]] = {
    "csv": ("tables", mark("Chosen fields for any spreadsheet or database.")),
    "tsv": ("tables", mark("As CSV, without quotes: easy to paste and to process.")),
    "xlsx": ("tables", mark("Chosen fields as a workbook; texts cannot be taken for formulas.")),
    "json": ("complete", mark("Everything, in one document; this program reads it back without loss.")),
    "jsonl": ("complete", mark("Everything, a record a line: for very many records.")),
    "bag": ("complete", mark("Files, records, rights and checksums in one package, with a viewer: for deposits.")),
    "html": ("pages", mark("A sheet for each record that opens in any browser.")),
    "pdf": ("pages", mark("A sheet for each record, to print or to send.")),
    "contact-html": ("pages", mark("Small pictures with captions and credits, in any browser.")),
    "contact-pdf": ("pages", mark("Small pictures with captions and credits, to print.")),
    "rights-html": ("pages", mark("What may be used and why not, with whom to ask.")),
    "rights-pdf": ("pages", mark("What may be used and why not, to print and sign.")),
    "website": ("web", mark("A small site of the selection, to put on any server or to carry on a stick.")),
    "oai_dc": ("library", mark("Fifteen plain elements that every repository reads.")),
    "qualified_dc": ("library", mark("Dublin Core with dates, parts and rights told apart.")),
    "mods": ("library", mark("The library format that carries rights best.")),
    "mets": ("library", mark("Packages with MODS and PREMIS for preservation systems.")),
    "premis": ("library", mark("Files, events and rights for preservation systems.")),
    "marcxml": ("library", mark("Catalogue records for library systems.")),
    "ead3": ("library", mark("An item list for a finding aid.")),
    "pbcore": ("library", mark("Videos, for audiovisual archives.")),
    "xmp": ("news", mark("A sidecar with caption, credit and rights for each picture.")),
    "pictures": ("news", mark("Copies of the pictures with caption, credit and rights inside; pixels untouched.")),
    "ninjs": ("news", mark("News as JSON, by IPTC.")),
    "newsml-g2": ("news", mark("News with the richest rights, by IPTC.")),
    "schema-org": ("web", mark("What search engines read on a page: credit, licence, creator.")),
    "iiif": ("web", mark("For viewers of pictures, with the credit line always shown.")),
    "odrl": ("web", mark("Permissions and prohibitions that machines read.")),
    "csl-json": ("citations", mark("For Zotero and other reference managers.")),
    "ris": ("citations", mark("For EndNote and older reference managers.")),
    "bibtex": ("citations", mark("For LaTeX.")),
}


def group_of(exporter: AnyExporter) -> str:
    """The group of a format; "other" for an outsider's that names none."""
    found = _TOLD.get(exporter.name, (str(getattr(exporter, "group", "")), ""))[0]
    return found if found in GROUPS else "other"


def purpose_of(exporter: AnyExporter) -> str:
    """What a format is good for, in a line in the person's language; "" when it does not say."""
    told = str(getattr(exporter, "purpose", "")) or _TOLD.get(exporter.name, ("", ""))[1]
    return tr(told) if told else ""


def grouped(exporters: Iterable[AnyExporter]) -> dict[str, list[AnyExporter]]:
    """The formats by group, in the order of ``GROUPS``; groups without a format are left out."""
    found: dict[str, list[AnyExporter]] = {name: [] for name in GROUPS}
    for exporter in exporters:
        found[group_of(exporter)].append(exporter)
    return {name: members for name, members in found.items() if members}
