"""Who published the page: what it says to machines, its footer, or its address, in this order."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from archive_app.formats.reading.html.headline import _SEPARATED
from archive_app.formats.reading.html.metadata import Metadata, types
from archive_app.formats.reading.html.page import Element, Page, attribute, clean, tag_of
from archive_app.formats.reading.html.witness import Found, folded, squeezed

_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?([\w\-]+(?:\.[\w\-]+)+)/?$", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s:]*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s*[-–/,]\s*(?:(?:19|20)\d\d"
    r"|\d\d))?)?[\s,:]*(?:by\s+)?"
    r"([^\d©|\n.,;]{2,50}(?:\.(?:com|de|fr|net|org|ch|ru|es|it|uk|at|jp|cn|br|lv|fi|dk|no|se)\b)?)",
    re.IGNORECASE,
)
_ORGANISATIONS = frozenset(
    ["organization", "newsmediaorganization", "corporation", "localbusiness", "website", "onlinebusiness"]
)
_LONGEST = 60
# The company behind a publication; readers know the publication.
_COMPANY = re.compile(
    r"\b(?:S\.?L\.?|S\.?A\.?S?|S\.?p\.?A\.?|AG|GmbH|Inc|Ltd|LLC|PLC|A/S|ApS|AS|Oy|Oyj|AB|N\.?V|B\.?V|Corp(?:oration)?"
    r"|Verlag|Company)\.?$"
)
_NO_NAMES = frozenset(
    {
        "www",
        "the",
        "home",
        "homepage",
        "http",
        "https",
        "index",
        "website",
        "untitled",
        "null",
        "none",
        "undefined",
        "wordpress",
        "blog",
        "facebook",
        "twitter",
        "google",
    }
)
_SOURCE = re.compile(r"(?:来源|來源|出典)\s*[：:]\s*([^\s|｜，,。/]{2,20})")


def find_publisher(page: Page, metadata: Metadata) -> Found | None:
    """The publisher, None when nothing on the page tells."""
    claims = _claims(page, metadata)
    if not claims:
        return None
    votes = Counter(key for key, _ in {(_key(name), method) for name, method, _ in claims})
    name, method, trust = max(claims, key=lambda claim: claim[2] + 0.12 * (votes[_key(claim[0])] - 1))
    if _ADDRESS.match(name):
        # A name in words is better than the same name as an address.
        worded = next(
            (
                claim
                for claim in claims
                if _key(claim[0]) == _key(name) and not _ADDRESS.match(claim[0]) and claim[1] != "meta:twitter:site"
            ),
            None,
        )
        name, method = (worded[0], worded[1]) if worded else (name, method)
    agreeing = votes[_key(name)]
    confidence = min(0.97, trust + 0.08 * (agreeing - 1)) if agreeing > 1 else min(trust, 0.85)
    found = _visible(page, name, method, confidence)
    return found or Found(name, method, confidence)


def _claims(page: Page, metadata: Metadata) -> list[tuple[str, str, float]]:
    claims: list[tuple[str, str, float]] = []
    host_words = squeezed(_host(page, metadata))

    def add(name: str, method: str, trust: float) -> None:
        name = clean(name).strip(" -–|·")
        if not 1 < len(name) <= _LONGEST or "@" in name or name.casefold() in ("home", "news", "article", "website"):
            return
        if _COMPANY.search(name):
            trust -= 0.15
        name = re.sub(r"\s+\S{0,3}ICP\S*.*$|\s{1,3}(?:使用|意见反馈|版权所有).*$", "", name).strip()
        known = squeezed(name)
        if len(known) > 3 and known in host_words:
            trust += 0.1
        if known in _NO_NAMES:
            return
        if _ADDRESS.match(name) and ("/" in name or method != "site"):
            host = _ADDRESS.match(name)
            name = host.group(1) if host else name
            trust -= 0.2
        claims.append((name, method, trust))

    for node in metadata.linked(metadata.article.get("publisher")):
        add(metadata.text("name", node) or metadata.text("legalName", node), "json-ld:publisher", 0.93)
    for key, trust in (("sourceOrganization", 0.7), ("provider", 0.6)):
        for node in metadata.linked(metadata.article.get(key)):
            add(metadata.text("name", node), f"json-ld:{key}", trust)
    for element in metadata.items.get("publisher", ()):
        add(_item_name(page, element), "microdata:publisher", 0.85)
    add(metadata.first("og:site_name")[0], "og:site_name", 0.88)
    for meta, trust in (
        ("publisher", 0.72),
        ("dc.publisher", 0.75),
        ("dcterms.publisher", 0.75),
        ("citation_publisher", 0.7),
        ("application-name", 0.66),
        ("apple-mobile-web-app-title", 0.62),
        ("cre", 0.75),
        ("al:ios:app_name", 0.6),
        ("al:android:app_name", 0.6),
        ("copyright", 0.4),
        ("dc.rights", 0.4),
    ):
        value = metadata.first(meta)[0]
        if value and not value.startswith("http") and folded(value) != folded(metadata.title):
            add(
                re.sub(r"^(?:©|\(c\)|copyright)\s*(?:\d{4}(?:[-–]\d{2,4})?)?\s*", "", value, flags=re.IGNORECASE),
                f"meta:{meta}",
                trust,
            )
    for node in metadata.nodes:
        if types(node) & _ORGANISATIONS and node.get("name"):
            add(metadata.text("name", node), "json-ld:organization", 0.55)
    parts = _SEPARATED.split(metadata.title)
    if len(parts) > 1:
        for part in reversed(parts):
            known = squeezed(part)
            if known and (
                known in squeezed(_host(page, metadata))
                or (squeezed(_host(page, metadata)).startswith(known[:8]) and len(known) > 5)
            ):
                add(part, "html:title", 0.9 if _ADDRESS.match(part.strip()) else 0.7)
                break
        else:
            if len(parts[-1]) < 25 and len(parts[-1]) < len(parts[0]):
                add(parts[-1], "html:title", 0.68 if _ADDRESS.match(parts[-1].strip()) else 0.5)
    tail = page.text[-3000:]
    for found in list(_COPYRIGHT.finditer(tail))[:3]:
        if re.match(r"\s*[a-z]+\s[a-z]+\s", found.group(1)):
            continue  # "copyright and cannot be reproduced"
        add(
            re.sub(
                r"\s*(?:all rights|alle rechte|tous droits|todos los|tutti i).*$",
                "",
                found.group(1),
                flags=re.IGNORECASE,
            ),
            "text:copyright",
            0.47,
        )
    source = _SOURCE.search(page.text)
    if source:
        add(source.group(1), "text:source", 0.55)
    handle = metadata.first("twitter:site")[0].lstrip("@")
    if handle and not handle.startswith("http"):
        add(handle, "meta:twitter:site", 0.3)
    host = _host(page, metadata)
    if host:
        add(host, "url", 0.35)
    return claims


def _host(page: Page, metadata: Metadata) -> str:
    try:
        host = urlsplit(page.url).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def _item_name(page: Page, element: Element) -> str:
    for inner in element.iter():
        if "name" in (inner.get("itemprop") or "").lower().split():
            return attribute(inner, "content", "value") or page.words(inner)
    if tag_of(element) == "meta":
        return attribute(element, "content", "value")
    return attribute(element, "content") or page.words(element)


def _key(name: str) -> str:
    host = _ADDRESS.match(name.strip())
    base = host.group(1).rpartition(".")[0] if host else name
    return re.sub(r"^the(?=\w)", "", squeezed(base))


def _visible(page: Page, name: str, method: str, confidence: float) -> Found | None:
    """The name where a block prints it alone, or the footer's copyright line names it."""
    place = page.text.rfind(name)
    if place < 0:
        return None
    return Found(name, method, confidence, place, place + len(name))
