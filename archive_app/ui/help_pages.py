"""The help pages: Markdown files of ``resources/help``, with the parts that the program knows filled in.

A page is named by its file without ``.md``. Some marks in the texts are replaced when a page is read, so that they
can never be out of date: ``<!-- search fields -->``, ``<!-- search states -->`` and ``<!-- shortcuts -->``.
Links in pages are to other pages ("search.md", "search.md#dates") or run a command ("action:file.import").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from archive_app.assets import resource
from archive_app.domain.choices import STATES
from archive_app.domain.query_fields import QUERY_FIELDS
from archive_app.i18n import language, mark, tr

PAGES: Final = {
    "index": mark("First steps"), "import": mark("Importing"), "tables": mark("Importing tables"),
    "search": mark("Searching"), "collections": mark("Collections, baskets and marks"),
    "reading": mark("Reading and looking"), "media": mark("Photos, videos and their files"),
    "editing": mark("Editing"),
    "authorities": mark("Authorities and printed names"),
    "rules": mark("Rules and source profiles"), "duplicates": mark("Duplicates and versions"), "rights": mark("Rights"),
    "export": mark("Exporting"), "keyboard": mark("Keyboard"), "command-line": mark("Command line"),
}  # fmt: skip
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6}\s+(.+)$", re.MULTILINE)
# The places of the window that a page tells about: the page of the centre, or its mode.
_PLACES: Final = {
    "browse": "search", "read": "reading", "photo": "reading", "video": "reading", "import": "import",
    "export": "export", "clearance": "rights", "rights_queue": "rights", "state_rights": "rights", "check": "media",
    "files": "media", "metadata": "media", "watch": "import",
    "compare": "reading", "history": "editing", "batches": "import",
    "table": "tables", "rules": "rules", "authorities": "authorities", "duplicates": "duplicates",
    "duplicate_photos": "duplicates", "printings": "reading", "diff": "duplicates",
}  # fmt: skip


def page_for(mode: str, work_page: str = "") -> str:
    """The page that tells about a place of the window."""
    return _PLACES.get(work_page if mode == "work" else mode, "index")


def text_of(name: str, shortcuts: Iterable[tuple[str, str, str]] = ()) -> str:
    """A page as Markdown, complete.

    Args:
        name: One of ``PAGES``.
        shortcuts: (menu, command, keys), as ``Actions.shortcut_sheet`` gives them.

    Raises:
        KeyError: There is no such page.
    """
    if name not in PAGES:
        raise KeyError(name)
    text = _file(name)
    text = text.replace("<!-- search fields -->", _fields_table()).replace("<!-- search states -->", _states_table())
    return text.replace("<!-- shortcuts -->", shortcut_tables(shortcuts))


def links(text: str) -> tuple[str, ...]:
    """Where the links of a page go."""
    return tuple(_LINK.findall(text))


def anchors(text: str) -> frozenset[str]:
    """The names of a page's headings, as links give them after "#"."""
    return frozenset(anchor(heading) for heading in _HEADING.findall(text))


def anchor(heading: str) -> str:
    """The name of a heading in links."""
    return re.sub(r"[^\w]+", "-", heading.strip().casefold()).strip("-")


def shortcut_tables(shortcuts: Iterable[tuple[str, str, str]]) -> str:
    """A table for each menu."""
    menus: dict[str, list[tuple[str, str]]] = {}
    for menu, command, keys in shortcuts:
        menus.setdefault(menu, []).append((command, keys))
    parts = []
    for menu, rows in menus.items():
        parts.append(f"## {menu}\n\n| {tr('Command')} | {tr('Keys')} |\n|---|---|\n")
        parts.extend(f"| {_cell(command)} | {_cell(keys)} |\n" for command, keys in rows)
        parts.append("\n")
    return "".join(parts)


def _fields_table() -> str:
    names = (tr("Name"), tr("What it looks for"), tr("Example"), tr("Other names"))
    lines = [f"| {' | '.join(names)} |", "|---|---|---|---|"]
    for field in QUERY_FIELDS:
        example = f"{field.name}:{field.example}" if " " not in field.example else f'{field.name}:"{field.example}"'
        others = " ".join(f"`{name}`" for name in field.aliases)
        lines.append(f"| `{field.name}` | {_cell(tr(field.help))} | `{example}` | {others} |")
    return "\n".join(lines)


def _states_table() -> str:
    lines = [f"| {tr('Typed')} | {tr('Means')} |", "|---|---|"]
    lines.extend(f"| `is:{choice.value}` | {_cell(tr(choice.label))} |" for choice in STATES)
    return "\n".join(lines)


def _cell(text: str) -> str:
    """A text as it may stand in a Markdown table: nothing in it means anything to Markdown."""
    escaped = re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", text)
    return " ".join(escaped.split())


def _file(name: str) -> str:
    spoken = resource("help", language(), f"{name}.md")
    found = spoken if language() != "en" and spoken.is_file() else resource("help", f"{name}.md")
    return found.read_text(encoding="utf-8")


def titles() -> Mapping[str, str]:
    """The pages' titles in the present language, by name and in order."""
    return {name: tr(title) for name, title in PAGES.items()}
