"""Words that make a printed name an organisation's or a person's, in the languages the program reads.

They stand in ``resources/vocabularies/name-words.toml``, case folded.
"""

from __future__ import annotations

import tomllib

from archive_app.assets import resource

_TABLE = tomllib.loads(resource("vocabularies", "name-words.toml").read_text(encoding="utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(_TABLE[name].split())


ARTICLES = tuple(article + " " for article in _TABLE["articles"].split())
DOMAIN_ENDINGS = _words("domain_endings")
PARTICLES = _words("particles")
GENERATIONS = _words("generations")
NOT_FIRST = _words("not_first")
ORGANISATION = frozenset(word for words in _TABLE["organisation"].values() for word in words.split())
# Tuples, because that is what str.startswith and str.endswith take.
ORGANISATION_STEMS = tuple(_TABLE["organisation_stems"].split())
ORGANISATION_ENDINGS = tuple(_TABLE["organisation_endings"].split())
EAST_ASIAN_ENDINGS = tuple(_TABLE["east_asian_endings"].split())
EAST_ASIAN_PARTS = tuple(_TABLE["east_asian_parts"].split())
INSIDE_NAMES = _words("inside_names")
TITLES = _words("titles")
PLACE_NAMES = frozenset(_TABLE["places"])
