"""Dates that count from today, as English, French, German, Spanish and Russian say them: "last month", "hier", "7d".

The words of every language always work, so that a saved search means the same whatever language the window speaks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from archive_app.domain.folding import fold

Unit = Literal["day", "week", "month", "year"]

_DAYS: Final = {
    -1: "yesterday hier gestern ayer вчера",
    0: "today aujourd'hui heute hoy сегодня",
    1: "tomorrow demain morgen mañana завтра",
}
# For each step and unit, what is said for it; articles and "in" may stand before it.
_STEPS: Final[dict[tuple[Unit, int], str]] = {
    ("week", -1): "last week|previous week|semaine dernière|semaine passée|letzte woche|vorige woche|semana pasada"
    "|прошлая неделя|прошлой неделе",
    ("week", 0): "this week|cette semaine|diese woche|dieser woche|esta semana|эта неделя|этой неделе",
    ("week", 1): "next week|semaine prochaine|nächste woche|próxima semana|semana próxima|следующая неделя"
    "|следующей неделе",
    ("month", -1): "last month|previous month|mois dernier|mois passé|letzter monat|letzten monat|mes pasado"
    "|прошлый месяц|прошлом месяце",
    ("month", 0): "this month|ce mois|ce mois-ci|dieser monat|diesen monat|este mes|этот месяц|этом месяце",
    ("month", 1): "next month|mois prochain|nächster monat|nächsten monat|próximo mes|mes próximo|следующий месяц"
    "|следующем месяце",
    ("year", -1): "last year|previous year|année dernière|an dernier|année passée|letztes jahr|voriges jahr"
    "|año pasado|прошлый год|прошлом году",
    ("year", 0): "this year|cette année|dieses jahr|este año|этот год|этом году",
    ("year", 1): "next year|année prochaine|an prochain|nächstes jahr|próximo año|año próximo|следующий год"
    "|следующем году",
}
_LEADING: Final = re.compile(r"(?:the|in|im|in der|la|le|el|en|l['’]|на|в)\s*(?<=['’\s])")
_UNITS: Final[dict[Unit, str]] = {
    "day": "d day days j jour jours t tag tage tagen día días д день дня дней",
    "week": "w week weeks sem semaine semaines woche wochen semana semanas н нед неделя недели недель",
    "month": "m month months mois mo monat monate monaten mes meses м мес месяц месяца месяцев",
    "year": "y year years a an ans année années jahr jahre jahren año años г год года лет",
}
_AGE: Final = re.compile(r"([0-9]{1,5})\s*([^\W\d_]+)")


def day_step(text: str) -> int | None:
    """How many days from today a word for a day is: -1 for "yesterday"; None for anything else."""
    return _days().get(_key(text))


def calendar_step(text: str) -> tuple[Unit, int] | None:
    """The unit and the step of "last month" (month, -1); None for anything else."""
    key = _key(text)
    lead = _LEADING.match(key)
    return _steps().get(key) or (_steps().get(key[lead.end() :]) if lead else None)


def age_of(text: str) -> tuple[int, Unit] | None:
    """The number and unit of an age, (7, "day") for "7d" and "7 jours"; None for anything else."""
    match = _AGE.fullmatch(_key(text))
    unit = _units().get(match[2]) if match else None
    return (int(match[1]), unit) if match and unit else None


def _key(text: str) -> str:
    return fold(" ".join(text.split())).replace("’", "'")


@cache
def _days() -> dict[str, int]:
    return {_key(word): step for step, words in _DAYS.items() for word in words.split()}


@cache
def _steps() -> dict[str, tuple[Unit, int]]:
    return {_key(words): step for step, every in _STEPS.items() for words in every.split("|")}


@cache
def _units() -> dict[str, Unit]:
    return {_key(word): unit for unit, words in _UNITS.items() for word in words.split()}
