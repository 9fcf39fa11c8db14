"""Front matter: what a Markdown file states of itself above its text, in YAML or TOML.

YAML is read as far as front matter uses it: mappings and lists by indentation or in brackets, quoted and folded texts.
What does not fit is passed over; nothing raises. Every value keeps its place in the source, which no library tells.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from archive_app.formats.reading.labels import field_of
from archive_app.formats.reading.stated import Stated

_FENCE = re.compile(
    r"\A\ufeff?\s*(?P<fence>-{3}|\+{3})[ \t]*\r?\n(?P<body>.*?)\r?\n(?:(?P=fence)|\.{3})[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_LIMIT = 40_000
_DEEPEST = 12
_KEY = re.compile(r"(?P<key>\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'|[^\W\d_][\w .-]{0,60}?)[ \t]*:(?=[ \t\r]|$)")
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?$")

_PICTURE_KEYS = """
image images img cover hero photo photos picture pictures gallery header thumbnail feature_image featured_image
featuredimage lead_image leadimage main_image og_image teaser bild titelbild imagen foto fotos portada
"""
_PICTURES = frozenset(_PICTURE_KEYS.split())
_ADDRESS = ("src", "path", "url", "file", "image", "filename", "href", "teaser", "original", "overlay_image", "img")
_CAPTION = ("caption", "legend", "légende", "legende", "bildunterschrift", "pie", "description", "title", "подпись")
_CREDIT = (
    "credit",
    "credits",
    "attribution",
    "attr",
    "photographer",
    "photo_credit",
    "source",
    "copyright",
    "author",
    "фото",
)
_ALT = ("alt", "alt_text", "alttext")
_PICTURE_FILE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|tiff?|svg|heic|bmp)(?:[?#]|$)|^(?:https?:)?//")
_NAME_KEYS = ("name", "title", "display_name", "full_name", "имя", "nombre", "nom")
_VIDEO_KEYS = ("video", "videos", "youtube", "vimeo", "video_url", "videourl", "youtube_id", "youtubeid", "vimeo_id")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value and its place in the source; -1 where it cannot be told."""

    text: str
    start: int = -1
    end: int = -1


Node: TypeAlias = "Scalar | list[Any] | dict[str, Any]"


@dataclass(frozen=True, slots=True)
class StatedPicture:
    """A picture that front matter names, with what it says of it."""

    src: Scalar
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above the text: fields, pictures, addresses of videos; ``end`` is where the text begins."""

    stated: tuple[Stated, ...] = ()
    pictures: tuple[StatedPicture, ...] = ()
    videos: tuple[Scalar, ...] = ()
    end: int = 0


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text; one that is empty when there is none.

    Args:
        text: The decoded source.
    """
    match = _FENCE.match(text[:_LIMIT])
    if match is None:
        return FrontMatter()
    start, end = match.span("body")
    tree = _toml(text, start, end) if match["fence"] == "+++" else _Yaml(text, start, end).mapping()
    stated: list[Stated] = []
    pictures: list[StatedPicture] = []
    videos: list[Scalar] = []
    flat = {key.casefold().replace("-", "_"): value for key, value in tree.items()}
    for key, value in flat.items():
        if key in _PICTURES:
            pictures += _pictures(value, flat, key)
        elif key in _VIDEO_KEYS:
            videos += _scalars(value, ("url", "src", "id", "path"))
        elif field := field_of(key.replace("_", "-")) or field_of(key):
            names = _NAME_KEYS if field in ("bylines", "subjects", "publisher") else ()
            stated += [Stated(field, item.text, item.start, item.end) for item in _scalars(value, names) if item.text]
    return FrontMatter(tuple(stated), tuple(pictures), tuple(videos), match.end())


def _scalars(node: Node, keys: tuple[str, ...]) -> list[Scalar]:
    """The texts of a value: itself, those of a list, or of the first of ``keys`` in each mapping."""
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, list):
        return [found for item in node[:100] for found in _scalars(item, keys)]
    for key in keys:
        if isinstance(found := node.get(key), Scalar):
            return [found]
    return []


def _pictures(node: Node, flat: dict[str, Node], key: str) -> Iterator[StatedPicture]:
    if isinstance(node, list):
        for item in node[:100]:
            yield from _pictures(item, {}, key)
    elif isinstance(node, Scalar):
        if _PICTURE_FILE.search(node.text) and " " not in node.text.strip():
            beside = {name.removeprefix(key).strip("_"): value for name, value in flat.items() if name.startswith(key)}
            yield _picture(node, beside)
    else:
        lowered = {name.casefold().replace("-", "_"): value for name, value in node.items()}
        src = next((lowered[name] for name in _ADDRESS if isinstance(lowered.get(name), Scalar)), None)
        if isinstance(src, Scalar) and src.text:
            yield _picture(src, lowered)


def _picture(src: Scalar, said: dict[str, Node]) -> StatedPicture:
    def words(keys: tuple[str, ...]) -> str:
        found = (said.get(key) for key in keys)
        return next((value.text for value in found if isinstance(value, Scalar) and value.text), "")

    return StatedPicture(src, words(_CAPTION), words(_CREDIT), words(_ALT))


def _toml(text: str, start: int, end: int) -> dict[str, Node]:
    try:
        tree = tomllib.loads(text[start:end].replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    cursor = start

    def node(value: Any) -> Node:
        nonlocal cursor
        if isinstance(value, dict):
            return {str(key): node(item) for key, item in value.items()}
        if isinstance(value, list):
            return [node(item) for item in value]
        words = value if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else str(value)
        place = text.find(words, cursor, end) if words else -1
        place = place if place >= 0 or not words else text.find(words, start, end)
        if place < 0:
            return Scalar(words)
        cursor = place + len(words)
        return Scalar(words, place, cursor)

    found = node(tree)
    return found if isinstance(found, dict) else {}


class _Yaml:
    """Reads the mapping at ``start`` to ``end``; used once."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.lines: list[tuple[int, int, int]] = []  # indent, start of the words, end of the line
        place = start
        for line in text[start:end].split("\n"):
            words = line.rstrip("\r \t")
            indent = len(words) - len(words.lstrip(" \t"))
            self.lines.append((indent if words.strip() else -1, place + indent, place + len(words)))
            place += len(line) + 1
        self.at = 0

    def mapping(self) -> dict[str, Node]:
        found = self._block(0, 0)
        return found if isinstance(found, dict) else {}

    def _skip_empty(self) -> None:
        while self.at < len(self.lines):
            indent, start, _ = self.lines[self.at]
            if indent >= 0 and self.text[start] != "#":
                return
            self.at += 1

    def _block(self, least: int, depth: int) -> Node:
        """The list or mapping whose lines are set in by ``least`` or more."""
        mapping: dict[str, Node] = {}
        items: list[Node] = []
        first = -1
        while True:
            self._skip_empty()
            if self.at >= len(self.lines):
                break
            indent, start, end = self.lines[self.at]
            first = indent if first < 0 else first
            if indent < least or indent < first or depth > _DEEPEST:
                break
            if self.text.startswith("- ", start) or self.text[start:end] == "-":
                if mapping:
                    break
                items.append(self._item(indent, start, end, depth))
            elif (key := _KEY.match(self.text, start, end)) and not items:
                self.at += 1
                mapping[key["key"].strip("\"'")] = self._value(key.end(), end, indent, depth)
            else:
                if items:
                    break
                self.at += 1
        return items or mapping

    def _item(self, indent: int, start: int, end: int, depth: int) -> Node:
        inner = start + 1
        while inner < end and self.text[inner] in " \t":
            inner += 1
        if inner < end and _KEY.match(self.text, inner, end):
            # "- name: …" opens a mapping whose other keys stand below, further in.
            self.lines[self.at] = (indent + inner - start, inner, end)
            return self._block(indent + 1, depth + 1)
        self.at += 1
        return self._value(inner, end, indent, depth)

    def _value(self, start: int, end: int, indent: int, depth: int) -> Node:
        """What stands behind a key: on its line, or in the lines below."""
        while start < end and self.text[start] in " \t":
            start += 1
        words = self.text[start:end]
        if not words or words.startswith("#"):
            self._skip_empty()
            if self.at < len(self.lines):
                below, place, _ = self.lines[self.at]
                if below > indent or (below == indent and self.text.startswith("- ", place)):
                    return self._block(below, depth + 1)
            return Scalar("")
        if _BLOCK.match(words):
            return self._lines_below(indent, -1, end, [])
        if words[0] in "[{":
            return self._flow(start, indent)
        if words[0] in "\"'" and (len(words) < 2 or words[-1] != words[0]):
            closing = self.text.find(words[0], start + 1, self.lines[-1][2])
            if closing > end:  # a quoted text that goes on below
                while self.at < len(self.lines) and self.lines[self.at][1] <= closing:
                    self.at += 1
                return Scalar(" ".join(self.text[start + 1 : closing].split()), start + 1, closing)
        quoted = re.match(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'", words)
        if quoted:
            inner = quoted[1] if quoted[1] is not None else quoted[2]
            shown = re.sub(r"\\(.)", r"\1", inner) if quoted[1] is not None else inner.replace("''", "'")
            return Scalar(shown, start + 1, start + 1 + len(inner)) if shown else Scalar("")
        bare = re.split(r"\s#\s?", words, maxsplit=1)[0].rstrip()
        return self._lines_below(indent, start, start + len(bare), [bare])

    def _lines_below(self, indent: int, start: int, end: int, words: list[str]) -> Scalar:
        """A text that goes on in lines further in: folded, or simply long."""
        while self.at < len(self.lines):
            below, place, stop = self.lines[self.at]
            if below >= 0 and below <= indent:
                break
            if below >= 0:
                start = place if start < 0 else start
                words.append(self.text[place:stop])
                end = stop
            self.at += 1
        return Scalar(" ".join(words), start, end) if words else Scalar("")

    def _flow(self, start: int, indent: int) -> Node:
        """A list or mapping in brackets, perhaps over several lines."""
        limit = self.lines[-1][2]
        items: list[Node] = []
        mapping: dict[str, Node] = {}
        key = ""
        for token in re.compile(
            r"\"([^\"]*)\"|'([^']*)'|([\[\]{},:])(?=\s|$|[^/])|([^\[\]{},\"'\s](?:[^\[\]{},\n:]|:(?!\s))*)"
        ).finditer(self.text, start + 1, limit):
            group = token.lastindex or 0
            if group == 3 and token[3] in "]}":
                limit = token.end()
                break
            if group == 3 and token[3] == ":" and items and isinstance(items[-1], Scalar):
                key = items.pop().text  # type: ignore[union-attr]
            elif group != 3:
                words = token[group].rstrip()
                found = Scalar(words, token.start(group), token.start(group) + len(words))
                if key:
                    mapping[key], key = found, ""
                elif words:
                    items.append(found)
        while self.at < len(self.lines) and self.lines[self.at][1] < limit:
            self.at += 1
        return mapping or items
