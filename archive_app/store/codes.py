"""The small integers by which items are kept narrow: kinds, answers, what is missing, facet fields."""

from __future__ import annotations

KINDS = {"article": 1, "photo": 2, "video": 3}
ANSWERS = ("not_allowed", "ask", "allowed_with_conditions", "allowed")
MISSING = {
    name: 1 << n for n, name in enumerate(("headline", "credit", "caption", "date", "media", "rights", "byline"))
}
"""Bits of ``item.missing``, by what is lacking."""

TERM_FIELDS = (
    "publisher", "agency", "language", "credit", "by", "person", "place", "tag", "flag", "licence", "section",
    "platform", "org", "provider", "distributor", "via",
)  # fmt: skip
