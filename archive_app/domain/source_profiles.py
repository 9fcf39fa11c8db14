"""Source profiles: what usually holds for everything that comes from one publisher, host, folder or kind of file.

A profile proposes. It fills what the source does not say or says unsurely; a value that the source states with High
confidence stands, unless the profile is told to hold always. Pure functions; evidence is ``profile:NAME``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Final

from archive_app.domain import fields
from archive_app.domain.folding import fold
from archive_app.domain.house_rules import Hit, draft_with, parts_of
from archive_app.domain.records import Article, Draft, Evidence
from archive_app.domain.rule_values import source_texts, try_texts

BY: Final = ("publisher", "host", "folder", "name")
METHOD: Final = "profile:"
HIGH: Final = 0.9
PROPOSED: Final = 0.75  # Medium: a person looks at it
ALWAYS: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProfile:
    """Defaults for what comes from somewhere.

    Attributes:
        uid: The same in every catalogue; given when it is first saved.
        name: What the person calls it; it stands in the evidence.
        by, pattern: What is compared, with what: the publisher's name; a host and those below it
            ("example.org" holds for "www.example.org"); a folder and those in it; a file name with ``*`` and ``?``.
        always: Its values hold even where the source says otherwise.
        publisher, language, section: Values of the article; "" leaves them.
        byline_role: The role of bylines that have none.
        collection: The collection that accepted articles join; "" is none. " / " parts nested ones.
        rights: Fields of a rights statement for accepted articles, or {"template": NAME}; empty is none.
    """

    uid: str = ""
    name: str = ""
    enabled: bool = True
    by: str = "publisher"
    pattern: str = ""
    always: bool = False
    publisher: str = ""
    language: str = ""
    section: str = ""
    byline_role: str = ""
    collection: str = ""
    rights: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def holds(profile: SourceProfile, draft: Draft) -> bool:
    """Whether a draft comes from where the profile says."""
    wanted = fold(profile.pattern.strip())
    if not wanted or not profile.enabled:
        return False
    match profile.by:
        case "publisher":
            return fold(draft.article.publisher.strip()) == wanted
        case "host":
            hosts = source_texts(draft.source, "source.host")
            return any(fold(host) == wanted or fold(host).endswith(f".{wanted}") for host in hosts)
        case "folder":
            folders = source_texts(draft.source, "source.folder")
            wanted = wanted.replace("\\", "/").rstrip("/")
            return any(f"{fold(one)}/".startswith(f"{wanted}/") or f"/{wanted}/" in f"/{fold(one)}/" for one in folders)
        case "name":
            return any(fnmatchcase(fold(one), wanted) for one in source_texts(draft.source, "source.name"))
    return False


def apply_profiles(profiles: Iterable[SourceProfile], draft: Draft) -> tuple[Draft, tuple[Hit, ...]]:
    """A draft with what the profiles that hold propose, in their order, and what each changed.

    The first profile that has something to say about a field says it; later ones do not change it again. Evidence of
    the fields "collection" and "rights" tells whoever accepts the draft what to do then.
    """
    hits: list[Hit] = []
    traces: list[Evidence] = []
    always: set[str] = set()
    parts = parts_of(draft)
    article = draft.article
    for profile in profiles:
        if holds(profile, draft):
            done = {hit.field for hit in hits}
            changed = _proposed(profile, article, draft.evidence, done)
            for name in ("publisher", "language", "section", "bylines"):
                before, after = fields.text_of(article, name), fields.text_of(changed, name)
                if getattr(changed, name) != getattr(article, name):
                    # A role for names that stand: what was read of the names themselves is not superseded.
                    where = "bylines.role" if name == "bylines" else name
                    after = profile.byline_role if name == "bylines" else after
                    hits.append(Hit(profile.name, "article", 0, where, before, after))
                    always |= {where} if profile.always else set()
            article = changed
            # What is done when the article is accepted leaves its trace too.
            for name, value in (("collection", profile.collection), ("rights", "yes" if profile.rights else "")):
                trace = Evidence(name, value, METHOD + profile.name, ALWAYS, layer="")
                if value and trace not in draft.evidence:
                    traces.append(trace)
    if not hits and not traces:
        return draft, ()
    parts = replace(parts, article=article)

    def sure(hit: Hit) -> float:
        return ALWAYS if hit.field in always else PROPOSED

    draft = draft_with(draft, parts, hits, lambda hit: METHOD + hit.rule, sure)
    return replace(draft, evidence=(*draft.evidence, *traces)), tuple(hits)


def _proposed(profile: SourceProfile, article: Article, evidence: tuple[Evidence, ...], done: set[str]) -> Article:
    for name in ("publisher", "language", "section"):
        value = getattr(profile, name)
        if value and name not in done and _open(article, name, evidence, always=profile.always):
            changed = try_texts(article, name, (value,))
            article = changed if isinstance(changed, Article) else article
    if profile.byline_role and "bylines.role" not in done and any(not n.role for n in article.bylines):
        bylines = tuple(n if n.role else replace(n, role=profile.byline_role) for n in article.bylines)
        article = replace(article, bylines=bylines)
    return article


def _open(article: Article, name: str, evidence: tuple[Evidence, ...], *, always: bool) -> bool:
    """Whether a profile may propose a value: nothing is stated, or not surely."""
    now = getattr(article, name)
    if not now or always:
        return True
    stated = [e.confidence for e in evidence if e.current and e.field.partition(".")[0] == name]
    return bool(stated) and max(stated) < HIGH
