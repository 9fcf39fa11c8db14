"""Rights of many works at once, and the templates and questions that are kept beside the statements.

A catalogue holds few different sets of statements: thousands of pictures came under one contract. Rows are read
as plain tuples and compared; records are made, and a verdict is decided, once for each different set.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa

from archive_app.domain.records import CreditParty, Kind
from archive_app.domain.rights import RightsStatement
from archive_app.store import mapping
from archive_app.store import tables as t
from archive_app.store.recorder import Recorder

Row = dict[str, Any]
_s = t.rights_statement.c
_OWN = ("id", "work_id", "supersedes_id", "overrides_id")
_FIELDS = [c.name for c in t.rights_statement.c if c.name not in _OWN]
_CHILDREN = {name: [c.name for c in t.RECORDED[name].c if c.name not in ("id", "record_id", "position")]
             for name in ("rights_agent", "rights_grant", "rights_evidence")}  # fmt: skip
_HEAD = {"id": None, "uid": "", "revision": 0, "created": "", "modified": "", "deleted": ""}


@dataclass(frozen=True, slots=True)
class Alike:
    """Works whose statements say the same.

    Attributes:
        works: Their ids.
        statements: The statements of the first of them, with ids of its own; those of the others differ in ids only.
    """

    works: tuple[int, ...]
    statements: tuple[RightsStatement, ...]


class RightsReading:
    """What a snapshot knows of rights besides single statements; made by ``Reader.rights``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def alike(self, works: Iterable[int]) -> list[Alike]:
        """The works grouped by what their rights statements say; those without any are one group."""
        wanted = list(dict.fromkeys(works))
        asked = json.dumps(wanted)
        rows = _rows(self._connection, asked)
        parts = {name: _parts(self._connection, name, columns, asked) for name, columns in _CHILDREN.items()}
        mine: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for row in rows:
            mine[row[1]].append(row)
        groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for work in wanted:
            groups[_says(mine.get(work, []), parts)].append(work)
        return [
            Alike(tuple(members), tuple(_statement(row, parts) for row in mine.get(members[0], [])))
            for members in groups.values()
        ]

    def photos_in(self, articles: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """The photos printed in each of these articles that has any, in their order."""
        c = t.photo_use.c
        statement = (
            sa.select(c.article_id, c.photo_id)
            .join(t.record, t.record.c.id == c.id)
            .where(c.article_id.in_(_values()), t.record.c.deleted == "")
            .order_by(c.article_id, c.position)
        )
        found: dict[int, list[int]] = defaultdict(list)
        for article, photo in self._connection.execute(statement, {"wanted": json.dumps(list(articles))}):
            found[article].append(photo)
        return {article: tuple(photos) for article, photos in found.items()}

    def articles_of(self, photos: Iterable[int]) -> list[int]:
        """The articles that print any of these photos and are not in the bin."""
        c = t.photo_use.c
        article = t.record.alias("article")
        statement = (
            sa.select(c.article_id)
            .join(t.record, t.record.c.id == c.id)
            .join(article, article.c.id == c.article_id)
            .where(c.photo_id.in_(_values()), t.record.c.deleted == "", article.c.deleted == "")
            .distinct()
            .order_by(c.article_id)
        )
        return list(self._connection.execute(statement, {"wanted": json.dumps(list(photos))}).scalars())

    def named_in_print(self, works: Iterable[int]) -> dict[int, tuple[CreditParty, ...]]:
        """Whom the prints of each work name: the credits of photos and videos, the publisher of articles."""
        wanted = {"wanted": json.dumps(list(works))}
        p = t.credit_party.c
        found: dict[int, list[CreditParty]] = defaultdict(list)
        for uses, column in ((t.photo_use, "photo_id"), (t.video_use, "video_id")):
            statement = (
                sa.select(uses.c[column], p.name, p.role)
                .join(t.credit_party, p.record_id == uses.c.id)
                .join(t.record, t.record.c.id == uses.c.id)
                .where(uses.c[column].in_(_values()), t.record.c.deleted == "")
                .order_by(uses.c.id, p.position)
            )
            for work, name, role in self._connection.execute(statement, wanted):
                found[work].append(CreditParty(name, role))
        a = t.article.c
        for work, publisher in self._connection.execute(
            sa.select(a.id, a.publisher).where(a.id.in_(_values()), a.publisher != ""), wanted
        ):
            found[work].append(CreditParty(publisher, "publisher"))
        return {work: tuple(dict.fromkeys(parties)) for work, parties in found.items()}

    def printed_texts(self, works: Iterable[int], signs: Iterable[str]) -> list[tuple[int, int, str, str]]:
        """Captions and credit lines of works that hold one of the signs: (work, article, caption, credit line)."""
        wanted = {"wanted": json.dumps(list(works))}
        sought = list(signs)
        found: list[tuple[int, int, str, str]] = []
        for uses, column in ((t.photo_use, "photo_id"), (t.video_use, "video_id")):
            c = uses.c
            statement = (
                sa.select(c[column], c.article_id, c.caption, c.credit_line)
                .join(t.record, t.record.c.id == c.id)
                .where(c[column].in_(_values()), t.record.c.deleted == "")
                .where(
                    sa.or_(*(sa.func.instr(text, sign) > 0 for text in (c.caption, c.credit_line) for sign in sought))
                )
                .order_by(c.id)
            )
            found += [(work, article, *texts) for work, article, *texts in self._connection.execute(statement, wanted)]
        return found

    def with_statements(self) -> list[int]:
        """Every work that somebody made a statement about and that is not in the bin."""
        work = t.record.alias("work")
        statement = (
            sa.select(_s.work_id)
            .join(t.record, t.record.c.id == _s.id)
            .join(work, work.c.id == _s.work_id)
            .where(t.record.c.deleted == "", work.c.deleted == "")
        )
        return list(self._connection.execute(statement.distinct().order_by(_s.work_id)).scalars())

    def templates(self) -> list[Row]:
        """Rows of the templates, by name."""
        table = t.rights_template
        return _dicts(self._connection.execute(sa.select(*table.c).order_by(table.c.name, table.c.id)))

    def questions(self, *, work: int | None = None, limit: int = 200) -> list[Row]:
        """Questions that were acted on, the newest first, each with its ``answers``; of one work, or of all."""
        q, a = t.rights_question.c, t.rights_answer.c
        statement = sa.select(*t.rights_question.c).order_by(q.id.desc()).limit(limit)
        if work is not None:
            statement = statement.where(q.id.in_(sa.select(a.question_id).where(a.work_id == work)))
        found = _dicts(self._connection.execute(statement))
        answers: dict[int, list[Row]] = defaultdict(list)
        wanted = sa.select(*t.rights_answer.c).where(a.question_id.in_(_values())).order_by(a.id)
        if work is not None:
            wanted = wanted.where(a.work_id == work)
        for row in _dicts(self._connection.execute(wanted, {"wanted": json.dumps([q["id"] for q in found])})):
            answers[row["question_id"]].append(row)
        return [question | {"answers": answers[question["id"]]} for question in found]


class RightsWriting(RightsReading):
    """The same within an operation; made by ``Writer.rights``."""

    def __init__(self, connection: sa.Connection, recorder: Recorder) -> None:
        super().__init__(connection)
        self._recorder = recorder

    def save_template(self, name: str, note: str, content: str) -> int:
        """Make the template of this name, or give it new content; return its id."""
        row = {"name": name, "note": note, "content": content}
        old = next((r for r in self.templates() if r["name"].casefold() == name.casefold()), None)
        if old is None:
            return self._recorder.insert("rights_template", row, 0)
        after = {k: v for k, v in row.items() if old[k] != v}
        if after:
            self._recorder.update("rights_template", old["id"], {k: old[k] for k in after}, after, 0)
        return int(old["id"])

    def remove_template(self, number: int) -> None:
        """Remove a template; one that is not there is no error."""
        for row in self.templates():
            if row["id"] == number:
                self._recorder.delete("rights_template", row, 0)

    def note_question(self, question: Row, answers: Iterable[Row]) -> int:
        """Keep a question with its answers; ``question_id`` is set here. Returns the question's id."""
        number = self._recorder.insert("rights_question", question, 0)
        for answer in answers:
            self._recorder.insert("rights_answer", {"question_id": number, **answer}, 0)
        return number


def _dicts(result: sa.CursorResult[Any]) -> list[Row]:
    return [dict(row) for row in result.mappings()]


def _rows(connection: sa.Connection, asked: str) -> list[tuple[Any, ...]]:
    columns = [_s[name] for name in (*_OWN, *_FIELDS)]
    statement = (
        sa.select(*columns)
        .join(t.record, t.record.c.id == _s.id)
        .where(_s.work_id.in_(_values()), t.record.c.deleted == "")
        .order_by(_s.id)
    )
    return [tuple(row) for row in connection.execute(statement, {"wanted": asked}).all()]


def _parts(connection: sa.Connection, name: str, columns: list[str], asked: str) -> dict[int, list[tuple[Any, ...]]]:
    table = t.RECORDED[name]
    statement = (
        sa.select(table.c.record_id, *(table.c[c] for c in columns))
        .join(t.rights_statement, _s.id == table.c.record_id)
        .where(_s.work_id.in_(_values()))
        .order_by(table.c.record_id, table.c.position)
    )
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in connection.execute(statement, {"wanted": asked}).all():
        found[row[0]].append(tuple(row[1:]))
    return found


def _values() -> sa.Select[Any]:
    return sa.select(sa.column("value")).select_from(sa.func.json_each(sa.bindparam("wanted")))


def _says(rows: list[tuple[Any, ...]], parts: dict[str, dict[int, list[tuple[Any, ...]]]]) -> tuple[Any, ...]:
    """What the statements of one work say, whatever their ids: links among them count by place."""
    places = {row[0]: place for place, row in enumerate(rows)}
    return tuple(
        (
            places.get(row[2]),
            places.get(row[3]),
            row[len(_OWN) :],
            *(tuple(found.get(row[0], ())) for found in parts.values()),
        )
        for row in rows
    )


def _statement(row: tuple[Any, ...], parts: dict[str, dict[int, list[tuple[Any, ...]]]]) -> RightsStatement:
    columns = dict(zip((*_OWN, *_FIELDS), row, strict=True))
    children = {
        name: [dict(zip(_CHILDREN[name], values, strict=True)) for values in found.get(row[0], ())]
        for name, found in parts.items()
    }
    return cast("RightsStatement", mapping.to_record(Kind.RIGHTS, _HEAD | {"id": row[0]}, columns, children))
