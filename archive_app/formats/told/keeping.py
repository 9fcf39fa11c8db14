"""Notes that many crosswalks share, and which records lose nothing by them.

A crosswalk has to call a field lossy as soon as one record can lose something in it. ``tell_kept`` says of each record
which of those fields went out whole all the same, so that the loss report names real losses only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Name, Photo, PhotoUse
from archive_app.formats.exporting.crosswalk import Crosswalk, rights_of
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.told.dating import plain_date
from archive_app.formats.told.terms import web_address
from archive_app.i18n import mark

NAMES = mark("Names without their roles and links.")
DATE = mark("Only the part of the date that is exactly known.")
MERGED = mark("What several statements say stands together in one place.")
JOINED = mark("It stands in one text with other phrases.")
FIRST_PRINT = mark("Of the first print only.")
AGENTS = mark("Names without their links; only those with a part in the rights.")
CREDITED = mark("They are read from the credit line again, without links and corrections.")
DUTY = mark("Only the duty to credit stands in the policy.")
PAGE_ADDRESS = mark("Only where the record has no address of its own.")
_NO_ADDRESS = mark("It is no address of the web.")


def tell_kept(record: ExportRecord, homes: Crosswalk, losses: Losses) -> None:
    """Report the lossy fields of a record that lost nothing, and addresses that are none and so were not written."""
    for name in ("article.url", "photo.url", "video.url"):
        held = (str(getattr(one, "url", "")) for one in _holders(record, name.partition(".")[0]))
        if homes[name].fidelity != "dropped" and any(url and not web_address(url) for url in held):
            losses.dropped(name, _NO_ADDRESS)
    for name, home in homes.items():
        ask = _WHOLE.get(home.note)
        if ask is not None and home.fidelity == "lossy" and ask(record, *name.split(".", 1)):
            losses.kept(name)


def _holders(record: ExportRecord, part: str) -> Iterator[object]:
    if str(record.kind) == part:
        yield record.work
    if part == "photo":
        yield from (one.photo for one in record.photos)
    if part == "video":
        yield from (one.video for one in record.videos)


def _plain_names(record: ExportRecord, part: str, field: str) -> bool:
    held: Iterable[Name] = (name for one in _holders(record, part) for name in getattr(one, field))
    return all(not name.role and name.authority_id is None for name in held)


def _plain_dates(record: ExportRecord, part: str, field: str) -> bool:
    dates = (str(getattr(one, field)) for one in _holders(record, part))
    return all(plain_date(text).exact for text in dates)


def _one_statement(record: ExportRecord, _part: str, _field: str) -> bool:
    groups = (record.rights, *(p.rights for p in record.photos), *(v.rights for v in record.videos))
    return all(len(group) <= 1 and all(one.status == "current" for one in group) for group in groups)


def _one_phrase(record: ExportRecord, _part: str, _field: str) -> bool:
    """Whether at most one restriction is all there is to be said beside the terms."""
    return _one_statement(record, "", "") and all(
        len(one.restrictions) + sum((one.takedown, one.legal_hold, bool(one.embargo_until))) <= 1
        and not one.cultural_sensitivity
        for one in rights_of(record)
    )


def _one_print(record: ExportRecord, _part: str, _field: str) -> bool:
    return len(record.appears_in) <= 1


def _plain_agents(record: ExportRecord, _part: str, _field: str) -> bool:
    agents = [agent for one in rights_of(record) for agent in one.agents]
    return all(one.authority_id is None and one.role in _CARRIED_ROLES for one in agents)


def _as_printed(record: ExportRecord, _part: str, _field: str) -> bool:
    parties = [party for use in record.uses() for party in use.credit.parties]
    return all(one.start >= 0 and one.authority_id is None for one in parties) and len(record.appears_in) <= 1


def _duty_said(record: ExportRecord, _part: str, _field: str) -> bool:
    return all(one.credit_obligation in ("required", "unknown") for one in rights_of(record)) and all(
        one.credit_obligation == "required" or not one.credit_text for one in rights_of(record)
    )


def _same_address(record: ExportRecord, _part: str, _field: str) -> bool:
    held = [(one.photo.url, one.use.src) for one in record.photos]
    work = record.work
    held += [(work.url, one.use.src) for one in record.appears_in if isinstance(work, Photo)
             and isinstance(one.use, PhotoUse)]  # fmt: skip
    return all(not src or (web_address(src) and url in ("", src)) for url, src in held)


_CARRIED_ROLES = frozenset({"copyright_holder", "licensor", "distributor", "originator", "creator", "supplier"})
_WHOLE: Mapping[str, Callable[[ExportRecord, str, str], bool]] = {
    NAMES: _plain_names,
    DATE: _plain_dates,
    MERGED: _one_statement,
    JOINED: _one_phrase,
    FIRST_PRINT: _one_print,
    AGENTS: _plain_agents,
    CREDITED: _as_printed,
    DUTY: _duty_said,
    PAGE_ADDRESS: _same_address,
}
