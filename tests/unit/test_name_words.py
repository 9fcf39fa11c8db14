"""The fast ways through a text give what the plain ones give: words that may be names, and folding."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from archive_app.domain.folding import fold
from archive_app.domain.spelling import LEAST, name_words

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_UNCASED = re.compile("[\u0590-\u08ff\u0900-\u0dff]")
_TEXTS = st.text(st.sampled_from("aAbBzZéÉШшאבعǅΣςßıİ'’ʼ- -_3.“”\n中𐐀") | st.characters(), max_size=60)


@given(_TEXTS)
@example("Al-Hariri al-Hariri O’Brien d’Artagnan 3Bravo --Delta Ab-Cdef")
def test_words_that_may_be_names(text: str) -> None:
    words = (match.group() for match in _WORD.finditer(text))
    assert name_words(text) == {
        word for word in words if len(word) >= LEAST and (word[0].isupper() or _UNCASED.match(word))
    }


@given(_TEXTS | st.text("abcdefghij ABCDEFGHIJ,.", max_size=200).map(lambda text: f"“{text}” É"))
def test_folding_is_the_same_for_any_mixture(text: str) -> None:
    def one(character: str) -> str:
        decomposed = unicodedata.normalize("NFKD", character).casefold()
        return next((c for c in decomposed if not unicodedata.combining(c)), character)

    assert fold(text) == "".join(map(one, text))
