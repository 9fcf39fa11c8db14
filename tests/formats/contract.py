"""The contract of every importer: any bytes end in drafts or FormatError, quotations are exact, nothing is chance."""

from __future__ import annotations

from archive_app.domain.edtf import is_valid
from archive_app.domain.errors import FormatError
from archive_app.domain.records import CREDIT_FLAGS, MEDIUMS, PARTY_ROLES, VIDEO_STATUSES, Draft, Evidence
from archive_app.formats.importers.base import HEAD_BYTES, Importer, RawSource
from archive_app.formats.reading.decoding import decode


def drafts_or_error(importer: Importer, content: bytes, name: str) -> list[Draft] | FormatError:
    """Read bytes as the program does, twice, and check whatever comes of it."""
    importer.recognises(name, content[:HEAD_BYTES])
    first = _read(importer, content, name)
    assert _same(first, _read(importer, content, name)), "two readings of one source differ"
    if isinstance(first, FormatError):
        assert first.message, "a refusal says why"
        assert first.where == name, "a refusal names the source"
    else:
        for draft in first:
            check_draft(draft, content)
    return first


def check_draft(draft: Draft, content: bytes) -> None:
    """What holds for every draft of every importer."""
    assert draft.content == content
    assert draft.source.size == len(content)
    assert len(draft.source.sha256) == 64
    article = draft.article
    texts = [article.headline, article.standfirst, article.publisher, article.dateline, *article.body]
    assert all("\n" not in text and text == text.strip() for text in texts), "a value is one tidy line"
    assert all(article.body), "no paragraph is empty"
    assert article.published == "" or is_valid(article.published)
    check_evidence(draft, draft.evidence, content)
    fields = {item.field for item in draft.evidence}
    for field in ("headline", "standfirst", "publisher", "section", "dateline", "published", "language", "url"):
        assert not getattr(article, field) or field in fields, f"{field} has no evidence"
    for field, values in (("body", article.body), ("bylines", article.bylines), ("subjects", article.subjects)):
        assert {f"{field}.{number}" for number in range(len(values))} <= fields, f"{field} has no evidence"
    for number, photo in enumerate(draft.photos):
        assert photo.use.position == number
        assert -1 <= photo.use.paragraph <= len(article.body)
        assert photo.photo.medium in MEDIUMS
        check_credit(photo.use.credit_line, photo.use.credit.literals)
        assert set(photo.use.credit.flags) <= set(CREDIT_FLAGS)
        assert {party.role for party in photo.use.credit.parties} <= set(PARTY_ROLES)
        check_evidence(draft, photo.evidence, content)
        known = {item.field for item in photo.evidence}
        for field in ("caption", "alt_text", "credit_line", "src"):
            assert not getattr(photo.use, field) or field in known, f"a photo's {field} has no evidence"
    for number, video in enumerate(draft.videos):
        assert video.use.position == number
        assert -1 <= video.use.paragraph <= len(article.body)
        assert video.video.status in VIDEO_STATUSES
        check_evidence(draft, video.evidence, content)
        assert not video.use.mention or "mention" in {item.field for item in video.evidence}


def check_credit(line: str, literals: tuple[str, ...]) -> None:
    """Nothing of a printed credit line is lost."""
    assert "".join(literals) == line


def check_evidence(draft: Draft, evidence: tuple[Evidence, ...], content: bytes) -> None:
    """Every quotation stands where the evidence says."""
    raw = ""
    for item in evidence:
        assert 0 <= item.confidence <= 1
        assert item.method
        if item.layer == "text":
            assert 0 <= item.start < item.end <= len(draft.source.text)
            assert draft.source.text[item.start : item.end] == item.quote
        elif item.layer == "raw":
            raw = raw or decode(content, draft.source.encoding).text
            assert raw[item.start : item.end] == item.quote
        else:
            assert item.layer == ""
            assert (item.start, item.end) == (-1, -1)


def _read(importer: Importer, content: bytes, name: str) -> list[Draft] | FormatError:
    try:
        return list(importer.read(RawSource(name, name, content)))
    except FormatError as error:
        return error


def _same(left: list[Draft] | FormatError, right: list[Draft] | FormatError) -> bool:
    if isinstance(left, FormatError) or isinstance(right, FormatError):
        return str(left) == str(right)
    return left == right
