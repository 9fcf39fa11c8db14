"""Shows a stored date as people write it: "c. 1977", "14 March 1978", "5 October, year not known"."""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.date_words import WORDS, language_of
from archive_app.domain.edtf import PartialDate, Point, days_in, parse


@dataclass(frozen=True, slots=True)
class _Forms:
    """How a language joins the parts of a date; ``{}`` is the date or name put in."""

    day: str = "{d} {m}"
    with_year: str = "{} {}"
    month_year: str = "{} {}"
    about: str = "c. {}"
    decade: str = "{}s"
    since: str = "from {}"
    until: str = "until {}"
    unknown_end: str = "{}, end not known"
    unknown_start: str = "until {}, start not known"
    either: str = " or "
    both: str = " and "
    between: str = "between {} and {}"
    year_unknown: str = "{}, year not known"
    month_unknown: str = "{}, month not known"
    day_unknown: str = "{}, day not known"
    unknown: str = "date not known"
    early: str = "early {}"
    mid: str = "mid-{}"
    late: str = "late {}"
    genitive: int = 0  # which month form stands after a day
    first: str = ""  # the first of a month, where it is written otherwise
    seasons: tuple[str, str, str, str] = ("spring {}", "summer {}", "autumn {}", "winter {}")
    quarter: str = "quarter {n} of {y}"
    capital: bool = False  # month names begin with a capital


_FORMS = {
    "en": _Forms(capital=True),
    "fr": _Forms(
        about="vers {}", decade="années {}", since="à partir de {}", until="jusqu’à {}", unknown_end="{}, fin inconnue",
        unknown_start="jusqu’à {}, début inconnu", either=" ou ", both=" et ", between="entre {} et {}",
        year_unknown="{}, année inconnue", month_unknown="{}, mois inconnu", day_unknown="{}, jour inconnu",
        unknown="date inconnue", early="début {}", mid="mi-{}", late="fin {}", first="1er",
        seasons=("printemps {}", "été {}", "automne {}", "hiver {}"), quarter="{n}e trimestre {y}",
    ),
    "de": _Forms(
        day="{d}. {m}", about="um {}", decade="{}er Jahre", since="ab {}", until="bis {}",
        unknown_end="{}, Ende unbekannt", unknown_start="bis {}, Beginn unbekannt", either=" oder ", both=" und ",
        between="zwischen {} und {}",
        year_unknown="{}, Jahr unbekannt", month_unknown="{}, Monat unbekannt", day_unknown="{}, Tag unbekannt",
        unknown="Datum unbekannt", early="Anfang {}", mid="Mitte {}", late="Ende {}", capital=True,
        seasons=("Frühjahr {}", "Sommer {}", "Herbst {}", "Winter {}"), quarter="{n}. Quartal {y}",
    ),
    "es": _Forms(
        day="{d} de {m}", with_year="{} de {}", month_year="{} de {}", about="hacia {}", decade="años {}",
        since="desde {}", until="hasta {}", unknown_end="{}, fin desconocido",
        unknown_start="hasta {}, inicio desconocido",
        either=" o ", both=" y ", between="entre {} y {}", year_unknown="{}, año desconocido",
        month_unknown="{}, mes desconocido", day_unknown="{}, día desconocido", unknown="fecha desconocida",
        early="principios de {}", mid="mediados de {}", late="finales de {}",
        seasons=("primavera de {}", "verano de {}", "otoño de {}", "invierno de {}"), quarter="{n}.º trimestre de {y}",
    ),
    "pt": _Forms(
        day="{d} de {m}", with_year="{} de {}", month_year="{} de {}", about="por volta de {}", decade="anos {}",
        since="desde {}", until="até {}", unknown_end="{}, fim desconhecido",
        unknown_start="até {}, início desconhecido", either=" ou ", both=" e ", between="entre {} e {}",
        year_unknown="{}, ano desconhecido", month_unknown="{}, mês desconhecido", day_unknown="{}, dia desconhecido",
        unknown="data desconhecida", early="início de {}", mid="meados de {}", late="final de {}",
        seasons=("primavera de {}", "verão de {}", "outono de {}", "inverno de {}"), quarter="{n}.º trimestre de {y}",
    ),
    "it": _Forms(
        about="circa {}", decade="anni {}", since="da {}", until="fino a {}", unknown_end="{}, fine ignota",
        unknown_start="fino a {}, inizio ignoto", either=" o ", both=" e ", between="tra {} e {}",
        year_unknown="{}, anno ignoto", month_unknown="{}, mese ignoto", day_unknown="{}, giorno ignoto",
        unknown="data ignota", early="inizio {}", mid="metà {}", late="fine {}", first="1º",
        seasons=("primavera {}", "estate {}", "autunno {}", "inverno {}"), quarter="{n}º trimestre {y}",
    ),
    "ru": _Forms(
        about="ок. {}", decade="{}-е годы", since="с {}", until="до {}", unknown_end="{}, окончание неизвестно",
        unknown_start="до {}, начало неизвестно", either=" или ", both=" и ", between="{}–{}, точно неизвестно",
        year_unknown="{}, год неизвестен", month_unknown="{}, месяц неизвестен", day_unknown="{}, день неизвестен",
        unknown="дата неизвестна", early="{}, начало", mid="{}, середина", late="{}, конец", genitive=1,
        seasons=("весна {}", "лето {}", "осень {}", "зима {}"), quarter="{n}-й квартал {y}",
    ),
    "uk": _Forms(
        about="бл. {}", decade="{}-ті роки", since="з {}", until="до {}", unknown_end="{}, кінець невідомий",
        unknown_start="до {}, початок невідомий", either=" або ", both=" і ", between="{}–{}, точно невідомо",
        year_unknown="{}, рік невідомий", month_unknown="{}, місяць невідомий", day_unknown="{}, день невідомий",
        unknown="дата невідома", early="{}, початок", mid="{}, середина", late="{}, кінець", genitive=1,
        seasons=("весна {}", "літо {}", "осінь {}", "зима {}"), quarter="{n}-й квартал {y}",
    ),
}  # fmt: skip


def display(edtf: str, lang: str = "en") -> str:
    """A date in words, in one of en, fr, de, es, pt, it, ru, uk (English for any other).

    What is not EDTF is shown as it was stored, so that nothing a person entered is hidden.
    """
    parsed = parse(edtf)
    if parsed is None:
        return edtf
    key = language_of(lang)
    key = key if key in _FORMS else "en"
    forms = _FORMS[key]
    if parsed.kind == "date":
        return _point(parsed.points[0], forms, key)
    if parsed.kind == "interval":
        return _interval(parsed, forms, key)
    return _set(parsed, forms, key)


def _interval(parsed: PartialDate, forms: _Forms, key: str) -> str:
    words = [_point(point, forms, key) for point in parsed.points]
    if not words:
        return forms.unknown
    if parsed.start:
        return (forms.until if parsed.start == "open" else forms.unknown_start).format(words[0])
    if parsed.end:
        return (forms.since if parsed.end == "open" else forms.unknown_end).format(words[0])
    first, last = parsed.points
    third = _third_of_month(first, last, forms)
    if third:
        return third.format(_month_year(first, forms, key))
    fine = first.precision if first.precision == last.precision else ""
    plain = not (parsed.approximate or parsed.uncertain) and "X" not in "".join(first.pattern[1:] + last.pattern[1:])
    same_year = plain and first.pattern[0] == last.pattern[0]
    if same_year and fine == "day" and first.month == last.month:
        return f"{_number(first.day or 0, forms)}–{words[1]}"
    if same_year and fine == "day":
        return f"{_day_month(first, forms, key)} – {words[1]}"
    if same_year and fine == "month":
        return f"{_month(first.month or 0, forms, key)}–{words[1]}"
    return ("–" if fine == "year" and plain else " – ").join(words)


def _third_of_month(first: Point, last: Point, forms: _Forms) -> str:
    """The words for an approximate third of one month: how "late March 2022" can be kept as an interval."""
    if not (first.approximate and last.approximate) or first.pattern[:2] != last.pattern[:2] or first.low is None:
        return ""
    year, month, _ = first.low
    thirds = {(1, 10): forms.early, (11, 20): forms.mid, (21, days_in(year, month)): forms.late}
    return thirds.get((first.day or 0, last.day or 0), "")


def _set(parsed: PartialDate, forms: _Forms, key: str) -> str:
    words = [_point(point, forms, key) for point in parsed.points]
    inside = parsed.edtf.strip()[1:-1]
    if parsed.start or parsed.end:
        words = [forms.until.format(words[0]) if parsed.start else words[0], *words[1:]]
        words = [*words[:-1], forms.since.format(words[-1])] if parsed.end else words
    elif ".." in inside:
        if len(words) == 2:
            return forms.between.format(*words) if parsed.kind == "one_of" else "–".join(words)
        return ", ".join(part.strip().replace("..", "–") for part in inside.split(","))
    joiner = forms.either if parsed.kind == "one_of" else forms.both
    return joiner.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _point(point: Point, forms: _Forms, key: str) -> str:
    text = _plain(point, forms, key)
    if point.time:
        text = f"{text}, {point.time[:5]}"
    if point.approximate:
        text = forms.about.format(text)
    return f"{text}?" if point.uncertain else text


def _plain(point: Point, forms: _Forms, key: str) -> str:
    year, month, day = point.pattern
    if year == "XXXX":
        if point.month is None:
            return forms.unknown
        named = _day_month(point, forms, key) if point.day else _month(point.month, forms, key)
        return forms.year_unknown.format(named)
    if not month:
        return _year(point, forms)
    if point.season:
        return _part_of_year(point, forms)
    if point.month is None:
        return forms.month_unknown.format(_year(point, forms))
    if not day:
        return _month_year(point, forms, key)
    if point.day is None:
        return forms.day_unknown.format(_month_year(point, forms, key))
    return forms.with_year.format(_day_month(point, forms, key), _year(point, forms))


def _year(point: Point, forms: _Forms) -> str:
    year = point.pattern[0]
    if year.endswith("X") and year[:3].isdigit():
        return forms.decade.format(f"{year[:3]}0")
    if "X" in year and point.low and point.high:
        return f"{point.low[0]}–{point.high[0]}"
    return year.removeprefix("Y")


def _part_of_year(point: Point, forms: _Forms) -> str:
    if point.season <= 32:
        return forms.seasons[(point.season - 21) % 4].format(_year(point, forms))
    if point.season <= 36:
        return forms.quarter.format(n=point.season - 32, y=_year(point, forms))
    return _year(point, forms)


def _month_year(point: Point, forms: _Forms, key: str) -> str:
    return forms.month_year.format(_month(point.month or 0, forms, key), _year(point, forms))


def _day_month(point: Point, forms: _Forms, key: str) -> str:
    name = WORDS[key].months[(point.month or 1) - 1][forms.genitive]
    return forms.day.format(d=_number(point.day or 0, forms), m=name.capitalize() if forms.capital else name)


def _number(day: int, forms: _Forms) -> str:
    return forms.first if day == 1 and forms.first else str(day)


def _month(month: int, forms: _Forms, key: str) -> str:
    name = WORDS[key].months[month - 1][0]
    return name.capitalize() if forms.capital else name
