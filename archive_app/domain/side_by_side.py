"""Texts that stand side by side: which words of each differ from the others."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.word_diff import Piece, diff_words


def side_by_side(texts: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    """Each text in pieces: "same" where it agrees, "added" where it does not.

    The first text is the measure: the others are marked where they differ from it, and it where one of them does.
    Empty texts are passed over: that one says nothing is seen without marking all the words of another.

    Args:
        texts: As they are to be shown.

    Returns:
        As many tuples; the pieces of each, put together, are its text letter for letter.
    """
    told = [at for at, text in enumerate(texts) if text]
    if len(told) < 2:
        return tuple((Piece("same", text),) if text else () for text in texts)
    first = texts[told[0]]
    differs = bytearray(len(first))
    found: list[tuple[Piece, ...]] = [() for _text in texts]
    for at in told[1:]:
        pieces = diff_words(first, texts[at])
        found[at] = tuple(one for one in pieces if one.kind != "removed")
        place = 0
        for piece in pieces:
            if piece.kind == "removed":
                differs[place : place + len(piece.text)] = b"\1" * len(piece.text)
            if piece.kind != "added":
                place += len(piece.text)
    found[told[0]] = _runs(first, differs)
    return tuple(found)


def _runs(text: str, differs: Sequence[int]) -> tuple[Piece, ...]:
    made: list[Piece] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or differs[at] != differs[start]:
            made.append(Piece("added" if differs[start] else "same", text[start:at]))
            start = at
    return tuple(made)
