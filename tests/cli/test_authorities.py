"""The command ``authority`` as a person uses it."""

from __future__ import annotations

from tests.cli.conftest import Shell


def test_authorities_from_new_to_merged_and_back(shell: Shell, names: dict[str, int]) -> None:
    made = shell("authority", "new", "Agence Cosmos", "--kind", "organization", "--variant", "Cosmos",
                 "--identifier", "wikidata=Q42", "--json").json["id"]  # fmt: skip
    listed = shell("authority", "list", "cosmos", "--json").json
    assert made in {row["id"] for row in listed}
    dry = shell("authority", "merge", names["roscosmos"], made, "--dry-run").out
    assert "Agence Cosmos" in dry
    shell("authority", "merge", names["roscosmos"], made, "--reason", "renamed")
    shown = shell("authority", "show", names["roscosmos"]).out
    assert "Agence Cosmos" in shown
    assert "renamed" in shown
    shell("authority", "unmerge", made)
    assert "Agence Cosmos" not in shell("authority", "show", names["roscosmos"]).out
    shell("authority", "distinct", names["roscosmos"], made, "--reason", "two agencies")
    assert "two agencies" in shell("authority", "show", made).out
    assert "is never" in shell("authority", "merge", names["roscosmos"], made, code=2).err
    shell("authority", "comparable", made, names["roscosmos"])


def test_printed_names_are_listed_proposed_and_linked(shell: Shell, names: dict[str, int]) -> None:
    assert any("Ann Example" in line for line in shell("authority", "unlinked").lines)
    shell("authority", "link", "Ann Example")
    assert not any("Ann Example" in line for line in shell("authority", "unlinked").lines)
    [row] = shell("authority", "list", "Ann Example", "--json").json
    assert row["uses"]["bylines"] >= 1
    assert "Ann Example" in shell("authority", "propose", "A. Example").out
    shell("undo")
    assert any("Ann Example" in line for line in shell("authority", "unlinked").lines)
    assert "no authority" in shell("authority", "show", names["lone"], code=2).err
