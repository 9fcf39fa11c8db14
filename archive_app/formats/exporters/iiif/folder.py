"""IIIF Presentation 3: a folder of manifests and the collection that lists them, to be put on a web server as it is.

The credit line is the ``requiredStatement``, which every viewer has to show; ``rights`` takes addresses of Creative
Commons and RightsStatements.org only, so notices, terms and restrictions stand in ``metadata`` (standards.md §9).
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article, MediaFile
from archive_app.formats.exporters.iiif.homes import IIIF_HOMES
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile, Originals
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.names import Names
from archive_app.formats.exporting.texts import json_value
from archive_app.formats.told.dating import plain_date
from archive_app.formats.told.keeping import tell_kept
from archive_app.formats.told.policy import ARCHIVE
from archive_app.formats.told.terms import Terms, terms_of, web_address
from archive_app.formats.told.works import Film, Picture, films_of, language_of, pictures_of, short
from archive_app.formats.writing import whole_file, write_whole
from archive_app.i18n import mark

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
_BASE = ExportOption(
    "address", mark("Address at which the folder will be published"), "https://archive.example.org/iiif/"
)
_FILES = ExportOption("files", mark("Copy the files into the folder"), True)
_SQUARE = 1000
_NO_SIZE = mark("Its size is not known; a square stands for it.")
_NO_FILE = mark("The file is not held, and no address of it is known.")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Part:
    """One canvas to be: what is painted on it, and what is said of it."""

    title: str
    caption: str
    credit: str
    terms: Terms
    address: str
    media: MediaFile | None
    seconds: float | None
    facts: tuple[tuple[str, str], ...]
    language: str = ""


class IiifExporter:
    """A manifest for each photo or video, and one for each article with all of its own."""

    name = "iiif"
    label = mark("IIIF manifests")
    purpose = mark("For viewers on the web; the credit line is always shown.")
    group = "web"
    suffix = ""
    media_type = "inode/directory"
    lossless = False
    options = (_BASE, _FILES, ARCHIVE)
    crosswalk = IIIF_HOMES

    def write_folder(
        self,
        records: Iterable[ExportRecord],
        folder: Path,
        profile: ExportProfile,
        losses: Losses,
        originals: Originals,
    ) -> ExportNotes:
        """Write ``manifests/…json``, the files they show, and ``collection.json``; texts without pictures stay out."""
        writer = _Writer(folder, profile, losses, originals)
        left_out = 0
        with whole_file(folder / "collection.json") as out:
            out.write(writer.head())
            for record in records:
                parts = _parts(record)
                left_out += not parts
                tell_kept(record, self.crosswalk, losses)
                if parts:
                    out.write(writer.manifest(record, parts))
            out.write(b"\n]}\n")
        return ExportNotes(written=writer.written, left_out=left_out)


class _Writer:
    """Writes one manifest after the other."""

    def __init__(self, folder: Path, profile: ExportProfile, losses: Losses, originals: Originals) -> None:
        self._folder = folder
        self._losses = losses
        self._originals = originals
        self._copies = profile.flag(_FILES.name, True)
        self._archive = profile.text(ARCHIVE.name)
        base = web_address(profile.text(_BASE.name, str(_BASE.default))) or str(_BASE.default)
        self._base = base if base.endswith("/") else f"{base}/"
        self._names = Names()
        self._files = Names()
        self.written = 0
        (folder / "manifests").mkdir()

    def head(self) -> bytes:
        head = {
            "@context": CONTEXT,
            "id": f"{self._base}collection.json",
            "type": "Collection",
            "label": _text(self._archive or "Collection"),
        }
        return json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "items": ['

    def manifest(self, record: ExportRecord, parts: list[_Part]) -> bytes:
        """Write a record's manifest; returns its line in the collection."""
        name = self._names.of(_ascii(record.work.uid), ".json")
        address = f"{self._base}manifests/{name}"
        made = _manifest(record, parts[0], address)
        if self._archive:
            made["provider"] = [{"id": self._base, "type": "Agent", "label": _text(self._archive)}]
        made["items"] = [self._canvas(part, f"{address}/canvas/{n}", alone=len(parts) == 1)
                         for n, part in enumerate(parts, 1)]  # fmt: skip
        text = json.dumps(json_value(made, self._losses, "use.caption"), ensure_ascii=False, indent=1)
        write_whole(self._folder / "manifests" / name, text.encode() + b"\n")
        line = {"id": address, "type": "Manifest", "label": json_value(made["label"])}
        self.written += 1
        return (b"\n" if self.written == 1 else b",\n") + json.dumps(line, ensure_ascii=False).encode()

    def _canvas(self, part: _Part, address: str, *, alone: bool) -> Json:
        canvas: Json = {"id": address, "type": "Canvas"}
        if not alone:
            canvas |= {"label": _text(part.title or short(part.caption) or "–")} | _said(part)
        film = part.seconds is not None or (part.media is not None and part.media.media_type.startswith("video/"))
        width, height = (part.media.width, part.media.height) if part.media else (None, None)
        sized = bool(width and height and width > 0 and height > 0)
        if film and part.seconds:
            canvas["duration"] = part.seconds
        if sized:
            canvas |= {"height": height, "width": width}
        elif "duration" not in canvas:
            canvas |= {"height": _SQUARE, "width": _SQUARE}
            self._losses.changed("media.width", _NO_SIZE)
        page: Json = {"id": f"{address}/page", "type": "AnnotationPage", "items": []}
        if body := self._body(part, film=film):
            body |= {name: canvas[name] for name in ("height", "width", "duration") if name in canvas and sized}
            note = {"id": f"{address}/page/painting", "type": "Annotation", "motivation": "painting"}
            page["items"] = [note | {"body": body, "target": address}]
        else:
            self._losses.dropped("media.file", _NO_FILE)
        return canvas | {"items": [page]}

    def _body(self, part: _Part, *, film: bool) -> Json:
        """What is painted: a copy in the folder, else the address on the web."""
        kept = self._originals.media(part.media) if self._copies else None
        address = part.address
        if kept is not None and part.media is not None:
            name = self._files.of(part.media.sha256, part.media.suffix)
            (self._folder / "files").mkdir(exist_ok=True)
            with kept.path.open("rb") as original, whole_file(self._folder / "files" / name) as out:
                shutil.copyfileobj(original, out, 1 << 20)
            address = f"{self._base}files/{name}"
            self._losses.kept("media.file")
        if not address:
            return {}
        body: Json = {"id": address, "type": "Video" if film else "Image"}
        held = part.media.media_type if part.media is not None else ""
        return body | ({"format": held} if re.fullmatch(r"(?:image|video)/[\w.+-]+", held) else {})


def _manifest(record: ExportRecord, first: _Part, address: str) -> Json:
    work = record.work
    made: Json = {"@context": CONTEXT, "id": address, "type": "Manifest"}
    if isinstance(work, Article):
        label = _text(work.headline or short(record.title) or "–", work.language)
        terms = terms_of(record.rights)
        metadata = [
            ("Reference", str(work.id or work.uid)), ("Byline", "; ".join(one.text for one in work.bylines)),
            ("Publisher", work.publisher), ("Section", work.section), ("Place", work.dateline),
            ("Published", work.published), ("Subjects", "; ".join(one.text for one in work.subjects)),
            *_terms(terms),
        ]  # fmt: skip
        made |= {"label": label, "metadata": _pairs(metadata)}
        if work.standfirst:
            made["summary"] = _text(work.standfirst, work.language)
        if status := terms.status_uri:
            made["rights"] = status
        credit = terms.first("credit_line_printed") or terms.first("credit_text")
        if credit:
            made["requiredStatement"] = {"label": _text("Credit", "en"), "value": _text(credit)}
        date = plain_date(work.published)
        if page := web_address(work.url):
            made["homepage"] = [{"id": page, "type": "Text", "label": label, "format": "text/html"}]
    else:
        made["label"] = _text(first.title or short(first.caption) or "–", "" if first.title else first.language)
        said = _said(first)
        said["metadata"] = _pairs([("Reference", str(work.id or work.uid))]) + said.get("metadata", [])
        made |= said
        date = plain_date(dict(first.facts).get("Date", ""))
    if moment := date.moment():
        made["navDate"] = re.sub(r"(?:\.\d+)?(?:[+-]\d\d:\d\d)$", "Z", moment)
    return made


def _said(part: _Part) -> Json:
    """What is told of a photo or video: caption, credit, facts, rights."""
    made: Json = {}
    if part.caption:
        made["summary"] = _text(part.caption, part.language)
    if metadata := _pairs([*part.facts, *_terms(part.terms)]):
        made["metadata"] = metadata
    if part.credit:
        made["requiredStatement"] = {"label": _text("Credit", "en"), "value": _text(part.credit, part.language)}
    if status := part.terms.status_uri:
        made["rights"] = status
    return made


def _terms(terms: Terms) -> list[tuple[str, str]]:
    return [
        ("Copyright holder", "; ".join(terms.names("copyright_holder"))),
        ("Copyright notice", terms.notice),
        ("Usage terms", terms.usage_terms),
        ("Restrictions", "; ".join(terms.stops())),
        ("Licence", terms.licence_page),
        ("Where to ask", "; ".join((*terms.names("licensor"), terms.first("acquire_url"))).strip("; ")),
    ]


def _parts(record: ExportRecord) -> list[_Part]:
    return [*map(_of_picture, pictures_of(record)), *map(_of_film, films_of(record))]


def _of_picture(picture: Picture) -> _Part:
    photo = picture.photo
    facts = (
        ("Photographer", "; ".join(picture.creators)), ("Date", photo.taken), ("Place", photo.place),
        ("People shown", "; ".join(one.text for one in photo.people)),
        ("Subjects", "; ".join(one.text for one in photo.subjects)), ("Alternative text", picture.alt_text),
        ("Description", photo.description if photo.description != picture.caption else ""),
        ("Source", "; ".join((*picture.terms.names("originator"), *picture.terms.names("distributor")))),
    )  # fmt: skip
    language = picture.article.language if picture.article else ""
    address, media = picture.address, picture.media
    return _Part(photo.title, picture.caption, picture.credit, picture.terms, address, media, None, facts, language)


def _of_film(film: Film) -> _Part:
    video = film.video
    facts = (
        ("Made by", "; ".join(film.creators)), ("Date", video.published), ("Platform", video.platform),
        ("Address", film.address), ("Subjects", "; ".join(one.text for one in video.subjects)),
        ("Description", video.description if video.description != film.caption else ""),
    )  # fmt: skip
    language = film.article.language if film.article else ""
    return _Part(video.title, film.caption, film.credit, film.terms, "", film.media, film.seconds, facts, language)


def _text(text: str, language: str = "") -> Json:
    return {language_of(language) or "none": [text]}


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[Json]:
    return [{"label": _text(label, "en"), "value": _text(value)} for label, value in pairs if value.strip()]


def _ascii(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "", text) or "record"


IIIF = IiifExporter()
