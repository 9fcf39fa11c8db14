"""The command ``batches``: imports that are under way in the window, and what became of finished ones."""

from __future__ import annotations

import argparse
from typing import Any

from archive_app.cli.catalogue import open_for
from archive_app.cli.output import say, say_json
from archive_app.domain.batches import Batch
from archive_app.i18n import tr, tr_n
from archive_app.operations import batches
from archive_app.settings import Settings


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parser of this command."""
    made = commands.add_parser("batches", parents=[shared], help=tr("imports under review, and finished ones"))
    made.set_defaults(run=list_all)
    inner = made.add_subparsers(metavar="WHAT")
    one = inner.add_parser("list", parents=[shared], help=tr("all batches, the newest first"))
    one.set_defaults(run=list_all)
    one = inner.add_parser("show", parents=[shared], help=tr("the items of a batch"))
    one.add_argument("batch", type=int)
    one.set_defaults(run=show)
    one = inner.add_parser("discard", parents=[shared], help=tr("forget what was read and not imported"))
    one.add_argument("batch", type=int)
    one.set_defaults(run=discard)


def list_all(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app batches``."""
    with open_for(arguments, settings, write=False) as archive:
        found = batches.every(archive)
    if arguments.json:
        say_json([_plain(batch) for batch in found])
        return 0
    for batch in found:
        say(f"{batch.id}  {batch.changed[:16].replace('T', ' ')}  {_state(batch)}  {batch.name}")
    if not found:
        say(tr("No import was begun in this catalogue."))
    return 0


def show(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app batches show N``."""
    with open_for(arguments, settings, write=False) as archive:
        batch, items = batches.load(archive, arguments.batch)
    if arguments.json:
        rows = [
            {
                "item": item.id, "title": item.title, "source": item.address or item.name, "state": item.state,
                "standing": item.standing, "wanted": item.wanted, "accepted": item.accepted,
                "record": item.record_id, "error": item.error.get("message", ""),
            }
            for item in items
        ]  # fmt: skip
        say_json({**_plain(batch), "list": rows})
        return 0
    say(f"{batch.name}: {_state(batch)}")
    for item in items:
        record = f"  #{item.record_id}" if item.state == "imported" and item.record_id else ""
        why = f"  {item.error['message']}" if item.error else ""
        say(f"  {item.id}  {_words(item.state, item.standing)}{record}  {item.title or item.name}{why}")
    return 0


def discard(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app batches discard N``: what was imported stays."""
    with open_for(arguments, settings, write=True) as archive:
        batches.discard(archive, arguments.batch)
    say(tr("Discarded. What was imported stays, and so do your files."))
    return 0


def _plain(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.id, "name": batch.name, "created": batch.created, "changed": batch.changed,
        "state": batch.state, "items": batch.total, "imported": batch.imported, "waiting": batch.waiting,
        "unreadable": batch.unreadable, "operations": list(batch.operations),
    }  # fmt: skip


def _state(batch: Batch) -> str:
    parts = [tr("unfinished") if batch.state == "open" else tr("finished")]
    parts.append(tr_n("{n} item", "{n} items", batch.total))
    parts.append(tr_n("{n} imported", "{n} imported", batch.imported))
    return ", ".join(parts)


def _words(state: str, standing: str) -> str:
    if state == "read":
        return {"new": tr("new"), "changed": tr("changed"), "duplicate": tr("duplicate")}[standing]
    return {"unreadable": tr("cannot be read"), "failed": tr("not imported"), "imported": tr("imported")}[state]
