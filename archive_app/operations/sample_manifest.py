"""What ``resources/sample`` says of the sample catalogue; apart from what makes it, so that its name costs little."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from archive_app.assets import resource


@cache
def manifest() -> Mapping[str, Any]:
    """All of it: what is imported, and what is done with it then."""
    return tomllib.loads(resource("sample", "manifest.toml").read_text(encoding="utf-8"))


def name() -> str:
    """What the sample catalogue is called."""
    with resource("sample", "manifest.toml").open(encoding="utf-8") as lines:
        line = next(
            line for line in lines if line.startswith("name")
        )  # at every start; to parse all of it takes longer
    return str(tomllib.loads(line)["name"])
