"""Two texts compared, as pieces of HTML for a text widget: side by side, or one after the other in one column.

What came is underlined, what went is struck out; colour only adds to that. Plain functions: they run in a worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from archive_app.domain.word_diff import ParagraphDiff, Piece
from archive_app.i18n import tr, tr_n
from archive_app.operations.comparing import Comparison, FieldComparison
from archive_app.ui.field_inputs import right_to_left
from archive_app.ui.theme import Theme

_SMALL: Final = "font-size:12px"


def pieces_of_page(
    found: Comparison, look: Theme, *, beside: bool, everything: bool, heads: tuple[str, str] = ("", "")
) -> list[str]:
    """The page, as pieces to be added one after the other.

    Args:
        found: What was compared.
        look: The window's colours.
        beside: The old on the left and the new on the right; else both in one column.
        everything: Show what is the same, too.
        heads: What the two columns are called.
    """
    made: list[str] = []
    if beside and any(heads):
        left, right = (f'<b><span style="color:{look.secondary};{_SMALL}">{escape(h)}</span></b>' for h in heads)
        made.append(_table([(left, right)], look))
    shown = [f for f in found.fields if everything or not f.same]
    for one in shown:
        made.append(_heading(one, look))
        made += _field(one, look, beside=beside, everything=everything)
    same = len(found.fields) - len(shown)
    if same:
        words = tr_n("{n} field is the same.", "{n} fields are the same.", same)
        made.append(f'<p style="color:{look.secondary};{_SMALL};margin-top:14px">{escape(words)}</p>')
    return made


def summary(found: Comparison) -> str:
    """How much changed, in a sentence."""
    if found.same:
        return tr("Both say the same.")
    added = tr_n("{n} word added", "{n} words added", found.words.added)
    removed = tr_n("{n} word taken out", "{n} words taken out", found.words.removed)
    moved = sum(1 for f in found.fields for p in f.paragraphs if p.kind == "moved")
    parts = [added, removed, *([tr_n("{n} paragraph moved", "{n} paragraphs moved", moved)] if moved else [])]
    return " · ".join(parts)


def _heading(one: FieldComparison, look: Theme) -> str:
    return (
        f'<p style="margin-top:12px;margin-bottom:2px"><span style="color:{look.secondary};{_SMALL};font-weight:600">'
        f"{escape(one.label)}</span></p>"
    )


def _field(one: FieldComparison, look: Theme, *, beside: bool, everything: bool) -> Iterator[str]:
    waiting: list[ParagraphDiff] = []
    for paragraph in one.paragraphs:
        if paragraph.kind == "same" and not everything:
            waiting.append(paragraph)
            continue
        yield from _folded(waiting, look)
        waiting = []
        yield _table([_sides(paragraph, look)], look) if beside else _column(paragraph, look)
    yield from _folded(waiting, look)


def _folded(paragraphs: Sequence[ParagraphDiff], look: Theme) -> Iterator[str]:
    if paragraphs:
        n = len(paragraphs)
        words = tr_n("{n} paragraph is the same", "{n} paragraphs are the same", n)
        yield f'<p style="color:{look.secondary};{_SMALL};margin:2px 0 2px 0">⋯ {escape(words)}</p>'


def _sides(paragraph: ParagraphDiff, look: Theme) -> tuple[str, str]:
    old = [p for p in paragraph.pieces if p.kind != "added"]
    new = [p for p in paragraph.pieces if p.kind != "removed"]
    note = _note(paragraph, look)
    left = _marked(old, look) if paragraph.old >= 0 else ""
    right = note + _marked(new, look) if paragraph.new >= 0 else ""
    return left, right


def _column(paragraph: ParagraphDiff, look: Theme) -> str:
    text = _note(paragraph, look) + _marked(paragraph.pieces, look)
    way = ' dir="rtl"' if right_to_left(paragraph.after or paragraph.before) else ""
    return f'<p{way} style="margin:2px 0 6px 0">{text}</p>'


def _note(paragraph: ParagraphDiff, look: Theme) -> str:
    if paragraph.kind != "moved":
        return ""
    return f'<span style="color:{look.info};background-color:{look.info_bg};{_SMALL}">↕ {escape(tr("Moved"))}</span> '


def _marked(pieces: Sequence[Piece], look: Theme) -> str:
    return "".join(_piece(piece, look) for piece in pieces)


def _piece(piece: Piece, look: Theme) -> str:
    text = escape(piece.text)
    match piece.kind:
        case "added":
            return (
                f'<span style="color:{look.ok};background-color:{look.ok_bg};text-decoration:underline">{text}</span>'
            )
        case "removed":
            style = f"color:{look.no};background-color:{look.no_bg};text-decoration:line-through"
            return f'<span style="{style}">{text}</span>'
        case _:
            return text


def _table(rows: Sequence[tuple[str, str]], look: Theme) -> str:
    cells = "".join(
        f'<tr><td width="50%" style="padding:3px 10px 3px 0">{left or "&nbsp;"}</td>'
        f'<td width="50%" style="padding:3px 0 3px 10px">{right or "&nbsp;"}</td></tr>'
        for left, right in rows
    )
    return f'<table width="100%" cellspacing="0" cellpadding="0">{cells}</table>'
