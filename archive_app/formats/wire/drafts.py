"""From an item of a feed, a wire or a bibliography to a draft: one way for all formats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive_app.domain.records import Article, Draft, Evidence, Name, PhotoDraft, VideoDraft
from archive_app.domain.rights import RightsStatement
from archive_app.formats.reading.consistency import consistency_remarks
from archive_app.formats.reading.decoding import Decoded
from archive_app.formats.reading.language import language_and_certainty
from archive_app.formats.reading.paragraphs import clean_line
from archive_app.formats.reading.sources import RawSource, encoding_remarks, source_record
from archive_app.formats.wire.claims import statements_of
from archive_app.formats.wire.item import NOTHING, Said, WireItem, WirePicture
from archive_app.formats.wire.markup import read_markup
from archive_app.formats.wire.pictures import photo_draft, video_draft
from archive_app.formats.wire.sheet import Sheet
from archive_app.i18n import tr

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_ENOUGH_WORDS = 60


def build(
    item: WireItem, source: RawSource, decoded: Decoded, *, importer: str, media_type: str, standard: str
) -> Draft:
    """The draft that an item makes.

    Args:
        item: What the format's reader found.
        source: As it arrived; each draft keeps all of it.
        decoded: Its characters.
        importer: The importer's name.
        media_type: Of the source.
        standard: The format's name, for the evidence of rights ("NewsML-G2").
    """
    return _Builder(item, decoded, importer, standard).draft(source, media_type)


class _Builder:
    """Puts one draft together; used once."""

    def __init__(self, item: WireItem, decoded: Decoded, importer: str, standard: str) -> None:
        self.item = item
        self.decoded = decoded
        self.sheet = Sheet(decoded.text, importer)
        self.standard = standard
        self.evidence: list[Evidence] = []
        self.photos: list[PhotoDraft] = []
        self.videos: list[VideoDraft] = []

    def draft(self, source: RawSource, media_type: str) -> Draft:
        item = self.item
        article = Article()
        rights: tuple[RightsStatement, ...] = ()
        if not item.alone:
            article = self._article()
            rights = statements_of(item.claim, "text", self.standard)
        else:
            self._media(-1, final=True)
            if item.language:
                self.evidence.append(self.sheet.stated("language", item.language))
        remarks = [*encoding_remarks(self.decoded), *item.remarks]
        if not item.alone:
            if not article.headline:
                remarks.append(tr("It has no headline."))
            if not article.body and not item.remarks:
                remarks.append(tr("No running text was found, only captions or headings."))
            remarks += consistency_remarks([article.headline, *article.body], article.language, article.published)
        text = self.sheet.text
        return Draft(
            source=source_record(source, self.decoded, media_type=media_type, importer=self.sheet.importer, text=text),
            article=article,
            photos=tuple(replace(one, use=replace(one.use, position=n)) for n, one in enumerate(self.photos)),
            videos=tuple(replace(one, use=replace(one.use, position=n)) for n, one in enumerate(self.videos)),
            evidence=tuple(self.evidence),
            remarks=tuple(dict.fromkeys(remarks)),
            content=source.content,
            rights=rights,
            alone=item.alone,
        )

    def _article(self) -> Article:
        item = self.item
        headline = self._line("headline", item.headline)
        standfirst = self._line("standfirst", item.standfirst)
        bylines = self._names("bylines", item.bylines)
        dateline = self._stated("dateline", item.dateline)
        body = self._body(frozenset(one.casefold() for one in (headline, standfirst) if one))
        return Article(
            headline=headline,
            standfirst=standfirst,
            body=body,
            bylines=bylines,
            publisher=self._stated("publisher", item.publisher),
            section=self._stated("section", item.section),
            dateline=dateline,
            published=self._stated("published", item.published),
            accessed=item.accessed,
            language=self._language(body, headline),
            url=self._stated("url", item.url if item.url.text.startswith(("http://", "https://")) else NOTHING),
            subjects=self._subjects(),
            notes="\n".join(dict.fromkeys(note for note in item.notes if note)),
        )

    def _line(self, field: str, said: Said) -> str:
        if not clean_line(said.text):
            return ""
        self.evidence.append(self.sheet.shown(field, said))
        return clean_line(said.text)

    def _stated(self, field: str, said: Said) -> str:
        value = clean_line(said.text)
        if value:
            self.evidence.append(self.sheet.stated(field, replace(said, text=value)))
        return value

    def _names(self, field: str, names: Sequence[Said]) -> tuple[Name, ...]:
        """Names in one line of the reading text, each with its own place there."""
        kept = list({clean_line(said.text).casefold(): said for said in names if clean_line(said.text)}.values())
        if not kept:
            return ()
        start, _end = self.sheet.line(", ".join(clean_line(said.text) for said in kept))
        for number, said in enumerate(kept):
            length = len(clean_line(said.text))
            self.evidence.append(self.sheet.seen(f"{field}.{number}", (start, start + length), said))
            start += length + 2
        return tuple(Name(clean_line(said.text), said.role) for said in kept)

    def _subjects(self) -> tuple[Name, ...]:
        kept = {
            clean_line(said.text).casefold(): said for said in reversed(self.item.subjects) if clean_line(said.text)
        }
        names: list[Name] = []
        for said in reversed(kept.values()):
            self._stated(f"subjects.{len(names)}", said)
            names.append(Name(clean_line(said.text), said.role))
        return tuple(names)

    def _body(self, said: frozenset[str]) -> tuple[str, ...]:
        paragraphs: list[str] = []
        for paragraph in self.item.body:
            self._media(len(paragraphs))
            if line := clean_line(paragraph.text):
                self.evidence.append(self.sheet.shown(f"body.{len(paragraphs)}", paragraph))
                paragraphs.append(line)
        if self.item.markup is not None and not paragraphs:
            paragraphs = self._markup(said)
        self._media(len(paragraphs), final=True)
        return tuple(paragraphs)

    def _markup(self, said: frozenset[str]) -> list[str]:
        markup = self.item.markup
        if markup is None:
            return []
        found = read_markup(markup, self.decoded.text, self.item.url.text, said)
        if not found.text:
            return []
        shift, _end = self.sheet.block(found.text)
        stated = Said("", markup.how, 0.93)
        paragraphs: list[str] = []
        for start, end in found.paragraphs:
            self.evidence.append(self.sheet.seen(f"body.{len(paragraphs)}", (start + shift, end + shift), stated))
            paragraphs.append(clean_line(found.text[start:end]))
        self.photos += [replace(one, evidence=_shifted(one.evidence, shift)) for one in found.photos]
        self.videos += [replace(one, evidence=_shifted(one.evidence, shift)) for one in found.videos]
        return paragraphs

    def _media(self, paragraph: int, *, final: bool = False) -> None:
        """The pictures and videos that stand before a paragraph; at the end all that are left."""
        item = self.item
        for picture in [one for one in item.pictures if final or one.paragraph == paragraph]:
            item.pictures.remove(picture)
            twin = next((n for n, one in enumerate(self.photos) if _same(picture, one)), None)
            if twin is None:
                self.photos.append(photo_draft(self.sheet, picture, self.standard, alone=item.alone))
            else:
                sheet = Sheet(self.sheet.raw, self.sheet.importer)
                self.photos[twin] = _joined(self.photos[twin], photo_draft(sheet, picture, self.standard, alone=False))
        for video in [one for one in item.videos if final or one.paragraph == paragraph]:
            item.videos.remove(video)
            if not any(video.url.text and video.url.text == one.video.url for one in self.videos):
                self.videos.append(video_draft(self.sheet, video, self.standard, alone=item.alone))

    def _language(self, body: Sequence[str], headline: str) -> str:
        stated = self.item.language
        if _LANGUAGE.fullmatch(stated.text):
            self.evidence.append(self.sheet.stated("language", stated))
            return stated.text.replace("_", "-")
        prose = " ".join(body)
        code, certainty = language_and_certainty(prose if len(prose) > _ENOUGH_WORDS else f"{headline} {prose}")
        if code:
            where = next((one for one in self.evidence if one.layer == "text"), None)
            span = (where.start, where.end) if where else (0, 0)
            if span[1] > span[0]:
                self.evidence.append(
                    self.sheet.seen("language", span, Said(code, "language-model"), min(certainty, 0.9))
                )
                return code
        return ""


def _same(picture: WirePicture, photo: PhotoDraft) -> bool:
    """Whether a picture that is sent beside the body stands in it already: same address or caption."""
    address, caption = picture.src.text.partition("?")[0], clean_line(picture.caption.text)
    known = (photo.photo.url.partition("?")[0], photo.use.src.partition("?")[0])
    return (bool(address) and address in known) or (bool(caption) and caption == photo.use.caption)


def _joined(printed: PhotoDraft, sent: PhotoDraft) -> PhotoDraft:
    """The picture as the body prints it, with what is sent of the picture itself."""
    facts = {"title", "taken", "place", "people", "subjects", "digital_source_type"}
    more = [one for one in sent.evidence if one.field.split(".")[0] in facts and one.layer != "text"]
    photo = replace(
        sent.photo,
        creators=printed.photo.creators or sent.photo.creators,
        medium=printed.photo.medium,
        url=sent.photo.url or printed.photo.url,
    )
    return replace(printed, photo=photo, evidence=(*printed.evidence, *more), rights=sent.rights)


def _shifted(evidence: Sequence[Evidence], shift: int) -> tuple[Evidence, ...]:
    return tuple(
        replace(one, start=one.start + shift, end=one.end + shift) if one.layer == "text" else one for one in evidence
    )
