"""The rights report: whether each record may be used, why, on what conditions and whom to ask; as HTML or PDF."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from archive_app.domain.choices import KINDS, label_of
from archive_app.domain.date_display import display
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.rights import Use, Verdict
from archive_app.domain.uses import condition_text
from archive_app.domain.verdict import because, headline
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.sheets.document import FOOT, PAPER_OPTIONS, head, shown
from archive_app.formats.sheets.markup import Html, element, join, text
from archive_app.formats.sheets.on_paper import on_paper, paper_of
from archive_app.formats.sheets.rights import question, verdict_chip
from archive_app.i18n import language, mark, tr
from archive_app.paper.jobs import Part
from archive_app.paper.press import Press

_IN_MEMORY = 4 << 20
_ORDER = ("not_allowed", "ask", "unknown", "allowed_with_conditions", "allowed")
_LONGEST = 15
_WIDTHS = ("34%", "22%", "44%")
_SHOWN = shown("article.headline", "photo.title", "video.title", "record.uid", "record.verdict", "rights.usage_terms")


@dataclass(frozen=True, slots=True)
class RightsReportExporter:
    """Counts first, then every record; ``pdf`` says on what."""

    pdf: bool = True
    media_type: str = "application/pdf"
    lossless: bool = False
    group: str = "pages"
    purpose: str = mark("For editors and lawyers: may each record be used, why, on what conditions, whom to ask.")

    @property
    def crosswalk(self) -> Crosswalk:
        """See ``Format``."""
        return _SHOWN

    @property
    def name(self) -> str:
        """See ``Format``."""
        return "rights-pdf" if self.pdf else "rights-html"

    @property
    def label(self) -> str:
        """See ``Format``."""
        return mark("Rights report (PDF)") if self.pdf else mark("Rights report (HTML)")

    @property
    def suffix(self) -> str:
        """See ``Format``."""
        return ".pdf" if self.pdf else ".html"

    @property
    def options(self) -> tuple[ExportOption, ...]:
        """The paper; what is asked is the question of the export."""
        return PAPER_OPTIONS if self.pdf else ()

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write the report.

        Raises:
            ExportRefused: Pages cannot be laid out on this system.
        """
        title = profile.name or tr("Rights report")
        # The counts stand before the rows that are counted.
        with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n") as rows:
            told = _Told()
            for record in records:
                rows.write(f"{told.row(record)}\n")
            rows.seek(0)
            if self.pdf:
                with Press(paper_of(profile, title)) as press:
                    press.print(Part(on_paper(str(told.summary(title))), follows=True))
                    heads = on_paper(f'<table class="report"><tbody>{_heads()}</tbody></table>')
                    press.print(Part(heads, follows=True))
                    for line in rows:
                        row = on_paper(f'<table class="report"><tbody>{line}</tbody></table>')
                        press.print(Part(row, follows=True, head=heads))
                    press.finish(out)
            else:
                out.write(head(title).encode())
                out.write(f'<article class="sheet">\n{told.summary(title)}\n'.encode())
                out.write(f"<table><thead>{_heads()}</thead><tbody>\n".encode())
                out.writelines(line.encode() for line in rows)
                out.write(f"</tbody></table>\n</article>\n{FOOT}".encode())
        return ExportNotes(written=told.total)


class _Told:
    """Counts while rows are made."""

    def __init__(self) -> None:
        self.total = 0
        self._answers: Counter[str] = Counter()
        self._contacts: Counter[str] = Counter()
        self._use: Use | None = None

    def row(self, record: ExportRecord) -> Html:
        """The row of a record."""
        self.total += 1
        answer = record.verdict or Verdict("ask", nobody_looked=True)
        self._use = self._use or record.use
        self._answers["unknown" if answer.nobody_looked else answer.answer] += 1
        if len(self._contacts) < 10_000:
            self._contacts.update(name for name in answer.contact.split("; ") if name)
        conditions = "; ".join(condition_text(one) for one in answer.conditions)
        until = display(answer.may_change_on, language()) if answer.may_change_on else ""
        notes = [
            element("p", element("b", label), " ", text(value), class_="small")
            for label, value in (
                (tr("Conditions"), conditions), (tr("Whom to ask"), answer.contact), (tr("May change on"), until),
            )
            if value
        ]  # fmt: skip
        what = element("p", f"{label_of(KINDS, str(record.kind))} · {record.work.uid[:12]}", class_="small")
        return element(
            "tr",
            element("td", text(record.title or tr("Without a title")), what, width=_WIDTHS[0]),
            element("td", verdict_chip(answer), width=_WIDTHS[1]),
            element("td", text(because(answer)), *notes, width=_WIDTHS[2]),
        )

    def summary(self, title: str) -> Html:
        """Title, question, counts, and whom to ask."""
        counts = (
            element("li", element("b", str(self._answers[name])), " ", _named(name))
            for name in _ORDER
            if self._answers[name]
        )
        asked = (element("li", text(name), f" ({count})") for name, count in self._contacts.most_common(_LONGEST))
        return join(
            element("h1", title),
            element("p", question(self._use), class_="question") if self._use is not None else None,
            element("ul", *counts),
            join(element("h2", tr("Whom to ask")), element("ul", *asked)) if self._contacts else None,
            element("p", tr("A record of what we know, not legal advice."), class_="small"),
            element("h2", tr("Every record")),
        )


def _named(answer: str) -> str:
    return tr("Not known") if answer == "unknown" else headline(Verdict(answer))


def _heads() -> Html:
    names = (tr("Record"), tr("May we use it?"), tr("Because"))
    return element("tr", *(element("th", n, scope="col", width=w) for n, w in zip(names, _WIDTHS, strict=True)))


RIGHTS_PDF = RightsReportExporter()
RIGHTS_HTML = RightsReportExporter(pdf=False, media_type="text/html")
