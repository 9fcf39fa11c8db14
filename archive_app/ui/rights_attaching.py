"""Attaching a file to the evidence of a rights statement, and showing it again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from archive_app.domain.rights import RightsEvidence
from archive_app.i18n import tr
from archive_app.operations.progress import Progress
from archive_app.ui.context import Context, alive
from archive_app.ui.rights_lines import EvidenceLine, Lines
from archive_app.ui.tasks import Lane


class EvidenceFiles(QObject):
    """Serves the evidence lines of one form."""

    def __init__(self, context: Context, lines: Lines) -> None:
        super().__init__(lines)
        self._context = context
        self._lines = lines
        lines.attach_wanted.connect(self._ask)
        lines.open_wanted.connect(self._open)

    def attach(self, line: EvidenceLine, path: Path) -> None:
        """Keep a file and name it in this line."""
        archive = self._context.archive
        if archive is None:
            return

        def work(progress: Progress) -> str:
            from archive_app.operations import rights_evidence

            return rights_evidence.keep_file(archive, path, progress=progress)

        def kept(sha256: str) -> None:
            if alive(line):
                line.show_attachment(sha256, path.name)

        title = tr("Keeping {name}").format(name=path.name)
        self._context.tasks.run(Lane.FILES, work, done=kept, owner=self, title=title)

    def _ask(self, line: EvidenceLine) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._lines, tr("Attach a file to the evidence"))
        if chosen:
            self.attach(line, Path(chosen))

    def _open(self, line: EvidenceLine) -> None:
        evidence: RightsEvidence = line.evidence()

        def show(path: Path) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

        from archive_app.operations import rights_evidence

        self._context.look(lambda archive: rights_evidence.file_of(archive, evidence.attachment), show, owner=self)
