"""Templates of rights statements: what comes under one contract, licence or policy again and again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from archive_app.domain.changes import Changes
from archive_app.domain.checks import invalid
from archive_app.domain.errors import InputError, InvalidRecord, NotFound
from archive_app.domain.records import Article, Photo, Video
from archive_app.domain.rights import RightsStatement, Use, Verdict
from archive_app.domain.rights_plain import statement_from, values_of
from archive_app.domain.verdict import decide
from archive_app.i18n import tr, tr_n
from archive_app.operations.find import today
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Reader, Writer


@dataclass(frozen=True, slots=True)
class Template:
    """A named statement about no work yet."""

    id: int
    name: str
    note: str
    statement: RightsStatement


@dataclass(frozen=True, slots=True)
class Prospect:
    """What applying a statement would do to one work.

    Attributes:
        work: Its id.
        title: As lists show it.
        supersedes: The statements that it would supersede.
        before, after: The verdict for the usual use now, and then.
    """

    work: int
    title: str
    supersedes: tuple[RightsStatement, ...]
    before: Verdict
    after: Verdict


def templates(archive: Archive) -> tuple[Template, ...]:
    """All templates, by name."""
    with archive.read() as reader:
        return _templates(reader)


def named(archive: Archive, name: str) -> Template:
    """The template of this name (letter case ignored). Raises NotFound."""
    known = templates(archive)
    for template in known:
        if template.name.casefold() == name.strip().casefold():
            return template
    names = ", ".join(t.name for t in known)
    raise NotFound(
        tr("There is no template “{name}”.").format(name=name),
        remedy=tr("Templates are: {names}.").format(names=names) if names else "",
    )


def save_template(
    archive: Archive, name: str, statement: RightsStatement, *, note: str = "", initiator: str = ""
) -> Changes:
    """Keep a statement as the template of this name, in place of one that bears it already.

    Raises:
        InputError: The name is empty.
        InvalidRecord: A value is not of its controlled list, or a date cannot be read.
    """
    name = name.strip()
    if not name:
        raise InputError(tr("A template needs a name."))
    if wrong := invalid(replace(statement, work_id=1)):
        raise InvalidRecord(wrong[0][1], wrong)
    content = json.dumps(values_of(replace(statement, supersedes_id=None, overrides_id=None)), ensure_ascii=False)
    label = tr("Keep the rights template “{name}”").format(name=name)
    with archive.operation(label, verb="rights", initiator=initiator) as writer:
        writer.rights.save_template(name, note, content)
    return writer.changes


def remove_template(archive: Archive, name: str, *, initiator: str = "") -> Changes:
    """Remove a template; statements made from it stay. Raises NotFound."""
    template = named(archive, name)
    label = tr("Remove the rights template “{name}”").format(name=template.name)
    with archive.operation(label, verb="rights", initiator=initiator) as writer:
        writer.rights.remove_template(template.id)
    return writer.changes


def rename_template(archive: Archive, name: str, to: str, *, initiator: str = "") -> Changes:
    """Give a template another name. Raises NotFound, and InputError for a name that is empty or taken."""
    to = to.strip()
    if not to:
        raise InputError(tr("A template needs a name."))
    template = named(archive, name)
    same = template.name.casefold() == to.casefold()
    if not same and any(one.name.casefold() == to.casefold() for one in templates(archive)):
        raise InputError(tr("There is a template “{name}” already.").format(name=to), remedy=tr("Choose another name."))
    content = json.dumps(values_of(template.statement), ensure_ascii=False)
    label = tr("Rename the rights template “{name}”").format(name=template.name)
    with archive.operation(label, verb="rights", initiator=initiator) as writer:
        if not same:
            writer.rights.remove_template(template.id)
        writer.rights.save_template(to, template.note, content)
    return writer.changes


def prospects(
    archive: Archive,
    works: Sequence[int],
    statement: RightsStatement,
    *,
    supersede: bool = True,
    use: Use | None = None,
) -> tuple[Prospect, ...]:
    """What applying a statement to works would do, work by work; nothing is changed."""
    asked = use or Use(date=today().isoformat())
    with archive.read() as reader:
        known = reader.rights_of(works)
        titles = reader.finder.titles(works)
        kinds = reader.kinds(works)
    found: list[Prospect] = []
    for number in works:
        if number not in kinds:
            continue
        mine = known.get(number, ())
        gone = _superseded(mine, statement) if supersede else ()
        rest = tuple(one for one in mine if one not in gone)
        old = tuple(replace(one, status="superseded") for one in gone)
        fresh = replace(statement, id=None, work_id=number)
        found.append(
            Prospect(number, titles.get(number, ""), gone, decide(mine, asked), decide((*rest, *old, fresh), asked))
        )
    return tuple(found)


def apply(
    archive: Archive,
    works: Sequence[int],
    statement: RightsStatement,
    *,
    supersede: bool = True,
    label: str = "",
    initiator: str = "",
    progress: Progress | None = None,
) -> Changes:
    """Make a statement about each of some works, as one step.

    Args:
        archive: The catalogue.
        works: Articles, photos and videos; a photo never takes its article's, each is named.
        statement: What is stated; its own id and work are left aside.
        supersede: Whether it supersedes each work's current statements of the same scope; else it stands beside them.
        label: The name of the step.
        initiator: For the change feed.
        progress: Hears after each work; stopping it keeps nothing.

    Raises:
        InvalidRecord: A value is not of its controlled list, or a date cannot be read.
        InputError: One of the records is no work.
    """
    fresh = replace(
        statement, id=None, uid="", revision=0, created="", modified="", deleted="", supersedes_id=None,
        overrides_id=None, status="draft" if statement.status == "draft" else "current",
    )  # fmt: skip
    if wrong := invalid(replace(fresh, work_id=1)):
        raise InvalidRecord(wrong[0][1], wrong)
    words = label or tr_n("State the rights in {n} record", "State the rights in {n} records", len(works))
    with archive.operation(words, verb="rights", initiator=initiator) as writer:
        known = writer.rights_of(works)
        for done, number in enumerate(dict.fromkeys(works)):
            if progress is not None:
                progress.at(done, len(works))
            if not isinstance(writer.record(number), Article | Photo | Video):
                raise InputError(tr("Rights are recorded of articles, photos and videos only."))
            _state(writer, number, fresh, _superseded(known.get(number, ()), fresh) if supersede else ())
    return writer.changes


def _state(writer: Writer, number: int, fresh: RightsStatement, gone: Sequence[RightsStatement]) -> None:
    for old in gone:
        writer.save(replace(old, status="superseded"))
    writer.save(replace(fresh, work_id=number, supersedes_id=gone[-1].id if gone else None))


def _superseded(known: Sequence[RightsStatement], fresh: RightsStatement) -> tuple[RightsStatement, ...]:
    if fresh.status == "draft":
        return ()
    return tuple(one for one in known if one.status == "current" and one.scope == fresh.scope)


def _templates(reader: Reader) -> tuple[Template, ...]:
    """The templates that can be read; one that a newer program wrote otherwise is left out."""
    found: list[Template] = []
    for row in reader.rights.templates():
        with suppress(InputError, ValueError):
            found.append(Template(row["id"], row["name"], row["note"], statement_from(json.loads(row["content"]))))
    return tuple(found)
