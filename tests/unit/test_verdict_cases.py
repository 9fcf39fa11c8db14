"""The verdict engine over cases in a file: our own, the shared specification's, and any file of the same form.

``VERDICT_CASES`` names another file (or several, parted by the system's path separator); then only those are run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.rights import DepictedWork, Grant, RightsAgent, RightsEvidence, RightsStatement, Use, Verdict
from archive_app.domain.verdict import decide

OWN = Path(__file__).parents[1] / "data" / "verdict-cases.json"
SHARED = Path(__file__).parents[3] / "shared" / "standards" / "rights-model" / "verdict-cases.json"
# Keys of the cases that stand for agents of a role, and other names that fields go by there.
AGENTS = {
    "holder": "copyright_holder", "licensor": "licensor", "distributor": "distributor", "originator": "originator",
    "creator": "creator", "supplier": "supplier", "donor": "donor",
}  # fmt: skip
NAMES = {"licence": "licence_id", "license": "licence_id", "from": "starts", "to": "ends"}


def cases() -> Iterator[Any]:
    named = [Path(p) for p in os.environ.get("VERDICT_CASES", "").split(os.pathsep) if p]
    for path in named or [OWN, SHARED]:
        if not path.exists():
            reason = f"{path.name} is not beside this checkout"
            yield pytest.param(None, None, marks=pytest.mark.skip(reason=reason), id=f"{path.parent.name}/{path.stem}")
            continue
        book = json.loads(path.read_text("utf-8"))
        for case in book["cases"]:
            yield pytest.param(case, book.get("defaults", {}), id=f"{path.parent.name}: {case['name']}")


@pytest.mark.parametrize(("case", "defaults"), list(cases()))
def test_a_case(case: Mapping[str, Any], defaults: Mapping[str, Any]) -> None:
    verdict = answer(case, defaults)

    expected = case["expect"]
    assert verdict.answer == expected["verdict"], verdict
    codes = [reason.code for reason in verdict.reasons]
    assert set(expected.get("reasons", ())) <= set(codes), codes
    assert not set(expected.get("not_reasons", ())) & set(codes), codes
    if "conditions" in expected:
        assert list(verdict.conditions) == expected["conditions"]
    if "may_change_on" in expected:
        assert verdict.may_change_on == (expected["may_change_on"] or "")
    if "contact" in expected:
        assert verdict.contact == (expected["contact"] or "")
    assert all(reason.text.strip() for reason in verdict.reasons)


def answer(case: Mapping[str, Any], defaults: Mapping[str, Any]) -> Verdict:
    """The verdict of a case. An article's statements (``article_statements``) never count for its photo."""
    use = Use(**{k: v for k, v in {**defaults.get("use", {}), **case["use"]}.items() if v is not None})
    parts = [
        decide(statements_of(part.get("statements", ()), defaults, case.get("uses_logged", 0)), use)
        for part in case.get("components", ())
    ]
    own = statements_of(case["statements"], defaults, case.get("uses_logged", 0))
    return decide(own, use, compound=parts)


def statements_of(raw: Any, defaults: Mapping[str, Any], uses: int) -> list[RightsStatement]:
    """Statements from the words of the cases; their ids ("s1") become numbers by their order."""
    numbers = {str(one.get("id", f"s{n}")): n for n, one in enumerate(raw, 1)}
    return [statement_of({**defaults.get("statement", {}), **one}, n, numbers, uses) for n, one in enumerate(raw, 1)]


def statement_of(raw: Mapping[str, Any], number: int, numbers: Mapping[str, int], uses: int) -> RightsStatement:
    known = {f.name: f for f in fields(RightsStatement)}
    values: dict[str, Any] = {"id": number}
    agents = [RightsAgent(**_plain(RightsAgent, one)) for one in raw.get("agents", ())]
    for key, value in raw.items():
        name = NAMES.get(key, key)
        if key in AGENTS and value:
            agents += [RightsAgent(one, AGENTS[key]) for one in ([value] if isinstance(value, str) else value)]
        elif key == "grants":
            values["grants"] = tuple(_grant(one, uses) for one in value)
        elif key == "depicted_works":
            values[key] = tuple(DepictedWork(**_plain(DepictedWork, one)) for one in value)
        elif key == "evidence":
            values[key] = tuple(RightsEvidence(**_plain(RightsEvidence, one)) for one in value)
        elif key in ("overrides", "supersedes"):
            ids = [value] if isinstance(value, str) else list(value or ())
            values[f"{key}_id"] = numbers.get(ids[0]) if ids else None
        elif name in known and name not in ("id", "agents") and value is not None:
            values[name] = tuple(value) if isinstance(value, list) else value
    return RightsStatement(**values, agents=tuple(agents))


def _grant(raw: Mapping[str, Any], uses: int) -> Grant:
    values: dict[str, Any] = {NAMES.get(k, k): tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    values = {"uses_so_far": uses} | {k: v for k, v in values.items() if v is not None}
    for name in ("purpose", "channel", "territory", "territory_except", "audience", "duties"):
        if isinstance(values.get(name), str):
            values[name] = (values[name],)
    return Grant(**values)


def _plain(cls: type[Any], raw: Any) -> dict[str, Any]:
    if isinstance(raw, str):
        return {fields(cls)[0].name: raw}
    return {k: v for k, v in raw.items() if k in {f.name for f in fields(cls)}}
