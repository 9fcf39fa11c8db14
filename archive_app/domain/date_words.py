"""The words that languages use for dates: month names in the forms that are printed, "about", "late", seasons.

Tables only. ``months`` holds for each month the full forms, the first as it stands alone and the second as
it stands after a day; ``short`` the abbreviations, without their full stop. Forms are lower case.
"""

from __future__ import annotations

from dataclasses import dataclass


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Twelve months from ``a b|c|…``: months are parted by ``|``, forms by blanks."""
    return tuple(tuple(month.split()) for month in text.split("|"))


@dataclass(frozen=True, slots=True)
class DateWords:
    """How one language writes dates.

    Attributes:
        months, short: See the module.
        circa: Regular expression for "about" before a date.
        part: Regular expression for "early", "middle of", "late" before a month or a year.
        year_lead: Regular expression for what stands before a bare year ("in", "im Jahr").
        year_tail: Regular expression for what stands after a bare year ("году").
        decade: Regular expression with one group, the decade's first year ("1970s").
        seasons: Regular expressions for spring, summer, autumn, winter.
        ordinal: Regular expression for what may stand right after a day's number.
        between: Regular expression with groups ``y`` and ``y2`` for "between 1978 and 1981".
    """

    months: tuple[tuple[str, ...], ...]
    short: tuple[tuple[str, ...], ...]
    circa: str = r"ca?\.|circa"
    part: str = ""
    year_lead: str = ""
    year_tail: str = ""
    decade: str = ""
    seasons: tuple[str, str, str, str] | None = None
    ordinal: str = ""
    between: str = ""


_Y = r"[12][0-9]{3}"

WORDS: dict[str, DateWords] = {
    "en": DateWords(
        months=_rows("january|february|march|april|may|june|july|august|september|october|november|december"),
        short=_rows("jan|feb|mar|apr||jun|jul|aug|sept sep|oct|nov|dec"),
        circa=r"c\.|c(?=[0-9])|ca\.?(?=\s|[0-9])|circa|about|around|approximately",
        part=r"(?:the\s+)?(?:early(?:\s+in)?|mid|late(?:\s+in)?|(?:beginning|start|middle|end)\s+of)",
        year_lead=r"in|during|of|the\s+year",
        decade=rf"(?:the\s+)?({_Y})['’]?s",
        seasons=("spring", "summer", "autumn|fall", "winter"),
        ordinal="st|nd|rd|th",
        between=rf"between\s+(?P<y>{_Y})\s+and\s+(?P<y2>{_Y})",
    ),
    "fr": DateWords(
        months=_rows(
            "janvier|février fevrier|mars|avril|mai|juin|juillet|août aout|septembre|octobre|novembre|décembre decembre"
        ),
        short=_rows("janv jan|févr fév fevr|mar|avr|||juil|aoû|sept|oct|nov|déc dec"),
        circa=r"vers|environ|ca?\.|circa|autour\s+du",
        part=r"(?:au\s+|à\s+la\s+|le\s+)?(?:début|mi|milieu|fin)(?:\s+d(?:e|u))?",
        year_lead=r"en|de|l['’]an|(?:l['’])?année",
        decade=rf"(?:les\s+)?années\s+({_Y})",
        seasons=("printemps", "été", "automne", "hiver"),
        ordinal="er|ᵉʳ",
        between=rf"entre\s+(?P<y>{_Y})\s+et\s+(?P<y2>{_Y})",
    ),
    "de": DateWords(
        months=_rows(
            "januar jänner jan|februar feber|märz maerz|april|mai|juni|juli|august|september|oktober|november|dezember"
        ),
        short=_rows("jan jän|feb|mrz mär|apr||jun|jul|aug|sept sep|okt|nov|dez"),
        circa=r"um|etwa|ungefähr|circa|ca\.|zirka",
        part=r"anfangs?|mitte|ende",
        year_lead=r"(?:im\s+)?jahre?|in|seit|von",
        decade=rf"({_Y})er(?:[\s-]+jahren?)?",
        seasons=("frühjahr|frühling", "sommer", "herbst", "winter"),
        ordinal=r"\.",
        between=rf"zwischen\s+(?P<y>{_Y})\s+und\s+(?P<y2>{_Y})",
    ),
    "es": DateWords(
        months=_rows(
            "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre setiembre|octubre|noviembre|diciembre"
        ),
        short=_rows("ene|feb|mar|abr|may|jun|jul|ago|sept sep set|oct|nov|dic"),
        circa=r"hacia|alrededor\s+de|cerca\s+de|circa|ca?\.|aproximadamente",
        part=r"(?:a\s+)?(?:principios|comienzos|inicios|mediados|fines|finales)\s+del?",
        year_lead=r"en|del?|(?:el\s+)?año",
        decade=rf"(?:los\s+)?(?:años|(?:la\s+)?década\s+de(?:\s+los)?)\s+({_Y})",
        seasons=("primavera", "verano", "otoño", "invierno"),
        ordinal="[º°ª]|ro",
        between=rf"entre\s+(?P<y>{_Y})\s+y\s+(?P<y2>{_Y})",
    ),
    "pt": DateWords(
        months=_rows("janeiro|fevereiro|março marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"),
        short=_rows("jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez"),
        circa=r"por\s+volta\s+de|cerca\s+de|circa|ca?\.|aproximadamente",
        part=r"(?:n?o\s+)?(?:início|começo|meados|final|fins?)\s+d[eo]",
        year_lead=r"em|de|(?:o\s+)?ano(?:\s+de)?",
        decade=rf"(?:os\s+)?(?:anos|(?:a\s+)?década\s+de)\s+({_Y})",
        seasons=("primavera", "verão", "outono", "inverno"),
        ordinal="[º°ª]|ro",
        between=rf"entre\s+(?P<y>{_Y})\s+e\s+(?P<y2>{_Y})",
    ),
    "it": DateWords(
        months=_rows("gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"),
        short=_rows("genn gen|febbr feb|mar|apr|magg mag|giu|lug|ago|sett set|ott|nov|dic"),
        circa=r"circa|verso(?:\s+il)?|intorno\s+al|ca?\.",
        part=r"(?:all['’])?(?:inizio|metà|fine|inizi|(?:ai\s+)?primi)(?:\s+d(?:i|el))?",
        year_lead=r"nel|del|l['’]anno",
        decade=rf"(?:gli\s+)?anni\s+({_Y})",
        seasons=("primavera", "estate", "autunno", "inverno"),
        ordinal="[º°]",
        between=rf"(?:fra|tra)\s+il\s+(?P<y>{_Y})\s+e(?:d)?\s+il\s+(?P<y2>{_Y})",
    ),
    "ru": DateWords(
        months=_rows(
            "январь января январе|февраль февраля феврале|март марта марте|апрель апреля апреле|май мая мае|"
            "июнь июня июне|июль июля июле|август августа августе|сентябрь сентября сентябре|"
            "октябрь октября октябре|ноябрь ноября ноябре|декабрь декабря декабре"
        ),
        short=_rows("янв|фев февр|мар|апр||июн|июл|авг|сент сен|окт|нояб ноя|дек"),
        circa=r"около|ок\.|примерно|приблизительно",
        part=r"(?:в\s+)?(?:начал[ое]|середин[ае]|кон(?:ец|це))",
        year_lead=r"в|с|до",
        year_tail=r"гг?\.|год(?:а|у|ом|е|ов|ах)?",
        decade=rf"({_Y})-?(?:е|х|ых|м)(?:\s+год(?:ы|ов|ах))?",
        seasons=("весн[аойуы]{1,2}", "лет[оа]м?", "осень(?:ю)?|осени", "зим[аойуы]{1,2}"),
        ordinal="-?(?:го|е|ое)",
        between=rf"между\s+(?P<y>{_Y})\s+и\s+(?P<y2>{_Y})(?:\s+год(?:ами|ом))?",
    ),
    "uk": DateWords(
        months=_rows(
            "січень січня січні|лютий лютого лютому|березень березня березні|квітень квітня квітні|"
            "травень травня травні|червень червня червні|липень липня липні|серпень серпня серпні|"
            "вересень вересня вересні|жовтень жовтня жовтні|листопад листопада листопаді|грудень грудня грудні"
        ),
        short=_rows("січ|лют|бер|квіт|трав|черв|лип|серп|вер|жовт|лист|груд"),
        circa=r"близько|бл\.|приблизно",
        part=r"(?:(?:на|у|в)\s+)?(?:початк[уаи]|початок|середин[аі]|кін(?:ець|ці)|наприкінці)",
        year_lead=r"у|в|з|до",
        year_tail=r"рр?\.|рік|рок(?:у|ом|ові|ів|ах|и)|році",
        decade=rf"({_Y})-?(?:ті|і|х|их)(?:\s+рок(?:и|ів|ах))?",
        seasons=("весн[аиоюі]{1,2}", "літ[оа]м?|влітку", "осінь|осені|восени", "зим[аиоюі]{1,2}|взимку"),
        ordinal="-?(?:го|е)",
        between=rf"між\s+(?P<y>{_Y})\s+(?:і|та|й)\s+(?P<y2>{_Y})(?:\s+рок(?:ами|ом))?",
    ),
    # Dates of these languages are read by their month names only.
    "nl": DateWords(
        months=_rows("januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"),
        short=_rows("jan|feb|mrt|apr||jun|jul|aug|sept sep|okt|nov|dec"),
        circa=r"omstreeks|rond|circa|ca?\.",
        year_lead="in|sinds",
    ),
    "sv": DateWords(
        months=_rows("januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"),
        short=_rows("jan|feb|mar|apr||jun|jul|aug|sept sep|okt|nov|dec"),
        circa=r"omkring|cirka|circa|ca",
        year_lead="år",
        ordinal=":e|:a",
    ),
    "no": DateWords(
        months=_rows("januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"),
        short=_rows("jan|feb|mar|apr||jun|jul|aug|sept sep|okt|nov|des"),
        circa=r"omkring|rundt|cirka|ca\.?",
        year_lead="i",
        ordinal=r"\.",
    ),
    "da": DateWords(
        months=_rows("januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"),
        short=_rows("jan|feb|mar|apr||jun|jul|aug|sept sep|okt|nov|dec"),
        circa=r"omkring|cirka|ca\.?",
        year_lead="i",
        ordinal=r"\.",
    ),
    "pl": DateWords(
        months=_rows(
            "styczeń stycznia styczniu|luty lutego lutym|marzec marca marcu|kwiecień kwietnia kwietniu|"
            "maj maja maju|czerwiec czerwca czerwcu|lipiec lipca lipcu|sierpień sierpnia sierpniu|"
            "wrzesień września wrześniu|październik października październiku|"
            "listopad listopada listopadzie|grudzień grudnia grudniu"
        ),
        short=_rows("sty|lut|mar|kwi||cze|lip|sie|wrz|paź|lis|gru"),
        circa=r"około|ok\.",
        year_lead="w|z|rok(?:u)?",
        year_tail=r"r\.|rok(?:u|iem)?",
    ),
    "ar": DateWords(
        months=tuple(
            tuple(form.replace("_", " ") for form in month)
            for month in _rows(
                "يناير كانون_الثاني|فبراير شباط|مارس آذار|أبريل ابريل نيسان|مايو أيار|يونيو حزيران|"
                "يوليو تموز|أغسطس آب|سبتمبر أيلول|أكتوبر تشرين_الأول|نوفمبر تشرين_الثاني|ديسمبر كانون_الأول"
            )
        ),
        short=_rows("|||||||||||"),
        circa="حوالي|نحو",
        year_lead="عام|سنة|في",
    ),
}

# Both written forms of Norwegian name the months alike.
SAME_AS = {"nb": "no", "nn": "no"}


def language_of(tag: str) -> str:
    """The table for a BCP 47 tag: its key in ``WORDS``, or "" when the language has none."""
    primary = tag.replace("_", "-").partition("-")[0].casefold()
    primary = SAME_AS.get(primary, primary)
    return primary if primary in WORDS else ""
