"""Where a rights statement may begin: a licence in plain words, the public domain, a contract, a hand-out, nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from archive_app.domain.licences import find, known, meaning, plain_name
from archive_app.domain.rights import Grant, RightsEvidence, RightsStatement
from archive_app.i18n import mark, tr

STARTS: Final = (
    ("contract", mark("A contract with a term")), ("handout", mark("A hand-out of an agency or press office")),
    ("public_domain", mark("In the public domain")), ("nothing", mark("Nothing is known")),
)  # fmt: skip


class StartBox(QComboBox):
    """A list of beginnings; choosing one fills the form. The wheel leaves it alone.

    Signals:
        chosen(str): A key of ``STARTS``, or the id of a licence.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Begin with"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addItem(tr("Begin with…"), "")
        for key, label in STARTS:
            self.addItem(tr(label), key)
        self.insertSeparator(self.count())
        for licence in known():
            self.addItem(plain_name(licence.id), licence.id)
            self.setItemData(self.count() - 1, meaning(licence) or licence.name, 3)  # Qt.ToolTipRole
        self.activated.connect(self._activated)

    def _activated(self, _at: int) -> None:
        key = str(self.currentData() or "")
        self.setCurrentIndex(0)
        if key:
            self.chosen.emit(key)


def begun(statement: RightsStatement, key: str) -> RightsStatement:
    """The statement with what goes without saying for a beginning; who, what and evidence that are there stay."""
    match key:
        case "contract":
            return replace(
                statement, basis="licence", copyright_status="in_copyright", confidence="documented",
                grants=statement.grants or (Grant(action="publish_online"),),
                evidence=statement.evidence or (RightsEvidence(kind="contract"),),
            )  # fmt: skip
        case "handout":
            # Whoever hands out is rarely the holder, so this alone never makes an outward yes (rights.md §3).
            return replace(
                statement, basis="copyright", copyright_status="in_copyright", confidence="inferred",
                credit_obligation="required", evidence=statement.evidence or (RightsEvidence(kind="printed_credit"),),
            )  # fmt: skip
        case "public_domain":
            return replace(
                statement, basis="public_domain", copyright_status="public_domain", credit_obligation="none",
                licence_id="", licence_url="",
            )  # fmt: skip
        case "nothing":
            return replace(
                statement, basis="none_known", copyright_status="undetermined", confidence="unknown", licence_id="",
                licence_url="", rights_uri="",
            )  # fmt: skip
    licence = find(key)
    if licence is None:
        return statement
    status = licence.copyright_status
    if licence.family == "creative_commons" and status == "in_copyright":
        return replace(
            statement, basis="licence", copyright_status=status, licence_id=licence.id, licence_url=licence.uri,
            credit_obligation="required" if licence.by else "none",
        )  # fmt: skip
    basis = {"public_domain": "public_domain", "in_copyright": "copyright"}.get(status, "none_known")
    made = replace(statement, basis=basis, copyright_status=status, licence_id="", licence_url="")
    if licence.family == "rights_statement":
        return replace(made, rights_uri=licence.uri)
    return replace(made, licence_id=licence.id, licence_url=licence.uri)
