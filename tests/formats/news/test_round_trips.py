"""What we write in a news, photo or citation format is read back by our own importer, equal but for declared losses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.domain.export_record import Appearance, ExportRecord, PhotoInArticle, VideoInArticle
from archive_app.domain.records import Article, Draft, Name, Photo, PhotoUse, Video, VideoUse
from archive_app.domain.rights import RightsAgent, RightsStatement
from archive_app.formats.exporters.citation import BIBTEX, CSL_JSON, RIS
from archive_app.formats.exporters.newsml_g2 import NEWSML_G2
from archive_app.formats.exporters.ninjs import NINJS
from archive_app.formats.exporters.xmp.sidecars import described, sidecar
from archive_app.formats.exporting.base import ExportProfile
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.importers.base import RawSource
from archive_app.formats.importers.bibtex import BibtexImporter
from archive_app.formats.importers.csl_json import CslJsonImporter
from archive_app.formats.importers.newsml import NewsmlImporter
from archive_app.formats.importers.ninjs import NinjsImporter
from archive_app.formats.importers.ris import RisImporter
from archive_app.formats.importers.xmp import XmpImporter
from archive_app.formats.told.dating import plain_date
from tests.formats.export_contract import exported

# Words as people write them; not made to look like credits, dates or addresses, which importers rightly understand.
_LATIN = st.sampled_from((
    "harbour", "crew", "strike", "morning", "Ångström", "l’été", "naïve", "выставка", "космонавт", "Ελλάδα", "שלום",
    "صورة", "東京", "서울", "हिन्दी", "“quoted”", "fifty", "AT&T", "<b>bold</b>", "50%", "back\\slash", "{brace}",
    "under_score", "#7", "$5", "tilde~", "caret^",
))  # fmt: skip
SENTENCES = st.lists(_LATIN, min_size=4, max_size=14).map(lambda words: "Then " + " ".join(words) + " ended.")
TITLES = st.lists(_LATIN, min_size=3, max_size=6).map(lambda words: "On " + " ".join(words))
SUMMARIES = st.lists(_LATIN, min_size=4, max_size=9).map(lambda words: "In short " + " ".join(words) + " began.")
PLAIN = st.lists(
    st.sampled_from(("harbour", "crew", "выставка", "東京", "Ελλάδα", "naïve")), min_size=1, max_size=3, unique=True
).map(" ".join)
PERSONS = st.lists(
    st.sampled_from(("Ann Example", "Ivan Primerov", "Иван Примеров", "Marie Exemple")), max_size=2, unique=True
).map(lambda names: tuple(Name(one) for one in names))
SUBJECTS = st.lists(PLAIN, max_size=2, unique=True).map(lambda names: tuple(Name(one) for one in names))
DAYS = st.sampled_from(("2021-10-17", "1978-03-05", "2024-02-29", ""))
DATES = st.sampled_from(("2021-10-17", "2021-10", "1931", "1978-03-05", ""))
ADDRESSES = st.sampled_from(("https://example.org/news/1", "https://example.org/a?b=1&c=2", ""))
STATEMENTS = st.builds(
    RightsStatement,
    id=st.just(7), uid=st.just(f"{7:032x}"), copyright_notice=st.sampled_from(("© 2021 Orbital Press", "")),
    usage_terms=SENTENCES, restrictions=st.sampled_from(((), ("NO SALES",))),
    agents=st.sampled_from(((), (RightsAgent("Orbital Press"),))),
)  # fmt: skip
ARTICLES = st.builds(
    Article,
    id=st.just(1), uid=st.just(f"{1:032x}"), headline=TITLES, standfirst=SUMMARIES, bylines=PERSONS,
    body=st.lists(SENTENCES, min_size=1, max_size=3, unique=True).map(tuple), publisher=st.just("Evening Courier"),
    section=st.just("Science"), dateline=st.just("Baikonur"), published=DAYS.filter(bool), accessed=DAYS,
    language=st.sampled_from(("en", "fr", "ru")), url=ADDRESSES, subjects=SUBJECTS,
)  # fmt: skip
PHOTOS = st.builds(
    Photo,
    id=st.just(2), uid=st.just(f"{2:032x}"), title=TITLES, creators=PERSONS, taken=DATES, place=PLAIN, people=PERSONS,
    subjects=SUBJECTS, digital_source_type=st.sampled_from(("digitalCapture", "")), url=st.just("https://e.org/p.jpg"),
)  # fmt: skip
USES = st.builds(PhotoUse, id=st.just(3), uid=st.just(f"{3:032x}"), caption=SENTENCES, alt_text=TITLES,
                 credit_line=st.sampled_from(("Photo: Ilya Beispiel/Orbital Press", "")))  # fmt: skip
VIDEOS = st.builds(Video, id=st.just(4), uid=st.just(f"{4:032x}"), title=TITLES, published=DAYS, creators=PERSONS,
                   url=st.just("https://e.org/film.mp4"), duration=st.sampled_from((123.0, None)))  # fmt: skip
FILMED = st.builds(VideoUse, id=st.just(5), uid=st.just(f"{5:032x}"), caption=SENTENCES,
                   credit_line=st.just("Orbital Press"))  # fmt: skip
FEW = settings(max_examples=25, deadline=None)


def read(importer: Any, content: bytes, name: str) -> Draft:
    """The one draft that an importer finds."""
    drafts: list[Draft] = list(importer.read(RawSource(name, "", content)))
    assert len(drafts) == 1
    return drafts[0]


def texts(names: Sequence[Name]) -> list[str]:
    return [one.text for one in names]


def squeezed(text: str) -> str:
    """Without blanks and signs, which importers tidy, and without tags."""
    return "".join(sign for sign in text.replace("<b>", "").replace("</b>", "") if sign.isalnum()).casefold()


def same(ours: str, theirs: str) -> None:
    assert squeezed(ours) == squeezed(theirs)


def photo_record(photo: Photo, use: PhotoUse, statement: RightsStatement) -> ExportRecord:
    article = Article(id=1, uid=f"{1:032x}", headline="Film crew returns")
    return ExportRecord(work=photo, appears_in=(Appearance(use=use, article=article),), rights=(statement,))


def check_rights(found: Sequence[RightsStatement], statement: RightsStatement) -> None:
    """Notice, terms, restrictions and holder of one statement."""
    [read_back] = found
    assert read_back.copyright_notice == statement.copyright_notice
    assert squeezed(statement.usage_terms) in squeezed(read_back.usage_terms)
    said = " ".join((*read_back.restrictions, read_back.usage_terms))
    assert all(one in said for one in statement.restrictions)
    holders = [one.name for one in read_back.agents if one.role == "copyright_holder"]
    assert holders == [one.name for one in statement.agents]


@FEW
@given(PHOTOS, USES, STATEMENTS)
def test_xmp(photo: Photo, use: PhotoUse, statement: RightsStatement) -> None:
    [told] = described(photo_record(photo, use, statement), ExportProfile(), Losses())
    [back] = read(XmpImporter(), sidecar(told.properties), "crew.jpg.xmp").photos
    found = back.photo
    assert (found.title, found.description, found.place) == (photo.title, use.caption, photo.place)
    assert found.taken == plain_date(photo.taken).text
    assert found.digital_source_type == photo.digital_source_type
    for name in ("creators", "people", "subjects"):
        assert texts(getattr(found, name)) == texts(getattr(photo, name)), name
    assert use.alt_text in found.notes
    assert back.rights[0].credit_line_printed == use.credit_line
    check_rights(back.rights, statement)


def article_record(
    article: Article, photo: Photo, use: PhotoUse, video: Video, filmed: VideoUse, statement: RightsStatement
) -> ExportRecord:
    return ExportRecord(
        work=article,
        photos=(PhotoInArticle(use=use, photo=photo, rights=(statement,)),),
        videos=(VideoInArticle(use=filmed, video=video),),
        rights=(statement,),
    )


def check_article(found: Article, article: Article) -> None:
    for name in ("publisher", "dateline", "published", "language"):
        assert getattr(found, name) == getattr(article, name), name
    same(found.headline, article.headline)
    same(found.standfirst, article.standfirst)
    assert texts(found.bylines) == texts(article.bylines)
    assert [squeezed(one) for one in found.body] == [squeezed(one) for one in article.body]
    assert set(texts(article.subjects)) <= set(texts(found.subjects))


@FEW
@given(ARTICLES, PHOTOS, USES, VIDEOS, FILMED, STATEMENTS)
def test_newsml_g2(
    article: Article, photo: Photo, use: PhotoUse, video: Video, filmed: VideoUse, statement: RightsStatement
) -> None:
    record = article_record(article, photo, use, video, filmed, statement)
    back = read(NewsmlImporter(), exported(NEWSML_G2, [record])[0], "a.xml")
    check_article(back.article, article)
    assert back.article.url == article.url
    [shown], [film] = back.photos, back.videos
    check_photo(shown.photo, shown.use, photo, use)
    assert shown.photo.taken == plain_date(photo.taken).text
    check_video(film.video, film.use, video, filmed)
    check_rights(back.rights, statement)


@FEW
@given(ARTICLES, PHOTOS, USES, VIDEOS, FILMED, STATEMENTS)
def test_ninjs(
    article: Article, photo: Photo, use: PhotoUse, video: Video, filmed: VideoUse, statement: RightsStatement
) -> None:
    record = article_record(article, photo, use, video, filmed, statement)
    back = read(NinjsImporter(), exported(NINJS, [record])[0], "a.json")
    check_article(back.article, article)
    assert back.article.url == article.url
    [shown], [film] = back.photos, back.videos
    check_photo(shown.photo, shown.use, photo, use)
    check_video(film.video, film.use, video, filmed)
    check_rights(back.rights, statement)


def check_photo(found: Photo, printed: PhotoUse, photo: Photo, use: PhotoUse) -> None:
    same(printed.caption, use.caption)
    assert printed.credit_line == use.credit_line
    same(printed.alt_text, use.alt_text)
    same(found.title, photo.title)
    assert (found.place, found.url) == (photo.place, photo.url)
    assert found.digital_source_type == photo.digital_source_type
    assert texts(found.people) == texts(photo.people)
    assert texts(found.subjects) == texts(photo.subjects)
    if photo.creators:
        assert texts(found.creators) == texts(photo.creators)


def check_video(found: Video, printed: VideoUse, video: Video, filmed: VideoUse) -> None:
    same(found.title, video.title)
    same(printed.caption, filmed.caption)
    assert printed.credit_line == filmed.credit_line
    assert (found.url, found.duration, found.published) == (video.url, video.duration, video.published)


def check_citation(back: Draft, article: Article) -> None:
    found = back.article
    same(found.headline, article.headline)
    same(found.standfirst, article.standfirst)
    assert texts(found.bylines) == texts(article.bylines)
    assert texts(found.subjects) == texts(article.subjects)
    for name in ("publisher", "section", "published", "accessed", "language", "url"):
        assert getattr(found, name) == getattr(article, name), name


@FEW
@given(ARTICLES, STATEMENTS)
def test_citations_of_articles(article: Article, statement: RightsStatement) -> None:
    record = ExportRecord(work=article, rights=(statement,))
    for exporter, importer, name in (
        (CSL_JSON, CslJsonImporter(), "a.json"), (RIS, RisImporter(), "a.ris"), (BIBTEX, BibtexImporter(), "a.bib"),
    ):  # fmt: skip
        back = read(importer, exported(exporter, [record])[0], name)
        check_citation(back, article)
        [rights] = back.rights
        said = squeezed(f"{rights.copyright_notice} {rights.usage_terms}")
        assert all(squeezed(one) in said for one in (statement.usage_terms, *statement.restrictions))


@FEW
@given(PHOTOS, USES, STATEMENTS)
def test_citations_of_photos(photo: Photo, use: PhotoUse, statement: RightsStatement) -> None:
    record = photo_record(photo, use, statement)
    for exporter, importer, name in (
        (CSL_JSON, CslJsonImporter(), "a.json"), (RIS, RisImporter(), "a.ris"), (BIBTEX, BibtexImporter(), "a.bib"),
    ):  # fmt: skip
        [back] = read(importer, exported(exporter, [record])[0], name).photos
        same(back.photo.title, photo.title)
        assert texts(back.photo.creators) == texts(photo.creators) or not photo.creators
        assert (back.photo.taken, back.photo.url) == (photo.taken, photo.url)
        assert back.rights[0].credit_line_printed == use.credit_line
