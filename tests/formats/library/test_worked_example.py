"""One record in every format: ours against the files written by hand from the crosswalk, field by field.

Every leaf of a file by hand must be in ours, with the same text and at least its attributes. What is not is listed with
the reason; so is every place where ours says more, so that nothing slips in unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporters.dublin_core import OAI_DC, QUALIFIED_DC
from archive_app.formats.exporters.ead3 import EAD3
from archive_app.formats.exporters.marcxml import MARCXML
from archive_app.formats.exporters.mets import METS
from archive_app.formats.exporters.mods import MODS
from archive_app.formats.exporters.pbcore import PBCORE
from archive_app.formats.exporters.premis import PREMIS_XML
from archive_app.formats.exporting.base import ExportProfile
from tests.formats.export_contract import exported, exported_folder
from tests.formats.library.schemas import check, needs_standards
from tests.formats.library.worked_record import EXAMPLE, article_bundle, photo_bundle, video_bundle

pytestmark = needs_standards

OPTIONS = {"archive": "Example Archive", "title": "Press coverage 2024", "identifier": "EX-2024"}
Leaf = tuple[str, str, dict[str, str]]

REFERENCE = "our records have no local reference; the UUID identifies them"
SUPPLIED = "a supplied title is the caption's first sentence; the one by hand was shortened by a person"
TERMS = "usage terms are terms of use by the crosswalk; the file by hand has this one sentence under access"
MODIFIED = "our records do not hold when the article was changed"
TOPIC = "a subject's address comes with its authority record, and those have no Media Topics numbers"
CATALOGUING = "the language that a record is written in is not known for sure"
OURS = "the program names itself"
NUMBERED = "identifiers are made from our own UUIDs"
CAPTURED = "only an article has a date on which it was read"
COUNTRY = "record.json does not say the jurisdiction"
WORDED = "the same constraints in the words that every format of ours uses"


@dataclass(frozen=True)
class Differs:
    """What the file by hand has and ours has not, with reasons; and the places where ours says more."""

    missing: dict[tuple[str, str], str]
    more: frozenset[str]


def _more(text: str) -> frozenset[str]:
    return frozenset(text.split())


DIFFERENCES = {
    "mods": Differs(
        {
            ("mods/originInfo/dateModified", "2024-04-06T11:05:00Z"): MODIFIED,
            ("mods/subject/topic", "space programme"): TOPIC,
            ("mods/identifier", "EX-2024-000123"): REFERENCE,
            ("mods/identifier", "EX-2024-000123-P1"): REFERENCE,
            ("mods/recordInfo/recordIdentifier", "EX-2024-000123"): REFERENCE,
            ("mods/recordInfo/recordIdentifier", "EX-2024-000123-P1"): REFERENCE,
            ("mods/recordInfo/languageOfCataloging/languageTerm", "en"): CATALOGUING,
            ("mods/accessCondition", "Reference use in the reading room only."): TERMS,
            ("mods/titleInfo/title", "The capsule lands near Zhezkazgan, Kazakhstan"): SUPPLIED,
        },
        # The video is a record of its own; dates of copyright, proofs, file facts and every condition in words.
        _more(
            """mods/abstract mods/accessCondition mods/genre mods/identifier mods/location/url mods/name/namePart
            mods/name/role/roleTerm mods/note mods/originInfo/copyrightDate mods/originInfo/dateIssued
            mods/originInfo/publisher mods/physicalDescription/extent mods/physicalDescription/form
            mods/physicalDescription/note mods/recordInfo/recordChangeDate mods/recordInfo/recordContentSource
            mods/recordInfo/recordIdentifier mods/recordInfo/recordInfoNote mods/relatedItem/titleInfo/title
            mods/subject/geographic mods/subject/topic mods/titleInfo/title mods/typeOfResource"""
        ),
    ),
    "oai_dc": Differs(
        {
            ("title", "The capsule lands near Zhezkazgan, Kazakhstan"): SUPPLIED,
            ("identifier", "EX-2024-000123-P1"): REFERENCE,
        },
        _more("title description rights"),  # alternative text, the uncertain date, every condition
    ),
    "qualified_dc": Differs(
        {
            ("title", "The capsule lands near Zhezkazgan, Kazakhstan"): SUPPLIED,
            ("accessRights", "Reading room and internal use only"): WORDED,
            ("provenance", "Credit line as printed under the photo, captured 2024-04-07"): CAPTURED,
        },
        _more("title contributor description format extent identifier source rights accessRights provenance"),
    ),
    "premis": Differs(
        {
            ("object/linkingRightsStatementIdentifier/linkingRightsStatementIdentifierValue", "rights-1"): NUMBERED,
            ("event/eventIdentifier/eventIdentifierValue", "ev-1"): NUMBERED,
            ("event/eventType", "capture"): CAPTURED,
            ("event/eventDateTime", "2024-04-07T08:00:00Z"): CAPTURED,
            ("event/eventDetailInformation/eventDetail", "Saved from the article page"): CAPTURED,
            ("event/eventOutcomeInformation/eventOutcome", "success"): CAPTURED,
            ("event/linkingAgentIdentifier/linkingAgentIdentifierValue", "agent-app"): OURS,
            ("agent/agentIdentifier/agentIdentifierValue", "agent-app"): OURS,
            ("agent/agentName", "media-archive cataloguer"): OURS,
            ("agent/agentVersion", "0.1"): OURS,
            ("rights/rightsStatement/rightsStatementIdentifier/rightsStatementIdentifierValue", "rights-1"): NUMBERED,
            ("rights/rightsStatement/copyrightInformation/copyrightJurisdiction", "RU"): COUNTRY,
            (
                "rights/rightsStatement/rightsGranted/restriction",
                "reading room and internal use only; GB only; credit line required",
            ): WORDED,
            (
                "rights/rightsStatement/rightsGranted/rightsGrantedNote",
                "Prohibited: distribute, commercialize",
            ): WORDED,
        },
        _more(
            """object/relationship/relationshipType object/relationship/relationshipSubType
            object/relationship/relatedObjectIdentifier/relatedObjectIdentifierType
            object/relationship/relatedObjectIdentifier/relatedObjectIdentifierValue
            object/linkingEventIdentifier/linkingEventIdentifierType
            object/linkingEventIdentifier/linkingEventIdentifierValue
            object/linkingRightsStatementIdentifier/linkingRightsStatementIdentifierValue
            event/eventIdentifier/eventIdentifierValue event/eventType event/eventDateTime
            event/eventDetailInformation/eventDetail event/eventOutcomeInformation/eventOutcome
            event/linkingAgentIdentifier/linkingAgentIdentifierValue
            event/linkingObjectIdentifier/linkingObjectIdentifierType
            event/linkingObjectIdentifier/linkingObjectIdentifierValue
            agent/agentIdentifier/agentIdentifierType agent/agentIdentifier/agentIdentifierValue agent/agentName
            agent/agentType agent/agentVersion
            rights/rightsStatement/rightsStatementIdentifier/rightsStatementIdentifierValue
            rights/rightsStatement/copyrightInformation/copyrightJurisdiction
            rights/rightsStatement/copyrightInformation/copyrightNote
            rights/rightsStatement/copyrightInformation/copyrightApplicableDates/startDate
            rights/rightsStatement/licenseInformation/licenseDocumentationIdentifier/licenseDocumentationIdentifierType
            rights/rightsStatement/licenseInformation/licenseDocumentationIdentifier/licenseDocumentationIdentifierValue
            rights/rightsStatement/licenseInformation/licenseNote rights/rightsStatement/rightsGranted/restriction
            rights/rightsStatement/rightsGranted/rightsGrantedNote
            rights/rightsStatement/linkingAgentIdentifier/linkingAgentIdentifierType
            rights/rightsStatement/linkingAgentIdentifier/linkingAgentIdentifierValue
            rights/rightsStatement/linkingAgentIdentifier/linkingAgentRole"""
        ),
    ),
    "marcxml": Differs(
        {
            ("record/controlfield[001]", "EX-2024-000123"): REFERENCE,
            ("record/controlfield[003]", "ExArc"): "a name with a space is no MARC organisation code; it stands in 040",
            (
                "record/controlfield[008]",
                "240407s2024 xx o ||eng d",
            ): "blanks, where by hand there are fill characters",
            ("record/datafield[506]/subfield[a]", "Reference use in the reading room only."): TERMS,
        },
        _more(
            """record/controlfield[001] record/controlfield[005] record/controlfield[008]
            record/datafield[024]/subfield[a] record/datafield[024]/subfield[2] record/datafield[040]/subfield[a]
            record/datafield[041]/subfield[a] record/datafield[041]/subfield[2] record/datafield[100]/subfield[4]
            record/datafield[540]/subfield[a] record/datafield[542]/subfield[n] record/datafield[588]/subfield[a]
            record/datafield[651]/subfield[a] record/datafield[653]/subfield[a] record/datafield[710]/subfield[a]
            record/datafield[710]/subfield[e] record/datafield[710]/subfield[4] record/datafield[774]/subfield[t]
            record/datafield[774]/subfield[o]"""
        ),
    ),
    "ead3": Differs(
        {
            ("control/maintenancehistory/maintenanceevent/agent", "media-archive cataloguer"): OURS,
            ("archdesc/did/unitdatestructured/datesingle", "2024"): "a selection has no date of its own",
            ("archdesc/dsc/c/did/unitid", "EX-2024-000123"): REFERENCE,
            ("archdesc/dsc/c/c/did/unitid", "EX-2024-000123-P1"): REFERENCE,
            ("archdesc/dsc/c/accessrestrict/p", "Reference use in the reading room only."): TERMS,
            (
                "archdesc/dsc/c/userestrict/p",
                "In Copyright. Rights statement. © 2024 Example Media Ltd",
            ): "each of the three in a paragraph of its own, so that they can be told apart",
            ("archdesc/dsc/c/c/did/unittitle", "Photo: The capsule lands near Zhezkazgan, Kazakhstan"): SUPPLIED,
            (
                "archdesc/dsc/c/c/userestrict/p",
                "Editorial use only. No sales. © 2024 Roscosmos Space Agency",
            ): "each of the two in a paragraph of its own",
        },
        _more(
            """control/maintenancehistory/maintenanceevent/agent archdesc/dsc/c/did/unitid
            archdesc/dsc/c/did/unitdatestructured/datesingle archdesc/dsc/c/did/origination/corpname/part
            archdesc/dsc/c/did/abstract archdesc/dsc/c/did/langmaterial/language archdesc/dsc/c/userestrict/p
            archdesc/dsc/c/controlaccess/genreform/part archdesc/dsc/c/controlaccess/subject/part
            archdesc/dsc/c/controlaccess/geogname/part archdesc/dsc/c/odd/head archdesc/dsc/c/odd/p
            archdesc/dsc/c/processinfo/p archdesc/dsc/c/c/did/unittitle archdesc/dsc/c/c/did/unitid
            archdesc/dsc/c/c/did/unitdatestructured/datesingle archdesc/dsc/c/c/did/didnote
            archdesc/dsc/c/c/did/origination/corpname/part archdesc/dsc/c/c/did/physdesc archdesc/dsc/c/c/did/dao
            archdesc/dsc/c/c/userestrict/p archdesc/dsc/c/c/controlaccess/genreform/part
            archdesc/dsc/c/c/controlaccess/geogname/part archdesc/dsc/c/c/odd/head archdesc/dsc/c/c/odd/p
            archdesc/dsc/c/c/processinfo/p archdesc/dsc/c/c/scopecontent/head archdesc/dsc/c/c/scopecontent/p
            archdesc/dsc/c/c/prefercite/p"""
        ),
    ),
    "pbcore": Differs(
        {
            ("pbcoreAssetDate", "2024-04-06"): "our videos hold when they were first shown, so it is a released date",
            ("pbcoreIdentifier", "EX-2024-000123-V1"): REFERENCE,
            ("pbcoreRelation/pbcoreRelationIdentifier", "EX-2024-000123"): REFERENCE,
            ("pbcoreRightsSummary/rightsEmbedded/policy", ""): "a verdict belongs to one use on one day",
        },
        _more(
            """pbcoreAssetDate pbcoreRelation/pbcoreRelationIdentifier pbcorePublisher/publisher
            pbcorePublisher/publisherRole pbcoreAnnotation"""
        ),
    ),
}
CASES: list[tuple[Any, Any, str]] = [
    (MODS, article_bundle, "mods.xml"),
    (OAI_DC, photo_bundle, "oai_dc-photo.xml"),
    (QUALIFIED_DC, photo_bundle, "qualified-dc-photo.xml"),
    (PREMIS_XML, photo_bundle, "premis-photo.xml"),
    (MARCXML, article_bundle, "marcxml.xml"),
    (EAD3, article_bundle, "ead3-component.xml"),
    (PBCORE, video_bundle, "pbcore-video.xml"),
]


@pytest.mark.parametrize(("exporter", "bundle", "name"), CASES, ids=[case[0].name for case in CASES])
def test_ours_has_all_that_the_file_by_hand_has(exporter: Any, bundle: Any, name: str) -> None:
    content = _written(exporter, bundle())
    check(exporter.name, content)
    missing, more = _compared(content, (EXAMPLE / name).read_bytes())
    expected = DIFFERENCES[exporter.name]
    assert {(path, text) for path, text, _ in missing} == expected.missing.keys()
    assert {path for path, _, _ in more} == expected.more


def test_no_prohibition_is_lost_in_any_format() -> None:
    for exporter, bundle, _ in CASES:
        pieces = etree.fromstring(_written(exporter, bundle())).itertext()
        text = " ".join(" ".join(map(str, pieces)).split())
        if bundle is video_bundle or exporter is MARCXML:
            continue  # the prohibitions are the photo's
        assert "Editorial use only. No sales." in text, exporter.name
        assert "DMI-PROHIBITED" in text, exporter.name
        for word in ("publish online", "sell"):
            assert word in text, exporter.name


def test_the_package_of_the_article_wraps_the_same_records(tmp_path: Path) -> None:
    exported_folder(METS, [article_bundle()], tmp_path / "out", ExportProfile(options=OPTIONS))
    content = next((tmp_path / "out").rglob("METS.xml")).read_bytes()
    check("mets", content)
    missing, _ = _compared(content, (EXAMPLE / "mets.xml").read_bytes())
    mods = {(f"dmdSec/mdWrap/xmlData/{path}", text) for path, text in DIFFERENCES["mods"].missing}
    sections = {"object": "techMD", "event": "digiprovMD", "agent": "digiprovMD", "rights": "rightsMD"}
    premis = {
        (f"amdSec/{sections[path.split('/')[0]]}/mdWrap/xmlData/{path}", text)
        for path, text in DIFFERENCES["premis"].missing
    }
    files = {("fileSec/fileGrp/file/FLocat", ""), ("structMap/div/div/fptr", "")}  # no file is at hand here
    assert {(path, text) for path, text, _ in missing} <= mods | premis | files


def _written(exporter: Any, bundle: ExportRecord) -> bytes:
    options: dict[str, Any] = {**OPTIONS, "parts": exporter is not MARCXML}  # by hand there is the article's only
    return exported(exporter, [bundle], ExportProfile(options=options))[0]


def _compared(ours: bytes, by_hand: bytes) -> tuple[list[Leaf], list[Leaf]]:
    left = _leaves(etree.fromstring(ours))
    missing = []
    for path, text, attributes in _leaves(etree.fromstring(by_hand)):
        same = [one for one in left if one[:2] == (path, text) and attributes.items() <= one[2].items()]
        if same:
            left.remove(same[0])
        else:
            missing.append((path, text, attributes))
    return missing, left


def _leaves(root: Any) -> list[Leaf]:
    """Every element with words or without children, by its path of local names."""
    found: list[Leaf] = []

    def walk(element: Any, path: list[str]) -> None:
        if not isinstance(element.tag, str):
            return
        text = (element.text or "").strip()
        if text or not len(element):
            words = " ".join("".join(map(str, element.itertext())).split())
            attributes = {etree.QName(name).localname: value for name, value in element.attrib.items()}
            found.append(("/".join(path), words, attributes))
        if not text:
            for one in element:
                walk(one, [*path, _named(one)])

    walk(root, [])
    return found


def _named(element: Any) -> str:
    if not isinstance(element.tag, str):
        return ""
    key = element.get("tag") or (element.get("code") if etree.QName(element).localname == "subfield" else "")
    return etree.QName(element).localname + (f"[{key}]" if key else "")
