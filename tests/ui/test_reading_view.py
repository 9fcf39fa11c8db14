"""The reading page: spans quote exactly, nothing of a source is markup, values are decided where they are read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextFragment
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Article, PhotoUse
from archive_app.operations import ingest
from archive_app.operations.page import record_page
from archive_app.store.archive import Archive
from archive_app.ui import reading_html, spans
from archive_app.ui.archive_browser import ArchiveBrowser
from archive_app.ui.context import Context
from archive_app.ui.reading_look import ReadingLook, reading_look
from archive_app.ui.reading_page import ReadingPage
from archive_app.ui.span_html import lit
from archive_app.ui.spans import Span

PAGE = """<html lang="en"><head><title>The quay is empty</title><meta property="og:site_name" content="Evening Note">
</head><body><article><h1>The quay is empty</h1>
<p>The crane drivers left the quay on Tuesday morning 🚢 and nobody has seen a ship since then at all.</p>
<figure><img src="quay.jpg" alt="A quay" width="800" height="600"><figcaption>Empty berths &lt;img src="file:///etc/passwd"&gt;
at the quay.</figcaption><p class="credit">Photo: Ann Example / City Archive</p></figure>
<p>The talks were to go on for another week, as both sides said after the meeting in the town hall (video below).</p>
<p>Nobody expects the first ship before Sunday, when the tide is high enough for the larger vessels.</p>
</article></body></html>"""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "small.archive")
    yield made
    made.close()


@pytest.fixture
def article(archive: Archive) -> int:
    return ingest.accept(archive, ingest.read_text(PAGE, "quay.html")).articles[0]


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive, article: int) -> ReadingPage:
    context.actions.set_situation(lambda: frozenset({"open", "writable"}))
    context.set_archive(archive)
    made = ReadingPage(context)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    context.view.changed.connect(made.enter)
    context.view.open_record(article)
    settle(qtbot, context)
    return made


def settle(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: not context.tasks.running(), timeout=10_000)
    qtbot.wait(20)


def number_of(page: ReadingPage, field: str) -> int:
    return next(n for n, span in enumerate(page.browser.spans) if span.field == field)


def test_every_span_of_the_source_quotes_exactly_its_characters(
    qtbot: QtBot, context: Context, archive: Archive, page: ReadingPage, article: int
) -> None:
    page.set_mode("source")
    settle(qtbot, context)
    source = record_page(archive, article).source
    assert source is not None
    fields = set()
    page.legend.hidden_changed.emit(frozenset())
    settle(qtbot, context)
    for number in page.browser.shown_numbers():
        span = page.browser.spans[number]
        assert span.quote == source.text[span.start : span.end]
        covered = any(
            other is not span and other.start < span.end and other.end > span.start for other in page.browser.spans
        )
        if not covered:
            assert re.sub(r"\s+", " ", page.browser.words_of(number)) == re.sub(r"\s+", " ", span.quote)
        fields.add(span.field)
    assert {"caption", "credit_line", "headline"} <= fields


def test_markup_in_a_caption_is_shown_as_it_was_written(page: ReadingPage) -> None:
    assert '<img src="file:///etc/passwd">' in page.browser.toPlainText()
    images = [
        fragment.charFormat().toImageFormat().name()
        for fragment in _fragments(page.browser.document())
        if fragment.charFormat().isImageFormat()
    ]
    assert not images


def test_nothing_but_pictures_of_the_catalogue_is_ever_loaded(qtbot: QtBot, page: ReadingPage) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    for address in ("file:///etc/passwd", "/etc/passwd", "https://example.org/a.png", "media:../../x", "data:,x"):
        made = page.browser.loadResource(kind, QUrl(address))
        assert made is not None
        assert made.width() == made.height() == 1  # type: ignore[attr-defined]  # a QPixmap


def test_a_link_is_asked_about_with_its_host_and_never_followed(qtbot: QtBot, page: ReadingPage) -> None:
    assert not page.browser.openLinks()
    assert not page.browser.openExternalLinks()
    with qtbot.waitSignal(page.browser.link_pressed):
        page.browser.anchorClicked.emit(QUrl("https://example.org/path?x=1"))
    assert "example.org" in page.message.text
    page.message.hide()
    page.browser.anchorClicked.emit(QUrl("file:///etc/passwd"))
    page.browser.anchorClicked.emit(QUrl("javascript:alert(1)"))
    assert page.message.text == ""


def test_f8_goes_round_the_findings_and_selects_their_photo(
    qtbot: QtBot, context: Context, archive: Archive, page: ReadingPage, article: int
) -> None:
    shown = page.browser.shown_numbers()
    assert len(shown) >= 3
    assert context.actions.run("read.next_span")
    assert page.browser.current == shown[0]
    photo = record_page(archive, article).photos[0].photo.id
    assert context.view.current == photo
    assert page.card.isVisible()
    context.actions.run("read.previous_span")
    assert page.browser.current == shown[-1]


def test_selecting_the_photo_elsewhere_frames_its_words(
    qtbot: QtBot, context: Context, archive: Archive, page: ReadingPage, article: int
) -> None:
    context.view.select((record_page(archive, article).photos[0].photo.id or 0,))
    assert page.browser.spans[page.browser.current].field == "caption"
    assert not page.card.isVisible()


def test_enter_in_the_card_confirms_the_value_at_its_place(
    qtbot: QtBot, context: Context, archive: Archive, page: ReadingPage, article: int
) -> None:
    page.show_span(number_of(page, "caption"))
    assert page.card.accept_button.isVisible()
    QTest.keyClick(page.card, Qt.Key.Key_Return)
    settle(qtbot, context)
    evidence = record_page(archive, article).photos[0].evidence
    now = next(one for one in evidence if one.field == "caption" and one.current)
    assert now.method == "person"
    assert now.start >= 0
    page.show_span(number_of(page, "caption"))
    assert not page.card.accept_button.isVisible()


def test_f2_edits_the_value_and_undo_brings_it_back(
    qtbot: QtBot, context: Context, archive: Archive, page: ReadingPage, article: int
) -> None:
    from archive_app.operations import history

    page.show_span(number_of(page, "credit_line"))
    QTest.keyClick(page.card, Qt.Key.Key_F2)
    box = page.card.focusWidget()
    assert box is not None
    page.card._box.setPlainText("Photo: Ivan Primerov")
    QTest.keyClick(page.card._box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, context)
    assert _use(archive, article).credit_line == "Photo: Ivan Primerov"
    assert "Ivan Primerov" in page.browser.toPlainText()
    history.undo(archive)
    assert _use(archive, article).credit_line == "Photo: Ann Example / City Archive"


def test_delete_rejects_a_value(
    qtbot: QtBot, context: Context, archive: Archive, page: ReadingPage, article: int
) -> None:
    page.show_span(number_of(page, "credit_line"))
    QTest.keyClick(page.card, Qt.Key.Key_Delete)
    settle(qtbot, context)
    assert _use(archive, article).credit_line == ""


def test_rejecting_the_mention_takes_the_video_out_of_the_article(
    qtbot: QtBot, context: Context, archive: Archive, page: ReadingPage, article: int
) -> None:
    page.show_span(number_of(page, "mention"))
    QTest.keyClick(page.card, Qt.Key.Key_Delete)
    settle(qtbot, context)
    assert not record_page(archive, article).videos


def test_a_kind_that_is_switched_off_is_neither_lit_nor_visited(
    qtbot: QtBot, context: Context, page: ReadingPage
) -> None:
    page.legend.chips["caption"].click()
    settle(qtbot, context)
    kinds = {page.browser.spans[number].kind for number in page.browser.shown_numbers()}
    assert "caption" not in kinds
    assert "credit" in kinds
    assert "Empty berths" in page.browser.toPlainText()


def test_the_measure_stays_readable_in_a_wide_window(qtbot: QtBot, page: ReadingPage) -> None:
    page.resize(2000, 800)
    qtbot.wait(20)
    assert page.browser.viewport().width() <= 680 + 60


def test_text_grows_and_shrinks_and_keeps_within_limits(qtbot: QtBot, context: Context, page: ReadingPage) -> None:
    before = context.preferences.now.reading_size
    context.actions.run("read.larger")
    assert context.preferences.now.reading_size == before + 1
    for _ in range(40):
        context.actions.run("read.smaller")
    assert context.preferences.now.reading_size == 12
    context.actions.run("read.normal")
    assert context.preferences.now.reading_size == 16


def test_an_arabic_text_begins_on_the_right(qtbot: QtBot, light: object) -> None:
    text = "منارة رأس الزيتون تضيء من جديد بعد أحد عشر عامًا من الظلام."
    look = reading_look()
    browser = ArchiveBrowser()
    qtbot.addWidget(browser)
    browser.resize(800, 400)
    browser.show()
    browser.show_document(reading_html.page_of_text(text, [], look), look)
    qtbot.wait(20)
    block = browser.document().begin()
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft
    line = block.layout().lineAt(0)
    assert line.naturalTextRect().right() > browser.viewport().width() - 60


def test_a_picture_takes_its_place_when_it_is_here(qtbot: QtBot, light: object) -> None:
    sha = "a" * 64
    look = reading_look()
    browser = ArchiveBrowser()
    qtbot.addWidget(browser)
    browser.resize(800, 600)
    browser.show()
    made = reading_html.Document(
        html=f'<p><img src="media:{sha}" width="40" height="20"></p>', pictures=[reading_html.Picture(sha, 40, 20)]
    )
    browser.show_document(made, look)
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    browser.set_picture(sha, image)
    qtbot.wait(20)
    shot = browser.viewport().grab().toImage()
    corner = browser.cursorRect().topLeft() + QPoint(10, 10)
    assert shot.pixelColor(corner) == Qt.GlobalColor.red


def test_a_record_that_is_gone_is_said_to_be_gone(qtbot: QtBot, context: Context, page: ReadingPage) -> None:
    context.view.open_record(9_999)
    settle(qtbot, context)
    assert page.empty.isVisible()
    assert not page.browser.isVisible()


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(spans.KINDS)), max_size=5),
)
def test_any_text_with_any_spans_keeps_its_words(text: str, places: list[tuple[int, int, str]]) -> None:
    look = _look()
    numbered = [(n, Span(kind, 0, min(a, b), max(a, b), "", reviewed=True)) for n, (a, b, kind) in enumerate(places)]
    numbered = [(n, span) for n, span in numbered if span.start < span.end <= len(text)]
    made = lit(text, numbered, look)
    without_marks = re.sub(r'<a href="mark:.*?</a>', "", made, flags=re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]*>", "", without_marks))
    assert len(words) == len(text)
    assert all(a in {b, "\ufffd"} for a, b in zip(words, text, strict=True))


def test_a_long_article_with_500_spans_is_shown_at_once(qtbot: QtBot, light: object) -> None:
    sentence = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor. "
    text = "\n\n".join(sentence * 10 for _ in range(250))
    kinds = ("caption", "credit", "video")
    found = [Span(kinds[n % 3], n, n * 390 + 20, n * 390 + 60, "") for n in range(500)]
    look = reading_look()
    made = reading_html.page_of_text(text, found, look)
    browser = ArchiveBrowser()
    qtbot.addWidget(browser)
    browser.resize(800, 900)
    browser.show()
    browser.show_document(made, look)
    browser.viewport().grab()
    qtbot.waitUntil(lambda: len(browser.shown_numbers()) == 500, timeout=10_000)


def test_a_very_long_text_comes_in_slices_and_is_whole_in_the_end(qtbot: QtBot, light: object) -> None:
    text = "\n\n".join(f"Paragraph {n}. " + "Lorem ipsum dolor sit amet. " * 30 for n in range(600)) + " word" * 9_000
    at = text.index("Paragraph 590.")
    look = reading_look()
    made = reading_html.page_of_text(text, [Span("caption", 1, at, at + 14, "Paragraph 590.")], look)
    assert made.rest
    browser = ArchiveBrowser()
    qtbot.addWidget(browser)
    browser.resize(800, 600)
    browser.show_document(made, look)
    assert not browser.set_current(0)  # not here yet
    qtbot.waitUntil(lambda: browser.current == 0, timeout=10_000)
    qtbot.waitUntil(lambda: not browser._rest, timeout=10_000)
    assert browser.words_of(0) == "Paragraph 590."
    shown = browser.toPlainText()
    assert re.sub(r"\s|▤1", "", shown) == re.sub(r"\s", "", text)


def _look() -> ReadingLook:
    colours = dict.fromkeys(spans.KINDS, "#eeeeee")
    return ReadingLook(
        "#fff", "#000", "#333", "#ddd", "#eee", "#00f", "#00f", "#ff0", "#000", colours, colours, colours
    )


def _use(archive: Archive, article: int) -> PhotoUse:
    with archive.read() as reader:
        assert isinstance(reader.record(article), Article)
        return reader.photo_uses(articles=[article])[0]


def _fragments(document: QTextDocument) -> Iterator[QTextFragment]:
    block = document.begin()
    while block.isValid():
        walk = block.begin()
        while not walk.atEnd():
            yield walk.fragment()
            walk += 1
        block = block.next()
