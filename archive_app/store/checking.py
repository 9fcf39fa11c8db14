"""Checks of a catalogue in one snapshot: the database itself, its links, the files it names."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from archive_app.domain.records import Kind
from archive_app.i18n import tr
from archive_app.store import mapping
from archive_app.store import tables as t
from archive_app.store.sqlite.engine import damage


class Checks:
    """What can be checked by reading."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def database(self, file: Path) -> list[str]:
        """Damage that SQLite itself finds, and foreign keys that lead nowhere, in sentences."""
        if found := damage(file):  # what else is read from it may fail or mislead
            return [tr("The catalogue file is damaged: {what}").format(what=what) for what in found]
        lost = self._connection.exec_driver_sql("PRAGMA foreign_key_check").all()[:20]
        return [tr("A row of “{table}” refers to a record that is not there.").format(table=row[0]) for row in lost]

    def links(self) -> list[str]:
        """Records without their values, values without their record, articles without their source."""
        problems: list[str] = []
        r = t.record.c
        for kind in Kind:
            main = mapping.main_table(kind)
            lacking = sa.select(sa.func.count()).select_from(t.record.outerjoin(main, main.c.id == r.id))
            number = self._connection.execute(lacking.where(r.kind == kind.value, main.c.id.is_(None))).scalar_one()
            if number:
                problems.append(tr("{n} records of kind “{kind}” have no values.").format(n=number, kind=kind.value))
        return problems

    def count(self) -> int:
        """How many records there are, the bin included."""
        return self._connection.execute(sa.select(sa.func.count()).select_from(t.record)).scalar_one()

    def files(self) -> dict[str, dict[str, str]]:
        """SHA-256 and name of every file that records name, by store ("media", "sources")."""
        found = {
            name: dict(self._connection.execute(sa.select(table.c.sha256, table.c.name).order_by(table.c.id)).all())
            for name, table in (("media", t.media), ("sources", t.source))
        }
        evidence = t.RECORDED["rights_evidence"].c
        attached = sa.select(evidence.attachment, evidence.source).where(evidence.attachment != "")
        for sha, name in self._connection.execute(attached):
            found["sources"].setdefault(sha, name or tr("evidence of rights"))
        return found
