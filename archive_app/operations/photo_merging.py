"""Makes one photo of two, field by field; where it is printed, its rights and its collections come together.

The photo that gives way goes into the bin with its own values as they were, so nothing is lost; all of it is one step
that can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from archive_app.domain import fields
from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError
from archive_app.domain.records import Collection, MediaFile, Photo, PhotoUse
from archive_app.domain.rights import RightsStatement
from archive_app.domain.titles import plain_title
from archive_app.domain.versions import without
from archive_app.i18n import tr
from archive_app.store.archive import Archive, Reader, Writer

Choice = Literal["kept", "other", "both"]
CHOICES: Final[tuple[Choice, ...]] = ("kept", "other", "both")
MERGED: Final = (
    "title", "description", "creators", "taken", "place", "people", "subjects", "medium", "digital_source_type",
    "media_id", "url", "notes", "reviewed",
)  # fmt: skip
"""The fields that are chosen, in the order of the form."""
_LISTS: Final = {"creators", "people", "subjects"}
_TEXTS: Final = {"description", "notes"}


@dataclass(frozen=True, slots=True)
class MergedField:
    """A field in which two photos differ.

    Attributes:
        name, label: Of the field.
        kept, other: What each photo says, in words.
        may_be_both: Whether both values can be kept.
        proposed: What is chosen when nobody says otherwise.
    """

    name: str
    label: str
    kept: str
    other: str
    may_be_both: bool
    proposed: Choice


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do.

    Attributes:
        kept, other: The photo that stays, and the one that gives way.
        titles: Of both.
        differing: Fields with two values to choose from.
        uses, rights, collections: How many the other brings along.
        same_uses: Printings that both have word for word: one of each goes.
    """

    kept: int
    other: int
    titles: tuple[str, str]
    differing: tuple[MergedField, ...]
    uses: int
    rights: int
    collections: int
    same_uses: int


def preview(archive: Archive, kept: int, other: int) -> MergePreview:
    """What merging one photo into another would do; nothing is changed.

    Raises:
        NotFound: There is no such record.
        InputError: One is no photo, or both are one.
    """
    with archive.read() as reader:
        one, two = _photo(reader, kept), _photo(reader, other)
        if kept == other:
            raise InputError(tr("A photo cannot be merged with itself."), where=f"record {kept}")
        files = reader.of_type(MediaFile, [n for n in (one.media_id, two.media_id) if n])
        there = reader.photo_uses(photos=[kept])
        coming = reader.photo_uses(photos=[other])
        same = sum(1 for use in coming if _twin(use, there) is not None)
        return MergePreview(
            kept, other, (plain_title(one), plain_title(two)), _differing(one, two, files), len(coming) - same,
            len(reader.rights_of([other]).get(other, ())), len(reader.collections_of(other)), same,
        )  # fmt: skip


def merge(
    archive: Archive, kept: int, other: int, choices: Mapping[str, str] | None = None, *, initiator: str = ""
) -> Changes:
    """Make one photo of two.

    Args:
        archive: The catalogue.
        kept: The photo that stays.
        other: The photo that gives way and goes into the bin.
        choices: By field "kept", "other" or "both"; what is not named is done as ``preview`` proposes.
        initiator: Whoever asked for it.

    Raises:
        NotFound: There is no such record.
        InputError: One is no photo, both are one, or a choice cannot be made.
    """
    before = preview(archive, kept, other)
    chosen = {line.name: line.proposed for line in before.differing} | _checked(before, choices or {})
    label = tr("Merge “{other}” into “{kept}”").format(
        other=before.titles[1][:30] or f"#{other}", kept=before.titles[0][:30] or f"#{kept}"
    )
    with archive.operation(label, verb="merge", initiator=initiator) as writer:
        one, two = _photo(writer, kept), _photo(writer, other)
        _take_evidence(writer, kept, other, [name for name, choice in chosen.items() if choice != "kept"])
        writer.save(_joined(one, two, chosen))
        _move_uses(writer, kept, other)
        _move_rights(writer, kept, other)
        _move_memberships(writer, kept, other)
        _move_versions(writer, kept, other)
        writer.bin(other)
        writer.structure = True
    return writer.changes


def _photo(reader: Reader, number: int) -> Photo:
    record = reader.record(number)
    if not isinstance(record, Photo):
        raise InputError(tr("Only photos can be merged here."), where=f"record {number}")
    return record


def _checked(before: MergePreview, choices: Mapping[str, str]) -> dict[str, Choice]:
    lines = {line.name: line for line in before.differing}
    made: dict[str, Choice] = {}
    for name, choice in choices.items():
        if name not in MERGED:
            raise InputError(
                tr("“{name}” is no field that photos are merged by.").format(name=name),
                remedy=tr("The fields are: {names}.").format(names=", ".join(MERGED)),
            )
        found = next((one for one in CHOICES if one == choice), None)
        if found is None or (found == "both" and name in lines and not lines[name].may_be_both):
            raise InputError(tr("“{choice}” cannot be chosen for “{name}”.").format(choice=choice, name=name))
        if name in lines:
            made[name] = found
    return made


def _differing(one: Photo, two: Photo, files: Mapping[int, MediaFile]) -> tuple[MergedField, ...]:
    found = []
    for name in MERGED:
        mine, theirs = getattr(one, name), getattr(two, name)
        if mine == theirs or (not mine and not theirs):
            continue
        field = fields.field("photo", name)
        words = [_file_words(files.get(v or 0)) if name == "media_id" else fields.text_of(r, name)
                 for r, v in ((one, mine), (two, theirs))]  # fmt: skip
        both = (name in _LISTS or name in _TEXTS) and bool(mine) and bool(theirs)
        found.append(MergedField(name, tr(field.label), words[0], words[1], both, _proposed(name, one, two, files)))
    return tuple(found)


def _proposed(name: str, one: Photo, two: Photo, files: Mapping[int, MediaFile]) -> Choice:
    mine, theirs = getattr(one, name), getattr(two, name)
    if not mine or not theirs:
        return "kept" if mine else "other"
    if name == "media_id":
        return "other" if _weight(files.get(theirs)) > _weight(files.get(mine)) else "kept"
    return "both" if name in _LISTS or name == "notes" else "kept"


def _weight(file: MediaFile | None) -> tuple[int, int]:
    """By which the better of two files is chosen: its pixels, then its bytes; a lost file is worth nothing."""
    if file is None or file.fixity in {"missing", "changed"}:
        return 0, 0
    return (file.width or 0) * (file.height or 0), file.size


def _file_words(file: MediaFile | None) -> str:
    if file is None:
        return ""
    size = f"{file.width} × {file.height}" if file.width and file.height else ""
    return " · ".join(part for part in (size, file.media_type.partition("/")[2].upper(), file.name) if part)


def _joined(one: Photo, two: Photo, chosen: Mapping[str, Choice]) -> Photo:
    values: dict[str, Any] = {}
    for name, choice in chosen.items():
        mine, theirs = getattr(one, name), getattr(two, name)
        if choice == "other":
            values[name] = theirs
        elif choice == "both" and name in _LISTS:
            said = {entry.text.casefold() for entry in mine}
            values[name] = (*mine, *(entry for entry in theirs if entry.text.casefold() not in said))
        elif choice == "both":
            values[name] = mine if theirs in mine else f"{mine}\n\n{theirs}".strip()
    return replace(one, **values)


def _take_evidence(writer: Writer, kept: int, other: int, names: Sequence[str]) -> None:
    """The reasons for values that come from the other photo come with them."""
    coming = [
        one
        for one in writer.evidence([other]).get(other, ())
        if one.current and any(one.field == name or one.field.startswith(f"{name}.") for name in names)
    ]
    writer.note_evidence(kept, coming)


def _twin(use: PhotoUse, there: Sequence[PhotoUse]) -> PhotoUse | None:
    """A use in the same article that says the same."""
    return next(
        (
            one
            for one in there
            if (one.article_id, one.caption, one.credit_line) == (use.article_id, use.caption, use.credit_line)
        ),
        None,
    )


def _move_uses(writer: Writer, kept: int, other: int) -> None:
    there = writer.photo_uses(photos=[kept])
    for use in writer.photo_uses(photos=[other]):
        if _twin(use, there) is not None and use.id is not None:
            writer.erase(use.id)
        else:
            writer.save(replace(use, photo_id=kept))


def _move_rights(writer: Writer, kept: int, other: int) -> None:
    there = [_bare(one, kept) for one in writer.rights_of([kept]).get(kept, ())]
    for statement in writer.rights_of([other]).get(other, ()):
        if _bare(statement, kept) not in there:
            writer.save(replace(statement, work_id=kept))


def _bare(statement: RightsStatement, work: int) -> RightsStatement:
    """A statement without what every record has, to see whether two say the same."""
    return replace(statement, id=None, uid="", revision=0, created="", modified="", work_id=work)


def _move_memberships(writer: Writer, kept: int, other: int) -> None:
    for collection in writer.collections_of(other):
        members = tuple(kept if number == other else number for number in collection.members)
        made: Collection = replace(collection, members=tuple(dict.fromkeys(members)))
        writer.save(made)


def _move_versions(writer: Writer, kept: int, other: int) -> None:
    """The other's place among versions goes to the photo that stays, and what it was found to be different from."""
    chain = writer.versions.chain_of(other)
    if chain:
        after = [replace(v, record_id=kept) if v.record_id == other else v for v in chain]
        if writer.versions.chain_of(kept):
            after = without(chain, other)
        writer.versions.set_chain(chain, after)
    for end in writer.versions.different_from([(other, "")]):
        if end not in {(kept, ""), (other, "")}:
            writer.versions.note_different((kept, ""), end, writer.at)
