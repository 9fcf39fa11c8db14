"""Lines that sign: "By Jane Doe and Ann Roe, Associated Press | 5 October 2021", "Text: Hans Maier", "记者 张三".

Only persons are bylines; an agency or a desk that signs is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive_app.formats.reading.paragraphs import trimmed
from archive_app.formats.reading.persons import is_person_name, without_office

_LONGEST = 300
_LONGEST_REST = 90

_CAPITAL = r"(?=\s*(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ\"“\u3400-\u9fff]))"
_LEAD = re.compile(
    rf"""(?ix)^\s*(?:
    (?P<both>(?:text\s*(?:&|und|and|og|och)\s*(?:fotos?|bild(?:er)?|photos?|images?)|texte\s*(?:et|&)\s*photos?
        |texto\s*[ye]\s*fotos?|foto\sog\stekst|текст\sи\sфото)
        \s*(?:\b(?:by|von|par|por))?\s*:?(?!\w))
    |(?:words|text|story|written|reporting|reported|posted|published|report|article|analysis|opinion|review|interview)\sby\b\s*:?
    |(?:skrevet\sav|propos\srecueillis\spar|a\scura\sdi|verfasst\svon|geschrieben\svon|escrito\spor|ein\s\w+\svon)\b\s*:?{_CAPITAL}
    |(?:by|von|par|por|di|af|av|door|беседовал[аи]?)\b\s*:?{_CAPITAL}
    |(?-i:By|Von|Par|Por|Di|por)(?=(?-i:[A-ZÀ-Þ][a-zà-ÿ]))
    |(?:autor(?:in|innen|en|a|as|es|e|i)?|authors?|auteure?s?|автор[ыи]?|tekst|teksti|journalist|reporter|redakteur(?:in)?)
        (?:\s*[:：]|{_CAPITAL}(?=\s))
    |(?:بقلم|كتبت?|إعداد)(?:\s*:|(?=\s))
    |(?:byline|writers?|words|text[eo]?|testo|текст|作者|撰文|撰稿|本报记者|记者|本报通讯员)\s*[:：／/丨＝]
    )\s*"""
)
_SEPARATOR = re.compile(
    r"\s*(?:[,;|/•·&+＆、，،]|\s(?:(?i:and|und|et|og|och|with|mit|avec|con|com)|y|e|en|ja|i|и|та)(?=\s))\s*"
)
# What follows a name and is no name any more.
_TAIL = re.compile(
    r"\s*(?:–|—|\s-\s|\(|\s[\w.\-]+@|@|<|\s?(?:기자|특파원|通信員)(?:\s|$|=)|https?:|\n|\s(?:for|pour|für|para|in|à|at|aus|au|from)\s"
    r"|\b(?i:published|updated|posted|last|modified|publié|mis\sà\sjour|publiziert|aktualisiert|publicado|atualizado"
    r"|actualizado|oppdatert|publisert|special\sto|is\san?|ist|est|covers|writes)\b|\d)"
)
_END = re.compile(rf"{_TAIL.pattern}|\s*[|•·/]")
_HAN_NAMES = re.compile(r"(?<![\u3400-\u9fff])[\u4e00-\u9fff]{2,4}(?:\s[\u4e00-\u9fff]{2,4}){1,5}(?![\u3400-\u9fff])")
_EDGES = " \t\n.,:;-–—"


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A person's name in a byline, at ``start`` to ``end``; ``role`` as in ``records.Name``."""

    text: str
    start: int
    end: int
    role: str = ""


def byline_names(line: str, *, labelled: bool = False, breaks: Sequence[int] = ()) -> tuple[PrintedName, ...]:
    """The persons that a byline names, in order; none when the line is not a byline.

    Args:
        line: One clean line.
        labelled: The line is known to be a byline (an author's element, metadata): it need not begin with "By".
        breaks: Where elements of a page begin and end in the line. A name that is whole between two breaks ends
            there, whatever stands behind it ("Jane DoePolitical editor").
    """
    if len(line) > _LONGEST:
        return ()
    lead = _LEAD.match(line)
    if lead is None and not labelled:
        return ()
    begin, end = lead.end() if lead else 0, len(line)
    if not labelled:
        stop = _END.search(line, begin)
        end = stop.start() if stop else end
        if len(line) - end > _LONGEST_REST:
            return ()  # a sentence goes on
    role = "text, photography" if lead and lead["both"] else ""
    names = []
    for start, piece_end in _pieces(line, begin, end, [*breaks, *_between_ideographs(line, begin, end)]):
        name = without_office(line[start:piece_end])
        if is_person_name(name):
            names.append(PrintedName(name, start, start + len(name), role))
        elif not names and not labelled:
            return ()  # "By Monday, the crew …" is a sentence: a byline begins with a person
    return tuple(names)


def _between_ideographs(line: str, begin: int, end: int) -> list[int]:
    """The blanks that part Han names ("赵文静 孙浩然"), where the line holds two or more such names."""
    names = _HAN_NAMES.search(line, begin, end)
    return [names.start() + blank.start() for blank in re.finditer(r"\s", names[0])] if names else []


def _pieces(line: str, begin: int, end: int, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans that may be names: parted by commas and the like, and by breaks where that yields a name."""
    place = begin
    for separator in [*_SEPARATOR.finditer(line, begin, end), None]:
        piece_end = separator.start() if separator else end
        inner = [place, *(at for at in breaks if place < at < piece_end), piece_end]
        parts = [_bare(line, *span) for span in pairwise(inner)]
        persons = [(start, stop) for start, stop in parts if is_person_name(line[start:stop])]
        if persons:
            yield from persons
        else:
            start, stop = _bare(line, place, piece_end)
            if start < stop:
                yield start, stop
        place = separator.end() if separator else end


def _bare(line: str, start: int, end: int) -> tuple[int, int]:
    """The span without a label before the name, what follows it, and the marks around it."""
    lead = _LEAD.match(line[start:end])
    start += lead.end() if lead else 0
    tail = _TAIL.search(line, start, end)
    end = tail.start() if tail else end
    while start < end and line[start] in _EDGES:
        start += 1
    while end > start and line[end - 1] in _EDGES:
        # "Jr." and a final initial keep their full stop.
        if line[end - 1] == "." and re.search(r"(?:^|\s)(?:[^\W\d_]|[JS]r)\.$", line[start:end]):
            break
        end -= 1
    return trimmed(line, start, end)
