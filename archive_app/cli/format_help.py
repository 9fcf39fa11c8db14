"""``archive-app formats --crosswalk NAME``: what a format carries, field by field."""

from __future__ import annotations

from archive_app.cli.output import say, say_json
from archive_app.domain.errors import NotFound
from archive_app.formats.exporting.base import crosswalk_of
from archive_app.formats.exporting.crosswalk import label_for
from archive_app.formats.registry import exporter_named
from archive_app.i18n import mark, tr

_WORDS = {
    "exact": mark("Carried whole"),
    "lossy": mark("Carried with a loss"),
    "dropped": mark("Not carried"),
}


def print_crosswalk(name: str, *, as_json: bool) -> int:
    """Print what a format does with every field.

    Raises:
        UnknownFormat: There is no such format.
        NotFound: An outsider's format does not say.
    """
    exporter = exporter_named(name)
    homes = crosswalk_of(exporter)
    if homes is None:
        raise NotFound(tr("The format “{name}” does not say what it carries.").format(name=name))
    if as_json:
        say_json({
            "format": name,
            "fields": {n: {"fidelity": h.fidelity, "where": tr(h.where), "note": tr(h.note)} for n, h in homes.items()},
        })  # fmt: skip
        return 0
    say(tr(exporter.label))
    for fidelity, words in _WORDS.items():
        found = [(n, h) for n, h in homes.items() if h.fidelity == fidelity]
        if found:
            say(f"\n{tr(words)} ({len(found)})")
        for field, home in found:
            place = f" → {tr(home.where)}" if home.where else ""
            note = f"  {tr(home.note)}" if home.note else ""
            say(f"  {field:30} {label_for(field)}{place}.{note}")
    return 0
