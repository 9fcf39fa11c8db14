"""What an exporter is, what it is told (a profile) and what it tells (notes on what was lost or changed)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Protocol, TypeAlias, runtime_checkable

import tomli_w

from archive_app.domain.errors import SettingsError
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import MediaFile, Source
from archive_app.formats.exporting.crosswalk import Crosswalk
from archive_app.formats.exporting.losses import LeftOut, Loss, Losses, LossSink
from archive_app.i18n import tr

OptionValue = str | int | bool

PARTS = frozenset({"evidence", "rights", "verdict", "media", "source", "authorities", "collections"})
"""What a bundle brings along with the works and their uses."""

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
        losses: What became of fields, summed; ``write_records`` fills it in.
        invalid: The first of the records that were left out because they would not have been valid, with the reason.
        made: What stands in the export, counted in words ("26 photos and videos"), where that is not the works given.
    """

    written: int = 0
    left_out: int = 0
    lost: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    invalid: tuple[LeftOut, ...] = ()
    made: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything to be said, losses first."""
        return self.lost + self.changed


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that the catalogue keeps, where it can be read; it must not be changed.

    Attributes:
        path: Where it is.
        name: What it was called when it arrived; "" when nobody knows. Not safe as a file name (``names.safe_name``).
        sha256: Of its content, hexadecimal.
        size: In bytes.
        media_type: "" when not known.
    """

    path: Path
    name: str
    sha256: str
    size: int
    media_type: str = ""


class Originals(Protocol):
    """Gives exporters the files that belong to records, byte for byte as they arrived."""

    def media(self, held: MediaFile | None) -> KeptFile | None:
        """The file of a photo or video; None when it is not held or missing from the disk."""

    def source(self, source: Source | None) -> KeptFile | None:
        """The source an article was read from; None when it is not kept."""


@dataclass(frozen=True, slots=True)
class NoOriginals:
    """For previews and tests: no file is at hand."""

    def media(self, held: MediaFile | None) -> KeptFile | None:
        """None."""
        return None

    def source(self, source: Source | None) -> KeptFile | None:
        """None."""
        return None


class Format(Protocol):
    """What every exporter says of itself.

    An exporter may also have ``options: tuple[ExportOption, ...]``, ``columns(profile)``, ``crosswalk`` (or
    ``crosswalk_for(profile)`` where the choice of fields decides), ``purpose`` (one line of what it is good for, marked
    for translation), ``group`` (one of ``GROUPS``), ``pictures`` (True: bundles bring previews and history along),
    ``history`` (True: they bring the history alone) and ``wants(profile)`` (which of ``PARTS`` it looks at; the others
    may be left empty).
    """

    @property
    def name(self) -> str:
        """Short name, also on the command line ("csv")."""

    @property
    def label(self) -> str:
        """What people call the format; marked for translation."""

    @property
    def suffix(self) -> str:
        """Suffix of its files, with the dot; "" for a folder."""

    @property
    def media_type(self) -> str:
        """Media type of its files; "inode/directory" for a folder."""

    @property
    def lossless(self) -> bool:
        """Whether reading the file back gives equal records."""


@runtime_checkable
class Exporter(Format, Protocol):
    """Writes records in one format as one file."""

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write the records one by one, holding no more than one at a time.

        The next record is asked for only when the one before is written; ``losses`` then counts for that next one.

        Raises:
            ExportRefused: What would be written is not valid; the caller drops the file.
        """


@runtime_checkable
class FolderExporter(Format, Protocol):
    """Writes records as several files in one folder, which is offered as a ZIP file too."""

    def write_folder(
        self,
        records: Iterable[ExportRecord],
        folder: Path,
        profile: ExportProfile,
        losses: Losses,
        originals: Originals,
    ) -> ExportNotes:
        """Write into ``folder``, which is new, empty and under a temporary name; the caller renames it as a whole.

        Raises:
            ExportRefused: What would be written is not valid; the caller drops the folder.
        """


AnyExporter: TypeAlias = "Exporter | FolderExporter"


def is_folder(exporter: Format) -> bool:
    """Whether a format is a folder of files and not one file."""
    return hasattr(exporter, "write_folder")


def wants_of(exporter: Format, profile: ExportProfile | None = None) -> frozenset[str]:
    """The parts of a bundle that an exporter looks at under a profile; all where it does not say."""
    ask: Callable[[ExportProfile], frozenset[str]] | None = getattr(exporter, "wants", None)
    return ask(profile or ExportProfile()) if ask is not None else PARTS


def crosswalk_of(exporter: Format, profile: ExportProfile | None = None) -> Crosswalk | None:
    """What a format carries under a profile; None for an outsider's format that does not say."""
    ask: Callable[[ExportProfile], Crosswalk] | None = getattr(exporter, "crosswalk_for", None)
    if ask is not None:
        return ask(profile or ExportProfile())
    found: Crosswalk | None = getattr(exporter, "crosswalk", None)
    return found


def write_records(
    exporter: Exporter,
    records: Iterable[ExportRecord],
    out: BinaryIO,
    profile: ExportProfile | None = None,
    *,
    sink: LossSink | None = None,
) -> ExportNotes:
    """Write records with an exporter and say what was lost; every export of one file goes through here.

    Raises:
        ExportRefused: As ``Exporter.write``.
    """
    profile = profile or ExportProfile()
    losses = Losses(crosswalk_of(exporter, profile), sink)
    return _summed(exporter.write(_told(records, losses), out, profile, losses), losses)


def write_folder(
    exporter: FolderExporter,
    records: Iterable[ExportRecord],
    folder: Path,
    profile: ExportProfile | None = None,
    *,
    originals: Originals | None = None,
    sink: LossSink | None = None,
) -> ExportNotes:
    """As ``write_records``, for a format that is a folder.

    Raises:
        ExportRefused: As ``FolderExporter.write_folder``.
    """
    profile = profile or ExportProfile()
    losses = Losses(crosswalk_of(exporter, profile), sink)
    notes = exporter.write_folder(_told(records, losses), folder, profile, losses, originals or NoOriginals())
    return _summed(notes, losses)


def _told(records: Iterable[ExportRecord], losses: Losses) -> Iterator[ExportRecord]:
    for record in records:
        losses.begin(record)
        yield record


def _summed(notes: ExportNotes, losses: Losses) -> ExportNotes:
    losses.finish()
    return replace(
        notes,
        losses=losses.summed,
        invalid=losses.named_left_out,
        left_out=notes.left_out + losses.total_left_out,
    )


def options_of(exporter: Format) -> tuple[ExportOption, ...]:
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


def columns_of(exporter: Format, profile: ExportProfile) -> ExportColumns | None:
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
