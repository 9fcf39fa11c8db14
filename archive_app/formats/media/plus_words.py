"""What the codes of the PLUS vocabularies mean (useplus.org, LDF 1.2.1; Data Mining 2023), in English and in words."""

from __future__ import annotations

_SPACE = "http://ns.useplus.org/ldf/vocab/"

_WORDS = {
    "MR-NON": "None",
    "MR-NAP": "Not Applicable",
    "MR-UMR": "Unlimited Model Releases",
    "MR-LMR": "Limited or Incomplete Model Releases",
    "PR-NON": "None",
    "PR-NAP": "Not Applicable",
    "PR-UPR": "Unlimited Property Releases",
    "PR-LPR": "Limited or Incomplete Property Releases",
    "AG-UNK": "Age Unknown",
    "AG-A25": "Age 25 or Over",
    "AG-U14": "Age 14 or Under",
    "DMI-UNSPECIFIED": "Unspecified - neither allowed nor prohibited",
    "DMI-ALLOWED": "Allowed",
    "DMI-PROHIBITED-AIMLTRAINING": "Prohibited for AI/ML training",
    "DMI-PROHIBITED-GENAIMLTRAINING": "Prohibited for Generative AI/ML training",
    "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING": "Prohibited except for search engine indexing",
    "DMI-PROHIBITED": "Prohibited",
    "DMI-PROHIBITED-SEECONSTRAINT": "Prohibited, see plus:OtherConstraints",
    "DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR": "Prohibited, see iptcExt:EmbdEncRightsExpr",
    "DMI-PROHIBITED-SEELINKEDRIGHTSEXPR": "Prohibited, see iptcExt:LinkedEncRightsExpr",
    "work": "Work",
    "cell": "Cell",
    "fax": "FAX",
    "home": "Home",
    "pager": "Pager",
    **{f"AG-A{age}": f"Age {age}" for age in range(15, 25)},
}


def in_words(value: str) -> str:
    """A code of PLUS in words; any other value as it is. Older files hold the code without its address."""
    if not value.startswith(_SPACE):
        return _WORDS.get(value, value) if value.isupper() else value
    return _WORDS.get(value[len(_SPACE) :], value)
