"""Rules and profiles in a sentence, for lists."""

from __future__ import annotations

from typing import Final

from archive_app.domain.house_rules import HouseRule
from archive_app.domain.rule_values import rule_fields
from archive_app.domain.source_profiles import SourceProfile
from archive_app.i18n import mark, tr

PLACE_WORDS: Final = {
    "article": mark("Article"), "photo": mark("Photo"), "video": mark("Video"), "use": mark("As printed"),
    "source": mark("Source"),
}  # fmt: skip
SOURCE_WORDS: Final = {
    "source.address": mark("Address"), "source.host": mark("Host"), "source.folder": mark("Folder"),
    "source.name": mark("File name"),
}  # fmt: skip
HOW_WORDS: Final = {
    "contains": mark("contains"), "equals": mark("is"), "starts": mark("begins with"), "word": mark("has the word"),
    "regex": mark("matches the pattern"), "empty": mark("is empty"), "any": mark("is anything"),
}  # fmt: skip
ACTION_WORDS: Final = {
    "set": mark("set it to"), "replace": mark("replace that by"), "remove": mark("remove that"),
    "add": mark("add"), "clear": mark("empty it"),
}  # fmt: skip
BY_WORDS: Final = {
    "publisher": mark("Publisher"), "host": mark("Web host"), "folder": mark("Folder"), "name": mark("File name"),
}  # fmt: skip


def field_words(name: str) -> str:
    """A field as people know it: “Credit line as printed”, “Article: Publisher”."""
    if name in SOURCE_WORDS:
        return f"{tr(PLACE_WORDS['source'])}: {tr(SOURCE_WORDS[name])}"
    line = rule_fields().get(name)
    if line is None:
        return name
    place = name.partition(".")[0]
    return tr(line.label) if place == "use" else f"{tr(PLACE_WORDS[place])}: {tr(line.label)}"


def rule_words(rule: HouseRule) -> str:
    """A rule in a line: “Caption contains “(archive)” → remove that”."""
    return f"{when_words(rule)} → {then_words(rule)}"


def when_words(rule: HouseRule) -> str:
    """What a rule looks for."""
    how = tr(HOW_WORDS.get(rule.how, rule.how))
    pattern = "" if rule.how in {"empty", "any"} else f" “{rule.pattern}”"
    return f"{field_words(rule.field)} {how}{pattern}"


def then_words(rule: HouseRule) -> str:
    """What a rule does then."""
    if rule.kind == "credit":
        names = [f"{p.name} ({tr(p.role.replace('_', ' '))})" if p.role != "unknown" else p.name for p in rule.parties]
        return "; ".join(
            [*names, *(f.replace("_", " ") for f in rule.flags), *([rule.licence] if rule.licence else [])]
        )
    target = f"{field_words(rule.target)}: " if rule.target and rule.target != rule.field else ""
    value = f" “{rule.value}”" if rule.action in {"set", "replace", "add"} else ""
    return f"{target}{tr(ACTION_WORDS.get(rule.action, rule.action))}{value}"


def profile_words(profile: SourceProfile) -> str:
    """A profile in a line: “Web host “example.org” → Evening Note, en”."""
    told = [profile.publisher, profile.language, profile.section, profile.byline_role, profile.collection]
    told += [profile.rights.get("template", tr("rights"))] if profile.rights else []
    return f"{tr(BY_WORDS.get(profile.by, profile.by))} “{profile.pattern}” → {', '.join(t for t in told if t)}"
