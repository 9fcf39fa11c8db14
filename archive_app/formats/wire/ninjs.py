"""ninjs 1.x, 2.x and 3.x: one object as an item.

The lines differ in names more than in substance: 1.x writes ``headline_main`` and ``copyrightnotice`` and keeps
associations by name, 2.x and 3.x write lists and capitals. Names are read without their capitals, and both shapes
are one here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.reading.bylines import byline_names
from archive_app.formats.reading.paragraphs import split_paragraphs
from archive_app.formats.reading.sources import RawSource
from archive_app.formats.wire.claims import binds
from archive_app.formats.wire.item import NOTHING, Claim, Markup, Said, WireItem, WirePicture, WireVideo
from archive_app.formats.wire.markup import has_tags, plain
from archive_app.formats.wire.moments import day_of, moment_of
from archive_app.formats.wire.nitf import nitf_item
from archive_app.formats.wire.pictures import first
from archive_app.formats.wire.xml_source import XmlSource, local, parse_xml
from archive_app.i18n import tr

_KEYS = re.compile(
    r'"(uri|pubstatus|versioncreated|headlines?|headline_\w+|body_\w+|bodies|representationtype|associations|renditions|usageterms|copyrightnotice|firstcreated|descriptions|standard|events)"\s*:'
)
_PICTURES = ("picture", "graphic")


def looks_like_ninjs(head: str) -> bool:
    """Whether the first characters of a JSON text hold ninjs's names."""
    found = set(_KEYS.findall(head.lower()))
    return '"ninjs' in head.lower() or ("uri" in found and len(found) > 1)


def objects_in(value: Any) -> Iterator[Any]:
    """The ninjs objects in a parsed text: one, a list of them, or a list in an envelope."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        for name in ("_items", "items", "newsitems"):
            inner = value.get(name)
            if isinstance(inner, list):
                yield from inner
                return
        yield value


def ninjs_item(value: Any, raw: str) -> WireItem | None:
    """The item in an object; None for what holds no article, picture or film (an event, a sound)."""
    return _Reader(value, raw).item() if isinstance(value, dict) else None


class _Reader:
    """Reads one object; used once."""

    def __init__(self, value: dict[str, Any], raw: str) -> None:
        self.raw = raw
        self.values = {key.lower().lstrip("$"): one for key, one in value.items()}
        # An object's values stand behind its address; the places of others in the same file are not mixed up.
        at = (
            raw.find(json.dumps(str(self.values.get("uri") or ""), ensure_ascii=False))
            if self.values.get("uri")
            else -1
        )
        self.start = max(0, at)

    def item(self) -> WireItem | None:
        kind = str(self.values.get("type") or "").lower()
        item = WireItem(claim=self.claim(), language=self.text("language"))
        if kind in _PICTURES:
            item.alone = True
            item.pictures = [self.picture()]
        elif kind == "video":
            item.alone = True
            item.videos = [self.video()]
        elif kind in ("audio", "event", "planning", "component"):
            return None
        else:
            self.article(item)
            if not (item.headline or item.body or item.markup or item.pictures or item.videos):
                return None
        return item

    def said(self, value: object, how: str, sure: float = 0.95) -> Said:
        """A value with the place where it may stand."""
        if not isinstance(value, str) or not value.strip():
            return NOTHING
        start = self.start if self.raw.find(json.dumps(value, ensure_ascii=False)[1:-1], self.start) >= 0 else 0
        words = plain(value) if has_tags(value) else value
        found = Said(value.strip(), how, sure, start, len(self.raw))
        return found if words == value else found.but(words)

    def text(self, *names: str, sure: float = 0.95) -> Said:
        """The first of these properties that is a text."""
        return first(*(self.said(self.values.get(name), name, sure) for name in names))

    def roles(self, plural: str, single: str) -> dict[str, str]:
        """Texts by role, in both shapes: a list of objects, or names with the role behind a line."""
        found: dict[str, str] = {}
        for one in self.entries(plural):
            if isinstance(one.get("value"), str):
                found.setdefault(str(one.get("role") or one.get("contenttype") or "").lower(), one["value"])
        for key, value in self.values.items():
            if isinstance(value, str) and (key == single or key.startswith(f"{single}_")):
                found.setdefault(key[len(single) + 1 :], value)
        return {role: value for role, value in found.items() if value.strip()}

    def entries(self, *names: str) -> list[dict[str, Any]]:
        """The objects of a list; those of an object by name, which they are given."""
        for name in names:
            held = self.values.get(name)
            if isinstance(held, dict):
                held = [{"name": key, **one} for key, one in held.items() if isinstance(one, dict)]
            if isinstance(held, list):
                return [{key.lower(): one for key, one in entry.items()} for entry in held if isinstance(entry, dict)]
        return []

    def headline(self) -> Said:
        """The headline; the title, which may be only a label, where there is none."""
        heads = self.roles("headlines", "headline")
        main = heads.get("main") or heads.get("") or next(iter(heads.values()), "")
        return first(self.said(main, "headline", 0.97), self.text("title", sure=0.8))

    def described(self, *roles: str) -> Said:
        """The description of the first of these roles that there is."""
        known = self.roles("descriptions", "description")
        return first(*(self.said(known.get(role, ""), "description") for role in roles))

    def named(self, *names: str, without: tuple[str, ...] = ()) -> list[Said]:
        """The names of people, places, organisations or subjects."""
        return [
            self.said(one.get("name"), names[0], 0.9)
            for one in self.entries(*names)
            if str(one.get("rel") or "") not in without and isinstance(one.get("name"), str)
        ]

    def article(self, item: WireItem) -> None:
        item.headline = self.headline()
        item.standfirst = self.described("abstract", "summary", "lead", "text", "main", "")
        item.bylines = self.bylines()
        sources = self.entries("infosources", "infosource")
        publisher = next((one for one in sources if str(one.get("role")) == "publisher"), sources[0] if sources else {})
        item.publisher = first(
            self.said(publisher.get("name"), "infosource", 0.85), self.text("copyrightholder", sure=0.65)
        )
        item.dateline = self.text("located", sure=0.9)
        item.published = self.moment("firstcreated", "versioncreated", "contentcreated")
        for one in self.entries("altids"):
            if "url" in str(one.get("role", "")):
                item.url = self.said(one.get("value"), "altid")
        address = self.text("uri", sure=0.6)
        item.url = item.url or (address if address.text.startswith(("http://", "https://")) else NOTHING)
        item.subjects = [
            *self.named("subjects", "subject"),
            *self.named("people", "person", without=("author",)),
            *self.named("organisations", "organisation"),
            *self.named("places", "place"),
            *(self.said(one, "keywords", 0.85) for one in self.values.get("keywords") or () if isinstance(one, str)),
        ]
        note = self.text("ednote").text
        if note:
            item.notes.append(note)
        self.associated(item, self.entries("associations"), 0)
        self.body(item)
        lead = item.body[0].text if item.body else plain(item.markup.html)[:600] if item.markup else ""
        if item.standfirst and _opening(item.standfirst.text) in _opening(lead, 400):
            item.standfirst = NOTHING  # a cut of the text is no standfirst

    def moment(self, *names: str) -> Said:
        for name in names:
            found = self.text(name, sure=0.88 if name == "firstcreated" else 0.75)
            if value := day_of(found.text):
                return found.but(value)
        return NOTHING

    def bylines(self) -> list[Said]:
        by = self.text("by", "byline")
        named = [by.but(one.text, role=one.role) for one in byline_names(by.text, labelled=True)]
        if named:
            return named
        people = [one for one in self.entries("people", "person") if str(one.get("rel")) in ("author", "creator")]
        return [self.said(one.get("name"), "people", 0.93) for one in people]

    def associated(self, item: WireItem, entries: list[dict[str, Any]], depth: int) -> None:
        for entry in entries[:500]:
            inner = _Reader(entry, self.raw)
            kind = str(entry.get("type") or "").lower()
            if kind in _PICTURES:
                item.pictures.append(inner.picture())
            elif kind == "video":
                item.videos.append(inner.video())
            elif kind == "composite" and depth < 3:
                self.associated(item, inner.entries("associations"), depth + 1)

    def body(self, item: WireItem) -> None:
        """The text: HTML before plain text before NITF, the longest of a kind."""
        known: list[tuple[int, int, str, str]] = []
        held = [
            (str(one.get("contenttype") or ""), str(one.get("role") or ""), one.get("value"))
            for one in self.entries("bodies")
        ]
        held += [("", key[5:], value) for key, value in self.values.items() if key.startswith("body_")]
        for content_type, role, value in held:
            if not isinstance(value, str) or not value.strip():
                continue
            sign = f"{content_type} {role}".lower()
            if "nitf" in sign or (value.lstrip().startswith("<") and "<body.content" in value):
                known.append((0, len(value), role, value))
            elif "html" in sign or "richtext" in sign or (has_tags(value) and "text/plain" not in sign):
                known.append((2 if has_tags(value) else 1, len(value), role, value))
            else:
                known.append((1, len(value), role, value))
        if not known:
            return
        rank, _length, role, value = max(known)
        how = f"body/{role or 'text'}"
        if rank == 2:
            at = self.raw.find(value) if "\\" not in json.dumps(value, ensure_ascii=False) else -1
            item.markup = Markup(value, how, at)
        elif rank == 1:
            item.body = [Said(line, how, 0.93) for group in split_paragraphs(value) for line in group]
        else:
            self.nitf(item, value)

    def nitf(self, item: WireItem, value: str) -> None:
        try:
            xml = parse_xml(RawSource("body", "", value.encode("utf-8", "replace")))
        except UnreadableSource:
            item.remarks.append(tr("The text is NITF that cannot be read."))
            return
        root = xml.root
        inner = nitf_item(XmlSource(xml.decoded, root, mended=True), root)
        if local(root) == "nitf":
            item.headline = first(item.headline, inner.headline)
            item.bylines = item.bylines or inner.bylines
        item.body = inner.body
        item.pictures += inner.pictures
        item.videos += inner.videos

    def rendition(self, *families: str) -> tuple[Said, dict[str, Any]]:
        """The best rendition of a family of media types: no thumbnail, then the largest."""

        def worth(one: dict[str, Any]) -> tuple[int, float, float]:
            small = bool(
                re.search(r"thumb|preview|small|icon|watermark", f"{one.get('name')} {one.get('title')}", re.IGNORECASE)
            )
            main = str(one.get("name")) in ("main", "hires", "highres", "original")
            playable = 1.0 if "mp4" in str(one.get("contenttype") or "") else 0.0
            return (
                (0 if small else 2 if main else 1),
                playable or _number(one.get("width")),
                _number(one.get("sizeinbytes")),
            )

        def family(one: dict[str, Any]) -> str:
            return str(one.get("contenttype") or one.get("mimetype") or "").partition("/")[0]

        held = [one for one in self.entries("renditions") if isinstance(one.get("href"), str)]
        fitting = [one for one in held if family(one) in families] or [one for one in held if not family(one)]
        best = max(fitting, key=worth, default={})
        return self.said(best.get("href"), "rendition"), best

    def picture(self) -> WirePicture:
        """The object as a picture."""
        by = self.text("by", "byline")
        credit = self.described("creditline", "credit")
        creators = [by.but(one.text) for one in byline_names(by.text.partition("/")[0], labelled=True)]
        if not credit and "/" in by.text:
            credit = by
        kind = self.values.get("digitalsourcetype")
        source_type = self.said(
            kind.get("uri") or kind.get("name") if isinstance(kind, dict) else kind, "digitalsourcetype"
        )
        taken = self.text("contentcreated")
        places = self.named("places", "place")
        src, _rendition = self.rendition("image")
        note = self.text("ednote").text
        return WirePicture(
            src=src,
            title=self.headline(),
            caption=self.described("caption", "main", "", "text", "richtext", "plain"),
            credit=credit,
            alt=self.described("alttext", "alt", "accessibility"),
            creators=tuple(creators),
            people=tuple(self.named("people", "person", without=("author", "creator"))),
            subjects=(*self.named("subjects", "subject"), *self.named("organisations", "organisation")),
            taken=taken.but(moment_of(taken.text)) if moment_of(taken.text) else NOTHING,
            place=first(self.text("located", sure=0.9), *places[:1]),
            source_type=source_type.but(source_type.text.rpartition("/")[2]) if source_type else NOTHING,
            medium="illustration" if str(self.values.get("type")) == "graphic" else "photo",
            notes=(note,) if note and not binds(note) else (),
            claim=self.claim(),
        )

    def video(self) -> WireVideo:
        """The object as a film."""
        by = self.text("by", "byline")
        src, rendition = self.rendition("video")
        seconds = rendition.get("duration")
        note = self.text("ednote").text
        return WireVideo(
            url=src,
            title=self.headline(),
            caption=self.described("caption", "main", "", "text", "summary", "plain"),
            credit=self.described("creditline", "credit"),
            creators=tuple(by.but(one.text) for one in byline_names(by.text, labelled=True)),
            subjects=(
                *self.named("subjects", "subject"),
                *self.named("people", "person"),
                *self.named("places", "place"),
            ),
            published=self.moment("firstcreated", "versioncreated"),
            # Some agencies send thousandths of a second.
            duration=_seconds(seconds),
            notes=(note,) if note and not binds(note) else (),
            claim=self.claim(),
        )

    def claim(self) -> Claim:
        """What the object says of rights."""
        info = self.values.get("rightsinfo")
        rights = {key.lower(): one for key, one in info.items()} if isinstance(info, dict) else {}
        sources = [
            (str(one.get("role") or ""), str(one.get("name") or ""))
            for one in self.entries("infosources", "infosource")
        ]
        note = self.text("ednote").text
        holder = self.values.get("copyrightholder")
        encoded = rights.get("encodedrights")
        return Claim(
            notice=self.text("copyrightnotice").text,
            usage_terms=self.text("usageterms").text,
            instructions=(note,) if note and binds(note) else (),
            holders=(holder.strip(),) if isinstance(holder, str) and holder.strip() else (),
            originators=tuple(name for role, name in sources if name and role in ("originator", "creator", "")),
            suppliers=tuple(
                name for role, name in sources if name and role in ("distributor", "publisher", "supplier", "provider")
            ),
            licence=str(rights.get("linkedrights") or ""),
            note=tr("Encoded rights: {text}").format(text=encoded[:2000])
            if isinstance(encoded, str) and encoded
            else "",
        )


def _opening(text: str, length: int = 60) -> str:
    return re.sub(r"\W+", "", text.casefold())[:length]


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and abs(value) < 1e15 else 0.0


def _seconds(value: object) -> float | None:
    seconds = _number(value)
    if seconds <= 0:
        return None
    return seconds / 1000 if seconds > 36_000 else seconds
