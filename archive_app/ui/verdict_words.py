"""The sentences around a verdict: what was asked, the answer in one sentence, the credit line to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from archive_app.domain import choices, dates, uses
from archive_app.domain.choices import label_of
from archive_app.domain.clearance import Asked
from archive_app.domain.licences import plain_name
from archive_app.domain.results import RecordPage
from archive_app.domain.rights import Grant, RightsStatement, Use, Verdict
from archive_app.domain.verdict import headline
from archive_app.i18n import language, mark, tr
from archive_app.ui.provenance import moment
from archive_app.ui.territories import names_of

_CHANNELS: Final = {
    "reading_room": mark("in the reading room"), "internal_network": mark("on the internal network"),
    "web": mark("on the web"), "social_media": mark("on social media"), "print": mark("in print"),
    "broadcast": mark("in a broadcast"), "exhibition": mark("in an exhibition"), "app": mark("in an app"),
    "other": mark("elsewhere"),
}  # fmt: skip
_PURPOSES: Final = {
    "editorial": mark("editorial use"), "commercial": mark("commercial use"), "research": mark("research"),
    "teaching": mark("teaching"), "exhibition": mark("an exhibition"), "legal": mark("legal use"),
    "internal": mark("internal use"),
}  # fmt: skip


def shown_date(edtf: str) -> str:
    """A date of the model as people read it."""
    return dates.display(edtf, language()) if edtf else ""


def question(use: Use) -> str:
    """What was asked: “Put it on the web · editorial use on the web, worldwide, on 5 March 2027”."""
    where = tr("worldwide") if use.territory == "WORLD" else names_of(use.territory)
    text = tr("{action} — {purpose} {channel}, {where}").format(
        action=label_of(uses.ACTIONS, use.action), purpose=tr(_PURPOSES.get(use.purpose, use.purpose)),
        channel=tr(_CHANNELS.get(use.channel, use.channel)), where=where,
    )  # fmt: skip
    if use.date and use.date != date.today().isoformat():  # noqa: DTZ011 - the archivist's own day
        text = tr("{question}, on {date}").format(question=text, date=shown_date(use.date))
    return text


def answer_sentence(verdict: Verdict, use: Use, parts: Sequence[Verdict] = ()) -> str:
    """The verdict in one sentence: with which credit, where and how, until when; or what stands against it.

    Args:
        verdict: The answer.
        use: The question.
        parts: The answers for an article's photos; where one of them decides, the sentence names it.
    """
    if verdict.nobody_looked:
        return tr("Nothing is recorded about the rights, and not knowing is never a yes.")
    if verdict.answer in {"allowed", "allowed_with_conditions"}:
        where = tr("worldwide") if use.territory == "WORLD" else names_of(use.territory)
        pieces = []
        credit = next((c.partition(":")[2].strip() for c in verdict.conditions if c.startswith("attribute")), "")
        if credit:
            pieces.append(tr("with the credit line “{credit}”").format(credit=credit))
        pieces.append(
            tr("for {purpose} {channel}").format(
                purpose=tr(_PURPOSES.get(use.purpose, use.purpose)), channel=tr(_CHANNELS.get(use.channel, use.channel))
            )
        )
        pieces.append(where)
        if verdict.may_change_on:
            last = (date.fromisoformat(verdict.may_change_on) - timedelta(days=1)).isoformat()
            pieces.append(tr("until {date}").format(date=shown_date(last)))
        return ", ".join(pieces) + "."
    deciding = [number for number, part in enumerate(parts, 1) if part.answer == verdict.answer]
    if deciding and any(one.code == "component" for one in verdict.reasons):
        which = ", ".join(str(number) for number in deciding)
        many = len(deciding) > 1
        if verdict.answer == "not_allowed":
            text = tr("Photos {which} may not be published.") if many else tr("Photo {which} may not be published.")
        else:
            text = tr("Photos {which} must be checked first.") if many else tr("Photo {which} must be checked first.")
        text = text.format(which=which)
        asked = tr("{reason} Ask {contact}.").format(reason=text, contact=verdict.contact)
        return asked if verdict.contact else text
    against = [one for one in verdict.reasons if one.effect == "against"]
    text = against[0].text if against else ""
    if verdict.contact:
        return tr("{reason} Ask {contact}.").format(reason=text, contact=verdict.contact).strip()
    return text


def asked_words(one: Asked) -> list[str]:
    """A question that was kept, and what was answered for each work: a line each."""
    when = tr("{when}, {who}: {question}").format(when=moment(one.at), who=one.who, question=question(one.use))
    lines = [f"{when} — {one.occasion}" if one.occasion else when]
    for answer in one.answers:
        text = "→ " + (tr("Not known") if answer.answer == "unknown" else headline(Verdict(answer.answer)))
        if answer.override:
            text += " · " + tr("used all the same: {why}").format(why=answer.override)
        lines.append(text)
    return lines


def credit_to_print(page: RecordPage) -> str:
    """The credit line to print with a record: the one a statement in force asks for, else the one printed."""
    for statement in page.rights:
        if statement.status == "current" and statement.credit_text:
            return statement.credit_text
    printed = [one.use.credit_line for one in page.photos] + [one.use.credit_line for one in page.videos]
    printed += [one.use.credit_line for one in page.appears_in]
    lines = list(dict.fromkeys(line for line in printed if line))
    return "; ".join(lines[:1] if page.appears_in else lines)


def statement_title(one: RightsStatement) -> str:
    """A statement in a few words: its licence in plain words first, else its basis and copyright."""
    if one.licence_id:
        return plain_name(one.licence_id)
    copyright_ = label_of(choices.COPYRIGHT_STATUSES, one.copyright_status)
    basis = label_of(choices.BASES, one.basis)
    return basis if one.copyright_status in {"not_evaluated", one.basis} else f"{basis} · {copyright_.lower()}"


def statement_facts(one: RightsStatement) -> str:
    """Who holds it, who says so, when, how sure."""
    parts = [f"{agent.name} ({label_of(choices.AGENT_ROLES, agent.role).lower()})" for agent in one.agents]
    if one.asserted_by:
        parts.append(tr("stated by {who}").format(who=one.asserted_by))
    if one.determined_on:
        parts.append(shown_date(one.determined_on))
    parts.append(label_of(choices.CONFIDENCES, one.confidence).lower())
    return " · ".join(parts)


def grant_words(grant: Grant) -> str:
    """A permission or prohibition in one line."""
    action = label_of(uses.ACTIONS, grant.action) if grant.action else tr("Every use")
    limits = []
    if grant.purpose:
        limits.append(uses.words(uses.PURPOSES, grant.purpose))
    if grant.channel:
        limits.append(uses.words(uses.CHANNELS, grant.channel))
    if grant.territory and grant.territory != ("WORLD",):
        limits.append(", ".join(grant.territory))
    if grant.territory_except:
        limits.append(tr("not in {countries}").format(countries=", ".join(grant.territory_except)))
    if grant.starts or grant.ends:
        limits.append(f"{shown_date(grant.starts) or '…'} – {shown_date(grant.ends) or '…'}")
    effect = tr("Permitted") if grant.effect == "permit" else tr("Prohibited")
    return f"{effect}: {action}" + (f" ({'; '.join(limits)})" if limits else "")
