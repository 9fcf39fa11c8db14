"""The export page: what goes out, what is held back, what the preview promises, and the file that was there before."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from archive_app.operations import edit
from archive_app.settings import Settings
from archive_app.ui import theme
from archive_app.ui.app import Application
from archive_app.ui.export_page import ExportPage
from archive_app.ui.preferences import Preferences
from tests.ui.gallery import Gallery, make_gallery

WAIT = 5000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return make_gallery(tmp_path_factory.mktemp("gallery"))


@pytest.fixture
def gallery(made: Gallery, tmp_path: Path) -> Gallery:
    """Each test has a copy of its own."""
    return replace(made, folder=Path(shutil.copytree(made.folder, tmp_path / made.folder.name)))


@pytest.fixture
def page(qtbot: QtBot, light: theme.Theme, gallery: Gallery) -> Iterator[ExportPage]:
    """The page on all seven records; two are held back as nobody knows their rights, one is forbidden."""
    app = Application(Preferences(Settings()))
    qtbot.addWidget(app.window)
    app.window.resize(1440, 900)
    app.window.show()
    app.open(gallery.folder)
    qtbot.waitUntil(lambda: app.window.results.model.rowCount() == 7, timeout=WAIT)
    assert app.window.context.actions.run("file.export")
    made = app.window.centre.currentWidget()
    assert isinstance(made, ExportPage)
    qtbot.waitUntil(lambda: len(made.scope.ids) == 7, timeout=WAIT)
    qtbot.waitUntil(lambda: bool(made.gate.text), timeout=WAIT)
    yield made
    app.close()


def use_format(page: ExportPage, name: str) -> None:
    page.formats.setCurrentIndex(page.formats.findData(name))


def write(qtbot: QtBot, page: ExportPage, path: Path) -> None:
    page.target.line.setText(str(path))
    task = page.run()
    assert task is not None, page.export.toolTip()
    qtbot.waitUntil(lambda: task.finished and page.export.text() != "Stop", timeout=WAIT)


def test_the_gate_leaves_out_what_may_not_go_out(
    qtbot: QtBot, page: ExportPage, gallery: Gallery, tmp_path: Path
) -> None:
    assert gallery.wide in page.going_out
    assert gallery.tall not in page.going_out, "it is forbidden"
    assert gallery.bare not in page.going_out, "nobody knows"
    assert "Do not publish" in page.gate.text
    assert "left out" in page.gate.text
    use_format(page, "json")
    write(qtbot, page, tmp_path / "out.json")
    titles = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert "Photo wide" in titles
    assert json.loads(titles)["records"]
    assert len(json.loads(titles)["records"]) == len(page.going_out)
    assert f"({7 - len(page.going_out)} left out)" in page.bar.text


def test_include_lets_them_go_out(qtbot: QtBot, page: ExportPage, tmp_path: Path) -> None:
    page.gate.take.click()
    assert len(page.going_out) == 7
    assert "included" in page.gate.text
    use_format(page, "json")
    write(qtbot, page, tmp_path / "all.json")
    assert len(json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["records"]) == 7


def test_the_gate_lists_what_it_holds_back(qtbot: QtBot, page: ExportPage) -> None:
    page.gate.show_button.click()
    qtbot.waitUntil(lambda: page.gate.list.count() == len(page.gate.held_back), timeout=WAIT)
    assert any("Do not publish" in page.gate.list.item(at).text() for at in range(page.gate.list.count()))


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_the_file_holds_what_the_preview_showed(qtbot: QtBot, page: ExportPage, tmp_path: Path, name: str) -> None:
    use_format(page, name)
    shown: list[str] = []
    total = len(page.going_out)
    for at in range(total):
        heading = f"Preview: record {at + 1} of {total}"
        qtbot.waitUntil(lambda h=heading: page.preview.heading.text() == h, timeout=WAIT)  # type: ignore[misc]  # mypy cannot type a lambda with a default
        before = shown[-1] if shown else ""
        qtbot.waitUntil(lambda b=before: page.preview.text.toPlainText() not in {"", b}, timeout=WAIT)  # type: ignore[misc]  # as above
        shown.append(page.preview.text.toPlainText())
        page.preview.next.click()
    write(qtbot, page, tmp_path / f"out.{name}")
    written = (tmp_path / f"out.{name}").read_text(encoding="utf-8-sig")
    for text in shown:
        heading_line, _, row = text.partition("\n")
        assert written.startswith(heading_line.strip())
        assert row.strip() in written.replace("\r\n", "\n")


def test_columns_are_ticked_and_moved(qtbot: QtBot, page: ExportPage, tmp_path: Path) -> None:
    use_format(page, "csv")
    fields = page.fields
    for at in range(fields.list.count()):
        fields.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    assert not page.export.isEnabled(), "a table without columns says nothing"
    for at in range(fields.list.count()):
        if fields.list.item(at).data(Qt.ItemDataRole.UserRole) in {"kind", "title"}:
            fields.list.item(at).setCheckState(Qt.CheckState.Checked)
    assert fields.chosen == ("kind", "title")
    fields.list.setCurrentRow(0)
    QTest.keyClick(fields.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert fields.chosen == ("title", "kind")
    write(qtbot, page, tmp_path / "two.csv")
    with (tmp_path / "two.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["title", "kind"]
    assert ["Photo wide", "photo"] in rows


def test_internal_notes_are_not_ticked(page: ExportPage) -> None:
    use_format(page, "csv")
    assert "notes" not in page.fields.chosen
    names = [page.fields.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(page.fields.list.count())]
    assert "notes" in names


def test_an_older_file_is_announced_and_replaced_only_on_success(
    qtbot: QtBot, page: ExportPage, tmp_path: Path
) -> None:
    old = tmp_path / "old.json"
    old.write_text("precious", encoding="utf-8")
    use_format(page, "json")
    page.target.line.setText(str(old))
    assert "exists" in page.target.note.text()
    write(qtbot, page, old)
    assert old.read_text(encoding="utf-8") != "precious"


def test_a_cancelled_export_leaves_the_older_file(qtbot: QtBot, page: ExportPage, tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text("precious", encoding="utf-8")
    use_format(page, "json")
    page.target.line.setText(str(old))
    task = page.run()
    assert task is not None
    task.cancel()
    qtbot.waitUntil(lambda: task.finished, timeout=WAIT)
    qtbot.waitUntil(lambda: bool(page.bar.text), timeout=WAIT)
    assert "Nothing was written" in page.bar.text
    assert old.read_text(encoding="utf-8") == "precious"
    assert sorted(one.name for one in tmp_path.glob("*.part")) == []


def test_a_failed_export_leaves_the_older_file_and_says_why(
    qtbot: QtBot, page: ExportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archive_app.domain.errors import DiskFull
    from archive_app.operations import export

    def full_disk(*_args: object, **_named: object) -> None:
        raise DiskFull("The disk is full; the file was not written and an older one of that name is untouched.")

    old = tmp_path / "old.json"
    old.write_text("precious", encoding="utf-8")
    use_format(page, "json")
    monkeypatch.setattr(export, "gather_many", full_disk)
    write(qtbot, page, old)
    assert "disk is full" in page.bar.text
    assert old.read_text(encoding="utf-8") == "precious"


def test_a_folder_that_is_not_there_is_told_before_anything_is_written(page: ExportPage, tmp_path: Path) -> None:
    page.target.line.setText(str(tmp_path / "nowhere" / "out.csv"))
    assert not page.export.isEnabled()
    assert "folder does not exist" in page.target.note.text()
    assert page.run() is None


def test_a_profile_comes_back_as_it_was_saved(qtbot: QtBot, page: ExportPage, tmp_path: Path) -> None:
    use_format(page, "tsv")
    fields = page.fields
    fields.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    wanted = page.profile
    page.save_profile(tmp_path / "city.toml")
    qtbot.waitUntil((tmp_path / "city.toml").exists, timeout=WAIT)
    use_format(page, "json")
    page.load_profile(tmp_path / "city.toml")
    qtbot.waitUntil(lambda: page.exporter.name == "tsv", timeout=WAIT)
    assert page.profile.fields == wanted.fields
    assert page.profile.options == wanted.options
    assert page.profile.name == "city"


def test_a_collection_or_the_selection_goes_out_alone(qtbot: QtBot, page: ExportPage, gallery: Gallery) -> None:
    context = page._context
    context.view.close_mode()
    context.view.select((gallery.wide, gallery.lost))
    context.view.open_page("export")
    assert page.scope.choice == "selection"
    assert page.scope.ids == (gallery.wide, gallery.lost)
    qtbot.waitUntil(lambda: page.going_out == (gallery.wide,), timeout=WAIT)


def test_a_record_sheet_is_previewed_as_it_looks(qtbot: QtBot, page: ExportPage) -> None:
    use_format(page, "html")
    qtbot.waitUntil(lambda: "Photo wide" in page.preview.sheet.toPlainText(), timeout=WAIT)
    assert "{" not in page.preview.sheet.toPlainText()


def test_a_preview_of_nothing_shows_nothing(qtbot: QtBot, page: ExportPage) -> None:
    use_format(page, "html")
    qtbot.waitUntil(lambda: "Photo wide" in page.preview.sheet.toPlainText(), timeout=WAIT)
    page.preview.show_export((), "html", page.profile)
    qtbot.waitUntil(lambda: page.preview.stack.currentWidget() is page.preview.text, timeout=WAIT)
    assert page.preview.text.toPlainText() == ""
    assert page.preview.losses.isHidden()


def test_the_preview_follows_a_change_of_its_record(qtbot: QtBot, page: ExportPage, gallery: Gallery) -> None:
    use_format(page, "json")
    qtbot.waitUntil(lambda: "Photo wide" in page.preview.text.toPlainText(), timeout=WAIT)
    wide = gallery.wide
    page.preview.show_export((wide,), "json", page.profile)
    page._context.change(lambda archive, _progress: edit.set_field(archive, wide, "title", "Renamed harbour"))
    qtbot.waitUntil(lambda: "Renamed harbour" in page.preview.text.toPlainText(), timeout=WAIT)
