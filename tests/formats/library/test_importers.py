"""Records of other people's systems: MODS, Dublin Core, PBCore and EAD, alone, in collections, in OAI-PMH answers."""

from __future__ import annotations

import pytest

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import Importer
from archive_app.formats.importers.dublin_core import DublinCoreImporter
from archive_app.formats.importers.ead import EadImporter
from archive_app.formats.importers.mods import ModsImporter
from archive_app.formats.importers.pbcore import PbcoreImporter
from archive_app.formats.registry import importer_for
from tests.formats.contract import drafts_or_error
from tests.formats.library.schemas import STANDARDS, needs_standards

MODS = """<?xml version="1.0"?>
<modsCollection xmlns="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink">
 <mods ID="a1">
  <titleInfo><nonSort>The</nonSort><title>Ferry returns</title><subTitle>a short crossing</subTitle></titleInfo>
  <titleInfo type="alternative"><title>Another title</title></titleInfo>
  <name type="personal"><namePart type="family">Roe</namePart><namePart type="given">Ann</namePart>
   <role><roleTerm type="text" authority="marcrelator">author</roleTerm></role></name>
  <name type="personal"><namePart>Doe, Jon.</namePart><role><roleTerm>translator</roleTerm></role></name>
  <typeOfResource>text</typeOfResource>
  <originInfo><dateIssued encoding="marc">1999</dateIssued>
   <dateIssued encoding="w3cdtf" keyDate="yes">1998-05-03</dateIssued>
   <publisher>Harbour Press</publisher></originInfo>
  <language><languageTerm type="code" authority="iso639-2b">fre</languageTerm></language>
  <abstract>The ferry was back by noon.</abstract>
  <relatedItem type="host"><titleInfo><title>Evening Courier</title></titleInfo></relatedItem>
  <relatedItem type="constituent" xlink:href="p1"/>
  <accessCondition type="use and reproduction">For study only.</accessCondition>
  <accessCondition type="restriction on access">Ask the desk.</accessCondition>
  <location><url access="preview">https://example.org/small</url><url>https://example.org/ferry</url></location>
 </mods>
 <mods>
  <titleInfo><title>The ferry at the pier</title></titleInfo>
  <name><namePart>Ilya Beispiel</namePart><role><roleTerm type="code">pht</roleTerm></role></name>
  <typeOfResource>still image</typeOfResource>
  <originInfo><dateCreated qualifier="approximate">1931</dateCreated></originInfo>
  <identifier>p1</identifier>
  <subject><name><namePart>Captain Example</namePart></name></subject>
  <subject><geographic>Aberwyn</geographic></subject>
  <accessCondition xlink:href="http://creativecommons.org/licenses/by/4.0/">CC BY</accessCondition>
 </mods>
</modsCollection>"""

OAI = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2024-01-01T00:00:00Z</responseDate>
<request verb="ListRecords">https://example.org/oai</request><ListRecords>
<record><header><identifier>oai:example.org:1</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <dc:title>Ferry returns</dc:title><dc:creator>Roe, Ann</dc:creator>
 <dc:description>The ferry was back by noon.</dc:description>
 <dc:publisher>Evening Courier</dc:publisher><dc:date>2003-04-22</dc:date><dc:date>1998-05-03</dc:date>
 <dc:type>Text</dc:type>
 <dc:language>eng</dc:language><dc:identifier>https://example.org/ferry</dc:identifier>
 <dc:rights>© 1998 Harbour Press</dc:rights><dc:rights>For study only.</dc:rights><dc:rights>No copies.</dc:rights>
</oai_dc:dc></metadata></record>
<record><header status="deleted"><identifier>oai:example.org:2</identifier></header></record>
<record><header><identifier>oai:example.org:3</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <dc:title>The ferry at the pier</dc:title><dc:type>StillImage</dc:type><dc:format>image/jpeg</dc:format>
 <dc:source>https://example.org/ferry.jpg</dc:source><dc:coverage>Aberwyn</dc:coverage>
 <dc:rights>http://rightsstatements.org/vocab/InC/1.0/</dc:rights>
</oai_dc:dc></metadata></record>
</ListRecords></OAI-PMH>"""

PBCORE = """<?xml version="1.0"?>
<pbcoreCollection xmlns="http://www.pbcore.org/PBCore/PBCoreNamespace.html">
 <pbcoreDescriptionDocument>
  <pbcoreAssetDate dateType="Created">1983-01-02</pbcoreAssetDate>
  <pbcoreAssetDate dateType="Broadcast">1983-05-03</pbcoreAssetDate>
  <pbcoreIdentifier source="Station">T-17</pbcoreIdentifier>
  <pbcoreTitle titleType="Series">Evening news</pbcoreTitle><pbcoreTitle titleType="Main">The ferry</pbcoreTitle>
  <pbcoreDescription>A ferry comes in.</pbcoreDescription>
  <pbcoreCreator><creator>Roe, Ann</creator><creatorRole>Director</creatorRole></pbcoreCreator>
  <pbcorePublisher><publisher>Station 5</publisher><publisherRole>Distributor</publisherRole></pbcorePublisher>
  <pbcoreRightsSummary><rightsSummary>No broadcast without consent.</rightsSummary></pbcoreRightsSummary>
  <pbcoreInstantiation><instantiationIdentifier source="Station">T-17-a</instantiationIdentifier>
   <instantiationLocation>Shelf 4</instantiationLocation><instantiationMediaType>Moving Image</instantiationMediaType>
   <instantiationDuration>01:02:03;12</instantiationDuration></pbcoreInstantiation>
 </pbcoreDescriptionDocument>
 <pbcoreDescriptionDocument>
  <pbcoreIdentifier source="Station">S-1</pbcoreIdentifier><pbcoreTitle>A song</pbcoreTitle><pbcoreDescription/>
  <pbcoreInstantiation><instantiationIdentifier source="Station">S-1-a</instantiationIdentifier>
   <instantiationLocation>Shelf 5</instantiationLocation>
   <instantiationMediaType>Sound</instantiationMediaType></pbcoreInstantiation>
 </pbcoreDescriptionDocument>
</pbcoreCollection>"""

EAD_2002 = """<?xml version="1.0"?>
<ead xmlns="urn:isbn:1-931666-22-9" xmlns:xlink="http://www.w3.org/1999/xlink"><eadheader><eadid>x</eadid></eadheader>
<archdesc level="collection"><did><unittitle>Ferries</unittitle></did><dsc>
 <c01 level="series"><did><unittitle>Photographs</unittitle></did>
  <c02 level="item"><did><unittitle>The ferry at the pier</unittitle><unitid>F 1</unitid>
   <unitdate normal="1931/1935">1931-1935</unitdate>
   <origination><persname role="photographer">Beispiel, Ilya</persname></origination>
   <dao xlink:href="https://example.org/ferry.jpg"/></did>
   <accessrestrict><head>Access</head><p>Ask the desk.</p></accessrestrict>
   <controlaccess><genreform>Photographs</genreform><geogname>Aberwyn</geogname><subject>Ferries</subject></controlaccess></c02>
 </c01></dsc></archdesc></ead>"""

ENTITIES = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def read(importer: Importer, content: str) -> list[Draft]:
    drafts = drafts_or_error(importer, content.encode(), "records.xml")
    assert isinstance(drafts, list), drafts
    return drafts


def test_a_mods_record_becomes_an_article_with_its_photo() -> None:
    (draft,) = read(ModsImporter(), MODS)
    article, photo = draft.article, draft.photos[0].photo
    assert article.headline == "The Ferry returns: a short crossing"
    assert [(name.text, name.role) for name in article.bylines] == [("Ann Roe", ""), ("Jon Doe", "translation")]
    assert (article.published, article.publisher) == ("1998-05-03", "Evening Courier")
    assert article.url == "https://example.org/ferry"
    assert article.language == "fr"
    assert article.standfirst == "The ferry was back by noon."
    assert draft.rights[0].usage_terms == "For study only."
    assert draft.rights[0].restrictions == ("Ask the desk.",)
    assert (photo.title, photo.taken, photo.place) == ("The ferry at the pier", "1931~", "Aberwyn")
    assert [name.text for name in photo.creators] == ["Ilya Beispiel"]
    assert draft.photos[0].rights[0].licence_id == "CC-BY-4.0"
    assert draft.photos[0].rights[0].basis == "licence"


def test_an_oai_pmh_answer_gives_each_of_its_records() -> None:
    text, picture = read(DublinCoreImporter(), OAI)
    assert text.article.headline == "Ferry returns"
    assert [name.text for name in text.article.bylines] == ["Ann Roe"]
    assert (text.article.published, text.article.language) == ("1998-05-03", "en")
    rights = text.rights[0]
    assert (rights.copyright_notice, rights.usage_terms) == ("© 1998 Harbour Press", "For study only.")
    assert rights.restrictions == ("No copies.",)
    assert picture.alone
    assert picture.photos[0].photo.url == "https://example.org/ferry.jpg"
    assert picture.photos[0].rights[0].rights_uri == "http://rightsstatements.org/vocab/InC/1.0/"
    assert picture.photos[0].rights[0].copyright_status == "in_copyright"


def test_pbcore_assets_become_videos_and_sounds_are_left_out_in_words() -> None:
    (draft,) = read(PbcoreImporter(), PBCORE)
    video = draft.videos[0].video
    assert (video.title, video.published, video.platform) == ("The ferry", "1983-05-03", "Station 5")
    assert video.duration == 3723.12
    assert [(name.text, name.role) for name in video.creators] == [("Ann Roe", "direction")]
    assert draft.videos[0].rights[0].usage_terms == "No broadcast without consent."
    assert any("left out" in remark for remark in draft.remarks)


def test_items_of_an_older_finding_aid_are_read_too() -> None:
    (draft,) = read(EadImporter(), EAD_2002)
    photo = draft.photos[0].photo
    assert (photo.title, photo.taken, photo.place) == ("The ferry at the pier", "1931/1935", "Aberwyn")
    assert [name.text for name in photo.creators] == ["Ilya Beispiel"]
    assert photo.url == "https://example.org/ferry.jpg"
    assert [name.text for name in photo.subjects] == ["Ferries"]


@pytest.mark.parametrize(
    ("content", "name"),
    [(MODS, "mods"), (OAI, "dublin_core"), (PBCORE, "pbcore"), (EAD_2002, "ead")],
    ids=["mods", "oai", "pbcore", "ead"],
)
def test_each_format_is_recognised_among_all(content: str, name: str) -> None:
    assert importer_for("records.xml", content.encode()[:4096]).name == name
    assert importer_for("", content.encode()[:4096]).name == name


@pytest.mark.parametrize(
    ("importer", "content"),
    [(ModsImporter(), MODS), (DublinCoreImporter(), OAI), (PbcoreImporter(), PBCORE), (EadImporter(), EAD_2002)],
    ids=["mods", "oai", "pbcore", "ead"],
)
def test_hostile_and_broken_documents_end_in_words(importer: Importer, content: str) -> None:
    declaration, _, rest = content.partition("?>")
    with_entity = f"{declaration}?>{ENTITIES}{rest}"
    assert isinstance(drafts_or_error(importer, with_entity.encode(), "records.xml"), FormatError)
    for cut in range(0, len(content), 97):
        drafts_or_error(importer, content[:cut].encode(), "records.xml")
    for other in ("<html><p>x</p></html>", "<a/>", content.replace("itle>", "itel>")):
        drafts_or_error(importer, other.encode(), "records.xml")
    deep = "<mods>" * 400 + "</mods>" * 400
    drafts_or_error(importer, deep.encode(), "records.xml")


@needs_standards
@pytest.mark.parametrize("folder", ["mods", "pbcore", "ead3", "oai-pmh", "mets"])
def test_official_examples_keep_the_contract(folder: str) -> None:
    importers: tuple[Importer, ...] = (ModsImporter(), DublinCoreImporter(), PbcoreImporter(), EadImporter())
    paths = sorted((STANDARDS / folder / "examples").glob("*/*.xml"))
    assert paths
    read_by: dict[str, int] = {}
    for path in paths:
        content = path.read_bytes()
        for importer in importers:
            if importer.recognises(path.name, content[:4096]):
                found = drafts_or_error(importer, content, path.name)
                read_by[importer.name] = read_by.get(importer.name, 0) + (len(found) if isinstance(found, list) else 0)
    expected = {"ead3": "ead", "oai-pmh": "dublin_core", "mets": "dublin_core"}.get(folder, folder)
    assert read_by.get(expected, 0) > 0
