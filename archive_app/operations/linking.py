"""Links names as printed to authority records: organisations by name or variant, never a person to a namesake.

An organisation that the catalogue does not have yet but the vocabulary knows becomes an authority record in the
same step.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from operator import is_

from archive_app.domain.credits import parse_credit
from archive_app.domain.names import KnownName, NameIndex, vocabulary_names
from archive_app.domain.records import Article, Authority, Credit, CreditParty, PhotoUse, VideoUse
from archive_app.domain.vocabulary import Organisation, organisations
from archive_app.store.archive import Reader, Writer


def name_index(reader: Reader) -> NameIndex:
    """The vocabulary's names and, before them, those of the catalogue's own authorities."""
    index = vocabulary_names().copy()
    for authority in reader.authorities():
        index.add_authority(authority)
    return index


@cache
def _vocabulary() -> dict[str, Organisation]:
    return {organisation.name: organisation for organisation in organisations()}


class Linker:
    """Links names within one operation, making the authorities it needs."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._known: NameIndex | None = None
        self._own = False  # whether it may be changed

    @property
    def _index(self) -> NameIndex:
        """All names known, read when the first is looked for: most changes are about none."""
        if self._known is None:
            self._known = self._writer.recall("names", lambda: name_index(self._writer))
        return self._known

    def go_on(self, writer: Writer) -> None:
        """Link within another operation; nobody else has changed names meanwhile."""
        self._writer = writer

    def credit(self, line: str, credit: Credit) -> Credit:
        """The credit with its organisations linked; parsed anew from the line when it says nothing yet."""
        if not line:
            return credit
        if not credit.literals:
            credit = parse_credit(line, known=self._index).value
            # A name that the catalogue knows helps the reading; that it is the same person is for people to say.
            parties = tuple(_unlinked(p) if p.kind == "person" else p for p in credit.parties)
            credit = _with(credit, parties)
        return _with(credit, tuple(self._party(p) for p in credit.parties))

    def use(self, use: PhotoUse | VideoUse) -> PhotoUse | VideoUse:
        """A use with its credit linked."""
        return replace(use, credit=self.credit(use.credit_line, use.credit))

    def article(self, article: Article) -> Article:
        """An article with its publisher linked, when the catalogue or the vocabulary knows it."""
        if article.publisher_id is not None or not article.publisher:
            return article
        return replace(article, publisher_id=self.organisation(article.publisher))

    def organisation(self, name: str) -> int | None:
        """The authority of an organisation known by this name, made from the vocabulary if need be; else None."""
        known = self._index.find(name)
        if known is None or known.kind != "organization":
            return None
        return self._authority(known)

    def _party(self, party: CreditParty) -> CreditParty:
        if party.authority_id is not None or party.kind == "person":
            return party
        number = self.organisation(party.name)
        return replace(party, authority_id=number) if number is not None else party

    def _authority(self, known: KnownName) -> int | None:
        if known.authority_id is not None:
            return known.authority_id
        entry = _vocabulary().get(known.preferred)
        if entry is None:
            return None
        parent = self.organisation(entry.parent) if entry.parent else None
        number = self._writer.save(entry.as_authority(parent))
        made = self._writer.of_type(Authority, [number])[number]
        if not self._own:
            self._known, self._own = self._index.copy(), True
        self._index.add_authority(made)
        return number


def _unlinked(party: CreditParty) -> CreditParty:
    return party if party.authority_id is None else replace(party, authority_id=None)


def _with(credit: Credit, parties: tuple[CreditParty, ...]) -> Credit:
    """The credit with these parties; itself when they are its own."""
    return credit if all(map(is_, credit.parties, parties)) else replace(credit, parties=parties)
