"""Recognises the labels of credit lines: "Photo:", "Left image", "Bildrechte", "Rubriklistenbild"."""

from __future__ import annotations

from functools import lru_cache

from archive_app.domain import credit_words as words
from archive_app.domain.names import name_key

# Where a label names several media, the more particular one counts: a photo illustration is an illustration.
MEDIUM_RANK = {"": 0, "photo": 1, "video": 2, "illustration": 3, "screenshot": 4}


@lru_cache(maxsize=16384)
def label_medium(phrase: str, *, compounds: bool = True) -> str | None:
    """The medium a label states ("" if none); None if the phrase is no label. "Titelfoto" is one of ``compounds``."""
    best: str | None = None
    for raw in phrase.casefold().split():
        token = raw.strip(".-–&/|,()")
        medium = words.LABELS.get(token)
        if medium is None and "-" in token:  # "Photo-Illustration"
            media = [words.LABELS[part] for part in token.split("-") if part in words.LABELS]
            if len(media) == token.count("-") + 1:
                medium = max(media, key=MEDIUM_RANK.__getitem__)
        if medium is None and compounds:
            medium = next(
                (m for end, m in words.LABEL_ENDINGS if token.endswith(end) and len(token) > len(end) + 2), None
            )
        if medium is None:
            known = token in words.LABEL_FILLERS or raw in words.LABEL_FILLERS or name_key(token) in words.STATUS
            if token and not known:
                return None
        elif best is None or MEDIUM_RANK[medium] > MEDIUM_RANK[best]:
            best = medium
    return best


def label_flags(phrase: str) -> list[str]:
    """The flags that the words of a label set: "Archivfoto" says that the picture is not new."""
    flags = []
    for token in phrase.casefold().split():
        flag = words.STATUS.get(name_key(token), "")
        if flag and flag not in flags:
            flags.append(flag)
        if words.LABELS.get(token.strip(".")) == "screenshot":
            flags.append("screenshot")
    return flags


def is_position(phrase: str) -> bool:
    """Whether a phrase says which part of the picture is meant: "Left", "(L-R)"."""
    tokens = phrase.casefold().split()
    return 0 < len(tokens) <= 4 and all(token.strip(",") in words.POSITIONS for token in tokens)


def is_part(phrase: str) -> bool:
    """Whether a phrase names a kind of light or a step of the work: "X-ray", "Image processing"."""
    tokens = phrase.casefold().replace("/", " ").replace("&", " ").replace(",", " ").split()
    return 0 < len(tokens) <= 4 and tokens[-1] in words.PARTS


def is_job(phrase: str) -> bool:
    """Whether a phrase names a job that is not the making of the picture: "Styling", "Text"."""
    tokens = phrase.casefold().replace("&", " ").replace("/", " ").split()
    return (
        bool(tokens)
        and len(tokens) <= 4
        and any(token.strip(".,") in words.JOBS for token in tokens)
        and tokens[0].strip(".,") in words.JOBS
    )
