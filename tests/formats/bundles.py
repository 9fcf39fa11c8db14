"""Bundles for tests of exporters: one made by hand to be read, and any that the types allow."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import strategies as st

from archive_app.domain.export_record import (
    REFERENCES,
    Appearance,
    ExportRecord,
    HistoryLine,
    PhotoInArticle,
    VideoInArticle,
)
from archive_app.domain.fields import kind_of
from archive_app.domain.records import (
    Article,
    Authority,
    Credit,
    CreditParty,
    Evidence,
    MediaFile,
    Name,
    Photo,
    PhotoUse,
    Record,
    Source,
    Variant,
    Video,
    VideoUse,
)
from archive_app.domain.rights import Grant, Reason, RightsAgent, RightsStatement, Use, Verdict


def uid(number: int) -> str:
    return f"{number:032x}"


LINE = "Photo: Ilya Beispiel/Orbital Press via Reuters"


def a_photo() -> Photo:
    return Photo(
        id=2,
        uid=uid(2),
        title="The crew after landing",
        creators=(Name("Ilya Beispiel", "photography"),),
        taken="2021-10-17",
        place="Zhezkazgan",
        media_id=6,
        subjects=(Name("space flight"),),
    )


def a_use() -> PhotoUse:
    return PhotoUse(
        id=3,
        uid=uid(3),
        article_id=1,
        photo_id=2,
        paragraph=1,
        caption="The crew after landing near Zhezkazgan.",
        alt_text="Three people in chairs",
        credit_line=LINE,
        credit=Credit(
            parties=(
                CreditParty("Ilya Beispiel", "creator", "person", 7, 20),
                CreditParty("Orbital Press", "provider", "organization", 21, 34, authority_id=8),
                CreditParty("Reuters", "distributor", "organization", 39, 46),
            ),
            literals=(LINE,),
        ),
    )


def a_statement() -> RightsStatement:
    return RightsStatement(
        id=7,
        uid=uid(7),
        work_id=2,
        basis="licence",
        copyright_status="in_copyright",
        agents=(RightsAgent("Orbital Press", "copyright_holder", 8),),
        usage_terms="Editorial use only.",
        restrictions=("NO SALES",),
        grants=(Grant(action="publish_online", territory=("FR", "DE"), ends="2026-12"),),
        credit_obligation="required",
        credit_text=LINE,
    )


VERDICT = Verdict(
    answer="ask",
    reasons=(
        Reason("confidence_low", "The holder is inferred from the credit line.", 7, LINE, "against"),
        Reason("permitted", "Publishing online is permitted in France and Germany until December 2026.", 7, "", "for"),
    ),
    conditions=(f"attribute: {LINE}",),
    may_change_on="2027-01-01",
    contact="Orbital Press",
)


def an_article() -> Article:
    return Article(
        id=1,
        uid=uid(1),
        revision=3,
        created="2026-02-03T10:00:00Z",
        modified="2026-02-04T10:00:00Z",
        headline="Film crew returns from orbit",
        standfirst="Three people landed on Sunday after twelve days.",
        body=("The crew landed on Sunday morning.", "They had shot a film (complete film below)."),
        bylines=(Name("Ann Example"), Name("Ivan Primerov", "translation", 9)),
        publisher="Evening Courier",
        published="2021-10-17",
        language="en",
        url="https://example.org/news/1",
        source_id=10,
        subjects=(Name("space flight"), Name("cinema")),
    )


def article_bundle() -> ExportRecord:
    """An article with a photo, a video that is only mentioned, rights, evidence and history."""
    return ExportRecord(
        work=an_article(),
        photos=(
            PhotoInArticle(
                use=a_use(),
                photo=a_photo(),
                media=MediaFile(id=6, uid=uid(6), sha256="ab" * 32, media_type="image/jpeg", width=1600, height=1067),
                evidence=(Evidence("caption", "The crew after landing", "html:figcaption", 0.95, "text", 120, 142),),
                rights=(a_statement(),),
                verdict=VERDICT,
            ),
        ),
        videos=(
            VideoInArticle(
                use=VideoUse(id=5, uid=uid(5), article_id=1, video_id=4, mention="complete film below"),
                video=Video(id=4, uid=uid(4), title="The film shot in orbit", duration=185.0),
                verdict=Verdict("ask", nobody_looked=True),
            ),
        ),
        source=Source(id=10, uid=uid(10), sha256="cd" * 32, name="page.html", media_type="text/html"),
        evidence=(
            Evidence("headline", "Film crew returns from orbit", "html:h1", 0.99, "text", 0, 28, source_id=10),
            Evidence("published", "on Sunday", "text:weekday", 0.5, "text", 50, 59, source_id=10),
            Evidence("published", "2021-10-17", "person", 1.0, "", source_id=None),
        ),
        verdict=Verdict("ask", nobody_looked=True, reasons=(Reason("status_unknown", "No statement exists."),)),
        use=Use(date="2026-03-01"),
        authorities=(
            Authority(id=8, uid=uid(8), name="Orbital Press", variants=(Variant("Орбитал Пресс", "ru", "Cyrl"),)),
            Authority(id=9, uid=uid(9), name="Primerov, Ivan", kind="person"),
        ),
        collections=("Space / Films",),
        history=(
            HistoryLine("2026-02-04T10:00:00Z", "M. Example", "Change headline", "Headline", "Film crew back", "…"),
        ),
    )


def photo_bundle() -> ExportRecord:
    """A photo, and the article in which it stands."""
    return ExportRecord(
        work=replace(a_photo(), media_id=None),
        appears_in=(Appearance(use=a_use(), article=replace(an_article(), source_id=None, bylines=())),),
        rights=(a_statement(),),
        verdict=VERDICT,
        authorities=(Authority(id=8, uid=uid(8), name="Orbital Press"),),
    )


# Any bundle that the types allow; ids are put in afterwards, so that links lead to something.
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NUMBERS = st.integers(-(2**62), 2**62)


def _any_of(kind: Any) -> st.SearchStrategy[Any]:
    if isinstance(kind, types.UnionType):
        return st.one_of(*map(_any_of, typing.get_args(kind)))
    if typing.get_origin(kind) is tuple:
        return st.lists(_any_of(typing.get_args(kind)[0]), max_size=2).map(tuple)
    if kind is types.NoneType:
        return st.none()
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        left_out = {"id", "uid", "history", "previews", *REFERENCES}
        parts = {each.name: _any_of(hints[each.name]) for each in fields(kind) if each.name not in left_out}
        builder: Any = kind
        return st.builds(builder, **parts)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: _TEXTS,
        int: _NUMBERS,
        bool: st.booleans(),
        float: st.floats(-1e15, 1e15, allow_nan=False),
    }
    return plain[kind]


def _linked(value: Any, draw: st.DrawFn, pool: dict[str, list[int]], next_id: list[int]) -> Any:
    """The value with ids and uids for its records (first pass), or with links between them (``pool`` is full)."""
    if isinstance(value, tuple):
        return tuple(_linked(item, draw, pool, next_id) for item in value)
    if not is_dataclass(value):
        return value
    changes: dict[str, Any] = {}
    if isinstance(value, Record) and next_id:
        next_id[0] += 1
        changes = {"id": next_id[0], "uid": uid(next_id[0])}
        pool.setdefault(str(kind_of(value)), []).append(next_id[0])
    for each in fields(value):
        held = getattr(value, each.name)
        if each.name in REFERENCES and not next_id:
            targets = [number for kind in REFERENCES[each.name] for number in pool.get(str(kind), [])]
            changes[each.name] = draw(st.sampled_from([None, *targets]))
        elif isinstance(held, tuple) or is_dataclass(held):
            changes[each.name] = _linked(held, draw, pool, next_id)
    return replace(value, **changes)


@st.composite
def bundles(draw: st.DrawFn) -> ExportRecord:
    """Any bundle, with links between the records in it."""
    bundle = draw(_any_of(ExportRecord))
    pool: dict[str, list[int]] = {}
    numbered = _linked(bundle, draw, pool, [0])
    linked: ExportRecord = _linked(numbered, draw, pool, [])
    return linked
