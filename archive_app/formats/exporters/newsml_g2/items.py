"""The NewsML-G2 items of a bundle; the order of elements is the schema's (standards.md §9, trap 6)."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence

from anyascii import anyascii

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article, MediaFile, Name, Record
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import json_value
from archive_app.formats.told.dating import plain_date
from archive_app.formats.told.policy import LANGUAGE, MEDIA_TYPE, policy_of
from archive_app.formats.told.terms import PLUS, Terms, terms_of, web_address
from archive_app.formats.told.works import (
    SOURCE_TYPES,
    Film,
    Picture,
    films_of,
    language_of,
    numbers_of,
    pictures_of,
    urn,
    words,
)
from archive_app.formats.told.xml import Builder, Element
from archive_app.i18n import mark

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_XHTML = "http://www.w3.org/1999/xhtml"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CATALOGUE = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
_NEVER = "1970-01-01T00:00:00Z"
_ON_ONE_LINE = mark("It stands on one line.")
_RELEASES = {
    ("model_release", "none"): "MR-NON", ("model_release", "not_applicable"): "MR-NAP",
    ("model_release", "unlimited"): "MR-UMR", ("model_release", "limited"): "MR-LMR",
    ("property_release", "none"): "PR-NON", ("property_release", "not_applicable"): "PR-NAP",
    ("property_release", "unlimited"): "PR-UPR", ("property_release", "limited"): "PR-LPR",
}  # fmt: skip
_PROPERTIES = {"model_release": "rightsprop:modelReleaseStat", "property_release": "rightsprop:propReleaseStat"}


class NewsItems:
    """Makes the items of one record after the other."""

    def __init__(self, losses: Losses, archive: str = "") -> None:
        """Make items for ``archive``, which is named as who was granted the rights."""
        self._losses = losses
        self._make = Builder(NAMESPACE, losses)
        self._inside = Builder(_XHTML, losses)
        self._archive = archive

    def of(self, record: ExportRecord) -> list[Element]:
        """The items of a bundle: package, text, pictures, films; one alone for a photo or a video."""
        work = record.work
        pictures = [self._picture(record, one) for one in pictures_of(record)]
        films = [self._film(record, one) for one in films_of(record)]
        if not isinstance(work, Article):
            return pictures + films
        text = self._text(record, work)
        parts = [text, *pictures, *films]
        return [self._package(work, parts), *parts] if len(parts) > 1 else parts

    def _text(self, record: ExportRecord, article: Article) -> Element:
        terms = terms_of(record.rights)
        root = self._item(article, terms, article.language)
        links = [("irel:hasPhoto", urn(one.photo.uid)) for one in record.photos]
        links += [("irel:hasVideo", urn(one.video.uid)) for one in record.videos]
        published = plain_date(article.published)
        self._item_meta(root, article, terms, "text", article.publisher, published.moment(), links)
        meta = self._make.add(root, "contentMeta")
        self._make.tell(meta, "contentCreated", published.text)
        self._sources(meta, terms)
        for one in article.bylines:
            self._concept(meta, "creator", record, one, "article.bylines")
        self._alternative(meta, article)
        self._language(meta, article.language)
        self._genre(meta, article.section)
        self._subjects(meta, record, article.subjects)
        self._make.tell(meta, "dateline", article.dateline, field="article.dateline")
        for one in article.bylines:
            self._make.tell(meta, "by", one.text, field="article.bylines")
        self._make.tell(meta, "headline", article.headline, field="article.headline")
        self._make.tell(meta, "description", article.standfirst, field="article.standfirst", role="drol:summary")
        credit = terms.first("credit_line_printed") or terms.first("credit_text")
        self._credit(meta, credit)
        self._body(root, article)
        return root

    def _picture(self, record: ExportRecord, picture: Picture) -> Element:
        photo, terms, media = picture.photo, picture.terms, picture.media
        root = self._item(photo, terms, picture.article.language if picture.article else "")
        links = [("irel:isPhotoOf", urn(picture.article.uid))] if picture.article else []
        kind = "graphic" if photo.medium == "illustration" else "picture"
        self._item_meta(root, photo, terms, kind, self._archive, "", links)
        meta = self._make.add(root, "contentMeta")
        self._make.tell(meta, "contentCreated", plain_date(photo.taken).text)
        source_type = picture.source_type
        if source_type.startswith(SOURCE_TYPES):
            self._make.add(meta, "digitalSourceType", qcode=f"digsrctype:{source_type.removeprefix(SOURCE_TYPES)}")
        elif source_type:
            self._make.add(meta, "digitalSourceType", uri=source_type)
        self._located(meta, photo.place)
        self._sources(meta, terms)
        for one in picture.creators:
            self._concept(meta, "creator", record, _as_name(photo.creators, one), "photo.creators", role="crol:photog")
        self._alternative(meta, photo)
        self._language(meta, picture.article.language if picture.article else "")
        for person in photo.people:
            self._concept(meta, "subject", record, person, "photo.people", type="cpnat:person")
        self._subjects(meta, record, photo.subjects)
        self._make.tell(meta, "headline", photo.title, field="photo.title")
        self._make.tell(meta, "description", picture.caption, field="use.caption", role="drol:caption")
        self._make.tell(meta, "description", picture.alt_text, field="use.alt_text", role="drol:alttext")
        if photo.description != picture.caption:
            self._make.tell(meta, "description", photo.description, field="photo.description", role="drol:summary")
        self._credit(meta, picture.credit)
        width, height = (media.width, media.height) if media else (None, None)
        self._content(root, picture.address, media, "image", width=_count(width), height=_count(height))
        return root

    def _film(self, record: ExportRecord, film: Film) -> Element:
        video, terms = film.video, film.terms
        root = self._item(video, terms, film.article.language if film.article else "")
        links = [("irel:isVideoOf", urn(film.article.uid))] if film.article else []
        published = plain_date(video.published)
        self._item_meta(root, video, terms, "video", self._archive, published.moment(), links)
        meta = self._make.add(root, "contentMeta")
        self._make.tell(meta, "contentCreated", published.text)
        self._sources(meta, terms, video.platform)
        for one in film.creators:
            self._concept(meta, "creator", record, _as_name(video.creators, one), "video.creators")
        self._alternative(meta, video)
        self._language(meta, film.article.language if film.article else "")
        self._subjects(meta, record, video.subjects)
        self._make.tell(meta, "headline", video.title, field="video.title")
        self._make.tell(meta, "description", film.caption, field="use.caption", role="drol:caption")
        if video.description != film.caption:
            self._make.tell(meta, "description", video.description, field="video.description", role="drol:summary")
        self._credit(meta, film.credit)
        seconds = round(film.seconds) if film.seconds else None
        self._content(root, film.address, film.media, "video", duration=_count(seconds))
        return root

    def _package(self, article: Article, parts: Sequence[Element]) -> Element:
        """The article with its pictures and films as one thing."""
        guid = uuid.uuid5(uuid.UUID(urn(article.uid)), "package").urn
        root = self._make.root(
            "packageItem", guid=guid, version=str(max(1, article.revision)), standard="NewsML-G2",
            standardversion="2.35", conformance="power",
        )  # fmt: skip
        self._make.add(root, "catalogRef", href=_CATALOGUE)
        self._item_meta(root, article, Terms(), "composite", article.publisher, "", ())
        meta = self._make.add(root, "contentMeta")
        self._make.tell(meta, "headline", article.headline, field="article.headline")
        main = f"group-{article.uid}"  # an XML identifier, so once in the whole message
        group = self._make.add(self._make.add(root, "groupSet", root=main), "group", id=main, role="group:main")
        for part in parts:
            reference = self._make.add(
                group,
                "itemRef",
                residref=str(part.get("guid")),
                contenttype="application/vnd.iptc.g2.newsitem+xml",
            )
            kind = next(part.iter(f"{{{NAMESPACE}}}itemClass")).get("qcode")
            self._make.add(reference, "itemClass", qcode=str(kind))
        return root

    def _item(self, work: Record, terms: Terms, language: str) -> Element:
        root = self._make.root(
            "newsItem", guid=urn(work.uid), version=str(max(1, work.revision)), standard="NewsML-G2",
            standardversion="2.35", conformance="power",
        )  # fmt: skip
        if tag := language_of(language):
            root.set(_XML_LANG, tag)
        self._make.add(root, "catalogRef", href=_CATALOGUE)
        self._rights(root, work, terms)
        return root

    def _rights(self, root: Element, work: Record, terms: Terms) -> None:
        if not terms.statements and not terms.names("copyright_holder"):
            return
        ends = terms.ends
        info = self._make.add(root, "rightsInfo", validto=f"{ends}T23:59:59Z" if ends else "")
        holders = terms.names("copyright_holder")
        for holder in holders[:1]:
            self._party(info, "copyrightHolder", holder)
        page = terms.licence_page
        if terms.notice or page:
            self._make.add(info, "copyrightNotice", terms.notice, field="rights.copyright_notice", href=page)
        said = " ".join(text for text in (terms.usage_terms, terms.joined("data_mining_constraint")) if text)
        self._make.tell(info, "usageTerms", said, field="rights.usage_terms")
        if terms.status_uri:
            self._make.add(info, "link", rel="irel:rights", href=terms.status_uri)
        self._properties(info, terms)
        policy = policy_of(urn(work.uid), terms, assignee=self._archive)
        if policy is not None:
            text = json.dumps(json_value(policy), ensure_ascii=False)
            self._make.add(info, "rightsExpressionData", text, langid=LANGUAGE, enctype=MEDIA_TYPE)
        if terms.mining:
            self._make.add(info, "dataMining", uri=terms.mining)
        for holder in holders[1:]:
            self._party(self._make.add(root, "rightsInfo"), "copyrightHolder", holder)

    def _properties(self, info: Element, terms: Terms) -> None:
        shop = web_address(terms.first("acquire_url"))
        licensors = terms.names("licensor")
        for n, name in enumerate(licensors or (("",) if shop else ())):
            known = {"uri": shop} if shop and n == 0 else {"literal": _slug(name)}
            found = self._make.add(info, "rightsInfoExtProperty", rel="rightsprop:licensor", **known)
            self._make.tell(found, "name", _line(name), field="rights.agents")
        for field, rel in _PROPERTIES.items():
            if value := _RELEASES.get((field, terms.first(field))):
                self._make.add(info, "rightsInfoExtProperty", rel=rel, uri=f"{PLUS}{value}")
        if terms.year is not None:
            self._make.add(info, "rightsInfoExtProperty", rel="rightsprop:copyrightYear", value=str(terms.year))

    def _item_meta(
        self,
        root: Element,
        work: Record,
        terms: Terms,
        kind: str,
        provider: str,
        first: str,
        links: Sequence[tuple[str, str]],
    ) -> None:
        meta = self._make.add(root, "itemMeta")
        self._make.add(meta, "itemClass", qcode=f"ninat:{kind}")
        self._party(meta, "provider", provider or "unknown")
        self._make.add(meta, "versionCreated", work.modified or work.created or _NEVER)
        self._make.tell(meta, "firstCreated", first)
        self._make.tell(meta, "embargoed", f"{terms.embargo}T23:59:59Z" if terms.embargo else "")
        held = any(one.takedown or one.legal_hold for one in terms.statements)
        self._make.add(meta, "pubStatus", qcode="stat:withheld" if held else "stat:usable")
        self._make.tell(meta, "edNote", "; ".join(terms.stops(structured=True)), field="rights.restrictions")
        for rel, target in links:
            self._make.add(meta, "link", rel=rel, residref=target)

    def _party(self, parent: Element, name: str, text: str) -> None:
        if name == "provider" and text == "unknown":
            self._make.add(parent, name, literal="unknown")
            return
        party = self._make.add(parent, name, literal=_slug(text))
        self._make.tell(party, "name", _line(text))

    def _concept(
        self, parent: Element, tag: str, record: ExportRecord, name: Name, field: str, **attributes: str
    ) -> None:
        """A concept with its name; its number elsewhere as its address where it has one."""
        if not name.text.strip():
            return
        numbers = numbers_of(record.authority(name.authority_id))
        known = {"uri": numbers[0]} if numbers else {"literal": _slug(name.text)}
        concept = self._make.add(parent, tag, **attributes, **known)
        self._make.tell(concept, "name", _line(name.text), field=field)

    def _subjects(self, parent: Element, record: ExportRecord, names: Sequence[Name]) -> None:
        for one in names:
            self._concept(parent, "subject", record, one, "article.subjects", type="cpnat:abstract")

    def _credit(self, parent: Element, line: str) -> None:
        if _line(line) != line:
            self._losses.changed("use.credit_line", _ON_ONE_LINE)
        self._make.tell(parent, "creditline", _line(line), field="use.credit_line")

    def _sources(self, parent: Element, terms: Terms, *others: str) -> None:
        named = [*terms.names("originator"), *terms.names("distributor"), *terms.names("supplier"), *others]
        for name in dict.fromkeys(one for one in named if one.strip()):
            self._party(parent, "infoSource", name)

    def _located(self, parent: Element, place: str) -> None:
        if place.strip():
            located = self._make.add(parent, "located", literal=_slug(place))
            self._make.tell(located, "name", _line(place), field="photo.place")

    def _genre(self, parent: Element, section: str) -> None:
        if section.strip():
            genre = self._make.add(parent, "genre", literal=_slug(section))
            self._make.tell(genre, "name", _line(section), field="article.section")

    def _alternative(self, parent: Element, work: Record) -> None:
        if work.id is not None:
            self._make.add(parent, "altId", str(work.id), type="idtype:local")

    def _language(self, parent: Element, language: str) -> None:
        if tag := language_of(language):
            self._make.add(parent, "language", tag=tag)

    def _body(self, root: Element, article: Article) -> None:
        address = web_address(article.url)
        if not article.body and not address:
            return
        content = self._make.add(root, "contentSet")
        if article.body:
            count = str(len(words(" ".join(article.body))))
            inline = self._make.add(content, "inlineXML", contenttype="application/xhtml+xml", wordcount=count)
            page = self._inside.root("html")
            inline.append(page)
            self._inside.add(self._inside.add(page, "head"), "title", article.headline)
            body = self._inside.add(page, "body")
            for paragraph in article.body:
                self._inside.tell(body, "p", paragraph, field="article.body")
        if address:
            self._make.add(content, "remoteContent", href=address, contenttype="text/html")

    def _content(self, root: Element, address: str, media: MediaFile | None, family: str, **shape: str) -> None:
        if not address:
            return
        fits = media is not None and re.fullmatch(rf"{family}/[\w.+-]+", media.media_type)
        facts = {"contenttype": media.media_type, "size": _count(media.size)} if media is not None and fits else {}
        content = self._make.add(root, "contentSet")
        self._make.add(content, "remoteContent", href=address, rendition="rnd:highRes", **facts, **shape)


def _as_name(names: Sequence[Name], text: str) -> Name:
    return next((one for one in names if one.text == text), Name(text))


def _count(number: int | None) -> str:
    return str(number) if number is not None and number > 0 else ""


def _line(text: str) -> str:
    """A name on one line, as the schema wants it."""
    return " ".join(text.split())


def _slug(text: str) -> str:
    """A name as a literal code in plain letters: "Roscosmos Space Agency" as "roscosmos-space-agency"."""
    plain = re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:60]
    return plain or f"name-{uuid.uuid5(uuid.NAMESPACE_OID, text.encode('utf-8', 'replace').decode()).hex[:12]}"
