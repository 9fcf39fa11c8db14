"""CSV and its kin: encoding, delimiter and quotes are found from the file; rows stream, whatever it holds.

Quotes are read strictly (RFC 4180). Where they do not add up, the row is taken as it stands and says so, so that
one stray quotation mark never swallows the rest of a file.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.reading.decoding import decode, looks_binary
from archive_app.formats.tables.formulas import undefused
from archive_app.formats.tables.model import MAX_COLUMNS, MAX_ROWS, Row
from archive_app.i18n import tr

MAX_BYTES = 500_000_000
_DELIMITERS = (";", ",", "\t", "|")
_HEAD = 256 * 1024
_BLOCK = 1024 * 1024
_LONGEST_LINE = 4_000_000
_LONGEST_ROW = 4_000_000  # characters
_MOST_LINES = 20_000
_LOOKED_AT = 60  # rows from which the delimiter is told

csv.field_size_limit(_LONGEST_ROW + _LONGEST_LINE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text table is written. ``skip`` lines at its beginning are none of the table ("sep=;")."""

    encoding: str
    delimiter: str
    quoted: bool = True
    skip: int = 0
    damaged: bool = False


def sniff(path: Path, *, delimiter: str = "") -> Dialect:
    """How the file is written.

    Args:
        path: The file.
        delimiter: Known beforehand; "" finds it.

    Raises:
        UnreadableSource: It is missing, empty, too large, or no text.
    """
    encoding, damaged = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = file.read(_HEAD)
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    if len(lines) > 1 and len(text) >= _HEAD:
        lines = lines[:-1]
    skip = 0
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0].rstrip("\r\n")) == len("sep=") + 1:
        delimiter, skip = lines[0][4], 1
    if not any(line.strip() for line in lines[skip:]):
        raise UnreadableSource(tr("There is nothing in this table."), where=str(path))
    found = delimiter or _delimiter(lines[skip:], path.suffix.casefold())
    return Dialect(encoding, found, _is_quoted(lines[skip:], found), skip, damaged)


def rows(path: Path, dialect: Dialect) -> Iterator[Row]:
    """Every row of the file, the empty ones too, so that numbers are those a spreadsheet shows.

    Raises:
        UnreadableSource: The file cannot be opened, or a line is longer than any table's.
    """
    try:
        with path.open(encoding=dialect.encoding, errors="replace", newline="") as file:
            lines = _lines(file, path)
            for _skipped in range(dialect.skip):
                next(lines, None)
            for number, (cells, odd) in enumerate(_records(lines, dialect), dialect.skip + 1):
                if number > MAX_ROWS:
                    return
                remark = tr("The quotation marks in this row do not add up; it was read as it stands.") if odd else ""
                yield Row(number, tuple(undefused(cell) for cell in cells[:MAX_COLUMNS]), remark)
    except OSError as error:
        raise _unopened(path, error) from error


def _records(lines: Iterator[str], dialect: Dialect) -> Iterator[tuple[list[str], bool]]:
    feed = _Feed(lines)
    width = 0
    while True:
        if not dialect.quoted:
            for line in feed:
                feed.take()
                yield line.rstrip("\r\n").split(dialect.delimiter), False
            return
        reader = csv.reader(feed, delimiter=dialect.delimiter, strict=True)
        try:
            for cells in reader:
                feed.take()
                width = max(width, len(cells))
                yield cells, False
        except csv.Error:
            first, *rest = feed.take()
            feed.push_back(rest)
            yield _as_it_stands(first, dialect.delimiter, width), True
        else:
            return


class _Feed:
    """Lines for the reader, which remembers those of the present row and can take them back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._waiting: list[str] = []
        self._row: list[str] = []
        self._length = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self._length > _LONGEST_ROW or len(self._row) > _MOST_LINES:
            raise csv.Error("The row is too long to be one.")
        line = self._waiting.pop() if self._waiting else next(self._lines)
        self._row.append(line)
        self._length += len(line)
        return line

    def take(self) -> list[str]:
        """The lines of the row that was just read; the next begins a new one."""
        taken, self._row, self._length = self._row, [], 0
        return taken

    def push_back(self, lines: list[str]) -> None:
        """These lines come again."""
        self._waiting += reversed(lines)


def _as_it_stands(line: str, delimiter: str, width: int) -> list[str]:
    plain = line.rstrip("\r\n")
    literal = [_unquoted(cell) for cell in plain.split(delimiter)]
    if len(literal) == width or plain.count('"') % 2:
        return literal
    return next(csv.reader([plain], delimiter=delimiter), literal)


def _unquoted(cell: str) -> str:
    text = cell.strip()
    return text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else cell


def _lines(file: Iterable[str], path: Path) -> Iterator[str]:
    read = getattr(file, "readline")  # noqa: B009 - text files have it; Iterable does not say so
    first = True
    while line := read(_LONGEST_LINE):
        if len(line) >= _LONGEST_LINE:
            raise UnreadableSource(tr("A line of this file is longer than any table’s."), where=str(path))
        yield line.lstrip("\ufeff") if first else line
        first = False


def _delimiter(lines: list[str], suffix: str) -> str:
    """The delimiter under which the rows are most alike in width."""
    best, most = "\t" if suffix in {".tsv", ".tab"} else ",", 0.0
    for delimiter in _DELIMITERS:
        dialect = Dialect("", delimiter, _is_quoted(lines, delimiter))
        widths = [len(cells) for cells, _odd in islice(_records(iter(lines), dialect), _LOOKED_AT) if any(cells)]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        width, count = max(Counter(wide).items(), key=lambda pair: (pair[1] * pair[0], pair[0]))
        score = count / len(widths) * (1 - 1 / width) + 0.001 * min(width, 50)
        if suffix in {".tsv", ".tab"} and delimiter == "\t":
            score += 0.5
        if score > most:
            best, most = delimiter, score
    return best


def _is_quoted(lines: list[str], delimiter: str) -> bool:
    """Whether quotation marks hold cells together. Tables with tabs often have none, and marks that are text."""
    if delimiter != "\t":
        return True
    starts = ends = 0
    for line in lines:
        for cell in line.rstrip("\r\n").split(delimiter):
            starts += cell.startswith('"')
            ends += cell.endswith('"') and len(cell) > 1
    return starts > 0 and starts == ends


def _encoding(path: Path) -> tuple[str, bool]:
    """The encoding, and whether some characters cannot be read in it."""
    try:
        size = path.stat().st_size
        if not size:
            raise UnreadableSource(tr("This file is empty."), where=str(path))
        if size > MAX_BYTES:
            raise UnreadableSource(
                tr("This table is too large ({size} MB).").format(size=size // 1_000_000),
                where=str(path),
                remedy=tr("Split it into several files."),
            )
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if looks_binary(head):
                raise UnreadableSource(tr("This file is not a table: its content is not text."), where=str(path))
            mark = decode(head[: len(head) - len(head) % 4] if len(head) > 4 else head)
            if mark.witness in {"mark", "zero bytes"}:
                marked = {"utf-8": "utf-8-sig"}.get(mark.encoding, mark.encoding)
                return marked, False
            file.seek(0)
            odd = _first_that_is_not_utf8(file)
            if odd is None:
                return "utf-8", False
            file.seek(max(0, odd - _HEAD // 2))
            found = decode(file.read(_HEAD))
    except OSError as error:
        raise _unopened(path, error) from error
    return (found.encoding, found.replaced > 0) if found.encoding != "utf-8" else ("utf-8", True)


def _first_that_is_not_utf8(file: object) -> int | None:
    """Where the bytes stop being UTF-8; None when all of them are."""
    read = getattr(file, "read")  # noqa: B009 - a binary file
    decoder, at = codecs.getincrementaldecoder("utf-8")(), 0
    while block := read(_BLOCK):
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            return int(at + error.start)
        at += len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return at
    return None


def _unopened(path: Path, error: OSError) -> UnreadableSource:
    return UnreadableSource(
        tr("The file cannot be read ({reason}).").format(reason=error.strerror or error), where=str(path)
    )
