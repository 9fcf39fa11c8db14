"""What the exporters of libraries' and archives' XML have in common: an element for each work, checked, then written.

A document of many records is written as they come, each of them valid in a minimal wrapper. Where a format has no
element around several records, a single one is the document and more of them stand in an envelope.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, BinaryIO

from archive_app.domain.errors import ExportRefused
from archive_app.domain.export_record import Appearance, ExportRecord
from archive_app.domain.fields import kind_of
from archive_app.domain.records import Article, Kind
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporting.crosswalk import CROSSWALK_FIELDS
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import CONTROL, HALF
from archive_app.formats.exporting.validation import INVALID, admits
from archive_app.formats.library.describing import items_of
from archive_app.formats.library.item import Item
from archive_app.formats.library.xml_out import Document, Element, is_legal, whole_document
from archive_app.i18n import mark, tr, tr_n

ARCHIVE = ExportOption("archive", mark("Name of the archive"), "")
"""Stands in each record as where it comes from."""

PARTS = ExportOption("parts", mark("Photos and videos of an article as records of their own"), True)

OPTIONS = (ARCHIVE, PARTS, INVALID)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a format writes items.

    Attributes:
        element: Makes an item's element; None where the format has no place for its kind.
        problems: What the schema says of that element.
        document: The document's element, and the one in it that the records go into (None for the same); given the
            first record, so that what is written does not depend on the hour.
        bare: Whether a single record is the document itself, without that.
        wrapped: Puts an element into what stands around it in a document of many; nothing when None.
        whole: Makes one element of a work and its parts together, in place of ``element``.
        absent: What a person is told where works of a kind without a place were left out, marked for translation.
        counted: How many elements were written, in words, where not every kind of work becomes one.
    """

    element: Callable[[Item], Element | None]
    problems: Callable[[Element], tuple[str, ...]]
    document: Callable[[ExportRecord | None], tuple[Element, Element | None]]
    bare: bool = False
    wrapped: Callable[[Item, Element], Element] | None = None
    whole: Callable[[Sequence[Item]], Element] | None = None
    absent: str = mark("Some records are of a kind that the format has no place for.")
    counted: Callable[[int], str] | None = None


@dataclass(frozen=True, slots=True)
class _Made:
    """An element, the item it begins with, and the ids of the records that it tells of."""

    numbers: list[int | None]
    item: Item
    element: Element


def write_items(
    recipe: Recipe, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
) -> ExportNotes:
    """Write every record with a recipe.

    Raises:
        ExportRefused: A record is not valid and the profile asks for all or nothing.
    """
    writer = _Writer(recipe, out)
    once = Once()
    seen = written = left_out = elements = 0
    with_parts = profile.flag(PARTS.name, True)
    for record in records:
        seen += 1
        made = list(_elements(recipe, list(items_to_write(record, once, with_parts=with_parts))))
        if not made:  # written before, with an article; or of a kind that has no place here
            known = record.work.id in once
            written += known
            left_out += not known
            if recipe.counted is not None:
                losses.about((), tr(recipe.absent))
            continue
        problems = next((found for one in made if (found := recipe.problems(one.element))), ())
        if not admits(problems, record, profile, losses):
            continue
        tell_cleaned(record, losses)
        numbers = {number for one in made for number in one.numbers}
        for one in made:
            writer.add(record, one.item, one.element)
        elements += len(made)
        own = recipe.counted is None or record.work.id in numbers or record.work.id in once
        if not own:
            losses.about(_films_alone(record, numbers), tr(recipe.absent))
        for number in numbers:
            once.add(number)
        written += own
        left_out += not own
    if seen and not writer.any:
        raise nothing_written()
    writer.end()
    lost = (tr(recipe.absent),) if left_out else ()
    counted = recipe.counted(elements) if recipe.counted is not None else ""
    return ExportNotes(written=written, left_out=left_out, lost=lost, changed=seen_twice(once), made=counted)


def _films_alone(record: ExportRecord, written: Collection[int | None]) -> Iterator[ExportRecord]:
    """The films of an article that went out without it, as bundles of their own."""
    if not isinstance(record.work, Article):
        return
    for one in record.videos:
        if one.video.id in written:
            seen = Appearance(use=one.use, article=record.work, evidence=one.evidence)
            yield ExportRecord(
                work=one.video, appears_in=(seen,), media=one.media, evidence=one.video_evidence, rights=one.rights,
                verdict=one.verdict, use=record.use, authorities=record.authorities,
            )  # fmt: skip


def moment_of(record: ExportRecord | None) -> str:
    """The moment that an export is made, UTC, as far as its records say: the day of the question that they answer."""
    if record is not None and record.use is not None and len(record.use.date) == 10:
        return f"{record.use.date}T00:00:00Z"
    return (record.work.modified if record is not None else "") or "1970-01-01T00:00:00Z"


def nothing_written() -> ExportRefused:
    """None of the records can stand in this format; an empty document is not valid in most of them."""
    return ExportRefused(
        tr("None of the records can be written in this format, so there is no file."),
        remedy=tr("Choose other records or another format."),
    )


class Once:
    """Remembers which records were written, one bit for each: a photo of two articles is one record."""

    def __init__(self) -> None:
        """Begin with none."""
        self._bits = bytearray()
        self.repeated = 0

    def __contains__(self, number: int | None) -> bool:
        """Whether the record of this id was written."""
        if number is None or number < 0:
            return False
        byte, bit = divmod(number, 8)
        return byte < len(self._bits) and bool(self._bits[byte] >> bit & 1)

    def add(self, number: int | None) -> None:
        """Note that the record of this id was written. Ids beyond any catalogue's are not remembered."""
        if number is None or not 0 <= number < 2**33:
            return
        byte, bit = divmod(number, 8)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits)))
        self._bits[byte] |= 1 << bit


def items_to_write(record: ExportRecord, once: Once, *, with_parts: bool) -> Iterator[tuple[int | None, Item]]:
    """The items of a bundle that were not written yet, each with its record's id."""
    numbers = [record.work.id, *(one.photo.id for one in record.photos), *(one.video.id for one in record.videos)]
    for place, (number, item) in enumerate(zip(numbers, items_of(record), strict=True)):
        if number not in once:
            yield number, item
        elif place:
            once.repeated += 1
        if not with_parts:
            return


def _elements(recipe: Recipe, items: Sequence[tuple[int | None, Item]]) -> Iterator[_Made]:
    if recipe.whole is not None:
        if items:
            yield _Made([number for number, _ in items], items[0][1], recipe.whole([item for _, item in items]))
        return
    for number, item in items:
        element = recipe.element(item)
        if element is not None:
            yield _Made([number], item, element)


def seen_twice(once: Once) -> tuple[str, ...]:
    """A sentence for the person where photos or videos stood in several articles."""
    if not once.repeated:
        return ()
    return (
        tr_n(
            "{n} photo or video stands in several articles; it has one record, as its first article prints it.",
            "{n} photos or videos stand in several articles; each has one record, as its first article prints it.",
            once.repeated,
        ),
    )


def tell_cleaned(record: ExportRecord, losses: Losses) -> None:
    """Tell of the texts that XML cannot carry as they are; ``xml_out.legal`` takes the characters out."""
    for one in record.records():
        kind: Any = type(one)
        part = {Kind.PHOTO_USE: "use", Kind.VIDEO_USE: "use"}.get(kind_of(one), str(kind_of(one)))
        for name in _text_fields(kind):
            value = getattr(one, name)
            if isinstance(value, str) and not is_legal(value):
                field = f"{part}.{name}"
                half = any("\ud800" <= c <= "\udfff" for c in value)
                if field in CROSSWALK_FIELDS:
                    losses.changed(field, HALF if half else CONTROL)


@cache
def _text_fields(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.type == "str" and each.name != "uid")


class _Writer:
    """Writes elements into the document, or the only one as the document."""

    def __init__(self, recipe: Recipe, out: BinaryIO) -> None:
        self._recipe = recipe
        self._out = out
        self._document: Document | None = None
        self._waiting: tuple[ExportRecord, Item, Element] | None = None

    @property
    def any(self) -> bool:
        """Whether anything was given to be written."""
        return self._document is not None or self._waiting is not None

    def add(self, record: ExportRecord, item: Item, element: Element) -> None:
        """Write one element; the first waits for a second where a single one would be the document."""
        if self._document is None and self._recipe.bare and self._waiting is None:
            self._waiting = (record, item, element)
            return
        if self._waiting is not None:
            first, self._waiting = self._waiting, None
            self._write(*first)
        self._write(record, item, element)

    def end(self) -> None:
        """Write what stands after the records; of no record at all, the document's own element."""
        if self._waiting is not None:
            self._out.write(whole_document(self._waiting[2]))
            return
        (self._document or self._begun(None)).end()

    def _begun(self, record: ExportRecord | None) -> Document:
        root, inside = self._recipe.document(record)
        self._document = Document(self._out, root, inside)
        self._document.begin()
        return self._document

    def _write(self, record: ExportRecord, item: Item, element: Element) -> None:
        document = self._document or self._begun(record)
        wrapped = self._recipe.wrapped(item, element) if self._recipe.wrapped is not None else element
        document.add(document.record_bytes(wrapped))
