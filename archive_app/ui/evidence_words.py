"""Says in words how sure the program is of a value and where it read it; shared by reading view and import."""

from __future__ import annotations

from typing import Final

from archive_app.domain.records import confidence_word
from archive_app.i18n import mark, tr

_CONFIDENCE: Final = {"High": mark("High"), "Medium": mark("Medium"), "Low": mark("Low")}
# Whole methods first, then what they begin with.
_METHODS: Final = {
    "person": mark("entered by a person"),
    "html:h1": mark("main heading of the page"),
    "html:title": mark("title of the page"),
    "html:figcaption": mark("caption of the figure"),
    "html:figure": mark("text of the figure"),
    "html:caption": mark("marked as a caption"),
    "html:credit": mark("marked as a credit"),
    "html:byline": mark("marked as a byline"),
    "html:canonical": mark("the page’s own address"),
    "html:article": mark("running text of the page"),
    "html:img": mark("picture of the page"),
    "html:p": mark("paragraph under the headline"),
    "html:lang": mark("language stated by the page"),
    "html:video": mark("player in the page"),
    "html:link": mark("link in the text"),
    "text:first-line": mark("first line, standing alone"),
    "text:line-after-headline": mark("line after the headline"),
    "text:line-before-caption": mark("line before the caption"),
    "text:caption-line": mark("line between paragraphs"),
    "text:credit-line": mark("line that names a source"),
    "text:credit-label": mark("line that begins like a credit"),
    "text:credit-grammar": mark("words that credits use"),
    "text:paragraph": mark("running text"),
    "text:language": mark("words of the text"),
    "text:language-model": mark("words of the text"),
    "text:video-mention": mark("sentence that speaks of a video"),
    "text:quoted-before-mention": mark("title quoted before the mention"),
}
_BEGINNINGS: Final = (
    ("json-ld:", mark("data that the page states")),
    ("microdata:", mark("data that the page states")),
    ("meta:", mark("head of the page")),
    ("og:", mark("head of the page")),
    ("html:data", mark("data that the page states")),
    ("html:caption", mark("marked as a caption")),
    ("html:", mark("markup of the page")),
    ("text:date", mark("date in the text")),
    ("text:byline", mark("line that names an author")),
    ("text:mention", mark("sentence that speaks of a video")),
    ("text:", mark("words of the text")),
    ("rule:", mark("one of your rules")),
    ("profile:", mark("a source profile")),
    ("fetch:", mark("the fetching of the page")),
    ("table:", mark("column of a table")),
    ("markdown:", mark("markup of the text")),
    ("md:", mark("markup of the text")),
)


def confidence(value: float) -> str:
    """High, Medium or Low, in the person's language."""
    return tr(_CONFIDENCE[confidence_word(value)])


def reason(method: str) -> str:
    """Where a value was read, in a few words."""
    known = _METHODS.get(method)
    if known is None:
        known = next((words for start, words in _BEGINNINGS if method.startswith(start)), mark("words of the source"))
    return tr(known)


def confidence_and_reason(value: float, method: str) -> str:
    """Both, as a table shows them: "High · caption of the figure"."""
    if method == "person":
        return tr("Certain · {reason}").format(reason=reason(method))
    return f"{confidence(value)} · {reason(method)}"


def percent(value: float) -> str:
    """The number itself, for a tooltip."""
    return tr("Confidence {n} %").format(n=round(value * 100))
