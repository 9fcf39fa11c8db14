"""What becomes of drafts that are alike something, by a rule and without a person: left out, a new version, or kept.

Nothing is ever lost by a rule. Left out is only what would add nothing: the same bytes, or the same text at the same
address. A new version is made only of what is one: at the same address, or alike and of the same publisher.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from archive_app.domain.addresses import canonical
from archive_app.domain.batches import BatchItem
from archive_app.domain.folding import fold
from archive_app.domain.records import Article, Draft
from archive_app.domain.results import Duplicate
from archive_app.domain.titles import plain_title
from archive_app.operations.ingest import Before
from archive_app.operations.likeness import Together, duplicates
from archive_app.operations.pictures import same_pictures, with_records
from archive_app.operations.versions import link_within
from archive_app.store import batches
from archive_app.store.archive import Archive, Writer

RULES: Final = ("skip", "version", "import")


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of one draft.

    Attributes:
        action: "keep", "skip" or "version".
        found: What it is alike, None when nothing is.
        name: What ``found`` is called: its title, or the source's name for one of the same import.
    """

    action: str
    found: Duplicate | None = None
    name: str = ""


@dataclass(slots=True)
class Chooser:
    """Looks at drafts in turn and gathers those to keep.

    Attributes:
        archive: What they are compared with, as they are with those before them.
        rule: skip (what adds nothing), version (what is one, too), or import (everything).
        drafts: Those to keep, in order.
        versions: For ``ingest.accept``: which of them are versions of what.
    """

    archive: Archive
    rule: str = "skip"
    drafts: list[Draft] = field(default_factory=list)
    versions: dict[int, int | Before] = field(default_factory=dict)
    _together: Together = field(default_factory=Together)
    _places: list[int] = field(default_factory=list)  # of each looked at: its place among those kept, -1 if it is not

    def choose(self, draft: Draft) -> Choice:
        """Decide about a draft."""
        if self.rule == "import":
            self.drafts.append(draft)
            return Choice("keep")
        place, key = len(self.drafts), len(self._places)
        beside = self._together.look(key, draft)
        found = duplicates(self.archive, draft) or beside
        first = found[0] if found else None
        if first is not None and first.certain:
            # What is like this one is like the one that is kept instead.
            self._places.append(-1 if first.record_id else self._places[first.item])
            return Choice("skip", first, self._name(first))
        self._places.append(place)
        # The very same bytes are the same picture; what only looks the same is for a person to say.
        draft = with_records(draft, {p.place: p.photo_id for p in same_pictures(self.archive, draft) if p.exact})
        action = "keep"
        if first is not None and self.rule == "version" and self._is_version(draft, first):
            self.versions[place] = first.record_id or Before(self._places[first.item])
            action = "version"
        self.drafts.append(draft)
        return Choice(action, first, "" if first is None else self._name(first))

    def hand_over(self) -> tuple[list[Draft], dict[int, int | Before]]:
        """The drafts to keep and what they are versions of, for ``ingest.accept``; they are forgotten here.

        Whoever takes them writes them before the next is looked at: it is found in the catalogue then.
        """
        taken = self.drafts, self.versions
        self.drafts, self.versions, self._places = [], {}, []
        self._together.forget()
        return taken

    def _name(self, found: Duplicate) -> str:
        if found.record_id or self._places[found.item] < 0:
            return found.title
        return self.drafts[self._places[found.item]].source.name

    def _is_version(self, draft: Draft, found: Duplicate) -> bool:
        if not found.record_id and self._places[found.item] < 0:
            return False
        if found.kind in {"same_address", "same_place"}:
            return True
        if found.kind == "same_headline":
            return False
        if found.record_id:
            with self.archive.read() as reader:
                other = reader.of_type(Article, [found.record_id]).get(found.record_id)
        else:
            other = self.drafts[self._places[found.item]].article
        return other is not None and _one_publisher(draft.article, other)


def _one_publisher(one: Article, other: Article) -> bool:
    if one.publisher and other.publisher:
        return fold(one.publisher) == fold(other.publisher)
    here, there = canonical(one.url).split("/")[0], canonical(other.url).split("/")[0]
    return not here or not there or here == there


def as_version(writer: Writer, item: BatchItem, draft: Draft, number: int) -> None:
    """Link an article that was just kept as the newest version of what its item is like; see ``importing.CHOICES``.

    What it is like may have been put into the bin or left out of the import since: then it stands alone.
    """
    alike = next(iter(item.facts.get("alike", ())), None)
    if alike is None or draft.alone:
        return
    older = int(alike["record_id"]) or _made_of(writer, item.batch_id, int(alike["item"]))
    there = writer.records([older]).get(older) if older and older != number else None
    if isinstance(there, Article) and not there.deleted:
        link_within(writer, number, older)


def _made_of(writer: Writer, batch_id: int, other: int) -> int:
    """The article that another item of the batch became, also within the part that is being written."""
    found = next(iter(batches.items(writer, batch_id, number=other)), None)
    if found is None or found.record_id:
        return found.record_id or 0 if found is not None else 0
    there = writer.articles_with(source_ids=writer.sources_with(sha256=found.sha256)) if found.sha256 else []
    articles = writer.of_type(Article, there)
    return next((n for n, article in articles.items() if plain_title(article) == found.title), 0)
