"""The worked example written by us, value by value beside its files; every difference is named with its reason.

``LOCAL``: records have a number in the catalogue and no reference of an archive's own, so that stands in its place.
``NO_AGENT``: names of organisations have no address unless their authority has a number elsewhere.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from archive_app.formats.exporters.citation import BIBTEX, CSL_JSON, RIS
from archive_app.formats.exporters.citation.csl_json import SCHEMA as CSL_SCHEMA
from archive_app.formats.exporters.iiif import IIIF
from archive_app.formats.exporters.newsml_g2.message import NEWSML_G2
from archive_app.formats.exporters.newsml_g2.message import SCHEMA as NEWSML_SCHEMA
from archive_app.formats.exporters.ninjs import NINJS
from archive_app.formats.exporters.ninjs import SCHEMA as NINJS_SCHEMA
from archive_app.formats.exporters.odrl import ODRL
from archive_app.formats.exporters.schema_org import SCHEMA_ORG
from archive_app.formats.exporters.xmp.properties import picture_properties
from archive_app.formats.exporters.xmp.sidecars import sidecar
from archive_app.formats.exporting.base import ExportProfile
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.media.xmp import Alternatives, read_xmp
from archive_app.formats.told.works import pictures_of
from tests.formats.export_contract import exported_folder
from tests.formats.library.schemas import needs_standards
from tests.formats.news.comparing import (
    article,
    differences,
    example,
    photo,
    values_of_json,
    values_of_xml,
    video,
    written,
)

pytestmark = needs_standards

LOCAL = "records have a number in the catalogue; a reference of the archive's own is none of their fields"
NO_AGENT = "organisations have an address only where their authority has a number elsewhere"
NO_CODE = "a subject has an address only where its authority has a number elsewhere"
CLOCK = "the record holds the day of publication, without its time"
MOMENT = "the catalogue tells when its record was changed, not when the article was"
PLACE = "a photo has the place where it was taken; an article has none but its dateline"
SIZE = "the size of the file is known"
INSIDE = "the policy itself is inside instead of an address that nobody serves"
MORE = "the record knows it, the example left it out"

NINJS_DIFFERENCES = {
    r".*altIds\[local\].*": LOCAL,
    r"/firstCreated": CLOCK,
    r"/versionCreated": MOMENT,
    r"/genres.*": MORE,
    r"/places.*": PLACE,
    r"/subjects\[\]/uri": NO_CODE,
    r"/associations\[2?\]/(pubStatus|version|rel|representationType)": MORE,
    r"/associations\[\]/(contentCreated|located)": MORE,
    r"/associations\[\]/renditions\[\]/sizeInBytes": SIZE,
    r"/associations\[\]/rightsInfo/.*": INSIDE,
    r"/associations\[\]/usageTerms": "ninjs has no place for data mining, so it is said behind the terms",
    r"/associations\[2\]/(by|firstCreated|headlines.*|infoSources.*|rightsInfo.*)": MORE,
}
ARTICLE_DIFFERENCES = {
    r".*/altId": LOCAL,
    r".*/contentCreated|.*/firstCreated": CLOCK,
    r".*/versionCreated": MOMENT,
    r".*/genre/.*": MORE,
    r".*/subject/@.*": NO_CODE,
    r".*/html/head/title": "the whole headline",
    r".*/remoteContent/.*": "the article's address",
    r".*/copyrightHolder/@literal": "the code is made of the whole name",
    r".*copyrightYear.*": MORE,
}
PHOTO_DIFFERENCES = {
    r".*/altId": LOCAL,
    r".*/(infoSource|copyrightHolder|provider)/@(uri|literal)": NO_AGENT,
    r".*/description\[drol:alttext\]": MORE,
    r".*/headline": "the photo has no title of its own; that of its article is not said to be one",
    r".*/located/.*": PLACE,
    r".*/remoteContent/@size": SIZE,
    r".*/versionCreated": "the record of the example was never saved",
    r".*/link\[irel:rights\]/@href": MORE,
    r".*/rightsExpressionData": INSIDE,
    r".*/rightsInfoExtProperty.*": MORE,
}
SCHEMA_ORG_DIFFERENCES = {
    r"/about/.*": NO_CODE,
    r".*[cC]ontentLocation.*": PLACE,
    r"/dateModified": MOMENT,
    r"/datePublished": CLOCK,
    r"(/image|/video)?/identifier.*": LOCAL,
    r"/image/conditionsOfAccess": "prohibitions have no place of their own, so they are said behind the terms",
    r"/image/(contentSize|copyrightYear|dateCreated|name|regionsAllowed.*)": MORE,
    r"/keywords": "subjects without a number are keywords",
    r"/video/(creativeWorkStatus|creator.*|uploadDate)": MORE,
    r"/video/date(Created|Published)": "a video's date is the day on which it was first shown",
    r"/video/embedUrl": "records have no address for embedding",
}
ODRL_DIFFERENCES = {
    r"/@context": "it stands once, above all policies of the file",
    r"/conflict": "prohibitions beat permissions; the rights model asks to say so",
    r"/dct:.*": "the words themselves, the terms' page and the status",
    r".*/assigne[er].*": NO_AGENT,
    r"/permission\[\]/constraint\[deliveryChannel\].*": "both channels of the record; they are words of our own",
    r"/permission\[\]/constraint\[spatial\].*": "countries have two letters in our records",
    r"/prohibition\[2\]/action": "commercialize is no action of our list; selling is",
    r"/prohibition\[[3-9]\].*": "what the words “Editorial use only. No sales.” and the data mining value forbid",
    r"/uid": "the policy is that of the statement, whose identifier it has",
}
XMP_DIFFERENCES = {
    "dc:title": LOCAL,
    "photoshop:TransmissionReference": LOCAL,
    "dc:creator": "the originator stands in Source; who made the picture is not known",
    "dc:subject": "subjects of the article, which are not the photo's",
    "photoshop:Instructions": "it repeats the terms there; ours holds restrictions, and there are none",
    "Iptc4xmpExt:LocationShown": PLACE,
    "Iptc4xmpExt:LocationCreated": PLACE,
    "plus:Licensor": "AP is a distributor in our record",
    "Iptc4xmpExt:LinkedEncRightsExpr": INSIDE,
    "Iptc4xmpExt:EmbdEncRightsExpr": INSIDE,
    "Iptc4xmpExt:MaxAvailWidth": MORE,
    "Iptc4xmpExt:MaxAvailHeight": MORE,
    "dc:format": MORE,
}
IIIF_DIFFERENCES = {
    r".*/id|.*/target": "addresses are made of the folder's and of the record's identifier",
    r".*Reference.*": LOCAL,
    r"/label/en\[\]": "the whole first sentence of the caption",
    r"/metadata\[(Alternative text|Copyright holder|Date|Licence|Place|Source|Where to ask)\].*": MORE,
    r"/metadata\[Restrictions\].*": "what binds a user is never left out",
    r"/metadata\[Usage terms\]/value.*": "the terms' language is not stated",
}
CSL_DIFFERENCES = {
    r".*/(archive_location|id)": LOCAL,
    r".*/(abstract|keyword|event-place|medium)": MORE,
    r".*/note": "what binds a user is never left out; CSL has no other place for it",
    r"\[2\]/title": "the whole first sentence of the caption",
}


def check(found: dict[str, tuple[str, str]], allowed: dict[str, str]) -> None:
    """Every difference is allowed for a reason, and no reason is given for what does not differ."""
    unknown = {place: pair for place, pair in found.items() if not any(re.fullmatch(one, place) for one in allowed)}
    assert unknown == {}
    idle = [one for one in allowed if not any(re.fullmatch(one, place) for place in found)]
    assert idle == []


def _json(content: bytes) -> Any:
    return json.loads(content)


def test_ninjs() -> None:
    ours = _json(written(NINJS, article()))
    assert NINJS_SCHEMA.problems(ours) == ()
    check(differences(values_of_json(ours), values_of_json(_json(example("ninjs-3.1.json")))), NINJS_DIFFERENCES)


@pytest.mark.parametrize(
    ("place", "name", "allowed"),
    [(0, "newsml-g2-article.xml", ARTICLE_DIFFERENCES), (1, "newsml-g2-photo.xml", PHOTO_DIFFERENCES)],
    ids=["article", "photo"],
)
def test_newsml_g2(place: int, name: str, allowed: dict[str, str]) -> None:
    message = etree.fromstring(written(NEWSML_G2, article()))
    assert NEWSML_SCHEMA.problems(message) == ()
    ours = list(message.iter("{*}newsItem"))[place]
    check(differences(values_of_xml(ours), values_of_xml(etree.fromstring(example(name)))), allowed)


def test_schema_org() -> None:
    ours, theirs = _json(written(SCHEMA_ORG, article())), _json(example("schema-org.jsonld"))
    assert ours.pop("sdDatePublished") == theirs.pop("sdDatePublished")
    check(differences(values_of_json(ours), values_of_json(theirs)), SCHEMA_ORG_DIFFERENCES)


def test_iiif(tmp_path: Path) -> None:
    profile = ExportProfile(options={"address": "https://archive.example.org/iiif/"})
    exported_folder(IIIF, [photo()], tmp_path / "out", profile)
    [manifest] = (tmp_path / "out" / "manifests").iterdir()
    ours = _json(manifest.read_bytes())
    check(differences(values_of_json(ours), values_of_json(_json(example("iiif-manifest.json")))), IIIF_DIFFERENCES)


def test_odrl() -> None:
    [policy] = _json(written(ODRL, photo()))["@graph"]
    check(differences(values_of_json(policy), values_of_json(_json(example("policy-odrl.jsonld")))), ODRL_DIFFERENCES)


def test_csl_json() -> None:
    ours = _json(written(CSL_JSON, article(), photo(), video()))
    assert CSL_SCHEMA.problems(ours) == ()
    check(differences(values_of_json(ours), values_of_json(_json(example("csl.json")))), CSL_DIFFERENCES)


def test_ris() -> None:
    ours, theirs = (
        {(line[:2], line[6:]) for line in text.splitlines() if line.strip()}
        for text in (written(RIS, article()).decode(), example("citation.ris").decode())
    )
    assert {tag for tag, _value in ours ^ theirs} == {
        "ID", "AN",  # LOCAL
        "KW",  # MORE
        "N1",  # the terms stand in it too: what binds a user is never left out
    }  # fmt: skip


def test_bibtex() -> None:
    def fields(text: str) -> dict[str, str]:
        return dict(re.findall(r"^  (\w+)\s+= \{(.*)\},?$", text, re.MULTILINE))

    ours, theirs = fields(written(BIBTEX, article()).decode()), fields(example("citation.bib").decode())
    assert {name: value for name, value in ours.items() if name in theirs} == theirs
    assert ours.keys() - theirs.keys() == {"section", "abstract", "keywords", "library", "rights"}


def test_xmp() -> None:
    bundle = photo()
    [picture] = pictures_of(bundle)
    ours = read_xmp(sidecar(picture_properties(bundle, picture, Losses())))
    theirs = read_xmp(example("photo.xmp"))
    differ = {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}
    assert differ == set(XMP_DIFFERENCES)
    assert ours["dc:description"] == theirs["dc:description"]
    assert ours["xmpRights:UsageTerms"] == Alternatives({"x-default": "Editorial use only. No sales."})
