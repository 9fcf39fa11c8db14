"""Our bundles from ``worked-example/record.json``: one fictional article with a photo and a video.

The file has field names of its own. Where it says more than our records hold (a local reference, a second title) that
is listed as a difference by the tests that compare; nothing is invented here.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from functools import cache
from typing import Any

from archive_app.domain.credits import parse_credit
from archive_app.domain.export_record import Appearance, ExportRecord, PhotoInArticle, VideoInArticle
from archive_app.domain.records import (
    Article,
    Authority,
    Credit,
    CreditParty,
    MediaFile,
    Name,
    Photo,
    PhotoUse,
    Video,
    VideoUse,
)
from archive_app.domain.rights import Grant, RightsAgent, RightsEvidence, RightsStatement, Use
from tests.formats.library.schemas import STANDARDS

EXAMPLE = STANDARDS / "worked-example"

_STATUSES = {"InC": "in_copyright", "UND": "undetermined"}
_ACTIONS = {"distribute": "publish_online", "commercialize": "sell", "display": "display"}
_CHANNELS = {"reading-room": "reading_room", "internal": "internal_network"}


@cache
def article_bundle() -> ExportRecord:
    """The article with its photo and its video."""
    told = _told()
    article, photo, video = _article(told), _photo(told), _video(told)
    return ExportRecord(
        work=article,
        photos=(
            PhotoInArticle(
                use=_photo_use(told), photo=photo, media=_media(told), rights=(_statement(told["photo"], 2, "photo"),)
            ),
        ),
        videos=(VideoInArticle(use=_video_use(told), video=video, rights=(_video_statement(told),)),),
        rights=(_statement(told["article"], 1, "text"),),
        authorities=(
            Authority(id=91, uid=f"{91:032x}", name="Example Media Ltd", kind="organization"),
            Authority(id=90, uid=f"{90:032x}", name="Example Daily", kind="organization", parent_id=91),
        ),
        use=Use(date="2024-04-07"),
    )


def photo_bundle() -> ExportRecord:
    """The photo by itself, with the article that prints it."""
    told = _told()
    return ExportRecord(
        work=_photo(told),
        appears_in=(Appearance(use=_photo_use(told), article=replace(_article(told), publisher_id=None)),),
        media=_media(told),
        rights=(_statement(told["photo"], 2, "photo"),),
        use=Use(date="2024-04-07"),
    )


def video_bundle() -> ExportRecord:
    """The video by itself, with the article that refers to it."""
    told = _told()
    return ExportRecord(
        work=_video(told),
        appears_in=(Appearance(use=_video_use(told), article=replace(_article(told), publisher_id=None)),),
        rights=(_video_statement(told),),
        use=Use(date="2024-04-07"),
    )


def _told() -> Any:
    return json.loads((EXAMPLE / "record.json").read_text(encoding="utf-8"))


def _uid(urn: str) -> str:
    return uuid.UUID(urn).hex


def _article(told: Any) -> Article:
    one = told["article"]
    return Article(
        id=1,
        uid=_uid(one["id"]),
        created=one["date_captured"],
        modified=one["date_captured"],
        headline=one["headline"],
        standfirst=one["abstract"],
        body=(one["body"],),
        bylines=tuple(Name(author["name"]) for author in one["authors"]),
        publisher=one["publication"],
        publisher_id=90,
        section=one["section"],
        dateline=one["dateline"],
        published=one["date_published"][:10],
        accessed=one["date_captured"],
        language=one["language"],
        url=one["url"],
        subjects=tuple(Name(subject["label"]) for subject in one["subjects"]),
    )


def _photo(told: Any) -> Photo:
    one = told["photo"]
    return Photo(
        id=2,
        uid=_uid(one["id"]),
        taken=one["date_created_edtf"],
        place=f"{told['article']['places'][0]['name']} (Kazakhstan)",
        digital_source_type=one["digital_source_type"].rpartition("/")[2],
        url=one["source_url"],
        media_id=4,
    )


def _media(told: Any) -> MediaFile:
    one = told["photo"]
    return MediaFile(
        id=4, uid=f"{4:032x}", sha256=one["sha256"], size=123456, media_type=one["mime"], name="capsule.jpg",
        suffix=".jpg", width=one["width"], height=one["height"],
    )  # fmt: skip


def _photo_use(told: Any) -> PhotoUse:
    one = told["photo"]
    line, parsed = one["credit_line"], one["credit_parsed"]
    start, end = line.index(parsed["originator"]), line.index(parsed["distributor"])
    credit = Credit(
        parties=(
            CreditParty(parsed["originator"], "depicted_source", "organization", start, start + 22),
            CreditParty(parsed["distributor"], "distributor", "organization", end, len(line)),
        ),
        flags=("handout",),
        literals=(line,),
    )
    return PhotoUse(
        id=5, uid=f"{5:032x}", article_id=1, photo_id=2, caption=one["caption"], alt_text=one["alt_text"],
        credit_line=line, credit=credit,
    )  # fmt: skip


def _video(told: Any) -> Video:
    one = told["video"]
    return Video(
        id=3, uid=_uid(one["id"]), title=one["title"], description=one["description"], url=one["url"],
        platform=one["platform"], duration=123.0, creators=(Name(one["channel"], "production"),),
        published=one["date_created_edtf"], status="linked",
    )  # fmt: skip


def _video_use(told: Any) -> VideoUse:
    line = told["video"]["rights"]["credit_line"]
    return VideoUse(id=6, uid=f"{6:032x}", article_id=1, video_id=3, credit_line=line, credit=parse_credit(line).value)


def _statement(work: Any, number: int, scope: str) -> RightsStatement:
    said = work["rights"]
    licensor = said.get("licensor", {})
    agents = [RightsAgent(said["holder"], "copyright_holder")]
    agents += [RightsAgent(licensor["name"], "distributor")] if licensor else []
    grants = [
        Grant(
            "permit", _ACTIONS[one["action"]], channel=tuple(_CHANNELS[c] for c in one["channels"]),
            territory=tuple(one["territory"]), starts=one["from"], ends=one["to"],
        )
        for one in said.get("permissions", [])
    ]  # fmt: skip
    grants += [Grant("prohibit", _ACTIONS[one["action"]]) for one in said.get("prohibitions", [])]
    return RightsStatement(
        id=10 + number,
        uid=f"{10 + number:032x}",
        work_id=number,
        scope=scope,
        basis="licence" if grants else "copyright",
        copyright_status=_STATUSES[said["statement_uri"].split("/")[4]],
        rights_uri=said["statement_uri"],
        copyright_year=2024,
        agents=tuple(agents),
        copyright_notice=said["copyright_notice"],
        usage_terms=said["usage_terms"],
        credit_obligation="required" if said.get("credit_required") else "unknown",
        licence_url=said.get("web_statement", ""),
        acquire_url=licensor.get("url", ""),
        contract_ref=next((one["reference"] for one in said.get("permissions", [])), ""),
        grants=tuple(grants),
        review_date=said["review_date"],
        determined_on="2024-04-07" if grants else "",
        model_release=said.get("model_release", "").rpartition("/")[2],
        property_release=said.get("property_release", "").rpartition("/")[2],
        data_mining=said.get("data_mining", "").rpartition("/")[2],
        confidence=said["confidence"],
        evidence=tuple(
            RightsEvidence("printed_notice", one["kind"], one["captured"], one["quote"])
            for one in said.get("evidence", [])
        ),
    )


def _video_statement(told: Any) -> RightsStatement:
    said = told["video"]["rights"]
    return RightsStatement(
        id=13, uid=f"{13:032x}", work_id=3, scope="video", copyright_status="undetermined",
        rights_uri=said["statement_uri"], confidence=said["confidence"],
    )  # fmt: skip
