"""What we write we read back: what a crosswalk calls exact is equal, what is lossy related, what is dropped absent."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain import uses
from archive_app.domain.export_record import ExportRecord, PhotoInArticle, VideoInArticle
from archive_app.domain.records import (
    MEDIUMS,
    Article,
    Credit,
    Draft,
    MediaFile,
    Name,
    Photo,
    PhotoUse,
    Video,
    VideoUse,
)
from archive_app.domain.rights import Grant, RightsAgent, RightsStatement
from archive_app.formats.exporters.dublin_core import OAI_DC, QUALIFIED_DC
from archive_app.formats.exporters.ead3 import EAD3
from archive_app.formats.exporters.mods import MODS
from archive_app.formats.exporters.pbcore import PBCORE
from archive_app.formats.exporting.base import crosswalk_of
from archive_app.formats.importers.dublin_core import DublinCoreImporter
from archive_app.formats.importers.ead import EadImporter
from archive_app.formats.importers.mods import ModsImporter
from archive_app.formats.importers.pbcore import PbcoreImporter
from archive_app.formats.library.rights_in import read_grant
from archive_app.formats.library.rights_lines import grant_line
from tests.formats.contract import drafts_or_error
from tests.formats.export_contract import exported

# Words as records hold them: one tidy line in NFC, of any script, with what XML and our own labels use as signs.
WORDS = st.lists(
    st.sampled_from(
        ["Harbour", "crew", "Ångström", "выставка", "صحيفة", "ירח", "東京", "Ελλάδα", "AT&T", "<b>", "“so”", "50 %",
         "a: b", "]]>", "&amp;", "🚀", "x; y", "(z)"]
    ),
    min_size=1, max_size=6,
).map(" ".join)  # fmt: skip
NAMES = st.lists(
    st.sampled_from(["Ann", "Example", "Иван", "Primerov", "山田", "ليلى", "O’Neil", "Jean-Luc"]),
    min_size=1, max_size=3, unique=True,
).map(" ".join)  # fmt: skip
DATES = st.sampled_from(
    ["", "2021", "2021-10", "2021-10-17", "2021-10-17?", "1931~", "193X", "2021-10-17/2021-10-19",
     "2020-05-04T10:00:00Z", "2021-21", "2019/..", "XXXX-10-05", "1984%"]
)  # fmt: skip
ADDRESSES = st.sampled_from(["", "https://example.org/a?b=1&c=2", "http://example.org/é", "https://example.org/x#y"])
DAYS = st.sampled_from(["2021-10-17", "2024-01-31", "2030-12"])


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), strategy)


def some_names() -> st.SearchStrategy[tuple[Name, ...]]:
    return st.lists(NAMES, max_size=2, unique=True).map(lambda names: tuple(Name(name) for name in names))


CODES = {
    name: st.sampled_from([choice.value for choice in choices])
    for name, choices in (("action", uses.ACTIONS), ("purpose", uses.PURPOSES), ("channel", uses.CHANNELS))
}
GRANTS = st.builds(
    Grant,
    effect=st.sampled_from(["permit", "prohibit"]),
    action=st.one_of(st.just(""), CODES["action"]),
    purpose=st.lists(CODES["purpose"], max_size=2, unique=True).map(tuple),
    channel=st.lists(CODES["channel"], max_size=2, unique=True).map(tuple),
    territory=st.lists(st.sampled_from(["FR", "DE", "WORLD"]), max_size=2, unique=True).map(tuple),
    territory_except=st.lists(st.sampled_from(["BE"]), max_size=1).map(tuple),
    starts=maybe(DAYS), ends=maybe(DAYS),
    max_uses=st.one_of(st.none(), st.integers(0, 9)),
    exclusive=st.booleans(),
)  # fmt: skip


@st.composite
def statements(draw: st.DrawFn, work: int) -> tuple[RightsStatement, ...]:
    if draw(st.booleans()):
        return ()
    made = RightsStatement(
        id=100 + work,
        uid=f"{100 + work:032x}",
        work_id=work,
        copyright_status=draw(st.sampled_from(["in_copyright", "public_domain", "undetermined", "no_known_copyright"])),
        copyright_year=draw(st.one_of(st.none(), st.integers(1900, 2024))),
        agents=tuple(RightsAgent(name) for name in draw(st.lists(NAMES, max_size=1))),
        copyright_notice=draw(maybe(WORDS.map(lambda text: f"© {text}"))),
        usage_terms=draw(maybe(WORDS)),
        restrictions=tuple(
            draw(st.lists(st.sampled_from(["NO SALES", "JAPAN OUT", "Not for TV."]), max_size=2, unique=True))
        ),
        grants=tuple(draw(st.lists(GRANTS, max_size=2, unique=True))),
        embargo_until=draw(maybe(DAYS)),
        embargo_scope=draw(st.sampled_from(["all", "outward"])),
        takedown=draw(st.booleans()),
        legal_hold=draw(st.booleans()),
        review_date=draw(maybe(DAYS)),
        data_mining=draw(st.sampled_from(["", "DMI-PROHIBITED"])),
    )
    return (made,)


@st.composite
def articles(draw: st.DrawFn) -> ExportRecord:
    """An article with up to one photo and one video, with what a crosswalk may call exact filled in or not."""
    article = Article(
        id=1, uid=f"{1:032x}", headline=draw(WORDS), standfirst=draw(maybe(WORDS)), body=("Text.",),
        bylines=draw(some_names()), publisher=draw(maybe(WORDS)), section=draw(maybe(WORDS)),
        dateline=draw(maybe(WORDS)), published=draw(DATES), accessed=draw(maybe(DAYS)),
        language=draw(st.sampled_from(["", "en", "fr", "zh-Hant", "ar"])), url=draw(ADDRESSES),
        subjects=draw(some_names()), notes="For colleagues.",
    )  # fmt: skip
    photos: tuple[PhotoInArticle, ...] = ()
    videos: tuple[VideoInArticle, ...] = ()
    if draw(st.booleans()):
        line = draw(maybe(WORDS))
        photo = Photo(
            id=2, uid=f"{2:032x}", title=draw(WORDS), description=draw(maybe(WORDS)), creators=draw(some_names()),
            taken=draw(DATES), place=draw(maybe(WORDS)), people=draw(some_names()), subjects=draw(some_names()),
            medium=draw(st.sampled_from(MEDIUMS)), digital_source_type=draw(st.sampled_from(["", "digitalCapture"])),
            url=draw(ADDRESSES),
        )  # fmt: skip
        use = PhotoUse(
            id=3, uid=f"{3:032x}", article_id=1, photo_id=2, caption=draw(maybe(WORDS)), alt_text=draw(maybe(WORDS)),
            credit_line=line, credit=Credit(literals=(line,)), src=draw(maybe(st.just("/images/1.jpg"))),
        )  # fmt: skip
        media = MediaFile(id=4, uid=f"{4:032x}", sha256="ab" * 32, size=7, media_type="image/jpeg", width=4, height=3)
        photos = (PhotoInArticle(use=use, photo=photo, media=media, rights=draw(statements(2))),)
    if draw(st.booleans()):
        line = draw(maybe(WORDS))
        video = Video(
            id=5, uid=f"{5:032x}", title=draw(WORDS), description=draw(maybe(WORDS)), url=draw(ADDRESSES),
            platform=draw(maybe(WORDS)), duration=draw(st.sampled_from([None, 0.0, 59.5, 123.0, 7384.25])),
            creators=draw(some_names()), subjects=draw(some_names()), published=draw(DATES),
        )  # fmt: skip
        shown = VideoUse(
            id=6, uid=f"{6:032x}", article_id=1, video_id=5, mention=draw(maybe(WORDS)), caption=draw(maybe(WORDS)),
            credit_line=line, credit=Credit(literals=(line,)),
        )  # fmt: skip
        videos = (VideoInArticle(use=shown, video=video, rights=draw(statements(5))),)
    return ExportRecord(work=article, photos=photos, videos=videos, rights=draw(statements(1)))


FORMATS: list[tuple[Any, Any]] = [
    (MODS, ModsImporter()),
    (OAI_DC, DublinCoreImporter()),
    (QUALIFIED_DC, DublinCoreImporter()),
    (EAD3, EadImporter()),
    (PBCORE, PbcoreImporter()),
]


@pytest.mark.parametrize(("exporter", "importer"), FORMATS, ids=[one.name for one, _ in FORMATS])
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(record=articles())
def test_exact_fields_come_back_equal(exporter: Any, importer: Any, record: ExportRecord) -> None:
    if exporter is PBCORE and not record.videos:
        return
    drafts = drafts_or_error(importer, exported(exporter, [record])[0], "export.xml")
    assert isinstance(drafts, list), drafts
    assert len(drafts) == 1
    homes = crosswalk_of(exporter) or {}
    for part, ours, back in _pairs(record, drafts[0], with_article=exporter is not PBCORE):
        for name in _fields(part):
            home = homes.get(f"{part}.{name}")
            if home is None or not hasattr(ours, name) or not hasattr(back, name):
                continue
            before, after = getattr(ours, name), getattr(back, name)
            if not before and (name in ("caption", "src") or (name == "description" and drafts[0].alone)):
                continue  # one that is there stands in for one that is not: a caption for a description, a url for src
            if home.fidelity == "exact":
                assert _shape(after) == _shape(before), f"{exporter.name}: {part}.{name}"
            elif home.fidelity == "dropped" and name in ("body", "notes"):
                assert not after, f"{exporter.name}: {part}.{name}"
            elif name in ("bylines", "creators", "subjects"):
                assert {one.text for one in before} <= {one.text for one in after}, f"{exporter.name}: {part}.{name}"


@pytest.mark.parametrize(("exporter", "importer"), FORMATS, ids=[one.name for one, _ in FORMATS])
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(record=articles())
def test_no_limit_on_use_is_lost_on_the_way_and_back(exporter: Any, importer: Any, record: ExportRecord) -> None:
    if exporter is PBCORE and not record.videos:
        return
    drafts = drafts_or_error(importer, exported(exporter, [record])[0], "export.xml")
    assert isinstance(drafts, list), drafts
    for before, after in _rights(record, drafts[0], with_article=exporter is not PBCORE):
        for one in before:
            assert after, f"{exporter.name}: a statement is gone"
            back = after[0]
            said = " ".join((back.copyright_notice, back.usage_terms, *back.restrictions, back.note))
            assert {grant for grant in one.grants if grant.effect == "prohibit"} <= set(back.grants)
            assert set(one.grants) <= set(back.grants)
            for text in (*one.restrictions, one.usage_terms, one.copyright_notice):
                assert text in said, f"{exporter.name}: {text}"
            assert back.takedown == one.takedown
            assert back.legal_hold == one.legal_hold
            assert back.data_mining == one.data_mining
            assert back.embargo_until == one.embargo_until
            assert not one.embargo_until or back.embargo_scope == one.embargo_scope
            assert back.copyright_year == one.copyright_year or one.copyright_year is None
            assert {agent.name for agent in one.agents} <= {agent.name for agent in back.agents}


@pytest.mark.parametrize(("exporter", "importer"), FORMATS, ids=[one.name for one, _ in FORMATS])
def test_a_video_that_is_only_mentioned_comes_back(exporter: Any, importer: Any) -> None:
    video = VideoInArticle(
        use=VideoUse(id=6, uid=f"{6:032x}", article_id=1, video_id=5, mention="complete film below"),
        video=Video(id=5, uid=f"{5:032x}"),
    )
    record = ExportRecord(work=Article(id=1, uid=f"{1:032x}", headline="A"), videos=(video,))
    drafts = drafts_or_error(importer, exported(exporter, [record])[0], "export.xml")
    assert isinstance(drafts, list), drafts
    (back,) = drafts[0].videos
    assert "complete film below" in (back.use.mention, back.video.description)
    # Dublin Core has no way to say that a title was supplied.
    assert back.video.title == "" or exporter in (OAI_DC, QUALIFIED_DC)


@given(grant=GRANTS)
def test_the_words_of_a_grant_are_read_back_as_the_grant(grant: Grant) -> None:
    assert read_grant(grant_line(grant).text, grant.effect) == grant


@given(text=st.text(max_size=60))
def test_words_that_are_no_grant_are_none(text: str) -> None:
    grant = read_grant(text, "prohibit")
    assert grant is None or grant_line(grant).text.replace(" ()", "") in (text.strip(), text.strip().replace(" ()", ""))


def _pairs(record: ExportRecord, draft: Draft, *, with_article: bool) -> list[tuple[str, Any, Any]]:
    pairs: list[tuple[str, Any, Any]] = [("article", record.work, draft.article)] if with_article else []
    for photo, back in zip(record.photos if with_article else (), draft.photos, strict=True):
        pairs += [("photo", photo.photo, back.photo), ("use", photo.use, back.use)]
    for video, film in zip(record.videos, draft.videos, strict=True):
        pairs += [("video", video.video, film.video), ("use", video.use, film.use)]
    return pairs


def _rights(record: ExportRecord, draft: Draft, *, with_article: bool) -> list[tuple[Any, Any]]:
    pairs: list[tuple[Any, Any]] = [(record.rights, draft.rights)] if with_article else []
    if with_article:
        pairs += [(one.rights, back.rights) for one, back in zip(record.photos, draft.photos, strict=True)]
    return pairs + [(one.rights, back.rights) for one, back in zip(record.videos, draft.videos, strict=True)]


def _fields(part: str) -> list[str]:
    kinds: dict[str, list[Callable[..., Any]]] = {
        "article": [Article], "photo": [Photo], "video": [Video], "use": [PhotoUse, VideoUse],
    }  # fmt: skip
    names = [each.name for kind in kinds[part] for each in dataclasses.fields(kind)]  # type: ignore[arg-type]
    return [name for name in dict.fromkeys(names) if name not in ("id", "uid", "credit", "position", "paragraph")]


def _shape(value: Any) -> Any:
    return (
        tuple(one.text for one in value) if isinstance(value, tuple) and value and isinstance(value[0], Name) else value
    )
