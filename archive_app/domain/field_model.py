"""What one line of the field table says (the table itself is read through ``domain.fields``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive_app.domain.choices import Choice
from archive_app.domain.records import Kind

FieldType = Literal["text", "long", "date", "number", "choice", "names", "flag", "url", "language", "link"]
ItemType = Literal["", "name", "text", "paragraph", "party", "agent", "variant", "identifier", "work", "member"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of one or more kinds of record.

    Attributes:
        name: What it is called in ``--set name=value`` and in the code.
        kinds: The kinds of record that have it.
        label: English label, marked for translation (show ``tr(field.label)``).
        type: What may be typed; decides editor, parser and printer.
        path: Attribute on the record, dotted into its parts ("credit.licence").
        item: What a list holds; "" for a single value.
        searchable: Name of the search field that looks into it, "" when none does.
        facet: Whether the facet panel counts its values.
        sortable: Whether a table can be ordered by it.
        editable: Whether a person may type it.
        batch: Whether it may be set on many records at once.
        column: Place among a table's columns as first shown; 0: offered in the header's menu only.
        choices: The controlled list of a choice; suggestions elsewhere.
        required_for: "save" (no record without it), "complete", "reuse" (needed before it is used again).
        multiline: Whether its editor has several lines.
        dublin_core, schema_org, iptc: Terms of those vocabularies, "" where they have none.
        csv: Column name, unique within a kind.
        example: Something a person might type, valid for ``with_value``.
        help: One sentence for the form and the help page, marked for translation.
    """

    name: str
    kinds: tuple[Kind, ...]
    label: str
    type: FieldType
    path: str = ""
    item: ItemType = ""
    searchable: str = ""
    facet: bool = False
    sortable: bool = False
    editable: bool = True
    batch: bool = False
    column: int = 0
    choices: tuple[Choice, ...] = ()
    required_for: tuple[str, ...] = ()
    multiline: bool = False
    dublin_core: str = ""
    schema_org: str = ""
    iptc: str = ""
    csv: str = ""
    example: str = ""
    help: str = ""

    def __post_init__(self) -> None:
        # Most paths and columns are named as the field is; the table states only what differs.
        object.__setattr__(self, "path", self.path or self.name)
        object.__setattr__(self, "csv", self.csv or self.name)
