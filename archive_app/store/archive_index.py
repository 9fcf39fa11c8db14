"""What an open catalogue lets one do with its search index: lay it out anew, check it, tend it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa

from archive_app.domain.records import Kind
from archive_app.store import index_care, index_fill, prints
from archive_app.store.index_words import Learning
from archive_app.store.reader import Reader
from archive_app.store.sqlite.engine import says_the_same, tells_all
from archive_app.store.state_number import count_change
from archive_app.store.text_index import TextIndex, verify
from archive_app.store.writer import Writer

_LONG = 50  # records; what changes more of them is no save that somebody waits for
T = TypeVar("T")


class IndexOfArchive:
    """The part of ``Archive`` that is about its index."""

    _index: TextIndex
    _remembered: dict[str, Any]

    def read(self) -> AbstractContextManager[Reader]:
        """See ``Archive``."""
        raise NotImplementedError

    def maintain(self, work: Callable[[Writer], int]) -> int:
        """See ``Archive``."""
        raise NotImplementedError

    def _write(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def refresh_verdicts(self) -> int:
        """Decide anew every verdict that today's date may have changed; return how many."""
        today = date.today().isoformat()  # noqa: DTZ011 - the archivist's own calendar day
        with self.read() as reader:
            stale = reader.connection.exec_driver_sql(
                "SELECT count(*) FROM item WHERE verdict_until <> '' AND verdict_until <= ?", (today,)
            ).scalar_one()

        def refresh(writer: Writer) -> int:
            tells_all()
            return self._index.refresh_verdicts(writer, today)

        return self.maintain(refresh) if stale else 0

    def rebuild_index(self, progress: Callable[[int, int, str], None]) -> int:
        """Lay the search index out anew; return the number of records in it."""

        def rebuild(writer: Writer) -> int:
            number = self._index.rebuild(writer, progress)
            learning, done = Learning(), 0
            while learnt := index_fill.learn_part(writer.connection, learning):
                done += learnt
                progress(done, number, "Noting words")
            prints.rebuild(writer.connection, progress)
            return number

        return self.maintain(rebuild)

    def fill_prints(self, progress: Callable[[int, int, str], None]) -> int:
        """Make the samples of texts that a catalogue of an older version lacks; return how many."""

        def fill(writer: Writer) -> int:
            return prints.fill(writer.connection, progress)

        return self.maintain(fill)

    def verify_index(self) -> list[str]:
        """What is wrong with the search index, in sentences; empty when it agrees with the records."""
        with self._write() as connection:
            return verify(connection)

    def write_back(self) -> int:
        """Write the log back into the catalogue's file, which saves leave to idle moments; return its pages."""
        raise NotImplementedError

    def rest(self) -> None:
        """Give back the memory that writing, and reading beside searches, took: for when nothing was done a while."""
        raise NotImplementedError

    def care(self, work: Callable[[sa.Connection], T], *, the_same: Callable[[T], bool] | None = None) -> T:
        """Tend the index in one transaction: fill, note, sort, merge (``store.index_fill``, ``store.index_care``).

        Args:
            work: What is done.
            the_same: Whether, by what the work returned, nothing changed that a reader could see; what is kept in
                mind of the catalogue stays good then.
        """
        with self._write() as connection:
            found = work(connection)
            if the_same is not None and the_same(found):
                says_the_same()
            else:
                count_change(connection)
        return found

    def differing_items(self, works: list[int]) -> list[int]:
        """Those of some works whose items are not what they would be if they were made now."""
        with self.read() as reader:
            return self._index.differing(reader, works)

    def remake_items(self, works: list[int], *, if_differing: bool = False) -> int:
        """Make the items of some works anew, of all or of those that are not what they would be; return how many."""

        def remake(writer: Writer) -> int:
            wrong = self._index.differing(writer, works) if if_differing else works
            if wrong:
                self._index.refresh(writer, writer.kinds(wrong))
            return len(wrong)

        return self.maintain(remake)

    def drop_items(self, works: list[int]) -> int:
        """Take the items of works that are gone out of the index."""

        def drop(writer: Writer) -> int:
            self._index.refresh(writer, {}, removed=works)
            return index_care.strays(writer.connection)

        return self.maintain(drop)

    def _refresh(self, writer: Writer, kinds: dict[int, Kind], gone: set[int]) -> None:
        """Bring in step with what an operation changed whatever is derived from it."""
        seen = writer.recorder
        told = {number: kind for number, kind in kinds.items() if number in seen.told}  # evidence is not searched
        told |= writer.kinds(seen.judged - told.keys())
        if told or gone or seen.neighbours:
            shown = seen.shown | seen.judged
            self._index.refresh(
                writer, told, removed=gone, parted=seen.neighbours, shown=shown, tick=writer.tick_of_index
            )
        if len(told) > _LONG:
            index_care.keep_pace(writer.connection)
        if seen.names:
            self._remembered = {}
        prints.refresh(writer.connection, sorted(seen.compared & kinds.keys()), removed=gone)
