"""The controlled lists with their labels: what a choice may be, and what a person may type for it.

The values stand in ``domain.records`` and ``domain.rights``; here they get words. Synonyms are folded
(``choice_key``) when they are looked up, and those of every language always work, so that a text means the same
whatever language the window speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from archive_app.domain.folding import fold
from archive_app.i18n import mark, tr


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a controlled list: how it is stored, how it is shown, what else it is called."""

    value: str
    label: str
    synonyms: tuple[str, ...] = ()


@lru_cache(maxsize=4096)  # the synonyms of a list, in every language, are compared with each text that is typed
def choice_key(text: str) -> str:
    """The key that typed choices are compared by: folded, and space, hyphen and low line are one."""
    return " ".join(fold(text).replace("_", " ").replace("-", " ").split())


def choice_of(choices: tuple[Choice, ...], text: str) -> Choice | None:
    """The choice that a person means by ``text``: its value, its label, its translated label or a synonym."""
    wanted = choice_key(text)
    for choice in choices:
        names = (choice.value, choice.label, tr(choice.label), *choice.synonyms)
        if wanted and any(choice_key(name) == wanted for name in names):
            return choice
    return None


def label_of(choices: tuple[Choice, ...], value: str) -> str:
    """The translated label of a stored value (or of a code among the synonyms); the value itself on no list."""
    for choice in choices:
        if choice.value == value or value in choice.synonyms:
            return tr(choice.label)
    return value


KINDS = (
    Choice(
        "article",
        mark("Article"),
        ("articles", "text", "texts", "статья", "статьи", "artikel", "beitrag", "artículo", "artículos"),
    ),
    Choice(
        "photo",
        mark("Photo"),
        (
            "photos",
            "photograph",
            "photographs",
            "picture",
            "pictures",
            "image",
            "images",
            "photographie",
            "foto",
            "fotos",
            "fotografie",
            "bild",
            "bilder",
            "фото",
            "фотография",
            "фотографии",
            "снимок",
            "снимки",
            "fotografía",
            "fotografías",
            "imagen",
        ),
    ),
    Choice("video", mark("Video"), ("videos", "film", "films", "filme", "vidéo", "vidéos", "видео", "фильм", "фильмы")),
)
MEDIUMS = (
    Choice("photo", mark("Photograph"), ("photography", "photographie", "fotografie", "фотография", "fotografía")),
    Choice(
        "illustration",
        mark("Illustration"),
        ("drawing", "graphic", "dessin", "zeichnung", "иллюстрация", "рисунок", "ilustración"),
    ),
    Choice(
        "screenshot",
        mark("Screenshot"),
        ("screen capture", "capture d'écran", "bildschirmfoto", "скриншот", "captura de pantalla"),
    ),
    Choice("composite", mark("Composite"), ("montage",)),
    Choice("video_still", mark("Video still"), ("still", "video capture", "frame")),
)
VIDEO_STATUSES = (
    Choice("linked", mark("Linked"), ("lié", "verlinkt", "ссылка", "enlazado")),
    Choice("embedded", mark("Embedded"), ("intégré", "eingebettet", "встроено", "incrustado")),
    Choice("mentioned", mark("Only mentioned"), ("mentionné", "erwähnt", "упомянуто", "mencionado")),
    Choice("missing", mark("Missing"), ("manquant", "fehlt", "отсутствует", "falta")),
    Choice("held", mark("Held here"), ("copy held",)),
)
# Sites that write their names in a way of their own; others are shown as they are stored.
PLATFORMS = (
    Choice("youtube", "YouTube"), Choice("vimeo", "Vimeo"), Choice("dailymotion", "Dailymotion"),
    Choice("jwplayer", "JW Player"), Choice("facebook", "Facebook"), Choice("instagram", "Instagram"),
    Choice("x", "X", ("twitter",)), Choice("rutube", "Rutube"), Choice("vk", "VK", ("vkontakte",)),
    Choice("tiktok", "TikTok"),
)  # fmt: skip
PARTY_ROLES = (
    Choice("creator", mark("Creator"), ("photographer",)),
    Choice("provider", mark("Provider"), ("agency",)),
    Choice("distributor", mark("Distributor")),
    Choice("rights_holder", mark("Rights holder")),
    Choice("courtesy", mark("Courtesy of")),
    Choice("depicted_source", mark("Source shown")),
    Choice("unknown", mark("Part not known")),
)
CREDIT_FLAGS = (
    Choice("handout", mark("Handout"), ("hand out", "document remis", "раздаточное")),
    Choice("pool", mark("Pool")),
    Choice("courtesy", mark("Courtesy")),
    Choice(
        "file_photo",
        mark("File photo"),
        ("file", "archive", "archives", "archive photo", "archivbild", "архив", "foto de archivo"),
    ),
    Choice("screenshot", mark("Screenshot"), ("screen capture", "capture d'écran", "bildschirmfoto", "скриншот")),
    Choice("video_capture", mark("Video capture"), ("video still",)),
    Choice("composite", mark("Composite")),
    Choice("illustration", mark("Illustration")),
    Choice("supplied", mark("Supplied")),
    Choice("staff", mark("Staff")),
    Choice("stringer", mark("Stringer")),
    Choice("uncredited", mark("Uncredited"), ("no credit",)),
    Choice("exclusive", mark("Exclusive")),
)
AUTHORITY_KINDS = (
    Choice("person", mark("Person")),
    Choice("organization", mark("Organisation"), ("organisation",)),
    Choice("place", mark("Place")),
    Choice("work", mark("Work")),
    Choice("event", mark("Event")),
    Choice("topic", mark("Topic"), ("subject",)),
)
SCOPES = (
    Choice("whole", mark("The whole")),
    Choice("text", mark("Text")),
    Choice("photo", mark("Photo")),
    Choice("caption", mark("Caption")),
    Choice("video", mark("Video")),
    Choice("audio", mark("Audio")),
    Choice("layout", mark("Layout")),
    Choice("depicted_work", mark("Work shown")),
    Choice("likeness", mark("Likeness of a person")),
)
STATEMENT_STATUSES = (
    Choice("draft", mark("Draft")),
    Choice("current", mark("Current")),
    Choice("disputed", mark("Disputed")),
    Choice("superseded", mark("Superseded")),
    Choice("withdrawn", mark("Withdrawn")),
)
BASES = (
    Choice("copyright", mark("Copyright")),
    Choice("licence", mark("Licence"), ("license",)),
    Choice("statute", mark("Statute")),
    Choice("donor_agreement", mark("Donor agreement")),
    Choice("policy", mark("Policy of the archive")),
    Choice("public_domain", mark("Public domain")),
    Choice("none_known", mark("None known")),
)
COPYRIGHT_STATUSES = (
    Choice("in_copyright", mark("In copyright"), ("copyrighted",)),
    Choice("public_domain", mark("Public domain")),
    Choice("undetermined", mark("Undetermined")),
    Choice("not_evaluated", mark("Not evaluated")),
    Choice("no_known_copyright", mark("No known copyright")),
)
AGENT_ROLES = (
    Choice("copyright_holder", mark("Copyright holder"), ("holder",)),
    Choice("licensor", mark("Licensor")),
    Choice("distributor", mark("Distributor")),
    Choice("originator", mark("Originator")),
    Choice("creator", mark("Creator")),
    Choice("supplier", mark("Supplier")),
    Choice("depicted", mark("Person shown")),
    Choice("donor", mark("Donor")),
)
CREDIT_OBLIGATIONS = (
    Choice("required", mark("Required")),
    Choice("requested", mark("Requested")),
    Choice("none", mark("No credit needed")),
    Choice("unknown", mark("Not known")),
)
CONFIDENCES = (
    Choice("documented", mark("Documented")),
    Choice("stated", mark("Stated")),
    Choice("inferred", mark("Inferred")),
    Choice("assumed", mark("Assumed")),
    Choice("unknown", mark("Not known")),
)
EMBARGO_SCOPES = (
    Choice("all", mark("Every use")),
    Choice("outward", mark("Only uses outside the archive")),
)
# The codes are those of PLUS, as embedded metadata has them.
RELEASES = (
    Choice("none", mark("None"), ("MR-NON", "PR-NON")),
    Choice("not_applicable", mark("Not applicable"), ("MR-NAP", "PR-NAP", "n/a")),
    Choice("unlimited", mark("Unlimited"), ("MR-UMR", "PR-UPR")),
    Choice("limited", mark("Limited or incomplete"), ("MR-LMR", "PR-LPR", "incomplete")),
)
ANSWERS = (
    Choice(
        "allowed",
        mark("Allowed"),
        (
            "allow",
            "yes",
            "ok",
            "permitted",
            "oui",
            "autorisé",
            "да",
            "можно",
            "разрешено",
            "ja",
            "erlaubt",
            "sí",
            "permitido",
        ),
    ),
    Choice(
        "allowed_with_conditions",
        mark("Allowed with conditions"),
        ("conditions", "with conditions", "cond", "sous conditions", "с условиями", "mit auflagen", "con condiciones"),
    ),
    Choice("ask", mark("Ask first"), ("check", "спросить", "demander", "fragen", "preguntar", "consultar")),
    Choice(
        "not_allowed",
        mark("Not allowed"),
        (
            "deny",
            "denied",
            "no",
            "refused",
            "forbidden",
            "prohibited",
            "non",
            "interdit",
            "refusé",
            "нет",
            "нельзя",
            "запрещено",
            "nein",
            "verboten",
            "prohibido",
        ),
    ),
    Choice("unknown", mark("Not known"), ("nobody looked", "inconnu", "неизвестно", "unbekannt", "desconocido")),
)
STATES = (
    Choice("reviewed", mark("Reviewed"), ("checked", "vérifié", "проверено", "geprüft", "revisado")),
    Choice(
        "unreviewed",
        mark("Not reviewed"),
        ("unchecked", "not reviewed", "non vérifié", "не проверено", "ungeprüft", "sin revisar"),
    ),
    Choice("conflict", mark("In conflict"), ("conflicting", "conflit", "конфликт", "konflikt", "conflicto")),
    Choice("duplicate", mark("Duplicate"), ("duplicates", "doublon", "дубликат", "doppelt", "duplicado")),
    Choice("missing", mark("File missing"), ("lost", "manquant", "нет файла", "fehlt", "falta")),
    Choice("expired", mark("Expired"), ("expiré", "истекло", "abgelaufen", "caducado")),
    Choice(
        "expiring", mark("About to expire"), ("expires soon", "expire bientôt", "истекает", "läuft ab", "por caducar")
    ),
    Choice("marked", mark("Marked"), ("starred", "flagged", "marqué", "отмечено", "markiert", "marcado")),
    Choice(
        "trashed",
        mark("In the bin"),
        ("binned", "deleted", "bin", "trash", "corbeille", "корзина", "papierkorb", "papelera"),
    ),
    Choice("orphan", mark("In no article"), ("orphaned", "orphans", "orphelin", "без статьи", "verwaist", "huérfano")),
    Choice(
        "attention", mark("Needs attention"), ("doubtful", "à vérifier", "внимание", "zu prüfen", "requiere atención")
    ),
)
LANGUAGES = (
    Choice("en", mark("English"), ("english", "anglais", "английский", "englisch")),
    Choice("fr", mark("French"), ("français", "французский", "französisch")),
    Choice("ru", mark("Russian"), ("русский", "russe", "russisch")),
    Choice("de", mark("German"), ("deutsch", "allemand", "немецкий")),
    Choice("es", mark("Spanish"), ("español", "espagnol", "испанский", "spanisch")),
    Choice("it", mark("Italian"), ("italiano", "italien", "итальянский", "italienisch")),
    Choice("uk", mark("Ukrainian"), ("українська", "ukrainien", "украинский", "ukrainisch")),
    Choice("zh", mark("Chinese"), ("中文", "chinois", "китайский", "chinesisch")),
    Choice("ja", mark("Japanese"), ("日本語", "japonais", "японский", "japanisch")),
    Choice("ar", mark("Arabic"), ("العربية", "arabe", "арабский", "arabisch")),
    Choice("pt", mark("Portuguese"), ("português", "portugais", "португальский", "portugiesisch")),
    Choice("nl", mark("Dutch"), ("nederlands", "néerlandais", "нидерландский", "niederländisch")),
    Choice("pl", mark("Polish"), ("polski", "polonais", "польский", "polnisch")),
    Choice("no", mark("Norwegian"), ("norsk", "norvégien", "норвежский", "norwegisch")),
    Choice("nb", mark("Norwegian Bokmål"), ("bokmål",)),
    Choice("nn", mark("Norwegian Nynorsk"), ("nynorsk",)),
    Choice("sv", mark("Swedish"), ("svenska", "suédois", "шведский", "schwedisch")),
    Choice("da", mark("Danish"), ("dansk", "danois", "датский", "dänisch")),
    Choice("fi", mark("Finnish"), ("suomi", "finnois", "финский", "finnisch")),
    Choice("cs", mark("Czech"), ("čeština", "tchèque", "чешский", "tschechisch")),
    Choice("sk", mark("Slovak"), ("slovenčina", "slovaque", "словацкий", "slowakisch")),
    Choice("hu", mark("Hungarian"), ("magyar", "hongrois", "венгерский", "ungarisch")),
    Choice("ro", mark("Romanian"), ("română", "roumain", "румынский", "rumänisch")),
    Choice("bg", mark("Bulgarian"), ("български", "bulgare", "болгарский", "bulgarisch")),
    Choice("sr", mark("Serbian"), ("српски", "srpski", "serbe", "сербский", "serbisch")),
    Choice("hr", mark("Croatian"), ("hrvatski", "croate", "хорватский", "kroatisch")),
    Choice("sq", mark("Albanian"), ("shqip", "albanais", "албанский", "albanisch")),
    Choice("el", mark("Greek"), ("ελληνικά", "grec", "греческий", "griechisch")),
    Choice("tr", mark("Turkish"), ("türkçe", "turc", "турецкий", "türkisch")),
    Choice("he", mark("Hebrew"), ("עברית", "hébreu", "иврит", "hebräisch")),
    Choice("fa", mark("Persian"), ("فارسی", "farsi", "persan", "персидский", "persisch")),
    Choice("hi", mark("Hindi"), ("हिन्दी", "хинди")),
    Choice("ko", mark("Korean"), ("한국어", "coréen", "корейский", "koreanisch")),
    Choice("vi", mark("Vietnamese"), ("tiếng việt", "vietnamien", "вьетнамский", "vietnamesisch")),
    Choice("id", mark("Indonesian"), ("bahasa indonesia", "indonésien", "индонезийский", "indonesisch")),
    Choice("ca", mark("Catalan"), ("català", "catalan", "каталанский", "katalanisch")),
    Choice("be", mark("Belarusian"), ("беларуская", "biélorusse", "белорусский", "belarussisch")),
    Choice("ka", mark("Georgian"), ("ქართული", "géorgien", "грузинский", "georgisch")),
    Choice("hy", mark("Armenian"), ("հայերեն", "arménien", "армянский", "armenisch")),
)
