"""Rights that a library's record states, as a draft of one statement.

What stands behind one of our own labels (``rights_lines``) becomes the field it came from; every other text is kept
verbatim: a notice that looks like one, a restriction, or usage terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from archive_app.domain import licences, uses
from archive_app.domain.edtf import is_valid
from archive_app.domain.rights import (
    COPYRIGHT_STATUSES,
    CREDIT_OBLIGATIONS,
    DepictedWork,
    Grant,
    RightsAgent,
    RightsEvidence,
    RightsStatement,
)
from archive_app.formats.library.relators import AGENTS
from archive_app.formats.library.rights_lines import STATUS_WORDS, Line

_NOTICE = re.compile(r"\s*(?:©|\(c\)|copyright\b(?! status))", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+\Z")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_COUNT = re.compile(r"(?P<most>\d+) uses at most, (?P<used>\d+) so far")
_OUTWARD = " for use outside the archive"
_ROLES = {relator: role for role, relator in AGENTS.items()}
_CODES = {
    name: {choice.value.replace("_", " "): choice.value for choice in choices}
    for name, choices in (("action", uses.ACTIONS), ("purpose", uses.PURPOSES), ("channel", uses.CHANNELS))
}
_LISTS = {
    "purpose": "purpose",
    "channel": "channel",
    "in": "territory",
    "not in": "territory_except",
    "for": "audience",
}
_STATUSES = {words: status for status, words in STATUS_WORDS.items()}
_LONGEST_QUOTE = 1000


@dataclass(slots=True)
class RightsRead:
    """Collects what a record says of rights; ``statement`` makes one of it.

    Attributes:
        lines: What was read, labelled or not (kind "").
        agents: Names with their relator codes ("cph").
        year: Of the copyright.
    """

    lines: list[Line] = field(default_factory=list)
    agents: list[tuple[str, str]] = field(default_factory=list)
    year: int | None = None
    credit_lines: list[str] = field(default_factory=list)

    def say(self, line: Line) -> None:
        """Add a line that says anything."""
        if line.kind == "year" and line.text.strip().isdecimal():
            self.year = self.year or int(line.text)
        elif line.kind == "holder" and line.text.strip():
            self.agents.append((line.text.strip(), "cph"))
        elif line.kind == "maker" and line.text.strip():
            self.agents.append((line.text.strip(), "cre"))
        elif line.text.strip() or line.uri.strip():
            self.lines.append(replace(line, text=" ".join(line.text.split())))

    def statement(self, scope: str, standard: str, *, alone: bool) -> tuple[RightsStatement, ...]:
        """The statement, or none where nothing was said of rights.

        Args:
            scope: Of ``rights.SCOPES``.
            standard: The format's name, for the evidence.
            alone: No article prints the work, so that its credit line stands here and not in a use.
        """
        agents = tuple(
            dict.fromkeys(RightsAgent(name, _ROLES[code]) for name, code in self.agents if code in _ROLES and name)
        )
        held = any(agent.role in ("copyright_holder", "licensor") for agent in agents)
        credit = self.credit_lines[0] if alone and self.credit_lines else ""
        if not self.lines and not held and not credit and self.year is None:
            return ()
        values = _Values(self.lines).values
        notice = str(values.get("copyright_notice", ""))
        year = self.year or (int(found[1]) if (found := _YEAR.search(notice)) else None)
        if "copyright_status" not in values and (notice or year):
            values["copyright_status"] = "in_copyright"
        quote = " · ".join(line.text or line.uri for line in self.lines)[:_LONGEST_QUOTE]
        statement = RightsStatement(
            scope=scope,
            copyright_year=year,
            agents=agents,
            credit_line_printed=credit,
            confidence="stated",
            evidence=(RightsEvidence(kind="catalogue_entry", source=standard, quote=quote),),
            **values,
        )
        return (replace(statement, basis=_basis(statement)),)


class _Values:
    """Field values of a statement, from lines."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.values: dict[str, Any] = {}
        self._more: dict[str, list[Any]] = {"restrictions": [], "grants": [], "depicted_works": [], "note": []}
        for line in lines:
            self._take(line)
        for name, found in self._more.items():
            if found:
                self.values[name] = "\n".join(found) if name == "note" else tuple(dict.fromkeys(found))

    def _take(self, line: Line) -> None:
        reader = getattr(self, f"_{line.kind}", None) if line.kind else None
        if reader is not None:
            reader(line)
        elif line.kind:
            self._restriction(line)
        else:
            self._unlabelled(line)

    def _unlabelled(self, line: Line) -> None:
        text = line.text or line.uri
        known = licences.find(line.uri, text)
        if known is not None:
            status = known.family == "rights_statement"
            line = Line("status" if status else "licence", known.name, known.uri)
            (self._status if status else self._licence)(line)
        elif _NOTICE.match(text) and "copyright_notice" not in self.values:
            self.values["copyright_notice"] = text
        elif "usage_terms" not in self.values:
            self.values["usage_terms"] = text
        elif self.values["usage_terms"] != text:
            self._more["restrictions"].append(text)

    def _first(self, name: str, value: Any, text: str) -> None:
        """A field that holds one value; a second one is kept among the restrictions, so that nothing is lost."""
        if not value:
            return
        if name not in self.values:
            self.values[name] = value
        elif self.values[name] != value:
            self._more["restrictions"].append(text)

    def _status(self, line: Line) -> None:
        known = licences.find(line.uri, line.text)
        if known is not None and known.family == "rights_statement":
            self.values.setdefault("rights_uri", known.uri)
            self.values.setdefault("copyright_status", known.copyright_status)
            return
        if _ADDRESS.match(line.uri):
            self.values.setdefault("rights_uri", line.uri)
        status = _STATUSES.get(line.text, line.text.replace(" ", "_").casefold())
        if status in COPYRIGHT_STATUSES:
            self.values.setdefault("copyright_status", status)
        elif line.text:
            self._more["note"].append(line.text)

    def _notice(self, line: Line) -> None:
        self._first("copyright_notice", line.text, line.text)

    def _terms(self, line: Line) -> None:
        self._first("usage_terms", line.text, line.text)

    def _restriction(self, line: Line) -> None:
        self._more["restrictions"].append(line.text if line.kind in ("", "restriction") else str(line))

    def _permission(self, line: Line) -> None:
        self._grant(line, "permit")

    def _prohibition(self, line: Line) -> None:
        self._grant(line, "prohibit")

    def _grant(self, line: Line, effect: str) -> None:
        grant = read_grant(line.text, effect)
        if grant is not None:
            self._more["grants"].append(grant)
        else:
            self._more["restrictions"].append(str(line))

    def _embargo(self, line: Line) -> None:
        day, outward, _ = line.text.partition(_OUTWARD)
        if is_valid(day.strip()) and "embargo_until" not in self.values:
            self.values["embargo_until"] = day.strip()
            self.values["embargo_scope"] = "outward" if outward else "all"
        else:
            self._more["restrictions"].append(str(line))

    def _stop(self, line: Line) -> None:
        self.values["legal_hold" if line.text == "legal hold" else "takedown"] = True

    def _sensitivity(self, line: Line) -> None:
        if line.text == "privacy of persons shown":
            self.values["privacy_flag"] = True
        else:
            self._first("cultural_sensitivity", line.text, str(line))

    def _disputed(self, _line: Line) -> None:
        self.values["status"] = "disputed"

    def _licence(self, line: Line) -> None:
        known = licences.find(line.uri, line.text)
        name = known.id if known is not None and known.family != "rights_statement" else line.text
        self._first("licence_id", name if not _ADDRESS.match(name) else "", str(line))
        address = (
            line.uri or (known.uri if known is not None else "") or (line.text if _ADDRESS.match(line.text) else "")
        )
        self._first("licence_url", address if _ADDRESS.match(address) else "", str(line))

    def _credit(self, line: Line) -> None:
        obligation, _, rest = line.text.partition(": ")
        if obligation in CREDIT_OBLIGATIONS:
            self.values.setdefault("credit_obligation", obligation)
            self._first("credit_text", rest, str(line))
        else:
            self._first("credit_text", line.text, str(line))

    def _placement(self, line: Line) -> None:
        self._first("credit_placement", line.text, str(line))

    def _mining(self, line: Line) -> None:
        value, _, constraint = line.text.partition(": ")
        if value.startswith("DMI-"):
            self._first("data_mining", value, str(line))
            self._first("data_mining_constraint", constraint, str(line))
        else:
            self._first("data_mining_constraint", line.text, str(line))

    def _licensor(self, line: Line) -> None:
        address = line.uri or line.text
        self._first("acquire_url", address if _ADDRESS.match(address) else "", str(line))

    def _contract(self, line: Line) -> None:
        self._first("contract_ref", line.text, str(line))

    def _fee(self, line: Line) -> None:
        self._first("fee", line.text, str(line))

    def _law(self, line: Line) -> None:
        self._first("citation", line.text, str(line))

    def _jurisdiction(self, line: Line) -> None:
        self._first("jurisdiction", line.text, str(line))

    def _model_release(self, line: Line) -> None:
        self._release("model_release", line)

    def _property_release(self, line: Line) -> None:
        self._release("property_release", line)

    def _release(self, name: str, line: Line) -> None:
        value, *ids = line.text.split("; ")
        self._first(name, value, str(line))
        if ids:
            self.values.setdefault(f"{name}_ids", tuple(ids))

    def _minor(self, line: Line) -> None:
        self._first("minor_age", line.text, str(line))

    def _depicted(self, line: Line) -> None:
        title, _, status = line.text.removesuffix(")").rpartition(" (")
        self._more["depicted_works"].append(
            DepictedWork(title, _STATUSES[status]) if title and status in _STATUSES else DepictedWork(line.text)
        )

    def _note(self, line: Line) -> None:
        self._more["note"].append(line.text)

    def _confidence(self, line: Line) -> None:
        self._more["note"].append(str(line))

    _evidence = _confidence

    def _review(self, line: Line) -> None:
        self._first("review_date", line.text if is_valid(line.text) else "", str(line))


def read_grant(text: str, effect: str) -> Grant | None:
    """The grant that ``rights_lines.grant_line`` wrote; None when it says anything that we cannot read for sure."""
    head, bracket, inside = text.strip().partition(" (")
    action = "" if head == "any use" else _CODES["action"].get(head)
    if action is None or (bracket and not inside.endswith(")")):
        return None
    values: dict[str, Any] = {"effect": effect, "action": action}
    for part in inside.removesuffix(")").split("; ") if bracket else ():
        if not _constraint(part, values):
            return None
    return Grant(**values)


def _constraint(part: str, values: dict[str, Any]) -> bool:
    label, colon, listed = part.partition(": ")
    if part == "exclusive":
        values["exclusive"] = True
    elif counted := _COUNT.fullmatch(part):
        values["max_uses"], values["uses_so_far"] = int(counted["most"]), int(counted["used"])
    elif part.startswith("size at most "):
        values["max_size"] = part.removeprefix("size at most ")
    elif part.startswith(("from ", "until ")):
        word, _, day = part.partition(" ")
        if not is_valid(day):
            return False
        values["starts" if word == "from" else "ends"] = day
    elif colon and label in _LISTS:
        return _list(label, listed.split(", "), values)
    elif colon and label == "on condition":
        values["duties"] = tuple(listed.split(", "))
    else:
        return False
    return True


def _list(label: str, listed: Sequence[str], values: dict[str, Any]) -> bool:
    name = _LISTS[label]
    if name in ("purpose", "channel"):
        codes = [_CODES[name].get(one, "") for one in listed]
    elif name == "audience":
        codes = list(listed)
    else:
        codes = [one if one == "WORLD" or re.fullmatch("[A-Z]{2}", one) else "" for one in listed]
    values[name] = tuple(codes)
    return all(codes)


def _basis(statement: RightsStatement) -> str:
    licence = licences.find(statement.licence_url, statement.licence_id)
    if licence is not None and licence.family == "creative_commons":
        return "licence"
    if statement.copyright_status == "public_domain":
        return "public_domain"
    if any(grant.effect == "permit" for grant in statement.grants) or statement.contract_ref:
        return "licence"
    return "copyright"
