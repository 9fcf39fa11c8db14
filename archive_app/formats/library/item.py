"""A work in the terms that libraries and archives describe things in: what every ``…_out`` module is given."""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.records import Evidence, Kind, MediaFile
from archive_app.domain.rights import RightsStatement


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody with a part in a work.

    Attributes:
        name: As the record has it.
        relator: MARC relator code ("aut", "pht", "cph").
        kind: "person", "organization" or "" where that is not known.
        uri: Of the name in an authority file, or "".
        authority: Which file ("viaf"), or "".
        heading: The preferred name of its authority record, or "".
    """

    name: str
    relator: str
    kind: str = ""
    uri: str = ""
    authority: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A subject or a place, with its address in a vocabulary where its authority record has one."""

    text: str
    kind: str = "topic"  # topic, person, organization, place, work, event
    uri: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another work that this one is part of, or that is part of it."""

    uid: str
    kind: Kind
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One work, described.

    Attributes:
        kind, uid: Of the work.
        title: Never "" where the record has any words at all.
        supplied: The record has no title; it was made of the first words of its caption.
        abstract: An article's standfirst.
        description: The archive's own words on a photo or video.
        captions: As printed, each once, in order.
        mentions: The words of articles that refer to a video.
        alternatives: Texts for those who cannot see the picture.
        credit_lines: As printed, verbatim, each once.
        agents: Everybody named, each name with one role once.
        container: What an article was printed in.
        publisher: Who publishes that; the same name where nothing else is known.
        section, dateline, place, language, url, platform: As in the record.
        sources: Addresses of the picture in the pages that print it.
        issued, created, accessed: EDTF.
        subjects, people: What it is about and who is seen.
        medium, source_type: Of a photo.
        duration: In seconds.
        media: The file held.
        rights: Statements in force, in order.
        disputed: Whether any of them is disputed.
        hosts, parts: Works that it is in, and works in it.
        collections: Full names.
        verdict: The answer to "may we use it?" in words, or "".
        evidence: Of the work's own fields.
        created_at, modified_at: Moments of the record.
        history: Past changes as (moment, who, words).
    """

    kind: Kind
    uid: str
    title: str = ""
    supplied: bool = False
    abstract: str = ""
    description: str = ""
    captions: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    credit_lines: tuple[str, ...] = ()
    agents: tuple[Agent, ...] = ()
    container: str = ""
    publisher: str = ""
    section: str = ""
    dateline: str = ""
    place: str = ""
    language: str = ""
    url: str = ""
    platform: str = ""
    sources: tuple[str, ...] = ()
    issued: str = ""
    created: str = ""
    accessed: str = ""
    subjects: tuple[Term, ...] = ()
    people: tuple[Term, ...] = ()
    medium: str = ""
    source_type: str = ""
    duration: float | None = None
    media: MediaFile | None = None
    rights: tuple[RightsStatement, ...] = ()
    disputed: bool = False
    hosts: tuple[Reference, ...] = ()
    parts: tuple[Reference, ...] = ()
    collections: tuple[str, ...] = ()
    verdict: str = ""
    evidence: tuple[Evidence, ...] = ()
    created_at: str = ""
    modified_at: str = ""
    history: tuple[tuple[str, str, str], ...] = ()

    @property
    def urn(self) -> str:
        """Its identifier as an address: ``urn:uuid:…``."""
        return urn(self.uid)


def urn(uid: str) -> str:
    """A record's uid as a URN, "" for a record without one."""
    return f"urn:uuid:{dashed(uid)}" if uid else ""


def dashed(uid: str) -> str:
    """A record's uid as RFC 9562 writes it; what is no UUID stays as it is."""
    return f"{uid[:8]}-{uid[8:12]}-{uid[12:16]}-{uid[16:20]}-{uid[20:]}" if len(uid) == 32 else uid
