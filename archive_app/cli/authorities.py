"""The command ``authority``: the people, organisations, places, works, events and topics that names stand for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from archive_app.cli.catalogue import open_for
from archive_app.cli.finding import record_number
from archive_app.cli.output import plain, say, say_json
from archive_app.domain.changes import Changes
from archive_app.domain.records import AUTHORITY_KINDS, Authority, Identifier, Variant
from archive_app.domain.vocabulary import script_of
from archive_app.i18n import tr, tr_n
from archive_app.operations import authorities, authority_linking, authority_merging, edit
from archive_app.settings import Settings


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parser of ``authority`` with its own commands."""
    top = commands.add_parser("authority", help=tr("people, organisations, places …: find, merge, link"))
    verbs = top.add_subparsers(title=tr("commands"), metavar="COMMAND", required=True)

    made = verbs.add_parser("list", parents=[shared], help=tr("authorities with their uses; names in any spelling"))
    made.add_argument("text", nargs="*", help=tr("a name, in any script"))
    made.add_argument("--kind", choices=AUTHORITY_KINDS, default="")
    made.add_argument("--unused", action="store_true", help=tr("only those that nothing links to"))
    made.set_defaults(run=list_)

    made = verbs.add_parser("show", parents=[shared], help=tr("one authority: variants, uses, what may be the same"))
    made.add_argument("authority", type=record_number, metavar="NUMBER")
    made.set_defaults(run=show)

    made = verbs.add_parser("new", parents=[shared], help=tr("make an authority"))
    made.add_argument("name")
    made.add_argument("--kind", choices=AUTHORITY_KINDS, default="person")
    made.add_argument("--variant", action="append", default=[], metavar="NAME")
    made.add_argument("--identifier", action="append", default=[], metavar="SCHEME=VALUE",
                      help=tr("wikidata=Q190132, viaf=…, isni=…"))  # fmt: skip
    made.add_argument("--parent", type=record_number, metavar="NUMBER")
    made.add_argument("--note", default="")
    made.set_defaults(run=new)

    made = verbs.add_parser("alike", parents=[shared], help=tr("pairs that may be the same, with the reasons"))
    made.add_argument("--least", type=float, default=0.5, metavar="SCORE", help=tr("from 0 to 1"))
    made.set_defaults(run=alike)

    made = verbs.add_parser("merge", parents=[shared], help=tr("let one authority stand for others"))
    made.add_argument("kept", type=record_number, metavar="KEPT")
    made.add_argument("members", nargs="+", type=record_number, metavar="MEMBER")
    made.add_argument("--reason", default="", metavar="TEXT")
    made.add_argument("--dry-run", action="store_true", help=tr("show what would change; change nothing"))
    made.set_defaults(run=merge)

    made = verbs.add_parser("unmerge", parents=[shared], help=tr("take one member out of a merge"))
    made.add_argument("member", type=record_number, metavar="MEMBER")
    made.set_defaults(run=unmerge)

    for name, text, run in (
        ("distinct", tr("two authorities are never the same"), distinct),
        ("comparable", tr("take “distinct” back"), comparable),
    ):
        made = verbs.add_parser(name, parents=[shared], help=text)
        made.add_argument("one", type=record_number, metavar="NUMBER")
        made.add_argument("other", type=record_number, metavar="NUMBER")
        made.add_argument("--reason", default="", metavar="TEXT")
        made.set_defaults(run=run)

    made = verbs.add_parser("unlinked", parents=[shared], help=tr("printed names that are linked to nothing"))
    made.add_argument("--least", type=int, default=1, metavar="N", help=tr("printed at least so often"))
    made.set_defaults(run=unlinked)

    made = verbs.add_parser("propose", parents=[shared], help=tr("whom a printed name may stand for, and why"))
    made.add_argument("name")
    made.set_defaults(run=propose)

    made = verbs.add_parser("link", parents=[shared], help=tr("link a printed name to an authority, or to a new one"))
    made.add_argument("name", help=tr("as printed"))
    made.add_argument("authority", nargs="?", type=record_number, metavar="NUMBER", help=tr("else a new one is made"))
    made.add_argument("--kind", choices=AUTHORITY_KINDS, default="person", help=tr("of a new one"))
    made.add_argument("--in", dest="works", nargs="+", type=record_number, metavar="WORK", help=tr("these works only"))
    made.set_defaults(run=link)

    made = verbs.add_parser("unlink", parents=[shared], help=tr("take the links of some works to an authority away"))
    made.add_argument("authority", type=record_number, metavar="NUMBER")
    made.add_argument("works", nargs="+", type=record_number, metavar="WORK")
    made.set_defaults(run=unlink)

    made = verbs.add_parser("seed", parents=[shared], help=tr("add the agencies and services known to the program"))
    made.set_defaults(run=seed)


def list_(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority list [NAME]``."""
    with open_for(arguments, settings, write=False) as archive:
        rows = authorities.find(
            archive, " ".join(arguments.text), kind=arguments.kind, unused=True if arguments.unused else None
        )
    if arguments.json:
        say_json([{**_plain(row), "total": row.total} for row in rows])
        return 0
    for row in rows:
        found = f" ← {row.found_by}" if row.found_by else ""
        say(f"{row.id}  {row.kind}  {row.name}{found}  {_uses(row.uses)}".rstrip())
    return 0


def show(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority show NUMBER``."""
    with open_for(arguments, settings, write=False) as archive:
        page = authorities.page(archive, arguments.authority)
    if arguments.json:
        say_json(page)
        return 0
    a = page.authority
    say(f"{a.name}  ({a.kind}{', ' + a.subkind if a.subkind else ''})")
    lines = [
        (tr("Variants"), ", ".join(v.text for v in a.variants)),
        (tr("Identifiers"), ", ".join(f"{i.scheme} {i.value}" for i in a.identifiers)),
        (tr("Parent"), page.parent.name if page.parent else ""),
        (tr("Note"), a.note),
        (tr("Used as"), _uses(page.uses)),
    ]
    for label, value in lines:
        if value:
            say(f"  {label}: {value}")
    for one in page.merged:
        say("  " + tr("Merged: {member} {name} on {day} by {who}. {reason}").format(
            member=one.member, name=one.name, day=one.at[:10], who=one.who, reason=one.reason).rstrip())  # fmt: skip
    for number, name, reason in page.distinct:
        say(f"  {tr('Never the same as')}: {number} {name}. {reason}".rstrip())
    for like in page.alike:
        other = like.other if like.one == a.id else like.one
        say(f"  {tr('May be the same as')} {other} ({like.score:.0%}): {' '.join(like.reasons + like.against)}")
    for work, title, use in page.works:
        say(f"  {work}  {title}  ({use})")
    return 0


def new(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority new NAME``."""
    identifiers = tuple(Identifier(*text.split("=", 1)) for text in arguments.identifier if "=" in text)
    record = Authority(
        name=arguments.name,
        kind=arguments.kind,
        variants=tuple(Variant(text, script=script_of(text)) for text in arguments.variant),
        identifiers=identifiers,
        parent_id=arguments.parent,
        note=arguments.note,
    )
    with open_for(arguments, settings, write=True) as archive:
        changes = edit.save(archive, record)
    if arguments.json:
        say_json({"id": min(changes.records), "operation": changes.operation_id})
    else:
        say(f"{min(changes.records)}  {arguments.name}")
    return 0


def alike(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority alike``."""
    with open_for(arguments, settings, write=False) as archive:
        found = authorities.likely_same(archive, least=arguments.least)
    if arguments.json:
        say_json([like for like, _, _ in found])
        return 0
    for like, one, other in found:
        say(f"{like.score:.0%}  {one.id} {one.name}  =  {other.id} {other.name}")
        for sentence in (*like.reasons, *(f"! {text}" for text in like.against)):
            say(f"     {sentence}")
    return 0


def merge(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority merge KEPT MEMBER…``."""
    with open_for(arguments, settings, write=not arguments.dry_run) as archive:
        preview = authority_merging.preview_merge(archive, arguments.kept, arguments.members)
        if arguments.dry_run:
            if arguments.json:
                say_json(preview)
                return 0
            say(preview.result.name + ": " + ", ".join(v.text for v in preview.result.variants))
            say(tr("Links that move: {uses}").format(uses=_uses(preview.links) or "0"))
            for sentence in preview.conflicts:
                say(f"! {sentence}")
            return 0
        changes = authority_merging.merge(archive, arguments.kept, arguments.members, reason=arguments.reason)
    return _done(arguments, changes)


def unmerge(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority unmerge MEMBER``."""
    with open_for(arguments, settings, write=True) as archive:
        found = authority_merging.merge_of(archive, arguments.member)
        return _done(arguments, authority_merging.unmerge(archive, found))


def distinct(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority distinct NUMBER NUMBER``."""
    with open_for(arguments, settings, write=True) as archive:
        changes = authority_merging.never_same(archive, arguments.one, arguments.other, reason=arguments.reason)
    return _done(arguments, changes)


def comparable(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority comparable NUMBER NUMBER``."""
    with open_for(arguments, settings, write=True) as archive:
        return _done(arguments, authority_merging.may_be_same(archive, arguments.one, arguments.other))


def unlinked(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority unlinked``."""
    with open_for(arguments, settings, write=False) as archive:
        found = authority_linking.unlinked(archive, least=arguments.least)
    if arguments.json:
        say_json([{**_plain(name), "total": name.total} for name in found])
        return 0
    for name in found:
        others = [form for form in name.forms if form != name.text]
        more = f" ({', '.join(others)})" if others else ""
        say(f"{name.total:>6}  {name.text}{more}  {name.kind}  {_uses(name.uses)}".rstrip())
    return 0


def propose(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority propose NAME``."""
    with open_for(arguments, settings, write=False) as archive:
        found = authority_linking.proposals(archive, arguments.name)
    if arguments.json:
        say_json([{"id": p.authority.id, "name": p.authority.name, "score": p.score, "reasons": p.reasons}
                  for p in found])  # fmt: skip
        return 0
    for one in found:
        say(f"{one.score:.0%}  {one.authority.id}  {one.authority.name}: {' '.join(one.reasons)}")
    if not found:
        say(tr("No authority is like this name."))
    return 0


def link(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority link NAME [NUMBER]``."""
    with open_for(arguments, settings, write=True) as archive:
        if arguments.authority is None:
            _number, changes = authority_linking.make(archive, [arguments.name], kind=arguments.kind)
        else:
            changes = authority_linking.link(archive, [arguments.name], arguments.authority, works=arguments.works)
    return _done(arguments, changes)


def unlink(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority unlink NUMBER WORK…``."""
    with open_for(arguments, settings, write=True) as archive:
        return _done(arguments, authority_linking.unlink(archive, arguments.authority, arguments.works))


def seed(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app authority seed``."""
    with open_for(arguments, settings, write=True) as archive:
        return _done(arguments, authorities.seed(archive))


def _uses(uses: Mapping[str, int]) -> str:
    return ", ".join(f"{use} {number:,}" for use, number in uses.items())


def _plain(value: Any) -> dict[str, Any]:
    found = plain(value)
    return found if isinstance(found, dict) else {}


def _done(arguments: argparse.Namespace, changes: Changes) -> int:
    if arguments.json:
        say_json({"operation": changes.operation_id, "label": changes.label, "records": sorted(changes.records)})
    elif changes:
        words = tr_n("{n} record changed", "{n} records changed", len(changes.records))
        say(f"{changes.label} ({words})")
    else:
        say(tr("Nothing needed changing."))
    return 0
