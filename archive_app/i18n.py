"""Gettext for the whole program: window, command line and domain speak through ``tr``."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from archive_app.assets import resource

_translation: gettext.NullTranslations = gettext.NullTranslations()
_rights: gettext.NullTranslations = gettext.NullTranslations()

RIGHTS_LANGUAGES = ("en", "fr", "ru")
"""The languages that the words of a verdict are there in."""


def use_language(code: str | None) -> None:
    """Speak the language ``code`` (for example ``fr``) from now on; None and unknown codes mean English."""
    global _translation  # noqa: PLW0603 - gettext's own design: one current catalogue a process
    _translation = _catalogue("archive_app", code)


def use_rights_language(code: str | None) -> None:
    """Say verdicts and their reasons in ``code`` (RIGHTS_LANGUAGES) from now on, whatever the window speaks.

    An answer about rights goes into letters and onto labels, so its language is a choice of its own.
    """
    global _rights  # noqa: PLW0603 - as above
    _rights = _catalogue("rights", code)


def _catalogue(domain: str, code: str | None) -> gettext.NullTranslations:
    folder = Path(str(resource("translations")))
    return gettext.translation(domain, os.fspath(folder), [code] if code else [], fallback=True)


def language() -> str:
    """The language spoken now ("fr"); "en" where there is no translation. Dates in words need it."""
    return _translation.info().get("language", "") or "en"


def rights_language() -> str:
    """The language that verdicts are said in now."""
    return _rights.info().get("language", "") or language()


def tr_rights(text: str) -> str:
    """A text of a verdict in the language chosen for verdicts, else in the window's."""
    said = _rights.gettext(text)
    return said if said != text else tr(text)


def tr(text: str) -> str:
    """The text in the current language; the English text itself where there is no translation."""
    return _translation.gettext(text)


def tr_n(one: str, many: str, count: int) -> str:
    """The form of a text that fits ``count``; ``{n}`` in it is replaced by the number."""
    return _translation.ngettext(one, many, count).replace("{n}", digits(count))


def digits(number: int) -> str:
    """A number as it is written everywhere: thousands set apart by a narrow space that does not break."""
    return f"{number:,}".replace(",", "\u202f")


def mark(text: str) -> str:
    """Mark a text for translation without translating it yet (for tables made at import time)."""
    return text
