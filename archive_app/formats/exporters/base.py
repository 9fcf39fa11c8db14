"""What an exporter is, what it is told (a profile) and what it tells (notes on what was lost or changed)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import BinaryIO, Protocol, runtime_checkable

import tomli_w

from archive_app.domain.errors import SettingsError
from archive_app.domain.export_record import ExportRecord
from archive_app.i18n import tr

OptionValue = str | int | bool

_NO_OPTIONS: Mapping[str, OptionValue] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ExportOption:
    """A choice that an exporter offers.

    Attributes:
        name: Its key in ``ExportProfile.options`` and, with ``--set``, on the command line.
        label: What the dialog calls it; marked for translation.
        default: Its value when the profile does not name it; also tells its type.
        choices: The values a text option may have, each with its label; empty when any text will do.
    """

    name: str
    label: str
    default: OptionValue
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExportProfile:
    """What to write: fields in their order, and the exporter's options.

    Attributes:
        name: What the person called it; "" for one made on the spot.
        fields: Names from the field table (``domain.fields``) in the order wanted; empty means the exporter's own
            choice. Formats whose shape is fixed by a standard take no notice of it.
        options: Values by option name; what is missing has its default.
    """

    name: str = ""
    fields: tuple[str, ...] = ()
    options: Mapping[str, OptionValue] = field(default_factory=lambda: _NO_OPTIONS, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", MappingProxyType(dict(self.options)))

    def text(self, name: str, default: str = "") -> str:
        """The value of a text option."""
        value = self.options.get(name, default)
        return value if isinstance(value, str) else str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """The value of a yes-or-no option; "no", "false", "off", "0" and "" are no."""
        value = self.options.get(name, default)
        return value.strip().lower() not in {"", "0", "no", "false", "off"} if isinstance(value, str) else bool(value)


@dataclass(frozen=True, slots=True)
class ExportNotes:
    """What a person is told after an export.

    Attributes:
        written: How many records (works) went out.
        left_out: How many were not written because the format has no place for their kind.
        lost: A sentence for each thing that the format cannot carry, with its count.
        changed: A sentence for each thing that was written differently from what the record holds.
    """

    written: int = 0
    left_out: int = 0
    lost: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything to be said, losses first."""
        return self.lost + self.changed


@runtime_checkable
class Exporter(Protocol):
    """Writes records in one format.

    An exporter may also have ``options: tuple[ExportOption, ...]`` and ``columns(profile)``; see ``options_of`` and
    ``columns_of``.
    """

    @property
    def name(self) -> str:
        """Short name, also on the command line ("csv")."""

    @property
    def label(self) -> str:
        """What people call the format; marked for translation."""

    @property
    def suffix(self) -> str:
        """Suffix of its files, with the dot."""

    @property
    def media_type(self) -> str:
        """Media type of its files."""

    @property
    def lossless(self) -> bool:
        """Whether reading the file back gives equal records."""

    def write(self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile) -> ExportNotes:
        """Write the records one by one, holding no more than one at a time.

        Raises:
            ExportRefused: What would be written is not valid; the caller drops the file.
        """


def options_of(exporter: Exporter) -> tuple[ExportOption, ...]:
    """The choices an exporter offers, in the order to show them."""
    found: tuple[ExportOption, ...] = getattr(exporter, "options", ())
    return found


@dataclass(frozen=True, slots=True)
class ExportColumns:
    """The columns of a format that is a table.

    Attributes:
        chosen: Those written when the profile names none, in order.
        labels: Every column there is, the chosen ones first, each with its label.
    """

    chosen: tuple[str, ...]
    labels: Mapping[str, str]


def columns_of(exporter: Exporter, profile: ExportProfile) -> ExportColumns | None:
    """The columns to choose from under the profile's options; None where the format's shape is fixed.

    An exporter that is a table has a method ``columns(profile)``.
    """
    ask: Callable[[ExportProfile], ExportColumns] | None = getattr(exporter, "columns", None)
    return ask(profile) if ask is not None else None


def profile_from_toml(text: str, *, where: str = "") -> ExportProfile:
    """Read a profile: keys ``name``, ``fields`` (a list of names) and the table ``[options]``.

    Raises:
        SettingsError: It is not TOML, or a value has the wrong type; ``where`` names the file.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            tr("The export profile cannot be read ({reason}).").format(reason=error),
            where=where,
            remedy=tr("Correct that line, or save the profile again from the export window."),
        ) from error
    name, names, options = table.get("name", ""), table.get("fields", []), table.get("options", {})
    if not isinstance(name, str):
        raise SettingsError(tr("“name” in the export profile must be a text."), where=where)
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise SettingsError(tr("“fields” in the export profile must be a list of field names."), where=where)
    if not isinstance(options, dict) or not all(isinstance(one, str | int | bool) for one in options.values()):
        raise SettingsError(
            tr("“options” in the export profile must be texts, numbers or true and false."), where=where
        )
    return ExportProfile(name, tuple(names), options)


def profile_to_toml(profile: ExportProfile) -> str:
    """The profile as a file that ``profile_from_toml`` reads back."""
    return tomli_w.dumps({"name": profile.name, "fields": list(profile.fields), "options": dict(profile.options)})
