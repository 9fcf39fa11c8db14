"""Export profiles kept with a catalogue, as rows; what a profile says is read in ``operations.export_profiles``."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from archive_app.store import tables as t
from archive_app.store.reader import Reader
from archive_app.store.writer import Writer

Row = dict[str, Any]


def profile_rows(reader: Reader) -> list[Row]:
    """Rows of all profiles, by name."""
    c = t.export_profile.c
    found = reader.connection.execute(sa.select(*c).order_by(sa.func.lower(c.name), c.id))
    return [dict(row) for row in found.mappings()]


def save_profile_row(writer: Writer, name: str, content: str) -> None:
    """Make the profile of this name, or give the one that bears it (letter case ignored) new content."""
    row = {"name": name, "content": content}
    old = next((one for one in profile_rows(writer) if one["name"].casefold() == name.casefold()), None)
    if old is None:
        writer.recorder.insert("export_profile", row, 0)
        return
    after = {key: value for key, value in row.items() if old[key] != value}
    if after:
        writer.recorder.update("export_profile", old["id"], {key: old[key] for key in after}, after, 0)


def remove_profile_row(writer: Writer, number: int) -> None:
    """Remove a profile; one that is not there is no error."""
    for row in profile_rows(writer):
        if row["id"] == number:
            writer.recorder.delete("export_profile", row, 0)
