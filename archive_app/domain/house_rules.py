"""The person's own rules: what to set, replace, remove or add when a field says a certain thing.

Rules have an order; each works on what those before it left. One engine serves both kinds: rules about values, and
rules about credit lines, which say who is named in a line of a certain form and in which role. Everything is a pure
function; what a rule changed carries the evidence ``rule:UID``, so that its hits can be counted and taken back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from archive_app.domain import fields
from archive_app.domain.credits import parse_credit
from archive_app.domain.folding import fold
from archive_app.domain.names import NameIndex
from archive_app.domain.records import Credit, CreditParty, Draft, Evidence, PhotoUse, Record, VideoUse
from archive_app.domain.rule_values import Parts, source_texts, texts, try_texts
from archive_app.domain.safe_pattern import Found, compile_pattern

How = Literal["contains", "equals", "starts", "word", "regex", "empty", "any"]
Action = Literal["set", "replace", "remove", "add", "clear"]
HOWS: Final[tuple[How, ...]] = ("contains", "equals", "starts", "word", "regex", "empty", "any")
ACTIONS: Final[tuple[Action, ...]] = ("set", "replace", "remove", "add", "clear")
CREDIT_FIELD: Final = "use.credit_line"
SURE: Final = 0.95
METHOD: Final = "rule:"


@dataclass(frozen=True, slots=True)
class RuleParty:
    """Whom a credit rule finds in a line; the name may hold groups of the pattern (“$1”, “${who}”)."""

    name: str
    role: str = "unknown"
    kind: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRule:
    """One rule.

    Attributes:
        uid: The same in every catalogue; given when it is first saved.
        name: What the person calls it.
        kind: "value" or "credit" (then ``field`` is the credit line and ``parties``, ``flags``, ``licence`` hold).
        field: What is looked at: "use.credit_line", "article.publisher", "source.host" …
        how, pattern: How it must look. A regex is one of ``safe_pattern``.
        exact: Letter case and accents count.
        action: What is done then.
        target: The field that is changed; "" is the one looked at.
        value: What is set, added, or put in place of the words found; may hold groups.
        parties, flags, licence: What a credit line of this form says.
    """

    uid: str = ""
    name: str = ""
    kind: str = "value"
    enabled: bool = True
    field: str = CREDIT_FIELD
    how: How = "contains"
    pattern: str = ""
    exact: bool = False
    action: Action = "replace"
    target: str = ""
    value: str = ""
    parties: tuple[RuleParty, ...] = ()
    flags: tuple[str, ...] = ()
    licence: str = ""
    note: str = ""

    @property
    def changes(self) -> str:
        """The full name of the field it changes."""
        return self.target or self.field


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule (or profile) changed: ``place`` and ``index`` say in which part, as in ``Parts``.

    ``before`` and ``after`` are texts as ``fields.text_of`` gives them, so that a value can be put back whole.
    """

    rule: str
    place: str
    index: int
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Match:
    """One place in a text where a rule's pattern stands."""

    start: int
    end: int
    found: Found | None = None


def matches(rule: HouseRule, text: str) -> list[Match]:
    """Where the pattern of a rule stands in a text; nothing when it does not. Raises PatternError."""
    if not rule.pattern:
        return []
    if rule.how == "regex":
        found = compile_pattern(rule.pattern, folded=not rule.exact).find_all(text)
        return [Match(one.start, one.end, one) for one in found if one.end > one.start]
    return [Match(a, b) for a, b in _finder(rule.how, rule.pattern, rule.exact)(text)]


@lru_cache(maxsize=512)
def _finder(how: str, pattern: str, exact: bool) -> Callable[[str], list[tuple[int, int]]]:
    """Finds words in texts. Folding keeps every offset, so places in the folded text are those in the printed one."""
    wanted = pattern if exact else fold(pattern)

    def find(text: str) -> list[tuple[int, int]]:
        seen = text if exact else fold(text)
        if how == "equals":
            return [(0, len(text))] if seen.strip() == wanted.strip() else []
        if how == "starts":
            return [(0, len(wanted))] if seen.startswith(wanted) else []
        found = []
        at = seen.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            if how == "contains" or _stands_alone(seen, at, end):
                found.append((at, end))
            at = seen.find(wanted, end)
        return found

    return find


def apply_rules(
    rules: Sequence[HouseRule], draft: Draft, *, known: NameIndex | None = None
) -> tuple[Draft, tuple[Hit, ...]]:
    """A draft after the rules, and what each of them changed; pure.

    Values that a rule changed carry its evidence; what spoke for the old value is kept and marked as superseded.
    """
    parts = parts_of(draft)
    parts, hits = apply_to_parts(rules, parts, known=known)
    return draft_with(draft, parts, hits, lambda hit: METHOD + hit.rule, lambda _hit: SURE), hits


def apply_to_parts(
    rules: Iterable[HouseRule], parts: Parts, *, known: NameIndex | None = None
) -> tuple[Parts, tuple[Hit, ...]]:
    """The same for what the catalogue has. Disabled rules do nothing. Raises PatternError."""
    hits: list[Hit] = []
    for rule in rules:
        if rule.enabled:
            parts = _apply(rule, parts, hits, known)
    return parts, tuple(hits)


def parts_of(draft: Draft) -> Parts:
    """What rules see of a draft."""
    return Parts(
        draft.article, draft.source, tuple((p.photo, p.use) for p in draft.photos),
        tuple((v.video, v.use) for v in draft.videos),
    )  # fmt: skip


def draft_with(
    draft: Draft, parts: Parts, hits: Sequence[Hit], method: Callable[[Hit], str], sure: Callable[[Hit], float]
) -> Draft:
    """The draft with its parts changed and each hit noted as evidence."""
    if not hits:
        return draft

    def noted(evidence: tuple[Evidence, ...], places: set[str], index: int) -> tuple[Evidence, ...]:
        for hit in hits:
            if hit.place in places and hit.index == index:
                own = Evidence(hit.field, hit.before, method(hit), sure(hit), layer="")
                evidence = (*(_superseded(e, hit.field) for e in evidence), own)
        return evidence

    return replace(
        draft,
        article=parts.article or draft.article,
        evidence=noted(draft.evidence, {"article"}, 0),
        photos=tuple(
            replace(p, photo=photo or p.photo, use=use or p.use, evidence=noted(p.evidence, {"photo", "photo_use"}, n))
            for n, (p, (photo, use)) in enumerate(zip(draft.photos, parts.pictures, strict=True))
        ),
        videos=tuple(
            replace(v, video=video or v.video, use=use or v.use, evidence=noted(v.evidence, {"video", "video_use"}, n))
            for n, (v, (video, use)) in enumerate(zip(draft.videos, parts.films, strict=True))
        ),
    )


def _superseded(evidence: Evidence, field: str) -> Evidence:
    mine = evidence.field == field or evidence.field.startswith(f"{field}.")
    return replace(evidence, current=False) if mine and evidence.current else evidence


def _apply(rule: HouseRule, parts: Parts, hits: list[Hit], known: NameIndex | None) -> Parts:
    """One rule on all parts. What is looked at in the article or its source may change anything printed in it."""
    place = rule.field.partition(".")[0]

    def change(record: Record | None, where: str, index: int, seen: tuple[str, ...] | None) -> Record | None:
        if record is None or seen is None or not _wants(rule, where):
            return record
        changed, before, after = _changed(rule, record, seen, known)
        if changed != record:
            name = "credit" if rule.kind == "credit" else rule.changes.partition(".")[2]
            hits.append(Hit(rule.uid, where, index, name, before, after))
        return changed

    whole = _seen(rule, parts) if place in {"article", "source"} else None
    article = change(parts.article, "article", 0, whole)
    pairs: dict[str, list[tuple[Record | None, Record | None]]] = {"photo": [], "video": []}
    for work_place, given in (("photo", parts.pictures), ("video", parts.films)):
        for index, (work, use) in enumerate(given):
            looked = whole
            if place == work_place:
                looked = _seen_in(rule, work)
            elif place == "use":
                looked = _seen_in(rule, use)
            pairs[work_place].append(
                (change(work, work_place, index, looked), change(use, f"{work_place}_use", index, looked))
            )
    return replace(parts, article=article, pictures=tuple(pairs["photo"]), films=tuple(pairs["video"]))  # type: ignore[arg-type]  # each record keeps its class


def _wants(rule: HouseRule, where: str) -> bool:
    target = "use" if rule.kind == "credit" else rule.changes.partition(".")[0]
    return where == target or (target == "use" and where.endswith("_use"))


def _seen(rule: HouseRule, parts: Parts) -> tuple[str, ...] | None:
    if rule.field.startswith("source."):
        return _judged(rule, source_texts(parts.source, rule.field))
    return _seen_in(rule, parts.article)


def _seen_in(rule: HouseRule, record: Record | None) -> tuple[str, ...] | None:
    """The values looked at, or None when the rule does not hold for them."""
    name = rule.field.partition(".")[2]
    if record is None or not hasattr(record, name):
        return None
    return _judged(rule, texts(record, name))


def _judged(rule: HouseRule, seen: tuple[str, ...]) -> tuple[str, ...] | None:
    if rule.how == "empty":
        return None if seen else ()
    if rule.how == "any":
        return seen
    return seen if any(matches(rule, text) for text in seen) else None


def _changed(
    rule: HouseRule, record: Record, seen: tuple[str, ...], known: NameIndex | None
) -> tuple[Record, str, str]:
    if rule.kind == "credit":
        return _credited(rule, record, known)
    name = rule.changes.partition(".")[2]
    if not hasattr(record, name):
        return record, "", ""
    now = texts(record, name)
    # Groups come from the field looked at, when it is not the one that is changed.
    expanded = _expanded(rule.value, rule, next((t for t in seen if matches(rule, t)), ""))
    same = rule.changes == rule.field and rule.how not in {"empty", "any"}
    many = isinstance(getattr(record, name), tuple)
    match rule.action:
        case "clear":
            values: tuple[str, ...] = ()
        case "add":
            values = now if expanded in now else (*now, expanded)
            if not many and now:
                values = now if expanded in now[0] else (f"{now[0]}; {expanded}",)
        case "replace" if same:
            values = tuple(_replaced(rule, text) for text in now)
        case "remove" if same and many:
            values = tuple(text for text in now if not matches(rule, text))
        case "remove" if same:
            values = tuple(_tidy(_replaced(replace(rule, value=""), text)) for text in now)
        case "remove":
            values = tuple(text for text in now if fold(text) != fold(expanded))
        case _:
            values = tuple(part.strip() for part in expanded.split(";")) if many else (expanded,)
    changed = try_texts(record, name, values)
    return changed, fields.text_of(record, name), fields.text_of(changed, name)


def _replaced(rule: HouseRule, text: str) -> str:
    out, at = [], 0
    for match in matches(rule, text):
        out += [text[at : match.start], _filled(rule.value, text, match)]
        at = match.end
    return "".join([*out, text[at:]])


def _expanded(value: str, rule: HouseRule, text: str) -> str:
    found = matches(rule, text)
    return _filled(value, text, found[0]) if found else value


_GROUP = re.compile(r"\$(?:(\d)|\{(\w+)\}|(\$))")


def _filled(value: str, text: str, match: Match) -> str:
    """A value with “$1”, “${name}” and “$0” filled in; “$$” is a dollar."""

    def fill(sign: re.Match[str]) -> str:
        number, name, dollar = sign.groups()
        if dollar:
            return "$"
        key: int | str = int(number) if number else int(name) if name.isdigit() else name
        if key == 0 or match.found is None:
            return text[match.start : match.end] if key == 0 else ""
        return match.found.group(key, text)

    return _GROUP.sub(fill, value)


def _credited(rule: HouseRule, record: Record, known: NameIndex | None) -> tuple[Record, str, str]:
    """A use whose credit line is read as the rule says; the line itself stays as printed."""
    if not isinstance(record, PhotoUse | VideoUse) or not record.credit_line:
        return record, "", ""
    line = record.credit_line
    found = matches(rule, line) if rule.how != "any" else [Match(0, len(line))]
    if not found:
        return record, "", ""
    credit = record.credit if record.credit.literals else parse_credit(line, known=known).value
    if rule.parties:
        parties = tuple(_party(one, line, found[0]) for one in rule.parties)
        if known is not None and any(
            _is_organisation(p, one, known) for p, one in zip(parties, rule.parties, strict=True)
        ):
            return record, "", ""  # where a maker's name is expected stands an agency: another form of line
        parties = tuple(one for one in parties if one.name)
        cuts = sorted({0, len(line), *(at for p in parties if p.start >= 0 for at in (p.start, p.end))})
        literals = tuple(line[a:b] for a, b in pairwise(cuts))
        same = [(p.name, p.role, p.kind) for p in parties] == [(p.name, p.role, p.kind) for p in credit.parties]
        credit = credit if same else replace(credit, parties=parties, literals=literals)
    flags = tuple(dict.fromkeys((*credit.flags, *rule.flags)))
    credit = replace(credit, flags=flags, licence=rule.licence or credit.licence)
    if credit == record.credit:
        return record, "", ""
    return replace(record, credit=credit), credit_words(record.credit), credit_words(credit)


def _party(one: RuleParty, line: str, match: Match) -> CreditParty:
    name = _filled(one.name, line, match).strip()
    at = line.find(name) if name else -1
    return CreditParty(name, one.role, one.kind, at, at + len(name) if at >= 0 else -1)


def _is_organisation(party: CreditParty, one: RuleParty, known: NameIndex) -> bool:
    """Whether a group of the pattern, meant for a person, holds the name of a known organisation."""
    if one.kind != "person" or "$" not in one.name or not party.name:
        return False
    found = known.find(party.name)
    return found is not None and found.kind == "organization"


def credit_words(credit: Credit) -> str:
    """What a credit says, in one line: names with roles, marks, licence."""
    names = [f"{p.name} ({p.role})" if p.role != "unknown" else p.name for p in credit.parties]
    return " · ".join(part for part in ("; ".join(names), ", ".join(credit.flags), credit.licence) if part)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def _tidy(text: str) -> str:
    """A text after words were taken out: no doubled blanks, no separators left standing at its ends."""
    return re.sub(r"\s{2,}", " ", text).strip(" \t,;|/·•–—-")
