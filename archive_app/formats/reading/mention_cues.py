"""The words by which languages point at a video, as patterns.

Each language has its nouns (``strong`` ones that mean a video whatever stands beside them, ``weak`` ones
such as "film" that need a direction right beside them) and the shapes in which they point. Every shape
was written for sentences met in real articles; tests/formats/test_mentions.py holds one or more of each
and the false friends.
"""

# ruff: noqa: E501 - a pattern is read whole, on its line

from __future__ import annotations

import re
from functools import cache

from archive_app.formats.reading.mention_cues_more import MORE_ABOVE, MORE_BELOW, MORE_STEMS, more_shapes

BELOW = re.compile(
    r"\b(?:below|underneath|ci-dessous|unten|folgend\w*|untenstehend\w*|abajo|a continuación|siguiente|debajo|bajo|abaixo|a seguir"
    r"|sotto|in basso|seguente|ниже|далее|следующ\w+|нижче|далі|наступн\w+)\b|↓|▼|⬇"
    rf"|{MORE_BELOW}",
    re.IGNORECASE,
)
ABOVE = re.compile(
    r"\b(?:above|ci-dessus|oben|obig\w*|obenstehend\w*|arriba|sobre estas|anterior|acima|sopra|in alto|выше|вище)\b|↑|▲"
    rf"|{MORE_ABOVE}",
    re.IGNORECASE,
)
OTHER_PICTURE = re.compile(
    r"\b(?:photos?|pictures?|images?|maps?|charts?|graphs?|graphics?|tables?|diagrams?|infographics?|carte|tableau|graphique"
    r"|infographie|fotos?|bild|karte|grafik|tabelle|mapa|gráfico|tabla|imagen|imagem|foto|mappa|grafico|фото|карт\w+|снимо?к\w*"
    r"|график\w*|таблиц\w+|графік\w*)\b",
    re.IGNORECASE,
)
# No cue is without one of these stems; a paragraph that has none need not be tried with every shape.
STEMS = (
    tuple(
        """video vidéo vídeo видео відео clip film footage trailer tráiler teaser stream webcast movie document dokument
    recording interview lapse animation watch mitschnitt aufzeichnung beitrag annonce reportage extrait métrage metraje
    metragem metraggio séquence entretien regardez avance película grabación assista veja ролик трейлер тизер фильм
    фільм запис смотрите""".split()  # noqa: SIM905 - a word list reads better
    )
    + MORE_STEMS
)
BRACKETED = re.compile(r"[(\[].*[)\]]$")

_STOP = r"(?=\s*(?:[.,:;!?…)\]»”\"–—|↓▼⬇]|$))"
_QUIET = r"[^.!?:;()\[\]\n]"  # the same clause


def _english() -> tuple[str, ...]:
    strong = r"(?:videos?|video clips?|clips?|footage|trailers?|teasers?|livestreams?|live streams?|webcasts?)"
    noun = (
        rf"(?:{strong}|films?|movies?|documentary|documentaries|recordings?|interview|short film|time-?lapse|animation)"
    )
    article = r"(?:an?|the|this|our|its|his|her|their|some|more|another|one|two|three)"
    after = (
        r"(?=\s*(?:[.,:;!?…)\]”\"–—|]|$|\s(?:shows?|was|is|are|were|which|who|that|and|to|for|by|from|has|have|can|will|you|we|"
        r"explains?|captures?|features?|offers?|gives?|tells?|in which|of|with|as|on)\b))"
    )
    return (
        # "(video below)", "(complete film below)", "[see video above]"
        rf"[(\[](?:{_QUIET}{{0,60}}\b)?{noun}\b{_QUIET}{{0,30}}\b(?:below|above|underneath)[)\]]",
        rf"[(\[](?:{_QUIET}{{0,30}}\b(?:below|above)\b{_QUIET}{{1,30}})\b{strong}[)\]]",
        # "(+ Video)", "[VIDEO]", "(watch the video)", "(with video)"
        rf"[(\[](?:\+\s?|with |see (?:the |this )?|watch(?: (?:the|this|full|complete))*\s?){strong}[)\]]|[(\[](?:videos?|watch)[)\]]",
        # "the video above, which", "in the clip below:", "trailer (which you can see) below."
        rf"\b{noun} (?:is |are )?(?:just |right |embedded |posted |shown |available |linked |included )?(?:below|above|underneath)\b{after}",
        rf"\b{strong}\b{_QUIET}{{1,40}}\b(?:seen|watched|viewed|watch|see|view|found|find)\s(?:it |here |just |right )?(?:below|above){_STOP}",
        rf"\b(?:watch|see|view|check (?:it )?out|find|enjoy|catch)\b{_QUIET}{{0,50}}\b{noun}\b{_QUIET}{{0,30}}\b(?:below|above|here){_STOP}",
        # "Below, a Roscosmos video promoting", "Below is the trailer", "Above: footage of"
        rf"(?:(?<=[.!?…”»)])|(?<![\w,;’'] )(?<!\w))(?:[Jj]ust |[Rr]ight )?(?:Below|Above|BELOW|ABOVE)(?:\s?[,:|]|\s(?:is|are|you(?:'|’)ll (?:find|see)|you can (?:see|watch|find)|find|watch|see))\s(?:{article}\s)?(?:[\w’'“”\"-]+\s){{0,5}}?{noun}\b",
        # "WATCH | …", "Watch: …", "VIDEO: In this talk …"
        r"^(?:WATCH|Watch)(?:\s(?:NOW|THIS|LIVE|now|this|live))?\s?[|:–—]\s?(?=\S)",
        r"^(?:VIDEO|Video|FOOTAGE)\s?[|:–—]\s?(?=(?:\S+\s){4})(?!(?:by|via|courtesy)\b)",
        # "Check out the reveal trailer for …", "Watch the video" at the head of a sentence, and "see the video here"
        rf"(?:^|(?<=[.!?…]\s)|(?<=[.!?…”]\s))(?:Watch|See|View|Check out|Take a look at|Have a look at)\s{article}\s(?:[\w’'-]+\s){{0,4}}?{strong}\b",
        rf"\bcheck out the (?:[\w’'-]+\s){{0,4}}?{strong}(?:\s(?:here|below|above))?{_STOP}",
        # "as you can see in the video", "in the accompanying video", "see accompanying video"
        rf"\bas (?:you|we) (?:can |will )?see in (?:the|this|our) (?:[\w’'-]+\s){{0,3}}?{strong}\b",
        rf"\b(?:accompanying|attached|embedded|following) (?:[\w’'-]+\s)?{strong}\b",
    )


def _german() -> tuple[str, ...]:
    strong = r"(?:(?:[A-ZÄÖÜ]\w+-)?Videos?|Videoclips?|Clips?|Trailer|Teaser|Livestream|Mitschnitt)"
    noun = rf"(?:{strong}|Film|Kurzfilm|Aufzeichnung|Beitrag)"
    return (
        rf"[(\[](?:siehe |s\. |mit |\+\s?|zum |hier im |im )?(?:{strong})(?: (?:unten|oben|hier|ansehen))?[)\]]",
        rf"[(\[]{_QUIET}{{0,50}}\b{noun} (?:siehe |weiter |hier )?(?:unten|oben)[)\]]",
        rf"\b(?:sehen|seht|sehe|schauen|erfahren|zeigen|zeigt|erklären|erklärt|sieht)\b{_QUIET}{{0,40}}\b(?:in unserem|im|in diesem|in folgendem) {strong}\b(?!-)",
        rf"\bwie (?:man|Sie|ihr|du|wir)\b{_QUIET}{{0,25}}\bim {strong} (?:gut |deutlich |oben |unten )?(?:sehen|erkennen|sieht|seht)(?: (?:kann|können|könnt|kannst))?",
        rf"\b(?:das|Das|im|Im|dem|Dem|Dieses|dieses) (?:folgenden?|untenstehenden?|obenstehenden?|obigen?|nachfolgenden?) {noun}\b",
        rf"\b(?:das|Das|im|Im|dem|der|Der) {noun} (?:weiter |hier )?(?:unten|oben)\b(?=\s*(?:[.,:;!?)]|$|\s(?:zeigt|sehen|ist|sieht|erklärt|zu)\b))",
        rf"(?:^|(?<=[.!?…]\s))(?:Unten|Oben|Hier)(?::| (?:im|das|ein|sehen Sie|sehen sie|seht ihr|ist|finden Sie))\s?(?:das |ein |der |den |im )?(?:[\w-]+\s){{0,3}}?{noun}\b",
        r"^(?:IM )?(?:VIDEO|Video)\s?[|:–—]\s?(?=(?:\S+\s){4})(?!(?:dpa|Quelle)\b)",
        r"^Im Video:\s?(?=\S)",
        rf"\b[Hh]ier geht(?:'|’)?s? (?:es )?zum {strong}",
    )


def _french() -> tuple[str, ...]:
    strong = r"(?:vidéos?|bandes?-annonces?|clips?|teasers?)(?!-?surveill)"
    noun = rf"(?:{strong}|films?|documentaires?|reportages?|extraits?|courts?-métrages?|séquences?|entretien)"
    return (
        rf"\b{noun}\b{_QUIET}{{0,90}}?\bci-dess(?:us|ous)\b",
        rf"\b[Cc]i-dess(?:us|ous)\s?[,:]\s(?:[\w’'-]+\s){{0,5}}?(?:[ld]['’])?{noun}\b",
        rf"[(\[](?:voir |voir la |\+\s?|avec |en |regarder la )?{strong}(?: (?:intégrale|complète|ici))?[)\]]",
        rf"\b(?:[Rr]egardez|[Vv]oyez|[Dd]écouvrez|[Vv]oir)\s(?:ici )?(?:la|notre|cette|le)\s(?:[\w’'-]+\s){{0,2}}?{strong}(?=\s*(?:[.:!)]|$|\sici))",
        r"^(?:EN VIDÉO|VIDÉO|Vidéo|En vidéo|À VOIR|REGARDEZ)\s?[.|:–—-]\s?(?=(?:\S+\s){3})",
        r"\bcomme on (?:peut )?(?:le )?voi[rt] (?:dans|sur) (?:la|cette) vidéo\b",
    )


def _spanish() -> tuple[str, ...]:
    strong = r"(?:v[ií]deos?|videoclips?|tr[áa]ilers?|avances?)"
    noun = rf"(?:{strong}|película|filme|documental|cortometraje|grabación)"
    where = r"(?:a continuación|(?:más )?abajo|(?:más )?arriba|(?:sobre|bajo) estas líneas|debajo)"
    return (
        rf"[(\[](?:\+\s?|ver |vea |vea el |ver el |con |mira el )?{strong}(?: {where})?[)\]]",
        rf"[(\[]{_QUIET}{{0,50}}\b{noun} {where}[)\]]",
        rf"\b{noun} (?:de |que (?:aparece|está|se muestra) )?{where}(?=\s*(?:[.,:;!?)]|$|\s(?:muestra|se|puede|que|y)\b))",
        rf"\b(?:el|este|en el|un) siguiente {strong}\b|\b{strong} siguiente\b",
        rf"\b[Aa] continuación,?\s(?:(?:pueden?|podrán?|te|les) (?:ver|dejamos|mostramos) )?(?:el|un|una|este|la)\s(?:[\w-]+\s){{0,3}}?{noun}\b",
        rf"(?:^|(?<=[.!?…]\s))(?:Vean?|Mire?n?|Mira|Ve)\s(?:aquí )?(?:el|este|un)\s(?:[\w-]+\s){{0,3}}?{strong}\b",
        r"^(?:EN )?(?:VIDEO|VÍDEO|Vídeo|Video)\s?[|:–—]\s?(?=(?:\S+\s){4})(?!(?:por|de)\b)",
    )


def _portuguese() -> tuple[str, ...]:
    strong = r"(?:vídeos?|trailers?|clipes?)"
    noun = rf"(?:{strong}|filme|documentário|curta-metragem)"
    return (
        rf"[(\[](?:veja |veja o |assista (?:ao |o )?|assista |\+\s?|com |confira (?:o )?)?{strong}(?: (?:abaixo|acima|a seguir))?[)\]]",
        rf"\b{noun} (?:logo )?(?:abaixo|acima|a seguir)(?=\s*(?:[.,:;!?)]|$|\s(?:mostra|e|que|é)\b))",
        rf"\b(?:[Vv]eja|[Aa]ssista|[Cc]onfira)\b{_QUIET}{{0,30}}\b{strong}\b(?=\s*(?:[.:!)]|$|\s(?:abaixo|acima|completo|a seguir)))",
        r"\b(?:[Aa]ssista|[Vv]eja) (?:abaixo|a seguir)\s(?:[ao]o? )?(?:[\w-]+\s){0,3}?(?:vídeo|trailer|filme)\b",
        r"^(?:VÍDEO|Vídeo)\s?[|:–—]\s?(?=(?:\S+\s){4})",
    )


def _italian() -> tuple[str, ...]:
    strong = r"(?:video|filmato|trailer|videoclip)"
    noun = rf"(?:{strong}|film|documentario|cortometraggio|clip)"
    where = r"(?:qui |in )?(?:sotto|sopra|basso|alto|di seguito)"
    return (
        rf"[(\[](?:guarda |guarda il |vedi |vedi il |\+\s?|con |il )?{strong}(?: {where})?[)\]]",
        rf"\b{noun} {where}(?=\s*(?:[.,:;!?)]|$|\s(?:mostra|e|che|è)\b))",
        rf"\b(?:[Qq]ui )?(?:[Ss]otto|[Ss]opra|[Dd]i seguito),?\s(?:il|un|lo)\s(?:[\w-]+\s){{0,3}}?{noun}\b",
        rf"(?:^|(?<=[.!?…]\s))(?:Guarda|Guardate|Ecco)\s(?:qui )?il\s(?:[\w-]+\s){{0,3}}?{strong}\b",
        r"^(?:VIDEO|GUARDA IL VIDEO)\s?[|:–—]\s?(?=(?:\S+\s){4})",
    )


def _russian() -> tuple[str, ...]:
    strong = r"(?:видео(?:ролик\w*|запис\w+|клип\w*)?|ролик\w*|трейлер\w*|тизер\w*)"
    noun = rf"(?:{strong}|фильм\w*|запис[ьи]|мультфильм\w*)"
    return (
        rf"[(\[](?:см\.? |смотрите |смотри |\+\s?|с |полн\w+ )?{noun} (?:см\. )?(?:ниже|выше)[)\]]",
        rf"[(\[](?:см\.? |смотрите |смотреть |\+\s?)?{strong}[)\]]",
        rf"\b{noun} (?:размещено |приведено |приведён |можно (?:по)?смотреть |смотрите |опубликовано )?(?:ниже|выше)(?=\s*(?:[.,:;!?)»–—]|$|\s(?:показ\w+|видно|можно|и)\b))",
        rf"\b(?:[Нн]иже|[Вв]ыше)\s?(?:[—–:,-]\s?)?(?:(?:по)?смотрите |можно (?:по)?смотреть |приводим |публикуем |показан\w* )?(?:[\w-]+\s){{0,2}}?{strong}\b",
        rf"\b(?:по)?[Сс]мотрите\b{_QUIET}{{0,40}}\b(?:на|в|наш\w*|это|полн\w+)?\s?{strong}(?=\s*(?:[.,:!)]|$|\s(?:ниже|выше|«)))",
        rf"\b[Вв] следующем {strong}",
        r"^(?:ВИДЕО|Видео|СМОТРИТЕ)\s?[|:–—]\s?(?=(?:\S+\s){4})",
    )


def _ukrainian() -> tuple[str, ...]:
    strong = r"(?:відео(?:ролик\w*|запис\w*)?|ролик\w*|трейлер\w*)"
    noun = rf"(?:{strong}|фільм\w*|запис)"
    return (
        rf"[(\[](?:див\.? |дивіться |\+\s?|повн\w+ )?{noun} (?:нижче|вище)[)\]]",
        rf"[(\[](?:див\.? |дивіться |\+\s?)?{strong}[)\]]",
        rf"\b{noun} (?:нижче|вище)(?=\s*(?:[.,:;!?)»–—]|$))",
        rf"\b(?:[Нн]ижче|[Вв]ище)\s?(?:[—–:,-]\s?)?(?:[\w-]+\s){{0,2}}?{strong}\b",
        rf"\b[Дд]ивіться\b{_QUIET}{{0,40}}{strong}(?=\s*(?:[.,:!)]|$|\s(?:нижче|вище|«)))",
        r"^(?:ВІДЕО|Відео)\s?[|:–—]\s?(?=(?:\S+\s){4})",
    )


def _shared() -> tuple[str, ...]:
    return (
        # "Video below: …", « Vidéo ci-dessous : … »
        (
            r"^(?:[Vv]ideo|VIDEO|[Vv]idéo|VIDÉO|[Vv]ídeo|VÍDEO|[Вв]идео|ВИДЕО|[Вв]ідео|ВІДЕО)\s(?:below|above|unten|oben|ci-dessous|ci-dessus"
            r"|abajo|arriba|abaixo|acima|sotto|sopra|ниже|выше|нижче|вище)\s?[:：|–—-]\s?(?=\S)"
        ),
    )


@cache
def cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every pattern with its language; brackets are read in any case of letters, the rest as written."""
    tables = (
        ("en", _english()),
        ("de", _german()),
        ("fr", _french()),
        ("es", _spanish()),
        ("pt", _portuguese()),
        ("it", _italian()),
        ("ru", _russian()),
        ("uk", _ukrainian()),
        ("", _shared()),
        *more_shapes(),
    )
    return tuple(
        (language, re.compile(shape, re.IGNORECASE if shape.startswith(r"[(\[]") else 0))
        for language, shapes in tables
        for shape in shapes
    )
