"""What somebody may want to do with a work: actions, purposes and channels with their words.

The codes are those of the rights model, which map onto ODRL actions; the labels are what the question
"May we use it?" offers, and what the sentences of a verdict say.
"""

from __future__ import annotations

from collections.abc import Iterable

from archive_app.domain.choices import Choice
from archive_app.i18n import mark, tr_rights

ACTIONS = (
    Choice("consult", mark("Look at it on the premises")),
    Choice("display", mark("Show it in public")),
    Choice("reproduce", mark("Copy it for a reader")),
    Choice("publish_online", mark("Put it on the web")),
    Choice("publish_print", mark("Print it in a publication")),
    Choice("broadcast", mark("Broadcast it")),
    Choice("lend", mark("Lend it to another institution")),
    Choice("modify", mark("Crop, edit or colour it")),
    Choice("translate", mark("Translate it")),
    Choice("sell", mark("Sell it or license it on")),
    Choice("archive", mark("Keep a preservation copy")),
    Choice("data_mining", mark("Text and data mining, AI training")),
)
PURPOSES = (
    Choice("editorial", mark("Editorial")),
    Choice("commercial", mark("Commercial")),
    Choice("research", mark("Research")),
    Choice("teaching", mark("Teaching")),
    Choice("exhibition", mark("Exhibition")),
    Choice("legal", mark("Legal")),
    Choice("internal", mark("Internal")),
)
CHANNELS = (
    Choice("reading_room", mark("Reading room")),
    Choice("internal_network", mark("Internal network")),
    Choice("web", mark("Web")),
    Choice("social_media", mark("Social media")),
    Choice("print", mark("Print")),
    Choice("broadcast", mark("Broadcast")),
    Choice("exhibition", mark("Exhibition")),
    Choice("app", mark("App")),
    Choice("other", mark("Other")),
)
DUTIES = (
    Choice("attribute", mark("Give the credit")),
    Choice("pay", mark("Pay the fee")),
    Choice("ask_consent", mark("Ask for consent")),
    Choice("inform", mark("Inform the rights holder")),
    Choice("show_notice", mark("Show the rights notice")),
    Choice("link_source", mark("Link to the source")),
    Choice("link licence", mark("Link to the licence")),
    Choice("delete_after", mark("Delete it afterwards")),
    Choice("watermark", mark("Add a watermark")),
    Choice("share_alike", mark("Share adaptations under the same licence")),
    Choice("unchanged", mark("Do not crop or alter it")),
    Choice("max_uses", mark("Keep to the number of uses")),
    Choice("max_size", mark("Keep to the size")),
    Choice("placement", mark("Place the credit")),
)


def condition_text(condition: str) -> str:
    """A verdict's condition for people: "attribute: NASA" becomes "Give the credit: NASA"."""
    code, colon, detail = condition.partition(":")
    label = said(DUTIES, code.strip())
    return f"{label}: {detail.strip()}" if colon else label


def words(choices: tuple[Choice, ...], values: Iterable[str]) -> str:
    """Several values in words for the middle of a sentence: "web, social media"."""
    return ", ".join(said(choices, value).lower() for value in values)


def said(choices: tuple[Choice, ...], value: str) -> str:
    """The label of a stored value in the language of verdicts; the value itself on no list."""
    return next((tr_rights(choice.label) for choice in choices if choice.value == value), value)
