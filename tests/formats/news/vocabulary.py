"""Checks JSON-LD of schema.org against its vocabulary: types and properties known, domains and ranges kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.formats.library.schemas import STANDARDS

_NUMBERS = {"Number", "Integer", "Float", "QuantitativeValue", "Distance", "Duration"}
_TEXTS = {"Text", "URL", "Date", "DateTime", "Time", "Duration", "DefinedTerm", "Language"}


@cache
def _graph() -> dict[str, dict[str, Any]]:
    text = (STANDARDS / "schema-org" / "schemaorg-current-https.jsonld").read_text(encoding="utf-8")
    return {one["@id"].removeprefix("schema:"): one for one in json.loads(text)["@graph"]}


def _names(value: Any) -> set[str]:
    held = value if isinstance(value, list) else [value] if value else []
    return {one["@id"].removeprefix("schema:") for one in held}


@cache
def ancestors(kind: str) -> frozenset[str]:
    """A type and everything that it is a kind of."""
    above = _names(_graph()[kind].get("rdfs:subClassOf"))
    return frozenset({kind}).union(*(ancestors(one) for one in above if one in _graph()))


def faults(thing: dict[str, Any], place: str = "") -> Iterator[str]:
    """What the vocabulary does not allow in a thing and those inside it."""
    kind = thing["@type"]
    if kind not in _graph():
        yield f"{place}: no type {kind}"
        return
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        here = f"{place}/{name}"
        if name not in _graph():
            yield f"{here}: no such property"
            continue
        if not ancestors(kind) & _names(_graph()[name].get("schema:domainIncludes")):
            yield f"{here}: not of {kind}"
        ranges = _names(_graph()[name].get("schema:rangeIncludes"))
        for one in value if isinstance(value, list) else [value]:
            yield from _fault(one, ranges, here)


def _fault(value: Any, ranges: set[str], here: str) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("@type") in _graph() and not ancestors(value["@type"]) & ranges:
            yield f"{here}: {value['@type']} is none of {sorted(ranges)}"
        yield from faults(value, here)
    elif isinstance(value, int | float):
        if not ranges & _NUMBERS:
            yield f"{here}: a number is none of {sorted(ranges)}"
    elif value.startswith("https://schema.org/"):
        member = _graph().get(value.rpartition("/")[2], {})
        if not {str(member.get("@type", "")).removeprefix("schema:")} & ranges:
            yield f"{here}: {value} is none of {sorted(ranges)}"
    elif not ranges & _TEXTS and not (value.startswith(("http://", "https://")) and ranges & {"CreativeWork", "Thing"}):
        yield f"{here}: a text is none of {sorted(ranges)}"
