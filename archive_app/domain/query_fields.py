"""The names a search understands (search.md §1.4): what they mean, what else they are called, what they take.

English names and the names of every translation always work, in upper or lower case, with or without
accents, so that a saved search means the same whatever language the window speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from archive_app.domain import choices as c
from archive_app.domain.choices import Choice, choice_key, choice_of
from archive_app.domain.query import Operator
from archive_app.domain.records import WORKS, Kind
from archive_app.i18n import mark, tr

SearchType = Literal["text", "long", "date", "number", "size", "duration", "choice"]

A, P, V = Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO


@dataclass(frozen=True, slots=True)
class QueryField:
    """One name of the search language.

    Attributes:
        name: Canonical English name, the one that ``Clause.field`` holds.
        type: What it takes. "text" is a short field (contains), "long" is long text (words); "size" is in bytes,
            "duration" in seconds; "choice" takes only ``choices``.
        label: Its name for people, marked for translation.
        help: One sentence, marked for translation.
        example: A value to show in the help page.
        aliases: Other names, English ones first.
        kinds: The works it can be asked of.
        choices: The values of a choice; for other types values with synonyms (languages).
        facet: Whether the facet panel counts its values.
    """

    name: str
    type: SearchType
    label: str
    help: str
    example: str
    aliases: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = WORKS
    choices: tuple[Choice, ...] = ()
    facet: bool = False


def _f(
    name: str,
    kind: SearchType,
    label: str,
    aliases: str,
    text: str,
    example: str,
    kinds: tuple[Kind, ...] = WORKS,
    choices: tuple[Choice, ...] = (),
    facet: bool = False,
) -> QueryField:
    return QueryField(name, kind, label, text, example, tuple(aliases.split()), kinds, choices, facet)


_AP, _PV = (A, P), (P, V)

# fmt: off
QUERY_FIELDS: tuple[QueryField, ...] = (
    # any record
    _f("type", "choice", mark("Type"), "kind тип вид genre art tipo", mark("Article, photo or video."), "photo",
       choices=c.KINDS, facet=True),
    _f("title", "text", mark("Title"), "headline titre titel заголовок название überschrift título titular",
       mark("Headline or title."), "soyuz"),
    _f("text", "long", mark("Text"), "body texte текст texto cuerpo",
       mark("The body of an article, or a description."), "docking"),
    _f("standfirst", "long", mark("Standfirst"), "intro lead chapeau vorspann лид анонс entradilla",
       mark("The introduction of an article."), "crew", kinds=(A,)),
    _f("tag", "text",
       mark("Subject"), "tags subject subjects keyword keywords topic sujet тег тема schlagwort thema materia",
       mark("Subjects; also #subject."), "space", facet=True),
    _f("list", "text", mark("Collection"), "lists collection коллекция подборка sammlung colección",
       mark("Collections it is in; also ~collection."), "exhibition", facet=True),
    _f("basket", "text", mark("Basket"), "baskets panier корзина korb", mark("Working set it is in."), "to do"),
    _f("note", "long", mark("Notes"), "notes remarque заметка примечание notiz nota",
       mark("Notes of colleagues."), "check"),
    _f("lang", "text", mark("Language"), "language langue язык sprache idioma",
       mark("Language, by name or code."), "fr",
       choices=c.LANGUAGES, facet=True),
    _f("id", "number", mark("Number"), "number numero номер nummer", mark("Number in this catalogue."), "42"),
    # people and sources
    _f("by", "text", mark("Author or photographer"),
       "author creator byline photographer auteur photographe автор autor fotograf fotógrafo",
       mark("Who wrote, took or made it."), "Nikiforov", facet=True),
    _f("credit", "text", mark("Credit line"), "credits credit-line кредит bildnachweis crédito",
       mark("The credit line as printed."), "via Roscosmos"),
    _f("provider", "text", mark("Provider"), "agency agence fournisseur агентство поставщик agentur agencia proveedor",
       mark("Whom the credit line names as provider."), "Roscosmos", facet=True),
    _f("via", "text", mark("Intermediary"), "intermediary через über intermediario",
       mark("Through whom it came."), "AP", facet=True),
    _f("distributor", "text", mark("Distributor"), "diffuseur распространитель vertrieb distribuidor",
       mark("Who distributes it."),
       "AP", facet=True),
    _f("org", "text", mark("Organisation"), "organisation organization организация organización",
       mark("An organisation, under any of its names."), "Роскосмос", facet=True),
    _f("person", "text", mark("Person"), "people who personne personnes человек люди персона",
       mark("A person shown or named, under any of their names."), "Shipenko", facet=True),
    _f("place", "text", mark("Place"), "places where lieu место ort lugar",
       mark("Place, under any of its names."), "Bonn",
       facet=True),
    _f("publisher", "text",
       mark("Publisher"), "paper newspaper éditeur journal издатель издание газета verlag zeitung periódico",
       mark("Newspaper, agency or site."), "Evening Courier", facet=True, kinds=(A,)),
    _f("section", "text", mark("Section"), "rubrique раздел рубрика ressort sección",
       mark("Part of the paper or site."),
       "Science", facet=True, kinds=(A,)),
    _f("url", "text", mark("Address"), "link address adresse ссылка адрес dirección enlace",
       mark("Web address."), "example.org"),
    _f("source", "text", mark("Source"), "quelle источник fuente", mark("What it was read from: file name or address."),
       "page.html"),
    # media
    _f("caption", "long", mark("Caption"), "captions légende подпись подписи bildunterschrift pie leyenda",
       mark("Captions as printed."), "crew", kinds=_PV),
    _f("alt", "long", mark("Alternative text"), "alt-text alttext", mark("What the page says instead of the picture."),
       "smile", kinds=(P,)),
    _f("mention", "long", mark("Mention"), "mentions mentionné упоминание erwähnung mención",
       mark("The words that refer to a video."), "film below", kinds=(V,)),
    _f("medium", "choice", mark("Medium"), "medium-type носитель", mark("Photograph, illustration, screenshot …"),
       "screenshot", kinds=(P,), choices=c.MEDIUMS, facet=True),
    _f("status", "choice", mark("Status of the video"), "video-status état состояние estado",
       mark("Linked, embedded, only mentioned, missing or held here."), "mentioned", kinds=(V,),
       choices=c.VIDEO_STATUSES, facet=True),
    _f("platform", "text", mark("Platform"), "plateforme платформа plattform plataforma",
       mark("Where the video is shown."),
       "YouTube", kinds=(V,), facet=True),
    _f("file", "text", mark("File name"), "files filename media fichier файл datei archivo fichero",
       mark("Name of the file."),
       "*.jpg", kinds=_PV),
    _f("hash", "text", mark("Fingerprint of the file"), "sha256 checksum empreinte хеш prüfsumme huella",
       mark("SHA-256 of the file, or its beginning."), "9f86d081", kinds=_PV),
    _f("size", "size", mark("File size"), "filesize taille размер größe tamaño",
       mark("Size of the file."), ">2mb", kinds=_PV),
    _f("duration", "duration", mark("Duration"), "length durée длительность dauer duración",
       mark("Length of a video."), ">1:30",
       kinds=(V,)),
    _f("similar", "text", mark("Similar to"), "like похоже ähnlich similaire parecido",
       mark("Resembles that photo or article."),
       "42", kinds=(A, P)),
    # rights
    _f("rights", "choice", mark("Rights"), "right verdict droits droit права rechte derechos",
       mark("What the verdict says today."), "ask", choices=c.ANSWERS, facet=True),
    _f("licence", "text", mark("Licence"), "license лицензия lizenz licencia",
       mark("Licence by name or identifier."), "CC-BY",
       facet=True),
    _f("flag", "choice", mark("Mark in the credit"), "flags marque пометка kennzeichen",
       mark("Handout, pool, file photo and the like."), "handout", kinds=_PV, choices=c.CREDIT_FLAGS, facet=True),
    _f("expires", "date", mark("Permission ends"), "expiry expire истекает läuft-ab caduca vence",
       mark("Last day of a permission."),
       "<90d"),
    _f("embargo", "date", mark("Embargo"), "эмбарго sperrfrist", mark("Last day of an embargo."), ">today"),
    _f("territory", "text", mark("Territory"), "territoire территория gebiet territorio",
       mark("Country of a permission."), "FR",
       facet=True),
    # dates
    _f("date", "date", mark("Published"), "published publié дата опубликовано datum fecha publicado",
       mark("Date of publication."),
       "2019..2021", facet=True),
    _f("taken", "date", mark("Taken"), "prise снято aufgenommen tomada", mark("Date a picture was taken."), "2021-10",
       kinds=(P,), facet=True),
    _f("added", "date", mark("Added"), "created imported ajouté добавлено hinzugefügt añadido",
       mark("Day it came here."),
       "<7d", facet=True),
    _f("modified", "date", mark("Changed"), "changed edited modifié изменено geändert cambiado modificado",
       mark("Day of the last change."),
       "today"),
)
# fmt: on

KIND_FIELD = QUERY_FIELDS[0]

# Short ways to ask for the date of publication: the name stands for "date:" and this sign.
DATE_SIGNS: dict[str, Operator] = {"before": "<", "until": "<=", "since": ">=", "after": ">"}

# Names that are no fields: each makes a node of its own.
SPECIAL: dict[str, tuple[str, ...]] = {
    "is": ("is", "est", "ist", "это", "está"),
    "has": ("has", "avec", "hat", "есть", "tiene"),
    "no": ("no", "missing", "without", "sans", "ohne", "нет", "без", "sin"),
    "count": ("count", "nombre", "anzahl", "число"),
    "with": ("with", "mit", "с", "con"),
    "in": ("in", "dans", "в", "en"),
    "search": ("search", "saved", "recherche", "поиск", "suche", "búsqueda"),
    "before": ("before", "avant", "до", "vor", "antes"),
    "until": ("until", "jusque", "по", "bis", "hasta"),
    "since": ("since", "depuis", "начиная", "seit", "ab", "desde"),
    "after": ("after", "après", "после", "nach", "después"),
}

# What has:, no: and count: may name besides fields.
PARTS = (
    *c.KINDS,
    Choice("evidence", mark("Evidence"), ("proof", "preuve", "доказательство")),
)
COUNTED = (
    *c.KINDS,
    Choice("list", mark("Collections"), ("lists", "collection", "collections")),
    Choice("tag", mark("Subjects"), ("tags", "subject", "subjects")),
    Choice("rights", mark("Rights statements"), ("statement", "statements")),
)


# What is there or not, where the label of a field says when or how.
_NOUNS = {
    "date": mark("Date of publication"), "taken": mark("Date of the picture"), "added": mark("Date of coming here"),
    "modified": mark("Date of the last change"), "expires": mark("End of a permission"),
    "status": mark("Status of the video"),
}  # fmt: skip


_WITHOUT_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@cache
def _names() -> dict[str, QueryField]:
    found: dict[str, QueryField] = {}
    for field in QUERY_FIELDS:
        for name in (field.name, *field.aliases):
            for written in (name, name.replace("ß", "ss"), name.translate(_WITHOUT_UMLAUTS)):
                found[_key(written)] = field
    return found


@cache
def _special_names() -> dict[str, str]:
    return {_key(alias): name for name, aliases in SPECIAL.items() for alias in aliases}


def _key(name: str) -> str:
    return choice_key(name).replace(" ", "-")


def find(name: str) -> QueryField | None:
    """The field of that name or alias; None when there is none."""
    return _names().get(_key(name))


def special(name: str) -> str:
    """The name in ``SPECIAL`` that this name or alias stands for ("is", "has", "before" …), else ""."""
    return _special_names().get(_key(name), "")


def has_target(text: str) -> str:
    """What ``has:`` means by ``text``: a field's name, "article", "photo", "video", "evidence"; "" if nothing."""
    field = find(text)
    if field is not None and field.name not in ("id", "similar", "type"):
        return field.name  # before synonyms of kinds: "text" is a field, though an article may be called one
    part = choice_of(PARTS, text)
    return part.value if part is not None else ""


def has_label(target: str) -> str:
    """The translated name of what ``has:`` looks for."""
    field = find(target)
    if field is not None and field.name != "type":
        return tr(_NOUNS.get(field.name, field.label))
    part = choice_of(PARTS, target)
    return tr(part.label) if part else target


def value_choice(field: QueryField, text: str) -> Choice | None:
    """The choice of a field that a person means, by value, label in any case, or synonym."""
    return choice_of(field.choices, text)


def choices_starting(field: QueryField, text: str) -> tuple[Choice, ...]:
    """The choices whose value, label or synonym starts as ``text`` does (while a value is being typed)."""
    start = choice_key(text)
    return tuple(
        choice
        for choice in field.choices
        if any(
            choice_key(n).startswith(start) for n in (choice.value, choice.label, tr(choice.label), *choice.synonyms)
        )
    )


def all_names() -> tuple[str, ...]:
    """Every name and alias that may stand before a colon."""
    fields = [name for field in QUERY_FIELDS for name in (field.name, *field.aliases)]
    return (*fields, *(alias for aliases in SPECIAL.values() for alias in aliases))


@lru_cache(maxsize=256)
def nearest(name: str) -> str:
    """The field name closest to a misspelt one; "" when none is near (2 edits, 1 in short names)."""
    typed = _key(name)
    allowed = 1 if len(typed) <= 3 else 2
    best, best_distance = "", allowed + 1
    for candidate in all_names():
        key = _key(candidate)
        if abs(len(key) - len(typed)) > allowed or key == typed:
            continue
        distance = _edits(typed, key)
        if distance < best_distance:
            best, best_distance = candidate, distance
    return best if len(typed) > 1 else ""


def nearest_choice(choices: tuple[Choice, ...], text: str) -> str:
    """The value of the choice closest to a misspelt one; "" when none is near."""
    typed = choice_key(text)
    best, best_distance = "", 3 if len(typed) > 3 else 2
    for choice in choices:
        for name in (choice.value, *choice.synonyms):
            distance = _edits(typed, choice_key(name)) if abs(len(choice_key(name)) - len(typed)) <= 2 else 9
            if distance < best_distance:
                best, best_distance = choice.value, distance
    return best


def _edits(one: str, other: str) -> int:
    """Damerau–Levenshtein distance (optimal string alignment): a swap of neighbours is one edit."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row, before, last = [i], row, before
        for j, b in enumerate(other, 1):
            best = min(row[-1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]
