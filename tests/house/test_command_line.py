"""Every argument of every command says what it is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from archive_app.cli.main import parser


def _arguments(made: argparse.ArgumentParser, command: str) -> Iterator[tuple[str, argparse.Action]]:
    for action in made._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from _arguments(inner, f"{command} {name}".strip())
        else:
            yield command, action


def test_every_argument_has_a_help_text() -> None:
    found = list(_arguments(parser(), ""))
    assert len(found) > 300
    silent = [f"{command} {' '.join(one.option_strings) or one.dest}" for command, one in found if not one.help]
    assert not silent


def test_choices_read_as_words() -> None:
    odd = [
        f"{command} {one.dest}" for command, one in _arguments(parser(), "")
        if one.choices is not None and "" in one.choices and one.metavar is None
    ]  # fmt: skip
    assert not odd, "an empty choice shows as a stray comma"


def test_profiles_of_exports_can_be_listed_by_that_word() -> None:
    assert parser().parse_args(["export-profiles", "list"]).run is parser().parse_args(["export-profiles"]).run
