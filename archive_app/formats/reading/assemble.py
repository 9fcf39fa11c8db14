"""From blocks with their roles to one draft: article, photos, videos, and for every value its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive_app.domain.dates import from_typed
from archive_app.domain.records import Article, Carried, Draft, Evidence, Name
from archive_app.formats.reading.blocks import Block, place
from archive_app.formats.reading.bylines import byline_names
from archive_app.formats.reading.consistency import consistency_remarks
from archive_app.formats.reading.date_lines import printed_date
from archive_app.formats.reading.decoding import Decoded
from archive_app.formats.reading.header_lines import HeaderLine, copyright_holder, header_line, kicker_end
from archive_app.formats.reading.language import language_and_certainty
from archive_app.formats.reading.paragraphs import clean_line
from archive_app.formats.reading.photo_blocks import read_photos
from archive_app.formats.reading.role_table import Roles
from archive_app.formats.reading.roles import roles_of
from archive_app.formats.reading.sources import (
    LONG_PARAGRAPH,
    RawSource,
    encoding_remarks,
    nothing_to_read,
    source_record,
)
from archive_app.formats.reading.stated import Stated
from archive_app.formats.reading.video_blocks import read_videos
from archive_app.i18n import tr

VERSION = "1"
"""Of these rules; stands in ``Evidence.version`` and rises when they change."""

_SURE = 0.6
"""What a wrapper states less surely than this is taken only where the text says nothing."""

_LISTED = re.compile(r"\s*[,;|]\s*")
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-ÞА-ЯЁІЇЄ][\w’'. /-]{2,30}?(?:,\s[A-ZÀ-ÞА-ЯЁІЇЄ][^\W\d]{1,20})?)"
    r"(?:,\s(?P<date>[^()—–,]{3,18}))?\s*(?:\((?P<agency>[A-Z][\w .,/-]{1,30})\))?\s*(?:[—–]|--?)\s"
)


def assemble(
    blocks: Sequence[Block],
    source: RawSource,
    decoded: Decoded,
    *,
    importer: str,
    media_type: str,
    stated: Sequence[Stated] = (),
    carried: tuple[Carried, ...] = (),
    remarks: tuple[str, ...] = (),
) -> Draft:
    """The draft that blocks make.

    Args:
        blocks: What a person reads, in order; not yet placed.
        source: As it arrived.
        decoded: Its characters.
        importer: The importer's name; also the first half of each evidence's method ("text:first-line").
        media_type: Of the source.
        stated: What the source states of itself outside its text.
        carried: Files that the source brings along.
        remarks: What the importer has to say to the reviewer.

    Raises:
        UnreadableSource: There are no words in it.
    """
    placed, text = place(blocks)
    if not text:
        raise nothing_to_read(source)
    maker = _Maker(placed, text, decoded, importer)
    draft = maker.draft(source, stated, media_type)
    return replace(draft, carried=carried, remarks=(*remarks, *draft.remarks))


class _Maker:
    """Gathers one article's values and their evidence; used once."""

    def __init__(self, blocks: tuple[Block, ...], text: str, decoded: Decoded, importer: str) -> None:
        self.blocks = blocks
        self.text = text
        self.decoded = decoded
        self.importer = importer
        self.evidence: list[Evidence] = []
        self.values: dict[str, str] = {}
        self.bylines: list[Name] = []
        self.subjects: list[Name] = []

    def draft(self, source: RawSource, stated: Sequence[Stated], media_type: str) -> Draft:
        for item in stated:
            if item.confidence >= _SURE:
                self._take_stated(item)
        weak = [item for item in stated if item.confidence < _SURE]
        prose = max((block.text for block in self.blocks), key=len)
        language, certainty = language_and_certainty(self.text if len(prose) < 400 else prose)
        if "language" not in self.values and language:
            longest = max(self.blocks, key=lambda block: len(block.text))
            self._take("language", language, longest.start, longest.end, "language-model", min(certainty, 0.95))
        language = self.values.get("language", "")
        title = next((clean_line(item.value) for item in weak if item.field == "headline"), "")
        roles = roles_of(self.blocks, language, has_headline="headline" in self.values, title=title)
        self._take_header(roles, language)
        body = self._take_body(roles)
        self._take_publisher(roles)
        self._take_address(source)
        if body:
            self._take_dateline(body[0])
        for item in weak:
            # What the text itself says goes before what its wrapper says.
            if not (item.field == "bylines" and self.bylines):
                self._take_stated(item)
        photos = read_photos(self.blocks, roles, self.text, self.importer, VERSION)
        videos = read_videos(self.blocks, roles, self.text, self.decoded.text, self.importer, VERSION)
        article = Article(
            headline=self.values.get("headline", ""),
            standfirst=self.values.get("standfirst", ""),
            body=tuple(block.text for block in body),
            bylines=tuple(self.bylines),
            publisher=self.values.get("publisher", ""),
            section=self.values.get("section", ""),
            dateline=self.values.get("dateline", ""),
            published=self.values.get("published", ""),
            language=self.values.get("language", ""),
            url=self.values.get("url", ""),
            subjects=tuple(self.subjects),
        )
        return Draft(
            source=source_record(source, self.decoded, media_type=media_type, importer=self.importer, text=self.text),
            article=article,
            photos=photos,
            videos=videos,
            evidence=tuple(self.evidence),
            remarks=self._remarks(article, roles),
            content=source.content,
        )

    def _take(self, field: str, value: str, start: int, end: int, how: str, confidence: float) -> None:
        self.values[field] = value
        self._note(field, start, end, how, confidence)

    def _note(self, field: str, start: int, end: int, how: str, confidence: float) -> None:
        quote = self.text[start:end]
        self.evidence.append(
            Evidence(field, quote, f"{self.importer}:{how}", confidence, "text", start, end, version=VERSION)
        )

    def _take_stated(self, item: Stated) -> None:
        value = clean_line(item.value)
        if not value or item.field in self.values:
            return
        if item.field == "published":
            found = printed_date(value, "") if from_typed(value) is None else None
            value = from_typed(value) or (found.edtf if found else "")
        elif item.field == "language":
            value = value if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][\w-]{2,20})?", value) else ""
        if not value:
            return
        if item.field in ("bylines", "subjects"):
            self._take_list(item, value)
            return
        self.values[item.field] = value
        self._note_stated(item.field, item, item.raw_start, item.raw_end, value)

    def _take_list(self, item: Stated, value: str) -> None:
        """Each name of a list that the source states, with its own place in it."""
        kept = self.bylines if item.field == "bylines" else self.subjects
        cursor = item.raw_start
        for piece in _LISTED.split(value.strip("[] ")):
            words = piece.strip(" \"'")
            if item.field == "bylines":
                names = byline_names(words, labelled=True)
                words = names[0].text if names else ""
            if not words:
                continue
            begin = self.decoded.text.find(words, cursor, item.raw_end) if cursor >= 0 else -1
            start, end = (begin, begin + len(words)) if begin >= 0 else (item.raw_start, item.raw_end)
            cursor = max(cursor, end) if begin >= 0 else cursor
            self._note_stated(f"{item.field}.{len(kept)}", item, start, end, words)
            kept.append(Name(words))

    def _note_stated(self, field: str, item: Stated, start: int, end: int, value: str) -> None:
        method = f"{self.importer}:{item.how}"
        layer, quote = ("raw", self.decoded.text[start:end]) if 0 <= start < end else ("", value)
        start, end = (start, end) if layer else (-1, -1)
        self.evidence.append(Evidence(field, quote, method, item.confidence, layer, start, end, version=VERSION))

    def _take_header(self, roles: Roles, language: str) -> None:
        for number, block in enumerate(self.blocks):
            role = roles.of[number]
            sure = block.kind == "heading"
            if role == "headline" and (sure or "headline" not in self.values):
                # What the page prints goes before what its front matter says.
                self.evidence = [item for item in self.evidence if item.field != "headline"]
                begin = kicker_end(block.text)
                self._take(
                    "headline",
                    block.text[begin:],
                    block.start + begin,
                    block.end,
                    "heading" if sure else "first-line",
                    0.97 if sure else 0.8,
                )
            elif role == "standfirst" and "standfirst" not in self.values:
                begin = kicker_end(block.text)
                self._take("standfirst", block.text[begin:], block.start + begin, block.end, "line-after-headline", 0.7)
            elif role == "section" and number not in roles.headers and self._is_kicker(block):
                self._take("section", block.text, block.start, block.end, "line-above-headline", 0.5)
            elif role == "label":
                self._take_label(block, *roles.fields[number], language)
            if line := roles.headers.get(number):
                self._take_line(block, line)

    def _take_line(self, block: Block, line: HeaderLine) -> None:
        """What a line above or below the text says: names, date, paper, section."""
        for name in line.names:
            if any(known.text.casefold() == name.text.casefold() for known in self.bylines):
                continue
            self._note(f"bylines.{len(self.bylines)}", block.start + name.start, block.start + name.end, "byline", 0.88)
            self.bylines.append(Name(name.text, name.role))
        if line.date and "published" not in self.values:
            start = block.start + line.begin
            sure = 0.85 if line.date.certain else 0.5
            self._take("published", line.date.edtf, start + line.date.start, start + line.date.end, "date-line", sure)
        for field, span, sure in (("publisher", line.publisher, 0.75), ("section", line.section, 0.6)):
            if span and field not in self.values:
                self._take(field, span.text, block.start + span.start, block.start + span.end, f"{field}-line", sure)

    def _is_kicker(self, block: Block) -> bool:
        return "section" not in self.values and len(block.text) <= 40

    def _take_date(self, block: Block, start: int, language: str, confidence: float) -> None:
        found = printed_date(block.text[start:], language)
        if found is None and start == 0 and "|" in block.text:
            # "By Jane Doe | 5 October 2021"
            start = block.text.rindex("|") + 1
            found = printed_date(block.text[start:], language)
        if found is not None:
            at = block.start + start
            sure = confidence if found.certain else 0.5
            self._take("published", found.edtf, at + found.start, at + found.end, "date-line", sure)

    def _take_label(self, block: Block, field: str, value_start: int, language: str) -> None:
        start, end = block.start + value_start, block.end
        value = block.text[value_start:]
        if field == "published":
            if "published" not in self.values:
                self._take_date(block, value_start, language, 0.92)
        elif field == "bylines":
            for name in byline_names(value, labelled=True):
                self._note(f"bylines.{len(self.bylines)}", start + name.start, start + name.end, "label", 0.92)
                self.bylines.append(Name(name.text, name.role))
            line = header_line(block.text, language)
            if line is not None and line.names:
                self._take_line(block, replace(line, names=()))  # "Author: Ann Roe | 3 May 2020"
        elif field == "subjects":
            for match in re.finditer(r"[^,;|\s][^,;|]*", value):
                words = match[0].rstrip()
                self._note(
                    f"subjects.{len(self.subjects)}",
                    start + match.start(),
                    start + match.start() + len(words),
                    "label",
                    0.9,
                )
                self.subjects.append(Name(words))
        elif field == "language" and not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][\w-]{2,20})?", value):
            return  # "Language: English" says it in words; the model has read it already
        elif field == "language" or field not in self.values:
            self._take(field, value, start, end, "label", 0.92)

    def _take_body(self, roles: Roles) -> list[Block]:
        body = [block for block, role in zip(self.blocks, roles.of, strict=True) if role == "body" and block.text]
        for number, block in enumerate(body):
            self._note(
                f"body.{number}", block.start, block.end, "heading" if block.kind == "heading" else "paragraph", 0.9
            )
        return body

    def _take_publisher(self, roles: Roles) -> None:
        if "publisher" in self.values:
            return
        for block, role in zip(self.blocks, roles.of, strict=True):
            holder = copyright_holder(block.text) if role == "furniture" else None
            if holder:
                start, end = block.start + holder.start, block.start + holder.end
                self._take("publisher", holder.text, start, end, "copyright-line", 0.6)
                return

    def _take_address(self, source: RawSource) -> None:
        if "url" not in self.values and source.address.startswith(("http://", "https://")):
            self.values["url"] = source.address
            method = f"{self.importer}:address"
            self.evidence.append(Evidence("url", source.address, method, 0.95, "", version=VERSION))

    def _take_dateline(self, block: Block) -> None:
        match = _DATELINE.match(block.text)
        if match is None or "dateline" in self.values:
            return
        # "NASA – the agency …" is no dateline: a day or an agency follows a place, or it is printed in capitals.
        place, day = match["place"], match["date"] or ""
        sure = bool(match["agency"]) or any(map(str.isdigit, day))
        if sure or (place.isupper() and not day and (len(place) > 5 or " " in place)):
            start = block.start + match.start("place")
            self._take("dateline", place, start, start + len(place), "dateline", 0.8 if sure else 0.6)

    def _remarks(self, article: Article, roles: Roles) -> tuple[str, ...]:
        remarks = list(encoding_remarks(self.decoded))
        if not article.headline:
            remarks.append(tr("The source has no headline; it begins with its text."))
        if not article.body:
            remarks.append(tr("No running text was found, only captions or headings."))
        longest = max((len(paragraph) for paragraph in article.body), default=0)
        if longest > LONG_PARAGRAPH:
            remarks.append(tr("One paragraph is unusually long ({n} characters).").format(n=f"{longest:,}"))
        if roles.doubtful:
            remarks.append(tr("A credit line stands alone: does the paragraph above it caption the picture?"))
        seen = [
            block.text for block, role in zip(self.blocks, roles.of, strict=True) if role not in ("furniture", "alt")
        ]
        remarks += consistency_remarks(seen, article.language, article.published)
        return tuple(remarks)
