"""Writes the policies of works, and of the photos and videos of articles, as one JSON-LD document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import json_value
from archive_app.formats.told.keeping import DUTY, tell_kept
from archive_app.formats.told.policy import ARCHIVE, CONTEXT, policy_of
from archive_app.formats.told.terms import Terms, terms_of
from archive_app.formats.told.works import films_of, pictures_of, urn
from archive_app.i18n import mark

_ONLY_RIGHTS = mark("A policy says what may be done, nothing else.")
_WORDS = ("policy/dct:description", mark("It stands in the policy as words, which no machine follows."))


class OdrlExporter:
    """One graph of policies: the works' own, then those of the photos and videos in articles."""

    name = "odrl"
    label = mark("Rights policies (ODRL, RightsML)")
    purpose = mark("What may be done with each record, for machines.")
    group = "web"
    suffix = ".jsonld"
    media_type = "application/ld+json"
    lossless = False
    options = (ARCHIVE,)
    crosswalk: Crosswalk = crosswalk(
        exact={"record.uid": "target"},
        lossy={
            "rights.grants": ("permission, prohibition", mark("Purposes and channels are words of our own.")),
            "rights.agents": ("assigner", mark("Only the licensor, or the holder, is named.")),
            "rights.usage_terms": _WORDS,
            "rights.restrictions": _WORDS,
            "rights.rights_uri": ("dct:rights", mark("One address for all statements.")),
            "rights.licence_url": ("dct:license", mark("One address for all statements.")),
            "rights.licence_id": ("dct:license", mark("Only licences that have an address.")),
            "rights.credit_obligation": ("duty/attribute", DUTY),
            "rights.credit_text": ("duty/attribute/dct:description", DUTY),
            "rights.credit_line_printed": ("duty/attribute", mark("Only where no credit to print is recorded.")),
            "rights.embargo_until": ("prohibition/dateTime", mark("As a prohibition until that day.")),
            "rights.embargo_scope": ("prohibition/action", mark("As a prohibition to distribute.")),
            "rights.takedown": ("prohibition", mark("As a prohibition of every use.")),
            "rights.legal_hold": ("prohibition", mark("As a prohibition of every use.")),
            "rights.data_mining": ("prohibition", mark("Only whether it is prohibited.")),
            "rights.data_mining_constraint": _WORDS,
            "rights.cultural_sensitivity": _WORDS,
        },
        dropped={"*": _ONLY_RIGHTS},
    )

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write a policy for each work that has rights to tell of; the others are counted as left out."""
        archive = profile.text(ARCHIVE.name)
        out.write(b'{"@context":' + json.dumps(CONTEXT).encode() + b',"@graph":[')
        begun = False
        written = left_out = 0
        for record in records:
            policies = list(policies_of(record, archive))
            tell_kept(record, self.crosswalk, losses)
            if not policies:
                left_out += 1
                continue
            for policy in policies:
                del policy["@context"]
                text = json.dumps(json_value(policy, losses, "rights.usage_terms"), ensure_ascii=False)
                out.write((b",\n" if begun else b"\n") + text.encode())
                begun = True
            written += 1
        out.write(b"\n]}\n")
        return ExportNotes(written=written, left_out=left_out)


def policies_of(record: ExportRecord, archive: str = "") -> Iterator[dict[str, Any]]:
    """The policies of a bundle: the work's, then those of an article's photos and videos."""
    for target, terms in _targets(record):
        policy = policy_of(target, terms, assignee=archive)
        if policy is not None:
            yield policy


def _targets(record: ExportRecord) -> Iterator[tuple[str, Terms]]:
    yield urn(record.work.uid), terms_of(record.rights)
    yield from ((urn(one.photo.uid), one.terms) for one in pictures_of(record) if one.photo is not record.work)
    yield from ((urn(one.video.uid), one.terms) for one in films_of(record) if one.video is not record.work)


ODRL = OdrlExporter()
