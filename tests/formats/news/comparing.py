"""Compares what we write of the worked example with its file, value by value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.rights import RightsStatement
from archive_app.formats.exporting.base import ExportProfile
from tests.formats.export_contract import exported
from tests.formats.library import worked_record
from tests.formats.library.worked_record import EXAMPLE

PROFILE = ExportProfile(options={"institution": "Example Archive"})
_RELEASES = {"MR-NAP": "not_applicable", "PR-NAP": "not_applicable"}


def article() -> ExportRecord:
    """The article of the worked example."""
    bundle = worked_record.article_bundle()
    return replace(bundle, photos=tuple(replace(one, rights=_plain(one.rights)) for one in bundle.photos))


def photo() -> ExportRecord:
    """Its photo by itself."""
    bundle = worked_record.photo_bundle()
    return replace(bundle, rights=_plain(bundle.rights))


def video() -> ExportRecord:
    """Its video by itself."""
    return worked_record.video_bundle()


def _plain(statements: tuple[RightsStatement, ...]) -> tuple[RightsStatement, ...]:
    """The statements with our own words for releases instead of PLUS's codes."""
    return tuple(
        replace(
            one,
            model_release=_RELEASES.get(one.model_release, one.model_release),
            property_release=_RELEASES.get(one.property_release, one.property_release),
        )
        for one in statements
    )


def written(exporter: Any, *records: ExportRecord) -> bytes:
    """What an exporter writes of them, for the archive of the example."""
    return exported(exporter, records, PROFILE)[0]


def example(name: str) -> bytes:
    """A file of the worked example."""
    return (EXAMPLE / name).read_bytes()


def differences(ours: dict[str, str], theirs: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Places where the two differ: the file's value, then ours; "" where there is none."""
    places = sorted(ours.keys() | theirs.keys())
    return {
        place: (theirs.get(place, ""), ours.get(place, ""))
        for place in places
        if theirs.get(place, "") != ours.get(place, "")
    }


def values_of_json(value: Any, place: str = "") -> dict[str, str]:
    """Every value of a JSON document by its place; objects of a list by their name or role, if they have one."""
    return dict(_json(value, place))


def _json(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _json(one, f"{place}/{key}")
    elif isinstance(value, list):
        seen: dict[str, int] = {}
        for one in value:
            key = _key(one)
            seen[key] = seen.get(key, 0) + 1
            yield from _json(one, f"{place}[{key}{'' if seen[key] == 1 else seen[key]}]")
    else:
        yield place, json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value


def _key(value: Any) -> str:
    if isinstance(value, dict):
        for name in ("role", "leftOperand", "label"):
            if name in value:
                return value[name] if isinstance(value[name], str) else str(next(iter(value[name].values()))[0])
    return ""


def values_of_xml(element: Any, place: str = "") -> dict[str, str]:
    """Every text and attribute of an element by its place."""
    return dict(_xml(element, place))


def _xml(element: Any, place: str) -> Iterator[tuple[str, str]]:
    here = f"{place}/{etree.QName(element).localname}"
    role = element.get("role") or element.get("rel")
    here += f"[{role}]" if role else ""
    for key, value in element.attrib.items():
        if key not in ("role", "rel"):
            yield f"{here}/@{etree.QName(key).localname}", value
    if (element.text or "").strip():
        yield here, element.text.strip()
    seen: dict[str, int] = {}
    for one in element:
        name = f"{one.tag}{one.get('role') or one.get('rel') or ''}"
        seen[name] = seen.get(name, 0) + 1
        mark = "" if seen[name] == 1 else f"({seen[name]})"
        yield from ((path.replace(f"{here}/", f"{here}{mark}/", 1) if mark else path, value)
                    for path, value in _xml(one, here))  # fmt: skip
