"""Dates and places of metadata as ISO writes them: from EXIF, IIM, XMP and the containers of films."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Mapping

_DATE = re.compile(
    r"(?P<y>\d{4})(?:[-:/. ]?(?P<m>\d{2})(?:[-:/. ]?(?P<d>\d{2}))?)?"
    r"(?:(?:[T ]|(?<=\d{8})\s*)\s*(?P<H>\d{2}):?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:[.,:](?P<f>\d{1,9}))?)?)?"
    r"\s*(?P<z>Z|UTC|[+-]\d{2}:?\d{2})?\s*"
)
_CLOCK = re.compile(r"(?P<H>\d{2}):?(?P<M>\d{2})(?::?(?P<S>\d{2}))?\s*(?P<z>Z|[+-]\d{2}:?\d{2})?")
_ZONED = re.compile(r"(?:Z|(?<=:\d\d)[+-]\d\d:\d\d|(?<=\.\d)[+-]\d\d:\d\d|(?<=\d)[+-]\d\d:\d\d)$")
_ZONE = re.compile(r"[+-]\d{2}:\d{2}")
_PLACE = re.compile(r"(?P<lat>[+-]\d+(?:\.\d+)?)(?P<lon>[+-]\d+(?:\.\d+)?)(?P<alt>[+-]\d+(?:\.\d+)?)?")
_XMP_DEGREES = re.compile(r"(?P<d>\d+(?:\.\d+)?),(?P<m>\d+(?:\.\d+)?)(?:,(?P<s>\d+(?:\.\d+)?))?(?P<r>[NSEWnsew])?")


def iso_moment(text: str, clock: str = "", zone: str = "", fraction: str = "") -> str:
    """A date, with its time where there is one, as ISO 8601; "" where it says nothing ("0000:00:00 00:00:00").

    Args:
        text: The date as a layer has it.
        clock: IIM's time of day.
        zone: EXIF's zone.
        fraction: EXIF's parts of a second.
    """
    found = _DATE.fullmatch(text.strip().rstrip("\x00").strip())
    if found is None or found["y"] == "0000":
        return ""
    part = {key: value for key, value in found.groupdict().items() if value}
    if part.get("m", "01") == "00":
        return part["y"]
    if not 1 <= int(part.get("m", "1")) <= 12 or int(part.get("d", "1")) > 31:
        return ""
    if part.get("d", "01") == "00":
        return f"{part['y']}-{part['m']}"
    day = "-".join(part[key] for key in "ymd" if key in part)
    if "H" not in part and clock and "d" in part:
        told = _CLOCK.fullmatch(clock.strip())
        part |= {key: value for key, value in told.groupdict().items() if value} if told is not None else {}
    if "H" not in part or "d" not in part or int(part["H"]) > 24 or int(part["M"]) > 59:
        return day
    time = f"{part['H']}:{part['M']}" + (f":{part['S']}" if "S" in part else "")
    parts = part.get("f", "") or (fraction.strip() if fraction.strip().isdigit() else "")
    if parts.strip("0") and "S" in part:
        time += f".{parts}"
    told_zone = part.get("z", "") or (zone.strip() if _ZONE.fullmatch(zone.strip()) else "")
    if told_zone in ("Z", "UTC"):
        told_zone = "Z"
    elif told_zone and ":" not in told_zone:
        told_zone = f"{told_zone[:3]}:{told_zone[3:]}"
    return f"{day}T{time}{told_zone}"


def same_moment(one: str, other: str) -> bool:
    """Whether two dates of ``iso_moment`` are one: as far as both are told, or as moments where both have a zone."""
    if all(_ZONED.search(text) for text in (one, other)):
        with contextlib.suppress(ValueError):
            first, second = (dt.datetime.fromisoformat(text) for text in (one, other))
            return abs(first - second) < dt.timedelta(seconds=1)
    first_part, second_part = (_ZONED.sub("", text)[:19] for text in (one, other))
    shorter = min(len(first_part), len(second_part))
    return first_part[:shorter] == second_part[:shorter]


def place_of(exif: Mapping[str, object], xmp: Mapping[str, object], film: str) -> dict[str, float]:
    """Where a picture or film was made, in decimal degrees and metres: "lat", "lon", "alt"; what is not told is absent.

    Args:
        exif: EXIF values by name.
        xmp: XMP properties by name.
        film: A film's place as ISO 6709 writes it.
    """
    found: dict[str, float] = {}
    for key, name, refs, turn in (("lat", "GPSLatitude", "GPSLatitudeRef", "S"), ("lon", "GPSLongitude", "GPSLongitudeRef", "W")):  # fmt: skip # noqa: E501
        value = _degrees(exif.get(name))
        if value is not None:
            found[key] = -value if str(exif.get(refs, "")).strip().upper().startswith(turn) else value
        elif (words := xmp.get(f"exif:{name}")) and (told := degrees_of(str(words))) is not None:
            found[key] = told
    limits = {"lat": 90.0, "lon": 180.0}
    found = {key: value for key, value in found.items() if abs(value) <= limits[key]}
    high = exif.get("GPSAltitude")
    below = exif.get("GPSAltitudeRef")
    if not isinstance(high, int | float):
        high, below = ratio_of(str(xmp.get("exif:GPSAltitude", ""))), xmp.get("exif:GPSAltitudeRef")
    if isinstance(high, int | float):
        under = str(below).strip("[] ") in ("1", "\x01") or below == b"\x01"
        found["alt"] = -float(high) if under else float(high)
    if film and "lat" not in found and (told_place := _PLACE.match(film)) is not None:
        found |= {key: float(value) for key, value in told_place.groupdict().items() if value}
    return found


def degrees_of(text: str) -> float | None:
    """A latitude or longitude as XMP writes it ("48,16.5N"), in decimal degrees."""
    found = _XMP_DEGREES.fullmatch(text.strip())
    if found is None:
        try:
            return float(text)
        except ValueError:
            return None
    value = float(found["d"]) + float(found["m"]) / 60 + float(found["s"] or 0) / 3600
    return -value if (found["r"] or "").upper() in ("S", "W") else value


def ratio_of(text: str) -> float | None:
    """A number that may be written as a fraction ("480/1")."""
    above, bar, below = text.strip().partition("/")
    try:
        return float(above) / float(below) if bar else float(above)
    except (ValueError, ZeroDivisionError):
        return None


def _degrees(value: object) -> float | None:
    if isinstance(value, int | float):
        return float(value)
    if not isinstance(value, list) or not value or not all(isinstance(one, int | float) for one in value):
        return None
    return sum((float(one) / float(60**place) for place, one in enumerate(value[:3])), 0.0)
