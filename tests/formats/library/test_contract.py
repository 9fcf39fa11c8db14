"""The exporters of libraries and archives keep the contract of all exporters, and what they write is valid.

``ARCHIVE_APP_MANY=1000`` writes a thousand records of each sort instead of a few.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive_app.formats.exporters.dublin_core import OAI_DC, QUALIFIED_DC
from archive_app.formats.exporters.ead3 import EAD3
from archive_app.formats.exporters.marcxml import MARCXML
from archive_app.formats.exporters.mets import METS
from archive_app.formats.exporters.mods import MODS
from archive_app.formats.exporters.pbcore import PBCORE
from archive_app.formats.exporters.premis import PREMIS_XML
from archive_app.formats.exporting.base import Exporter
from tests.formats.export_contract import check_exporter
from tests.formats.library.schemas import check

MANY = int(os.environ.get("ARCHIVE_APP_MANY", "12"))


@pytest.mark.parametrize(
    "exporter",
    [OAI_DC, QUALIFIED_DC, MODS, PREMIS_XML, MARCXML, EAD3, PBCORE],
    ids=lambda one: one.name,
)
def test_what_is_written_is_valid_and_says_what_was_lost(exporter: Exporter) -> None:
    check_exporter(exporter, lambda content: check(exporter.name, content), many=MANY, leaves_out=exporter is PBCORE)


def test_mets_packages_are_valid(tmp_path: Path) -> None:
    def valid(folder: Path) -> None:
        for document in folder.rglob("METS.xml"):
            check("mets", document.read_bytes())

    check_exporter(METS, valid, folder=tmp_path, many=min(MANY, 200))
