"""Checks records against the official schema before they are written; no schema is ever fetched.

Schemas that may travel with the program are in ``schema/export/<standard>/`` (``LICENCES.md`` there says whose they
are). A large export is checked record by record in a minimal wrapper, so that memory stays flat.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive_app.assets import schema
from archive_app.domain.errors import ExportRefused, FormatError
from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportOption, ExportProfile
from archive_app.formats.exporting.losses import Losses
from archive_app.i18n import mark, tr

if TYPE_CHECKING:
    from lxml import etree

_MOST_PROBLEMS = 5

INVALID = ExportOption(
    "invalid",
    mark("Records that the standard would not allow"),
    "leave_out",
    (("leave_out", mark("Leave out and name them")), ("refuse", mark("Write nothing"))),
)
"""The choice that every checked format offers."""

# Where schemas name others by an address of the web; the file is looked for under ``schema/export/``.
ADDRESSES: Mapping[str, str] = {
    "http://www.w3.org/2001/xml.xsd": "common/xml.xsd",
    "https://www.w3.org/2001/xml.xsd": "common/xml.xsd",
    "http://www.w3.org/2001/03/xml.xsd": "common/xml.xsd",
    "http://www.w3.org/2009/01/xml.xsd": "common/xml.xsd",
    "http://www.loc.gov/mods/xml.xsd": "common/xml.xsd",
    "http://www.loc.gov/standards/xlink/xlink.xsd": "common/xlink-loc.xsd",
    "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd": "mods/mods-3-8.xsd",
}


class XmlSchema:
    """An XML Schema (or, by its suffix ``.rng``, a RELAX NG schema) on the disk, read when first asked."""

    def __init__(self, *path: str, folder: Path | None = None, addresses: Mapping[str, str] | None = None) -> None:
        """Name the schema.

        Args:
            path: Its parts under the folder: ``"mods", "mods-3-8.xsd"``.
            folder: Where schemas are; ``schema/export`` when None.
            addresses: Addresses that it names, with the file for each; ``ADDRESSES`` when None.
        """
        self._folder = (folder or export_schemas()).resolve()
        self._path = self._folder.joinpath(*path)
        self._addresses = ADDRESSES if addresses is None else addresses

    def problems(self, document: etree._Element) -> tuple[str, ...]:
        """What the schema finds wrong with an element and everything in it; empty when it is valid."""
        validator = self._validator
        if validator.validate(document):
            return ()
        log: Any = validator.error_log
        return tuple(dict.fromkeys(str(one.message) for one in log))[:_MOST_PROBLEMS]

    @cached_property
    def _validator(self) -> etree.XMLSchema | etree.RelaxNG:
        from lxml import etree

        folder, known = self._folder, self._addresses

        resolver: Any = etree.Resolver  # its stubs lack what a resolver answers with

        class Local(resolver):  # type: ignore[misc]  # as said above
            def resolve(self, url: str, _public: str, context: Any) -> Any:
                if url in known:
                    return self.resolve_filename(str(folder / known[url]), context)
                plain = Path(url.removeprefix("file://")).resolve()
                if "://" not in url.removeprefix("file://") and plain.is_relative_to(folder):
                    return self.resolve_filename(str(plain), context)
                raise FormatError("A schema names a file outside its folder.", where=url)

        parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
        parser.resolvers.add(Local())
        tree = etree.parse(str(self._path), parser)
        return etree.RelaxNG(tree) if self._path.suffix == ".rng" else etree.XMLSchema(tree)


class JsonSchema:
    """A JSON Schema on the disk, with the schemas it refers to."""

    def __init__(self, *path: str, folder: Path | None = None, known: Mapping[str, str] | None = None) -> None:
        """Name the schema.

        Args:
            path: Its parts under the folder.
            folder: Where schemas are; ``schema/export`` when None.
            known: Addresses it refers to, with the file for each under the folder; nothing else is looked up.
        """
        self._folder = folder or export_schemas()
        self._path = self._folder.joinpath(*path)
        self._known = dict(known or {})

    def problems(self, value: Any) -> tuple[str, ...]:
        """What the schema finds wrong with a JSON value; empty when it is valid."""
        found = []
        for one in self._validator.iter_errors(value):
            place = "/".join(str(part) for part in one.absolute_path)
            found.append(f"{place}: {one.message[:300]}" if place else one.message[:300])
            if len(found) == _MOST_PROBLEMS:
                break
        return tuple(found)

    @cached_property
    def _validator(self) -> Any:
        from jsonschema.validators import validator_for
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012

        content = json.loads(self._path.read_text(encoding="utf-8"))
        texts = {address: (self._folder / name).read_text(encoding="utf-8") for address, name in self._known.items()}
        # A registry fetches nothing: what it does not hold is an error.
        registry: Any = Registry().with_resources(
            (address, Resource.from_contents(json.loads(text), DRAFT202012)) for address, text in texts.items()
        )
        return validator_for(content)(content, registry=registry)


def export_schemas() -> Path:
    """The folder of the schemas that travel with the program."""
    return Path(str(schema("export")))


def admits(problems: tuple[str, ...], record: ExportRecord, profile: ExportProfile, losses: Losses) -> bool:
    """Whether a record may be written: yes when the schema found nothing.

    Otherwise it is left out and named in the report, or, when the profile says so (``INVALID``), nothing is written.

    Raises:
        ExportRefused: The profile asks for that.
    """
    if not problems:
        return True
    reason = tr("The standard would not allow it: {problem}").format(problem=problems[0])
    if profile.text(INVALID.name, "leave_out") == "refuse":
        raise ExportRefused(
            tr("A record would not be valid in this format, so nothing was written. {problem}").format(
                problem=problems[0]
            ),
            where=record.title or record.work.uid,
            remedy=tr("Correct the record, or let such records be left out."),
        )
    losses.left_out(reason)
    return False
