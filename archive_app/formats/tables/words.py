"""What people write above their columns, in English, French, German, Spanish and Russian, and what they mean by it.

A meaning is a bare target ("title", "date", "caption"; see ``targets``) that fits every kind of record, or one that
names its side ("article.headline"). Words are compared folded: case, accents, hyphens and low lines do not count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from archive_app.domain.choices import choice_key

_PUNCTUATION = re.compile(r"[^\w\s]+")

# Within a meaning, words are parted by commas. The first meaning that has a word keeps it.
_WORDS: Mapping[str, str] = {
    "kind": "kind, record type, type of record, item type, typ, art, datensatzart, type de document, nature, "
            "tipo de registro, вид, тип записи, вид записи",
    "uid": "uid, uuid, guid, record uid, record identifier, identifier, eindeutige kennung, identifiant unique, "
           "identificador único, идентификатор",
    "id": "id, record id, record number, datensatznummer",
    "article.headline": "headline, article title, article, heading, überschrift, schlagzeile, artikel, artikeltitel, "
                        "titre de l'article, gros titre, manchette, article titre, titular, titular del artículo, "
                        "заголовок, заголовок статьи, статья",
    "title": "title, name of photo, photo title, image title, picture title, video title, object name, objectname, "
             "titel, bildtitel, videotitel, titre, titre de la photo, titre de la vidéo, intitulé, título, "
             "título de la foto, название, название фото, название видео, наименование",
    "standfirst": "standfirst, subtitle, subheading, sub headline, deck, dek, abstract, teaser, lead, lede, summary, "
                  "kicker text, untertitel, vorspann, unterzeile, anreißer, chapô, chapeau, sous-titre, accroche, "
                  "entradilla, subtítulo, bajada, подзаголовок, лид, анонс",
    "bylines": "byline, bylines, author, authors, writer, writers, written by, reporter, journalist, journalists, "
               "autor, autoren, autorin, verfasser, auteur, auteurs, autrice, rédacteur, signature, autores, "
               "redactor, firma, periodista, автор, авторы, журналист",
    "photo.creators": "photographer, photographers, photo by, photograph by, taken by, fotograf, fotografin, "
                      "fotografen, bildautor, photographe, photographes, fotógrafo, fotógrafa, fotógrafos, "
                      "фотограф, фотографы, автор фото, автор снимка",
    "video.creators": "director, filmmaker, cameraman, camera, directed by, regie, regisseur, kamera, réalisateur, "
                      "réalisation, realizador, camarógrafo, режиссёр, оператор",
    "by": "by, creator, creators, made by, artist, urheber, créateur, créateurs, creador, creadores, создатель",
    "publisher": "publisher, newspaper, paper, publication, outlet, site, website, medium name, journal, magazine, "
                 "source publication, published in, published by, herausgeber, verlag, zeitung, zeitschrift, "
                 "veröffentlicht in, éditeur, média, publication titre, editorial, periódico, diario, medio, "
                 "revista, издание, издатель, газета, источник публикации, сми",
    "section": "section, rubric, desk, category, ressort, rubrik, rubrique, catégorie, sección, categoría, рубрика, "
               "раздел, категория",
    "dateline": "dateline, dateline place, ortsmarke, lieu de la dépêche, место публикации",
    "published": "published, publication date, date published, published on, date of publication, pub date, pubdate, "
                 "issue date, erscheinungsdatum, veröffentlicht, veröffentlicht am, erschienen, erschienen am, "
                 "date de publication, publié le, date de parution, parution, fecha de publicación, publicado, "
                 "publicado el, дата публикации, опубликовано, дата выхода",
    "accessed": "accessed, access date, retrieved, date accessed, abgerufen, abgerufen am, consulté le, "
                "date de consultation, consultado, дата обращения",
    "taken": "taken, date taken, taken on, shot on, capture date, date created, created on, datetimeoriginal, "
             "aufnahmedatum, aufgenommen, aufgenommen am, date de prise de vue, prise de vue, prise le, "
             "fecha de la foto, fecha de captura, tomada el, дата съёмки, дата съемки, снято",
    "date": "date, datum, jahr, year, année, fecha, año, дата, год, day",
    "language": "language, lang, sprache, langue, idioma, lengua, язык",
    "url": "url, link, address, web address, webpage, permalink, href, uri, internetadresse, webadresse, "
           "adresse, adresse web, lien, enlace, dirección, ссылка, адрес",
    "article.url": "article url, article link, link to article, url de l'article, artikel url, url del artículo, "
                   "ссылка на статью",
    "body": "body, text, full text, fulltext, article text, content, article body, texte, texte intégral, contenu, "
            "volltext, inhalt, artikeltext, texto, texto completo, contenido, cuerpo, текст, полный текст, содержание",
    "caption": "caption, captions, photo caption, image caption, legend, bildunterschrift, bildlegende, bildtext, "
               "légende, légendes, légende de la photo, pie de foto, leyenda, pie, подпись, подпись к фото, "
               "подписи, подрисуночная подпись, caption abstract",
    "alt_text": "alt text, alt, alternative text, alternativtext, texte alternatif, texto alternativo, "
                "альтернативный текст",
    "credit_line": "credit, credit line, creditline, credits, photo credit, image credit, bildnachweis, fotonachweis, "
                   "bildquelle, quellenangabe, crédit, crédits, crédit photo, mention de crédit, crédito, créditos, "
                   "crédito de la foto, источник фото, источник, копирайт фото, кредит",
    "mention": "mention, video mention, erwähnung, mention de la vidéo, mención, упоминание",
    "description": "description, beschreibung, descriptif, descripción, описание, image description, "
                   "bildbeschreibung",
    "place": "place, location, city, where, country, ort, aufnahmeort, stadt, lieu, ville, lieu de prise de vue, "
             "lugar, ciudad, место, место съёмки, город",
    "people": "people, persons, person shown, people shown, persons shown, persons in image, person in image, "
              "depicted, abgebildete personen, personen, personnes, personnes représentées, personas, "
              "personas retratadas, люди, персоны, изображённые, на снимке",
    "subjects": "subjects, subject, keywords, keyword, tags, tag, topics, topic, schlagwörter, schlagworte, "
                "stichworte, "
                "thema, themen, mots-clés, mots clés, sujets, sujet, thèmes, palabras clave, temas, etiquetas, "
                "ключевые слова, темы, тема, теги, метки, рубрикатор",
    "medium": "medium, medientyp, médium, technique",
    "notes": "notes, note, remarks, comments, comment, internal notes, anmerkungen, anmerkung, bemerkung, "
             "bemerkungen, notizen, kommentar, remarque, remarques, commentaire, commentaires, notas, "
             "observaciones, comentarios, примечание, примечания, заметки, комментарий",
    "reviewed": "reviewed, checked, verified, geprüft, vérifié, relu, revisado, проверено",
    "file": "file, filename, file name, path, file path, photo file, image file, picture file, image, datei, "
            "dateiname, dateipfad, pfad, bilddatei, fichier, nom du fichier, nom de fichier, chemin, archivo, "
            "nombre de archivo, fichero, ruta, файл, имя файла, путь, путь к файлу, sourcefile",
    "collections": "collection, collections, folder, album, series, fonds, sammlung, sammlungen, ordner, serie, "
                   "dossier, "
                   "série, colección, colecciones, carpeta, коллекция, коллекции, подборка, альбом, фонд",
    "status": "status, video status, état, estado, статус, состояние",
    "platform": "platform, host, plattform, plateforme, plataforma, платформа, площадка, provider site",
    "duration": "duration, length, running time, runtime, dauer, laufzeit, länge, durée, duración, "
                "длительность, продолжительность",
    "rights.copyright_notice": "copyright, copyright notice, copyrightnotice, © notice, urheberrechtsvermerk, "
                               "mention de copyright, droits d'auteur, derechos de autor, авторские права, копирайт",
    "rights.usage_terms": "usage terms, terms of use, rights, usage rights, conditions of use, nutzungsbedingungen, "
                          "nutzungsrechte, rechte, conditions d'utilisation, droits, droits d'utilisation, "
                          "condiciones de uso, derechos, права, условия использования",
    "rights.licence_id": "licence, license, lizenz, licencia, лицензия, spdx",
    "rights.contract_ref": "contract, contract number, vertrag, vertragsnummer, contrat, contrato, договор",
    "rights.embargo_until": "embargo, embargo until, sperrfrist, embargo jusqu'au, embargo hasta, эмбарго",
    "name": "preferred name, authorised name, authorized name, name, nom, nombre, имя, bevorzugter name, "
            "forme retenue, nombre preferido",
    "variants": "variants, other names, aliases, alias, also known as, aka, variant names, alternative names, "
                "andere namen, namensvarianten, autres noms, variantes, otros nombres, варианты, другие названия",
    "identifiers": "identifiers, identifikatoren, identifiants, identificadores, идентификаторы",
    "wikidata": "wikidata, wikidata id, wikidata qid, qid",
    "viaf": "viaf, viaf id",
    "isni": "isni",
    "ulan": "ulan, ulan id",
    "subkind": "subkind, special kind, unterart",
}  # fmt: skip

# Columns of our own exports that are worked out from other things: leaving them out loses nothing.
WORKED_OUT = frozenset(
    {"verdict", "reasons", "conditions", "may_change_on", "contact", "holders", "photos", "videos", "sha256",
     "credit_parties", "credit_flags", "credit_licence", "credit_year", "credit_medium", "created", "modified",
     "deleted", "media_id", "source_id", "article_id", "photo_id", "video_id", "publisher_id", "revision"}
)  # fmt: skip


def key_of(heading: str) -> str:
    """A heading as it is compared."""
    return choice_key(_PUNCTUATION.sub(" ", heading.replace("’", " ").replace("'", " ")))


def meaning_of(heading: str) -> str:
    """What a heading means by its words; "" when they are not known."""
    return _meanings().get(key_of(heading), "")


def meaning_within(heading: str) -> str:
    """What a heading of several words means by one of them ("Date (approx.)", "Photo 1 caption"); "" when none does."""
    words = key_of(heading).split()
    known = _meanings()
    for length in range(min(4, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            found = known.get(" ".join(words[start : start + length]), "")
            if found:
                return found
    return ""


def knows(heading: str) -> bool:
    """Whether a cell looks like a heading: its words are known, or it is a column of our own exports."""
    from archive_app.formats.tables.targets import own_column

    return bool(meaning_of(heading)) or own_column(heading)


@cache
def _meanings() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for meaning, words in _WORDS.items():
        for word in words.split(","):
            found.setdefault(key_of(word), meaning)
    return found
