"""Videos that are merely mentioned are found in eight languages; films and footage as subjects are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.formats.reading.credit_place import credit_in, is_credit_line
from archive_app.formats.reading.mentions import video_mentions
from archive_app.formats.reading.sentences import sentence_spans


def mentions(text: str, *, heading: bool = False) -> list[str]:
    return [text[found.start : found.end] for found in video_mentions(text, heading=heading)]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The first advertisement was filmed in orbit (video below).", "below"),
        ("An amateur film by a tourist shows it (complete film below).", "below"),
        ("The video above, which was found last week, shows the pier.", "above"),
        ("Below is the trailer:", "below"),
        ("To see the boat in action, check out the footage below:", "below"),
        ("WATCH | The keeper returns to the lighthouse:", ""),
        ("Video: In this talk the keeper explains how the lens was cut.", ""),
        ("Check out the first trailer for the new season", ""),
        ("You can watch the full video here.", ""),
        ("Le film diffusé hier est visible en intégralité ci-dessus.", "above"),
        ("Attention, la bande-annonce ci-dessous dévoile la fin.", "below"),
        ("Wie die Brücke wuchs, sehen Sie in unserem Video:", ""),
        ("Das Ufer ist weit, wie man im Video sehen kann.", ""),
        ("Das folgende Video zeigt den Start.", "below"),
        ("En el siguiente video se explica todo.", "below"),
        ("Vea el video a continuación.", "below"),
        ("Assista ao vídeo abaixo.", "below"),
        ("Guarda il video qui sotto.", "below"),
        ("Паром спустили на воду (видео ниже).", "below"),
        ("Смотрите видео ниже.", "below"),
        ("Video unten: Abschied von der Flotte", "below"),
        ("Vidéo ci-dessus : l’adieu aux chalutiers", "above"),
        ("Дивіться відео нижче.", "below"),
    ],
)
def test_words_that_point_at_a_video(text: str, direction: str) -> None:
    [found] = video_mentions(text)
    assert text[found.start : found.end] == text
    assert found.direction == direction


@pytest.mark.parametrize(
    "text",
    [
        "Police released surveillance video of the robbery.",
        "They capture footage of the sea.",
        "She directed the film North Light in 2007.",
        "The agency does not answer for any photos or video taken.",
        "Drone footage above the city shows smoke.",
        "The film ranks below the studio's average.",
        "Below the surface, video cameras record fish.",
        "Temperatures fell below zero in the video.",
        "People watch the video and laugh.",
        "Watch what happens next",
        "Video: Reuters",
        "More videos",
        "La photo ci-dessus est tirée du film.",
        "La vidéosurveillance sera remplacée, voir ci-dessous.",
        "Ein Überwachungsvideo zeigt den Täter.",
        "Auf einem Video ist zu sehen, wie der Täter flieht.",
        "Las cámaras de video vigilan abajo el metro.",
        "Этот фильм ниже среднего уровня.",
        "Камеры видеонаблюдения стоят ниже по реке.",
    ],
)
def test_false_friends(text: str) -> None:
    assert mentions(text) == []


def test_the_mention_is_the_sentence_even_where_two_were_glued() -> None:
    text = "It failed because of the automatic system …Below, a museum video about the clock and its journey. It rang."
    assert mentions(text) == ["Below, a museum video about the clock and its journey."]


def test_one_sentence_is_one_mention_and_two_are_two() -> None:
    assert len(mentions("Watch the video below, the trailer above is older.")) == 1
    assert len(mentions("Here it is (video below). There it was (film above).")) == 2


def test_in_a_headline_the_bracket_alone_is_the_mention() -> None:
    assert mentions("Prepararse para dirigir (+ Video)", heading=True) == ["(+ Video)"]


def test_the_name_before_the_bracket_is_the_title() -> None:
    text = "It was a film by a tourist, “Apogee of Night” (complete film below)."
    [found] = video_mentions(text)
    assert found.title == "Apogee of Night"
    assert text[found.title_start :].startswith("Apogee of Night”")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Hale met Dr. J. Smith of the U.S. Army. They spoke.", 2),
        ("Das war am 5. Oktober. Es regnete.", 2),
        ("He left …Below, a film. “It rained.” Nobody came!", 4),
        ("M. Dupont est venu. Il pleuvait.", 2),
        ("他来了。下雨了。", 2),
        ("No end in sight", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentence_spans(text)) == count


@given(st.text(max_size=200))
def test_sentences_cover_all_words_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


@given(
    st.lists(
        st.sampled_from(["video", "(", ")", "below", "ci-dessus", "…", "“", "Watch", "the", " ", "видео"]), max_size=60
    )
)
def test_any_words_are_searched_and_spans_are_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for found in video_mentions(text):
        assert 0 <= found.start <= found.cue_start < found.cue_end <= found.end <= len(text)


@pytest.mark.parametrize(
    "line",
    ["Im Video unten: Abschied von der „Hoffnung“", "Video below: Farewell to the fleet", "Video: How the fleet left"],
)
def test_a_line_that_leads_to_a_film_is_no_credit(line: str) -> None:
    assert not is_credit_line(line)
    assert credit_in(line) is None
    assert is_credit_line("Video: Jane Doe/Reuters")
