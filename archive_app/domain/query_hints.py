"""What the search box says about a text it understood differently than its writer may have meant.

Hints change nothing and stop nothing. Each knows where it belongs, and most offer the whole text put right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive_app.domain import query_fields as names
from archive_app.domain import query_near_misses
from archive_app.domain.query import Hint
from archive_app.domain.query_lexer import Item, Token
from archive_app.i18n import tr

MOST = 20  # of a pasted page nobody reads more

_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_DOI = re.compile(r"(?:doi:)?10\.\d{4,9}/\S+", re.IGNORECASE)
_BREAKS_WORDS = re.compile(r'[\s,()"“”„‟«»]')


class Hints:
    """Collects the hints on one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: list[Hint] = []

    def all(self) -> tuple[Hint, ...]:
        """The hints in the order of their places."""
        return tuple(sorted(self._found, key=lambda hint: hint.position))

    def word(self, token: Token) -> None:
        """A word that looks like something else: an address, a DOI, a time, or a clause of an unknown field."""
        whole = token.text
        if token.name and whole[len(token.name) + 1 :].startswith("//"):
            self._say(
                tr("The address is searched as words. To search addresses, write url: before it."),
                token.start,
                token.end,
                f'url:"{whole}"',
            )
        elif _TIME.fullmatch(whole) or _DOI.fullmatch(whole):
            self._say(tr("“{text}” is searched as it stands.").format(text=whole), token.start, token.end)
        elif token.name and len(whole) > len(token.name) + 1:
            self.unknown_field(token)
        elif whole.startswith("!") and whole[1:].isalnum():
            message = tr("“{text}” is searched as a word. To shut a word out, write a minus before it.")
            self._say(message.format(text=whole), token.start, token.end, f"-{whole[1:]}")
        elif whole.startswith("NEAR"):
            start, end, better = query_near_misses.nearness(self.text, token.start)
            if better:
                self._say(tr("Words near one another are written {near}.").format(near=better), start, end, better)

    def bracketed(self, token: Token) -> None:
        """A field with several values in brackets, as mail programs write it."""
        there, better = query_near_misses.bracketed_values(self.text[token.start :])
        if better:
            message = tr("Brackets do not hold values of a field here. Did you mean “{near}”?")
            self._say(message.format(near=better), token.start, token.start + len(there), better)

    def unknown_field(self, token: Token) -> None:
        """A clause of a field that does not exist."""
        near = names.nearest(token.name)
        end = token.start + len(token.name)
        if near:
            message = tr("“{name}:” is not a field, so it is searched as words. Did you mean “{near}:”?")
            self._say(message.format(name=token.name, near=near), token.start, end + 1, f"{near}:")
        else:
            message = tr("“{name}:” is not a field, so it is searched as words.")
            self._say(message.format(name=token.name), token.start, end + 1)

    def left_out(self, token: Token) -> None:
        """A part without letters or digits, or a bracket without a partner."""
        part = self.text[token.start : token.end]
        if token.kind in ("close", "open", "link"):
            message = tr("The bracket “{text}” has no partner and was left out.")
        else:
            message = tr("“{text}” has no letters or digits to search for.")
        if part == "||":
            message = tr("“{text}” has no letters or digits to search for. For either of two, write OR.")
            self._say(message.format(text=part), token.start, token.end, "OR")
            return
        before, after = self.text[: token.start], self.text[token.end :]
        joined = query_near_misses.spaced_range(before, after) if part in {"..", "...", "…"} else ""
        if joined:
            message = tr("The ends of a range stand beside its dots, without spaces.")
            self._add(message, token.start, token.end, joined)
            return
        self._say(message.format(text=part), token.start, token.end, "")

    def open_bracket(self, token: Token, count: int = 1) -> None:
        """A bracket that is never closed; the end of the text closes it."""
        message = tr("The bracket is not closed; it is taken to end with the text.")
        empty = not any(ch.isalnum() for ch in self.text[token.end :])
        self._add(message, token.start, token.end, "" if empty else self.text.rstrip() + ")" * count)

    def empty_bracket(self, token: Token) -> None:
        """A pair of brackets with nothing in them."""
        self._add(tr("There is nothing in the brackets."), token.start, token.end, "")

    def open_quote(self, token: Token) -> None:
        """A quotation mark that is never closed; the end of the text closes it."""
        message = tr("The quotation mark is not closed; the phrase is taken to end with the text.")
        self._add(message, token.start, token.end, self.text.rstrip() + '"')

    def lone_operator(self, token: Token) -> None:
        """OR, AND or NOT with nothing to join."""
        message = tr("“{text}” has nothing to join here, so it is searched as a word.")
        self._say(message.format(text=token.text), token.start, token.end, "")

    def plain_operator(self, token: Token) -> None:
        """A small "or" or "not" between plain words."""
        message = tr("“or” is searched as a word. For either of two, write OR.")
        if token.text == "not":
            message = tr("“not” is searched as a word. To shut a word out, write NOT or a minus.")
        self._say(message, token.start, token.end, token.text.upper())

    def no_value(self, token: Token) -> None:
        """A field name without a value, or an empty place in a list of values."""
        part = self.text[token.start : token.end]
        if any(item.text.strip() for item in token.items):
            name, colon, values = part.partition(":")
            kept = ",".join(value for value in values.split(",") if value.strip()) if '"' not in values else ""
            message = tr("An empty value was left out.")
            after = self.text[token.end :]
            if part.endswith(",") and after[:1].isspace() and after.strip()[:1].isalnum():
                # "by:Reel, Oakes": a list of values has no spaces.
                message = tr("Values of a list stand beside their commas, without spaces.")
                self._add(message, token.start, token.end, self.text[: token.end] + after.lstrip())
                return
            self._say(message, token.start, token.end, f"{name}{colon}{kept}" if colon and kept else part.strip(","))
            return
        message = tr("“{text}” has no value, so it is searched as a word.").format(text=part)
        rest = self.text[token.end :]
        joined = self.text[: token.end] + rest.lstrip() if rest.strip() and rest[0].isspace() else ""
        self._add(message, token.start, token.end, joined)

    def value(self, token: Token, item: Item, near: str, known: Sequence[str] = (), example: str = "") -> None:
        """A value that the field cannot take.

        Args:
            token: The clause.
            item: The value.
            near: What was probably meant; "" for nothing.
            known: What the field takes, where that is a short list.
            example: What the field takes, where it is best said so.
        """
        message = tr("“{value}” is not something “{field}:” understands, so it is searched as words.")
        words = {"value": item.text, "field": token.name, "near": near, "known": ", ".join(known), "example": example}
        if near:
            message = tr("“{value}” is not something “{field}:” understands. Did you mean “{near}”?")
        elif token.operator == "~":
            message = tr("“{value}” is not a regular expression that can be read, so it is searched as words.")
        elif known:
            message += " " + tr("It understands {known}.")
        elif example:
            message += " " + tr("An example: {example}")
        self._say(message.format(**words), item.start, item.end, near or None)

    def date(self, token: Token, item: Item) -> None:
        """A date or a range of dates that cannot be read."""
        better = query_near_misses.range_or_date(item.text)
        span = item.text if query_near_misses.is_range(item.text) else better
        if ".." in span and len(token.items) == 1 and (token.operator != ":" or token.name in names.DATE_SIGNS):
            part = f"{'date' if token.name in names.DATE_SIGNS else token.name}:{span}"
            message = tr("A range of dates has no sign before it. Did you mean “{near}”?").format(near=part)
            self._say(message, token.start, token.end, part)
            return
        self.value(token, item, better, example=f"{token.name}:2021-03..2022")

    def other_clause(self, token: Token, item: Item, better: str) -> None:
        """A clause that says in another way what a clause there is says: ``is:photo`` for ``type:photo``."""
        message = tr("“{text}” is not something “{field}:” understands. Did you mean “{near}”?")
        message = message.format(text=item.text, field=token.name, near=better)
        self._say(message, token.start, token.end, better if len(token.items) == 1 else None)

    def operator(self, token: Token) -> None:
        """A comparison that the field cannot make."""
        part = self.text[token.start : token.end]
        message = tr("“{field}:” cannot be compared with “{sign}”, so it is searched as words.")
        start = self.text.index(token.operator, token.start)
        self._say(
            message.format(field=token.name, sign=token.operator),
            token.start,
            token.end,
            part[: start - token.start] + part[start - token.start + len(token.operator) :],
        )

    def reversed_range(self, item: Item) -> None:
        """A range that ends before it begins."""
        low, _, high = item.text.partition("..")
        fix = f"{high}..{low}" if item.high is None else None
        self._say(tr("The range ends before it begins, so nothing is in it."), item.start, item.end, fix)

    def relation(self, token: Token) -> None:
        """``with:`` or ``in:`` before something other than a kind of record."""
        message = tr("After “{name}:” stands article, photo or video, and a search in brackets.")
        value = token.items[0].text
        named = f'"{value}"' if _BREAKS_WORDS.search(value) else value
        fix = f"list:{named}" if token.name == "in" else None
        self._say(message.format(name=token.name), token.start, token.end, fix)

    def _say(self, message: str, start: int, end: int, instead: str | None = None) -> None:
        """A hint whose fix puts ``instead`` in the place of the mistake; None: there is none to offer."""
        before, after = self.text[:start], self.text[end:]
        if instead == "" and before[-1:].isspace():
            after = after.lstrip()
        fix = "" if instead is None else f"{before}{instead}{after}".strip()
        self._add(message, start, end, fix if instead or fix.strip() else "")

    def _add(self, message: str, start: int, end: int, fix: str) -> None:
        if len(self._found) < MOST and all(hint.position != start for hint in self._found):
            self._found.append(Hint(message, start, end - start, fix if fix != self.text else ""))
