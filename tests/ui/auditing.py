"""What the tests of accessibility look for in a window: names, roles, texts that are cut off, rings of focus.

Each function returns findings in words; an empty list is a pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

# Roles that tell a screen reader nothing about what can be done there.
VAGUE = {
    QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane, QAccessible.Role.Whitespace,
    QAccessible.Role.Border, QAccessible.Role.LayeredPane,
}  # fmt: skip
LONGEST = 60  # children of one node looked at; a list of thousands says nothing more


def nodes(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """A node and everything below it, as a screen reader meets it."""
    yield node
    for child in _children(node):
        yield from nodes(child)


def _children(node: QAccessibleInterface) -> list[QAccessibleInterface]:
    # Qt may answer None for a child, whatever its stubs say.
    found: list[QAccessibleInterface | None] = [node.child(n) for n in range(min(node.childCount(), LONGEST))]
    return [child for child in found if child is not None and child.isValid()]


def _reached(node: QAccessibleInterface) -> bool:
    state, owner = node.state(), node.object()
    if isinstance(owner, QWidget) and owner.focusProxy() is not None:
        return False  # another widget has the focus for it
    return bool(state.focusable) and not (state.invisible or state.offscreen or state.disabled)


def _name(node: QAccessibleInterface) -> str:
    return node.text(QAccessible.Text.Name).strip()


def spoken(window: QWidget) -> list[str]:
    """Nodes that take the focus without a name or a telling role, and siblings that are called alike."""
    found = []
    for node in nodes(QAccessible.queryAccessibleInterface(window)):
        called = f"{_role(node)} {_name(node)!r} {_kind(node)}"
        if _reached(node):
            if not _name(node):
                found.append(f"no name: {called}")
            if node.role() in VAGUE and not isinstance(node.object(), QScrollArea):
                found.append(f"vague role: {called}")
        alike = Counter(
            (_role(child), _name(child))
            for child in _children(node)
            if _reached(child) and child.tableCellInterface() is None
        )
        found += [f"{n} times beside each other: {role} {name!r}" for (role, name), n in alike.items() if n > 1]
    return found


def _role(node: QAccessibleInterface) -> str:
    return str(node.role()).rpartition(".")[2]


def _kind(node: QAccessibleInterface) -> str:
    owner: QObject | None = node.object()
    return f"{type(owner).__name__} {owner.objectName()}".strip() if owner is not None else ""


def cut_off(window: QWidget) -> list[str]:
    """Texts of labels, buttons, tick boxes and tabs that need more room than they have or are shown."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        shown = widget.visibleRegion().boundingRect()
        for text, needs in _needs(widget):
            room = widget.size()
            if shown.width() < widget.width() and _never_sideways(widget):
                room.setWidth(shown.width())
            if needs.width() > room.width() or needs.height() > room.height():
                found.append(
                    f"{type(widget).__name__} {text[:50]!r}: {needs.width()}×{needs.height()}"
                    f" in {room.width()}×{room.height()}"
                )
        if isinstance(widget, QTabBar):
            found += _hidden_tabs(widget)
    return found


def _never_sideways(widget: QWidget) -> bool:
    """Whether nothing scrolls sideways to the rest of the widget."""
    area: QWidget | None = widget.parentWidget()
    while area is not None and not isinstance(area, QAbstractScrollArea):
        area = area.parentWidget()
    return not isinstance(area, QAbstractScrollArea) or not area.horizontalScrollBar().isVisible()


def _needs(widget: QWidget) -> Iterator[tuple[str, QSize]]:
    if isinstance(widget, QLabel) and widget.text():
        if widget.toolTip() != widget.text():  # else it ends in an ellipsis, and says the rest there
            yield widget.text(), _label_needs(widget)
    elif isinstance(widget, QPushButton | QCheckBox | QRadioButton | QToolButton) and not _only_icon(widget):
        yield widget.text(), _button_needs(widget)


def _only_icon(button: QAbstractButton) -> bool:
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return not button.text() or (isinstance(button, QToolButton) and button.toolButtonStyle() == icon_only)


def _label_needs(label: QLabel) -> QSize:
    if label.wordWrap():
        return QSize(0, label.heightForWidth(label.width()))
    return label.sizeHint().boundedTo(QSize(100_000, label.fontMetrics().height()))


def _button_needs(button: QAbstractButton) -> QSize:
    return QSize(button.sizeHint().width(), button.fontMetrics().height())


def _hidden_tabs(bar: QTabBar) -> list[str]:
    shown = bar.visibleRegion().boundingRect()
    return [
        f"QTabBar {bar.tabText(at)!r} is not to be seen"
        for at in range(bar.count())
        if not shown.contains(bar.tabRect(at).center())
    ]


def changed_pixels(one: QImage, other: QImage) -> int:
    """How many pixels differ plainly between two pictures of one widget; all of them where the sizes differ."""
    if one.size() != other.size():
        return one.width() * one.height()
    first, second = (picture.convertToFormat(QImage.Format.Format_RGB32) for picture in (one, other))
    if first == second:
        return 0
    return sum(_far(first.pixel(x, y), second.pixel(x, y)) for y in range(one.height()) for x in range(one.width()))


def _far(one: int, other: int) -> bool:
    return one != other and max(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16)) > 40
