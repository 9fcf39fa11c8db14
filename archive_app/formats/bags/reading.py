"""Reads bags, as folders or in ZIP files, trusting nothing: every path and every checksum is looked at."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from archive_app.domain.errors import FormatError, UnreadableSource
from archive_app.i18n import tr

DECLARED = "bagit.txt"
_PIECE = 1 << 20
_MOST_TAG_BYTES = 64 << 20
"""A manifest of a million files is about as large."""
_MANIFEST = re.compile(r"manifest-([a-z0-9]+)\.txt\Z")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_KNOWN = ("sha512", "sha256", "sha384", "sha224", "sha1", "md5")


class _Files(Protocol):
    """The files of a bag, named by their path from its root."""

    def names(self) -> Iterator[str]: ...

    def size(self, name: str) -> int: ...

    def open(self, name: str) -> IO[bytes]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag that was opened.

    Attributes:
        where: What errors call it.
        version: Of BagIt, as it declares.
        info: ``bag-info.txt``: label and values.
        manifest: For each payload path its checksums by algorithm; only algorithms that are known here.
        missing: Paths that a manifest lists and that are not there.
        unlisted: Payload files that no manifest lists.
    """

    where: str
    version: str
    info: Mapping[str, tuple[str, ...]]
    manifest: Mapping[str, Mapping[str, str]]
    missing: tuple[str, ...]
    unlisted: tuple[str, ...]
    files: _Files = field(repr=False)

    def open(self, name: str) -> IO[bytes]:
        """A file of the bag, to be read."""
        return self.files.open(name)

    def size(self, name: str) -> int:
        """Its size in bytes, as the folder or the ZIP file says."""
        return self.files.size(name)

    def sound(self, name: str) -> bool:
        """Whether a payload file has the checksums that it should; False for one that is not listed or not there."""
        expected = self.manifest.get(name)
        if not expected or name in self.missing:
            return False
        sums = {algorithm: hashlib.new(algorithm) for algorithm in expected}
        with self.open(name) as file:
            while piece := file.read(_PIECE):
                for one in sums.values():
                    one.update(piece)
        return all(sums[algorithm].hexdigest() == digest for algorithm, digest in expected.items())


def is_bag(path: Path) -> bool:
    """Whether a folder, or a ZIP file by its content, says that it is a bag."""
    try:
        if path.is_dir():
            return (path / DECLARED).is_file()
        if path.suffix.casefold() != ".zip" or not zipfile.is_zipfile(path):
            return False
        with zipfile.ZipFile(path) as packed:
            return _root_of(packed) is not None
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


@contextmanager
def opened(path: Path) -> Iterator[Bag]:
    """A bag and what its tag files say. Checksums are not compared yet; see ``Bag.sound`` and ``verified``.

    Raises:
        FormatError: It is no bag, or names paths outside itself.
        UnreadableSource: It cannot be read.
    """
    try:
        files: _Files = _Folder(path) if path.is_dir() else _Zip(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableSource(tr("The bag cannot be read."), where=path.name) from error
    try:
        yield _read(files, path.name)
    finally:
        files.close()


def verified(bag: Bag, looked: Callable[[int, int, str], object] | None = None) -> tuple[str, ...]:
    """What is wrong with a bag, in sentences; empty when it is complete and valid (RFC 8493, 3).

    Args:
        bag: It.
        looked: Hears (done, total, name) before each file; what it raises ends the look.
    """
    wrong = [tr("{name} is missing.").format(name=name) for name in bag.missing]
    wrong += [tr("{name} is in no manifest.").format(name=name) for name in bag.unlisted]
    listed = [name for name in bag.manifest if name not in bag.missing]
    for done, name in enumerate(listed):
        if looked is not None:
            looked(done, len(listed), name)
        try:
            if not bag.sound(name):
                wrong.append(tr("{name} is not what it was: its checksum differs.").format(name=name))
        except (OSError, zipfile.BadZipFile, RuntimeError):
            wrong.append(tr("{name} cannot be read.").format(name=name))
    return tuple(wrong)


def _read(files: _Files, where: str) -> Bag:
    present = set(files.names())
    declared = _tags(_text(files, DECLARED, where)) if DECLARED in present else {}
    version = next(iter(declared.get("BagIt-Version", ())), "")
    if not re.fullmatch(r"\d+\.\d+", version):
        raise FormatError(tr("This is not a bag: “bagit.txt” does not say of which version it is."), where=where)
    if "fetch.txt" in present:
        raise FormatError(
            tr("Parts of this bag lie elsewhere and are to be fetched, which this program does not do."),
            where=where,
            remedy=tr("Ask for the complete bag."),
        )
    manifest: dict[str, dict[str, str]] = {}
    found = False
    for name in sorted(present):
        known = _MANIFEST.match(name)
        if known is None:
            continue
        found = True
        for digest, path in _lines(_text(files, name, where), f"{where}, {name}"):
            sums = manifest.setdefault(path, {})
            if known[1] in _KNOWN:
                sums[known[1]] = digest.lower()
    if not found:
        raise FormatError(tr("This bag has no manifest, so that nothing in it can be checked."), where=where)
    payload = {name for name in present if name.startswith("data/")}
    info = _tags(_text(files, "bag-info.txt", where)) if "bag-info.txt" in present else {}
    missing = tuple(sorted(set(manifest) - payload))
    return Bag(where, version, info, manifest, missing, tuple(sorted(payload - set(manifest))), files)


def _lines(text: str, where: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise FormatError(
                tr("A manifest of the bag has a line that is not a checksum and a path."), where=f"{where}, {number}"
            )
        path = found[2].removeprefix("./")
        path = path.replace("%0A", "\n").replace("%0a", "\n").replace("%0D", "\r").replace("%0d", "\r")
        yield found[1], _inside(path.replace("%25", "%"), where)


def _inside(path: str, where: str) -> str:
    """The path, which must lead nowhere but into the payload (RFC 8493, 5.2)."""
    parts = PurePosixPath(path).parts
    if not parts or parts[0] != "data" or ".." in parts or "\x00" in path or "\\" in path:
        raise FormatError(
            tr("The bag names a file outside itself (“{path}”) and is not opened.").format(path=path[:200]), where=where
        )
    return path


def _tags(text: str) -> dict[str, tuple[str, ...]]:
    """Labels and values of a tag file; a line that begins with a blank goes on with the one before."""
    found: dict[str, list[str]] = {}
    label = ""
    for line in text.splitlines():
        if line[:1] in (" ", "\t") and label:
            found[label][-1] += f" {line.strip()}"
            continue
        label, colon, value = line.partition(":")
        label = label.strip()
        if colon and label:
            found.setdefault(label, []).append(value.strip())
        else:
            label = ""
    return {name: tuple(values) for name, values in found.items()}


def _text(files: _Files, name: str, where: str) -> str:
    if files.size(name) > _MOST_TAG_BYTES:
        raise FormatError(tr("“{name}” of the bag is larger than any should be.").format(name=name), where=where)
    with files.open(name) as file:
        content = file.read(_MOST_TAG_BYTES + 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(tr("“{name}” of the bag is not UTF-8 text.").format(name=name), where=where) from error


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> Iterator[str]:
        for path in self._root.rglob("*"):
            # A link could lead anywhere; what it leads to is not a part of the bag.
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(self._root).as_posix()

    def size(self, name: str) -> int:
        return (self._root / name).stat().st_size

    def open(self, name: str) -> IO[bytes]:
        return (self._root / name).open("rb")

    def close(self) -> None:
        """Nothing is held."""


class _Zip:
    def __init__(self, path: Path) -> None:
        self._packed = zipfile.ZipFile(path)
        self._root = _root_of(self._packed) or ""

    def names(self) -> Iterator[str]:
        for one in self._packed.infolist():
            if not one.is_dir() and one.filename.startswith(self._root):
                yield one.filename[len(self._root) :]

    def size(self, name: str) -> int:
        return self._packed.getinfo(self._root + name).file_size

    def open(self, name: str) -> IO[bytes]:
        return self._packed.open(self._root + name)

    def close(self) -> None:
        self._packed.close()


def _root_of(packed: zipfile.ZipFile) -> str | None:
    """The folder in a ZIP file that is the bag, with its slash; "" when it is the whole file, None when none is."""
    names = [name for name in packed.namelist() if name.endswith(DECLARED) and name.count("/") <= 1]
    roots = [name[: -len(DECLARED)] for name in names if name in (DECLARED, f"{name.split('/')[0]}/{DECLARED}")]
    return min(roots, key=len) if roots else None
