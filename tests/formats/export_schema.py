"""Builds the JSON Schema of our own export from the records, so that the two cannot part.

After a field was added: ``python -m tests.formats.export_schema`` writes the file anew.
"""

from __future__ import annotations

import json
import types
import typing
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from archive_app.domain.export_record import REFERENCES, ExportRecord
from archive_app.domain.records import Record
from archive_app.formats.record_json import FORMAT, VERSION, _kind_name, _required, _spec

FILE = Path(__file__).resolve().parents[2] / "schema" / "export" / f"archive-app-{VERSION}.schema.json"

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", types.NoneType: "null"}
_UID = {
    "description": "A record’s identifier, the same in every catalogue. A member named …_uid links to the record of "
    "that uid in the same bundle.",
    "type": "string",
    "pattern": "^[0-9a-f]{32}$",
}
_ABOUT = (
    "Articles, photos and videos with all that belongs to them. Dates that describe the world are EDTF strings "
    "(ISO 8601-2); moments are UTC with a Z; an empty string means not stated. In JSON lines the first line holds "
    "format and version, each further line one bundle."
)


def schema_text() -> str:
    """The schema as the file holds it."""
    definitions: dict[str, Any] = {"uid": _UID}
    _define(ExportRecord, definitions)
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:archive-app:export:{VERSION}",
        "title": f"Export of archive-app, version {VERSION}",
        "description": _ABOUT,
        "type": "object",
        "required": ["format", "version", "records"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "records": {"type": "array", "items": {"$ref": "#/$defs/ExportRecord"}},
        },
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _define(kind: Any, definitions: dict[str, Any]) -> None:
    if kind.__name__ in definitions:
        return
    entry: dict[str, Any] = {"description": kind.__doc__.strip().split("\n")[0], "type": "object"}
    definitions[kind.__name__] = entry
    required = set(_required(kind))
    known: dict[str, Any] = {}
    if issubclass(kind, Record):
        known["record"] = {"const": _kind_name(kind)}
        required.add("record")
    for name, key, hint in _spec(kind):
        if name in REFERENCES:
            known[key] = {"oneOf": [{"$ref": "#/$defs/uid"}, {"type": "null"}]}
        elif name == "uid":
            known[key] = {"$ref": "#/$defs/uid"}
        elif name not in ("history", "previews"):
            known[key] = _schema_of(hint, definitions)
    entry["required"] = [key for key in known if key in required]
    entry["additionalProperties"] = False
    entry["properties"] = known


def _schema_of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    alternatives: list[dict[str, Any]] = []
    for one in typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,):
        if typing.get_origin(one) is tuple:
            alternatives.append({"type": "array", "items": _schema_of(typing.get_args(one)[0], definitions)})
        elif is_dataclass(one):
            _define(one, definitions)
            alternatives.append({"$ref": f"#/$defs/{one.__name__}"})  # type: ignore[union-attr] # it is a class
        else:
            alternatives.append({"type": _PLAIN[one]})
    if len(alternatives) == 1:
        return alternatives[0]
    if all(set(each) == {"type"} for each in alternatives):
        return {"type": [each["type"] for each in alternatives]}
    return {"oneOf": alternatives}


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
