"""Finds the files that travel with the program: ``resources/`` and ``schema/``.

In a checkout they stand beside the package; in a wheel they are inside it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def resource(*parts: str) -> Traversable:
    """A file or folder under ``resources/``, for example ``resource("icons", "search.svg")``."""
    return _folder("resources").joinpath(*parts)


def schema(*parts: str) -> Traversable:
    """A file or folder under ``schema/``."""
    return _folder("schema").joinpath(*parts)


@cache
def _folder(name: str) -> Traversable:
    from importlib.resources import files  # the first paint does without

    package = files("archive_app")
    beside = package.joinpath("..", name)
    # The checkout wins: an editable install leaves stale copies inside the package.
    return beside if beside.is_dir() and package.joinpath("..", "pyproject.toml").is_file() else package.joinpath(name)
