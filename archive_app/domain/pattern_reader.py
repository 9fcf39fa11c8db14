"""Reads a pattern that a person wrote into steps for ``safe_pattern``; what is not understood is refused in words."""

from __future__ import annotations

from collections.abc import Callable

from archive_app.domain.errors import InputError
from archive_app.domain.folding import fold
from archive_app.i18n import tr

MOST_STEPS = 4000
MOST_REPEATS = 200

Test = Callable[[str], bool]
Tree = tuple[object, ...]
Step = tuple[int, object, object]
CHAR, SPLIT, JUMP, SAVE, ASSERT, MATCH = range(6)


class PatternError(InputError):
    """A pattern that cannot be used, with the reason."""


class PatternReader:
    """Reads a pattern into a tree of tuples such as ("char", test), ("cat", […]), ("or", […]), ("repeat", …).

    Attributes:
        groups: How many groups were met.
        names: Their numbers by name.
    """

    def __init__(self, pattern: str, *, folded: bool) -> None:
        self._text = pattern
        self._at = 0
        self._folded = folded
        self.groups = 0
        self.names: dict[str, int] = {}

    def read(self) -> Tree:
        """The whole pattern. Raises PatternError."""
        tree = self._either(0)
        if self._at < len(self._text):
            raise self._wrong(tr("a bracket is closed that was not opened"))
        return tree

    def _either(self, depth: int) -> Tree:
        if depth > 30:
            raise self._wrong(tr("it is nested too deep"))
        ways = [self._row(depth)]
        while self._peek() == "|":
            self._at += 1
            ways.append(self._row(depth))
        return ways[0] if len(ways) == 1 else ("or", ways)

    def _row(self, depth: int) -> Tree:
        parts: list[Tree] = []
        while self._peek() not in {"", "|", ")"}:
            parts.append(self._repeated(self._one(depth)))
        return ("cat", parts)

    def _repeated(self, item: Tree) -> Tree:
        sign = self._peek()
        bounds = {"*": (0, -1), "+": (1, -1), "?": (0, 1)}.get(sign)
        if bounds is not None:
            self._at += 1
        elif sign == "{":
            bounds = self._bounds()
        if bounds is None:
            return item
        if item[0] == "assert":
            raise self._wrong(tr("a place cannot be repeated"))
        lazy = self._peek() == "?"
        self._at += lazy
        if self._peek() in {"*", "+", "?"} and self._peek():
            raise self._wrong(tr("two signs of repetition follow each other"))
        return ("repeat", item, bounds[0], bounds[1], lazy)

    def _bounds(self) -> tuple[int, int] | None:
        end = self._text.find("}", self._at)
        inside = self._text[self._at + 1 : end] if end > 0 else ""
        low, comma, high = inside.partition(",")
        if not inside or not (low + high).isascii() or not all(part.isdigit() or not part for part in (low, high)):
            return None  # a brace that stands for itself
        if not low and not high:
            return None
        least, most = int(low or 0), (int(high) if high else -1) if comma else int(low)
        if max(least, most) > MOST_REPEATS or (most != -1 and least > most):
            raise self._wrong(tr("a repetition is too large"))
        self._at = end + 1
        return least, most

    def _one(self, depth: int) -> Tree:
        sign = self._take()
        match sign:
            case "(":
                return self._group(depth)
            case "[":
                return ("char", self._class())
            case ".":
                return ("char", _not_line_end)
            case "^":
                return ("assert", "start")
            case "$":
                return ("assert", "end")
            case "\\":
                return self._escape()
            case "*" | "+" | "?":
                raise self._wrong(tr("there is nothing to repeat"))
        return ("char", self._literal(sign))

    def _group(self, depth: int) -> Tree:
        number = 0
        if self._text.startswith("?:", self._at):
            self._at += 2
        elif self._text.startswith(("?P<", "?<"), self._at) and not self._text.startswith(("?<=", "?<!"), self._at):
            self._at = self._text.index("<", self._at) + 1
            end = self._text.find(">", self._at)
            name = self._text[self._at : end] if end > 0 else ""
            if not name.isidentifier() or name in self.names:
                raise self._wrong(tr("the name of a group cannot be used"))
            self._at = end + 1
            self.groups += 1
            number = self.names[name] = self.groups
        elif self._peek() == "?":
            raise self._wrong(tr("looking ahead or behind is not possible"))
        else:
            self.groups += 1
            number = self.groups
        inner = self._either(depth + 1)
        if self._peek() != ")":
            raise self._wrong(tr("a bracket is not closed"))
        self._at += 1
        return ("group", number, inner) if number else inner

    def _escape(self) -> Tree:
        sign = self._take()
        if sign in _CLASSES:
            return ("char", _CLASSES[sign])
        if sign in {"b", "B"}:
            return ("assert", sign)
        if sign in {"A", "Z"}:
            return ("assert", "start" if sign == "A" else "very end")
        if sign.isdigit():
            raise self._wrong(tr("a pattern cannot look back at one of its groups"))
        if sign.isalpha() and sign not in _SIGNS:
            raise self._wrong(tr("“\\{sign}” is not known").format(sign=sign))
        return ("char", self._literal(_SIGNS.get(sign, sign)))

    def _class(self) -> Test:
        negated = self._peek() == "^"
        self._at += negated
        singles: set[str] = set()
        ranges: list[tuple[str, str]] = []
        tests: list[Test] = []
        first = True
        while first or self._peek() != "]":
            first = False
            low = self._class_member(tests)
            if not low:
                continue
            if self._peek() == "-" and self._text[self._at + 1 : self._at + 2] not in {"]", ""}:
                self._at += 1
                high = self._class_member([])
                if not high or high < low:
                    raise self._wrong(tr("a range of letters runs backwards"))
                ranges.append((low, high))
            else:
                singles.add(fold(low) if self._folded else low)
        self._at += 1
        spans = tuple(ranges)

        def inside(c: str) -> bool:
            return c in singles or any(low <= c <= high for low, high in spans) or any(test(c) for test in tests)

        # In a folded text all letters are small; a range of capitals is still meant.
        either = (lambda c: inside(c) or inside(c.upper())) if self._folded else inside
        return (lambda c: not either(c)) if negated else either

    def _class_member(self, tests: list[Test]) -> str:
        sign = self._take()
        if sign != "\\":
            return sign
        sign = self._take()
        if sign in _CLASSES:
            tests.append(_CLASSES[sign])
            return ""
        if sign.isalnum() and sign not in _SIGNS:
            raise self._wrong(tr("“\\{sign}” is not known").format(sign=sign))
        return _SIGNS.get(sign, sign)

    def _literal(self, sign: str) -> Test:
        wanted = fold(sign) if self._folded else sign
        return wanted.__eq__

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        if self._at >= len(self._text):
            raise self._wrong(tr("it ends too early"))
        self._at += 1
        return self._text[self._at - 1]

    def _wrong(self, reason: str) -> PatternError:
        words = tr("The pattern cannot be read: {reason} (at sign {n}).")
        return PatternError(words.format(reason=reason, n=self._at))


def is_word(c: str) -> bool:
    """Whether a sign belongs to words, as the class of words has it."""
    return c.isalnum() or c == "_"


def _not_line_end(c: str) -> bool:
    return c != "\n"


_CLASSES: dict[str, Test] = {
    "d": str.isdecimal, "w": is_word, "s": str.isspace,
    "D": lambda c: not c.isdecimal(), "W": lambda c: not is_word(c), "S": lambda c: not c.isspace(),
}  # fmt: skip
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}


def emit(tree: Tree, steps: list[Step]) -> None:
    """Write a tree as steps. Raises PatternError."""
    if len(steps) > MOST_STEPS:
        raise PatternError(tr("The pattern repeats too much."))
    match tree:
        case ("char", test):
            steps.append((CHAR, test, None))
        case ("assert", kind):
            steps.append((ASSERT, kind, None))
        case ("cat", list(parts)):
            for part in parts:
                emit(part, steps)
        case ("group", int(number), tuple(inner)):
            steps.append((SAVE, 2 * number, None))
            emit(inner, steps)
            steps.append((SAVE, 2 * number + 1, None))
        case ("or", list(ways)):
            _emit_either(ways, steps)
        case ("repeat", tuple(item), int(least), int(most), lazy):
            for _ in range(least):
                emit(item, steps)
            if most == -1:
                at = len(steps)
                steps.append((SPLIT, None, None))
                emit(item, steps)
                steps.append((JUMP, at, None))
                steps[at] = _split(at + 1, len(steps), lazy=bool(lazy))
            else:
                ends = []
                for _ in range(most - least):
                    ends.append(len(steps))
                    steps.append((SPLIT, None, None))
                    emit(item, steps)
                for at in ends:
                    steps[at] = _split(at + 1, len(steps), lazy=bool(lazy))


def _emit_either(ways: list[Tree], steps: list[Step]) -> None:
    jumps = []
    for number, way in enumerate(ways):
        at = len(steps)
        last = number == len(ways) - 1
        if not last:
            steps.append((SPLIT, None, None))
        emit(way, steps)
        if not last:
            jumps.append(len(steps))
            steps.append((JUMP, None, None))
            steps[at] = _split(at + 1, len(steps), lazy=False)
    for at in jumps:
        steps[at] = (JUMP, len(steps), None)


def _split(into: int, past: int, *, lazy: bool) -> Step:
    return (SPLIT, past, into) if lazy else (SPLIT, into, past)
