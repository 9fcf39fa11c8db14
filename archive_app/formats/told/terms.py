"""What the statements of one work say together, as a standard with one place for each thing asks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive_app.domain import licences
from archive_app.domain.licences import Licence
from archive_app.domain.records import CreditParty
from archive_app.domain.rights import Grant, RightsStatement
from archive_app.domain.uses import ACTIONS, CHANNELS, PURPOSES, said
from archive_app.formats.told.dating import last_day
from archive_app.i18n import tr

PLUS = "http://ns.useplus.org/ldf/vocab/"
_FROM_PARTIES = {
    "copyright_holder": ("rights_holder",),
    "originator": ("provider", "courtesy", "depicted_source"),
    "distributor": ("distributor",),
    "creator": ("creator",),
}
_MINING_OPEN = frozenset({"", "DMI-UNSPECIFIED", "DMI-ALLOWED"})


@dataclass(frozen=True, slots=True)
class Terms:
    """The current statements of a work, and the parties its credit names."""

    statements: tuple[RightsStatement, ...] = ()
    parties: tuple[CreditParty, ...] = ()

    def first(self, field: str) -> str:
        """The first of the statements' values of a text field that is not empty."""
        return next((value for one in self.statements if (value := str(getattr(one, field)))), "")

    def joined(self, field: str, between: str = " ") -> str:
        """All the different texts of a field, so that what one of several statements forbids is not lost."""
        return between.join(dict.fromkeys(text for one in self.statements if (text := str(getattr(one, field)))))

    def several(self, field: str) -> tuple[str, ...]:
        """All the different items of a list field."""
        return tuple(dict.fromkeys(str(item) for one in self.statements for item in getattr(one, field) if item))

    def names(self, role: str, *, stated: bool = False) -> tuple[str, ...]:
        """Who has a role in the rights; whom the credit line names so, where no statement tells.

        Args:
            role: Of ``rights.AGENT_ROLES``.
            stated: Only what statements say.
        """
        found = tuple(dict.fromkeys(a.name for one in self.statements for a in one.agents if a.role == role and a.name))
        if found or stated:
            return found
        roles = _FROM_PARTIES.get(role, ())
        return tuple(dict.fromkeys(party.name for party in self.parties if party.role in roles and party.name))

    @property
    def notice(self) -> str:
        """The copyright notice, verbatim."""
        return self.joined("copyright_notice", "; ")

    @property
    def usage_terms(self) -> str:
        """The terms, verbatim."""
        return self.joined("usage_terms")

    @property
    def restrictions(self) -> tuple[str, ...]:
        """Each phrase, verbatim."""
        return self.several("restrictions")

    @property
    def grants(self) -> tuple[Grant, ...]:
        """Permissions and prohibitions of all statements."""
        return tuple(grant for one in self.statements for grant in one.grants)

    @property
    def year(self) -> int | None:
        """The year of the copyright."""
        return next((one.copyright_year for one in self.statements if one.copyright_year is not None), None)

    @property
    def licence(self) -> Licence | None:
        """The licence known by its id or address; never a statement of RightsStatements.org."""
        for one in self.statements:
            found = licences.find(one.licence_id, one.licence_url, one.rights_uri)
            if found is not None and found.family != "rights_statement":
                return found
        return None

    @property
    def status_uri(self) -> str:
        """The address that states the copyright's status: RightsStatements.org's or Creative Commons', else ""."""
        for one in self.statements:
            found = licences.find(one.rights_uri)
            if found is not None and found.uri:
                return found.uri
        found = self.licence
        return found.uri if found is not None else ""

    @property
    def licence_page(self) -> str:
        """Where the licence or the terms can be read."""
        found = self.licence
        return found.uri if found is not None and found.uri else web_address(self.first("licence_url"))

    @property
    def ends(self) -> str:
        """The last day of what is permitted, where every permission ends; "" otherwise."""
        permits = [grant for grant in self.grants if grant.effect == "permit"]
        days = [last_day(grant.ends) for grant in permits]
        return max(days) if days and all(days) else ""

    @property
    def embargo(self) -> str:
        """The last day of the longest embargo, "" when there is none."""
        return max((last_day(one.embargo_until) for one in self.statements), default="")

    @property
    def mining(self) -> str:
        """The address of the PLUS value for data mining; the first that is not open, since a prohibition goes first."""
        values = [one.data_mining for one in self.statements if one.data_mining]
        value = next((one for one in values if one not in _MINING_OPEN), next(iter(values), ""))
        return f"{PLUS}{value}" if value.startswith("DMI-") else ""

    def duties_to_credit(self) -> bool:
        """Whether a credit line must be printed."""
        return any(one.credit_obligation == "required" for one in self.statements)

    def stops(self, *, structured: bool = False) -> tuple[str, ...]:
        """Everything that binds a user, one text each, for the free rights field of a standard.

        Verbatim phrases come first; then, in our words, what was recorded without any: embargoes, holds, withdrawals
        and, unless ``structured``, prohibitions and what is said of data mining.

        Args:
            structured: The standard carries grants and data mining itself.
        """
        return tuple(
            dict.fromkeys((*self.restrictions, *self._held_back(), *(() if structured else self._forbidden())))
        )

    def _held_back(self) -> Iterator[str]:
        for one in self.statements:
            if one.takedown:
                yield tr("Withdrawn: not to be used.")
            if one.legal_hold:
                yield tr("Under legal hold: not to be used.")
            if one.embargo_until:
                text = tr("Embargoed until {date}.").format(date=one.embargo_until)
                yield text if one.embargo_scope == "all" else tr("{text} Only outside the archive.").format(text=text)
            if one.cultural_sensitivity:
                yield one.cultural_sensitivity

    def _forbidden(self) -> Iterator[str]:
        for grant in self.grants:
            if grant.effect == "prohibit":
                yield forbidden_words(grant)
            elif limits := tuple(_limits(grant)):
                yield tr("Permitted only: {what}.").format(what="; ".join((_action(grant), *limits)))
        if self.mining and self.mining.rpartition("/")[2] not in _MINING_OPEN:
            yield tr("Data mining: {value}.").format(value=self.mining.rpartition("/")[2])
        if constraint := self.first("data_mining_constraint"):
            yield constraint


def terms_of(statements: Iterable[RightsStatement], parties: Sequence[CreditParty] = ()) -> Terms:
    """The statements that count: current or disputed ones that no other sets aside."""
    counted = [one for one in statements if one.status in ("current", "disputed")]
    aside = {one.overrides_id for one in counted if one.overrides_id is not None}
    return Terms(tuple(one for one in counted if one.id is None or one.id not in aside), tuple(parties))


def forbidden_words(grant: Grant) -> str:
    """A prohibition in a sentence: "Not permitted: Sell it or license it on; Web; DE, FR; until 2026-12."."""
    return tr("Not permitted: {what}.").format(what="; ".join((_action(grant), *_limits(grant))))


def web_address(text: str) -> str:
    """The text if it is an address on the web without blanks, else ""."""
    bad = any(sign.isspace() or sign in '<>"{}|\\^`' for sign in text)
    return text if text.startswith(("http://", "https://")) and len(text) > 10 and not bad else ""


def _action(grant: Grant) -> str:
    return said(ACTIONS, grant.action) if grant.action else tr("any use")


def _limits(grant: Grant) -> Iterator[str]:
    for choices, values in ((PURPOSES, grant.purpose), (CHANNELS, grant.channel)):
        if values:
            yield ", ".join(said(choices, value) for value in values)
    if grant.territory and grant.territory != ("WORLD",):
        yield ", ".join(grant.territory)
    if grant.territory_except:
        yield tr("except {places}").format(places=", ".join(grant.territory_except))
    if grant.audience:
        yield ", ".join(grant.audience)
    if grant.starts:
        yield tr("from {date}").format(date=grant.starts)
    if grant.ends:
        yield tr("until {date}").format(date=grant.ends)
    if grant.max_uses is not None:
        yield tr("at most {n} uses").format(n=grant.max_uses)
    if grant.max_size:
        yield tr("at most {size}").format(size=grant.max_size)
