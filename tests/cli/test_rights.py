"""The command ``rights`` as a person uses it."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Shell

TERMS = """
confidence = "documented"
copyright_status = "in_copyright"
credit_obligation = "required"
credit_text = "Kosmos Press"
[[grants]]
action = "publish_online"
territory = ["FR", "BE"]
ends = "2027"
"""


@pytest.fixture
def terms(shell: Shell) -> str:
    (shell.folder / "terms.toml").write_text(TERMS, "utf-8")
    return "terms.toml"


def test_check_one_use(shell: Shell, names: dict[str, int], terms: str) -> None:
    shell("rights", "set", names["lone"], names["film"], "--from", terms)
    asked = (
        "rights",
        "check",
        names["lone"],
        "--action",
        "publish_online",
        "--territory",
        "FR",
        "--date",
        "2027-03-01",
    )
    said = shell(*asked)
    assert "May be published with conditions" in said.out
    assert "Give the credit: Kosmos Press" in said.out
    [answer] = shell(*asked, "--json").json["answers"]
    assert (answer["answer"], answer["conditions"]) == ("allowed_with_conditions", ["attribute: Kosmos Press"])
    assert answer["may_change_on"] == "2028-01-01"
    [elsewhere] = shell("rights", "check", names["lone"], "--territory", "US", "--json").json["answers"]
    assert elsewhere["answer"] == "ask"


def test_check_refuses_what_it_does_not_know(shell: Shell, names: dict[str, int]) -> None:
    assert "is no action" in shell("rights", "check", names["lone"], "--action", "dance", code=2).err
    assert "is no day" in shell("rights", "check", names["lone"], "--date", "Friday", code=2).err
    assert "articles, photos and videos only" in shell("rights", "check", names["roscosmos"], code=2).err
    assert "No record is named" in shell("rights", "check", code=2).err
    shell("rights", "check", 9999, code=2)


def test_expiring_report_and_queue(shell: Shell, names: dict[str, int], terms: str) -> None:
    shell("rights", "set", names["lone"], "--from", terms)
    losses = shell("rights", "expiring", "--within", "20y", "--territory", "BE", "--json").json
    assert [(x["id"], x["day"]) for x in losses if x["id"] == names["lone"]] == [(names["lone"], "2028-01-01")]
    assert "is no length of time" in shell("rights", "expiring", "--within", "soon", code=2).err
    report = shell("rights", "report", "--query", "type:photo", "--json").json
    assert sum(report["counts"].values()) == len(report["records"]) > 2
    shell("rights", "report", "--query", "type:photo", "--out", "report.csv")
    lines = (shell.folder / "report.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == len(report["records"]) + 1
    assert "unknown" in shell("rights", "queue").out
    assert str(names["lone"]) not in shell("rights", "queue", "unknown").out.split()


def test_a_template_is_kept_and_applied(shell: Shell, names: dict[str, int], terms: str) -> None:
    shell("rights", "templates", "--keep", "Kosmos", terms, "--note", "Contract 12")
    assert shell("rights", "templates").lines == ["Kosmos  Contract 12"]
    dry = shell("rights", "set", "--query", "type:video", "--template", "kosmos", "--dry-run")
    assert "→" in dry.out
    assert shell("rights", "list", names["film"]).out == ""
    shell("rights", "set", "--query", "type:video", "--template", "kosmos")
    assert "current" in shell("rights", "list", names["film"]).out
    shell("undo")
    assert shell("rights", "list", names["film"]).out == ""
    shell("rights", "templates", "--remove", "Kosmos")
    assert "no template" in shell("rights", "set", names["film"], "--template", "Kosmos", code=2).err


def test_a_question_is_kept_with_its_override(shell: Shell, names: dict[str, int]) -> None:
    asked = ("rights", "check", names["lone"], "--keep", "used", "--occasion", "Wall text")
    assert "no reason is given" in shell(*asked, code=2).err
    shell(*asked, "--override", f"{names['lone']}=Own picture")
    said = shell("rights", "asked", names["lone"]).out
    assert "Wall text" in said
    assert "Own picture" in said
    assert shell("rights", "asked", "--json").json[0]["outcome"] == "used"


def test_an_export_for_a_use_says_what_it_left_out(shell: Shell, names: dict[str, int], terms: str) -> None:
    shell("rights", "set", names["lone"], "--from", terms)
    asked = ("export", "type:photo", "--out", "photos.csv", "--action", "publish_online", "--territory", "FR", "--date",
             "2027-03-01")  # fmt: skip
    said = shell(*asked).out
    assert "left out because of" in said
    manifest = json.loads((shell.folder / "photos.csv.rights.json").read_text("utf-8"))
    assert manifest["use"]["territory"] == "FR"
    assert [one["id"] for one in manifest["conditional"]] == [names["lone"]]
    assert names["none_photo"] in {one["id"] for one in manifest["left_out"]}
    assert all(one["because"] for one in manifest["left_out"])
    number = names["none_photo"]
    shell(*asked, "--override", f"{number}=", code=2)
    shell(*asked, "--override", f"{number}=The photographer agreed by telephone")
    manifest = json.loads((shell.folder / "photos.csv.rights.json").read_text("utf-8"))
    assert [(one["id"], one["override"]) for one in manifest["overridden"]] == [
        (number, "The photographer agreed by telephone"),
    ]  # fmt: skip
    kept = shell("rights", "asked", number, "--json").json
    assert (kept[0]["outcome"], kept[0]["occasion"]) == ("exported", "photos.csv")
    assert kept[0]["answers"][0]["override"] == "The photographer agreed by telephone"
