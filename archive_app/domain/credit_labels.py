"""Recognises the labels of credit lines: "Photo:", "Left image", "Bildrechte", "Rubriklistenbild"."""

from __future__ import annotations

from archive_app.domain import credit_words as words
from archive_app.domain.names import fold

# Where a label names several media, the more particular one counts: a photo illustration is an illustration.
MEDIUM_RANK = {"": 0, "photo": 1, "video": 2, "illustration": 3, "screenshot": 4}


def label_medium(phrase: str, *, compounds: bool = True) -> str | None:
    """The medium a label states ("" if none); None if the phrase is no label. "Titelfoto" is one of ``compounds``."""
    best: str | None = None
    for raw in phrase.casefold().split():
        token = raw.strip(".-–&/|,()")
        medium = words.LABELS.get(token)
        if medium is None and compounds:
            medium = next(
                (m for end, m in words.LABEL_ENDINGS if token.endswith(end) and len(token) > len(end) + 2), None
            )
        if medium is None:
            if token and token not in words.LABEL_FILLERS and raw not in words.LABEL_FILLERS:
                return None
        elif best is None or MEDIUM_RANK[medium] > MEDIUM_RANK[best]:
            best = medium
    return best


def label_flags(phrase: str) -> list[str]:
    """The flags that the words of a label set: "Archivfoto" says that the picture is not new."""
    flags = []
    for token in phrase.casefold().split():
        flag = words.STATUS.get(fold(token), "")
        if flag and flag not in flags:
            flags.append(flag)
        if words.LABELS.get(token.strip(".")) == "screenshot":
            flags.append("screenshot")
    return flags
