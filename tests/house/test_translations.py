"""The translations: compiled as written, complete, and with the places for values that the English text has."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from archive_app.domain.rights import RightsStatement, Use, Verdict
from archive_app.domain.uses import condition_text
from archive_app.domain.verdict import decide, headline
from archive_app.i18n import RIGHTS_LANGUAGES, use_rights_language

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "resources" / "translations").glob("*/LC_MESSAGES/*.po"))
SPOKEN = ("verdict.py", "verdict_reasons.py", "verdict_printed.py", "verdict_routes.py", "uses.py")


@pytest.fixture(autouse=True)
def english_again() -> object:
    yield
    use_rights_language(None)


def spoken() -> set[str]:
    """Every text that a verdict may say."""
    found: set[str] = set()
    for name in SPOKEN:
        tree = ast.parse((ROOT / "archive_app" / "domain" / name).read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"tr", "mark"}:
                found |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.parent.name}/{f.stem}")
def test_compiled_as_written_and_complete(file: Path) -> None:
    with file.open("rb") as source:
        catalogue = read_po(source, locale=file.parent.parent.name)
    out = io.BytesIO()
    write_mo(out, catalogue)
    assert file.with_suffix(".mo").read_bytes() == out.getvalue(), "run: make translations"
    said = {str(m.id): str(m.string) for m in catalogue if m.id}
    assert spoken() <= {text for text, words in said.items() if words}
    for text, words in said.items():
        assert sorted(re.findall(r"\{\w*\}", text)) == sorted(re.findall(r"\{\w*\}", words)), text


@pytest.mark.parametrize(
    ("code", "unknown", "shown", "credit"),
    [
        ("en", "Not known", "May be published", "Give the credit: AP"),
        ("fr", "Non renseigné", "Publication autorisée", "Indiquer la mention: AP"),
        ("ru", "Нет сведений", "Можно публиковать", "Указать источник: AP"),
    ],
)
def test_a_verdict_is_said_in_each_language(code: str, unknown: str, shown: str, credit: str) -> None:
    assert code in RIGHTS_LANGUAGES
    use_rights_language(code)
    assert headline(Verdict("ask", nobody_looked=True)) == unknown
    assert headline(Verdict("allowed")) == shown
    assert condition_text("attribute: AP") == credit
    english = "It was asked to be taken down."
    [reason] = decide([RightsStatement(id=1, takedown=True)], Use(date="2026-01-01")).reasons[:1]
    assert (reason.text == english) == (code == "en")
