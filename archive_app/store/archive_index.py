"""What an open catalogue lets one do with its search index: lay it out anew, check it, tend it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

import sqlalchemy as sa

from archive_app.store import index_care, index_fill, prints
from archive_app.store.index_words import Learning
from archive_app.store.reader import Reader
from archive_app.store.text_index import TextIndex, verify
from archive_app.store.writer import Writer

T = TypeVar("T")


class IndexOfArchive:
    """The part of ``Archive`` that is about its index."""

    _index: TextIndex

    def read(self) -> AbstractContextManager[Reader]:
        """See ``Archive``."""
        raise NotImplementedError

    def maintain(self, work: Callable[[Writer], int]) -> int:
        """See ``Archive``."""
        raise NotImplementedError

    def _write(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

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

    def care(self, work: Callable[[sa.Connection], T]) -> T:
        """Tend the index in one transaction: fill, note, sort, merge (``store.index_fill``, ``store.index_care``)."""
        with self._write() as connection:
            return work(connection)

    def differing_items(self, works: list[int]) -> list[int]:
        """Those of some works whose items are not what they would be if they were made now."""
        with self.read() as reader:
            return self._index.differing(reader, works)

    def remake_items(self, works: list[int], *, if_differing: bool = False) -> int:
        """Make the items of some works anew, of all or of those that are not what they would be; return how many."""

        def remake(writer: Writer) -> int:
            wrong = self._index.differing(writer, works) if if_differing else works
            if wrong:
                self._index.refresh(writer, wrong)
            return len(wrong)

        return self.maintain(remake)

    def drop_items(self, works: list[int]) -> int:
        """Take the items of works that are gone out of the index."""

        def drop(writer: Writer) -> int:
            self._index.refresh(writer, (), removed=works)
            return index_care.strays(writer.connection)

        return self.maintain(drop)
