"""What browsers do to a page they save: where they note its address, and where they put its pictures.

"Web page, complete" is the page and a folder beside it ("Page_files", in the browser's language "Page-Dateien");
pictures in it are named anew, and the page points to them there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from archive_app.domain.records import Evidence, PhotoDraft
from archive_app.formats.reading.html.witness import VERSION

FOLDER_ENDINGS = (
    "_files", ".files", "_file", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_ficheiros", "_bestanden",
    "_pliki", "_soubory", "_elemei", "_dosyalar", "-filer", "_filer", "_tiedostot", "_failid", "_bylos", "_fails",
    "_datoteke", "_fajlovi", "_fitxers", "_files_1",
)  # fmt: skip
"""How the folders end that browsers make beside a page, in their languages (Windows knows the same list)."""

_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,400}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})",
    re.IGNORECASE,
)
# Chrome, Edge and Internet Explorer ("saved from url=(0042)https…"); SingleFile; HTTrack ("Mirrored from host/path").
_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=\(\d{1,6}\)(?P<browser>https?://\S{4,2000}?)\s*-->"
    r"|<!--\s*Page saved with SingleFile\s+url:\s*(?P<single>https?://\S{4,2000})"
    r"|<!--\s*Mirrored from (?P<mirror>[\w.-]+\.\w{2,24}/?\S{0,1000}) by HTTrack",
    re.IGNORECASE,
)
_HEAD = 20_000


def declared_encoding(content: bytes) -> str:
    """The encoding that a page's first bytes declare; "" when they do not."""
    found = _DECLARED.search(content[:8192])
    return found.group(1).decode("ascii") if found else ""


def saved_address(text: str) -> tuple[str, int, int]:
    """The address that a browser noted when it saved the page, and where it stands; ("", -1, -1) when none did."""
    found = _SAVED_FROM.search(text, 0, _HEAD)
    if found is None:
        return "", -1, -1
    group = found.lastgroup or ""
    address = found[group]
    return ("http://" + address if group == "mirror" else address), *found.span(group)


def is_saved_folder(name: str, pages: set[str]) -> bool:
    """Whether a folder holds the files of a saved page.

    Args:
        name: The folder's.
        pages: The names without ending of the pages beside it.
    """
    if name.endswith("_files"):
        return True
    return any(name.endswith(ending) and name[: -len(ending)] in pages for ending in FOLDER_ENDINGS)


def with_local_pictures(photos: tuple[PhotoDraft, ...], text: str) -> tuple[PhotoDraft, ...]:
    """Pictures that a browser put beside the page, by where they stand there and not by an address they never had.

    A page that says its own address makes "Page_files/a.jpg" an address on its server, where no such file is.

    Args:
        photos: As read.
        text: The decoded page.
    """
    return tuple(_local(photo, text) for photo in photos)


def _local(photo: PhotoDraft, text: str) -> PhotoDraft:
    written = _written(photo.use.src, text)
    if not written:
        return photo
    start, end = _place(written, text)
    layer = "raw" if start >= 0 else ""
    quote = text[start:end] if start >= 0 else written
    evidence = tuple(
        Evidence("src", quote, e.method, e.confidence, layer, start, end, VERSION) if e.field == "src" else e
        for e in photo.evidence
    )
    url = "" if _in_folder(photo.photo.url) >= 0 else photo.photo.url
    return replace(
        photo, use=replace(photo.use, src=written), photo=replace(photo.photo, url=url), evidence=evidence
    )  # fmt: skip


def _written(src: str, text: str) -> str:
    """The address from the folder on, as the page writes it; "" when it is none beside the page."""
    at = _in_folder(src)
    if at < 0:
        return ""
    short = src[at:]
    return short if _place(short, text)[0] >= 0 else ""


def _in_folder(src: str) -> int:
    """Where the folder's name begins in an address; -1 when no folder of a saved page is in it."""
    try:
        path = urlsplit(src).path
    except ValueError:
        return -1
    segments = path.split("/")
    for number, segment in enumerate(segments[:-1]):
        if unquote(segment).endswith(FOLDER_ENDINGS):
            before = "/".join(segments[:number])
            return src.index(path) + len(before) + (1 if number else 0)
    return -1


def _place(short: str, text: str) -> tuple[int, int]:
    """Where an address stands at the beginning of an attribute's value ("./" before it or not)."""
    for form in dict.fromkeys((short, unquote(short), short.replace("&", "&amp;"))):
        for before in ('"', "'", '"./', "'./", "=", "=./", ", ", " ./"):
            at = text.find(before + form)
            if at >= 0:
                start = at + len(before)
                return start, start + len(form)
    return -1, -1
