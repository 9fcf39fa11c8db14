"""Articles from web addresses: the page fetched because a person asked, read like a saved one, with its pictures.

Nothing here runs by itself. What is kept is the page as it came, or a WARC file of everything that was sent and
received; pictures are those of the article only, under the same controls as the page, with limits of their own.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import unquote, urljoin, urlsplit

from archive_app.domain.errors import ArchiveError, Cancelled, NotFetched, UnreadableSource
from archive_app.domain.records import Carried, Draft, Evidence, PhotoDraft
from archive_app.formats.importers.base import RawSource
from archive_app.i18n import tr, tr_n
from archive_app.operations.apart import ReaderApart, read_source
from archive_app.operations.progress import Progress
from archive_app.operations.reading import ReadOutcome
from archive_app.web import warc
from archive_app.web.addresses import read_address
from archive_app.web.fetching import PICTURES, Fetched, fetch
from archive_app.web.guard import Guard

MOST_PICTURES = 60
MOST_PICTURE_BYTES = 100 * 1024 * 1024  # of one article together
MOST_PICTURE_SECONDS = 180.0
_ENDINGS = {
    "text/html": ".html", "application/xhtml+xml": ".xhtml", "text/plain": ".txt", "text/markdown": ".md",
    "application/pdf": ".pdf", "message/rfc822": ".eml", "multipart/related": ".mhtml", "application/xml": ".xml",
    "text/xml": ".xml", "application/rss+xml": ".rss", "application/atom+xml": ".atom",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """How pages are to be kept.

    Attributes:
        as_warc: Keep a WARC file of page and pictures instead of the page alone.
        pictures: Fetch the pictures of the article as well.
    """

    as_warc: bool = False
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class Host:
    """A computer that would be asked.

    Attributes:
        name: Its name, in ASCII.
        address: The network address it has now; "" when it cannot or may not be opened.
        error: Why not.
        urls: The addresses on it.
    """

    name: str
    address: str
    error: ArchiveError | None = None
    urls: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The host as a person is asked about it: “example.org (93.184.216.34)”."""
        return f"{self.name} ({self.address})" if self.address else self.name


def guard_for(proxy: str = "") -> Guard:
    """The limits of a fetch, with the proxy of the settings."""
    return Guard(proxy=proxy)


def addresses_in(text: str) -> list[str]:
    """The web addresses in a pasted text, one a line or parted by blanks; ``example.org/a`` becomes https."""
    found = dict.fromkeys(word.strip("<>,;") for word in text.split())
    return [word if "://" in word else f"https://{word}" for word in found if "://" in word or _LIKE_HOST.match(word)]


_LIKE_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)")


def hosts_of(urls: Sequence[str], *, guard: Guard | None = None, progress: Progress | None = None) -> list[Host]:
    """The hosts of addresses, each looked up once, so that a person can be asked before anything is fetched.

    An address that is refused stands as a host of its own, with the reason.
    """
    guard = guard or Guard()
    grouped: dict[tuple[str, int], list[str]] = {}
    found: list[Host] = []
    for url in urls:
        try:
            address = read_address(url, ports=guard.ports)
        except NotFetched as error:
            found.append(Host(url[:80], "", error, (url,)))
        else:
            grouped.setdefault((address.host, address.port), []).append(url)
    for done, ((name, _port), members) in enumerate(grouped.items()):
        if progress is not None:
            progress.at(done, len(grouped), name)
        try:
            found.append(Host(name, guard.look_up(read_address(members[0], ports=guard.ports)), None, tuple(members)))
        except NotFetched as error:
            found.append(Host(name, "", error, tuple(members)))
        except OSError:
            # Behind a proxy this computer may know no names at all; then the proxy says.
            unknown = None if guard.proxy else NotFetched(
                tr("No computer named {host} was found.").format(host=name),
                remedy=tr("Check the address for slips, and that this computer is connected to the Internet."),
            )  # fmt: skip
            found.append(Host(name, "", unknown, tuple(members)))
    return found


def fetch_all(
    urls: Sequence[str], wish: Wish, *, guard: Guard | None = None, progress: Progress | None = None
) -> Iterator[ReadOutcome]:
    """Fetch addresses one after another; each gives its drafts, or the error that kept it away.

    Raises:
        Cancelled: The person asked to stop; outcomes given so far stand.
    """
    progress = progress or Progress()
    with ReaderApart() as reader:
        for done, url in enumerate(urls):
            progress.at(done, len(urls), url)
            try:
                for draft in fetch_drafts(url, wish, guard=guard, progress=progress, reader=reader):
                    yield ReadOutcome(draft.source.name, str(url), draft=draft)
            except Cancelled:
                raise
            except ArchiveError as error:
                yield ReadOutcome(str(url), str(url), error=error)
    progress.at(len(urls), len(urls))


def fetch_drafts(
    url: str,
    wish: Wish,
    *,
    guard: Guard | None = None,
    progress: Progress | None = None,
    reader: ReaderApart | None = None,
) -> list[Draft]:
    """The articles at a web address, as drafts.

    Args:
        url: The address.
        wish: How it is kept.
        guard: The limits.
        progress: Stopping it stops the fetch.
        reader: Reads the page in a process of its own; it is read here when there is none.

    Raises:
        NotFetched: The page could not be fetched, or may not be.
        FormatError: What came cannot be read as an article.
        Cancelled: The person asked to stop.
    """
    guard = guard or Guard()
    progress = progress or Progress()

    def wanted() -> None:
        if progress.cancelled:
            raise Cancelled

    page = fetch(url, guard=guard, wanted=wanted)
    source = RawSource(_name(page), page.url, page.content, page.encoding)
    found = reader.read(source, wanted) if reader is not None else read_source(source)
    drafts = [_dated(draft, page) for draft in found]
    if not drafts:
        raise UnreadableSource(tr("Nothing that looks like an article was found in it."), where=url)
    fetched = [page]
    if wish.pictures:
        drafts = [_with_pictures(draft, page, guard, progress, fetched) for draft in drafts]
    if wish.as_warc:
        content = warc.as_warc(fetched)
        name = f"{source.name.rpartition('.')[0] or source.name}.warc.gz"
        drafts = [_kept_as(draft, name, content) for draft in drafts]
    led = _led_elsewhere(url, page)
    return [replace(draft, remarks=(*draft.remarks, *led)) for draft in drafts]


def _with_pictures(draft: Draft, page: Fetched, guard: Guard, progress: Progress, fetched: list[Fetched]) -> Draft:
    """The draft with the pictures of its photos; what does not come is said in a remark."""
    wanted = [(photo.photo.url or photo.use.src, _absolute(page.url, photo)) for photo in draft.photos]
    wanted = [(src, url) for src, url in dict.fromkeys(wanted) if url]
    carried: list[Carried] = []
    failed: list[str] = []
    size, began = 0, time.monotonic()

    def go_on() -> None:
        if progress.cancelled:
            raise Cancelled

    for number, (src, url) in enumerate(wanted, 1):
        progress.at(0, 0, tr("Picture {n} of {all}").format(n=number, all=len(wanted)))
        left = MOST_PICTURE_BYTES - size
        if number > MOST_PICTURES or left <= 0 or time.monotonic() - began > MOST_PICTURE_SECONDS:
            failed.append(tr("the article has more pictures than are fetched at once"))
            continue
        limits = replace(guard, bytes=min(guard.bytes, left))
        try:
            picture = fetch(url, take=PICTURES, guard=limits, wanted=go_on, referer=page.url)
        except NotFetched as error:
            failed.append(error.message.rstrip("."))
            continue
        fetched.append(picture)
        size += len(picture.content)
        carried.append(Carried(src, _file_name(url), picture.media_type, picture.content))
    remarks = draft.remarks
    if failed:
        words = tr_n("{n} picture was not fetched", "{n} pictures were not fetched", len(failed))
        remarks = (*remarks, f"{words} ({'; '.join(dict.fromkeys(failed))}).")
    return replace(draft, carried=(*draft.carried, *carried), remarks=remarks)


def _absolute(page: str, photo: PhotoDraft) -> str:
    try:
        url = urljoin(page, photo.photo.url or photo.use.src)
    except ValueError:  # a bracket in a host name
        return ""
    return url if url.startswith(("http://", "https://")) else ""


def _dated(draft: Draft, page: Fetched) -> Draft:
    """The draft with the day on which it was fetched, and its address where the page states none."""
    today = date.today().isoformat()  # noqa: DTZ011 - the archivist's own calendar day
    article, evidence = draft.article, draft.evidence
    if not article.accessed:
        article = replace(article, accessed=today)
        evidence = (*evidence, Evidence("accessed", today, "fetch:date", 1.0, layer=""))
    if not article.url:
        article = replace(article, url=page.url)
        evidence = (*evidence, Evidence("url", page.url, "fetch:address", 0.9, layer=""))
    return replace(draft, article=article, evidence=evidence)


def _kept_as(draft: Draft, name: str, content: bytes) -> Draft:
    source = replace(
        draft.source, name=name, sha256=hashlib.sha256(content).hexdigest(), size=len(content),
        media_type=warc.MEDIA_TYPE,
    )  # fmt: skip
    return replace(draft, source=source, content=content)


def _led_elsewhere(url: str, page: Fetched) -> tuple[str, ...]:
    """A remark when the address led to another site than the one the person was asked about."""
    first, last = page.hosts[0][0], page.hosts[-1][0]
    if first.removeprefix("www.") == last.removeprefix("www."):
        return ()
    return (tr("The address led on from {first} to {last}.").format(first=first, last=last),)


def _name(page: Fetched) -> str:
    """A file name for a page: the last part of its path, or its host."""
    stem = re.sub(r"\.[a-z]{3,5}$", "", _file_name(page.url), flags=re.IGNORECASE)
    return (stem or urlsplit(page.url).hostname or "page")[:80] + _ENDINGS.get(page.media_type, ".html")


def _file_name(url: str) -> str:
    last = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", last)[-100:]
