"""The small style sheet that goes over Fusion: flat controls, visible focus, thin scroll bars.

Only whole controls are styled, never a part of one: a half-styled combo box loses its arrow.
Dynamic properties a widget may set: ``primary`` (one filled button in a place), ``flat`` (a quiet button),
``card`` (a framed panel), ``pane`` ("window" or "base" background), ``role`` on labels ("secondary", "heading").
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archive_app.assets import resource

if TYPE_CHECKING:
    from archive_app.ui.theme import Theme


def style_sheet(look: Theme) -> str:
    """The style sheet of a theme."""
    marks = Path(str(resource("themes", look.name))).resolve().as_posix()
    text = _SHEET
    for name in (
        "window", "base", "alternate", "hover", "text", "secondary", "disabled", "border_strong", "border",
        "on_accent", "accent", "on_selection", "selection", "check_bg", "check", "no_bg", "no", "info_bg", "info",
    ):  # fmt: skip
        text = text.replace(f"@{name};", f"{getattr(look, name)};")
    return text.replace("@marks", marks)


_SHEET = """
QToolTip { background: @base; color: @text; border: 1px solid @border_strong; padding: 4px 6px; }
QMainWindow::separator { width: 0; height: 0; }
QSplitter::handle { background: @border; }
QSplitter::handle:hover { background: @accent; }

QMenuBar { background: @window; border: 0; padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @base; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @selection; color: @on_selection; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }

QToolBar { border: 0; border-bottom: 1px solid @border; padding: 6px 8px; spacing: 2px; }
QToolBar::separator { background: @border; width: 1px; margin: 6px 6px; }

QPushButton { background: @base; color: @text; border: 1px solid @border_strong; border-radius: 6px;
  padding: 0 12px; min-height: 30px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; color: @on_selection; }
QPushButton:checked { background: @selection; color: @on_selection; border-color: @accent; }
QPushButton:disabled { color: @disabled; border-color: @border; background: @window; }
QPushButton:focus { border: 2px solid @accent; padding: 0 11px; min-height: 28px; }
QPushButton[primary="true"] { background: @accent; color: @on_accent; border: 1px solid @accent; font-weight: 600; }
QPushButton[primary="true"]:disabled { background: @border; color: @disabled; border-color: @border; }
QPushButton[primary="true"]:focus { border: 2px solid @text; }
QPushButton[flat="true"] { background: transparent; border: 1px solid transparent; padding: 0 8px; color: @accent; }
QPushButton[flat="true"]:hover { background: @hover; }
QPushButton[flat="true"]:disabled { color: @disabled; }
QPushButton[flat="true"]:focus { border: 2px solid @accent; padding: 0 7px; }
QPushButton[slim="true"] { min-height: 20px; border-width: 1px; padding: 0 6px; }
QPushButton[slim="true"]:focus { min-height: 18px; padding: 0 5px; }
QToolButton[slim="true"] { padding: 2px 5px; }
QPushButton[compact="true"] { min-height: 26px; }
QPushButton[compact="true"]:focus { min-height: 24px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px; color: @text; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @selection; color: @on_selection; }
QToolButton:disabled { color: @disabled; }
QToolButton:focus { border: 2px solid @accent; padding: 4px; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[chip="true"] { background: @alternate; border: 1px solid @border; border-radius: 10px; padding: 1px 8px; }
QToolButton[chip="true"]:hover { background: @hover; border-color: @border_strong; }
QToolButton[chip="true"]:focus { border: 2px solid @accent; padding: 0 7px; }
QToolButton[boxed="true"] { background: @base; border: 1px solid @border_strong; padding: 5px 10px; }
QToolButton[boxed="true"]:hover { background: @hover; }
QToolButton[boxed="true"]:focus { border: 2px solid @accent; padding: 4px 9px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit {
  background: @base; color: @text; border: 1px solid @border_strong; border-radius: 6px; padding: 4px 8px;
  selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit { min-height: 22px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus {
  border: 2px solid @accent; padding: 3px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { color: @disabled; background: @window;
  border-color: @border; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: @window; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border: 2px solid @no; padding: 3px 7px; }

QComboBox { background: @base; color: @text; border: 1px solid @border_strong; border-radius: 6px;
  padding: 0 8px 0 10px; min-height: 30px; }
QComboBox:hover { background: @hover; }
QComboBox:focus { border: 2px solid @accent; padding: 0 7px 0 9px; min-height: 28px; }
QComboBox:disabled { color: @disabled; border-color: @border; background: @window; }
QComboBox::drop-down { border: 0; width: 22px; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(@marks/down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @base; color: @text; border: 1px solid @border_strong; padding: 4px;
  selection-background-color: @selection; selection-color: @on_selection; outline: 0; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QDateEdit::up-button { border: 0; width: 18px;
  subcontrol-origin: border; subcontrol-position: top right; }
QSpinBox::down-button, QDoubleSpinBox::down-button, QDateEdit::down-button { border: 0; width: 18px;
  subcontrol-origin: border; subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QDateEdit::up-arrow { image: url(@marks/up.svg); width: 12px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QDateEdit::down-arrow { image: url(@marks/down.svg); width: 12px; }

QCheckBox, QRadioButton { spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }
QCheckBox:disabled, QRadioButton:disabled { color: @disabled; }
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator { width: 14px; height: 14px;
  border: 1px solid @border_strong; border-radius: 3px; background: @base; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked {
  background: @accent; border-color: @accent; image: url(@marks/check.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: @accent; border-color: @accent; image: url(@marks/dash.svg); }
QCheckBox::indicator:disabled { background: @border; border-color: @border; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @border_strong; border-radius: 7px;
  background: @base; }
QRadioButton::indicator:checked { border: 4px solid @accent; width: 8px; height: 8px; background: @base; }

QTabWidget::pane { border: 0; border-top: 1px solid @border; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @secondary; padding: 6px 6px; border: 2px solid transparent;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; background: @hover; }
QTabBar::tab:focus { border: 2px solid @accent; }
QTabBar::tab:disabled { color: @disabled; }

QAbstractItemView { background: @base; border: 0; outline: 0; }
QHeaderView { background: @window; border: 0; }
QHeaderView::section { background: @window; color: @secondary; border: 0; border-bottom: 1px solid @border;
  border-right: 1px solid @border; padding: 5px 5px; font-weight: 600; }
QHeaderView::section:hover { color: @text; }
QTableView { gridline-color: @border; alternate-background-color: @alternate; selection-background-color: @selection;
  selection-color: @on_selection; }
QTreeView { selection-background-color: @selection; selection-color: @on_selection; }

QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @border_strong; border-radius: 4px; border: 0; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: @border; border: 0; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }
QSlider::groove:horizontal { height: 4px; background: @border; border-radius: 2px; }
QSlider::handle:horizontal { background: @accent; width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; }
QSlider::handle:horizontal:focus { border: 2px solid @text; }
QStatusBar { background: @window; border-top: 1px solid @border; }
QStatusBar::item { border: 0; }
QGroupBox { border: 1px solid @border; border-radius: 8px; margin-top: 18px; padding: 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; color: @secondary; }

QFrame[pane="window"] { background: @window; }
QFrame[pane="base"] { background: @base; }
QFrame#overlay { background: @base; border: 1px solid @border_strong; border-radius: 8px; }
QFrame[card="true"] { background: @base; border: 1px solid @border; border-radius: 8px; }
QFrame[line="top"] { border: 0; border-top: 1px solid @border; }
QFrame[line="bottom"] { border: 0; border-bottom: 1px solid @border; }
QFrame[bar="info"] { background: @info_bg; border: 0; border-bottom: 1px solid @border; }
QFrame[bar="warn"] { background: @check_bg; border: 0; border-bottom: 1px solid @border; }
QFrame[bar="bad"] { background: @no_bg; border: 0; border-bottom: 1px solid @border; }
QLabel[role="secondary"] { color: @secondary; }
QLabel[role="disabled"] { color: @disabled; }
QLabel[role="info"] { color: @info; }
QLabel[role="warn"] { color: @check; }
QLabel[role="bad"] { color: @no; }
"""
