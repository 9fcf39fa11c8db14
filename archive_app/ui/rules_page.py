"""Rules, a page of the centre: the person's house rules and source profiles, written, ordered, tried and applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.domain.house_rules import HouseRule
from archive_app.domain.source_profiles import SourceProfile
from archive_app.i18n import tr
from archive_app.operations import rules
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.rule_form import ProfileForm, RuleForm
from archive_app.ui.rule_list import RuleList, Ruling
from archive_app.ui.rule_trial import RuleTrial
from archive_app.ui.view_state import State

Found = tuple[list[tuple[HouseRule, int]], list[tuple[SourceProfile, int]]]


class RulesPage(QFrame):
    """Two tabs; what is saved is a step of the history like any other."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._wanted = {"rule": "", "profile": ""}
        self.header = PageHeader(context, self)
        self.header.set_title(tr("Rules and source profiles"))
        self.rules = RuleList(tr("House rules in their order"), tr("New rule"), self)
        self.form = RuleForm(self)
        self.trial = RuleTrial(context, self.form.rule, self)
        self.profiles = RuleList(tr("Source profiles in their order"), tr("New profile"), self)
        self.profile_form = ProfileForm(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._rules_tab(), tr("House rules"))
        self.tabs.addTab(self._profiles_tab(), tr("Source profiles"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self._wire()

    def enter(self, _state: State) -> None:
        """It is shown; read what the catalogue has."""
        self._look()

    def _wire(self) -> None:
        self.rules.chosen.connect(self._show_rule)
        self.profiles.chosen.connect(self._show_profile)
        self.rules.new_pressed.connect(self._new_rule)
        self.profiles.new_pressed.connect(self._new_profile)
        self.form.saved.connect(lambda one: self._keep(one, "rule"))
        self.profile_form.saved.connect(lambda one: self._keep(one, "profile"))
        self.form.edited.connect(self.trial.forget)
        self.trial.refused.connect(self.form.say)
        for one, name in ((self.rules, "rule"), (self.profiles, "profile")):
            one.switched.connect(lambda rule, on, n=name: self._keep(replace(rule, enabled=on), n))
            one.moved.connect(self._move)
            one.removed.connect(self._remove)
        self._context.feed.changed.connect(lambda _changes: self._look() if self.isVisible() else None)
        self._context.archive_changed.connect(self._look)

    def _look(self) -> None:
        def work(archive: Archive) -> Found:
            return rules.rules(archive), rules.profiles(archive)

        if self._context.look(work, self._show, owner=self) is None:
            self._show(([], []))

    def _show(self, found: Found) -> None:
        for shown, some, name in ((self.rules, found[0], "rule"), (self.profiles, found[1], "profile")):
            wanted, self._wanted[name] = self._wanted[name], ""
            before = shown.current()
            shown.show_all(list(some), wanted)
            # What is being typed is not written over, unless another one is current now.
            now = shown.current()
            if wanted or now is None or before is None or now.uid != before.uid:
                (self._show_rule if name == "rule" else self._show_profile)(now)

    def _show_rule(self, rule: object) -> None:
        self.form.put(rule if isinstance(rule, HouseRule) else HouseRule())
        self.trial.forget()

    def _show_profile(self, profile: object) -> None:
        self.profile_form.put(profile if isinstance(profile, SourceProfile) else SourceProfile())

    def _new_rule(self) -> None:
        self.rules.leave()
        self.form.put(HouseRule())
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new_profile(self) -> None:
        self.profiles.leave()
        self.profile_form.put(SourceProfile())
        self.profile_form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, one: Ruling, name: str) -> None:
        self._wanted[name] = one.uid
        self._change(lambda archive, _progress: rules.save(archive, one)[0])

    def _move(self, one: Ruling, place: int) -> None:
        self._change(lambda archive, _progress: rules.move(archive, one, place))

    def _remove(self, one: Ruling) -> None:
        self._change(lambda archive, _progress: rules.remove(archive, one), undo=True)

    def _change(self, work: Callable[[Archive, Progress], Changes], *, undo: bool = False) -> None:
        self._context.change(work, done=lambda _changes: self._look(), owner=self, undo=undo)

    def _rules_tab(self) -> QWidget:
        right = QSplitter(Qt.Orientation.Vertical, self)
        right.setHandleWidth(1)
        right.setChildrenCollapsible(False)
        right.addWidget(_scrolled(self.form, tr("The rule")))
        right.addWidget(self.trial)
        right.setSizes([330, 310])
        words = tr("Rules are applied to what is read, before you review it, from the first to the last.")
        return self._split(self.rules, right, words)

    def _profiles_tab(self) -> QWidget:
        words = tr("A profile proposes what usually holds; what a source says surely stands.")
        return self._split(self.profiles, _scrolled(self.profile_form, tr("The profile")), words)

    def _split(self, left: RuleList, right: QWidget, words: str) -> QWidget:
        side = QFrame(self)
        side.setProperty("line", "right")
        hint = QLabel(words, side)
        hint.setProperty("role", "secondary")
        hint.setWordWrap(True)
        hint.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, theme.GAP_S)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(left, 1)
        column.addWidget(hint)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(side)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 680])
        return split


def _scrolled(inner: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    # The page's own ground shows through.
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
