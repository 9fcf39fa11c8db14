"""Who signs the article: persons named by metadata and by the line that is printed near the headline.

Agencies, desks and the publisher itself are not persons; they are left out of the bylines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from archive_app.domain.names import vocabulary_names
from archive_app.formats.reading.html.body import Body
from archive_app.formats.reading.html.furniture import Furniture
from archive_app.formats.reading.html.metadata import Metadata, types
from archive_app.formats.reading.html.page import Element, Page, attribute, marks, nearest, one_line, tag_of
from archive_app.formats.reading.html.witness import Found, folded, squeezed

_LABEL = re.compile(
    r"^(?:(?:written|reported|posted|published|words|story|text|report|article|opinion|analysis|interview)\s+by|by"
    r"|autor(?:en|in|es|a|as|i)?|authors?|auteure?s?|text[eo]?|tekst|teksti|testo|автор(?:ы)?|текст|skrevet av"
    r"|foto og tekst"
    r"|propos recueillis par|a cura di|verfasst von|geschrieben von|escrito por|journalist|reporter|redakteur(?:in)?"
    r"|text\s*(?:&|und|and|et|y|e|og|och)\s*(?:fotos?|bilder|photos?|images?))(?:\s*[:：]\s*|\s+(?=[^\W\d_]))",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:von|par|por|de|di|door|af|av)\s+(?=\S+\s+\S)|^por(?=[A-ZÀ-Þ])", re.IGNORECASE)
_GLUED = re.compile(r"^(?:By|Von|Par|Por|Di)(?=[A-ZÀ-Þ])")
_SPLIT = re.compile(
    r"\s*(?:,|;|\||/|•|·|&|＆|、|，|\s(?:(?i:and|und|et|og|och|with|mit|avec|con|com)|y|e|en|ja|i|и|та)(?=\s))\s*"
)
_TAIL = re.compile(
    r"\s*(?:\||–|—|\s-\s|•|·|\(|@|\n|\s(?:for|pour|für|para|in|à|at|aus|au|from)\s|\b(?i:published|updated|posted"
    r"|last|modified"
    r"|publié|mis à jour|publiziert|aktualisiert|publicado|atualizado|actualizado|oppdatert|publisert|special to"
    r"|is an?|ist|est"
    r"|covers|writes)\b|\d).*$",
    re.DOTALL,
)
_NOT_PERSON = re.compile(
    r"^(?:read|more|see|all|view|follow|share|comments?|min|posts?)\b|\b(?:staff|desk|editors?|editorial|newsroom|redaktion|redaction|rédaction|redacción|redação|redazione"
    r"|redactie|toimitus|redaksjonen|redaktionen|редакция|team|correspondents?|press|news|agenc(?:y|ies|ia|e|ja)"
    r"|agentur|bureau|media|online|magazine|magazin|tv|radio|times|post|guardian|journal|reuters|afp|apf?|dpa|efe"
    r"|ansa|tass|upi|bbc|cnn|sda|apa|ntb|ritzau|tt|kna|epd|afx|xinhua|associated|associates|international|institute"
    r"|university|foundation|admin|administrator|webmaster|guest|anonymous|anónimo|anonyme|anonym|unknown"
    r"|contributors?|reporters?|writers?|authors?|company|inc|ltd|llc|gmbh|group|corp|network|wire|service|services"
    r"|partner|sponsored|advertorial|podcast|video|www|http|com|board|community|committee|publisher|publishing|nast"
    r"|agencia|agências|agencias|diario|jornal|giornale|presse|zeitung|nachrichten|noticias|notícias|show|forum|blog"
    r"|research|department|ministry|editor-in-chief|producer|director|columnist|kolumnist|professor|redakteur(?:in)?"
    r"|chefredakteur(?:in)?|journaliste?|corresponsal|redactor(?:a)?|periodista|senior|chief|deputy|managing"
    r"|collaborat(?:or|ion)|translat(?:ed|or|ion)|übersetzt|traducido|traduit|photographer|facebook|twitter|instagram"
    r"|email|e-mail|biography|biografía|profile|articles?"
    r"|website|published|updated|opinion|analysis)(?:\b|$)|[@#/\\<>{}\[\]=]|\.(?:com|de|org|net|fr|ch|at|uk)\b|\d",
    re.IGNORECASE,
)
_DETERMINERS = frozenset({"The", "Le", "La", "El", "Los", "Las", "Les", "Il", "Die", "Der", "Das", "O", "A", "Our"})
# Datelines of two words stand beside names and look like them.
_PLACES = frozenset(
    (  # noqa: SIM905 - a word list reads better
        "new york|los angeles|san francisco|hong kong|buenos aires|são paulo|sao paulo|rio de janeiro|"
        "mexico city|tel aviv|cape town|new delhi|kuala lumpur|addis ababa|las vegas|san diego|"
        "washington dc|washington d.c.|new orleans|st petersburg|st. petersburg|saint petersburg|san jose|"
        "santiago de chile|la paz|la habana|el salvador|costa rica|south africa|saudi arabia|new zealand|"
        "united states|united kingdom|north korea|south korea|sri lanka|puerto rico|abu dhabi|phnom penh|"
        "ho chi minh city|san juan|santa fe|den haag|the hague|frankfurt am main|salt lake city"
    ).split("|")
)
# Printed before a name, these say that it did something else than write.
_OTHER_ROLE = re.compile(
    r"(?:übersetz\w*|translat\w*|traduc\w*|traduit\w*|tradu[zç]\w*|photos?|photograph\w*|fotos?|bild(?:er)?|illustrat\w*|video"
    r"|graphics?|edited|editing|curated|redigiert|fact.?check\w*|перевод|责任编辑|责编|编辑)\s*(?:\(\w{2,3}\)\s*)?(?:by|von|par|por|de|av)?\s*[:：]?\s*$",
    re.IGNORECASE,
)
_WROTE = re.compile(r"te[xk]s?t|words|story|testo|текст", re.IGNORECASE)
_CJK_SIGNED = re.compile(
    r"(?:作者|撰文|撰稿|文|本报记者|记者|本报通讯员)\s*[:：／/|丨＝ ]\s*"
    r"([\u4e00-\u9fff·]{2,4}(?:[、，, ]\s*[\u4e00-\u9fff·]{2,4}){0,4})(?![\u4e00-\u9fff])"
)
_PARTICLES = frozenset(
    """de da do dos das del della di du la le van von der den zu zur al el bin ibn ben abu af och og e y i the of
    y. st st.""".split()  # noqa: SIM905 - a word list reads better
)
_CJK_NAME = re.compile(r"^[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff・·･]{2,12}$")
_DATELINE_CJK = re.compile(r"^【[^】]{1,12}[＝=・]([\u3040-\u30ff\u3400-\u9fff、・]{2,20})】")
_AUTHOR_NAME = re.compile(
    r"by-?line|attribution|author|autor|auteur|writer|journalist|reporter|signature|firma(?:$|[\s_\-])|forfatter|kirjoittaja"
    r"|redakteur|redaktor|creator|contributor|byln"
)
_ONE_PERSON = re.compile(r"author-?_?name|byline-?_?name|author__name|^name$|fn$|\burl fn\b")
_NOT_BYLINE = re.compile(
    r"comment|related|recommend|teaser|sidebar|footer|social|bio\b|photo|image|caption|credit|copyright|avatar|recirc"
    r"|promo|newsletter|subscribe|nav\b|menu|most-|popular|trending|card-?list"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """One person who signs, and the words on the page or in metadata that say so."""

    name: str
    found: Found


def find_bylines(
    page: Page, metadata: Metadata, headline: Found | None, body: Body | None, furniture: Furniture, publisher: str
) -> tuple[Byline, ...]:
    """The persons in the printed order; () where none signs."""
    site = {squeezed(publisher)} if publisher else set()
    said = [(name, method) for name, method in _claims(page, metadata) if is_person(name, site)]
    printed = [found for found in _printed(page, headline, body, furniture) if is_person(found.text, site)]
    names: list[Byline] = []
    seen: set[str] = set()
    claimed = {squeezed(name): method for name, method in said}

    def add(found: Found, confidence: float) -> None:
        key = squeezed(found.text)
        if (
            key
            and key not in seen
            and not any(key in other or other in key for other in seen if min(len(key), len(other)) > 8)
        ):
            seen.add(key)
            names.append(Byline(found.text, Found(found.text, found.method, confidence, found.start, found.end)))

    agreed = [found for found in printed if squeezed(found.text) in claimed]
    if agreed:
        for found in printed:
            known = squeezed(found.text) in claimed
            # Beside an agreed name another on the same line is believed; one elsewhere is not.
            if known or (any(abs(found.start - other.start) < 160 for other in agreed) and found.confidence >= 0.8):
                add(found, 0.96 if known else 0.8)
        for name, method in said:
            if squeezed(name) not in seen:
                place = _place_of(page, name, headline, body)
                add(Found(name, method, 0.8, *place), 0.8)
        return tuple(names)
    if said:
        for name, method in said:
            if folded(name) not in folded(page.text):
                continue  # often the site's owner or whoever pressed the button; the page does not say so
            place = _place_of(page, name, headline, body)
            add(Found(name, method, 0.9 if place[0] >= 0 else 0.7, *place), 0.9 if place[0] >= 0 else 0.65)
        if names:
            return tuple(names)
    for found in printed:
        if found.confidence >= 0.7:
            add(found, found.confidence)
    return tuple(names)


def is_person(name: str, site: set[str] | frozenset[str] = frozenset()) -> bool:
    """Whether the words look like the name of one person, not of a desk, an agency or the site."""
    name = name.strip()
    key = squeezed(name)
    if not key or key in site or len(name) > 48:
        return False
    if _CJK_NAME.match(name):
        return len(name) <= 8 or "・" in name or "·" in name
    if _NOT_PERSON.search(name):
        return False
    words = name.split()
    if not 2 <= len(words) <= 6 or (len(words) == 2 and words[0] in _DETERMINERS) or name.casefold() in _PLACES:
        return False
    known = vocabulary_names().find(name)
    if known is not None and known.kind == "organization":
        return False
    capital = 0
    for word in words:
        first = next((letter for letter in word if letter.isalpha()), "")
        if not first:
            continue
        category = unicodedata.category(first)
        if category in ("Lu", "Lt", "Lo"):
            capital += 1
        elif word.casefold() not in _PARTICLES and not word.startswith(("d'", "l'", "d’", "l’", "al-", "el-")):
            return False
    return capital >= 2


def names_in(line: str) -> list[str]:
    """The single names in a signing line ("By A B and C D, Reuters")."""
    line = one_line(line)
    line = _GLUED.sub(lambda found: found.group(0) + " ", line)
    line = _PREPOSITION.sub("", _LABEL.sub("", line, count=1), count=1)
    line = re.sub(r"\([^)]*\)", " ", line)
    parts = []
    for part in _SPLIT.split(line):
        name = _LABEL.sub("", _TAIL.sub("", part).strip(), count=1)
        name = _PREPOSITION.sub("", name, count=1).strip(" .,:;-–—")
        if name:
            parts.append(_without_agency(name))
    return parts


def _without_agency(name: str) -> str:
    """The name without the agency or paper printed right behind it ("Tom Davies Associated Press")."""
    words = name.split()
    for count in range(len(words) - 2, 0, -1):
        known = vocabulary_names().find(" ".join(words[-count:]))
        if known is not None and known.kind == "organization":
            return " ".join(words[:-count])
    return name


def _claims(page: Page, metadata: Metadata) -> Iterator[tuple[str, str]]:
    """(name, method) of everyone whom metadata calls an author."""
    nodes = metadata.linked(metadata.article.get("author")) or metadata.linked(metadata.article.get("creator"))
    for node in nodes:
        kinds = types(node)
        if kinds and not kinds & {"person"} and any("organization" in kind for kind in kinds):
            continue
        for name in names_in(metadata.text("name", node)):
            yield name, "json-ld:author"
    for key in (
        "author",
        "article:author",
        "byl",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "citation_author",
        "cxenseparse:author",
        "article:author_name",
        "twitter:data1",
    ):
        for value in metadata.meta.get(key, ())[:6]:
            if not value.startswith(("http", "@", "/")) and len(value) < 200:
                for name in names_in(value):
                    yield name, f"meta:{key}"


def _printed(page: Page, headline: Found | None, body: Body | None, furniture: Furniture) -> Iterator[Found]:
    """Names in signing lines around the headline and right after the body, the surest kind first."""
    start = max(0, (headline.start if headline and headline.start >= 0 else (body.start if body else 0)) - 300)
    end = (body.end + 700) if body else start + 4000
    inner_start = body.start + 200 if body else end
    inner_end = body.end - 200 if body else end
    opens = headline.start if headline and headline.start >= 0 else start
    seen: set[tuple[int, int]] = set()
    lines: list[tuple[float, int, int]] = []
    for element in page.elements:
        span = page.span(element)
        if span[0] < start or span[1] > end or span in seen or span[1] - span[0] > 300:
            continue
        certainty = _certainty(element)
        if not certainty or any(
            tag_of(up) in ("aside", "nav", "footer", "figure", "figcaption") for up in element.iterancestors()
        ):
            continue
        if inner_start < span[0] < inner_end:
            continue
        if certainty < 0.85 and body and (span[0] < opens or body.start < span[0] < inner_end):
            continue  # a class name alone does not sign far from its place between headline and text
        if any(_NOT_BYLINE.search(marks(up)) for up in (element, *nearest(element, 3)) if len(page.words(up)) < 1500):
            continue
        seen.add(span)
        lines.append((certainty, *span))
    for block in page.blocks:
        if (
            start <= block.start
            and block.end <= end
            and block.end - block.start < 200
            and (block.start, block.end) not in seen
        ):
            text = page.text[block.start : block.end]
            near = block.start <= inner_start or block.start >= inner_end
            if (
                near
                and (_LABEL.match(text) or _PREPOSITION.match(text) or _GLUED.match(text))
                and not furniture.holds(block.element)
            ):
                lines.append((0.8 if block.start < inner_start else 0.72, block.start, block.end))
            signed = _DATELINE_CJK.match(text) or (_CJK_SIGNED.search(text) if near and len(text) < 80 else None)
            if signed:
                lines.append((0.8, block.start + signed.start(1), block.start + signed.end(1)))
    if body and body.paragraphs:
        first_start = body.paragraphs[0][0]
        dateline = _DATELINE_CJK.match(page.text[first_start : first_start + 60])
        if dateline:
            lines.append((0.82, first_start + dateline.start(1), first_start + dateline.end(1)))
    lines.sort(key=lambda line: line[1])
    if body and any(line[1] < body.start + 200 for line in lines):
        # Who signs above the text signs; names after it belong to other stories.
        lines = [line for line in lines if line[1] < body.end]
    elif body:
        lines = [line for line in lines if line[1] < body.end + 300]
    for certainty, line_start, line_end in lines:
        text = page.text[line_start:line_end]
        for name in names_in(text):
            place = text.find(name)
            before = page.text[max(0, line_start + place - 30) : line_start + place]
            if place >= 0 and (_WROTE.search(before) or not _OTHER_ROLE.search(before)):
                yield Found(name, "html:byline", certainty, line_start + place, line_start + place + len(name))


def _certainty(element: Element) -> float:
    """How sure an element's own name makes it that it signs."""
    properties = (element.get("itemprop") or "").lower().split()
    if "author" in properties or "creator" in properties:
        return 0.88
    if "author" in (element.get("rel") or "").lower().split():
        return 0.88
    named = marks(element)
    if not named:
        href = attribute(element, "href") if tag_of(element) == "a" else ""
        return (
            0.75
            if re.search(r"/(?:authors?|autor(?:es|en)?|auteurs?|profile|people|by|staff|journalist)/[^/]", href)
            else 0.0
        )
    if _ONE_PERSON.search(named):
        return 0.85
    if _AUTHOR_NAME.search(named):
        return 0.8
    if tag_of(element) == "a" and re.search(r"/(?:authors?|autor(?:es|en)?|auteurs?)/[^/]", element.get("href") or ""):
        return 0.78
    return 0.0


def _place_of(page: Page, name: str, headline: Found | None, body: Body | None) -> tuple[int, int]:
    """Where a name that metadata gives is printed, near the headline first."""
    start = max(0, (headline.start if headline else 0) - 300)
    place = page.text.find(name, start, body.start + 400 if body else start + 3000)
    if place < 0 and body:
        place = page.text.find(name, max(0, body.end - 300), body.end + 800)
    if place < 0:
        wanted = folded(name)
        window = page.text[start : (body.start + 400 if body else start + 3000)]
        place = window.casefold().find(wanted) if len(window.casefold()) == len(window) else -1
        place = place + start if place >= 0 else -1
    return (place, place + len(name)) if place >= 0 else (-1, -1)
