"""Web addresses as the same or not: one page has many spellings of its address.

What is dropped: scheme, "www." and "m.", default ports, user names, fragments, parameters that only follow the
reader about, marks of AMP pages, index pages and slashes at the end. What is kept: path and parameters that choose
the page (``?id=12``, ``?p=7``), in one order. Sources: WHATWG URL Standard; RFC 3986 §6.2.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

_FOLLOWING: Final = frozenset(
    """
    fbclid gclid gclsrc dclid wbraid gbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid
    mkt_tok oly_anon_id oly_enc_id _openstat _ga _gl _hsenc _hsmi __hstc __hssc __hsfp hsctatracking vero_id vero_conv
    wickedid s_cid cmpid cmp cmpcode ito smid smtyp ns_mchannel ns_source ns_campaign ns_linkname ns_fee at_medium
    at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_type at_link_origin at_format at_ptr_name
    at_bbc_team xtor xtref xts ref_src ref_url referrer referer feature partner ocid icid ncid nlid cid_source
    share sharetype shareid share_id spm scm from_source from_share wt_mc wtmc wt_zmc sc_campaign sc_channel sc_medium
    trk trkcampaign trackingid tracking_id rss amp outputtype usqp amp_js_v amp_gsa guccounter guce_referrer
    guce_referrer_sig soc_src soc_trk taid src_medium intcid int_source int_medium int_campaign mbid rcode
    campaign_id email_hash
    """.split()  # noqa: SIM905 - eighty quoted words are harder to read and to add to
)
_STARTS: Final = ("utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "stm_", "itm_", "ga_", "at_", "_hs")
_PORTS: Final = {"http": 80, "https": 443}
_SUBDOMAIN: Final = re.compile(r"^(?:www\d?|m|mobile|mobil|amp)\.(?=[^.]+\.[^.])")
_INDEX: Final = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp|shtml)$", re.IGNORECASE)
_CACHES: Final = re.compile(r"^(?:www\.)?google\.[a-z.]+$")
_UNRESERVED: Final = "-._~!$'()*+,;=:@/"
_LONGEST: Final = 4000


def canonical(address: str) -> str:
    """The address as a key that all its spellings share: "example.org/path?id=1"; "" when it is no web address."""
    parts = _split(address)
    if parts is None or not parts.hostname:
        return ""
    host = _host(parts.hostname)
    if not host:
        return ""
    path = parts.path
    served = _served_from_cache(host, path)
    if served:
        return canonical(served)
    try:
        port = parts.port
    except ValueError:
        return ""
    if port is not None and port not in _PORTS.values():
        host = f"{host}:{port}"
    path = _path(path)
    query = _query(parts.query)
    return host + (path if path != "/" else "") + (f"?{query}" if query else "")


def is_web(address: str) -> bool:
    """Whether it is an address of the web at all."""
    return canonical(address) != ""


def same_page(one: str, other: str) -> bool:
    """Whether two addresses name one page."""
    key = canonical(one)
    return key != "" and key == canonical(other)


def _split(address: str) -> SplitResult | None:
    text = "".join(c for c in address.strip()[:_LONGEST] if c not in "\t\r\n")
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)", text)
    if text.startswith("//"):
        text = "https:" + text
    elif scheme is None:
        # Typed without its scheme, or a key of ours: a name with a dot, then a path.
        if not re.match(r"[^\s/?#@]+\.[^\s/?#@.]{2,}(?::\d+)?(?:[/?#]|$)", text):
            return None
        text = "https://" + text
    elif scheme[1].lower() not in _PORTS:
        return None
    try:
        return urlsplit(text)
    except ValueError:
        return None


def _host(name: str) -> str:
    name = unicodedata.normalize("NFKC", name).casefold().strip(".")
    try:
        name = name.encode("idna").decode("ascii") if not name.isascii() else name
    except UnicodeError:
        return ""
    if not re.fullmatch(r"[\w.:\[\]-]+", name):
        return ""
    while (shorter := _SUBDOMAIN.sub("", name)) != name:
        name = shorter
    return name


def _path(path: str) -> str:
    try:
        path = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return _clean(path)
    # Signs that part an address stay encoded: they were part of a name here.
    return _clean(quote(unicodedata.normalize("NFC", path), safe=_UNRESERVED))


def _clean(path: str) -> str:
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            kept = kept[:-1]
        elif part not in {"", "."}:
            kept.append(part)
    while True:
        before = list(kept)
        if kept and (kept[-1].lower() in {"amp", "amp.html"} or _INDEX.match("/" + kept[-1])):
            kept.pop()
        elif kept:
            kept[-1] = re.sub(r"(?i)\.amp(?=\.html?$|$)", "", kept[-1]) or kept[-1]
        if len(kept) > 1 and kept[0].lower() == "amp":
            kept = kept[1:]
        if kept == before:
            return "/" + "/".join(kept)


def _query(text: str) -> str:
    found = [
        (name, value)
        for name, value in parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=None)
        if name and not _follows(name)
    ]
    return "&".join(
        quote(name, safe="-._~") + (f"={quote(value, safe='-._~')}" if value else "") for name, value in sorted(found)
    )


def _follows(name: str) -> bool:
    name = name.lower()
    return name in _FOLLOWING or name.startswith(_STARTS)


def _served_from_cache(host: str, path: str) -> str:
    """The page's own address, of one that a cache of AMP pages served."""
    if host.endswith(".cdn.ampproject.org") or host == "cdn.ampproject.org":
        found = re.match(r"/[a-z]/(?:s/)?(.+)", path)
        return "https://" + found[1] if found and "ampproject.org" not in found[1].split("/")[0] else ""
    if _CACHES.match(host) and path.startswith("/amp/"):
        inner = re.sub(r"^/amp/(?:s/)?", "", path)
        return "https://" + inner if "." in inner.split("/")[0] and not _CACHES.match(inner.split("/")[0]) else ""
    return ""
