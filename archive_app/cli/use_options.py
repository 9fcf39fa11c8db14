"""The options with which a command line states a use: ``--action publish_online --territory FR --date 2027-03-01``."""

from __future__ import annotations

import argparse

from archive_app.domain.choices import choice_of
from archive_app.domain.errors import InputError
from archive_app.domain.rights import Use
from archive_app.domain.uses import ACTIONS, CHANNELS, PURPOSES
from archive_app.i18n import RIGHTS_LANGUAGES, tr, use_rights_language

# The channel that goes without saying with an action.
_CHANNEL_OF = {"publish_online": "web", "publish_print": "print", "broadcast": "broadcast", "consult": "reading_room"}


def use_options() -> argparse.ArgumentParser:
    """The options that state a use; ``use_of`` reads them."""
    made = argparse.ArgumentParser(add_help=False)
    group = made.add_argument_group(tr("the use asked about"))
    group.add_argument("--action", default="", help=", ".join(c.value for c in ACTIONS))
    group.add_argument("--purpose", default="", help=", ".join(c.value for c in PURPOSES))
    group.add_argument("--channel", default="", help=", ".join(c.value for c in CHANNELS))
    group.add_argument("--territory", default="", help=tr("countries as two letters, EU, WORLD"))
    group.add_argument("--date", default="", metavar="YYYY-MM-DD", help=tr("the day of the use; today"))
    group.add_argument("--audience", default="")
    group.add_argument("--size", default="", help=tr("in pixels: 800 or 800x600"))
    group.add_argument(
        "--language",
        default="",
        choices=("", *RIGHTS_LANGUAGES),
        metavar="|".join(RIGHTS_LANGUAGES),
        help=tr("of the answer"),
    )
    return made


def use_of(arguments: argparse.Namespace) -> Use:
    """The use that the options state; what is not stated is the usual one. Raises InputError."""
    if arguments.language:
        use_rights_language(arguments.language)
    usual = Use()
    found: dict[str, str] = {"territory": arguments.territory.upper() or usual.territory, "date": arguments.date}
    for name, choices in (("action", ACTIONS), ("purpose", PURPOSES), ("channel", CHANNELS)):
        typed = getattr(arguments, name)
        choice = choice_of(choices, typed)
        if typed and choice is None:
            raise InputError(
                tr("“{text}” is no {what}.").format(text=typed, what=name),
                remedy=tr("Choose one of: {names}.").format(names=", ".join(c.value for c in choices)),
            )
        found[name] = choice.value if choice else str(getattr(usual, name))
    if found["action"] != usual.action and not arguments.channel:
        found["channel"] = _CHANNEL_OF.get(found["action"], "")
    return Use(**found, audience=arguments.audience, size=arguments.size)


def states_use(arguments: argparse.Namespace) -> bool:
    """Whether the person stated a use, or why something is used all the same."""
    names = ("action", "purpose", "channel", "territory", "date", "audience", "size", "override", "override_all")
    return any(getattr(arguments, name, None) for name in names)


def overrides_of(texts: list[str]) -> dict[int, str]:
    """Reasons by record from NUMBER=REASON. Raises InputError."""
    found: dict[int, str] = {}
    for text in texts:
        number, equals, reason = text.partition("=")
        if not equals or not number.strip().isdecimal():
            raise InputError(tr("“{text}” is not of the form NUMBER=REASON.").format(text=text))
        found[int(number)] = reason
    return found
