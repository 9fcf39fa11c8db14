"""What reading a credit line finds, before and while it is given its roles."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive_app.domain.names import KnownName, Shape

# The subkinds of organisations that pass pictures on.
AGENCIES = frozenset({"wire_service", "picture_agency", "stock_library"})


@dataclass(slots=True)
class Name:
    """A name found in a piece, at ``start`` to ``end`` of it, joined by ``sep`` to the one before."""

    start: int
    end: int
    text: str
    shape: Shape
    known: KnownName | None
    sep: str = ""
    role: str = ""


@dataclass(slots=True)
class Piece:
    """What a piece says: names, flags, medium, a year, and the spans that are no part of the normalised line."""

    names: list[Name] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    medium: str = ""
    year: int | None = None
    drops: list[tuple[int, int]] = field(default_factory=list)
    is_label: bool = False
    capture: bool = False
    courtesy: bool = False  # ends with an open "courtesy of"


@dataclass(slots=True)
class Atom:
    """One name of the line and how it is joined to the one before."""

    start: int
    end: int
    name: Name
    sep: str
    group: int
    role: str = ""
    kind: str = "unknown"
    is_creator: bool = False
    job: bool = False


@dataclass(slots=True)
class Reading:
    """A line taken apart. ``drops`` are the spans that the normalised line leaves out."""

    atoms: list[Atom] = field(default_factory=list)
    drops: list[tuple[int, int]] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    licence: str = ""
    year: int | None = None
    medium: str = ""
    copyright: bool = False
    plural: bool = False
    captures: set[int] = field(default_factory=set)  # groups that say "screenshot"
