"""Which formats there are: the built-in ones, and those of other distributions found by entry point.

An outsider's package names its importer in the entry-point group ``archive_app.importers`` (its exporter in
``archive_app.exporters``): an object, or a class made without arguments. One that fails to load is told of
by ``faults()`` with its distribution's name; the others work on.
"""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, TypeVar

from archive_app.domain.errors import InputError, UnknownFormat
from archive_app.formats.exporting.base import AnyExporter
from archive_app.formats.importers.base import HEAD_BYTES, Importer, RawSource
from archive_app.i18n import tr

log = logging.getLogger(__name__)

_Format = TypeVar("_Format", Importer, AnyExporter)

IMPORTER_GROUP = "archive_app.importers"
EXPORTER_GROUP = "archive_app.exporters"


@dataclass(frozen=True, slots=True)
class PluginFault:
    """An outsider's format that could not be used.

    Attributes:
        entry: Its name in the entry-point group.
        distribution: The installed package it came with; "" when that cannot be told.
        reason: Why, in a sentence.
    """

    entry: str
    distribution: str
    reason: str

    def __str__(self) -> str:
        return tr("The add-on “{entry}” of {distribution} was left out. {reason}").format(
            entry=self.entry, distribution=self.distribution or tr("an unknown package"), reason=self.reason
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """Formats that can be used, whom each came from, and what could not be loaded."""

    formats: tuple[Any, ...]
    origins: tuple[str, ...]  # a distribution's name for each; "" for a built-in
    faults: tuple[PluginFault, ...]


def importers() -> tuple[Importer, ...]:
    """All importers, the built-in ones first, in the order in which they are asked."""
    return _importers().formats


def exporters() -> tuple[AnyExporter, ...]:
    """All exporters, the built-in ones first."""
    return _exporters().formats


def faults() -> tuple[PluginFault, ...]:
    """The outsiders' formats that could not be used, for a person to read."""
    return _importers().faults + _exporters().faults


def origin(found: Importer | AnyExporter) -> str:
    """The distribution that a format came with; "" for a built-in."""
    for loaded in (_importers(), _exporters()):
        for known, distribution in zip(loaded.formats, loaded.origins, strict=True):
            if known is found:
                return distribution
    return ""


def exporter_named(name: str) -> AnyExporter:
    """The exporter of that name.

    Raises:
        UnknownFormat: There is none.
    """
    return _named(exporters(), name)


def exporter_for_file(path: Path) -> AnyExporter:
    """The format that a file's name tells by its ending: the longest that fits ("a.mods.xml" is MODS).

    Raises:
        InputError: None fits; names the formats.
    """
    name = path.name.casefold()
    fitting = [known for known in exporters() if known.suffix and name.endswith(known.suffix)]
    if fitting:
        return max(fitting, key=lambda known: len(known.suffix))
    raise InputError(
        tr("The name of the file does not tell the format."),
        where=str(path),
        remedy=tr("Name it with --format: {names}.").format(names=", ".join(known.name for known in exporters())),
    )


def importer_for(name: str, head: bytes) -> Importer:
    """The importer that reads a source, by its first bytes and its name.

    Args:
        name: The file's name.
        head: Its first bytes; ``HEAD_BYTES`` are enough.

    Raises:
        UnknownFormat: No importer reads it, or its name says that it is something else.
    """
    head = head[:HEAD_BYTES]
    if head and not head.strip(b"\0 \r\n\t"):
        raise UnknownFormat(tr("The file is blank: nothing is written in it."), where=name)
    ending = _ending(name)
    by_name = [known for known in importers() if ending and ending in known.suffixes]
    for known in by_name:
        if _recognises(known, name, head):
            return known
    # A picture or an office file by its name is not read as text, whatever its bytes look like.
    claimed = mimetypes.guess_type("x" + ending)[0] if ending and not by_name else None
    exact = any(getattr(known, "exact", False) for known in by_name)
    if claimed is None and not exact:
        for known in importers():
            if known not in by_name and _recognises(known, name, head):
                return known
    elif claimed is not None and not claimed.startswith("text/"):
        raise UnknownFormat(_unread(claimed), where=name, remedy=_readable())
    if by_name:
        labels = "”, “".join(tr(known.label) for known in by_name)
        raise UnknownFormat(
            tr("By its name this is “{label}”, but its content is something else.").format(label=labels)
            if len(by_name) == 1
            else tr("A file of this name can be “{labels}”, but its content is something else.").format(labels=labels),
            where=name,
            remedy=_by_content(by_name, head),
        )
    raise UnknownFormat(tr("This kind of file cannot be imported as an article."), where=name, remedy=_readable())


def importer_for_source(source: RawSource) -> Importer:
    """As ``importer_for``, for a source whose bytes are at hand."""
    return importer_for(source.name, source.content[:HEAD_BYTES])


def _by_content(by_name: Iterable[Importer], head: bytes) -> str:
    """What a person can do about a file whose name promises something else."""
    for known in importers():
        if known not in by_name and _recognises(known, "", head):
            words = tr("By its content it is “{label}”: if that is right, let its name end in {ending}.")
            return words.format(label=tr(known.label), ending=known.suffixes[0])
    return tr("It may be damaged, or another kind of file under this name; look for another copy of it.")


def _unread(media_type: str) -> str:
    kind = media_type.split("/", 1)[0]
    if kind in ("image", "video", "audio"):
        return tr("By its name this is a picture, a film or a sound, not an article.")
    return tr("This kind of file cannot be imported as an article.")


def _readable() -> str:
    endings = dict.fromkeys(suffix for known in importers() for suffix in known.suffixes)
    return tr("Files that can be read end in {endings}.").format(endings=", ".join(endings)) if endings else ""


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f".{ending.casefold()}" if dot and stem and 0 < len(ending) <= 12 and " " not in ending else ""


def _recognises(known: Importer, name: str, head: bytes) -> bool:
    try:
        return known.recognises(name, head)
    except Exception:  # an outsider's code may raise anything; the built-in ones go on
        log.exception("The importer %s failed to look at a source", known.name)
        return False


def _named(known: tuple[_Format, ...], name: str) -> _Format:
    for found in known:
        if found.name == name:
            return found
    names = ", ".join(found.name for found in known)
    raise UnknownFormat(
        tr("There is no format named “{name}”.").format(name=name),
        remedy=tr("Formats are: {names}.").format(names=names) if names else "",
    )


@cache
def _importers() -> Loaded:
    from archive_app.formats.importers import BUILT_IN

    return load(BUILT_IN, entry_points(group=IMPORTER_GROUP), ("name", "label", "suffixes", "recognises", "read"))


@cache
def _exporters() -> Loaded:
    from archive_app.formats import exporters as package

    built_in = getattr(package, "BUILT_IN", ())
    return load(built_in, entry_points(group=EXPORTER_GROUP), ("name", "label", "suffix", "write|write_folder"))


def load(built_in: Iterable[Any], entries: Iterable[EntryPoint], needed: tuple[str, ...]) -> Loaded:
    """Built-in formats and those that entry points name.

    Args:
        built_in: The formats that come with the program.
        entries: Entry points of other distributions.
        needed: The attributes that a format has; "a|b" is one of two.
    """
    formats = list(built_in)
    origins = [""] * len(formats)
    found_faults = []
    for entry in sorted(entries, key=lambda entry: entry.name):
        distribution = entry.dist.name if entry.dist is not None else ""
        try:
            thing = entry.load()
            thing = thing() if isinstance(thing, type) else thing
            missing = [n for n in needed if not any(hasattr(thing, one) for one in n.split("|"))]
            name = str(getattr(thing, "name", ""))
        except Exception as error:  # an outsider's code may raise anything while it is loaded
            log.warning("The add-on %s of %s failed to load", entry.name, distribution, exc_info=True)
            reason = tr("It failed to load: {error}.").format(error=str(error).rstrip(".") or type(error).__name__)
            found_faults.append(PluginFault(entry.name, distribution, reason))
            continue
        if missing:
            reason = tr("It lacks {names}.").format(names=", ".join(missing))
            found_faults.append(PluginFault(entry.name, distribution, reason))
        elif any(known.name == name for known in formats):
            reason = tr("There is already a format named “{name}”.").format(name=name)
            found_faults.append(PluginFault(entry.name, distribution, reason))
        else:
            formats.append(thing)
            origins.append(distribution)
    return Loaded(tuple(formats), tuple(origins), tuple(found_faults))
