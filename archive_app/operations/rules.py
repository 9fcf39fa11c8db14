"""The person's rules and source profiles: kept in the catalogue, tried, applied, and taken back as a set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from archive_app.domain.changes import Changes
from archive_app.domain.errors import ArchiveError, NotFound
from archive_app.domain.house_rules import HouseRule, apply_rules
from archive_app.domain.names import NameIndex
from archive_app.domain.records import Draft
from archive_app.domain.rights_plain import statement_from
from archive_app.domain.rule_files import (
    check_profile,
    check_rule,
    file_of,
    plain_profile,
    plain_rule,
    profile_of,
    read_rules,
    rule_of,
)
from archive_app.domain.source_profiles import METHOD as OF_PROFILE
from archive_app.domain.source_profiles import SourceProfile, apply_profiles
from archive_app.i18n import tr, tr_n
from archive_app.operations.linking import name_index
from archive_app.store.archive import Archive, Reader, Writer

_OWN = ("uid", "name", "enabled")


def rules(archive: Archive) -> list[tuple[HouseRule, int]]:
    """The house rules in their order, each with its hits."""
    with archive.read() as reader:
        hits = reader.rules.hits("house_rule")
        return [(rule, hits.get(rule.uid, 0)) for rule in _rules(reader)]


def profiles(archive: Archive) -> list[tuple[SourceProfile, int]]:
    """The source profiles in their order, each with its hits."""
    with archive.read() as reader:
        hits = reader.rules.hits("source_profile")
        return [(profile, hits.get(profile.name, 0)) for profile in _profiles(reader)]


def rule_named(archive: Archive, name: str) -> HouseRule:
    """The rule of this name, uid, or number in the order (from 1). Raises NotFound."""
    return _named([rule for rule, _hits in rules(archive)], name)  # type: ignore[return-value]  # rules in, rule out


def profile_named(archive: Archive, name: str) -> SourceProfile:
    """The profile of this name, uid, or number in the order (from 1). Raises NotFound."""
    return _named([one for one, _hits in profiles(archive)], name)  # type: ignore[return-value]  # profiles in, profile out


def save(archive: Archive, one: HouseRule | SourceProfile, *, initiator: str = "") -> tuple[Changes, str]:
    """Make a rule or profile, or change the one of its uid; gives the changes and its uid.

    Raises:
        InvalidRecord, PatternError: It cannot be used; the words name the field.
    """
    _check(one)
    label = tr("Keep the rule “{name}”") if isinstance(one, HouseRule) else tr("Keep the source profile “{name}”")
    with archive.operation(label.format(name=one.name[:60]), verb="rules", initiator=initiator) as writer:
        uid = _save(writer, one)
    return writer.changes, uid


def remove(archive: Archive, one: HouseRule | SourceProfile, *, initiator: str = "") -> Changes:
    """Remove a rule or profile; the values that it gave stay. Raises NotFound."""
    label = tr("Remove the rule “{name}”") if isinstance(one, HouseRule) else tr("Remove the source profile “{name}”")
    with archive.operation(label.format(name=one.name[:60]), verb="rules", initiator=initiator) as writer:
        if not writer.rules.remove(_table(one), one.uid):
            raise NotFound(tr("This rule is not there any more."))
    return writer.changes


def move(archive: Archive, one: HouseRule | SourceProfile, place: int, *, initiator: str = "") -> Changes:
    """Put a rule or profile at a place in the order, from 1."""
    table = _table(one)
    with archive.operation(tr("Order the rules"), verb="rules", initiator=initiator) as writer:
        uids = [row["uid"] for row in writer.rules.rows(table)]
        if one.uid not in uids:
            raise NotFound(tr("This rule is not there any more."))
        uids.remove(one.uid)
        uids.insert(max(0, min(place - 1, len(uids))), one.uid)
        writer.rules.put_in_order(table, uids)
    return writer.changes


def take_file(archive: Archive, value: Any, *, where: str = "", initiator: str = "") -> tuple[Changes, int]:
    """Take the rules and profiles of a shared file; those of a uid that is known are changed, others come last.

    Raises:
        FormatError: It is no such file; nothing is taken.
    """
    found_rules, found_profiles = read_rules(value, where)
    found: list[HouseRule | SourceProfile] = [*found_rules, *found_profiles]
    label = tr_n("Take {n} rule from a file", "Take {n} rules from a file", len(found))
    with archive.operation(label, verb="rules", initiator=initiator) as writer:
        for one in found:
            _save(writer, one)
    return writer.changes, len(found)


def give_file(archive: Archive) -> dict[str, Any]:
    """All rules and profiles as a shared file holds them."""
    with archive.read() as reader:
        return file_of(_rules(reader), _profiles(reader))


def preparer(archive: Archive, *, wanted: bool = True) -> Callable[[Draft], Draft]:
    """What is done with each new draft before a person reviews it: source profiles propose, then the rules apply.

    The rules are read once. A rule that cannot be used is left out.

    Args:
        archive: The catalogue whose rules they are.
        wanted: Whether the person wants them applied by themselves; else drafts stay as they were read.
    """
    if not wanted:
        return _as_it_is
    with archive.read() as reader:
        own_rules, own_profiles = _rules(reader), _profiles(reader)
        if not any(r.enabled for r in own_rules) and not any(p.enabled for p in own_profiles):
            return _as_it_is
        known = name_index(reader)
        templates = {row["name"].casefold(): row["content"] for row in reader.rights.templates()}

    def prepare(draft: Draft) -> Draft:
        return _prepared(draft, own_rules, own_profiles, known, templates)

    return prepare


def _prepared(
    draft: Draft,
    own_rules: Sequence[HouseRule],
    own_profiles: Sequence[SourceProfile],
    known: NameIndex,
    templates: dict[str, str],
) -> Draft:
    draft, _hits = apply_profiles(own_profiles, draft)
    left = {e.method for e in draft.evidence if e.field == "rights"}
    for profile in own_profiles:
        if OF_PROFILE + profile.name in left:
            draft = _with_rights(draft, profile, templates)
    draft, _more = apply_rules(own_rules, draft, known=known)
    return draft


def _with_rights(draft: Draft, profile: SourceProfile, templates: dict[str, str]) -> Draft:
    """The draft with what the profile says of the right to use the article (never of its photos)."""
    import json

    values: dict[str, Any] = dict(profile.rights)
    template = values.pop("template", "")
    try:
        if template:
            if template.casefold() not in templates:
                raise NotFound(tr("There is no rights template “{name}”.").format(name=template))
            values = json.loads(templates[template.casefold()]) | values
        statement = statement_from(values)
    except ArchiveError as error:
        words = tr("Source profile “{name}”: {reason}").format(name=profile.name, reason=error.message)
        return replace(draft, remarks=(*draft.remarks, words))
    return draft if statement in draft.rights else replace(draft, rights=(*draft.rights, statement))


def _as_it_is(draft: Draft) -> Draft:
    return draft


def _rules(reader: Reader) -> list[HouseRule]:
    """The rules that can be read; one that a newer program wrote otherwise is left out."""
    found = []
    for row in reader.rules.rows("house_rule"):
        try:
            found.append(rule_of(row["content"] | {n: bool(row[n]) if n == "enabled" else row[n] for n in _OWN}))
        except ArchiveError:
            continue
    return found


def _profiles(reader: Reader) -> list[SourceProfile]:
    found = []
    for row in reader.rules.rows("source_profile"):
        try:
            found.append(profile_of(row["content"] | {n: bool(row[n]) if n == "enabled" else row[n] for n in _OWN}))
        except ArchiveError:
            continue
    return found


def _save(writer: Writer, one: HouseRule | SourceProfile) -> str:
    plain = plain_rule(one) if isinstance(one, HouseRule) else plain_profile(one)
    content = {name: value for name, value in plain.items() if name not in _OWN}
    return writer.rules.save(_table(one), one.uid, one.name, content, enabled=one.enabled)


def _table(one: HouseRule | SourceProfile) -> Any:
    return "house_rule" if isinstance(one, HouseRule) else "source_profile"


def _check(one: HouseRule | SourceProfile) -> None:
    if isinstance(one, HouseRule):
        check_rule(one)
    else:
        check_profile(one)


def _named(known: Sequence[HouseRule | SourceProfile], name: str) -> HouseRule | SourceProfile:
    wanted = name.strip()
    if wanted.isdigit() and 0 < int(wanted) <= len(known):
        return known[int(wanted) - 1]
    for one in known:
        if one.uid == wanted or one.name.casefold() == wanted.casefold():
            return one
    names = ", ".join(f"“{one.name}”" for one in known)
    raise NotFound(
        tr("There is no rule “{name}”.").format(name=name),
        remedy=tr("There are: {names}.").format(names=names) if names else tr("There is none yet."),
    )
