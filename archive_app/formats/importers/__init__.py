"""The importers that come with the program; the first that recognises a source reads it."""

from __future__ import annotations

from archive_app.formats.importers.base import Importer
from archive_app.formats.importers.bibtex import BibtexImporter
from archive_app.formats.importers.csl_json import CslJsonImporter
from archive_app.formats.importers.data import DataImporter
from archive_app.formats.importers.docx import DocxImporter
from archive_app.formats.importers.dublin_core import DublinCoreImporter
from archive_app.formats.importers.ead import EadImporter
from archive_app.formats.importers.eml import EmlImporter
from archive_app.formats.importers.feed import FeedImporter
from archive_app.formats.importers.html import HtmlImporter
from archive_app.formats.importers.markdown import MarkdownImporter
from archive_app.formats.importers.mhtml import MhtmlImporter
from archive_app.formats.importers.mods import ModsImporter
from archive_app.formats.importers.newsml import NewsmlImporter
from archive_app.formats.importers.ninjs import NinjsImporter
from archive_app.formats.importers.nitf import NitfImporter
from archive_app.formats.importers.pbcore import PbcoreImporter
from archive_app.formats.importers.pdf import PdfImporter
from archive_app.formats.importers.ris import RisImporter
from archive_app.formats.importers.text import TextImporter
from archive_app.formats.importers.wacz import WaczImporter
from archive_app.formats.importers.warc import WarcImporter
from archive_app.formats.importers.webarchive import WebArchiveImporter
from archive_app.formats.importers.xmp import XmpImporter
from archive_app.formats.importers.zip_folder import ZipImporter

BUILT_IN: tuple[Importer, ...] = (
    MhtmlImporter(),
    WebArchiveImporter(),
    EmlImporter(),
    DocxImporter(),
    PdfImporter(),
    WarcImporter(),
    WaczImporter(),
    ZipImporter(),
    ModsImporter(),
    PbcoreImporter(),
    EadImporter(),
    DublinCoreImporter(),
    FeedImporter(),
    NewsmlImporter(),
    NitfImporter(),
    NinjsImporter(),
    CslJsonImporter(),
    RisImporter(),
    BibtexImporter(),
    XmpImporter(),
    HtmlImporter(),
    DataImporter(),
    MarkdownImporter(),
    TextImporter(),
)
