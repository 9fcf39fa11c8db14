"""Gettext for the whole program: window, command line and domain speak through ``tr``."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from archive_app.assets import resource

_translation: gettext.NullTranslations = gettext.NullTranslations()


def use_language(code: str | None) -> None:
    """Speak the language ``code`` (for example ``fr``) from now on; None and unknown codes mean English."""
    global _translation  # noqa: PLW0603 - gettext's own design: one current catalogue a process
    folder = resource("translations")
    languages = [code] if code else []
    _translation = gettext.translation(
        "archive_app", localedir=os.fspath(Path(str(folder))), languages=languages, fallback=True
    )


def language() -> str:
    """The language spoken now ("fr"); "en" where there is no translation. Dates in words need it."""
    return _translation.info().get("language", "") or "en"


def tr(text: str) -> str:
    """The text in the current language; the English text itself where there is no translation."""
    return _translation.gettext(text)


def tr_n(one: str, many: str, count: int) -> str:
    """The form of a text that fits ``count``; ``{n}`` in it is replaced by the number."""
    return _translation.ngettext(one, many, count).replace("{n}", f"{count:,}".replace(",", "\u202f"))


def mark(text: str) -> str:
    """Mark a text for translation without translating it yet (for tables made at import time)."""
    return text
