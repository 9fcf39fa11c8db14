"""PBCore 1 and 2: assets of a collection, ours and other people's; films and broadcasts become videos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from archive_app.domain.edtf import is_valid
from archive_app.domain.records import Kind
from archive_app.formats.library.pbcore_out import CREDIT, EDTF
from archive_app.formats.library.reading_records import Found, dated, duration_of, key_of, upright
from archive_app.formats.library.relators import code_of, role_of
from archive_app.formats.library.rights_lines import LABELS, Line
from archive_app.formats.wire.item import NOTHING, Said
from archive_app.formats.wire.pictures import first
from archive_app.formats.wire.xml_source import Element, XmlSource, attribute, below, child, children, local, texts
from archive_app.formats.wire.xml_values import said

ROOTS = ("pbcoredescriptiondocument", "pbcorecollection", "pbcoreinstantiationdocument")

_KINDS = {label: kind for kind, label in LABELS.items()}
_STILL = re.compile(r"static image|still image|photo", re.IGNORECASE)
_SOUND = re.compile(r"^\s*(?:sound|audio)\s*$", re.IGNORECASE)
_PUBLISHERS = {"distributor": "dst", "copyright holder": "cph", "rights owner": "cph", "licensor": "lso",
               "provider": "prv"}  # fmt: skip


def records_of(xml: XmlSource) -> Iterator[Found]:
    """Every asset of a document."""
    if local(xml.root) in ("pbcoredescriptiondocument", "pbcoreinstantiationdocument"):
        yield _Reader(xml, xml.root).read()
        return
    for one in below(xml.root, "pbcoredescriptiondocument"):
        yield _Reader(xml, one).read()


class _Reader:
    """Reads one asset; used once."""

    def __init__(self, xml: XmlSource, root: Element) -> None:
        self.xml = xml
        self.root = root
        media = " ".join(texts(one) for one in below(root, "instantiationmediatype", "formatmediatype"))
        self.found = Found(Kind.PHOTO if _STILL.search(media) else Kind.VIDEO)

    def read(self) -> Found:
        found = self.found
        for one in (*self._all("pbcoreIdentifier"), *below(self.root, "instantiationidentifier")):
            if texts(one):
                found.names.append(key_of(texts(one)))
        for one in below(self.root, "pbcorerelationidentifier"):
            if texts(one):
                found.hosts.append(key_of(texts(one)))
        self._rights()
        if found.kind is Kind.PHOTO:
            self._photo()
        else:
            self._video()
        return found

    def _all(self, name: str) -> list[Element]:
        return [one for one in children(self.root, name.lower()) if texts(one)]

    def _said(self, element: Element | None, how: str) -> Said:
        return said(self.xml, element, how, 0.93)

    def _title(self) -> Said:
        given = [one for one in self._all("pbcoreTitle") if attribute(one, "titleTypeAnnotation") != "supplied"]
        given.sort(key=lambda one: attribute(one, "titleType").casefold() not in ("main", "", "program", "full"))
        if not given:
            given = [one for holder in children(self.root, "pbcoretitle") for one in children(holder, "title")]
        if not given and local(self.root) == "pbcoreinstantiationdocument":  # it has no title, only what it is called
            given = list(children(self.root, "instantiationidentifier"))
        return self._said(next(iter(given), None), "pbcoreTitle")

    def _described(self, *types: str) -> Said:
        for wanted in types:
            for one in self._all("pbcoreDescription"):
                if attribute(one, "descriptionType").casefold() == wanted:
                    return self._said(
                        child(one, "description") if child(one, "description") is not None else one, "pbcoreDescription"
                    )
        return NOTHING

    def _description(self) -> Said:
        others = [
            one
            for one in self._all("pbcoreDescription")
            if attribute(one, "descriptionType").casefold() not in ("caption", "mention")
        ]
        return first(self._described("summary", "abstract"), *(self._said(one, "pbcoreDescription") for one in others))

    def _date(self) -> Said:
        dates = self._all("pbcoreAssetDate")
        order = ("released", "published", "broadcast", "created")
        dates.sort(key=lambda one: order.index(kind) if (kind := attribute(one, "dateType").casefold()) in order else 9)
        for one in dates:
            _, _, edtf = attribute(one, "annotation").partition(EDTF)
            found = self._said(one, "pbcoreAssetDate")
            if edtf and is_valid(edtf):
                return found.but(edtf)
            if value := dated(found, moment=True):
                return value
        return NOTHING

    def _makers(self) -> tuple[Said, ...]:
        made = []
        for one in children(self.root, "pbcorecreator"):
            roles = [code for role in children(one, "creatorrole") if (code := code_of(texts(role)))]
            name = self._said(child(one, "creator"), "pbcoreCreator")
            name = name.but(upright(name.text))
            if name and roles != ["org"]:
                made.append(replace(name, role=role_of(roles[0], self.found.kind) if roles else ""))
        return tuple(made)

    def _rights(self) -> None:
        rights = self.found.rights
        for summary in children(self.root, "pbcorerightssummary"):
            for one in children(summary, "rightssummary"):
                annotation = attribute(one, "annotation")
                if annotation.casefold() == CREDIT:
                    rights.credit_lines.append(texts(one))
                else:
                    rights.say(Line(_KINDS.get(annotation, ""), texts(one)))
            for one in children(summary, "rightslink"):
                annotation = attribute(one, "annotation")
                label, _, name = annotation.partition(": ")
                kind = (
                    "licence"
                    if label == LABELS["licence"]
                    else "status"
                    if "rightsstatements.org" in texts(one)
                    else ""
                )
                rights.say(Line(kind, name or annotation, texts(one)) if kind else Line("", "", texts(one)))
        for one in children(self.root, "pbcorepublisher"):
            roles = [
                _PUBLISHERS[word]
                for role in children(one, "publisherrole")
                if (word := texts(role).casefold()) in _PUBLISHERS and attribute(role, "annotation") != "platform"
            ]
            rights.agents += [(texts(child(one, "publisher")), code) for code in roles]
        for one in children(self.root, "pbcorecreator", "pbcorecontributor"):
            for role in children(one, "creatorrole", "contributorrole"):
                if (code := code_of(texts(role))) in ("org", "dpc", "dnr"):
                    rights.agents.append((texts(child(one, "creator")) or texts(child(one, "contributor")), code))
        for one in self._all("pbcoreAnnotation"):
            if attribute(one, "annotationType") == LABELS["review"]:
                rights.say(Line("review", texts(one)))

    def _platform(self) -> str:
        publishers = list(children(self.root, "pbcorepublisher"))
        marked = [
            one
            for one in publishers
            if any(attribute(r, "annotation") == "platform" for r in children(one, "publisherrole"))
        ]
        others = [
            one
            for one in publishers
            if child(one, "publisherrole") is None or "distribut" in texts(child(one, "publisherrole")).casefold()
        ]
        return next((texts(child(one, "publisher")) for one in (marked or others)), "")

    def _address(self) -> Said:
        places = [*below(self.root, "instantiationidentifier"), *below(self.root, "instantiationlocation")]
        places += self._all("pbcoreIdentifier")
        return next(
            (
                found
                for one in places
                if (found := self._said(one, "instantiationIdentifier")).text.startswith(("http://", "https://"))
            ),
            NOTHING,
        )

    def _credit(self) -> Said:
        for one in below(self.root, "rightssummary"):
            if attribute(one, "annotation").casefold() == CREDIT:
                return self._said(one, "rightsSummary")
        return NOTHING

    def _subjects(self) -> tuple[Said, ...]:
        return tuple(self._said(one, "pbcoreSubject") for one in self._all("pbcoreSubject"))

    def _video(self) -> None:
        lengths = [duration_of(texts(one)) for one in below(self.root, "instantiationduration", "formatduration")]
        media = [texts(one) for one in below(self.root, "instantiationmediatype", "formatmediatype")]
        if media and all(_SOUND.match(one) for one in media):
            return  # a recording of sound is no film; nothing is made of it
        self.found.video = replace(
            self.found.video,
            title=self._title(),
            caption=self._described("caption"),
            whole=True,
            description=self._description(),
            mention=self._described("mention"),
            credit=self._credit(),
            url=self._address(),
            platform=self._platform(),
            creators=self._makers(),
            subjects=self._subjects(),
            published=self._date(),
            duration=next((one for one in lengths if one is not None), None),
        )

    def _photo(self) -> None:
        self.found.picture = replace(
            self.found.picture,
            title=self._title(),
            caption=self._described("caption"),
            whole=True,
            description=self._description(),
            credit=self._credit(),
            src=self._address(),
            creators=self._makers(),
            subjects=self._subjects(),
            taken=self._date(),
        )
