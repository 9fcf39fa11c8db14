"""What is missing or doubtful in a record: the reasons behind "Needs attention" (ux.md §2), as sentences.

Nothing here stops a save; what may not be stored at all is told by ``invalid`` (``domain.validity``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from archive_app.domain import dates
from archive_app.domain.records import Article, Authority, MediaFile, Photo, PhotoUse, Record, Video, VideoUse
from archive_app.domain.results import Problem
from archive_app.domain.rights import RightsStatement, Verdict
from archive_app.domain.validity import invalid
from archive_app.domain.verdict import note
from archive_app.i18n import language, tr

__all__ = ["EXPIRES_SOON", "Problem", "invalid", "problems"]

EXPIRES_SOON = timedelta(days=90)

_SEVERITIES = ("error", "warning", "info")


def problems(
    record: Record,
    *,
    uses: Iterable[PhotoUse | VideoUse] = (),
    media: MediaFile | None = None,
    verdict: Verdict | None = None,
    today: date | None = None,
) -> tuple[Problem, ...]:
    """What somebody should look at in a record, the worst first.

    Args:
        record: Any record; works and their uses have most to say.
        uses: The uses in an article, or all uses of a photo or video (their words may disagree).
        media: The record's file, if it has one and it was read.
        verdict: The answer for the usual use; None leaves the rights out.
        today: For what lies in the future or ends soon; the present day when None.
    """
    day = today or date.today()  # noqa: DTZ011 - the archivist's own day
    linked = list(uses)
    found = [Problem(field, "invalid", sentence, "error") for field, sentence in invalid(record)]
    match record:
        case Article():
            found += _article(record, linked, day)
        case Photo():
            found += _photo(record, linked, day)
        case Video():
            found += _video(record, linked, day)
        case PhotoUse():
            found += _photo_use(record, "")
        case Authority():
            found += _authority(record)
        case RightsStatement():
            found += _rights(record)
        case _:
            pass
    if media is not None:
        found += _media(media)
    if verdict is not None and isinstance(record, Article | Photo | Video):
        found += _verdict(verdict, day)
    if isinstance(record, Article | Photo | Video) and not record.reviewed:
        found.append(Problem("reviewed", "not_reviewed", tr("Nobody has reviewed this record yet."), "info"))
    unique = list(dict.fromkeys(found))
    return tuple(sorted(unique, key=lambda problem: _SEVERITIES.index(problem.severity)))


def _article(record: Article, uses: Sequence[PhotoUse | VideoUse], day: date) -> Iterator[Problem]:
    if not record.headline.strip():
        yield Problem("headline", "no_headline", tr("There is no headline."))
    if not any(paragraph.strip() for paragraph in record.body):
        yield Problem("body", "no_text", tr("There is no text."))
    if not record.publisher.strip():
        yield Problem("publisher", "no_publisher", tr("The publisher is not stated."), "info")
    if not record.language:
        yield Problem("language", "no_language", tr("The language is not stated."), "info")
    yield from _date("published", record.published, day, needed=True)
    published, accessed = dates.earliest(record.published), dates.latest(record.accessed)
    if published is not None and accessed is not None and accessed < published:
        yield Problem(
            "accessed", "dates_disagree", tr("It was read before it was published; one of the dates is wrong.")
        )
    photos = [use for use in uses if isinstance(use, PhotoUse)]
    for number, use in enumerate(sorted(photos, key=lambda one: one.position), 1):
        yield from _photo_use(use, tr("Photo {number}").format(number=number) if len(photos) > 1 else "")


def _photo(record: Photo, uses: Sequence[PhotoUse | VideoUse], day: date) -> Iterator[Problem]:
    if record.media_id is None:
        yield Problem("media_id", "media_missing", tr("No picture file is held."), "info")
    if not record.title.strip() and not record.description.strip() and not any(use.caption.strip() for use in uses):
        yield Problem("title", "no_description", tr("Nothing says what the picture shows."))
    if not record.creators and not any(use.credit_line.strip() for use in uses):
        yield Problem("creators", "no_credit", tr("There is neither a creator nor a credit line."))
    yield from _date("taken", record.taken, day, needed=False)
    yield from _disagreements(uses, record.taken)


def _video(record: Video, uses: Sequence[PhotoUse | VideoUse], day: date) -> Iterator[Problem]:
    if record.media_id is None and record.status == "missing":
        yield Problem("status", "media_missing", tr("The film is missing."))
    elif record.media_id is None and record.status == "mentioned" and not record.url:
        yield Problem("status", "media_missing", tr("The film is known only from a mention."), "info")
    if record.status in ("linked", "embedded") and not record.url:
        yield Problem("url", "no_address", tr("The film is said to be linked, but no address is stated."))
    if record.status == "held" and record.media_id is None:
        yield Problem("status", "media_missing", tr("The film is said to be held, but no file is."))
    yield from _date("published", record.published, day, needed=False)
    yield from _disagreements(uses, record.published)


def _photo_use(use: PhotoUse, which: str) -> Iterator[Problem]:
    lead = f"{which}: " if which else ""
    if not use.credit_line.strip():
        yield Problem("credit_line", "no_credit", lead + tr("There is no credit line."))
    if use.credit.literals and "".join(use.credit.literals) != use.credit_line:
        yield Problem("credit_line", "credit_parts", lead + tr("The credit line changed since it was taken apart."))
    if not use.caption.strip():
        yield Problem("caption", "no_caption", lead + tr("There is no caption."), "info")


def _authority(record: Authority) -> Iterator[Problem]:
    folded = [_folded(record.name), *(_folded(variant.text) for variant in record.variants)]
    if len(set(folded)) < len(folded):
        yield Problem("variants", "variant_twice", tr("One form of the name stands there twice."), "info")


def _rights(record: RightsStatement) -> Iterator[Problem]:
    if record.credit_obligation == "required" and not record.credit_text.strip():
        yield Problem("credit_text", "credit_text_missing", tr("A credit is required, but its words are not stated."))
    if not record.agents and record.copyright_status == "in_copyright":
        yield Problem("agents", "holder_unknown", tr("It is in copyright, but no rights holder is stated."))
    if record.confidence == "documented" and not record.evidence and not record.contract_ref:
        yield Problem("evidence", "no_evidence", tr("It is said to be documented, but no document is named."))
    for name in ("embargo_until", "review_date"):
        value = getattr(record, name)
        parsed = dates.parse(value) if value else None
        if parsed is not None and not parsed.has_year:
            yield Problem(
                name, "date_without_year", tr("The year is not known, so nothing can be told from this date.")
            )
    if record.basis == "statute" and not record.citation.strip():
        yield Problem("citation", "no_citation", tr("The law that permits it is not cited."))


def _media(media: MediaFile) -> Iterator[Problem]:
    if media.fixity == "missing":
        yield Problem("media_id", "media_missing", tr("The file “{name}” is gone.").format(name=media.name), "error")
    elif media.fixity == "changed":
        text = tr("The file “{name}” is not the one that was taken in: its contents have changed.")
        yield Problem("media_id", "fixity_failed", text.format(name=media.name), "error")


def _verdict(verdict: Verdict, day: date) -> Iterator[Problem]:
    if verdict.nobody_looked:
        yield Problem("rights", "rights_not_known", tr("Nothing is recorded about the rights."))
    elif verdict.answer in ("ask", "not_allowed"):
        short = note(verdict)
        text = (
            tr("The rights must be checked before use: {note}.")
            if short
            else tr("The rights must be checked before use.")
        )
        yield Problem("rights", "rights_to_check", text.format(note=short), "info")
    if verdict.may_change_on and verdict.answer in ("allowed", "allowed_with_conditions"):
        change = date.fromisoformat(verdict.may_change_on)
        if change - day <= EXPIRES_SOON:
            shown = dates.display(verdict.may_change_on, language())
            text = tr("The right to use it may change on {date}.").format(date=shown)
            yield Problem("rights", "rights_expiring", text)


def _date(field: str, value: str, day: date, *, needed: bool) -> Iterator[Problem]:
    if not value:
        if needed:
            yield Problem(field, "no_date", tr("There is no date."))
        return
    parsed = dates.parse(value)
    if parsed is None:
        return  # told by ``invalid``
    first = dates.earliest(value)
    if not parsed.has_year:
        yield Problem(field, "date_without_year", tr("The date has no year."))
    elif parsed.kind == "one_of":
        shown = dates.display(value, language())
        yield Problem(
            field, "date_ambiguous", tr("The date can be read in more than one way: {date}.").format(date=shown)
        )
    elif parsed.uncertain or parsed.approximate:
        yield Problem(field, "date_uncertain", tr("The date is not certain."), "info")
    if first is not None and first > day:
        yield Problem(field, "date_in_future", tr("The date lies in the future."))


def _disagreements(uses: Sequence[PhotoUse | VideoUse], stated: str) -> Iterator[Problem]:
    """Where two texts say different things of one picture or film. Both are kept; a person should see it."""
    captions = _different(use.caption for use in uses)
    if len(captions) > 1:
        text = tr("It is described differently: {texts}").format(texts=_quoted(captions))
        yield Problem("caption", "captions_differ", text, "info")
    credit = _different((use.credit_line for use in uses), key=_parties_key(uses))
    if len(credit) > 1:
        yield Problem("credit_line", "credits_differ", tr("Its credit differs: {texts}").format(texts=_quoted(credit)))
    years: dict[str, None] = {}
    if (first := dates.earliest(stated)) is not None and first.year == getattr(dates.latest(stated), "year", None):
        years[str(first.year)] = None
    for use in uses:
        words = f"{use.caption} {use.mention}" if isinstance(use, VideoUse) else use.caption
        found = {_year_of(one.edtf) for one in dates.read_date(words, "") if one.certain} - {""}
        if len(found) == 1:
            years[found.pop()] = None
    if len(years) > 1:
        text = tr("The texts name different years: {years}.").format(years=", ".join(sorted(years)))
        # A caption may well name another year than the picture's own, hence no more than a hint.
        yield Problem("date", "years_differ", text, "info")


def _parties_key(uses: Sequence[PhotoUse | VideoUse]) -> Callable[[str], str]:
    """Two credit lines agree when they name the same parties, however they are written."""
    parties = {
        use.credit_line: " / ".join(sorted(_folded(party.name) for party in use.credit.parties)) for use in uses
    }  # fmt: skip
    return lambda line: parties.get(line) or _folded(line)


def _different(texts: Iterable[str], key: Callable[[str], str] | None = None) -> list[str]:
    """The texts that differ in their words, not only in case, accents or punctuation; empty ones do not count."""
    kept: dict[str, str] = {}
    for text in texts:
        if text.strip():
            kept.setdefault((key or _folded)(text), text)
    return list(kept.values())


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain))


def _quoted(texts: Sequence[str]) -> str:
    return "; ".join(f"“{text if len(text) <= 80 else text[:79].rstrip() + '…'}”" for text in texts)


def _year_of(edtf: str) -> str:
    first, last = dates.earliest(edtf), dates.latest(edtf)
    return str(first.year) if first is not None and last is not None and first.year == last.year else ""
