"""Writes HTML as PDF: parts go in one after the other, a finished file comes out, or an error in words."""

from __future__ import annotations

import contextlib
import multiprocessing
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from archive_app.domain.errors import DiskFull, ExportRefused
from archive_app.i18n import tr
from archive_app.paper import printing
from archive_app.paper.jobs import Finish, Outcome, Paper, Part

_PATIENCE = 120.0
"""Seconds that laying out may take after the last part was sent; a part of a thousand pages takes about ten."""
_PIECE = 1 << 20


class Press:
    """A PDF in the making.

    with Press(Paper(title="Sheets")) as press:
        press.print(Part("<h1>…</h1>"))
        pages = press.finish(out)

    Raises:
        ExportRefused: This system cannot lay out pages; said at ``print`` or ``finish``.
    """

    def __init__(self, paper: Paper) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="archive-app-")
        self._file = Path(self._folder.name, "pages.pdf")
        # Spawned: a fork would copy the window's threads and the catalogue's lock.
        here = multiprocessing.get_context("spawn")
        self._channel, theirs = here.Pipe()
        self._process = here.Process(target=printing.run, args=(theirs, paper, str(self._file)), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        """Use it in ``with``: whatever happens, the process ends and nothing is left lying about."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process and remove what it wrote."""
        self._channel.close()
        if self._process.is_alive():
            self._process.terminate()
        self._process.join(10)
        with contextlib.suppress(OSError):
            self._folder.cleanup()

    def print(self, part: Part) -> None:
        """Send a part to be laid out; it begins on a new page."""
        try:
            self._channel.send(part)
        except OSError as error:
            raise self._refused(self._last_words()) from error

    def finish(self, out: BinaryIO) -> int:
        """Write the whole PDF.

        Args:
            out: Where its bytes go.

        Returns:
            How many pages it has.

        Raises:
            ExportRefused, DiskFull: Nothing, or not all, was written.
        """
        self.print_end()
        found = self._last_words()
        if found.reason or not self._file.is_file():
            raise self._refused(found)
        with self._file.open("rb") as made:
            while piece := made.read(_PIECE):
                out.write(piece)
        return found.pages

    def print_end(self) -> None:
        """Say that no part follows."""
        with contextlib.suppress(OSError):
            self._channel.send(Finish())

    def _last_words(self) -> Outcome:
        try:
            if self._channel.poll(_PATIENCE):
                said = self._channel.recv()
                return said if isinstance(said, Outcome) else Outcome(reason="silent")
        except (EOFError, OSError):
            pass
        return Outcome(reason="silent")

    @staticmethod
    def _refused(found: Outcome) -> ExportRefused | DiskFull:
        if found.reason == "write":
            return DiskFull(
                tr("The pages could not be written: there is no room for temporary files."),
                remedy=tr("Free some space, then export again."),
            )
        if found.reason == printing.NO_FONTS:
            return ExportRefused(
                tr("No fonts are installed, so pages cannot be laid out."),
                remedy=tr("Install fonts such as Noto Sans, or export as HTML."),
            )
        return ExportRefused(
            tr("The pages could not be laid out."), remedy=tr("Try fewer records, or export as HTML and print that.")
        )
