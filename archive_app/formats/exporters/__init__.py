"""The formats that records leave in. ``BUILT_IN`` lists ours, in the order the export window shows them."""

from __future__ import annotations

from archive_app.formats.exporters.bag import BAG
from archive_app.formats.exporters.citation import BIBTEX, CSL_JSON, RIS
from archive_app.formats.exporters.contact_sheet import CONTACT_HTML, CONTACT_PDF
from archive_app.formats.exporters.dublin_core import OAI_DC, QUALIFIED_DC
from archive_app.formats.exporters.ead3 import EAD3
from archive_app.formats.exporters.html_sheet import HTML
from archive_app.formats.exporters.iiif import IIIF
from archive_app.formats.exporters.json_lossless import JSON, JSON_LINES
from archive_app.formats.exporters.marcxml import MARCXML
from archive_app.formats.exporters.mets import METS
from archive_app.formats.exporters.mods import MODS
from archive_app.formats.exporters.newsml_g2 import NEWSML_G2
from archive_app.formats.exporters.ninjs import NINJS
from archive_app.formats.exporters.odrl import ODRL
from archive_app.formats.exporters.pbcore import PBCORE
from archive_app.formats.exporters.premis import PREMIS_XML
from archive_app.formats.exporters.rights_report import RIGHTS_HTML, RIGHTS_PDF
from archive_app.formats.exporters.schema_org import SCHEMA_ORG
from archive_app.formats.exporters.sheets_pdf import PDF
from archive_app.formats.exporters.tables import CSV, TSV, XLSX
from archive_app.formats.exporters.website import WEBSITE
from archive_app.formats.exporters.xmp import PICTURES, XMP
from archive_app.formats.exporting.base import AnyExporter

BUILT_IN: tuple[AnyExporter, ...] = (
    CSV, TSV, XLSX, HTML, PDF, CONTACT_HTML, CONTACT_PDF, RIGHTS_HTML, RIGHTS_PDF, WEBSITE, JSON, JSON_LINES, BAG,
    OAI_DC, QUALIFIED_DC, MODS, METS, PREMIS_XML, MARCXML, EAD3, PBCORE,
    PICTURES, XMP, NINJS, NEWSML_G2, SCHEMA_ORG, IIIF, ODRL, CSL_JSON, RIS, BIBTEX,
)  # fmt: skip
