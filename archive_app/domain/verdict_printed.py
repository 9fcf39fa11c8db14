"""What a printed credit line tells somebody who looks for the rights: whom to ask, never that it is allowed.

A credit line is no statement about rights. Where nobody has made one, it is still the best hint there is
(rights.md §3): what a hand-out's distributor usually cannot license is asked of its originator as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.records import Article, CreditParty, PhotoUse, VideoUse
from archive_app.domain.rights import Reason
from archive_app.domain.verdict_terms import printed_phrases
from archive_app.i18n import tr_rights as tr

_HOLDERS = ("rights_holder",)
_ORIGINS = ("provider", "courtesy", "depicted_source")
_AGENCIES = ("distributor",)
_OTHERS = ("creator", "unknown")
_PUBLISHER = "publisher"  # of an article: its text has no credit line


def printed_with(work: object, uses: Sequence[PhotoUse | VideoUse]) -> tuple[CreditParty, ...]:
    """Whom a work's own prints name: the credits of a photo's or video's ``uses``, the publisher of an article."""
    if isinstance(work, Article):
        return (CreditParty(work.publisher, _PUBLISHER),) if work.publisher else ()
    return tuple(party for use in uses for party in use.credit.parties)


def phrases_with(uses: Sequence[PhotoUse | VideoUse]) -> tuple[str, ...]:
    """What the captions and credit lines of a work forbid in agencies' words: NO SALES, JAPAN OUT."""
    return tuple(dict.fromkeys(p for u in uses for text in (u.caption, u.credit_line) for p in printed_phrases(text)))


def whom_to_ask(printed: Sequence[CreditParty]) -> str:
    """The names of the credit to ask, parted by "; ": its holder, else origin and distributor, else who made it."""
    for roles in (_HOLDERS, (*_ORIGINS, *_AGENCIES), _OTHERS, (_PUBLISHER,)):
        if names := [party.name for role in roles for party in printed if party.role == role and party.name]:
            return "; ".join(dict.fromkeys(names))
    return ""


def printed_credit(printed: Sequence[CreditParty]) -> Reason | None:
    """The sentence that names whom the credit names; None for a credit without names."""
    names = whom_to_ask(printed)
    if not names:
        return None
    if all(party.role == _PUBLISHER for party in printed):
        text = tr("It was published by {names}: ask there first.").format(names=names)
    else:
        text = tr("The printed credit names {names}: ask there first.").format(names=names.replace("; ", ", "))
    return Reason("printed_credit", text, None, "", "info", tr("ask {names}").format(names=names))
