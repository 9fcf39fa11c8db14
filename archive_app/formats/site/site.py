"""Writes the site: a page a record, lists to leaf through, and the words to search in files of a few thousand each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from archive_app.assets import resource
from archive_app.domain.choices import KINDS, label_of
from archive_app.domain.date_display import display
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article, MediaFile, Photo, Video, VideoUse
from archive_app.formats.exporting.base import ExportProfile
from archive_app.formats.sheets.markup import Html, element, text
from archive_app.formats.sheets.sheet import sheet
from archive_app.i18n import language, tr

# Nothing is fetched from elsewhere; only the site's own script runs.
_POLICY = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'"
_A_LIST = 500
_A_SHARD = 2000
_MOST_WORDS = 8000
_SNIPPET = 220
_SHA = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(slots=True)
class _Shard:
    """A file of search words that is being written."""

    out: IO[str]
    count: int = 0


class Site:
    """A site in the making: ``add`` each record, then ``close``. Memory stays flat however many there are.

    Args:
        folder: Exists; its files are made here.
        title: What the site is called.
        profile: Which parts the sheets have, as for record sheets.
    """

    def __init__(self, folder: Path, title: str, profile: ExportProfile) -> None:
        self._folder = folder
        self._title = title or tr("Records of the archive")
        self._profile = profile
        self._count = 0
        self._kinds: dict[str, int] = {}
        self._shards = 0
        self._shard: _Shard | None = None
        self._pictures: set[bytes] = set()
        self._list: list[Html] = []
        self._lists = 0
        for name in ("records", "pictures", "search"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def add(self, record: ExportRecord, files: Mapping[str, str] | None = None) -> None:
        """Write the page of a record and note its words.

        Args:
            record: It.
            files: Addresses of originals that lie beside the site, as seen from a record's page, by SHA-256.
        """
        self._count += 1
        kind = str(record.kind)
        self._kinds[kind] = self._kinds.get(kind, 0) + 1
        page = f"records/{_page_name(record, self._count)}"
        body = sheet(record, self._profile, address=lambda held: self._address(record, held))
        links = _originals(record, files or {})
        (self._folder / page).write_text(
            self._html(record.title or tr("Without a title"), _top("../"), body, links, deep="../"), encoding="utf-8"
        )
        entry = _Entry.of(record, page, self._small(record))
        self._note(entry)
        self._list.append(entry.line())
        if len(self._list) == _A_LIST:
            self._end_list(last=False)

    def close(self) -> None:
        """Write the lists, the first page, and what all pages share."""
        self._end_list(last=True)
        if self._shard is not None:
            self._shard.out.write("\n]);\n")
            self._shard.out.close()
        for name in ("site.css", "search.js"):
            (self._folder / name).write_bytes(resource("site", name).read_bytes())
        style = resource("sheets", "record-sheet.css").read_bytes()
        (self._folder / "sheet.css").write_bytes(style)
        (self._folder / "index.html").write_text(self._front(), encoding="utf-8")

    def let_go(self) -> None:
        """Close what is open, whether or not the site was finished."""
        if self._shard is not None:
            self._shard.out.close()

    def _front(self) -> str:
        counts = " · ".join(f"{label_of(KINDS, kind)}: {count}" for kind, count in sorted(self._kinds.items()))
        words = {
            "none": tr("Nothing was found."), "one": tr("1 record"), "many": tr("{n} records"),
            "more": tr("Show more"), "all": tr("All records"),
        }  # fmt: skip
        body = element(
            "main",
            element("h1", self._title),
            element("p", counts, class_="small"),
            element(
                "form",
                element("label", tr("Search"), for_="words"),
                element("input", id="words", type="search", autocomplete="off", autofocus=True, spellcheck="false"),
                *(
                    element("label", element("input", type="checkbox", name="kind", value=kind, checked=True), " ",
                            label_of(KINDS, kind), class_="kind")
                    for kind in sorted(self._kinds)
                ),
                id="search", role="search",
            ),
            element("p", "", id="count", role="status", aria_live="polite", class_="small"),
            element("ol", id="found"),
            element("button", words["more"], id="more", type="button", hidden=True),
            element("p", element("a", words["all"], href="list-1.html")),
            data_none=words["none"], data_one=words["one"], data_many=words["many"],
        )  # fmt: skip
        scripts = [element("script", "", src="search.js")]
        scripts += [element("script", "", src=f"search/words-{n}.js") for n in range(1, self._shards + 1)]
        return self._html(self._title, None, body, *scripts)

    def _end_list(self, *, last: bool) -> None:
        if not self._list and self._lists:
            return
        self._lists += 1
        number = self._lists
        steps = [element("a", tr("Back"), href=f"list-{number - 1}.html") if number > 1 else None]
        steps.append(element("a", tr("Next"), href=f"list-{number + 1}.html") if not last else None)
        body = element(
            "main",
            element("h1", tr("All records")),
            element("ol", *self._list, start=str((number - 1) * _A_LIST + 1)),
            element("nav", *steps),
        )
        (self._folder / f"list-{number}.html").write_text(
            self._html(tr("All records"), _top(""), body), encoding="utf-8"
        )
        self._list.clear()

    def _html(self, title: str, *content: Html | None, deep: str = "") -> str:
        head = element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("title", title),
            element("link", rel="stylesheet", href=f"{deep}sheet.css"),
            element("link", rel="stylesheet", href=f"{deep}site.css"),
        )
        body = element("body", *content)
        return f'<!DOCTYPE html>\n<html lang="{language()}">\n{head}\n{body}\n</html>\n'

    def _address(self, record: ExportRecord, held: MediaFile | None) -> str:
        """Where the preview of a file lies, as seen from a record's page; it is written when it is new."""
        preview = record.preview(held)
        if held is None or preview is None or not _SHA.match(held.sha256):
            return ""
        ending = "png" if preview.media_type == "image/png" else "jpg"
        name = f"{held.sha256}.{ending}"
        key = bytes.fromhex(held.sha256)
        if key not in self._pictures:
            self._pictures.add(key)
            (self._folder / "pictures" / name).write_bytes(preview.content)
        return f"../pictures/{name}"

    def _small(self, record: ExportRecord) -> str:
        held = record.media or next((one.media for one in record.photos if one.media is not None), None)
        return self._address(record, held).removeprefix("../")

    def _note(self, entry: _Entry) -> None:
        if self._shard is None or self._shard.count == _A_SHARD:
            if self._shard is not None:
                self._shard.out.write("\n]);\n")
                self._shard.out.close()
            self._shards += 1
            # A page opened from a folder may not fetch files, but may name them as scripts.
            out = (self._folder / "search" / f"words-{self._shards}.js").open("w", encoding="utf-8", newline="\n")
            out.write('"use strict";\narchive.add([')
            self._shard = _Shard(out)
        comma = "," if self._shard.count else ""
        self._shard.out.write(f"{comma}\n{json.dumps(entry.values(), ensure_ascii=True)}")
        self._shard.count += 1


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a list and the search say of a record."""

    title: str
    kind: str
    about: str
    snippet: str
    page: str
    picture: str
    words: str

    @classmethod
    def of(cls, record: ExportRecord, page: str, picture: str) -> _Entry:
        work = record.work
        texts = list(_texts(record))
        snippet = next((one for one in texts[1:] if one and one != record.title), "")
        return cls(
            record.title or tr("Without a title"), str(record.kind), " · ".join(one for one in _about(work) if one),
            snippet if len(snippet) <= _SNIPPET else f"{snippet[:_SNIPPET].rstrip()}…", page, picture,
            " ".join(texts)[:_MOST_WORDS],
        )  # fmt: skip

    def values(self) -> list[str]:
        return [self.title, self.kind, self.about, self.snippet, self.page, self.picture, self.words]

    def line(self) -> Html:
        kind = label_of(KINDS, self.kind)
        return element(
            "li",
            element("a", text(self.title), href=self.page),
            element("p", text(f"{kind} · {self.about}" if self.about else kind), class_="small"),
        )


def _about(work: Article | Photo | Video) -> Iterator[str]:
    if isinstance(work, Article):
        yield work.publisher
        yield ", ".join(one.text for one in work.bylines)
    else:
        yield ", ".join(one.text for one in work.creators)
    day = work.taken if isinstance(work, Photo) else work.published
    yield display(day, language()) if day else ""


def _texts(record: ExportRecord) -> Iterator[str]:
    """Everything of a record that somebody might search for, its title first."""
    work = record.work
    yield record.title
    if isinstance(work, Article):
        yield work.standfirst
        yield from work.body
        names = (*work.bylines, *work.subjects)
        yield work.publisher
    else:
        yield work.description
        names = (*work.creators, *work.subjects, *(work.people if isinstance(work, Photo) else ()))
    for use in record.uses():
        yield use.caption
        yield use.credit_line
        yield use.mention if isinstance(use, VideoUse) else use.alt_text
    yield from (one.text for one in names)
    yield from (one.article.headline for one in record.appears_in)
    yield work.uid


def _page_name(record: ExportRecord, number: int) -> str:
    uid = record.work.uid
    return f"{uid}.html" if re.fullmatch(r"[0-9A-Za-z-]{8,64}", uid) else f"record-{number}.html"


def _top(deep: str) -> Html:
    return element("nav", element("a", tr("Search"), href=f"{deep}index.html"), class_="top")


def _originals(record: ExportRecord, files: Mapping[str, str]) -> Html | None:
    held = [record.media, *(one.media for one in record.photos), *(one.media for one in record.videos)]
    found = {one.sha256: one for one in held if one is not None and one.sha256 in files}
    if not found:
        return None
    links = (element("li", element("a", text(one.name or sha), href=files[sha])) for sha, one in found.items())
    return element("section", element("h2", tr("Original files")), element("ul", *links), class_="sheet")
