"""What of a photo's record goes into the old IPTC block, and which fields were cut there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive_app.formats.embedding.iim_block import LIMITS
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.told.dating import plain_date
from archive_app.formats.told.works import Picture
from archive_app.i18n import mark

# Dataset → field of the crosswalk, and the sentence that says why it was cut.
_TOLD: Mapping[tuple[int, int], tuple[str, str]] = {
    (2, 5): ("photo.title", mark("IIM Object Name holds 64 bytes.")),
    (2, 25): ("photo.subjects", mark("IIM Keywords hold 64 bytes each.")),
    (2, 40): ("rights.restrictions", mark("IIM Special Instructions hold 256 bytes.")),
    (2, 80): ("photo.creators", mark("IIM By-line holds 32 bytes.")),
    (2, 105): ("photo.title", mark("IIM Headline holds 256 bytes.")),
    (2, 110): ("use.credit_line", mark("IIM Credit holds 32 bytes.")),
    (2, 115): ("rights.agents", mark("IIM Source holds 32 bytes.")),
    (2, 116): ("rights.copyright_notice", mark("IIM Copyright Notice holds 128 bytes.")),
    (2, 120): ("use.caption", mark("IIM Caption holds 2,000 bytes.")),
}


def iim_values(picture: Picture) -> dict[tuple[int, int], Sequence[str]]:
    """The values by dataset (media.md §5); empty ones are not written."""
    photo, terms = picture.photo, picture.terms
    taken = plain_date(photo.taken)
    headline = photo.title or (picture.article.headline if picture.article else "")
    return {
        (2, 5): (photo.title,),
        (2, 25): tuple(dict.fromkeys(one.text for one in photo.subjects if one.text)),
        (2, 40): ("; ".join(terms.stops(structured=True)),),
        (2, 55): (_compact(taken.day),),
        (2, 80): picture.creators,
        (2, 105): (headline,),
        (2, 110): (picture.credit,),
        (2, 115): terms.names("originator")[:1],
        (2, 116): (terms.notice,),
        (2, 120): (picture.caption,),
    }


def tell_cut(cut: Sequence[tuple[int, int]], losses: Losses) -> None:
    """Say which fields the block holds only in part; the copy's XMP has them whole."""
    for key in cut:
        if key in _TOLD:
            losses.cut(*_TOLD[key])


def _compact(day: str) -> str:
    """A date as IIM writes it: CCYYMMDD, with zeros for what is not known."""
    return day.replace("-", "").ljust(LIMITS[2, 55], "0") if day else ""
