"""What a column of a table may become: a field of a record, or one of a few things that are none.

A target is written as in exports: a field with its side ("article.headline", "photo_use.caption"), or bare ("caption",
"title"), when the row's kind says whose it is. Besides there are ``kind``, ``file`` and ``collections``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from archive_app.domain.errors import InputError
from archive_app.domain.field_model import Field
from archive_app.domain.fields import fields_of
from archive_app.domain.records import Kind
from archive_app.i18n import mark, tr

ARTICLE, PHOTO, VIDEO, AUTHORITY, MIXED = "article", "photo", "video", "authority", "mixed"
ROW_KINDS: Mapping[str, str] = {
    ARTICLE: mark("An article"), PHOTO: mark("A photo"), VIDEO: mark("A video"),
    AUTHORITY: mark("A name (authority)"), MIXED: mark("Told by a column"),
}  # fmt: skip
SIDES: Mapping[str, tuple[str, ...]] = {
    ARTICLE: ("article", "photo_use", "photo", "video_use", "video", "rights"),
    PHOTO: ("photo", "photo_use", "article", "rights"),
    VIDEO: ("video", "video_use", "article", "rights"),
    AUTHORITY: ("authority",),
    MIXED: ("article", "photo", "video", "photo_use", "video_use"),
}
"""The records that rows may speak of, their own first. Bare fields belong to the first that has them."""

SIDE_LABELS: Mapping[str, str] = {
    "article": mark("article"), "photo": mark("photo"), "video": mark("video"),
    "photo_use": mark("in the article"), "video_use": mark("in the article"), "rights": mark("rights"),
    "authority": mark("name"),
}  # fmt: skip
SPECIAL: Mapping[str, str] = {
    "kind": mark("Kind of record"), "file": mark("Picture or film file"), "collections": mark("Collections"),
}  # fmt: skip
IGNORED = ""

_SAME: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name"),
    "by": ("bylines", "creators"),
    "date": ("published", "taken"),
    "headline": ("headline",),
    "wikidata": ("identifiers",), "viaf": ("identifiers",), "isni": ("identifiers",), "ulan": ("identifiers",),
}  # fmt: skip
_NOT_TYPED = frozenset({"uid", "id"})


@dataclass(frozen=True, slots=True)
class Target:
    """A field of one side of a row. ``scheme`` is that of an identifier column ("wikidata")."""

    side: str
    field: Field
    scheme: str = ""

    @property
    def name(self) -> str:
        """As it is written in a mapping."""
        return f"{self.side}.{self.scheme or self.field.name}"

    @property
    def label(self) -> str:
        """As people read it."""
        return f"{self.scheme or tr(self.field.label)} ({tr(SIDE_LABELS[self.side])})"


def resolve(name: str, row_kind: str, *, alone: bool = False) -> Target | None:
    """The field that a target means in a row of that kind; None when it has no such thing.

    Args:
        name: "caption", "article.url", "use.caption" …
        row_kind: A kind of row; in rows told by a column, the kind of that very row.
        alone: The row speaks of its own record and its uses only, as where a column tells the kind: what it says of
            other records is borrowed from their own rows.
    """
    side, dot, bare = name.rpartition(".")
    sides = tuple(one for one in SIDES[row_kind] if not alone or one in {row_kind, f"{row_kind}_use"})
    if dot:
        sides = tuple(one for one in sides if one == side or (side == "use" and one.endswith("_use")))
    for one in sides:
        for wanted in _SAME.get(bare, (bare,)):
            line = _lines(one).get(wanted)
            if line is not None:
                return Target(one, line, bare if wanted == "identifiers" and bare != wanted else "")
    return None


def check(name: str, row_kind: str) -> None:
    """See that a target exists for such rows.

    Raises:
        InputError: There is none; says which there are.
    """
    if name == IGNORED or name in SPECIAL:
        return
    kinds = kinds_of(row_kind)
    if not any(resolve(name, kind) for kind in kinds):
        names = ", ".join(dict.fromkeys(target.name for kind in kinds for target in targets(kind)))
        raise InputError(
            tr("A column cannot become “{name}”.").format(name=name),
            remedy=tr("It can be: {names}.").format(names=f"{names}, {', '.join(SPECIAL)}"),
        )


def kinds_of(row_kind: str) -> tuple[str, ...]:
    """The kinds of record that rows may make."""
    return (ARTICLE, PHOTO, VIDEO) if row_kind == MIXED else (row_kind,)


def targets(row_kind: str) -> tuple[Target, ...]:
    """Every field that a column may become in rows of that kind, in the order of the forms."""
    found = [Target(side, line) for side in SIDES[row_kind] for line in _lines(side).values()]
    if row_kind == AUTHORITY:
        schemes = ("wikidata", "viaf", "isni", "ulan")
        found += [Target("authority", _lines("authority")["identifiers"], scheme) for scheme in schemes]
    return tuple(found)


def label_of_target(name: str, row_kind: str) -> str:
    """What people call a target."""
    if name == IGNORED:
        return tr("Leave out")
    if name in SPECIAL:
        return tr(SPECIAL[name])
    found = next((target for kind in kinds_of(row_kind) if (target := resolve(name, kind))), None)
    if found is None:
        return name
    return tr(found.field.label) if row_kind == MIXED else found.label


def own_column(heading: str) -> bool:
    """Whether a heading is the name of a column of our own exports."""
    return heading.strip() in _own_names()


@cache
def _lines(side: str) -> dict[str, Field]:
    kind = Kind(side)
    return {
        line.name: line
        for line in fields_of(kind)
        if line.name in _NOT_TYPED or (line.editable and line.type != "link")
    }


@cache
def _own_names() -> frozenset[str]:
    """Names as our exports write them: fields, sides with fields, and what is worked out."""
    from archive_app.formats.tables.words import WORKED_OUT

    sides = ("article", "photo", "video", "photo_use", "video_use")
    bare = {name for side in sides for name in _lines(side)} | {"title", "by", "date"} | set(SPECIAL) | WORKED_OUT
    return frozenset({*bare, *(f"{side}.{name}" for side in (*sides, "use") for name in bare)})
