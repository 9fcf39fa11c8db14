"""One item of a feed, a wire or a bibliography before it becomes a draft: values with where they stand.

Every format reads its own names into these; ``wire.drafts`` makes the draft and its evidence, the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Said:
    """A value that a source states.

    Attributes:
        text: The value as a record keeps it.
        how: The place's name in the format ("pubDate", "contentMeta/by"); becomes part of the evidence's method.
        confidence: 0 to 1.
        start, end: Where in the decoded source it stands, or a span that holds it; -1 when that is not known.
        printed: How it is written there, where that is not ``text``.
        role: Of a name.
    """

    text: str
    how: str
    confidence: float = 0.95
    start: int = -1
    end: int = -1
    printed: str = ""
    role: str = ""

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.text)

    def but(self, text: str, *, role: str = "") -> Said:
        """The same place with another reading of what is printed there."""
        return replace(self, text=text, printed=self.printed or self.text, role=role or self.role)


NOTHING = Said("", "")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says of rights; every text verbatim. ``licensor`` and ``holders`` are names."""

    kind: str = "supplier_feed"  # of rights.EVIDENCE_KINDS
    notice: str = ""
    usage_terms: str = ""
    instructions: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    licensors: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    originators: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    credit_line: str = ""
    web_statement: str = ""
    licence: str = ""
    acquire_url: str = ""
    data_mining: str = ""
    data_mining_constraint: str = ""
    model_release: str = ""
    property_release: str = ""
    minor_age: str = ""
    ends: str = ""
    language: str = ""
    note: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class WirePicture:
    """A picture of an item.

    ``paragraph`` counts the body's paragraphs before it; -1 when not known. ``page_src`` is how the page names the file
    where that is known beside the picture's own address, ``description`` an archive's words beside the printed caption.
    ``whole`` says that the caption holds no credit line, for formats that keep the two apart.
    """

    src: Said = NOTHING
    page_src: Said = NOTHING
    title: Said = NOTHING
    caption: Said = NOTHING
    description: Said = NOTHING
    credit: Said = NOTHING
    alt: Said = NOTHING
    creators: tuple[Said, ...] = ()
    people: tuple[Said, ...] = ()
    subjects: tuple[Said, ...] = ()
    taken: Said = NOTHING
    place: Said = NOTHING
    source_type: Said = NOTHING
    medium: str = "photo"
    paragraph: int = -1
    notes: tuple[str, ...] = ()
    claim: Claim = Claim()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class WireVideo:
    """A video of an item; ``mention`` is how an article refers to it, ``platform`` where it is shown.

    ``whole`` says that the caption holds no credit line, for formats that keep the two apart.
    """

    url: Said = NOTHING
    title: Said = NOTHING
    caption: Said = NOTHING
    description: Said = NOTHING
    credit: Said = NOTHING
    mention: Said = NOTHING
    platform: str = ""
    creators: tuple[Said, ...] = ()
    subjects: tuple[Said, ...] = ()
    published: Said = NOTHING
    duration: float | None = None
    paragraph: int = -1
    notes: tuple[str, ...] = ()
    claim: Claim = Claim()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Markup:
    """A body in HTML. ``start`` is its place in the decoded source where it stands there unescaped, else -1."""

    html: str
    how: str
    start: int = -1


@dataclass(slots=True)
class WireItem:
    """An article with what goes with it; ``alone`` when it is a picture or a film and no article."""

    headline: Said = NOTHING
    standfirst: Said = NOTHING
    bylines: list[Said] = field(default_factory=list)
    publisher: Said = NOTHING
    section: Said = NOTHING
    dateline: Said = NOTHING
    published: Said = NOTHING
    accessed: str = ""
    language: Said = NOTHING
    url: Said = NOTHING
    subjects: list[Said] = field(default_factory=list)
    body: list[Said] = field(default_factory=list)
    markup: Markup | None = None
    pictures: list[WirePicture] = field(default_factory=list)
    videos: list[WireVideo] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    claim: Claim = Claim()
    remarks: list[str] = field(default_factory=list)
    alone: bool = False
