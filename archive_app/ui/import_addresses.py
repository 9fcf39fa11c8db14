"""The card “Add addresses”: paste web addresses, say how they are kept, agree to each host once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from archive_app.i18n import tr, tr_n
from archive_app.operations import web_pages
from archive_app.operations.web_pages import Host, Wish
from archive_app.ui import icons, theme
from archive_app.ui.context import Context
from archive_app.ui.import_web import WantedPage
from archive_app.ui.overlay import Overlay
from archive_app.ui.tasks import Task
from archive_app.web.guard import Guard

WIDTH: Final = 600
HostRole: Final = int(Qt.ItemDataRole.UserRole) + 1


class AddressCard(Overlay):
    """Asks for addresses, looks their hosts up in the background, and asks whether each host may be asked.

    Args:
        context: The window's shared parts.
        window: Over which it appears.
        guard: The limits of fetches; tests hand over their own.

    Signals:
        agreed(list): the ``WantedPage`` values that the person wants fetched.
    """

    agreed = Signal(object)  # a list would lose their class on the way

    def __init__(self, context: Context, window: QWidget, guard: Guard | None = None) -> None:
        super().__init__(window, WIDTH)
        self._context = context
        self._guard = guard
        self._known: set[str] = set()  # hosts that the person has agreed to while this page is open
        self._task: Task | None = None
        self.setAccessibleName(tr("Add addresses"))
        self.column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        self.column.setSpacing(theme.GAP_S)
        self.title = QLabel(tr("Add addresses"), self)
        self.box = QPlainTextEdit(self)
        self.box.setPlaceholderText("https://example.org/news/harbour-flooded")
        self.box.setAccessibleName(tr("Web addresses, one on each line"))
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(112)
        self.pictures = QCheckBox(tr("Fetch the pictures of the articles too"), self)
        self.pictures.setChecked(True)
        self.as_warc = QCheckBox(tr("Keep each page as a web archive (WARC) instead of HTML alone"), self)
        self.words = QLabel(self)
        self.words.setProperty("role", "secondary")
        self.words.setWordWrap(True)
        self.hosts = QListWidget(self)
        self.hosts.setAccessibleName(tr("Computers that will be asked"))
        self.hosts.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.hosts.setWordWrap(True)
        self.hosts.setFixedHeight(148)
        self.hosts.setIconSize(QSize(theme.ICON, theme.ICON))
        self.hosts.setSpacing(2)
        self.go = QPushButton(self)
        self.go.setProperty("primary", True)
        self.back = QPushButton(tr("Back"), self)
        self.leave = QPushButton(tr("Cancel"), self)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        for part in (self.title, self.box, self.pictures, self.as_warc, self.words, self.hosts):
            self.column.addWidget(part)
        self.column.addLayout(row)
        self.go.clicked.connect(lambda _on=False: self._go_on())
        self.back.clicked.connect(lambda _on=False: self._ask_addresses())
        self.leave.clicked.connect(lambda _on=False: self._give_up())
        self.box.textChanged.connect(self._count)
        self.hosts.itemChanged.connect(lambda _item: self._count())
        theme.signals().changed.connect(self._draw)
        self._draw()
        self._ask_addresses()

    def ask(self, text: str = "") -> None:
        """Show the card, with addresses that were pasted or dropped."""
        if text:
            there = self.box.toPlainText().strip()
            self.box.setPlainText(f"{there}\n{text.strip()}".strip())
        self._ask_addresses()

    def fetch(self, urls: Sequence[str]) -> None:
        """Fetch addresses again; hosts that were agreed to are not asked about anew."""
        self.box.setPlainText("\n".join(urls))
        self._ask_addresses()
        self._go_on()

    @property
    def asking_hosts(self) -> bool:
        """Whether the hosts are shown."""
        return self.hosts.isVisibleTo(self)

    def _ask_addresses(self) -> None:
        self._stop()
        self.hosts.clear()
        self._lay_out(hosts=False)
        self.words.setText(
            tr("Nothing is fetched before you agree. Pages behind a password cannot be fetched; save those in your "
               "browser and import the files.")
        )  # fmt: skip
        self._count()
        self._resize(self.box)

    def _go_on(self) -> None:
        if self.asking_hosts:
            self._agree()
            return
        urls = web_pages.addresses_in(self.box.toPlainText())
        if not urls or self._task is not None:
            return
        guard = self._limits()
        self.words.setText(tr("Looking up who would be asked…"))
        self.go.setEnabled(False)

        def found(hosts: list[Host]) -> None:
            self._task = None
            self._found(hosts)

        def failed(error: Exception) -> None:
            self._task = None
            self._ask_addresses()
            self._context.trouble(error)

        self._task = self._context.files(
            lambda progress: web_pages.hosts_of(urls, guard=guard, progress=progress), found, failed=failed, owner=self
        )

    def _found(self, hosts: list[Host]) -> None:
        self.hosts.clear()
        for host in hosts:
            pages = tr_n("{n} page", "{n} pages", len(host.urls))
            words = f"{host.name}\n{host.error.message}" if host.error is not None else f"{host.words} · {pages}"
            item = QListWidgetItem(words, self.hosts)
            item.setData(HostRole, host)
            if host.error is None:
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Qt.CheckState.Checked)
            else:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setIcon(icons.icon("triangle-alert", "check"))
                item.setToolTip(str(host.error))
        if hosts and all(host.error is None and host.name in self._known for host in hosts):
            self._agree()
            return
        self._lay_out(hosts=True)
        refused = sum(host.error is not None for host in hosts)
        self.words.setText(
            tr_n("{n} host cannot be asked.", "{n} hosts cannot be asked.", refused)
            if refused
            else tr("These computers will be asked. Untick those that should not be.")
        )
        self._count()
        self._resize(self.go)

    def _agree(self) -> None:
        urls: list[str] = []
        for row in range(self.hosts.count()):
            item = self.hosts.item(row)
            host = item.data(HostRole)
            if host.error is None and item.checkState() == Qt.CheckState.Checked:
                self._known.add(host.name)
                urls += host.urls
            elif host.error is not None:
                urls += host.urls  # it becomes an item of the list, with the sentence that says why not
        if not urls:
            return
        wish = Wish(as_warc=self.as_warc.isChecked(), pictures=self.pictures.isChecked())
        guard = self._limits()
        self.box.clear()
        self._ask_addresses()
        self.vanish()
        self.agreed.emit([WantedPage(url, wish, guard) for url in urls])

    def _limits(self) -> Guard:
        proxy = self._context.preferences.now.proxy
        return replace(self._guard, proxy=proxy) if self._guard is not None else web_pages.guard_for(proxy)

    def _count(self) -> None:
        if self.asking_hosts:
            chosen = [self.hosts.item(row) for row in range(self.hosts.count())]
            n = sum(len(i.data(HostRole).urls) for i in chosen if i.checkState() == Qt.CheckState.Checked
                    and i.data(HostRole).error is None)  # fmt: skip
            self.go.setText(tr_n("Fetch {n} page", "Fetch {n} pages", n) if n else tr("Fetch"))
            self.go.setEnabled(n > 0)
            return
        n = len(web_pages.addresses_in(self.box.toPlainText()))
        self.go.setText(tr("Continue"))
        self.go.setEnabled(n > 0 and self._task is None)

    def _lay_out(self, *, hosts: bool) -> None:
        asking: tuple[QWidget, ...] = (self.box, self.pictures, self.as_warc)
        telling: tuple[QWidget, ...] = (self.hosts, self.back)
        for part in asking:
            part.setVisible(not hosts)
        for part in telling:
            part.setVisible(hosts)
        self.title.setText(tr("May these be asked?") if hosts else tr("Add addresses"))

    def _resize(self, focus: QWidget) -> None:
        over = self.parentWidget()
        if over is not None and over.isVisible():
            self.column.activate()
            self.appear(focus)

    def _give_up(self) -> None:
        self._stop()
        self.box.clear()
        self.vanish()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _draw(self) -> None:
        self.title.setFont(theme.font(14, bold=True))
