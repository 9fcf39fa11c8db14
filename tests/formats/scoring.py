"""How well labelled pages are read: the scorer's table, each language, what the confidences are worth, the worst pages.

``python -m tests.formats.scoring FOLDER [FOLDER …]`` prints it for folders that hold ``labels/*.json`` and
``pages/*.html`` as ``../shared/corpus`` does; the scorer is ``../shared/eval/score.py``.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from archive_app.domain.records import Draft, Evidence
from archive_app.formats.extract_json import as_extract
from archive_app.formats.importers.base import RawSource
from archive_app.formats.importers.html import HtmlImporter
from tests.formats.articles import SHARED

HIGH, MEDIUM = 0.9, 0.7
_MEASURES = {
    "headline": "accuracy",
    "standfirst": "accuracy",
    "bylines": "f1",
    "publisher": "accuracy",
    "published": "accuracy",
    "language": "accuracy",
    "body": "accuracy",
    "photos": "f1",
    "captions": "recall",
    "credits": "recall",
    "parties": "f1",
    "videos": "f1",
}


@dataclass(slots=True)
class Reading:
    """Pages read beside their labels."""

    labels: dict[str, dict[str, Any]] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    extracts: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """One value that was read: how sure the reader was, and whether it is right."""

    page: str
    field: str
    confidence: float
    right: bool


def scorer() -> ModuleType:
    """The scorer of ``../shared``, as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_folder(folder: Path) -> Reading:
    """Every labelled page of a folder, read."""
    reading = Reading()
    for path in sorted((folder / "labels").glob("*.json")):
        page = folder / "pages" / f"{path.stem}.html"
        if not page.exists():
            continue  # a label for plain text
        [draft] = HtmlImporter().read(RawSource(page.name, "", page.read_bytes()))
        reading.labels[path.stem] = json.loads(path.read_text("utf-8"))
        reading.drafts[path.stem] = draft
        reading.extracts[path.stem] = as_extract(draft)
    return reading


def judged(reading: Reading, score: ModuleType) -> list[Judged]:
    """Every value with a confidence, judged as the scorer would."""
    return [one for page in reading.labels for one in _judged_page(reading, score, page)]


def _judged_page(reading: Reading, score: ModuleType, page: str) -> Iterator[Judged]:
    label, found, draft = reading.labels[page], reading.extracts[page], reading.drafts[page]
    alt = label.get("alt", {})
    sure = {one.field: one.confidence for one in draft.evidence}

    def same(one: str, other: str) -> bool:
        return bool(score.norm(one) == score.norm(other))

    for name, test in (("headline", same), ("standfirst", score.close), ("publisher", _same_name(score))):
        if found.get(name) and name in sure and (name != "publisher" or label[name]):
            right = score.accepts(found[name], label[name], alt.get(name, []), test)
            yield Judged(page, name, sure[name], bool(right))
    if found.get("published") and label["published"] and "published" in sure:
        days = [label["published"], *alt.get("published", [])]
        yield Judged(page, "published", sure["published"], str(found["published"])[:10] in days)
    if found.get("language") and "language" in sure:
        yield Judged(page, "language", sure["language"], found["language"].split("-")[0] == label["language"])
    signers = [score.name_set(names) for names in (label["bylines"], *alt.get("bylines", []))]
    for place, name in enumerate(found.get("bylines") or []):
        key = f"bylines.{place}"
        if key in sure:
            yield Judged(page, "bylines", sure[key], any(score.name_key(name) in names for names in signers))
    yield from _judged_media(score, page, label, found, draft)


def _same_name(score: ModuleType) -> Any:
    return lambda one, other: score.name_key(one) == score.name_key(other)


def _judged_media(
    score: ModuleType, page: str, label: dict[str, Any], found: dict[str, Any], draft: Draft
) -> Iterator[Judged]:
    alt = label.get("alt", {})
    pairs, wrong, _ = score.match_photos(label["photos"], found["photos"], alt.get("photos_optional", []))
    evidence = {id(one): photo.evidence for one, photo in zip(found["photos"], draft.photos, strict=True)}
    for one in wrong:
        yield from _of(evidence[id(one)], page, "src", "photo", right=False)
    for gold, one in pairs:
        if one is None:
            continue
        other = gold.get("alt", {})
        yield from _of(evidence[id(one)], page, "src", "photo", right=True)
        for name, key in (("caption", "caption"), ("credit", "credit_line")):
            right = score.accepts(one[name], gold[name], other.get(name, []), score.close)
            yield from _of(evidence[id(one)], page, key, name, right=bool(right))
    pairs, wrong, _ = score.match_videos(label["videos"], found["videos"], alt.get("videos_optional", []))
    evidence = {id(one): video.evidence for one, video in zip(found["videos"], draft.videos, strict=True)}
    for one in wrong:
        yield from _of(evidence[id(one)], page, "url", "video", right=False)
    for _, one in pairs:
        if one is not None:
            yield from _of(evidence[id(one)], page, "url", "video", right=True)


def _of(evidence: tuple[Evidence, ...], page: str, key: str, name: str, *, right: bool) -> Iterator[Judged]:
    for one in evidence:
        if one.field == key:
            yield Judged(page, name, one.confidence, right)


def report(reading: Reading) -> str:
    """The tables as text."""
    score = scorer()
    result, details = score.score(reading.labels, reading.extracts)
    lines = [f"{len(reading.labels)} pages", *score.table(result), "", *_by_language(reading, score), ""]
    lines += _calibration(judged(reading, score))
    worst = Counter(one["page"] for one in details)
    lines += ["", "the ten worst"]
    for page, count in worst.most_common(10):
        fields = Counter(one["field"] for one in details if one["page"] == page)
        lines.append(f"{count:3}  {page}: {', '.join(fields)}")
    return "\n".join(lines)


def _by_language(reading: Reading, score: ModuleType) -> Iterator[str]:
    yield f"{'language':10}{'pages':>6}" + "".join(f"{name[:6]:>8}" for name in _MEASURES)
    groups: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for page, label in reading.labels.items():
        groups[label["language"]][page] = label
    for language, labels in sorted(groups.items()):
        result, _ = score.score(labels, {page: reading.extracts[page] for page in labels})
        values = (result[name][measure] for name, measure in _MEASURES.items())
        yield f"{language:10}{len(labels):6}" + "".join(
            f"{'-' if value is None else f'{value:.2f}':>8}" for value in values
        )


def _calibration(values: list[Judged]) -> Iterator[str]:
    yield f"{'confidence':12}{'High: n, right':>18}{'Medium':>18}{'Low':>18}"
    for name in (*dict.fromkeys(one.field for one in values), "all"):
        chosen = [one for one in values if name in (one.field, "all")]
        cells = (
            [one.right for one in chosen if one.confidence >= HIGH],
            [one.right for one in chosen if MEDIUM <= one.confidence < HIGH],
            [one.right for one in chosen if one.confidence < MEDIUM],
        )
        yield f"{name:12}" + "".join(
            f"{len(cell):10}{f'{sum(cell) / len(cell):.3f}' if cell else '-':>8}" for cell in cells
        )
    for one in values:
        if one.confidence >= HIGH and not one.right:
            yield f"  High and wrong: {one.field} of {one.page} ({one.confidence:.2f})"


if __name__ == "__main__":
    for given in sys.argv[1:]:
        print(report(read_folder(Path(given))))
