"""The search index between searches: how it stands, filling it, merging it, checking and repairing it.

``IndexWork.step`` does one short piece of whatever is most wanted; the window calls it while nothing else is written,
the command line until nothing is left. Nothing of it is history.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from archive_app.domain.records import WORKS
from archive_app.i18n import mark, tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.store import index_care, index_fill
from archive_app.store.archive import Archive
from archive_app.store.index_care import IndexState
from archive_app.store.index_words import Learning

__all__ = ["IndexRepair", "IndexState", "IndexWork", "finish", "optimise", "repair", "status", "verify"]

SLICE = 0.03
"""Seconds that one merge may take while somebody may come back any moment."""

_LONG_SLICE = 0.25  # while somebody waits for it

_CHANGED, _UNSEEN = "changed", "unseen"  # by whoever searches: merges, and samples for likeness
_FILLED = 60  # items put into the full texts by one step
_LOOKED_AT = 400
_BETWEEN_WRITING = 20  # steps after which the log is written back
_SORTED = 10
_MOST_SORTED = 2000  # with more late-dated items than that, laying all out anew is less work
_NAMES = {
    "full_text": mark("the index of texts"), "typing": mark("the index of words"),
    "titles": mark("the index of titles"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndexRepair:
    """What was mended.

    Attributes:
        mended: Sentences; empty when nothing was wrong.
        items: How many records' entries were made anew.
    """

    mended: tuple[str, ...] = ()
    items: int = 0


@dataclass(slots=True)
class IndexWork:
    """Work on the index that is done in steps. One a catalogue, used from one thread at a time."""

    archive: Archive
    _learning: Learning = field(default_factory=Learning)
    _without_room: int = 0
    _since: int = 0  # steps in a row
    _turn: int = 0  # which full text is merged first
    _compared: bool = False  # every article has its sample for likeness
    _compared_to: int = 0  # those up to this one have

    def step(self, *, most: int = _FILLED, seconds: float = SLICE) -> bool:
        """Do the next piece of work; return whether there may be more."""
        did = self.archive.care(
            lambda connection: self._next(connection, most, seconds), the_same=lambda did: did is not _CHANGED
        )
        more = did is not None
        if not more:
            self.archive.rest()
        self._since = self._since + 1 if more else 0
        if self._since % _BETWEEN_WRITING == 0:
            self.archive.write_back()
        return more

    def _next(self, connection: index_care.Connection, most: int, seconds: float) -> str | None:
        """Do the next piece; whether what searches find changed by it, or None when nothing is left."""
        try:
            if index_fill.fill_part(connection, self._learning, most):
                return _CHANGED
            if index_fill.learn_part(connection, self._learning, most):
                return _CHANGED
        except BaseException:
            self._learning.forget()
            raise
        self._turn += 1
        if not self._compared:
            # By turns: of a million articles this takes minutes, and meanwhile each segment costs every search.
            if self._turn % 2 and index_care.merge(connection, seconds, self._turn // 2):
                return _UNSEEN
            if last := index_care.compare_part(connection, most, self._compared_to):
                self._compared_to = last
                return _UNSEEN
            self._compared = True
        late = index_care.unsorted(connection, _MOST_SORTED + 1)
        if self._without_room < late <= _MOST_SORTED:
            looked_at, without = index_care.sort_part(connection, self._without_room + _SORTED)
            self._without_room = without
            if looked_at:
                return _CHANGED
        if _columns(connection, seconds):
            return _UNSEEN
        return _UNSEEN if index_care.merge(connection, seconds, self._turn) else None


def status(archive: Archive) -> IndexState:
    """How the index stands; counts all items, so not for every moment."""
    with archive.read() as reader:
        return index_care.state(reader.connection)


def coverage(archive: Archive) -> float:
    """The share of records that a search sees, from 0 to 1; cheap."""
    with archive.read() as reader:
        return index_fill.coverage(reader.connection)


def finish(archive: Archive, progress: Progress | None = None) -> None:
    """Do all that is left but merging: fill the index, note words, prepare articles for comparison.

    Raises:
        Cancelled: The person asked to stop; what is done stays.
    """
    learning = Learning()

    compared_to = 0

    def compare(connection: index_care.Connection, _learning: Learning) -> int:
        nonlocal compared_to
        compared_to = index_care.compare_part(connection, index_fill.PART, compared_to)
        return compared_to

    def columns(connection: index_care.Connection, _learning: Learning) -> int:
        return _columns(connection, _LONG_SLICE)

    for work in (index_fill.fill_part, index_fill.learn_part, compare, columns):
        while archive.care(lambda connection, work=work: work(connection, learning)):  # type: ignore[misc]
            if progress is not None:
                progress.at(int(coverage(archive) * 100), 100, tr("Filling the index"))


def optimise(archive: Archive, progress: Progress | None = None) -> IndexState:
    """Fill the index, lay late-dated records out by date and merge it into as few parts as possible.

    Raises:
        Cancelled: The person asked to stop; what is done stays.
    """
    finish(archive, progress)
    work, slices = IndexWork(archive), 0
    if archive.care(lambda connection: index_care.unsorted(connection, _MOST_SORTED + 1)) > _MOST_SORTED:
        archive.rebuild_index(progress.at if progress is not None else lambda _d, _t, _n: None)

    def merge_all(connection: index_care.Connection) -> bool:
        if slices == sorting:
            index_care.begin_optimising(connection)
        return index_care.merge(connection, _LONG_SLICE)

    def told() -> None:
        if progress is not None:
            progress.at(slices, 0, tr("Merging the index"))

    while work.step(seconds=_LONG_SLICE):
        slices += 1
        told()
    sorting = slices
    while archive.care(merge_all):
        slices += 1
        told()
    return status(archive)


def verify(archive: Archive, progress: Progress | None = None) -> list[str]:
    """What is wrong with the index, in sentences: its full texts, and every record's entry beside the record.

    Raises:
        Cancelled: The person asked to stop.
    """
    problems = archive.verify_index()
    works = _works(archive)
    wrong = 0
    for done, chunk in enumerate(_parts(works)):
        if progress is not None:
            progress.at(done * _LOOKED_AT, len(works), tr("Comparing the index with the records"))
        wrong += len(archive.differing_items(chunk))
    if wrong:
        problems.append(
            tr_n("{n} record's entry in the index is not as it should be.",
                 "{n} records' entries in the index are not as they should be.", wrong)
        )  # fmt: skip
    return problems


def repair(archive: Archive, progress: Progress | None = None) -> IndexRepair:
    """Mend what is wrong with the index, and only that.

    Raises:
        Cancelled: The person asked to stop; what is mended stays so.
    """
    mended: list[str] = []
    finish(archive, progress)
    # Entries first: writing one takes its old words out of the full texts, which have to agree with it then.
    broken = archive.care(_mended)
    mended += [tr("Made anew: {name}.").format(name=tr(_NAMES[name])) for name in broken]
    if archive.care(_forget_wrong_columns):
        mended.append(tr("What facets count is made anew from the records."))
    lacking, gone = archive.care(index_care.adrift)
    strays = archive.drop_items([*gone, *lacking])
    if gone or strays:
        mended.append(tr("Removed what belongs to no record."))
    made = 0
    works = _works(archive)
    for chunk in _parts(lacking):
        made += archive.remake_items(chunk)
    for done, chunk in enumerate(_parts(works)):
        if progress is not None:
            progress.at(done * _LOOKED_AT, len(works), tr("Comparing the index with the records"))
        made += archive.remake_items(chunk, if_differing=True)
    if made:
        mended.append(tr_n("Made {n} record's entry anew.", "Made {n} records' entries anew.", made))
    return IndexRepair(tuple(mended), made)


def _columns(connection: index_care.Connection, seconds: float) -> int:
    """Write what facets count, of the items that changed since it was written; how many parts of it."""
    from archive_app.store import kept_columns  # numpy takes its time to import

    return kept_columns.write(connection, seconds)


def _forget_wrong_columns(connection: index_care.Connection) -> bool:
    from archive_app.store import kept_columns

    wrong = kept_columns.wrong(connection)
    kept_columns.forget(connection, wrong)
    return bool(wrong)


def _mended(connection: index_care.Connection) -> list[str]:
    broken = index_care.broken(connection)
    index_care.mend(connection, broken)
    return broken


def _parts(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[at : at + _LOOKED_AT] for at in range(0, len(numbers), _LOOKED_AT))


def _works(archive: Archive) -> list[int]:
    with archive.read() as reader:
        return [number for kind in WORKS for number in reader.ids_of(kind, deleted=None)]
