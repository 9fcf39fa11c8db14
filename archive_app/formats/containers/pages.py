"""One page of a container as a draft: evidence counts in its own reading text, the source is the whole container."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace

from archive_app.domain.edtf import is_valid
from archive_app.domain.errors import FormatError
from archive_app.domain.records import Article, Draft, Evidence, Source
from archive_app.formats.reading.decoding import Decoded, decode, looks_binary
from archive_app.formats.reading.html.reader import ReadPage, read_page
from archive_app.formats.reading.html.saved import declared_encoding, with_local_pictures
from archive_app.formats.reading.sources import MAX_BYTES, RawSource, encoding_remarks
from archive_app.i18n import tr

VERSION = "1"


@dataclass(frozen=True, slots=True)
class ContainedPage:
    """A page in a container.

    Attributes:
        address: Where it was taken from; "" when the container does not say.
        content: Its bytes.
        charset: The encoding its container states, "" for none.
        accessed: When it was saved, EDTF; "" when not known.
        remarks: What is odd about it.
    """

    address: str
    content: bytes = field(repr=False)
    charset: str = ""
    accessed: str = ""
    remarks: tuple[str, ...] = ()


class PageReader:
    """Reads the pages of one container.

    Args:
        source: The container.
        importer: The importer's name.
        media_type: The container's.
        sha256, size: Of the container, where its bytes are not in ``source``.
    """

    def __init__(
        self, source: RawSource, *, importer: str, media_type: str, sha256: str = "", size: int | None = None
    ) -> None:
        self._source = source
        self._record = Source(
            sha256=sha256 or hashlib.sha256(source.content).hexdigest(),
            size=len(source.content) if size is None else size,
            name=source.name,
            address=source.address,
            media_type=media_type,
            importer=importer,
        )

    def read(self, page: ContainedPage) -> Draft:
        """The article on a page.

        Raises:
            FormatError: The bytes are those of no page.
        """
        if len(page.content) > MAX_BYTES or looks_binary(page.content):
            raise FormatError(tr("The page is not text."), where=self._source.name)
        decoded = decode(page.content, page.charset or declared_encoding(page.content))
        try:
            found = read_page(decoded.text, page.address)
        except FormatError as error:
            error.where = self._source.name
            raise
        return self._draft(page, found, decoded)

    def without_text(self, page: ContainedPage) -> Draft:
        """A draft for a page of which only the address is known."""
        url = page.address if _is_web(page.address) else ""
        article = Article(url=url, accessed=page.accessed if is_valid(page.accessed) else "")
        return Draft(
            source=self._record,
            article=article,
            evidence=tuple(_of_container(page, article)),
            remarks=page.remarks,
            content=self._source.content,
        )

    def _draft(self, page: ContainedPage, found: ReadPage, decoded: Decoded) -> Draft:
        article = replace(found.article, accessed=page.accessed if is_valid(page.accessed) else "")
        evidence = [e for e in _placed(found.evidence) if e.field != "url" or e.quote != page.address]
        stated = {e.field for e in evidence}
        evidence += [e for e in _of_container(page, article) if e.field not in stated]
        return Draft(
            source=replace(self._record, text=found.text),
            article=article,
            photos=tuple(
                replace(photo, evidence=_placed(photo.evidence))
                for photo in with_local_pictures(found.photos, decoded.text)
            ),
            videos=tuple(replace(video, evidence=_placed(video.evidence)) for video in found.videos),
            evidence=tuple(evidence),
            remarks=(*page.remarks, *encoding_remarks(decoded), *found.remarks),
            content=self._source.content,
        )


def is_article(draft: Draft) -> bool:
    """Whether a page reads as an article: running text under a headline, not a list of links, a notice or an error."""
    words = sum(len(paragraph.split()) for paragraph in draft.article.body)
    # Scripts without blanks count by characters.
    length = max(words, sum(map(len, draft.article.body)) // 12)
    enough = 60 if draft.article.headline and (draft.article.published or draft.article.bylines) else 120
    return bool(draft.article.headline) and length >= enough


_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|h1|table)[\s>/]", re.IGNORECASE)


def looks_like_html(content: bytes) -> bool:
    """Whether bytes are a page, whatever they are called."""
    return bool(_HTML.search(content[:4096].replace(b"\0", b"")))


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://")) and len(address) < 2000


def _of_container(page: ContainedPage, article: Article) -> list[Evidence]:
    """Evidence for what only the container says: where the page was, and when it was taken."""
    found = []
    if article.url and article.url == page.address:
        found.append(Evidence("url", page.address, "container:address", 0.95, "", version=VERSION))
    if article.accessed:
        found.append(Evidence("accessed", article.accessed, "container:date", 0.95, "", version=VERSION))
    return found


def _placed(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    # Offsets in a page's own characters have no place in the container's bytes; the quotation stays.
    return tuple(replace(e, layer="", start=-1, end=-1) if e.layer == "raw" else e for e in evidence)
