"""Back and forward move through whole states."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from archive_app.ui.view_state import ViewState


def test_back_and_forward_restore_query_mode_and_selection(qapp: QApplication) -> None:
    view = ViewState()
    view.set_query("strike")
    view.select((3, 4))
    view.open_record(3)
    view.go("collection", 7)
    view.back()
    assert (view.now.mode, view.now.record, view.now.selected) == ("read", 3, (3, 4))
    view.back()
    assert (view.now.mode, view.now.text, view.now.selected) == ("browse", "strike", (3, 4))
    view.forward()
    view.forward()
    assert (view.now.place, view.now.place_id) == ("collection", 7)
    assert not view.can_go_forward


def test_typing_makes_one_entry(qapp: QApplication) -> None:
    view = ViewState()
    for text in ("s", "st", "str"):
        view.set_query(text, live=True)
    view.set_query("strike")
    view.back()
    assert view.now.text == "str"
    view.back()
    assert view.now.text == ""


def test_a_new_step_drops_the_way_forward(qapp: QApplication) -> None:
    view = ViewState()
    view.set_query("one")
    view.back()
    view.set_query("two")
    assert not view.can_go_forward
    assert view.now.text == "two"


def test_only_what_changed_is_announced(qapp: QApplication) -> None:
    view = ViewState()
    seen: list[str] = []
    view.query_changed.connect(lambda _: seen.append("query"))
    view.selection_changed.connect(lambda _: seen.append("selection"))
    view.select((1,))
    view.select((1,))
    view.open_record(1)
    view.set_query("x")
    assert seen == ["selection", "query", "selection"]
