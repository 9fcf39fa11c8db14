"""Citations and credit lines on the command line."""

from __future__ import annotations

from tests.cli.conftest import Shell


def test_citations_are_printed_one_a_line(shell: Shell, names: dict[str, int]) -> None:
    said = shell("cite", f"id:{names['soyuz']}", "--style", "apa")
    assert len(said.lines) == 1
    assert "(2021" in said.out
    both = shell("cite", "type:article", "--style", "mla")
    assert len(both.lines) == 5


def test_a_style_with_italics_and_as_json(shell: Shell, names: dict[str, int]) -> None:
    said = shell("cite", f"id:{names['soyuz']}", "--style", "chicago", "--html")
    assert said.out.startswith("<p>")
    assert "<i>" in said.out
    [one] = shell("cite", f"id:{names['soyuz']}", "--json").json
    assert one["id"] == names["soyuz"]
    assert one["style"] == "chicago"
    assert one["text"]


def test_an_unknown_style_is_named_with_those_there_are(shell: Shell, names: dict[str, int]) -> None:
    said = shell("cite", "--style", "turabian", code=2)
    assert "turabian" in said.err
    assert "gost" in said.err


def test_credit_lines_are_printed_and_missing_ones_told(shell: Shell, names: dict[str, int]) -> None:
    said = shell("credit-line", f"id:{names['soyuz_photo']}")
    assert said.lines == ["Photo: Ilya Beispiel/Roscosmos"]
    several = shell("credit-line", f"id:{names['ferry']}")
    assert "TASS" in several.lines
    assert "No credit line is recorded for" in several.err


def test_the_query_may_begin_with_a_minus(shell: Shell, names: dict[str, int]) -> None:
    assert len(shell("cite", "-type:photo", "-type:video").lines) == 5
