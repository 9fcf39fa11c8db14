"""The items of an import: what each is, where it stands, and how it is kept in a batch.

An item is light: its draft stays in the catalogue's batch and is loaded while the item is under review, so that ten
thousand items need little memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from sys import intern
from typing import Any, Final

from archive_app.domain.batches import BatchItem
from archive_app.domain.errors import ArchiveError, InputError, UnreadableSource
from archive_app.domain.records import Draft
from archive_app.domain.results import Duplicate
from archive_app.i18n import mark, tr, tr_n
from archive_app.operations.importing import error_of
from archive_app.operations.updating import AS_UPDATE
from archive_app.ui.import_proposals import HIGH, Decision, Proposal, low_keys, proposals

_numbers = count(-1, -1)  # an item gets its lasting number when it is kept
MOST_REMARKS: Final = 5
TABLE: Final = "table"
ADDRESS: Final = "address"
AS_VERSION: Final = "version"

STATES: Final = {
    "ready": mark("ready"), "check": mark("to check"), "accepted": mark("accepted"), "changed": mark("changed"),
    "duplicate": mark("duplicate"), "out": mark("left out"), "unreadable": mark("cannot be read"),
    "imported": mark("imported"), "failed": mark("not imported"), "table": mark("table"),
    "address": mark("to be fetched"),
}  # fmt: skip
ICONS: Final = {
    "ready": ("circle-dot", "accent"), "check": ("triangle-alert", "check"), "accepted": ("circle-check", "ok"),
    "changed": ("replace", "check"), "duplicate": ("files", "check"), "out": ("circle", "disabled"),
    "unreadable": ("circle-x", "no"), "imported": ("badge-check", "ok"), "failed": ("circle-alert", "no"),
    "table": ("table-2", "accent"), "address": ("globe", "accent"),
}  # fmt: skip


@dataclass(slots=True, eq=False)
class ImportItem:
    """One thing to be imported.

    Attributes:
        kind: "draft", "media" or "bundle"; "" when it cannot be read here.
        number: Its name within the page; the id in its batch once it is kept.
        ticked: The person wants it.
        draft, rows: What was read and what it proposes, while it is in memory; see ``import_batch``.
        low, doubts: Keys of the rows that are Low, and of all found that are not High: states are counted often.
        certain: Every High value counts as accepted.
        standing: "new", "changed" or "duplicate", as the catalogue knows it.
        remarks: What the reader has to say about it, and the reviewer should look at.
        twin: The title of an item with the same text above.
        alone: Photos or videos without an article.
        choice: How it is imported, "" for a record of its own.
    """

    kind: str
    name: str
    path: str = ""
    title: str = ""
    number: int = field(default_factory=lambda: next(_numbers))
    ticked: bool = True
    draft: Draft | None = None
    rows: tuple[Proposal, ...] = ()
    low: frozenset[str] = frozenset()
    doubts: frozenset[str] = frozenset()
    decisions: dict[str, Decision] = field(default_factory=dict)
    accepted: bool = False
    certain: bool = False
    standing: str = "new"
    duplicates: tuple[Duplicate, ...] = ()
    twin: str = ""
    error: ArchiveError | None = None
    imported: bool = False
    media_type: str = ""
    photos: int = 0
    videos: int = 0
    remarks: tuple[str, ...] = ()
    alone: bool = False
    choice: str = ""
    record_id: int | None = None
    size: int = 0
    sha256: str = ""

    @property
    def state(self) -> str:
        """One of ``STATES``."""
        if self.imported:
            return "imported"
        if self.error is not None:
            return "failed" if self.kind else "unreadable"
        if not self.kind:
            return self.media_type
        if not self.ticked and (self.duplicates or self.twin):
            return "changed" if self.standing == "changed" else "duplicate"
        if not self.ticked and not self.unsure:
            return "out"
        if self.accepted:
            return "accepted"
        return "check" if self.unsure else "ready"

    @property
    def unsure(self) -> bool:
        """Whether a person should look before it is imported."""
        return not self.accepted and (bool(self.remarks) or not self.low <= self.decisions.keys())

    @property
    def words(self) -> str:
        """The line under the title: why it cannot be read, what it is like, what it holds."""
        if self.error is not None:
            return self.error.message
        if self.imported:
            return tr("In the catalogue now")
        if self.twin:
            return tr("The same text stands above: {title}").format(title=self.twin)
        if self.duplicates and not self.ticked:
            words = tr("Changed: {reason}") if self.standing == "changed" else tr("Known: {reason}")
            return words.format(reason=self.duplicates[0].reason)
        if self.kind == "media":
            return tr("Film") if self.media_type.startswith("video/") else tr("Picture")
        if self.kind == "bundle":
            return tr("Export of this program")
        if self.is_table:
            return tr("A table: open it to say what its columns are")
        if self.is_address:
            return tr("Not fetched yet")
        if not self.kind:
            return ""
        parts = [tr_n("{n} photo", "{n} photos", self.photos)] if self.photos else []
        if self.videos:
            parts.append(tr_n("{n} video", "{n} videos", self.videos))
        low = len(self.low - self.decisions.keys())
        if low:
            parts.append(tr_n("{n} value to check", "{n} values to check", low))
        elif self.unsure:
            parts.append(tr_n("{n} remark", "{n} remarks", len(self.remarks)))
        if self.choice == AS_UPDATE and self.duplicates:
            parts.insert(0, tr("Updates no. {number}").format(number=self.duplicates[0].record_id))
        elif self.choice == AS_VERSION and self.duplicates:
            parts.insert(0, tr("New version"))
        if self.alone:
            parts.append(tr("no article"))
        return " · ".join(parts) or tr("Text only")

    @property
    def is_table(self) -> bool:
        """Whether it is a table, which is imported on a page of its own."""
        return not self.kind and self.media_type == TABLE

    @property
    def is_address(self) -> bool:
        """Whether it is a web page that nobody has agreed to fetch."""
        return not self.kind and self.media_type == ADDRESS

    @property
    def can_import(self) -> bool:
        """Whether it could be imported at all."""
        return bool(self.kind) and not self.imported

    def accept_certain(self) -> None:
        """Accept every High value; an article with nothing else that is open is accepted whole."""
        self.certain = True
        if not self.remarks and self.doubts <= self.decisions.keys():
            self.accepted = True

    def take_draft(self, draft: Draft | None) -> None:
        """Hold what was read, or let it go."""
        self.draft = draft
        self.rows = proposals(draft) if draft is not None else ()


def draft_item(draft: Draft, path: str) -> ImportItem:
    """An article to be reviewed; one that needs a look is not ticked."""
    title = draft.title
    item = ImportItem("draft", draft.source.name, path, title)
    item.take_draft(draft)
    item.low = frozenset(intern(key) for key in low_keys(item.rows))
    item.doubts = frozenset(intern(row.key) for row in item.rows if row.found and row.confidence < HIGH)
    item.photos, item.videos, item.remarks = len(draft.photos), len(draft.videos), draft.remarks[:MOST_REMARKS]
    item.alone = draft.alone
    item.size, item.sha256 = draft.source.size or len(draft.content), draft.source.sha256
    item.ticked = not item.unsure
    return item


def media_item(path: Path, media_type: str) -> ImportItem:
    """A picture or film that becomes a record of its own."""
    return ImportItem("media", path.name, str(path), path.stem, media_type=media_type)


def bundle_item(path: Path) -> ImportItem:
    """An export of this program, taken back whole."""
    return ImportItem("bundle", path.name, str(path), path.name)


def trouble_item(name: str, path: str, error: ArchiveError) -> ImportItem:
    """Something that cannot be read, with the sentence that says why."""
    return ImportItem("", name, path, name, ticked=False, error=error)


def table_item(path: Path) -> ImportItem:
    """A table that was found in a folder; it is opened when the person wants it."""
    return ImportItem("", path.name, str(path), path.name, ticked=False, media_type=TABLE)


def address_item(address: str) -> ImportItem:
    """A web address that nobody has agreed to fetch."""
    return ImportItem("", address[:120], address, address[:120], ticked=False, media_type=ADDRESS)


def note_beside(item: ImportItem, beside: tuple[Duplicate, ...]) -> None:
    """Note that an item is like earlier ones of the same import."""
    if beside:
        item.duplicates = (*item.duplicates, *beside)
        item.standing = item.standing if item.standing != "new" else "duplicate"
        item.ticked = False


def to_kept(item: ImportItem, batch_id: int) -> BatchItem:
    """The item as its batch keeps it."""
    facts: dict[str, Any] = {
        "photos": item.photos, "videos": item.videos, "low": sorted(item.low), "doubts": sorted(item.doubts),
        "remarks": list(item.remarks), "alone": item.alone, "media_type": item.media_type, "twin": item.twin,
        "alike": [asdict(one) for one in item.duplicates],
    }  # fmt: skip
    state = "imported" if item.imported else "read"
    if item.error is not None:
        state = "failed" if item.kind else "unreadable"
    return BatchItem(
        max(0, item.number), batch_id, item.kind, item.name, item.path, item.title, item.size, item.sha256, state,
        item.standing, item.ticked, item.accepted, item.certain, item.choice,
        {name: value for name, value in facts.items() if value},
        {key: [one.taken, one.typed, one.accepted] for key, one in item.decisions.items()},
        error_of(item.error) if item.error is not None else {}, item.record_id,
    )  # fmt: skip


def from_kept(kept: BatchItem) -> ImportItem:
    """An item as it was when it was kept; its draft is not loaded."""
    facts = kept.facts
    return ImportItem(
        kept.kind, kept.name, kept.address, kept.title, kept.id, kept.wanted,
        low=frozenset(map(intern, facts.get("low", ()))), doubts=frozenset(map(intern, facts.get("doubts", ()))),
        decisions=decisions_of(kept), accepted=kept.accepted, certain=kept.certain, standing=kept.standing,
        duplicates=tuple(Duplicate(**one) for one in facts.get("alike", ())), twin=facts.get("twin", ""),
        error=_error(kept.kind, kept.error) if kept.error else None, imported=kept.state == "imported",
        media_type=facts.get("media_type", ""), photos=facts.get("photos", 0), videos=facts.get("videos", 0),
        remarks=tuple(facts.get("remarks", ())), alone=bool(facts.get("alone")),
        choice=kept.choice, record_id=kept.record_id, size=kept.size,
        sha256=kept.sha256,
    )  # fmt: skip


def decisions_of(kept: BatchItem) -> dict[str, Decision]:
    """What the reviewer decided about an item, by key."""
    return {key: Decision(bool(one[0]), one[1], bool(one[2])) for key, one in kept.decisions.items()}


def _error(kind: str, kept: Mapping[str, str]) -> ArchiveError:
    sort = InputError if kind else UnreadableSource
    return sort(kept.get("message", ""), where=kept.get("where", ""), remedy=kept.get("remedy", ""))
