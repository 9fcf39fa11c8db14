"""What media files say of themselves: ``archive-app metadata``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive_app.cli.output import ProgressLine, columns, say, say_json, tell
from archive_app.domain.errors import ArchiveError, InputError
from archive_app.formats.media.charsets import LISTED
from archive_app.formats.media.field_map import BY_NAME
from archive_app.i18n import tr
from archive_app.operations import media_reading
from archive_app.operations.picture_metadata import is_media_name
from archive_app.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_TOGETHER = 2
_AHEAD = 64


def add_commands(commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    """Add ``metadata``."""
    made = commands.add_parser(
        "metadata",
        parents=[shared],
        help=tr("print what photos and videos say of themselves"),
        description=tr(
            "Print the metadata in photos, videos, recordings and XMP files: for each field the value that is chosen, "
            "where it stands, and what every other layer says. Nothing is changed, and no catalogue is needed."
        ),
        epilog=tr(
            "With --json, one file gives one object and several give an array. Of each file: “value” (the chosen value "
            "of each field), “origin” (layer and name that gave it), “layers” (what every layer holds, as it stands "
            "there), “conflicts” (fields on which layers differ), “iptc_digest” (none, current or stale), “gps” "
            "(decimal degrees, metres), “orientation”, “video” (streams and length), “remarks”; with --raw also "
            "“raw” (everything of every layer). Dates are ISO 8601. A file that cannot be read gives “error”. "
            "Exit code 3 when one could not be read."
        ),
    )
    made.add_argument("files", nargs="+", type=Path, metavar="FILE", help=tr("files, or folders with media files"))
    made.add_argument("--raw", action="store_true", help=tr("also everything that no field knows"))
    made.add_argument(
        "--encoding",
        metavar="NAME",
        default="",
        help=tr("how the texts of the IPTC block are encoded, where it does not say: {names}").format(
            names=", ".join(LISTED)
        ),
    )
    made.set_defaults(run=_metadata)


def _metadata(arguments: argparse.Namespace, _settings: Settings) -> int:
    if arguments.encoding:
        try:
            "".encode(arguments.encoding)
        except LookupError as error:
            raise InputError(
                tr("There is no encoding of the name “{name}”.").format(name=arguments.encoding),
                remedy=tr("Use one of: {names}").format(names=", ".join(LISTED)),
            ) from error
    files = list(_files(arguments.files))
    if not files:
        raise InputError(tr("There are no media files there."))
    if len(files) == 1:
        found = media_reading.document(files[0], encoding=arguments.encoding, raw=arguments.raw)
        say_json(found) if arguments.json else _show(found)
        return 0
    documents: list[dict[str, Any]] = []
    failed = 0
    progress = ProgressLine(quiet=arguments.quiet)
    for done, (path, told) in enumerate(_read(files, arguments), 1):
        progress.at(done, len(files), path.name)
        if isinstance(told, ArchiveError):
            failed += 1
            told_error = {"file": str(path), "error": told.message, "remedy": told.remedy}
            if arguments.json:
                documents.append(told_error)
            else:
                tell(f"archive-app: {told}")
        elif arguments.json:
            documents.append(told)
        else:
            _show(told)
            say()
    progress.close()
    if arguments.json:
        say_json(documents)
    return 3 if failed else 0


def _read(files: Sequence[Path], arguments: argparse.Namespace) -> Iterator[tuple[Path, Any]]:
    """Each file with its metadata, or the error; a few are read at a time."""

    def one(path: Path) -> Any:
        try:
            return media_reading.document(path, encoding=arguments.encoding, raw=arguments.raw)
        except ArchiveError as error:
            return error

    with ThreadPoolExecutor(_TOGETHER) as pool:
        for start in range(0, len(files), _AHEAD):
            part = files[start : start + _AHEAD]
            yield from zip(part, pool.map(one, part), strict=True)


def _files(named: Sequence[Path]) -> Iterator[Path]:
    for path in named:
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                if inner.is_file() and (is_media_name(inner) or inner.suffix.casefold() == ".xmp"):
                    yield inner
        else:
            yield path


def _show(found: dict[str, Any]) -> None:
    """A table: field, value, where it stands; the other layers below it where they differ."""
    say(f"{found['file']} ({found['media_type']})")
    rows: list[tuple[str, ...]] = []
    for name, value in found["value"].items():
        differs = name in found["conflicts"]
        label = tr(BY_NAME[name].label)
        rows.append((("! " if differs else "  ") + label, words_of(value), found["origin"][name]))
        if differs:
            for origin, raw in found["layers"][name].items():
                if origin != found["origin"][name]:
                    rows.append(("", words_of(raw), origin))
    if gps := found.get("gps"):
        rows.append(("  " + tr("Place"), ", ".join(f"{key} {value}" for key, value in gps.items()), ""))
    if video := found.get("video"):
        if video["duration"]:
            rows.append(("  " + tr("Length"), f"{video['duration']} s", video["container"]))
        for stream in video["streams"]:
            size = f" {stream['width']} × {stream['height']}" if stream.get("width") else ""
            rows.append(("  " + tr("Stream"), f"{stream['kind']}: {stream['codec']}{size}", ""))
    for line in columns(rows, (30, 90, 44)):
        say(line)
    for remark in found["remarks"]:
        say(f"  {remark}")


def words_of(value: object) -> str:
    """A value as one line of text."""
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "; ".join(map(str, value))
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return "; ".join(f"{key}: {one}" for key, one in value.items())
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
