"""The parts of a sheet that tell of rights: verdicts with their reasons, and the statements they rest on."""

from __future__ import annotations

from archive_app.domain import uses, verdict
from archive_app.domain.choices import (
    AGENT_ROLES,
    BASES,
    COPYRIGHT_STATUSES,
    CREDIT_OBLIGATIONS,
    STATEMENT_STATUSES,
    label_of,
)
from archive_app.domain.date_display import display
from archive_app.domain.fields import shown_of
from archive_app.domain.rights import Grant, RightsStatement, Use, Verdict
from archive_app.formats.sheets.markup import Html, element, join, link, text
from archive_app.i18n import language, tr

# A sign, a word and a colour together: never colour alone.
_SIGNS = {"allowed": "✓", "allowed_with_conditions": "!", "ask": "?", "not_allowed": "✕"}
_EFFECTS = {"for": "+", "against": "−"}


def verdict_card(answer: Verdict, use: Use | None) -> Html:
    """The answer to "may we use it?" with the whole chain of reasons."""
    return element(
        "section",
        element("h2", tr("May we use it?")),
        element(
            "div",
            element("span", _sign(answer), class_="sign", aria_hidden="true"),
            element(
                "div",
                element("p", verdict.headline(answer), _note(answer), class_="answer"),
                element("p", question(use), class_="question") if use is not None else None,
                _reasons(answer),
                _list(tr("Conditions"), [uses.condition_text(one) for one in answer.conditions]),
                _line(tr("Whom to ask"), answer.contact),
                _line(tr("May change on"), display(answer.may_change_on, language()) if answer.may_change_on else ""),
                element("p", tr("A record of what we know, not legal advice."), class_="small"),
            ),
            class_=f"verdict {_tone(answer)}",
        ),
    )


def verdict_chip(answer: Verdict) -> Html:
    """The answer in a line, for a picture among others."""
    words = join(verdict.headline(answer), _note(answer))
    sign = element("span", _sign(answer), class_="sign", aria_hidden="true")
    return element("p", sign, " ", words, class_=f"chip {_tone(answer)}")


def question(use: Use) -> str:
    """The use that was asked about, in words."""
    parts = [
        label_of(uses.ACTIONS, use.action),
        label_of(uses.PURPOSES, use.purpose),
        label_of(uses.CHANNELS, use.channel),
        tr("worldwide") if use.territory == "WORLD" else use.territory,
        display(use.date, language()) if use.date else "",
    ]
    return " · ".join(part for part in parts if part)


def statements(found: tuple[RightsStatement, ...]) -> Html | None:
    """The statements about the work, those in force first."""
    if not found:
        return None
    ordered = sorted(found, key=lambda one: one.status != "current")
    return element("section", element("h2", tr("Rights statements")), *(_statement(one) for one in ordered))


def _statement(one: RightsStatement) -> Html:
    rows = [
        (tr("Copyright"), text(label_of(COPYRIGHT_STATUSES, one.copyright_status))),
        (tr("People and organisations"), text("; ".join(_part(a.name, a.role) for a in one.agents))),
        (tr("Licence"), text(one.licence_id)),
        (tr("Licence address"), link(one.licence_url) if one.licence_url else text("")),
        (tr("Rights address"), link(one.rights_uri) if one.rights_uri else text("")),
        (tr("Copyright notice"), text(one.copyright_notice)),
        (tr("Credit line as printed"), text(one.credit_line_printed)),
        (tr("Credit to print"), text(one.credit_text)),
        (tr("Credit must be printed"), text(_known(label_of(CREDIT_OBLIGATIONS, one.credit_obligation), one))),
        (tr("Usage terms"), text(one.usage_terms)),
        (tr("Restrictions"), text("; ".join(one.restrictions))),
        (tr("Permissions and prohibitions"), text("; ".join(grant_words(g) for g in one.grants))),
        (tr("Embargo until"), text(display(one.embargo_until, language()) if one.embargo_until else "")),
        (tr("How sure"), text(shown_of(one, "confidence"))),
        (tr("Stated by"), text(one.asserted_by)),
        (tr("Evidence"), text("; ".join(f"{e.quote or e.source}" for e in one.evidence if e.quote or e.source))),
    ]
    heading = f"{label_of(BASES, one.basis)} – {label_of(STATEMENT_STATUSES, one.status)}"
    kept = [(label, value) for label, value in rows if value != text("")]
    return element(
        "div",
        element("h3", heading),
        element("dl", *(join(element("dt", label), element("dd", value)) for label, value in kept)),
        class_="statement" if one.status == "current" else "statement past",
    )


def grant_words(grant: Grant) -> str:
    """A permission or prohibition as people read it: "permitted: put it on the web – FR, DE – until December 2026"."""
    effect = tr("permitted") if grant.effect == "permit" else tr("prohibited")
    action = label_of(uses.ACTIONS, grant.action)
    where = ", ".join(tr("worldwide") if one == "WORLD" else one for one in grant.territory)
    if grant.territory_except:
        where = tr("{places} but not {others}").format(
            places=where or tr("everywhere"), others=", ".join(grant.territory_except)
        )
    starts = tr("from {date}").format(date=display(grant.starts, language())) if grant.starts else ""
    ends = tr("until {date}").format(date=display(grant.ends, language())) if grant.ends else ""
    rest = (
        uses.words(uses.PURPOSES, grant.purpose),
        uses.words(uses.CHANNELS, grant.channel),
        where,
        f"{starts} {ends}".strip(),
        ", ".join(uses.condition_text(duty) for duty in grant.duties),
    )
    return " – ".join([f"{effect}: {action[:1].lower()}{action[1:]}", *(part for part in rest if part)])


def _part(name: str, role: str) -> str:
    label = label_of(AGENT_ROLES, role)
    return f"{name} ({label[:1].lower()}{label[1:]})"


def _known(label: str, one: RightsStatement) -> str:
    return "" if one.credit_obligation == "unknown" else label


def _reasons(answer: Verdict) -> Html | None:
    if not answer.reasons:
        return None
    lines = (
        element(
            "li",
            element("span", _EFFECTS.get(one.effect, "·"), class_="effect", aria_hidden="true"),
            element("span", text(one.text), element("q", text(one.evidence)) if one.evidence else None),
        )
        for one in answer.reasons
    )
    return element("ul", *lines, class_="reasons")


def _list(label: str, items: list[str]) -> Html | None:
    return _line(label, "; ".join(items)) if items else None


def _line(label: str, value: str) -> Html | None:
    return element("p", element("b", label), " ", text(value), class_="fact") if value else None


def _note(answer: Verdict) -> str | None:
    words = verdict.note(answer)
    return f" — {words}" if words else None


def _sign(answer: Verdict) -> str:
    return "?" if answer.nobody_looked else _SIGNS.get(answer.answer, "?")


def _tone(answer: Verdict) -> str:
    return "unknown" if answer.nobody_looked else answer.answer.replace("_", "-")
