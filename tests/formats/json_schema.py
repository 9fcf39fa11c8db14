"""The part of JSON Schema that our own schema uses, in a page: enough to check exports without a dependency."""

from __future__ import annotations

import re
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "const", "required", "additionalProperties",
    "properties", "items", "oneOf", "pattern",
}  # fmt: skip


def problems(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """Where and how ``value`` breaks the schema; empty when it is valid.

    Raises:
        ValueError: The schema uses a keyword that this validator does not know.
    """
    if set(schema) - _KNOWN:
        raise ValueError(f"unknown keywords {set(schema) - _KNOWN}")
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        return problems(value, root["$defs"][name], root, at)
    if "oneOf" in schema:
        fitting = [one for one in schema["oneOf"] if not problems(value, one, root, at)]
        return [] if len(fitting) == 1 else [f"{at}: fits {len(fitting)} of {len(schema['oneOf'])} alternatives"]
    if "const" in schema and value != schema["const"]:
        return [f"{at}: is not {schema['const']!r}"]
    if "type" in schema and not _is(value, schema["type"]):
        return [f"{at}: is no {schema['type']}"]
    found: list[str] = []
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{at}: does not match {schema['pattern']}")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, held in value.items():
            if name in known:
                found += problems(held, known[name], root, f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                found.append(f"{at}: {name} is not allowed")
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            found += problems(item, schema["items"], root, f"{at}[{number}]")
    return found


def _is(value: Any, names: str | list[str]) -> bool:
    names = [names] if isinstance(names, str) else names
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, _TYPES[name]) for name in names)
