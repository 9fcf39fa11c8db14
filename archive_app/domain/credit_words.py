"""The words of credit lines that are no names: labels, status words, jobs, courtesy phrases.

The words stand in ``resources/vocabularies/credit-words.toml``, case folded; phrases with grammar are patterns here.
A label ("Photo:", "Bildquelle", "Фото") stands before a credit and is not part of it; a status word ("handout",
"Archiv") is part of the line but names nobody.
"""

from __future__ import annotations

import re
import tomllib

from archive_app.assets import resource
from archive_app.domain.names import name_key

_TABLE = tomllib.loads(resource("vocabularies", "credit-words.toml").read_text(encoding="utf-8"))


def _by_meaning(table: dict[str, str]) -> dict[str, str]:
    return {word: "" if meaning == "none" else meaning for meaning, words in table.items() for word in words.split()}


def _words(name: str) -> frozenset[str]:
    return frozenset(_TABLE["words"][name].split())


# Label words, and the medium they state ("" where they state none: Image, Bild, Source).
LABELS = _by_meaning(_TABLE["labels"])
# The ends of German and Nordic compounds that make a label: Rubriklistenbild, Titelfoto, Agenturbild.
LABEL_ENDINGS = (
    ("foto", "photo"),
    ("fotos", "photo"),
    ("grafik", "illustration"),
    ("montage", "illustration"),
    ("bild", ""),
    ("bilder", ""),
    ("bilde", ""),
    ("kuva", ""),
    ("quelle", ""),
)
# Status words by their folded form, and the flag they set ("" where there is none for it).
STATUS = {name_key(word): flag for word, flag in _by_meaning(_TABLE["status"]).items()}
LABEL_FILLERS = _words("label_fillers")
BY_WORDS = _words("by")
BARE_LABELS = _words("bare_labels")
STATUS_LEADS = _words("status_leads")
MEDIUM_TAILS = _words("medium_tails")
JOBS = _words("jobs")
POSITIONS = _words("positions")
PARTS = _words("parts")


def _any_of(*phrases: str) -> str:
    """A pattern for one of the phrases; a blank in a phrase stands for any white space."""
    return "(?:" + "|".join(phrases).replace(" ", r"\s+") + ")"


CAPTURE_LEADS = re.compile(
    _any_of(
        r"video[\s-]captures?", r"captures? (?:de )?vid[eé]os?", r"captures? d[’']écran",
        r"capturas? de (?:v[ií]deo|pantalla|tela)", r"screen[\s-]?(?:shot|grab|cap(?:ture)?)s?", "skjermdump",
        "skärmdump", "skærmdump", "skjáskot", "kuvakaappaus", "bildschirmfoto", r"video[\s-]?stills?", "videostandbild",
        r"video[\s-]?grab", r"frame[\s-]?grab", r"film[\s-]?stills?", "still", "скриншот", "скріншот", "стоп-кадр",
        "кадр из видео", "кадр з відео", "ekrānuzņēmums", "captura", "print",
    )
    + r"\b",
    re.IGNORECASE,
)  # fmt: skip
# What stands between "screenshot" and a name: group 1 says it is what is shown, group 2 who made the capture.
AFTER_CAPTURE = re.compile(
    r"(?:\s*(?:image|photo|video|foto))?\s*(?:(aus|from|of|via|de|du|fra|från|из|з|da|do|no)\s+"
    r"(?:(?:dem|der|den|the|la|le|el|a|video|film)\s+)*|(by|von|par|por|af|av)\s+)?",
    re.IGNORECASE,
)
COURTESY = _any_of(
    r"(?:(?:photo|image|picture|video|foto)s? )?courtesy(?: (?:of|from|by)(?-i: the(?=\s[a-z]))?)?"
    r"(?:\s+(?:the )?(?:artist|author|photographer|family)s?(?:,? (?:and|&)(?= ))?)?"
    r"(?!\s*(?:photo|image|picture)s?\b)",
    "care of", "with (?:kind )?permission (?:of|from)", "by (?:kind )?permission of", "with thanks to",
    r"mit (?:freundlicher|frdl\.?) (?:genehmigung|gen\.?)(?: (?:von\.?|durch|des|der|vom))?", "privatarchiv",
    r"avec l[’']aimable autorisation (?:de la|de l[’']|de|du|des|d[’'])", r"courtoisie(?: (?:de|du|d[’']))?",
    r"archives? personnelles? (?:de|d[’'])", "collection (?:particulière|privée) de",
    "(?:por )?cortes[ií]a (?:de la|de los|del|de|do|da)", "con permiso de",
    "archivo (?:personal|familiar|particular) de",
    "acervo pessoal(?: de)?", "(?:per )?gentile concessione (?:di|del|della)", "personal (?:archive|collection) of",
    "(?:из )?личн(?:ый|ого) архива?", "(?:з )?особист(?:ий|ого) архіву?", "с разрешения", "из архива", "з архіву",
    r"архив(?=\s[А-ЯЁ]\S*\s[А-ЯЁ])", "(?:фото )?(?:предоставлен[оыа]|надан[оиа])",
    "med (?:tillatelse|tilladelse) fra", "(?:publicerad )?med tillstånd (?:av|från)", "personīgais arhīvs",
)  # fmt: skip
PROVIDED = _any_of(
    r"(?:provided|supplied|distributed|released|submitted|contributed|made available) by(?-i: the(?=\s[a-z]))?",
    "zur verfügung gestellt (?:von|durch)", "bereitgestellt (?:von|durch)",
    "fournie?s? par(?: l(?:a|es?)(?= ))?", "fornit[aoei] da(?:l|lla|i|gli|lle)?", "beschikbaar gesteld door",
    "(?:proporcionad|facilitad|cedid|fornecid)[oa]s? por",
)  # fmt: skip
AFTER_SOURCES = re.compile(
    _any_of("nach", "after", "based on", "adapted from", "d[’']après", "según", "data(?: from)?:?", "по данным")
    + r"\s+",
    re.IGNORECASE,
)
ALL_RIGHTS = re.compile(
    r"\s*"
    + _any_of(
        "tous droits réservés", "all rights reserved", "alle rechte vorbehalten", "todos los derechos reservados",
        "todos os direitos reservados", "tutti i diritti riservati", "все права защищены",
    ),
    re.IGNORECASE,
)  # fmt: skip
_YEAR = r"(?:1[89]|20)\d\d"
LEADING_YEAR = re.compile(rf"{_YEAR}(?:\s*[-–]\s*(?:{_YEAR}|\d\d))?(?:\s+by)?(?:\s+|$)", re.IGNORECASE)
TRAILING_YEAR = re.compile(rf"(?:^|\s+){_YEAR}$")
COURTESY_HINT = re.compile(
    r"court|cort|care of|permission|thanks|genehm|gen\.|aimable|concess|permiso|архив|архів|предостав|надан"
    r"|разрешени|archiv|collection|acervo|tilla|tillst",
    re.IGNORECASE,
)
COURTESY_OF = re.compile(rf"(?<!\w)(?:{COURTESY})(?=[\s:.]|$|(?<=[’']))\s*", re.IGNORECASE)
PROVIDED_BY = re.compile(rf"(?:{PROVIDED})\s+", re.IGNORECASE)
AND = re.compile(r"\s+(and|et|und|y|e|og|och|ja|un|и|та|&|\+|with|avec|con)\s+", re.IGNORECASE)
INSTRUCTION = re.compile(
    r"\s+(?:mandatory credit|credit mandatory|editorial use only|no sales|no archives?|(?:hide|toggle) caption"
    r"|or licensors?)\.?$",
    re.IGNORECASE,
)
MADE = frozenset({"provided", "supplied", "released", "taken", "shot", "made", "created", "captured", "submitted"})
SHOULD_READ = re.compile(r"(?:photo\s+)?credit\s+(?:should|must)\s+read:?\s+", re.IGNORECASE)
LEADING_AND = re.compile(r"(?:and|und|et|y|og|och|и|та|&|\+)\s+", re.IGNORECASE)
HAN_LABEL = re.compile(r"(?:撮影|写真|摄影|攝影|图片|供图|图|文)\s*[・·]\s*")
