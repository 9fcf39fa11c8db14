"""The addresses of one picture: which attributes hold them, which is best, which belong to the same picture."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import unquote, urlsplit

from archive_app.formats.reading.html.page import Element, Page, attribute, inner_text, tag_of

_SRC = tuple(
    """src data-src data-original data-lazy-src data-lazy data-original-src data-hi-res-src data-image data-img-url
    data-image-src data-full-src data-large-src data-large data-url data-media-url data-asset-url data-img-src
    data-img data-default-src data-delayed-url data-pin-media data-zoom-src data-fallback-src data-runner-src
    data-srcjpg data-orig-file data-large-file data-fullsrc data-full data-native-src data-ezsrc data-cfsrc
    data-mediaviewer-src data-mediabook data-flickity-lazyload data-thumb-src data-template data-source
    data-imgsrc data-uri data-picture data-content-src nitro-lazy-src data-breeze""".split()  # noqa: SIM905 - a word list reads better
)
_SRCSET = (
    "srcset",
    "data-srcset",
    "data-lazy-srcset",
    "data-original-set",
    "data-src-set",
    "data-sizes-srcset",
    "data-bgset",
)
_BACKGROUND = (
    "data-bg",
    "data-background",
    "data-background-image",
    "data-bg-src",
    "data-background-src",
    "data-bg-image",
)
_STYLE_URL = re.compile(r"url\(\s*[\"']?([^\"')]{4,2000})[\"']?\s*\)", re.IGNORECASE)
_IMG_TAG = re.compile(r"<img\b[^<>]{0,6000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w\-:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_PLACEHOLDER = re.compile(
    r"placeholder|blank\.|spacer|spaceball|preloader|(?:^|/)(?:1x1|pixel|transparent|empty|grey|gray|lazy|loading|loader|missing|clear"
    r"|dot|t|p|x)\.(?:gif|png|svg|jpe?g)|grey-placeholder|/lazy-|loading\.gif|default-?image|no-?image|missing-?image"
    r"|fallback",
    re.IGNORECASE,
)
_SIZE_WORD = re.compile(
    r"[-_.~](?:\d{2,4}x\d{2,4}|\d{2,4}w|w\d{2,4}|h\d{2,4}|\d{2,4}px|\d{3,4}|x+l(?:arge)?|large|medium|small"
    r"|thumb(?:nail)?|full|original|orig|crop(?:ped)?|scaled|hd|sq|square|wide|standard|[scqwh]\d{1,4}(?:-c)?|[a-z]\d?x"
    r"|e\d{9,}|rotated|resized?|landscape|portrait|horizontal|vertical|facebook|twitter|default|1x|2x|3x"
    r"|[rsmlqzbto])(?=$|[-_.~@])|@[123]x|[-_]\$\{?[^}]*\}?|\$\{[^}]*\}|[-_]{?(?:width|format(?:id)?|size)}?",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|tiff?|bmp|heic|img|ece|svg)\b.*$", re.IGNORECASE)
_GENERIC = re.compile(
    r"^(?:\d{1,5}|image|img|photo|picture|default|original|index|master|media|file|large|small|medium|full|\d+x\d+"
    r"|(?:w|h|c|q|s|f|g)_?\d+.*|w_\d+.*|\d+[:x]\d+|upload|uploads|wp-content|assets?|static|images?|photos?|news"
    r"|resizer|v\d+|cms|crop|resize|get|show|fit-in|filters.*|ichef|standard|cpsprodpb|production|landscape_?\d*"
    r"|alternates|base|auto|webp|jpe?g)$",
    re.IGNORECASE,
)
_WIDTHS = re.compile(r"\.\w{3,4}\S*\s+\d+(?:w|x)\s*(?:,|$)")
_ADDRESS_IN = re.compile(r"(?:https?:)?//[^\s\"'<>,{}]{6,1000}|^[\w./%~-][^\s\"'<>{}]{4,500}$")
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|tiff?|bmp)(?:$|[?#!:])", re.IGNORECASE)


@dataclass(frozen=True)
class Addresses:
    """All addresses of one picture; ``shown`` is the one the page loads first, ``largest`` the best it offers."""

    shown: str
    largest: str
    all: tuple[str, ...]
    background: bool = False
    width: int = 0

    @cached_property
    def keys(self) -> frozenset[str]:
        """The names by which the same picture can be known again."""
        return frozenset(key for key in map(picture_key, self.all) if key)


def addresses(page: Page, element: Element) -> Addresses | None:
    """The addresses an element gives for a picture; None when it shows none."""
    tag = tag_of(element)
    sized: list[tuple[float, str]] = []
    plain: list[str] = []
    if tag in ("img", "amp-img", "source", "image", "input"):
        _collect(element, sized, plain)
        picture = _picture_around(element)
        if picture is not None:
            for source in picture.iter("source"):
                _collect(source, sized, plain)
            _collect(picture, sized, plain)
    elif tag == "picture":
        for source in element.iter("source"):
            _collect(source, sized, plain)
        _collect(element, sized, plain)
    elif tag == "noscript":
        for attributes in _images_in(inner_text(element)):
            _collect_from(attributes, sized, plain)
    else:
        found = _background(element)
        if not found:
            return None
        real = page.address(found)
        return None if not _is_real(real) else Addresses(real, real, (real,), background=True)
    candidates = [page.address(value) for value in dict.fromkeys(plain) if _is_real(value)]
    ranked = [(width, page.address(value)) for width, value in sized if _is_real(value)]
    ranked.sort(key=lambda pair: -pair[0])
    everything = tuple(dict.fromkeys([*candidates, *(value for _, value in ranked)]))
    if not everything:
        return None
    largest = ranked[0][1] if ranked else everything[0]
    width = int(min(ranked[0][0], 9999)) if ranked else 0
    return Addresses(candidates[0] if candidates else largest, largest, everything, width=width)


def _picture_around(element: Element) -> Element | None:
    """The ``picture`` element an image stands in (unclosed ``source`` elements may lie between)."""
    for up in element.iterancestors():
        tag = tag_of(up)
        if tag == "picture":
            return up
        if tag != "source":
            return None
    return None


@lru_cache(maxsize=8_000)
def picture_key(address: str) -> str:
    """A name that the sizes and crops of one picture share; "" for no usable address."""
    address = html.unescape(address)
    for _ in range(2):
        address = unquote(address)
    nested = max(address.rfind("http://"), address.rfind("https://"))
    if nested > 0:
        address = address[nested:]
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    segments = [segment for segment in parts.path.split("/") if segment]
    if not segments:
        return ""
    names = [_stem(segment) for segment in segments]
    last = names[-1]
    if last and not _GENERIC.match(last) and len(last) >= 5:
        return last
    if _GENERIC.match(last) or len(last) < 5:
        known = re.search(
            r"(?:^|&)(?:id|image|img|file|url|src|imageid|uuid|path)=([^&]{4,})", parts.query, re.IGNORECASE
        )
        if known:
            return _stem(known.group(1).rpartition("/")[2])
    useful = [name for name in names if name and not _GENERIC.match(name)]
    return (max(useful, key=len) + "/" if useful else "") + last


def is_image_file(address: str) -> bool:
    """Whether an address ends like a picture's file."""
    return bool(_FILE.search(address))


def size_of(element: Element) -> tuple[int, int]:
    """(width, height) as the attributes state them, 0 where they do not."""
    return _number(attribute(element, "width")), _number(attribute(element, "height"))


def _stem(segment: str) -> str:
    name = _EXTENSION.sub("", segment)
    shorter = _SIZE_WORD.sub("", name)
    shorter = _SIZE_WORD.sub("", shorter)
    return (shorter if len(shorter) >= 5 else name).strip("-_.~").casefold()


def _number(value: str) -> int:
    found = re.match(r"\s*(\d{1,5})", value)
    return int(found.group(1)) if found else 0


def _is_real(value: str) -> bool:
    value = value.strip()
    if len(value) < 5 or len(value) > 3000 or value.startswith(("data:", "about:", "blob:", "javascript:", "{", "#")):
        return False
    return not _PLACEHOLDER.search(value[-120:]) and not value.split("?")[0].endswith(
        (".js", ".css", ".html", ".mp4", ".m3u8", ".svg")
    )


def _collect(element: Element, sized: list[tuple[float, str]], plain: list[str]) -> None:
    _collect_from({str(name): str(value) for name, value in element.attrib.items()}, sized, plain)


def _collect_from(attributes: dict[str, str], sized: list[tuple[float, str]], plain: list[str]) -> None:
    for name in _SRC:
        if name not in attributes:
            continue
        value = attributes[name].strip()
        # Browsers put a saved page's pictures into a folder with its title, blanks and all.
        if value and ("/" in value or "." in value or value[:4] == "cid:") and (name == "src" or " " not in value[:8]):
            plain.append(value)
    for name in _SRCSET:
        if name in attributes:
            sized.extend(_srcset(attributes[name]))
    # Each script that loads pictures late has its own attribute; what ends like a picture's file is one.
    for name, value in attributes.items():
        if not name.startswith("data-") or name in _SRC or name in _SRCSET or len(value) > 20000:
            continue
        if _WIDTHS.search(value):
            sized.extend(_srcset(value))
        elif _FILE.search(value):
            found = _ADDRESS_IN.search(value)
            if found:
                plain.append(found.group(0))


def _srcset(value: str) -> Iterator[tuple[float, str]]:
    # Addresses may hold commas; a candidate ends at a comma followed by white space, or after its descriptor.
    for found in re.finditer(r"([^\s,]\S*[^\s,]|[^\s,])(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,|$)", value[:20000]):
        width = float(found.group(2) or 1)
        yield (width * 1000 if found.group(3) == "x" else width), found.group(1)


def _background(element: Element) -> str:
    value = attribute(element, *_BACKGROUND)
    if value:
        found = _STYLE_URL.search(value)
        return found.group(1) if found else value
    style = element.get("style") or ""
    if "url(" in style and len(style) < 4000:
        found = _STYLE_URL.search(html.unescape(style))
        return found.group(1) if found else ""
    return ""


def _images_in(markup: str) -> Iterator[dict[str, str]]:
    """The attributes of ``img`` elements in markup that the parser left as text (``noscript``)."""
    for tag in list(_IMG_TAG.finditer(markup[:100_000]))[:20]:
        yield {
            found.group(1).lower(): html.unescape(found.group(2) or found.group(3) or found.group(4) or "")
            for found in _ATTRIBUTE.finditer(tag.group(0))
        }
