"""What a search gives back, as plain values: ids, rows, facets, pages, suggestions."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from archive_app.domain.groups import Group
from archive_app.domain.history import HistoryEntry
from archive_app.domain.query import Hint, Query
from archive_app.domain.records import (
    Article,
    Collection,
    Evidence,
    MediaFile,
    Photo,
    PhotoUse,
    Record,
    Source,
    Video,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement, Verdict
from archive_app.domain.shelves import Basket

SORTS = (
    "newest", "oldest", "relevance", "title", "title_desc", "added", "modified", "publisher", "publisher_desc",
    "added_first", "modified_first", "kind", "kind_desc", "byline", "byline_desc", "credit", "credit_desc", "caption",
    "caption_desc", "article", "article_desc", "rights", "rights_desc", "photos", "photos_desc", "videos",
    "videos_desc", "language", "language_desc", "status", "status_desc", "reviewed", "reviewed_desc", "marked",
    "marked_desc",
)  # fmt: skip
"""Orders of results: by date, rank and title, and by any column of the table."""

ID_TYPE = "I"
"""The type of arrays of record ids."""


@dataclass(frozen=True, slots=True)
class Results:
    """All that a query finds, as record ids in order; rows are fetched a window at a time.

    Attributes:
        query: The tree that was searched for.
        hints: What in the text was not understood, with corrections.
        ids: Record ids in the order asked for, four bytes each (``ID_TYPE``): there may be millions.
        counts: How many of each kind ("article", "photo", "video").
        words: The query as a sentence.
        elapsed_ms: How long the search took, milliseconds.
        spellings: Other spellings that a word of the query was looked for in, by word.
        stems: Other forms that a word of the query was looked for in as a second choice, by word.
        exact: How many of ``ids``, from the first, hold the words as they were asked for, in any spelling; the others
            hold only other forms of them. Each part is in the order of ``sort``.
        groups: The headings under which the ids stand, in order; none where they are not in groups.
        growing: These are the first ids only, while the others are looked for.
    """

    query: Query
    hints: tuple[Hint, ...] = ()
    ids: array[int] = field(default_factory=lambda: array(ID_TYPE))
    counts: Mapping[str, int] = field(default_factory=dict)
    words: str = ""
    sort: str = "newest"
    elapsed_ms: float = 0.0
    spellings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    stems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    exact: int = 0
    groups: tuple[Group, ...] = ()
    growing: bool = False

    @property
    def total(self) -> int:
        """How many records were found."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class SnippetPart:
    """A piece of a snippet; ``hit`` marks the words that were searched for."""

    text: str
    hit: bool = False


class ResultRow(NamedTuple):
    """One record as a list shows it: a tuple, for fifty are made at every keystroke and hundreds at every scroll.

    ``matched`` are the labels of the fields in which the query's words stand; ``snippet_field`` is the label
    of the field the snippet is from ("" when there is no text query). ``answer`` is the verdict for the usual
    use. ``media_sha`` is the SHA-256 of the file to picture it by, "" when none is held. ``article_id`` and ``article``
    are number and headline of the first of the ``articles`` that a photo or video stands in. ``otherwise`` are words of
    the snippet that are not those of the query: another spelling of a name, another form of a word. ``marked`` records
    somebody wants to find again.
    """

    id: int
    kind: str
    title: str
    published: str = ""
    publisher: str = ""
    byline: str = ""
    snippet: tuple[SnippetPart, ...] = ()
    snippet_field: str = ""
    matched: tuple[str, ...] = ()
    answer: str = "ask"
    nobody_looked: bool = True
    verdict_note: str = ""
    photos: int = 0
    videos: int = 0
    media_sha: str = ""
    media_suffix: str = ""
    media_missing: bool = False
    caption: str = ""
    credit: str = ""
    status: str = ""
    duration: float | None = None
    language: str = ""
    reviewed: bool = False
    deleted: bool = False
    added: str = ""
    modified: str = ""
    article_id: int = 0
    article: str = ""
    articles: int = 0
    otherwise: tuple[str, ...] = ()
    marked: bool = False


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet with its count under the present query; ``state`` is "in", "out" or ""."""

    value: str
    label: str
    count: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field among what was found, most frequent first; ``field`` is the query language's name."""

    field: str
    label: str
    values: tuple[FacetValue, ...]


_NOT_JUDGED = Verdict("ask", nobody_looked=True)


# What leaves the catalogue is told in full by ``export_record.PhotoInArticle`` and its like (rights statements, the
# photo's own evidence); a list of the inspector shows these few values and would wait for the rest.
@dataclass(frozen=True, slots=True)
class UseOfPhoto:
    """A photo in an article, with its file if one is held."""

    use: PhotoUse
    photo: Photo
    media: MediaFile | None = None
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict = _NOT_JUDGED


@dataclass(frozen=True, slots=True)
class UseOfVideo:
    """A video in an article, with its file if one is held."""

    use: VideoUse
    video: Video
    media: MediaFile | None = None
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict = _NOT_JUDGED


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where a photo or video is printed."""

    article: Article
    use: PhotoUse | VideoUse


@dataclass(frozen=True, slots=True)
class Problem:
    """Something missing or doubtful in a record; ``severity`` is info, warning or error."""

    field: str
    code: str
    sentence: str
    severity: str = "warning"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of an article, as lists show it; ``number`` counts from 1, the oldest.

    ``words_added`` and ``words_removed`` are counted against the version before it.
    """

    record_id: int
    title: str
    published: str
    number: int
    current: bool = False
    note: str = ""
    words_added: int = 0
    words_removed: int = 0
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Everything the inspector shows of one record."""

    record: Record
    title: str
    photos: tuple[UseOfPhoto, ...] = ()
    videos: tuple[UseOfVideo, ...] = ()
    appears_in: tuple[Appearance, ...] = ()
    media: MediaFile | None = None
    source: Source | None = None
    evidence: tuple[Evidence, ...] = ()
    rights: tuple[RightsStatement, ...] = ()
    verdict: Verdict = _NOT_JUDGED
    collections: tuple[Collection, ...] = ()
    problems: tuple[Problem, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    versions: tuple[VersionRow, ...] = ()  # of an article that has any: all of them, itself too, the oldest first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion for the search box: ``text`` replaces the characters ``start`` to ``end``."""

    text: str
    label: str
    detail: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class CollectionNode:
    """A collection in the sidebar.

    Attributes:
        count: How many records stand in it itself.
        whole: How many stand in it or in a collection inside it, as opening it shows; -1 where none is inside.
    """

    id: int
    name: str
    parent_id: int | None
    count: int
    whole: int = -1


@dataclass(frozen=True, slots=True)
class SavedNode:
    """A saved search in the sidebar with its live count, and how many came since somebody looked (-1: not counted)."""

    id: int
    name: str
    query: str
    count: int
    fresh: int = -1


@dataclass(frozen=True, slots=True)
class Sidebar:
    """Counts and folders of the left pane; ``counts`` has all, last_import, attention, bin, article, photo, video."""

    counts: Mapping[str, int]
    collections: tuple[CollectionNode, ...] = ()
    saved: tuple[SavedNode, ...] = ()
    baskets: tuple[Basket, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record, or another text of the same import, that may be the same as a draft.

    Attributes:
        record_id: The record; 0 for a text of the same import, whose key is ``item`` then.
        title, reason: In words; the reason tells what is alike.
        likeness: 0 to 1, by which findings are ordered.
        kind: same_bytes, same_address, same_text, near_text, within (the draft in the record), holds, same_place or
            same_headline.
        text_likeness: What both texts share, 0 to 1; ``inside`` is the draft's share, ``holds`` the record's.
        sentences: How many sentences they have in common; ``of`` and ``other_of`` how many each has.
    """

    record_id: int
    title: str
    reason: str
    likeness: float
    kind: str = ""
    text_likeness: float = 0.0
    inside: float = 0.0
    holds: float = 0.0
    sentences: int = 0
    of: int = 0
    other_of: int = 0
    item: int = 0

    @property
    def certain(self) -> bool:
        """Nothing would be lost by leaving the draft out: the same bytes, or the same text at the same address."""
        return self.kind == "same_bytes" or (self.kind == "same_address" and self.text_likeness >= 1.0)
