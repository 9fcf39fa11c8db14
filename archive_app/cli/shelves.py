"""Collections, baskets, saved searches, marks and pinned tags on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from archive_app.cli.catalogue import open_for, require
from archive_app.cli.finding import record_number
from archive_app.cli.output import say, say_json, tell
from archive_app.cli.searching import result_line
from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError
from archive_app.domain.results import CollectionNode
from archive_app.i18n import tr
from archive_app.operations import baskets, edit, find, folders, marks, saved_searches, side
from archive_app.settings import Settings
from archive_app.store.archive import Archive

Run = Callable[[argparse.Namespace, Archive], int]


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of these commands."""
    verbs = _group(commands, "collection", tr("make, move, fill and delete collections"))
    _verb(verbs, shared, "list", tr("all collections with their paths"), _collections, write=False)
    made = _verb(verbs, shared, "new", tr("make a collection"), _new)
    made.add_argument("name")
    made.add_argument("--in", dest="parent", default="", metavar="PATH", help=tr("within this one"))
    made = _verb(verbs, shared, "rename", tr("give a collection another name"), _rename)
    made.add_argument("path", help=tr("its name, or its path: Town/Floods"))
    made.add_argument("name")
    made = _verb(verbs, shared, "move", tr("put a collection into another"), _move)
    made.add_argument("path", help=tr("its name, or its path: Town/Floods"))
    made.add_argument("into", nargs="?", default="", metavar="PATH", help=tr("where to (nothing: to the top)"))
    made = _verb(verbs, shared, "delete", tr("delete a collection and those within it; records stay"), _delete)
    made.add_argument("path", help=tr("its name, or its path: Town/Floods"))
    for name, text, run in (
        ("add", tr("put records into a collection"), _add), ("remove", tr("take records out of it"), _remove),
    ):  # fmt: skip
        made = _verb(verbs, shared, name, text, run)
        made.add_argument("path", help=tr("its name, or its path: Town/Floods"))
        _records(made)

    verbs = _group(commands, "basket", tr("working sets that outlive a session"))
    _verb(verbs, shared, "list", tr("all baskets"), _baskets, write=False)
    made = _verb(verbs, shared, "put", tr("put records into a basket, which is made if new"), _put)
    made.add_argument("name")
    _records(made)
    made = _verb(verbs, shared, "take", tr("take records out of a basket"), _take)
    made.add_argument("name")
    _records(made)
    for name, text, run in (
        ("empty", tr("take all records out"), _empty), ("delete", tr("remove a basket; records stay"), _drop),
        ("keep", tr("make a collection of what it holds"), _keep),
    ):  # fmt: skip
        _verb(verbs, shared, name, text, run).add_argument("name")

    verbs = _group(commands, "searches", tr("saved searches: what they find and what is new"))
    _verb(verbs, shared, "list", tr("all saved searches with their counts"), _searches, write=False)
    made = _verb(verbs, shared, "save", tr("keep a search under a name"), _save)
    made.add_argument("name")
    made.add_argument("query", nargs="+")
    made = _verb(verbs, shared, "show", tr("print what a saved search finds"), _show, write=False)
    made.add_argument("name")
    made.add_argument("--new", action="store_true", help=tr("only what came since it was last looked at"))
    made.add_argument("--limit", type=int, default=50, help=tr("how many to print (0: all)"))
    made = _verb(verbs, shared, "seen", tr("note that it was looked at now"), _seen)
    made.add_argument("name")
    made = _verb(verbs, shared, "rename", tr("give a saved search another name"), _rename_search)
    made.add_argument("name")
    made.add_argument("new_name", metavar="NEW")
    made = _verb(verbs, shared, "delete", tr("delete a saved search; records stay"), _delete_search)
    made.add_argument("name")

    made = commands.add_parser("mark", parents=[shared], help=tr("mark records to find them again (is:marked)"))
    _records(made)
    made.add_argument("--off", action="store_true", help=tr("take the marks away"))
    made.set_defaults(run=_with(_mark))

    verbs = _group(commands, "tags", tr("tags pinned to the digits 1 to 9"))
    _verb(verbs, shared, "list", tr("the pinned tags"), _pins, write=False)
    made = _verb(verbs, shared, "pin", tr("give a digit a tag (none frees it)"), _pin)
    made.add_argument("digit", type=int)
    made.add_argument("tag", nargs="?", default="")
    made = _verb(verbs, shared, "put", tr("put a digit's tag on records, or take it off when all have it"), _tag)
    made.add_argument("digit", type=int)
    _records(made)


def _group(commands: Any, name: str, text: str) -> Any:
    made = commands.add_parser(name, help=text, description=text)
    return made.add_subparsers(title=tr("what to do"), metavar="VERB", required=True)


def _verb(
    verbs: Any, shared: argparse.ArgumentParser, name: str, text: str, run: Run, *, write: bool = True
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = verbs.add_parser(name, parents=[shared], help=text, description=text)
    made.set_defaults(run=_with(run, write=write))
    return made


def _with(run: Run, *, write: bool = True) -> Callable[[argparse.Namespace, Settings], int]:
    def opened(arguments: argparse.Namespace, settings: Settings) -> int:
        with open_for(arguments, settings, write=write) as archive:
            return run(arguments, archive)

    return opened


def _records(made: argparse.ArgumentParser) -> None:
    made.add_argument("records", nargs="*", type=record_number, metavar="NUMBER")
    made.add_argument("--query", help=tr("what this finds"))


def _ids(arguments: argparse.Namespace, archive: Archive) -> list[int]:
    ids = list(arguments.records)
    require(archive, ids)
    if arguments.query is not None:
        ids += find.search(archive, arguments.query).ids
    if not ids and arguments.query is None:
        raise InputError(tr("No records are named."), remedy=tr("Give their numbers, or --query."))
    return list(dict.fromkeys(ids))


def _done(arguments: argparse.Namespace, changes: Changes) -> int:
    if arguments.json:
        say_json({"operation": changes.operation_id, "label": changes.label, "records": sorted(changes.records)})
    else:
        say(changes.label if changes else tr("Nothing to change."))
    return 0


# -- collections ---------------------------------------------------------------------------------------


def _collections(arguments: argparse.Namespace, archive: Archive) -> int:
    with archive.read() as reader:
        nodes = side.with_nested(archive, reader.finder.collections())
    rows = sorted(((folders.path_of(nodes, node.id), node) for node in nodes), key=lambda row: row[0].casefold())
    if arguments.json:
        say_json([
            {"path": path, "id": node.id, "records": max(node.count, node.whole), "directly": node.count}
            for path, node in rows
        ])  # fmt: skip
    else:
        for path, node in rows:
            directly = "" if node.whole <= node.count else "  " + tr("({n} directly)").format(n=f"{node.count:,}")
            say(f"{max(node.count, node.whole):>8,}  {path}{directly}")
    return 0


def _new(arguments: argparse.Namespace, archive: Archive) -> int:
    parent = folders.named(archive, arguments.parent).id if arguments.parent else None
    return _done(arguments, folders.new_collection(archive, arguments.name, parent)[1])


def _path(arguments: argparse.Namespace, archive: Archive) -> CollectionNode:
    return folders.named(archive, arguments.path)


def _rename(arguments: argparse.Namespace, archive: Archive) -> int:
    return _done(arguments, folders.rename_collection(archive, _path(arguments, archive).id, arguments.name))


def _move(arguments: argparse.Namespace, archive: Archive) -> int:
    into = folders.named(archive, arguments.into).id if arguments.into else None
    return _done(arguments, folders.move_collection(archive, _path(arguments, archive).id, into))


def _delete(arguments: argparse.Namespace, archive: Archive) -> int:
    return _done(arguments, folders.delete_collection(archive, _path(arguments, archive).id))


def _add(arguments: argparse.Namespace, archive: Archive) -> int:
    changes = folders.add_to_collection(archive, _path(arguments, archive).id, _ids(arguments, archive))
    return _done(arguments, changes)


def _remove(arguments: argparse.Namespace, archive: Archive) -> int:
    changes = folders.remove_from_collection(archive, _path(arguments, archive).id, _ids(arguments, archive))
    return _done(arguments, changes)


# -- baskets -------------------------------------------------------------------------------------------


def _baskets(arguments: argparse.Namespace, archive: Archive) -> int:
    found = baskets.baskets(archive)
    if arguments.json:
        say_json([{"name": one.name, "id": one.id, "records": one.count} for one in found])
    else:
        for one in found:
            say(f"{one.count:>8,}  {one.name}")
        if not found:
            tell(tr("There are no baskets."))
    return 0


def _put(arguments: argparse.Namespace, archive: Archive) -> int:
    return _done(arguments, baskets.put(archive, arguments.name, _ids(arguments, archive)))


def _take(arguments: argparse.Namespace, archive: Archive) -> int:
    basket = baskets.named(archive, arguments.name).id
    return _done(arguments, baskets.take(archive, basket, _ids(arguments, archive)))


def _empty(arguments: argparse.Namespace, archive: Archive) -> int:
    return _done(arguments, baskets.take(archive, baskets.named(archive, arguments.name).id))


def _drop(arguments: argparse.Namespace, archive: Archive) -> int:
    return _done(arguments, baskets.remove(archive, baskets.named(archive, arguments.name).id))


def _keep(arguments: argparse.Namespace, archive: Archive) -> int:
    return _done(arguments, baskets.keep(archive, baskets.named(archive, arguments.name).id)[1])


# -- saved searches ------------------------------------------------------------------------------------


def _searches(arguments: argparse.Namespace, archive: Archive) -> int:
    found = saved_searches.saved(archive)
    stands = saved_searches.standings(archive, [one.id or 0 for one in found])
    if arguments.json:
        say_json([
            {"name": one.name, "query": one.query, "records": stands[one.id or 0].count,
             "new": max(0, stands[one.id or 0].fresh)}
            for one in found
        ])  # fmt: skip
        return 0
    for one in found:
        now = stands[one.id or 0]
        fresh = tr("{n} new").format(n=f"{now.fresh:,}") if now.fresh > 0 else ""
        say(f"{now.count:>8,}  {fresh:10}  {one.name}  ({one.query})")
    return 0


def _save(arguments: argparse.Namespace, archive: Archive) -> int:
    query = " ".join(word.strip() for word in arguments.query)
    return _done(arguments, folders.save_search(archive, arguments.name, query)[1])


def _show(arguments: argparse.Namespace, archive: Archive) -> int:
    record = saved_searches.named(archive, arguments.name)
    query = saved_searches.since_last_look(archive, record.id or 0) if arguments.new else record.query
    results = find.search(archive, query, sort=record.sort or "newest")
    wanted = list(results.ids if arguments.limit <= 0 else results.ids[: arguments.limit])
    if arguments.json:
        say_json({"name": record.name, "query": record.query, "total": results.total, "ids": wanted})
        return 0
    for start in range(0, len(wanted), 200):
        for row in find.rows(archive, wanted[start : start + 200], results.query):
            say(result_line(row))
    return 0


def _seen(arguments: argparse.Namespace, archive: Archive) -> int:
    record = saved_searches.named(archive, arguments.name)
    saved_searches.look(archive, record.id or 0)
    say(tr("Noted: “{name}” was looked at now.").format(name=record.name))
    return 0


def _rename_search(arguments: argparse.Namespace, archive: Archive) -> int:
    record = saved_searches.named(archive, arguments.name)
    return _done(arguments, saved_searches.rename(archive, record.id or 0, arguments.new_name))


def _delete_search(arguments: argparse.Namespace, archive: Archive) -> int:
    return _done(arguments, edit.delete_record(archive, saved_searches.named(archive, arguments.name).id or 0))


# -- marks and tags ------------------------------------------------------------------------------------


def _mark(arguments: argparse.Namespace, archive: Archive) -> int:
    return _done(arguments, marks.mark(archive, _ids(arguments, archive), on=not arguments.off))


def _pins(arguments: argparse.Namespace, archive: Archive) -> int:
    pinned = marks.pinned(archive)
    if arguments.json:
        say_json(pinned)
    else:
        for digit, tag in pinned.items():
            say(f"{digit}  {tag}")
        if not pinned:
            tell(tr("No tag is pinned."))
    return 0


def _pin(arguments: argparse.Namespace, archive: Archive) -> int:
    return _done(arguments, marks.pin(archive, arguments.digit, arguments.tag))


def _tag(arguments: argparse.Namespace, archive: Archive) -> int:
    return _done(arguments, marks.put_or_take(archive, arguments.digit, _ids(arguments, archive)))
