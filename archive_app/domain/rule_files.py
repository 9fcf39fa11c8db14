"""Rules and profiles as plain values, for the catalogue's tables and for files that people share (TOML or JSON).

A file holds ``format = "archive-app rules 1"`` and lists named ``rules`` and ``profiles``; fields at their defaults
are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from typing import Any, Final, TypeVar

from archive_app.domain.errors import FormatError, InvalidRecord
from archive_app.domain.house_rules import ACTIONS, CREDIT_FIELD, HOWS, HouseRule, RuleParty
from archive_app.domain.records import CREDIT_FLAGS, PARTY_ROLES
from archive_app.domain.rule_values import SOURCE_FIELDS, rule_fields
from archive_app.domain.safe_pattern import PatternError, compile_pattern
from archive_app.domain.source_profiles import BY, SourceProfile
from archive_app.i18n import tr

T = TypeVar("T", HouseRule, SourceProfile)
FORMAT: Final = "archive-app rules 1"
_KINDS: Final = ("person", "organization", "unknown")
LONGEST: Final = 2000


def plain_rule(rule: HouseRule) -> dict[str, Any]:
    """A rule as JSON and TOML know it, what is at its default left out."""
    found: dict[str, Any] = {}
    for item in dataclass_fields(rule):
        value = getattr(rule, item.name)
        if item.name == "parties":
            if value:
                found["parties"] = [{"name": p.name, "role": p.role, "kind": p.kind} for p in value]
        elif isinstance(value, tuple):
            if value:
                found[item.name] = list(value)
        elif value != item.default:
            found[item.name] = value
    return found


def plain_profile(profile: SourceProfile) -> dict[str, Any]:
    """A profile in the same way."""
    found = {f.name: getattr(profile, f.name) for f in dataclass_fields(profile) if f.name != "rights"}
    defaults = {f.name: f.default for f in dataclass_fields(profile)}
    kept = {name: value for name, value in found.items() if value != defaults[name]}
    return kept | ({"rights": dict(profile.rights)} if profile.rights else {})


def rule_of(value: Mapping[str, Any]) -> HouseRule:
    """The rule that plain values hold.

    Raises:
        FormatError: They are not those of a rule.
        InvalidRecord, PatternError: The rule cannot be used; see ``check_rule``.
    """
    values = _typed(value, HouseRule)
    parties = values.get("parties", ())
    if not all(isinstance(one, Mapping) and isinstance(one.get("name"), str) for one in parties):
        raise FormatError(tr("A party of a credit rule has no name."))
    values["parties"] = tuple(
        RuleParty(one["name"], str(one.get("role", "unknown")), str(one.get("kind", "unknown"))) for one in parties
    )
    values["flags"] = tuple(str(flag) for flag in values.get("flags", ()))
    rule = HouseRule(**values)
    check_rule(rule)
    return rule


def profile_of(value: Mapping[str, Any]) -> SourceProfile:
    """The profile that plain values hold. Raises FormatError, InvalidRecord."""
    values = _typed(value, SourceProfile)
    rights = values.get("rights", {})
    values["rights"] = {str(name): str(content) for name, content in rights.items()}
    profile = SourceProfile(**values)
    check_profile(profile)
    return profile


def file_of(rules: Sequence[HouseRule], profiles: Sequence[SourceProfile]) -> dict[str, Any]:
    """What a shared file holds."""
    found: dict[str, Any] = {"format": FORMAT}
    if rules:
        found["rules"] = [plain_rule(one) for one in rules]
    if profiles:
        found["profiles"] = [plain_profile(one) for one in profiles]
    return found


def read_rules(value: Any, where: str = "") -> tuple[list[HouseRule], list[SourceProfile]]:
    """The rules and profiles in what was read from a shared file.

    Raises:
        FormatError: It is no such file, or one of its entries cannot be used; the words say which.
    """
    if not isinstance(value, Mapping) or value.get("format") != FORMAT:
        raise FormatError(tr("This file holds no rules of this program."), where=where)
    return _entries(value, "rules", rule_of, where), _entries(value, "profiles", profile_of, where)


def _entries(value: Mapping[str, Any], key: str, take: Callable[[Mapping[str, Any]], T], where: str) -> list[T]:
    entries = value.get(key, [])
    if not isinstance(entries, list):
        raise FormatError(tr("“{name}” is not a list.").format(name=key), where=where)
    found: list[T] = []
    for number, entry in enumerate(entries, 1):
        try:
            if not isinstance(entry, Mapping):
                raise FormatError(tr("It is no table of values."))
            found.append(take(entry))
        except (FormatError, InvalidRecord, PatternError) as error:
            words = tr("{name}, number {n}: {reason}").format(name=key, n=number, reason=error.message)
            raise FormatError(words, where=where) from error
    return found


def check_rule(rule: HouseRule) -> None:
    """Refuse a rule that cannot be used.

    Raises:
        InvalidRecord: With the field concerned and a sentence.
        PatternError: Its pattern cannot be read.
    """
    known = rule_fields()
    wrong: list[tuple[str, str]] = []
    if not rule.name.strip():
        wrong.append(("name", tr("A rule needs a name.")))
    if rule.kind not in {"value", "credit"}:
        wrong.append(("kind", tr("A rule is about values or about credit lines.")))
    if rule.field not in known and rule.field not in SOURCE_FIELDS:
        wrong.append(("field", tr("There is no field “{name}”.").format(name=rule.field)))
    if rule.how not in HOWS:
        wrong.append(("how", tr("“{how}” is not a way to compare.").format(how=rule.how)))
    elif rule.how not in {"empty", "any"} and not rule.pattern:
        wrong.append(("pattern", tr("Say what the field must hold.")))
    if rule.kind == "credit":
        wrong += _wrong_credit(rule)
    else:
        wrong += _wrong_value(rule, known)
    if any(len(text) > LONGEST for text in (rule.pattern, rule.value, rule.note, rule.name)):
        wrong.append(("value", tr("A text is too long.")))
    if wrong:
        raise InvalidRecord(wrong[0][1], wrong, where=rule.name)
    if rule.how == "regex":
        compile_pattern(rule.pattern, folded=not rule.exact)


def _wrong_credit(rule: HouseRule) -> list[tuple[str, str]]:
    wrong: list[tuple[str, str]] = []
    if rule.field != CREDIT_FIELD:
        wrong.append(("field", tr("A credit rule looks at credit lines.")))
    if not (rule.parties or rule.flags or rule.licence):
        wrong.append(("parties", tr("Say who is named, a mark, or a licence.")))
    strange = [p.role for p in rule.parties if p.role not in PARTY_ROLES or p.kind not in _KINDS]
    if strange:
        wrong.append(("parties", tr("“{role}” is not a role in a credit.").format(role=strange[0])))
    unknown = [flag for flag in rule.flags if flag not in CREDIT_FLAGS]
    if unknown:
        wrong.append(("flags", tr("“{flag}” is not a mark of credits.").format(flag=unknown[0])))
    return wrong


def _wrong_value(rule: HouseRule, known: Mapping[str, object]) -> list[tuple[str, str]]:
    wrong: list[tuple[str, str]] = []
    if rule.action not in ACTIONS:
        wrong.append(("action", tr("“{action}” is not something a rule does.").format(action=rule.action)))
    if rule.changes not in known:
        wrong.append(("target", tr("There is no field “{name}” that a rule may change.").format(name=rule.changes)))
    elif not _reaches(rule.field.partition(".")[0], rule.changes.partition(".")[0]):
        wrong.append(("target", tr("What stands in one part of an article cannot change another.")))
    if rule.action in {"set", "add"} and not rule.value:
        wrong.append(("value", tr("Say what is to be set.")))
    return wrong


def _reaches(place: str, target: str) -> bool:
    """Whether what stands in one place may change another: an article its parts, a photo or video its uses."""
    return place in {"article", "source", target} or (place in {"photo", "video", "use"} and target != "article")


def check_profile(profile: SourceProfile) -> None:
    """Refuse a profile that cannot be used. Raises InvalidRecord."""
    wrong: list[tuple[str, str]] = []
    if not profile.name.strip():
        wrong.append(("name", tr("A profile needs a name.")))
    if profile.by not in BY:
        wrong.append(("by", tr("“{by}” is not a way to tell where something comes from.").format(by=profile.by)))
    if not profile.pattern.strip():
        wrong.append(("pattern", tr("Say where it comes from.")))
    told = (profile.publisher, profile.language, profile.section, profile.byline_role, profile.collection)
    if not any(told) and not profile.rights:
        wrong.append(("publisher", tr("Say what usually holds for it.")))
    if any(len(text) > LONGEST for text in (profile.name, profile.pattern, profile.note, *told)):
        wrong.append(("note", tr("A text is too long.")))
    if wrong:
        raise InvalidRecord(wrong[0][1], wrong, where=profile.name)


def _typed(value: Mapping[str, Any], cls: type[HouseRule | SourceProfile]) -> dict[str, Any]:
    """The values that the class knows, each of the right kind; unknown ones are refused by name."""
    defaults = {f.name: getattr(cls(), f.name) for f in dataclass_fields(cls)}
    found: dict[str, Any] = {}
    for name, content in value.items():
        if name not in defaults:
            raise FormatError(tr("“{name}” is not known.").format(name=name))
        default = defaults[name]
        if isinstance(default, tuple):
            right = isinstance(content, (list, tuple))
        elif isinstance(default, bool):
            right = isinstance(content, bool)
        elif isinstance(default, str):
            right = isinstance(content, str)
        else:
            right = isinstance(content, Mapping)
        if not right:
            raise FormatError(tr("“{name}” holds the wrong kind of value.").format(name=name))
        found[name] = content
    return found
