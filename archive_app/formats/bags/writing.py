"""Makes a folder a bag: payload under ``data/`` with checksums taken while it is written, then the tag files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PAYLOAD = "data"
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_PIECE = 1 << 20


class BagWriter:
    """A bag in the making.

    bag = BagWriter(folder, ("sha256",))
    with bag.path("records.jsonl").open("wb") as out:
        out.write(b"…")
    bag.list_file("records.jsonl")
    bag.copy(picture, "media/quay.jpg")
    bag.close({"Source-Organization": "City Archive"})
    """

    def __init__(self, folder: Path, algorithms: Sequence[str] = ("sha256",)) -> None:
        """Begin a bag.

        Args:
            folder: Exists and is empty.
            algorithms: Names of ``hashlib``; one manifest each.
        """
        self._folder = folder
        self._algorithms = tuple(algorithms)
        self._manifests = {name: folder / f"manifest-{name}.txt" for name in algorithms}
        (folder / PAYLOAD).mkdir()
        self._bytes = 0
        self._files = 0
        for manifest in self._manifests.values():
            manifest.touch()  # of an empty payload too

    def path(self, name: str) -> Path:
        """Where a payload file goes; its folder is made.

        Args:
            name: Its path below ``data/``, with "/" between its parts.
        """
        path = self._folder / PAYLOAD / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def list_file(self, name: str) -> None:
        """Take a file that was written at ``path(name)`` into the manifests."""
        self._note(name, *digests_of(self._folder / PAYLOAD / name, self._algorithms))

    def copy(self, original: Path, name: str) -> str:
        """Copy a file into the payload, byte for byte; return the SHA-256 of what was copied.

        Raises:
            OSError: It cannot be read or written.
        """
        sums = {algorithm: hashlib.new(algorithm) for algorithm in {"sha256", *self._algorithms}}
        size = 0
        with original.open("rb") as source, self.path(name).open("xb") as out:
            while piece := source.read(_PIECE):
                size += len(piece)
                out.write(piece)
                for one in sums.values():
                    one.update(piece)
        digests = {algorithm: found.hexdigest() for algorithm, found in sums.items()}
        self._note(name, digests, size)
        return digests["sha256"]

    def list_folder(self, folder: str) -> None:
        """Take all files that were written in a folder below ``data/`` into the manifests."""
        base = self._folder / PAYLOAD
        for where, folders, names in os.walk(base / folder):
            folders.sort()
            for name in sorted(names):
                path = Path(where, name)
                self._note(path.relative_to(base).as_posix(), *digests_of(path, self._algorithms))

    def close(self, info: Mapping[str, str | Sequence[str]]) -> None:
        """Write the declaration, ``bag-info.txt`` and the tag manifests.

        Args:
            info: Labels of RFC 8493, 2.2.2, with their values; ``Payload-Oxum`` is added.
        """
        (self._folder / "bagit.txt").write_text(DECLARATION, encoding="utf-8", newline="\n")
        lines = [f"{label}: {_one_line(value)}" for label, values in info.items() for value in _several(values)]
        lines.append(f"Payload-Oxum: {self._bytes}.{self._files}")
        (self._folder / "bag-info.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        tags = sorted(path for path in self._folder.iterdir() if path.is_file())
        for name in self._algorithms:
            sums = [(digests_of(tag, (name,))[0][name], tag.name) for tag in tags]
            text = "".join(f"{digest}  {encoded(tag)}\n" for digest, tag in sums)
            (self._folder / f"tagmanifest-{name}.txt").write_text(text, encoding="utf-8", newline="\n")

    def _note(self, name: str, digests: Mapping[str, str], size: int) -> None:
        self._bytes += size
        self._files += 1
        for algorithm, manifest in self._manifests.items():
            with manifest.open("a", encoding="utf-8", newline="\n") as out:
                out.write(f"{digests[algorithm]}  {encoded(f'{PAYLOAD}/{name}')}\n")


def digests_of(path: Path, algorithms: Iterable[str]) -> tuple[dict[str, str], int]:
    """The checksums of a file (hexadecimal, by algorithm) and its size in bytes."""
    sums = {name: hashlib.new(name) for name in algorithms}
    size = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            for one in sums.values():
                one.update(piece)
    return {name: found.hexdigest() for name, found in sums.items()}, size


def encoded(name: str) -> str:
    """A path as a manifest writes it: percent signs and line breaks escaped (RFC 8493, 2.1.3)."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _several(values: str | Sequence[str]) -> Sequence[str]:
    return (values,) if isinstance(values, str) else values


def _one_line(value: str) -> str:
    return " ".join(value.split())
