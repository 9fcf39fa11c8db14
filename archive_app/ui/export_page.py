"""The export page: what, in which format, which columns, how it looks, what may go out, and where to (ux.md §15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from archive_app.formats.exporting.base import (
    AnyExporter,
    ExportProfile,
    columns_of,
    is_folder,
    options_of,
)
from archive_app.formats.exporting.loss_report import brief
from archive_app.i18n import tr, tr_n
from archive_app.operations.export import ExportReport
from archive_app.ui import messages, theme
from archive_app.ui.bars import MessageBar
from archive_app.ui.context import Context
from archive_app.ui.export_fields import ExportFields
from archive_app.ui.export_formats import ExportFormats
from archive_app.ui.export_gate import ExportGate
from archive_app.ui.export_options import ExportOptions
from archive_app.ui.export_preview import ExportPreview
from archive_app.ui.export_profiles import ExportProfiles
from archive_app.ui.export_scope import ExportScope
from archive_app.ui.export_side import Side, bold, show_file
from archive_app.ui.export_target import ExportTarget
from archive_app.ui.export_use import ExportUse
from archive_app.ui.notices import Notice
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.tasks import Lane, Task
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.operations.export_gate import GatedExport
    from archive_app.operations.export_profiles import SavedProfile
    from archive_app.operations.progress import Progress
    from archive_app.store.archive import Archive

_RIGHTS_AT_A_TIME: Final = 1000


class ExportPage(QFrame):
    """A work page; everything on it can be changed until Export is pressed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._rights_number = 0
        self._columns_for: tuple[str, str] = ("", "")
        self._going_out: tuple[int, ...] = ()
        self._task: Task | None = None
        self.header = PageHeader(context, self)
        self.bar = MessageBar(self)
        self.scope = ExportScope(context, self)
        self.formats = ExportFormats(self)
        self.profiles = ExportProfiles(context, self._present, self)
        self.report = QCheckBox(tr("Report of losses beside it"), self)
        self.beside = QCheckBox(tr("Lossless JSON beside it"), self)
        self.options = ExportOptions(self)
        self.fields = ExportFields(self)
        self.gate = ExportGate(context, self)
        self.stated = ExportUse(context, self)
        self.preview = ExportPreview(context, self)
        self.target = ExportTarget(self)
        self.notes = QLabel(self)
        self.export = QPushButton(self)
        self._build()
        self._wire()
        self._format_chosen()

    @property
    def exporter(self) -> AnyExporter:
        """The format chosen."""
        return self.formats.exporter

    @property
    def profile(self) -> ExportProfile:
        """Columns and options as they stand on the page."""
        fields = self.fields.chosen if not self.fields.isHidden() else ()
        return ExportProfile(self.profiles.name, fields, self.options.values)

    @property
    def going_out(self) -> tuple[int, ...]:
        """The records that would be written now."""
        return self._going_out

    def enter(self, state: State) -> None:
        """Begin with what is selected or found."""
        archive = self._context.archive
        self.bar.hide()
        self.notes.hide()
        if archive is not None:
            self.target.suggest(archive.name, self.exporter.suffix, folder=is_folder(self.exporter))
        self.profiles.look()
        self.scope.show_state(state)

    def run(self) -> Task | None:
        """Write the file; the page stays as it is."""
        archive, path = self._context.archive, self.target.path
        if archive is None or path is None or self._why_not():
            return None
        ids, name, profile, without = self.scope.ids, self.exporter.name, self.profile, self.gate.without_answers
        use, overrides = self.stated.use, dict(self.stated.overrides)
        report, beside = self.report.isChecked(), self.beside.isChecked() and not self.exporter.lossless

        def work(progress: Progress) -> ExportReport | GatedExport:
            from archive_app.operations import export, export_gate

            if use is None:
                return export.write(
                    archive, ids, name, path, profile=profile, without_answers=without, progress=progress,
                    report=report, lossless_beside=beside,
                )  # fmt: skip
            through = export_gate.passage(archive, ids, use, overrides=overrides, progress=progress)
            return export_gate.write(
                archive, through, name, path, profile=profile, initiator="export", progress=progress, report=report,
                lossless_beside=beside,
            )  # fmt: skip

        self.bar.hide()
        self.notes.hide()
        self.target.keep_folder()
        self._task = self._context.tasks.run(
            Lane.FILES, work, done=self._written, failed=self._failed, stopped=self._stopped, owner=self,
            title=tr("Exporting"),
        )  # fmt: skip
        self._refresh()
        return self._task

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_M, theme.GAP_M)
        left.setSpacing(theme.GAP_S)
        format_label = bold(tr("Format"))
        format_label.setBuddy(self.formats)
        for part in (bold(tr("What")), self.scope, format_label, self.formats, self.formats.purpose, self.options):
            left.addWidget(part)
        left.addWidget(self.fields, 1)
        self.header.row.addWidget(self.profiles)
        left.addStretch(0)
        side = QWidget(self)
        side.setLayout(left)
        scroll = Side(self)
        scroll.setWidget(side)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        scroll.setAccessibleName(tr("What is exported, and how"))
        right = QVBoxLayout()
        right.setContentsMargins(theme.GAP_M, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        right.setSpacing(theme.GAP_M)
        right.addWidget(self.stated)
        right.addWidget(self.gate)
        right.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scroll)
        row.addLayout(right, 1)
        foot = QFrame(self)
        foot.setProperty("line", "top")
        end = QHBoxLayout(foot)
        end.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        end.setSpacing(theme.GAP_M)
        end.addWidget(self.target, 1)
        ticks = QVBoxLayout()
        ticks.setSpacing(theme.GAP_XS)
        self.report.setChecked(True)
        self.report.setToolTip(tr("NAME.losses.txt says which fields the format has no place for or cuts, with counts"))
        self.beside.setToolTip(tr("NAME.jsonl holds the same records whole; this program reads it back"))
        ticks.addWidget(self.report)
        ticks.addWidget(self.beside)
        end.addLayout(ticks)
        end.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        self.export.setProperty("primary", True)
        self.notes.setWordWrap(True)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setProperty("role", "secondary")
        self.notes.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_S)
        self.notes.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.bar)
        column.addWidget(self.notes)
        column.addLayout(row, 1)
        column.addWidget(foot)

    def _wire(self) -> None:
        self.scope.changed.connect(self._scope_changed)
        self.formats.currentIndexChanged.connect(self._format_chosen)
        self.options.changed.connect(self._option_changed)
        self.fields.changed.connect(self._show)
        self.gate.changed.connect(self._show)
        self.stated.changed.connect(self._show)
        self.stated.stated.connect(self.gate.stand_back)
        self.stated.lets.connect(self.preview.setHidden)  # the reasons need its room
        self.target.changed.connect(self._refresh)
        self.export.clicked.connect(self._pressed)
        self.profiles.chosen.connect(self._take)
        self.profiles.failed.connect(self._failed)

    def _pressed(self) -> None:
        if self._task is not None and not self._task.finished:
            self._task.cancel()
        else:
            self.run()

    def _scope_changed(self) -> None:
        self._read_rights()
        self.stated.show_records(self.scope.ids)
        self._show()

    def _format_chosen(self) -> None:
        self._use(ExportProfile(), keep_name=False)

    def _use(self, profile: ExportProfile, *, keep_name: bool = True) -> None:
        self.profiles.show_name(profile.name if keep_name else "")
        exporter = self.exporter
        self.beside.setVisible(not exporter.lossless)
        self.options.show_options(options_of(exporter), profile.options)
        self._show_columns(profile.fields)
        archive = self._context.archive
        if archive is not None:
            self.target.suggest(archive.name, exporter.suffix, folder=is_folder(exporter))
        self._show()

    def _option_changed(self, name: str) -> None:
        # Another layout has other columns; any other option leaves the person's choice alone.
        if name == "rows":
            self._show_columns(())
        self._show()

    def _show_columns(self, chosen: tuple[str, ...]) -> None:
        columns = columns_of(self.exporter, ExportProfile(options=self.options.values))
        self.fields.setVisible(columns is not None)
        if columns is not None:
            self.fields.show_columns(columns, chosen)

    def _show(self) -> None:
        held = self.stated.held_back if self.stated.use is not None else self.gate.held_back
        self._going_out = tuple(one for one in self.scope.ids if one not in held)
        self.preview.show_export(self.going_out, self.exporter.name, self.profile)
        self._refresh()

    def _refresh(self) -> None:
        count = len(self.going_out)
        self.header.set_title(tr_n("Export {n} record", "Export {n} records", count))
        running = self._task is not None and not self._task.finished
        self.export.setText(tr("Stop") if running else tr_n("Export {n} record", "Export {n} records", count))
        reason = "" if running else self._why_not()
        self.export.setEnabled(not reason)
        self.export.setToolTip(reason)

    def _why_not(self) -> str:
        if self._task is not None and not self._task.finished:
            return tr("An export is running")
        if not self.stated.ready:
            return tr("The rights of the records are looked at")
        if not self.going_out:
            return tr("There is nothing to export")
        archive = self._context.archive
        if self.stated.use is not None and (archive is None or archive.read_only):
            return tr("An export for a stated use is noted in the catalogue, which is open for reading only")
        if not self.fields.isHidden() and not self.fields.chosen:
            return tr("Tick at least one column")
        return self.target.reason()

    def _read_rights(self) -> None:
        """Ask for the verdicts some at a time, so that searches get their turn between."""
        self._rights_number += 1
        self.gate.show_rights({})
        self._more_rights(self._rights_number, self.scope.ids, 0, {})

    def _more_rights(self, number: int, ids: Sequence[int], start: int, known: dict[str, list[int]]) -> None:
        part = ids[start : start + _RIGHTS_AT_A_TIME]
        if not part:
            return

        def found(rights: Mapping[str, list[int]]) -> None:
            if number != self._rights_number:
                return
            for answer, members in rights.items():
                known.setdefault(answer, []).extend(members)
            if start + _RIGHTS_AT_A_TIME < len(ids):
                self._more_rights(number, ids, start + _RIGHTS_AT_A_TIME, known)
            else:
                self.gate.show_rights(known)
                self._show()

        self._context.look(lambda archive: _rights(archive, part), found, owner=self)

    def _written(self, made: ExportReport | GatedExport) -> None:
        report, beside = (made, "") if isinstance(made, ExportReport) else (made.report, made.manifest.name)
        if not isinstance(made, ExportReport):
            self._context.feed.publish(made.changes)
        self._refresh()
        self.target.look()
        records = report.notes.made or tr_n("{n} record", "{n} records", report.written)
        words = tr("{what} exported to {name}").format(what=records, name=report.path.name)
        if report.left_out:
            words = f"{words} ({tr_n('{n} left out', '{n} left out', report.left_out)})"
        words = f"{words}."
        if beside:
            words += " " + tr("Beside it, {name} says what was asked and answered.").format(name=beside)
        show = partial(show_file, report.path)
        if self.isVisible():
            self.bar.say(words, kind="info", button=tr("Show in folder"), pressed=show)
        else:
            self._context.tell(Notice(words, kind="done", button=tr("Show in folder"), clicked=show))
        sentences = [*report.notes.sentences, *brief(report.notes.losses)]
        sentences += [tr("Not written: {title}. {reason}").format(title=one.title or one.uid, reason=one.reason)
                      for one in report.notes.invalid[:3]]  # fmt: skip
        if report.losses is not None:
            sentences.append(tr("The whole report is in {name}.").format(name=report.losses.name))
        self.notes.setText("\n".join(f"• {one}" for one in sentences))
        self.notes.setVisible(bool(sentences))

    def _failed(self, error: Exception) -> None:
        self._refresh()
        self.target.look()
        self.bar.say(messages.explain(error).text, kind="bad")

    def _stopped(self) -> None:
        self._refresh()
        self.target.look()
        self.bar.say(tr("The export was stopped. Nothing was written; a file that was there is unchanged."))

    def load_profile(self, path: Path) -> None:
        """Take columns, options and, when the file names one, the format from a profile."""
        self.profiles.load_file(path)

    def save_profile(self, path: Path) -> None:
        """Write columns, options and format as a file that others can load, also on the command line."""
        self.profiles.save_file(path)

    def _present(self) -> SavedProfile:
        from archive_app.operations.export_profiles import SavedProfile

        return SavedProfile(self.profile, self.exporter.name, "file")

    def _take(self, saved: SavedProfile) -> None:
        at = self.formats.findData(saved.exporter)
        if at >= 0:
            self.formats.setCurrentIndex(at)
        self._use(saved.profile)
        self.bar.say(tr("Profile “{name}” loaded.").format(name=saved.name or tr("without a name")))


def _rights(archive: Archive, ids: Sequence[int]) -> dict[str, list[int]]:
    from archive_app.operations import export

    return export.rights_of(archive, ids)
