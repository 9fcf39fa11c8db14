"""Pictures and videos of an item as drafts of records, each value with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archive_app.domain.credits import parse_credit
from archive_app.domain.records import (
    MEDIUMS,
    Credit,
    Evidence,
    Name,
    Photo,
    PhotoDraft,
    PhotoUse,
    Video,
    VideoDraft,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement
from archive_app.formats.reading.captions import split_caption
from archive_app.formats.reading.paragraphs import clean_line
from archive_app.formats.reading.platforms import video_address
from archive_app.formats.wire.claims import statements_of
from archive_app.formats.wire.item import NOTHING, Claim, Said, WirePicture, WireVideo
from archive_app.formats.wire.sheet import Sheet

_MEDIUM = {"video": "video_still"}


def photo_draft(sheet: Sheet, picture: WirePicture, standard: str, *, alone: bool) -> PhotoDraft:
    """A picture as record and use; ``alone`` when no article prints it, so that its words describe the record."""
    evidence: list[Evidence] = []
    caption, line = _words(sheet, evidence, picture.caption, picture.credit, whole=alone or picture.whole, alone=alone)
    parsed = parse_credit(line).value if line else Credit()
    creators = _names(sheet, evidence, "creators", picture.creators)
    if not creators and line:
        creators = _from_credit(sheet, evidence, parsed)
    medium = _MEDIUM.get(parsed.medium, parsed.medium)
    photo = Photo(
        title=_stated(sheet, evidence, "title", picture.title),
        description=_stated(sheet, evidence, "description", picture.description) or (caption if alone else ""),
        creators=creators,
        taken=_stated(sheet, evidence, "taken", picture.taken),
        place=_stated(sheet, evidence, "place", picture.place),
        people=_names(sheet, evidence, "people", picture.people),
        subjects=_names(sheet, evidence, "subjects", picture.subjects),
        medium=medium if medium in MEDIUMS and picture.medium == "photo" else picture.medium,
        digital_source_type=_stated(sheet, evidence, "digital_source_type", picture.source_type),
        url=picture.src.text if picture.src.text.startswith(("http://", "https://")) else "",
        notes="\n".join(
            note for note in (*picture.notes, f"Alt text: {picture.alt.text}" if alone and picture.alt else "") if note
        ),
    )
    use = PhotoUse(
        paragraph=picture.paragraph,
        caption=caption,
        alt_text=_stated(sheet, evidence, "alt_text", picture.alt),
        credit_line=line,
        credit=parsed,
        src=_stated(sheet, evidence, "src", picture.page_src or picture.src),
    )
    return PhotoDraft(photo, use, tuple(evidence), _rights(picture.claim, line, "photo", standard, alone=alone))


def video_draft(sheet: Sheet, found: WireVideo, standard: str, *, alone: bool) -> VideoDraft:
    """A video as record and use."""
    evidence: list[Evidence] = []
    caption, line = _words(sheet, evidence, found.caption, found.credit, whole=alone or found.whole, alone=alone)
    address = video_address(found.url.text) if found.url else None
    url = _stated(sheet, evidence, "url", found.url)
    description = _stated(sheet, evidence, "description", found.description) or (caption if alone else "")
    video = Video(
        title=_stated(sheet, evidence, "title", found.title),
        description=description,
        url=url if url.startswith(("http://", "https://")) else "",
        platform=found.platform or (address.platform if address and address.platform != "file" else ""),
        duration=found.duration,
        creators=_names(sheet, evidence, "creators", found.creators),
        subjects=_names(sheet, evidence, "subjects", found.subjects),
        published=_stated(sheet, evidence, "published", found.published),
        status="linked" if url.startswith(("http://", "https://")) else "mentioned",
        notes="\n".join(note for note in found.notes if note),
    )
    use = VideoUse(
        paragraph=found.paragraph,
        mention=_stated(sheet, evidence, "mention", found.mention),
        caption=caption,
        credit_line=line,
        credit=parse_credit(line).value if line else Credit(),
    )
    return VideoDraft(video, use, tuple(evidence), _rights(found.claim, line, "video", standard, alone=alone))


def _rights(claim: Claim, line: str, scope: str, standard: str, *, alone: bool) -> tuple[RightsStatement, ...]:
    """What is said of rights, with the credit line. A credit line alone says nothing of rights where a use holds it."""
    if not alone and not statements_of(claim, scope, standard):
        return ()
    return statements_of(replace(claim, credit_line=line), scope, standard)


def _words(
    sheet: Sheet, evidence: list[Evidence], caption: Said, credit: Said, *, whole: bool, alone: bool
) -> tuple[str, str]:
    """Caption and credit line; where no credit is sent, the one that the caption ends with."""
    words = clean_line(caption.text)
    line = clean_line(credit.text)
    if words:
        span = sheet.line(words)
        parts = split_caption(words) if not line and not whole else None
        if parts is not None and parts.has_credit:
            at = span[0]
            found = (at + parts.credit_start, at + parts.credit_end)
            evidence.append(sheet.seen("credit_line", found, caption.but(line), 0.88))
            line = words[parts.credit_start : parts.credit_end]
            span = (at + parts.caption_start, at + parts.caption_end) if parts.has_caption else (at, at)
            words = sheet.text[span[0] : span[1]]
        if words:
            evidence.append(sheet.seen("caption", span, caption))
            if alone:
                evidence.append(sheet.seen("description", span, caption))
    if line and credit:
        evidence.append(sheet.shown("credit_line", credit))
    return words, line


def _from_credit(sheet: Sheet, evidence: list[Evidence], credit: Credit) -> tuple[Name, ...]:
    names = tuple(Name(party.name) for party in credit.parties if party.role == "creator" and party.kind == "person")
    line = next(one for one in reversed(evidence) if one.field == "credit_line")
    for number, name in enumerate(names):
        at = sheet.text.find(name.text, line.start, line.end)
        span = (at, at + len(name.text)) if at >= 0 else (line.start, line.end)
        evidence.append(sheet.seen(f"creators.{number}", span, Said(name.text, "credit-grammar"), 0.8))
    return names


def _stated(sheet: Sheet, evidence: list[Evidence], field: str, said: Said) -> str:
    value = clean_line(said.text)
    if value:
        evidence.append(sheet.stated(field, replace(said, text=value)))
    return value


def _names(sheet: Sheet, evidence: list[Evidence], field: str, names: Sequence[Said]) -> tuple[Name, ...]:
    kept = {clean_line(said.text).casefold(): said for said in reversed(names) if clean_line(said.text)}
    found: list[Name] = []
    for said in reversed(kept.values()):
        _stated(sheet, evidence, f"{field}.{len(found)}", said)
        found.append(Name(clean_line(said.text), said.role))
    return tuple(found)


def first(*said: Said) -> Said:
    """The first value that says anything."""
    return next((one for one in said if one), NOTHING)
