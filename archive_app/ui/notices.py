"""A short remark to the person: shown as a toast, kept in the activity list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archive_app.ui.messages import Message


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said.

    Attributes:
        text: One or two sentences.
        kind: info, done, warn or bad; chooses icon and colour.
        button: The words of the one button, or "".
        action: The command the button runs (an id of ``action_table``); or
        clicked: what it calls instead.
        operation: For Undo: the operation it takes back; 0 means the last.
        message: The error behind it, for its details.
    """

    text: str
    kind: str = "info"
    button: str = ""
    action: str = ""
    clicked: Callable[[], object] | None = None
    operation: int = 0
    message: Message | None = None
