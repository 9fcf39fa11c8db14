"""The commands ``rules`` and ``profiles``: the person's own rules and source profiles."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomli_w

from archive_app.cli.catalogue import open_for
from archive_app.cli.output import ProgressLine, columns, say, say_json, tell
from archive_app.domain.errors import FormatError, InputError
from archive_app.domain.house_rules import ACTIONS, CREDIT_FIELD, HOWS, HouseRule, RuleParty
from archive_app.domain.rule_files import plain_profile, plain_rule
from archive_app.domain.rule_words import profile_words, rule_words
from archive_app.domain.source_profiles import BY, SourceProfile
from archive_app.i18n import tr, tr_n
from archive_app.operations import find, rule_runs, rules
from archive_app.settings import Settings
from archive_app.store.archive import Archive


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of these commands."""
    made = commands.add_parser("rules", parents=[shared], help=tr("house rules: list, add, try, apply, take back"))
    made.set_defaults(run=list_rules)
    inner = made.add_subparsers(metavar="WHAT")

    def one(name: str, text: str, run: Any) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = inner.add_parser(name, parents=[shared], help=text)
        parser.set_defaults(run=run)
        return parser

    one("list", tr("the rules in their order, with their hits"), list_rules)
    _rule_options(one("add", tr("make a rule"), add_rule), new=True)
    edit = one("edit", tr("change a rule"), edit_rule)
    edit.add_argument("rule", help=tr("its number, name or uid"))
    _rule_options(edit, new=False)
    one("remove", tr("remove a rule; what it did stays"), remove_rule).add_argument("rule")
    move = one("move", tr("put a rule at another place in the order"), move_rule)
    move.add_argument("rule")
    move.add_argument("place", type=int)
    test = one("test", tr("show what rules would change; change nothing"), test_rules)
    test.add_argument("rule", nargs="*", help=tr("the rules; all that are on when none is named"))
    test.add_argument("--query", default="", help=tr("look at what this finds; everything when it is not given"))
    test.add_argument("--text", action="append", default=[], help=tr("try the rules on a text instead"))
    apply = one("apply", tr("apply rules to records as one step"), apply_rules)
    apply.add_argument("rule", nargs="*", help=tr("the rules; all that are on when none is named"))
    apply.add_argument("--query", default="", help=tr("change what this finds; everything when it is not given"))
    one("undo", tr("take back everything a rule did"), take_back).add_argument("rule")
    export = one("export", tr("write rules and profiles to a file that can be shared"), export_file)
    export.add_argument("file", type=Path, metavar="FILE.toml|FILE.json")
    one("import", tr("take the rules and profiles of a file"), import_file).add_argument("file", type=Path)
    _add_profiles(commands, shared)


def _add_profiles(commands: Any, shared: argparse.ArgumentParser) -> None:
    made = commands.add_parser(
        "profiles", parents=[shared], help=tr("source profiles: what usually holds for a source")
    )
    made.set_defaults(run=list_profiles)
    inner = made.add_subparsers(metavar="WHAT")
    for name, text, run in (
        ("list", tr("the profiles in their order, with their hits"), list_profiles),
        ("add", tr("make a profile"), add_profile),
        ("edit", tr("change a profile"), edit_profile),
        ("remove", tr("remove a profile; what it proposed stays"), remove_profile),
        ("move", tr("put a profile at another place in the order"), move_profile),
    ):
        parser = inner.add_parser(name, parents=[shared], help=text)
        parser.set_defaults(run=run)
        if name in {"edit", "remove", "move"}:
            parser.add_argument("profile", help=tr("its number, name or uid"))
        if name == "move":
            parser.add_argument("place", type=int)
        if name in {"add", "edit"}:
            _profile_options(parser, new=name == "add")


def _rule_options(parser: argparse.ArgumentParser, *, new: bool) -> None:
    add = parser.add_argument
    add("--name", required=new)
    add("--kind", choices=("value", "credit"), help=tr("about values, or about credit lines"))
    add("--field", help=tr("what is looked at: use.credit_line, article.publisher, source.host …"))
    add("--how", choices=HOWS, help=tr("how it is compared"))
    add("--pattern")
    add("--exact", action=argparse.BooleanOptionalAction, help=tr("letter case and accents count"))
    add("--action", choices=ACTIONS)
    add("--target", help=tr("the field that is changed; the one looked at when not given"))
    add("--value", help=tr("what is set or put in its place; $1 or ${name} are groups of the pattern"))
    add("--party", action="append", metavar="NAME:ROLE[:KIND]", help=tr("credit rules: who is named"))
    add("--flag", action="append", help=tr("credit rules: a mark such as handout or pool"))
    add("--licence", help=tr("credit rules: the licence"))
    add("--note")
    add("--enabled", action=argparse.BooleanOptionalAction)


def _profile_options(parser: argparse.ArgumentParser, *, new: bool) -> None:
    add = parser.add_argument
    add("--name", required=new)
    add("--by", choices=BY, help=tr("what is compared"))
    add("--pattern", required=new, help=tr("a publisher, host, folder or file name (with * and ?)"))
    add("--always", action=argparse.BooleanOptionalAction, help=tr("hold even where the source says otherwise"))
    for name in ("publisher", "language", "section", "byline-role", "collection", "note"):
        add(f"--{name}")
    add("--rights", action="append", metavar="FIELD=VALUE", help=tr("rights of the article; template=NAME takes one"))
    add("--enabled", action=argparse.BooleanOptionalAction)


def list_rules(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rules``."""
    with open_for(arguments, settings, write=False) as archive:
        found = rules.rules(archive)
    if arguments.json:
        say_json([plain_rule(rule) | {"hits": hits} for rule, hits in found])
        return 0
    table: list[tuple[str, ...]] = [
        (f"{n}{'' if r.enabled else '–'}", r.name, rule_words(r), str(h)) for n, (r, h) in enumerate(found, 1)
    ]
    for line in columns(table, (4, 30, 80, 8)):
        say(line)
    if not found:
        say(tr("There are no rules yet."))
    return 0


def add_rule(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rules add --name … --pattern … --action …``."""
    return _keep(arguments, settings, lambda _archive: _with_options(HouseRule(), arguments))


def edit_rule(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rules edit RULE …``."""
    return _keep(
        arguments, settings, lambda archive: _with_options(rules.rule_named(archive, arguments.rule), arguments)
    )


def remove_rule(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rules remove RULE``."""
    with open_for(arguments, settings, write=True) as archive:
        changes = rules.remove(archive, rules.rule_named(archive, arguments.rule))
    return _say(arguments, changes.label, changes.operation_id)


def move_rule(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rules move RULE PLACE``."""
    with open_for(arguments, settings, write=True) as archive:
        changes = rules.move(archive, rules.rule_named(archive, arguments.rule), arguments.place)
    return _say(arguments, changes.label or tr("The order was so already"), changes.operation_id)


def test_rules(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rules test [RULE…] [--query Q | --text T]``."""
    with open_for(arguments, settings, write=False) as archive:
        chosen = _chosen(archive, arguments.rule)
        if arguments.text:
            tried = []
            for text in arguments.text:
                after = text
                for rule in chosen:
                    after = rule_runs.try_text(rule, after)[1]
                tried.append({"before": text, "after": after})
            if arguments.json:
                say_json(tried)
            else:
                for pair in tried:
                    say(f"{pair['before']}\n  → {pair['after']}")
            return 0
        progress = ProgressLine(quiet=arguments.quiet)
        ids = find.search(archive, arguments.query).ids
        trial = rule_runs.try_rules(archive, chosen, ids, progress=progress)
        progress.close()
    if arguments.json:
        say_json({"looked_at": trial.looked_at, "changes": trial.changes})
        return 0
    for change in trial.changes:
        say(f"{change.shown_id}  {change.title}\n  {change.label}: {change.before}\n  → {change.after}")
    told = tr_n("{n} value would change", "{n} values would change", len(trial.changes))
    say(f"{told}; {tr_n('{n} record looked at', '{n} records looked at', trial.looked_at)}.")
    return 0


def apply_rules(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rules apply [RULE…] [--query Q]``."""
    progress = ProgressLine(quiet=arguments.quiet)
    with open_for(arguments, settings, write=True) as archive:
        ids = find.search(archive, arguments.query).ids
        changes, count = rule_runs.apply(archive, _chosen(archive, arguments.rule), ids, progress=progress)
        progress.close()
    if arguments.json:
        say_json({"values": count, "operation": changes.operation_id})
    else:
        say(tr_n("{n} value was changed.", "{n} values were changed.", count))
    return 0


def take_back(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rules undo RULE``."""
    with open_for(arguments, settings, write=True) as archive:
        changes, back, left = rule_runs.take_back(archive, rules.rule_named(archive, arguments.rule))
    if arguments.json:
        say_json({"values": back, "left": left, "operation": changes.operation_id})
        return 0
    say(tr_n("{n} value was put back.", "{n} values were put back.", back))
    if left:
        tell(tr_n("{n} value could not be put back.", "{n} values could not be put back.", left))
    return 0


def export_file(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rules export FILE``."""
    with open_for(arguments, settings, write=False) as archive:
        given = rules.give_file(archive)
    as_json = arguments.file.suffix.casefold() == ".json"
    text = json.dumps(given, ensure_ascii=False, indent=2) + "\n" if as_json else tomli_w.dumps(given)
    try:
        arguments.file.write_text(text, encoding="utf-8")
    except OSError as error:
        message = tr("The file cannot be written ({reason}).").format(reason=error.strerror or error)
        raise InputError(message, where=str(arguments.file)) from error
    count = len(given.get("rules", [])) + len(given.get("profiles", []))
    words = tr_n("{n} rule or profile was written to {file}.", "{n} rules and profiles were written to {file}.", count)
    return _say(arguments, words.replace("{file}", str(arguments.file)), 0)


def import_file(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app rules import FILE``."""
    where = str(arguments.file)
    try:
        text = sys.stdin.read() if where == "-" else arguments.file.read_text(encoding="utf-8-sig")
        value = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except OSError as error:
        message = tr("The file cannot be read ({reason}).").format(reason=error.strerror or error)
        raise InputError(message, where=where) from error
    except (ValueError, RecursionError) as error:
        raise FormatError(tr("This file is neither TOML nor JSON."), where=where) from error
    with open_for(arguments, settings, write=True) as archive:
        changes, count = rules.take_file(archive, value, where=where)
    return _say(arguments, tr_n("{n} rule was taken.", "{n} rules were taken.", count), changes.operation_id)


def list_profiles(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app profiles``."""
    with open_for(arguments, settings, write=False) as archive:
        found = rules.profiles(archive)
    if arguments.json:
        say_json([plain_profile(one) | {"hits": hits} for one, hits in found])
        return 0
    table: list[tuple[str, ...]] = [
        (f"{n}{'' if p.enabled else '–'}", p.name, profile_words(p), str(h)) for n, (p, h) in enumerate(found, 1)
    ]
    for line in columns(table, (4, 30, 80, 8)):
        say(line)
    if not found:
        say(tr("There are no source profiles yet."))
    return 0


def add_profile(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app profiles add --name … --by … --pattern …``."""
    return _keep(arguments, settings, lambda _archive: _with_options(SourceProfile(), arguments))


def edit_profile(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app profiles edit PROFILE …``."""
    return _keep(
        arguments, settings, lambda archive: _with_options(rules.profile_named(archive, arguments.profile), arguments)
    )


def remove_profile(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app profiles remove PROFILE``."""
    with open_for(arguments, settings, write=True) as archive:
        changes = rules.remove(archive, rules.profile_named(archive, arguments.profile))
    return _say(arguments, changes.label, changes.operation_id)


def move_profile(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app profiles move PROFILE PLACE``."""
    with open_for(arguments, settings, write=True) as archive:
        changes = rules.move(archive, rules.profile_named(archive, arguments.profile), arguments.place)
    return _say(arguments, changes.label or tr("The order was so already"), changes.operation_id)


def _keep(arguments: argparse.Namespace, settings: Settings, made: Any) -> int:
    with open_for(arguments, settings, write=True) as archive:
        one = made(archive)
        changes, uid = rules.save(archive, one)
    if arguments.json:
        say_json({"uid": uid, "operation": changes.operation_id})
        return 0
    return _say(arguments, changes.label or tr("Nothing was changed"), 0)


_PLAIN = (
    "name", "kind", "field", "how", "pattern", "exact", "action", "target", "value", "licence", "note", "enabled",
    "by", "always", "publisher", "language", "section", "byline_role", "collection",
)  # fmt: skip


def _with_options(one: Any, arguments: argparse.Namespace) -> Any:
    """A rule or profile with the options that were given."""
    given: dict[str, Any] = {}
    for name in _PLAIN:
        value = getattr(arguments, name, None)
        if value is not None and hasattr(one, name):
            given[name] = value
    if getattr(arguments, "party", None):
        given["parties"] = tuple(_party(text) for text in arguments.party)
    if getattr(arguments, "flag", None):
        given["flags"] = tuple(arguments.flag)
    if getattr(arguments, "rights", None):
        given["rights"] = dict(_pair(text) for text in arguments.rights)
    made = replace(one, **given)
    if isinstance(made, HouseRule) and made.kind == "credit":
        made = replace(made, field=CREDIT_FIELD)
    return made


def _party(text: str) -> RuleParty:
    name, *rest = text.rsplit(":", 2) if text.count(":") > 1 else text.split(":")
    return RuleParty(name, *rest)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise InputError(tr("“{text}” is not FIELD=VALUE.").format(text=text))
    return name.strip(), value.strip()


def _chosen(archive: Archive, names: list[str]) -> list[HouseRule]:
    chosen = (
        [rules.rule_named(archive, name) for name in names]
        if names
        else [rule for rule, _hits in rules.rules(archive) if rule.enabled]
    )
    if not chosen:
        raise InputError(tr("There are no rules that are on."))
    return chosen


def _say(arguments: argparse.Namespace, words: str, operation: int) -> int:
    if arguments.json:
        say_json({"told": words, "operation": operation})
    else:
        say(words)
    return 0
