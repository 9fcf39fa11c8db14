"""Labelled lines ("Publisher: …", front matter) and the fields of an article that they mean."""

from __future__ import annotations

import re

_KEYS = {
    "headline": "headline title titel titre título titulo titolo überschrift schlagzeile заголовок название",
    "standfirst": "standfirst subtitle subheadline subhead deck dek lead description summary excerpt abstract"
    " untertitel vorspann chapeau chapô chapo sous-titre subtítulo entradilla bajada sottotitolo sommario"
    " подзаголовок лид",
    "bylines": "author authors writer writers byline bylines by autor autorin autoren auteur auteure auteurs"
    " autora autores autore autori"
    " автор авторы автори",
    "publisher": "publisher publication newspaper magazine site website sitename outlet verlag zeitung medium éditeur"
    " journal medio editor-responsable editore testata издание издатель видання",
    "published": "published date pubdate publish_date published_at publication-date publicationdate created datum"
    " veröffentlicht erschienen publié fecha publicado data pubblicato дата опубликовано опубліковано",
    "url": "url link canonical canonical_url permalink address adresse dirección indirizzo ссылка адрес",
    "language": "language lang locale sprache langue idioma lingua язык мова",
    "section": "section category categories ressort rubrik rubrique sección seção sezione рубрика раздел",
    "subjects": "tags keywords subjects topics schlagwörter themen mots-clés etiquetas temas parole-chiave теги темы",
    "dateline": "dateline place location ort lieu lugar luogo место",
}
_FIELD = {key: field for field, keys in _KEYS.items() for key in keys.split()}
_LINE = re.compile(r"^(?P<key>[^\W\d][\w -]{1,24}?)\s?[:：]\s*(?P<value>\S.*)$")


def labelled(line: str) -> tuple[str, int] | None:
    """The article's field that a line states, and where its value begins; None for any other line."""
    match = _LINE.match(line)
    if match is None or len(line) > 1_000:
        return None
    field = field_of(match["key"])
    return (field, match.start("value")) if field else None


def field_of(key: str) -> str:
    """The article's field that a key of front matter means, "" when it means none."""
    return _FIELD.get(key.strip().casefold().replace(" ", "-"), "")
