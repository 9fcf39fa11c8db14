"""Help for arguments that mean the same in many commands, and for the lists of what an argument may be.

A command says of its own arguments what is peculiar to them; whatever it leaves without a text gets one here. A house
test walks the whole command line and finds none without.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from archive_app.i18n import mark, tr

_RECORD = mark("the record’s number")
_RECORDS = mark("numbers of records")
_NAME = mark("its name")
_REASON = mark("why, for the history")
_EVERYWHERE: Mapping[str, str] = {
    "record": _RECORD,
    "records": _RECORDS,
    "number": _RECORD,
    "old": mark("the number of the older article"),
    "new": mark("the number of the newer article"),
    "one": mark("the number of one record"),
    "other": mark("the number of the other record"),
    "folder": mark("the folder"),
    "file": mark("the file"),
    "paths": mark("files and folders"),
    "batch": mark("the number of the batch, as “archive-app batches” lists it"),
    "collection": mark("the collection’s name"),
    "rule": mark("its number, name or uid"),
    "place": mark("which place in the list it moves to, counted from 1"),
    "statement": mark("the number of the rights statement"),
    "authority": mark("the number of the authority record"),
    "works": _RECORDS,
    "kept": mark("the authority record that stays"),
    "members": mark("the authority records that become one with it"),
    "member": mark("the authority record that stands for itself again"),
    "name": _NAME,
    "new_name": mark("its new name"),
    "query": mark("what to look for, as in the search box"),
    "digit": mark("a digit from 1 to 9"),
    "tag": mark("the tag"),
    "--limit": mark("how many at most"),
    "--name": _NAME,
    "--note": mark("a note for colleagues"),
    "--enabled": mark("whether it is in use"),
    "--audience": mark("for whom it is meant"),
    "--sort": mark("in which order, as with “search --sort”"),
    "--kind": mark("what it is"),
    "--reason": _REASON,
    "--language": mark("the language, as a code (en, ru)"),
    "--remove": mark("the name of what is removed"),
    "--template": mark("the name of a template of rights"),
    "--out": mark("the file to write"),
}
_HERE: Mapping[str, str] = {
    "edit --set": mark("FIELD=VALUE: the field holds this value"),
    "edit --clear": mark("a field that is emptied"),
    "edit --add": mark("FIELD=VALUE: one more value in a field of several"),
    "edit --remove": mark("FIELD=VALUE: a value taken out of a field of several"),
    "edit --replace": mark("FIELD=OLD=>NEW: words in a text replaced by others"),
    "attach record": mark("the number of the photo or video"),
    "attach file": mark("the picture or film to keep with it"),
    "rules add --pattern": mark("what it looks for: a regular expression"),
    "rules edit --pattern": mark("what it looks for: a regular expression"),
    "rules add --action": mark("what it does where it finds that"),
    "rules edit --action": mark("what it does where it finds that"),
    "profiles --publisher": mark("the publication that its articles are from"),
    "profiles --section": mark("the section that its articles stand in"),
    "profiles --byline-role": mark("what the names in its bylines did"),
    "profiles --collection": mark("the collection that its articles are put into"),
    "rights templates --keep": mark("keep the template that a file holds, under this name"),
    "credit --licence": mark("the licence that it names"),
    "credit --year": mark("the year that it names"),
    "credit --medium": mark("what it says the picture is: photo, graphic …"),
    "export --set": mark("an option of the format, which “archive-app formats” lists; can be given again"),
    "export --override-all": mark("why all of them go out although they may not be used so"),
    "export-profiles --remove": mark("the name of the profile to remove"),
    "export-profiles --out": mark("with --share: the file to write; without it the profile is printed"),
    "authority --variant": mark("another form of the name; can be given again"),
    "authority --parent": mark("the number of what it is part of"),
    "authority new name": mark("the name that is shown"),
    "authority propose name": mark("the name to look for"),
    "tags pin digit": mark("the digit that puts the tag, from 1 to 9"),
    "new folder": mark("where the catalogue is made; its name gets the ending .archive"),
    "sample folder": mark("where the catalogue of examples is made"),
    "searches save query": mark("the search to keep, as in the search box"),
}


def complete(parser: argparse.ArgumentParser, command: str = "") -> None:
    """Give every argument of a parser and its commands that has no help text its text."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to its arguments
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            for name, inner in action.choices.items():
                complete(inner, f"{command} {name}".strip())
        elif action.help is None:
            action.help = _text(command, action)


def _text(command: str, action: argparse.Action) -> str | None:
    names = [one for one in action.option_strings if one.startswith("--")] or [action.dest]
    for name in names:
        for place in (f"{command} {name}", f"{command.partition(' ')[0]} {name}"):
            if place in _HERE:
                return tr(_HERE[place])
        if name in _EVERYWHERE:
            return tr(_EVERYWHERE[name])
    return None
