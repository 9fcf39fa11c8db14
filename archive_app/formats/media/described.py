"""A photo record from what its file, or a sidecar, says of the picture: each value with the layer it came from.

The field map is media.md §5. What our records have no field for (alternative text, job number, who wrote the caption)
goes into the notes, named; what is said of rights becomes a rights statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive_app.domain.records import Evidence, Name, Photo, Video
from archive_app.domain.rights import DepictedWork, RightsStatement
from archive_app.formats.media.described_film import VERSION, film_from, is_film
from archive_app.formats.media.layers import Layers, Picked, split_list
from archive_app.formats.media.xmp import Value, parts_of, text_of
from archive_app.formats.wire.claims import statements_of
from archive_app.formats.wire.item import Claim
from archive_app.formats.wire.moments import moment_of
from archive_app.i18n import mark, tr

_MOST = 500
_RELEASES = {
    "NON": "none",
    "NAP": "not_applicable",
    "UMR": "unlimited",
    "UPR": "unlimited",
    "LMR": "limited",
    "LPR": "limited",
}
_LABELS = {
    "caption": mark("caption"), "headline": mark("headline"), "title": mark("title"), "creators": mark("creators"),
    "credit": mark("credit line"), "source": mark("source"), "notice": mark("copyright notice"),
    "instructions": mark("instructions"), "date": mark("date"), "keywords": mark("keywords"), "place": mark("place"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Described:
    """What metadata says of a picture; ``photo`` has no title where nothing gives one.

    Of a film the same words are in ``film`` too, as a video record, with ``film_evidence``; the rights are the film's.
    """

    photo: Photo
    evidence: tuple[Evidence, ...] = ()
    rights: tuple[RightsStatement, ...] = ()
    remarks: tuple[str, ...] = ()
    film: Video | None = None
    film_evidence: tuple[Evidence, ...] = ()


def described(layers: Layers, name: str = "") -> Described:
    """The photo, its evidence and its rights, from the layers of one picture; of a film its video record too.

    Args:
        layers: What is known of the picture or film.
        name: Of the XMP file; tells of a film where XMP itself does not.
    """
    told = _Describer(layers).described()
    if not is_film(layers, name):
        return told
    film, evidence = film_from(told.photo, told.evidence, layers)
    rights = tuple(replace(one, scope="video") for one in told.rights)
    return replace(told, rights=rights, film=film, film_evidence=evidence)


class _Describer:
    """Reads one picture's layers; used once."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.evidence: list[Evidence] = []
        self.left_out = 0

    def described(self) -> Described:
        pick = self.layers.pick
        headline = pick("headline", ("photoshop:Headline",), "2:105")
        title = pick("title", ("dc:title",), "2:05", ("XPTitle",))
        shown = headline if headline.text else title
        photo = Photo(
            title=self._text("title", shown),
            description=self._text("description", pick("caption", ("dc:description",), "2:120", ("ImageDescription",))),
            creators=self._names("creators", self._creators()),
            taken=self._taken(),
            place=self._place(),
            people=self._names("people", self._people()),
            subjects=self._names("subjects", self._subjects()),
            digital_source_type=self._source_type(),
            notes="\n".join(self._notes(headline, title)),
        )
        photo = replace(photo, medium=_medium(photo.digital_source_type))
        rights = statements_of(self._claim(photo), "photo", tr("metadata in the picture file"))
        depicted = self._depicted()
        if rights:
            rights = tuple(replace(one, depicted_works=depicted) for one in rights)
        return Described(photo, tuple(self.evidence), rights, tuple(self._remarks()))

    def _note(self, field: str, value: str, found: Picked) -> None:
        self.evidence.append(Evidence(field, value[:1000], found.method, found.confidence, "", -1, -1, VERSION))

    def _text(self, field: str, found: Picked) -> str:
        value = " ".join(found.text.split()) if field == "title" else found.text
        if value:
            self._note(field, value, found)
        return value

    def _names(self, field: str, found: list[tuple[str, Picked]]) -> tuple[Name, ...]:
        names: dict[str, Name] = {}
        self.left_out += max(0, len(found) - _MOST)
        for value, picked in found[:_MOST]:
            name = " ".join(value.split())
            if name and name.casefold() not in names:
                self._note(f"{field}.{len(names)}", name, picked)
                names[name.casefold()] = Name(name)
        return tuple(names.values())

    def _creators(self) -> list[tuple[str, Picked]]:
        found = self.layers.pick("creators", ("dc:creator",), "2:80", ("Artist", "XPAuthor"))
        if found.method.startswith("exif:"):
            return [(one, found) for one in split_list(found.text)]
        return [(one, found) for one in found.values]

    def _taken(self) -> str:
        iim = self.layers.iim
        packets = ("photoshop:DateCreated", "exif:DateTimeOriginal")
        day, clock = (iim.get("2:55") or [""])[0], (iim.get("2:60") or [""])[0]
        offset = self.layers.exif.get("OffsetTimeOriginal")
        original = self.layers.exif.get("DateTimeOriginal")
        stated = self.layers.pick("date", packets)
        for found, text in (
            (stated, stated.text),
            (Picked((day,), "iim:2:55", 0.9), f"{day}T{clock}" if clock else day),
            (
                Picked((str(original),), "exif:DateTimeOriginal", 0.85),
                f"{original}{offset if isinstance(offset, str) else ''}" if isinstance(original, str) else "",
            ),
        ):
            if value := moment_of(text):
                self._note("taken", text, found)
                return value
        return ""

    def _place(self) -> str:
        for name in ("Iptc4xmpExt:LocationShown", "Iptc4xmpExt:LocationCreated"):
            for layer, value in self.layers.structures(name):
                for part in parts_of(value):
                    words = [
                        text_of(part.get(f"Iptc4xmpExt:{key}"), self.layers.language)
                        for key in ("LocationName", "Sublocation", "City", "ProvinceState", "CountryName")
                    ]
                    if place := _joined(words):
                        self._note("place", place, Picked((place,), f"{layer}:{name}", 0.95))
                        return place
        legacy = [
            self.layers.pick("place", (name,), number)
            for name, number in (
                ("Iptc4xmpCore:Location", "2:92"),
                ("photoshop:City", "2:90"),
                ("photoshop:State", "2:95"),
                ("photoshop:Country", "2:101"),
            )
        ]
        place = _joined([one.text for one in legacy])
        if place:
            self._note("place", place, next(one for one in legacy if one.text))
        return place

    def _people(self) -> list[tuple[str, Picked]]:
        named = self.layers.pick("people", ("Iptc4xmpExt:PersonInImage",))
        found = [(one, named) for one in named.values]
        for name, key in (
            ("Iptc4xmpExt:PersonInImageWDetails", "Iptc4xmpExt:PersonName"),
            ("mwg-rs:Regions", "mwg-rs:Name"),
        ):
            for layer, value in self.layers.structures(name):
                parts = _faces(value) if name.startswith("mwg") else parts_of(value)
                names = (text_of(part.get(key), self.layers.language) for part in parts)
                found += [(words, Picked((words,), f"{layer}:{name}", 0.93)) for words in names if words]
        return found

    def _subjects(self) -> list[tuple[str, Picked]]:
        found = self.layers.pick("keywords", ("dc:subject",), "2:25", ("XPKeywords",))
        words = split_list(found.text) if found.method.startswith("exif:") else list(found.values)
        kept = [(one, found) for one in words]
        for name in ("Iptc4xmpExt:OrganisationInImageName", "Iptc4xmpExt:Event"):
            more = self.layers.pick("subjects", (name,))
            kept += [(one, more) for one in more.values]
        for layer, value in self.layers.structures("Iptc4xmpExt:AboutCvTerm"):
            for part in parts_of(value):
                if term := text_of(part.get("Iptc4xmpExt:CvTermName"), self.layers.language):
                    kept.append((term, Picked((term,), f"{layer}:Iptc4xmpExt:AboutCvTerm", 0.9)))
        return kept

    def _source_type(self) -> str:
        found = self.layers.pick("digital source type", ("Iptc4xmpExt:DigitalSourceType",))
        value = found.text.rstrip("/").rpartition("/")[2]
        if value:
            self._note("digital_source_type", found.text, found)
        return value

    def _notes(self, headline: Picked, title: Picked) -> Iterator[str]:
        pick = self.layers.pick
        listed = (
            (tr("Title"), title if headline.text and title.text != headline.text else Picked()),
            (tr("Alt text"), pick("alt text", ("Iptc4xmpCore:AltTextAccessibility",))),
            (tr("Extended description"), pick("extended description", ("Iptc4xmpCore:ExtDescrAccessibility",))),
            (tr("Job number"), pick("job", ("photoshop:TransmissionReference",), "2:103")),
            (tr("Caption by"), pick("caption writer", ("photoshop:CaptionWriter",), "2:122")),
            (tr("Creator’s job title"), pick("job title", ("photoshop:AuthorsPosition",), "2:85")),
            (tr("Picture’s identifier"), pick("identifier", ("Iptc4xmpExt:DigImageGUID",))),
            (tr("Supplier’s picture number"), pick("number", ("plus:ImageSupplierImageID",))),
        )
        for label, found in listed:
            if found.text:
                self._note("notes", found.text, found)
                yield f"{label}: {' '.join(found.text.split())}"

    def _claim(self, photo: Photo) -> Claim:
        pick = self.layers.pick
        licensors = [part for _l, value in self.layers.structures("plus:Licensor") for part in parts_of(value)]
        instructions = pick("instructions", ("photoshop:Instructions",), "2:40").text
        source = pick("source", ("photoshop:Source",), "2:115").text
        contact = [
            text_of(part.get(f"plus:{key}")) for part in licensors for key in ("LicensorEmail", "LicensorTelephone1")
        ]
        return Claim(
            kind="embedded_metadata",
            notice=" ".join(pick("notice", ("dc:rights",), "2:116", ("Copyright",)).text.split()),
            usage_terms=pick("usage terms", ("xmpRights:UsageTerms",)).text,
            instructions=(instructions,) if instructions else (),
            holders=self._named("plus:CopyrightOwner", "plus:CopyrightOwnerName"),
            licensors=tuple(name for part in licensors if (name := text_of(part.get("plus:LicensorName")))),
            suppliers=self._named("plus:ImageSupplier", "plus:ImageSupplierName"),
            originators=(source,) if source else (),
            creators=self._named("plus:ImageCreator", "plus:ImageCreatorName")
            or tuple(one.text for one in photo.creators),
            credit_line=pick("credit", ("photoshop:Credit",), "2:110").text,
            web_statement=pick("web statement", ("xmpRights:WebStatement",)).text,
            licence=pick("licence", ("cc:license",)).text,
            acquire_url=next((url for part in licensors if (url := text_of(part.get("plus:LicensorURL")))), ""),
            data_mining=pick("data mining", ("plus:DataMining",)).text,
            data_mining_constraint=pick("constraints", ("plus:OtherConstraints",)).text,
            model_release=_release(pick("release", ("plus:ModelReleaseStatus",)).text),
            property_release=_release(pick("release", ("plus:PropertyReleaseStatus",)).text),
            minor_age=pick("age", ("plus:MinorModelAgeDisclosure",)).text.rpartition("/")[2],
            note=tr("Licensor’s contact: {contact}").format(contact=", ".join(one for one in contact if one))
            if any(contact)
            else "",
        )

    def _named(self, name: str, key: str) -> tuple[str, ...]:
        return tuple(
            words
            for _layer, value in self.layers.structures(name)
            for part in parts_of(value)
            if (words := text_of(part.get(key)))
        )

    def _depicted(self) -> tuple[DepictedWork, ...]:
        return tuple(
            DepictedWork(title)
            for _layer, value in self.layers.structures("Iptc4xmpExt:ArtworkOrObject")
            for part in parts_of(value)
            if (title := text_of(part.get("Iptc4xmpExt:AOTitle"), self.layers.language))
        )

    def _remarks(self) -> Iterator[str]:
        if self.left_out:
            yield tr("Only the first {n} names or keywords were taken; the file holds more.").format(n=_MOST)
        if self.layers.damaged:
            yield tr("The XMP metadata is damaged and was not read.")
        if self.layers.guessed:
            yield tr("The IPTC block does not say how its letters are encoded; check names and accents.")
        for found, sentence in (
            (self.layers.conflicts, tr("XMP and IPTC block differ: {fields}. The {layer} was taken.")),
            (self.layers.cut, tr("The IPTC block holds no more room for it, so the end may be missing: {fields}.")),
        ):
            if found:
                fields = ", ".join(tr(_LABELS.get(one, one)) for one in sorted(found))
                layer = tr("IPTC block, which is the newer,") if self.layers.stale else "XMP"
                yield sentence.format(fields=fields, layer=layer)


def _faces(value: Value) -> Iterator[dict[str, Value]]:
    for held in parts_of(value):
        for part in parts_of(held.get("mwg-rs:RegionList")):
            if text_of(part.get("mwg-rs:Type")) in ("Face", ""):
                yield part


def _joined(words: list[str]) -> str:
    return ", ".join(dict.fromkeys(" ".join(one.split()) for one in words if one.strip()))


def _release(value: str) -> str:
    return _RELEASES.get(value.rpartition("-")[2].upper(), "")


def _medium(source_type: str) -> str:
    if source_type in ("composite", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic", "compositeCapture"):
        return "composite"
    return "screenshot" if source_type == "screenCapture" else "photo"
