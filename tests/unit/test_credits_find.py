"""Where a credit line stands in a caption; above all, where none stands. All names of persons are invented."""

from __future__ import annotations

import pytest

from archive_app.domain.credits import KnownName, find_credit, vocabulary_names


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The crew before launch. ", "(AP Photo/Jane Sample, File)"),
        ("A meeting ", "(Reuters)"),
        ("A seal ", "(Photo: Jane Sample)"),
        ("Il était à Paris. ", "(Jeanne Exemple / Le Monde)"),
        ("The house, 2024.", "Jane Sample (dpa/picture alliance via Getty)"),
        ("Soldiers near the river, at noon. ", "HANDOUT / AFP"),
        ("The launch ", "Credit: NASA"),
        ("Der Minister spricht.", "Bild: Jana Muster/dpa"),
        ("Die Tiere im Zoo", "Foto: Jana Muster"),
        ("A man in the rain ", "| Foto: Juana Ejemplo/STF"),
        ("Demonstrators in Paris ", "- Jane Sample/AFP"),
        ("Dos hombres en Madrid ", "EFE/ J.J. Ejemplo"),
        ("Three people in space ", "Roscosmos Space Agency/AP"),
        ("The president. ", "Photo by Jane Sample/Getty Images"),
        ("Ein Haus in Bonn ", "© Jana Muster/dpa"),
        ("見出し", "＝ＡＰ"),
        ("图为", "新华社记者 李某 摄"),
        ("", "Credit : Roscosmos/video capture Cité de l'espace."),
        ("The film is old. ", "Public domain"),
    ],
)
def test_a_credit_line_is_found(caption: str, credit: str) -> None:
    text = caption + credit
    span = find_credit(text)
    assert span is not None
    assert text[span[0] : span[1]] == credit


@pytest.mark.parametrize(
    "caption",
    [
        "",
        "   ",
        "A view of the city (Jerusalén)",
        "Crowds gather (25/6/2012)",
        "How gas moves (gas motion is shown in red)",
        "The rocket lifts off. (1/2)",
        "Jana Muster, Karl Probe und Ana Beispiel (v.l.)",
        "The team (from left): Jane Sample, John Probe",
        "Members of NATO in Brussels.",
        "He joined the Associated Press in 1990.",
        "Jane Sample (right) speaks to the BBC",
        "The film was shot by the BBC.",
        "Der Minister (CDU)",
        "The launch site. Samplex",
        "Image: the planet",
        "Source: he said",
        "The logo of YouTube",
        "At 10:30 the crew left",
    ],
)
def test_captions_without_a_credit_stay_whole(caption: str) -> None:
    assert find_credit(caption) is None


def test_the_catalogues_agencies_are_recognised() -> None:
    text = "A bridge at night. Samplex"
    index = vocabulary_names().copy()
    index.add(["Samplex"], KnownName("Samplex", "organization", "picture_agency"))
    assert find_credit(text, known=index) == (19, 26)
