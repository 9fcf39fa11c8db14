"""Two authority records that are one: merging them, taking one out again, and remembering which are never the same.

A name as printed is never changed by any of this: links move, words stay.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from archive_app.domain.authority_likeness import AuthorityLikeness, alike
from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.names import name_key
from archive_app.domain.records import Authority, Identifier, Variant
from archive_app.domain.vocabulary import script_of
from archive_app.i18n import tr
from archive_app.operations.authorities import authority_of
from archive_app.store.archive import Archive, Reader, Writer

_PARTS: Final = ("variants", "identifiers")


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do.

    Attributes:
        result: The kept authority as it would be.
        members: Those that give way.
        links: How many links would move, by use.
        likeness: Why they may be one, for each member.
        conflicts: What speaks against it, in sentences.
    """

    result: Authority
    members: tuple[Authority, ...]
    links: Mapping[str, int]
    likeness: tuple[AuthorityLikeness, ...]
    conflicts: tuple[str, ...]


def preview_merge(archive: Archive, kept: int, members: Sequence[int]) -> MergePreview:
    """What merging ``members`` into ``kept`` would do; nothing is changed.

    Raises:
        NotFound: One of them is no authority.
        InputError: There is nothing to merge, or they are of different kinds.
    """
    with archive.read() as reader:
        stays, going = _both(reader, kept, members)
        links = Counter(link.use for link in reader.authority_links.links([m.id or 0 for m in going]))
        apart = {frozenset((d["one_id"], d["other_id"])): d["reason"] for d in reader.authority_links.distinct()}
    conflicts: list[str] = []
    found: list[AuthorityLikeness] = []
    result = stays
    for member in going:
        pair = frozenset((kept, member.id or 0))
        if pair in apart:
            said = tr("Somebody said that “{name}” is never “{other}”.").format(name=member.name, other=stays.name)
            conflicts.append(f"{said} {apart[pair]}".strip())
        near = [x for x in alike([stays, member]) if {x.one, x.other} == pair]
        found += near
        conflicts += [text for x in near for text in x.against]
        result = _joined(result, member)[0]
    return MergePreview(result, tuple(going), dict(links), tuple(found), tuple(conflicts))


def merge(archive: Archive, kept: int, members: Sequence[int], *, reason: str = "", initiator: str = "") -> Changes:
    """Let one authority stand for others: links move to it, their forms become its variants, they go to the bin.

    Raises:
        NotFound, InputError: As ``preview_merge``; InputError too when somebody said that two are never the same.
    """
    with archive.read() as reader:
        stays, going = _both(reader, kept, members)
        apart = {frozenset((d["one_id"], d["other_id"])) for d in reader.authority_links.distinct()}
    for member in going:
        if frozenset((kept, member.id or 0)) in apart:
            raise InputError(
                tr("Somebody said that “{name}” is never “{other}”.").format(name=member.name, other=stays.name),
                remedy=tr("Take that back first."),
            )
    names = ", ".join(f"“{m.name}”" for m in going)
    label = tr("Merge {names} into “{kept}”").format(names=names[:120], kept=stays.name)
    with archive.operation(label, verb="authority", initiator=initiator) as writer:
        for member in going:
            _merge_one(archive, writer, kept, member, reason)
    return writer.changes


def merge_of(archive: Archive, member: int) -> int:
    """The merge through which an authority gave way. Raises NotFound."""
    with archive.read() as reader:
        for row in reader.authority_links.merges():
            if row["member_id"] == member:
                return int(row["id"])
    raise NotFound(tr("This authority was not merged into another."), where=f"record {member}")


def unmerge(archive: Archive, merge_id: int, *, initiator: str = "") -> Changes:
    """Take one member out of a merge: it comes back with the links that it brought, as far as they still stand.

    Raises:
        NotFound: There is no such merge.
    """
    with archive.read() as reader:
        merges = {m["id"]: m for m in reader.authority_links.merges()}
        if merge_id not in merges:
            raise NotFound(tr("There is no such merge."))
        found = merges[merge_id]
        member = authority_of(reader, found["member_id"])
    label = tr("Take “{name}” out of a merge").format(name=member.name)
    with archive.operation(label, verb="authority", initiator=initiator) as writer:
        target = _stands_for(found["kept_id"], list(merges.values()))
        writer.restore(member.id or 0)
        links = writer.authority_links.moved_back(found, target)
        writer.bump([n for n in writer.authority_links.repoint(links, member.id or 0) if n != member.id])
        _take_out(writer, found, list(merges.values()))
        writer.authority_links.remove_merge(found)
    return writer.changes


def never_same(archive: Archive, one: int, other: int, *, reason: str = "", initiator: str = "") -> Changes:
    """Remember that two authorities are not the same; they are not proposed again. Raises NotFound, InputError."""
    if one == other:
        raise InputError(tr("Name two authorities."))
    with archive.read() as reader:
        first, second = authority_of(reader, min(one, other)), authority_of(reader, max(one, other))
        if any({d["one_id"], d["other_id"]} == {one, other} for d in reader.authority_links.distinct()):
            return Changes()
    label = tr("Keep “{one}” and “{other}” apart").format(one=first.name, other=second.name)
    with archive.operation(label, verb="authority", initiator=initiator) as writer:
        writer.authority_links.note_distinct(
            {"one_id": first.id, "other_id": second.id, "at": writer.at, "who": archive.who, "reason": reason}
        )
    return writer.changes


def may_be_same(archive: Archive, one: int, other: int, *, initiator: str = "") -> Changes:
    """Take ``never_same`` back."""
    with archive.operation(tr("Let two names be compared again"), verb="authority", initiator=initiator) as writer:
        for row in writer.authority_links.distinct():
            if {row["one_id"], row["other_id"]} == {one, other}:
                writer.authority_links.remove_distinct(row)
    return writer.changes


def _both(reader: Reader, kept: int, members: Sequence[int]) -> tuple[Authority, list[Authority]]:
    stays = authority_of(reader, kept)
    going = [authority_of(reader, number) for number in dict.fromkeys(members) if number != kept]
    if not going:
        raise InputError(tr("Name at least two authorities."))
    for one in (stays, *going):
        if one.deleted:
            raise InputError(tr("“{name}” lies in the bin.").format(name=one.name))
    for member in going:
        if member.kind != stays.kind:
            raise InputError(
                tr("“{name}” and “{other}” are of different kinds.").format(name=member.name, other=stays.name),
                remedy=tr("Change the kind of one of them first."),
            )
    return stays, going


def _merge_one(archive: Archive, writer: Writer, kept: int, member: Authority, reason: str) -> None:
    links = writer.authority_links.links([member.id or 0], binned=True)  # what is restored later is to find it
    links = [link for link in links if link.record != kept]  # its own parent is settled below
    stays = authority_of(writer, kept)
    result, added = _joined(stays, member)
    ends = {kept, member.id}
    above = (p for p in (stays.parent_id, member.parent_id) if p is not None and not ends & _line(writer, p))
    result = replace(result, parent_id=next(above, None))
    added["fields"] = [
        [name, was, will]
        for name in ("subkind", "parent_id", "note")
        if (was := getattr(stays, name)) != (will := getattr(result, name))
    ]
    writer.save(result)
    writer.bump(writer.authority_links.repoint(links, kept))
    writer.bin(member.id or 0)
    writer.authority_links.note_merge(
        {
            "kept_id": kept, "member_id": member.id, "at": writer.at, "who": archive.who, "reason": reason,
            "moved": json.dumps([[link.table, link.column, link.row] for link in links]),
            "added": json.dumps(added, ensure_ascii=False),
        }
    )  # fmt: skip


def _line(reader: Reader, number: int) -> set[int]:
    """An authority and all that it is a part of."""
    line: set[int] = set()
    at: int | None = number
    while at is not None and at not in line:
        line.add(at)
        at = authority_of(reader, at).parent_id
    return line


def _joined(kept: Authority, member: Authority) -> tuple[Authority, dict[str, list[list[Any]]]]:
    """The kept authority with what the member brings, and what that is."""
    keys = {name_key(form) for form in (kept.name, *(v.text for v in kept.variants))}
    variants: list[Variant] = []
    for variant in (Variant(member.name, script=script_of(member.name)), *member.variants):
        if name_key(variant.text) not in keys:
            keys.add(name_key(variant.text))
            variants.append(variant)
    schemes = {i.scheme for i in kept.identifiers}
    identifiers = [i for i in member.identifiers if i.scheme not in schemes]
    result = replace(
        kept,
        variants=(*kept.variants, *variants),
        identifiers=(*kept.identifiers, *identifiers),
        subkind=kept.subkind or member.subkind,
        parent_id=kept.parent_id or (member.parent_id if member.parent_id != kept.id else None),
        note=kept.note or member.note,
    )
    added = {
        "variants": [[v.text, v.language, v.script] for v in variants],
        "identifiers": [[i.scheme, i.value] for i in identifiers],
    }
    return result, added


def _take_out(writer: Writer, merge: Mapping[str, Any], merges: Sequence[Mapping[str, Any]]) -> None:
    """Take what a member had brought from the authority that it gave way to, and from those that this gave way to."""
    added = json.loads(merge["added"])
    number, brought, seen = merge["kept_id"], added, set[int]()
    while number not in seen:
        seen.add(number)
        kept = writer.of_type(Authority, [number]).get(number)
        if kept is not None:
            writer.save(_without(writer, kept, brought))
        further = next((m for m in merges if m["member_id"] == number), None)
        if further is None:
            return
        number, theirs = further["kept_id"], json.loads(further["added"])
        brought = {part: [x for x in added.get(part, ()) if x in theirs.get(part, ())] for part in _PARTS}


def _without(reader: Reader, kept: Authority, added: Mapping[str, Sequence[Sequence[Any]]]) -> Authority:
    """An authority without what a member had brought."""
    variants = {Variant(*v) for v in added.get("variants", ())}
    identifiers = {Identifier(*i) for i in added.get("identifiers", ())}
    result = replace(
        kept,
        variants=tuple(v for v in kept.variants if v not in variants),
        identifiers=tuple(i for i in kept.identifiers if i not in identifiers),
    )
    for name, was, will in added.get("fields", ()):
        if getattr(kept, name) != will or (name == "parent_id" and was is not None and was not in reader.kinds([was])):
            continue
        result = replace(result, **{name: was})
    return result


def _stands_for(number: int, merges: Sequence[Mapping[str, int]]) -> int:
    """The authority that now stands for one that may itself have been merged since."""
    into = {m["member_id"]: m["kept_id"] for m in merges}
    for _ in range(len(into)):
        if number not in into:
            break
        number = into[number]
    return number
