"""The files that tell what an export lost: ``NAME.losses.txt`` for people, ``NAME.losses.jsonl`` record by record.

In the JSON lines the first line says what the format does with every field that it does not carry whole; a record's
line then names its fields, and gives a reason only where something happened that the format alone does not explain.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from archive_app.formats.exporting.base import ExportNotes, ExportProfile, Format, crosswalk_of
from archive_app.formats.exporting.crosswalk import Crosswalk, label_for
from archive_app.formats.exporting.losses import LESS, NO_HOME, Loss, RecordLosses
from archive_app.i18n import tr, tr_n

_FEW = 6
_SHOWN_LEFT_OUT = 50


class LossLines:
    """Writes a JSON line for each record that lost something; a ``LossSink``."""

    def __init__(self, out: BinaryIO, exporter: Format, profile: ExportProfile) -> None:
        """Write the first line."""
        self._out = out
        homes = crosswalk_of(exporter, profile) or {}
        self._known = {name: told for name, home in homes.items() if (told := _of_home(homes, name)) is not None}
        self.records = 0
        fields = {name: {"how": how, "reason": tr(reason)} for name, (how, reason) in self._known.items()}
        self._write({"format": exporter.name, "fields": fields})

    def __call__(self, told: RecordLosses) -> None:
        """Write what one record lost."""
        self.records += 1
        line: dict[str, Any] = {"uid": told.uid, "kind": told.kind, "title": told.title}
        if told.left_out:
            line["left_out"] = told.left_out
        by_format = [loss.field for loss in told.losses if self._known.get(loss.field) == (loss.how, loss.reason)]
        others = [loss for loss in told.losses if self._known.get(loss.field) != (loss.how, loss.reason)]
        if by_format:
            line["fields"] = by_format
        if others:
            line["more"] = [{"field": one.field, "how": one.how, "reason": tr(one.reason)} for one in others]
        self._write(line)

    def _write(self, value: Mapping[str, Any]) -> None:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        self._out.write(text.encode("utf-8", "replace") + b"\n")


def _of_home(homes: Crosswalk, name: str) -> tuple[str, str] | None:
    home = homes[name]
    if home.fidelity == "exact":
        return None
    return ("dropped", home.note or NO_HOME) if home.fidelity == "dropped" else ("changed", home.note or LESS)


def losses_paths(path: Path) -> tuple[Path, Path]:
    """Where the report of an export stands: for people, and record by record."""
    return path.with_name(f"{path.name}.losses.txt"), path.with_name(f"{path.name}.losses.jsonl")


def grouped(losses: Sequence[Loss]) -> Iterator[tuple[str, tuple[Loss, ...]]]:
    """Losses with the same cause together: a sentence, and the losses that it tells of.

    What was cut comes first, then what changed, then what was dropped; within these, those of most records first.
    """
    groups: dict[tuple[str, str], list[Loss]] = {}
    for loss in losses:
        groups.setdefault((loss.how, loss.reason), []).append(loss)
    for (how, reason), found in groups.items():
        heads = {
            "cut": tr_n("{n} field was cut.", "{n} fields were cut.", len(found)),
            "changed": tr_n("{n} field was changed.", "{n} fields were changed.", len(found)),
            "dropped": tr_n("{n} field was not written.", "{n} fields were not written.", len(found)),
        }
        if len(found) == 1:
            yield found[0].words(), (found[0],)
        else:
            yield f"{heads[how]} {tr(reason)}".strip(), tuple(found)


def brief(losses: Sequence[Loss], most: int = 4) -> tuple[str, ...]:
    """A few sentences for a summary: each cut, then the fields not written, then those written differently."""
    cut = [one for one in losses if one.how == "cut"]
    sentences = [one.words() for one in cut[:most]]
    if len(cut) > most:
        sentences.append(tr_n("And {n} more was cut.", "And {n} more were cut.", len(cut) - most))
    dropped = _names(losses, "dropped")
    if dropped:
        text = tr_n("{n} field was not written: {names}.", "{n} fields were not written: {names}.", len(dropped))
        sentences.append(text.replace("{names}", _few(dropped)))
    changed = _names(losses, "changed")
    if changed:
        text = tr_n(
            "{n} field was written with less than it held, or differently: {names}.",
            "{n} fields were written with less than they held, or differently: {names}.",
            len(changed),
        )
        sentences.append(text.replace("{names}", _few(changed)))
    return tuple(sentences)


def _names(losses: Sequence[Loss], how: str) -> list[str]:
    return list(dict.fromkeys(label_for(one.field) for one in losses if one.how == how))


def _few(names: Sequence[str]) -> str:
    if len(names) <= _FEW:
        return ", ".join(names)
    return tr("{names} and {n} more").format(names=", ".join(names[:_FEW]), n=len(names) - _FEW)


def report_text(
    notes: ExportNotes, exporter: Format, profile: ExportProfile, path: Path, *, held_back: int = 0, moment: str = ""
) -> str:
    """The report for people: how many records, what was lost with counts, what the format never carries.

    Args:
        notes: What the exporter told.
        exporter: The format.
        profile: The profile used.
        path: The file.
        held_back: Records that the rights gate kept back.
        moment: When, in words; "" to leave it out.
    """
    lines = [tr("What the export “{name}” lost").format(name=path.name), ""]
    lines += [tr("Format: {label} ({name})").format(label=tr(exporter.label), name=exporter.name)]
    if profile.name:
        lines.append(tr("Profile: {name}").format(name=profile.name))
    if moment:
        lines.append(tr("Written: {moment}").format(moment=moment))
    if notes.made:
        lines.append(tr("Written: {made}.").format(made=notes.made))
    else:
        lines.append(tr_n("{n} record was written.", "{n} records were written.", notes.written))
    if held_back:
        text = tr_n("{n} record was left out because of its rights.",
                    "{n} records were left out because of their rights.", held_back)  # fmt: skip
        lines.append(text)
    lines += list(notes.sentences)
    if notes.invalid:
        lines += ["", tr("Records that were not written")]
        lines += [f"  {one.title or one.uid}: {one.reason}" for one in notes.invalid[:_SHOWN_LEFT_OUT]]
        if notes.left_out > _SHOWN_LEFT_OUT:
            more = notes.left_out - _SHOWN_LEFT_OUT
            lines.append("  " + tr_n("And {n} more.", "And {n} more.", more))
    lines += ["", tr("What was lost")]
    for sentence, found in grouped(notes.losses):
        lines.append(f"  {sentence}")
        if len(found) > 1:
            lines += [f"    {label_for(one.field)}: {tr_n('{n} record', '{n} records', one.records)}" for one in found]
    if not notes.losses:
        lines.append("  " + tr("Nothing."))
    never = _never(exporter, profile, {one.field for one in notes.losses})
    if never:
        lines += ["", tr("What this format does not carry either, had the records held it")]
        lines += [f"  {label_for(name)}" for name in never]
    return "\n".join(lines) + "\n"


def _never(exporter: Format, profile: ExportProfile, told: set[str]) -> list[str]:
    homes = crosswalk_of(exporter, profile) or {}
    return [name for name, home in homes.items() if home.fidelity == "dropped" and name not in told]
