"""Which parts of a page are not the article: navigation, teasers, sharing, advertisements, comments, forms.

Decided by element names and by the words in class names, in several languages. An element that holds a large
part of the page's prose is never furniture, whatever it is called (``has-sidebar``, ``article-share-wrapper``).
"""

from __future__ import annotations

from collections import Counter

from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Element, Page, marks, tag_of

FURNITURE_TAGS = frozenset(
    ["nav", "footer", "form", "button", "select", "fieldset", "menu", "dialog", "label", "amp-sidebar"]
)

_NOT_ARTICLE = Names(
    r"related(?![-_]?image)|(?:^|[\s_-])rel(?:ated|ated-?)?[-_](?:art|stor|link|news)|recirc|recommend|read-?(?:more|next|also)"
    r"|more-?(?:on|from|stories|news|in)\b"
    r"|see-?also|most-?(?:read|popular|viewed|shared|recent)|mostpopular|trending|popular(?:-|_|\b)|latest(?:-|_|\b)"
    r"|top-?(?:stories|news)"
    r"|teaser|(?:^|[\s_-])promo|(?:^|[\s_-])cta(?:$|[\s_-])|newsletter|news-letter|subscri|sign-?up|signin|donat"
    r"|membership"
    r"|(?:^|[\s_-])(?:ad|ads|adv|advert|adunit|adslot|ad-?slot|ad-?container|ad-?wrapper|ad-?unit|dfp|gpt)(?:$"
    r"|[\s_\-\d])|advert|sponsor|outbrain|taboola|plista|commercial|werbung|anzeige(?:$|[\s_-])|publicidad|publicite"
    r"|pubblicita"
    r"|share|sharing|(?:^|[\s_-])social|follow-?us|toolbar|tool-?bar|(?:^|[\s_-])tools(?:$|[\s_-])|print-?button"
    r"|bookmark|addthis|a2a"
    r"|comment|disqus|coral|livefyre|feedback|reaction|rating|(?:^|[\s_-])vote|(?:^|[\s_-])poll"
    r"|breadcrumb|(?:^|[\s_-])nav(?:$|[\s_-])|navigation|navbar|(?:^|[\s_-])menu|footer|(?:^|[\s_-])foot(?:$|[\s_-])"
    r"|masthead|site-?header|page-?header-?nav|skip-?(?:link|to)"
    r"|sidebar|side-bar|(?:^|[\s_-])rail|aside|(?:^|[\s_-])widget|tag-?(?:list|s\b|cloud)|(?:^|[\s_-])tags(?:$"
    r"|[\s_-])|taglist|topics?-?(?:list|bar)|keywords|categories|(?:^|[\s_-])labels"
    r"|cookie|consent|gdpr|modal|popup|pop-up|overlay|lightbox|tooltip|(?:^|[\s_-])toast"
    r"|author-?(?:bio|box|info|card|desc|profile|about)|about-?(?:the-?)?author|(?:^|[\s_-])bio(?:$|[\s_-])"
    r"|autor-?(?:box|info)|biograph"
    r"|copyright|disclaimer|legal|imprint|impressum|corrections?-|comments?|pager|pagination|prev-?next|next-?(?:post"
    r"|article)|previous-?(?:post|article)"
    r"|jp-relatedposts|yarpp|infinite|swiper-button|leseempfehlung|weiterlesen|lesen-?sie|mehr-?zum|lire-?aussi"
    r"|a-lire|leia-?(?:mais|tambem)|relacionad|verwandt|empfehlung|voir-?aussi|newsgallery|noprint|no-print"
    r"|screen-?reader|visually-?hidden|sr-only|(?:^|[\s_-])hidden(?:$|[\s_-])"
)
_RUNNING = ("p", "div", "section")
_HARD_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "form",
        "dialog",
        "alert",
        "menu",
        "menubar",
        "tablist",
        "toolbar",
    ]
)
_CAPTION = Names(
    r"alairas|popisek|pie-?foto|resim-?alt|caption|cptn|photographer|legend|bildtext|bildunterschrift|bildtekst|kuvateksti|leyenda|legenda|didascalia|(?:photo"
    r"|image|picture|img|media|foto|bild)[-_]?(?:credit|text|info|source|author|copyright|desc)|photocredit"
    r"|credit(?:s|o|os)?\b|copyright"
)
_BYLINE = Names(
    r"by-?line|\bauthor|autor(?:en|in|es|a|e)?\b|auteur|signature|firma\b|forfatter|journalist|dateline"
    r"|publish(?:ed)?-?(?:date|on|time)|pub-?date|post-?(?:meta|date|info)|entry-?(?:meta|date)|article-?(?:meta|date"
    r"|info|time)|timestamp|time-?stamp|\bdate\b|date-?time|byln|story-?meta|reading-?time"
)


class Furniture:
    """Knows which elements of one page are not part of its article."""

    def __init__(self, page: Page, prose: int, headline: Element | None = None) -> None:
        self._page = page
        self._limit = max(400, int(prose * 0.4))
        self._around_headline = set(headline.iterancestors()) if headline is not None else set()
        # Paragraphs of one class ("paywall") may together be most of the text.
        self._together: Counter[tuple[str, str]] = Counter()
        for tag in _RUNNING:
            for element in page.by_tag.get(tag, ()):
                if named := element.get("class"):
                    self._together[tag, named] += page.extent(element)
        self._known: dict[Element, bool] = {}

    def holds(self, element: Element, within: Element | None = None) -> bool:
        """Whether the element or one around it (up to ``within``, exclusively) is furniture."""
        chain: list[Element] = []
        answer = False
        up: Element | None = element
        while up is not None and up is not within:
            known = self._known.get(up) if within is None else None
            if known is not None:
                answer = known
                break
            chain.append(up)
            if self._is(up):
                answer = True
                break
            up = up.getparent()
        if within is None:
            for inner in chain:
                self._known[inner] = answer
        return answer

    def _is(self, element: Element) -> bool:
        tag = tag_of(element)
        if tag in ("html", "body", "main", "article") or (
            tag == "section" and "articleBody" in (element.get("itemprop") or "")
        ):
            return False
        named = marks(element)
        suspicious = (
            tag in FURNITURE_TAGS
            or tag == "aside"
            or (element.get("role") or "").lower() in _HARD_ROLES
            or bool(named and _NOT_ARTICLE.search(named))
        )
        if not suspicious:
            return False
        start, end = self._page.span(element)
        if self._together[tag, element.get("class") or ""] >= self._limit * 1.2 and tag in _RUNNING:
            return False
        if tag == "aside" and self._around_headline and element not in self._around_headline:
            return True  # however long: a live feed beside the article
        return end - start < self._limit


def is_caption(element: Element) -> bool:
    """Whether the element's own name says it holds a caption or a credit."""
    tag = tag_of(element)
    return tag in ("figcaption", "caption") or (
        tag not in ("body", "html", "article", "main") and bool(_CAPTION.search(marks(element)))
    )


def is_byline(element: Element) -> bool:
    """Whether the element's own name says it holds authors or dates."""
    return tag_of(element) in ("time", "address") or bool(_BYLINE.search(marks(element)))
