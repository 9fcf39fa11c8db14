"""The answers to "may we use these?" for many works at once, and what becomes unusable when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from archive_app.domain.rights import Use, Verdict

OUTCOMES = ("asked", "used", "exported")
"""What was done with the answers to a question that is kept."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """One question and its answer for each of some works.

    Attributes:
        use: The question; its ``date`` is set.
        verdicts: By work id, in the order asked. Works whose statements say the same share one value, so the
            statement ids in its reasons are those of the first of them.
    """

    use: Use
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many works have each answer, "unknown" where nobody has looked; the worst first."""
        found = Counter("unknown" if v.nobody_looked else v.answer for v in self.verdicts.values())
        order = ("not_allowed", "ask", "unknown", "allowed_with_conditions", "allowed")
        return {answer: found[answer] for answer in order if found[answer]}

    def refused(self) -> dict[int, Verdict]:
        """The works that may not be used without asking: not allowed, to be asked about, and not known."""
        return {n: v for n, v in self.verdicts.items() if v.answer in ("not_allowed", "ask")}


@dataclass(frozen=True, slots=True)
class Loss:
    """A work that may be used now and not, or under stricter terms only, from a day on.

    Attributes:
        work: Its id.
        day: The first day (YYYY-MM-DD) with the worse answer.
        before, after: The verdicts of today and of that day.
    """

    work: int
    day: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered for one work when a question was acted on."""

    work: int
    title: str
    answer: str
    reasons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    override: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that somebody acted on: the archive's proof of diligence.

    Attributes:
        id: Its number in the catalogue.
        at, who: When (UTC) and by whom.
        use: What was asked.
        occasion: What for, in the person's words.
        outcome: One of ``OUTCOMES``.
        answers: What was answered for each work.
    """

    id: int
    at: str
    who: str
    use: Use
    occasion: str
    outcome: str
    answers: tuple[Answered, ...] = ()
