"""A word is found however it is written, scripts without spaces by any part of them; quoted words stay as they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain.records import Draft
from archive_app.operations import edit, find, ingest, upkeep
from archive_app.store.archive import Archive
from archive_app.store.index_fill import TABLES
from archive_app.store.index_words import index_word
from archive_app.store.sqlite import engine
from tests.make import a_draft

NEWS = "新华社记者在北京报道2021年的航天飞行。"


def article(title: str, *body: str, language: str = "") -> Draft:
    return a_draft(title, body=body, language=language, name=f"{title}.html")


def titles(archive: Archive, text: str, *, typing: bool = False) -> set[str]:
    results = find.search(archive, text, typing=typing)
    return {row.title for row in find.rows(archive, list(results.ids), results.query)}


def taken(archive: Archive, *drafts: Draft) -> Archive:
    ingest.accept(archive, drafts)
    return archive


# -- scripts without spaces ------------------------------------------------------------------------


@pytest.fixture
def eastern(archive: Archive) -> Archive:
    return taken(
        archive,
        article("zh", NEWS, language="zh"),
        article("zh2", "北京的新华书店，社会新闻。COVID疫情。", language="zh"),
        article("ja", "宇宙飛行士がソユーズで帰還した。", language="ja"),
        article("ko", "연합뉴스기자가 서울에서 보도했다.", language="ko"),
        article("th", "นักข่าวรายงานจากกรุงเทพ", language="th"),
        article("en", "The Xinhua reporter in Beijing.", language="en"),
    )


@pytest.mark.parametrize("piece", [NEWS[n : n + 2] for n in range(4)], ids=range(4))
def test_any_two_characters_find_it(eastern: Archive, piece: str) -> None:
    assert "zh" in titles(eastern, piece)
    assert "zh" in titles(eastern, f'"{piece}"')
    assert "zh" in titles(eastern, f"body:{piece}")


def test_longer_parts_are_exact(eastern: Archive) -> None:
    assert titles(eastern, "新华社") == {"zh"}  # the other has 新华 and 社, not one after the other
    assert titles(eastern, "新华社记者") == {"zh"}
    assert titles(eastern, '"新华社记者"') == {"zh"}
    assert titles(eastern, "新华 北京") == {"zh", "zh2"}
    assert titles(eastern, "新华 -书店") == {"zh"}
    assert titles(eastern, "者") == {"zh"}
    assert titles(eastern, "新社") == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2021", "zh"), ("2021年", "zh"), ("covid", "zh2"), ("飛行", "ja"), ("ソユーズ", "ja"), ("ユー", "ja"),
        ("기자", "ko"), ("서울", "ko"), ("ข่าว", "th"), ("ｿﾕｰｽﾞ", "ja"), ("xinhua", "en"),
    ],
)  # fmt: skip
def test_parts_in_other_scripts(eastern: Archive, text: str, found: str) -> None:
    assert titles(eastern, text) == {found}


def test_all_three_full_texts_hold_the_pairs(archive: Archive) -> None:
    taken(archive, article("新华社记者", "body"))
    with archive.read() as reader:
        for table in TABLES:
            statement = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"  # noqa: S608
            found = reader.connection.exec_driver_sql(statement, ('"社记"',)).scalar_one()
            assert found == 1, table


def test_an_edit_and_the_bin_keep_the_pairs_right(eastern: Archive) -> None:
    [number] = find.search(eastern, "新华书店").ids
    edit.set_field(eastern, number, "headline", "莫斯科")
    assert titles(eastern, "莫斯") == {"莫斯科"}
    assert titles(eastern, "title:莫斯") == {"莫斯科"}
    assert titles(eastern, "title:新华") == set()
    assert upkeep.check(eastern).clean


def test_hits_are_marked(eastern: Archive) -> None:
    [row] = find.rows(eastern, list(find.search(eastern, "华社").ids), find.search(eastern, "华社").query)
    assert [part.text for part in row.snippet if part.hit] == ["华社"]


# -- letters and signs -----------------------------------------------------------------------------


@pytest.fixture
def western(archive: Archive) -> Archive:
    return taken(
        archive,
        article("a", "Herr Müller wohnt in der Goethe-Straße."),
        article("b", "Mr Mueller lives in Strasse Nine."),
        article("c", "Mme Muller habite Paris."),
        article("d", "The Cité and Citë and Cite."),
        article("e", "Eugene O’Neill wrote plays."),
        article("f", "ONeill and O'Neill agree, so does oneill."),
        article("g", "Jean-Pierre met al-Qaida."),
        article("h", "Jean met Pierre and the Alqaida men."),
        article("i", "Sørensen from Łódź wrote to Đorđe."),
        article("j", "Алёна и российский космос."),
        article("k", "Ο Παπαδόπουλος στην Αθήνα."),
        article("l", "A poet in a pot does it."),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Müller", "abc"), ("Mueller", "abc"), ("muller", "abc"), ("Straße", "ab"), ("strasse", "ab"),
        ("STRASSE", "ab"), ("cite", "d"), ("Cité", "d"), ("citë", "d"), ("O'Neill", "ef"), ("O’Neill", "ef"),
        ("oneill", "ef"), ("jean pierre", "gh"), ("Jean-Pierre", "g"), ("jeanpierre", "g"), ("al-Qaida", "gh"),
        ("alqaida", "gh"), ("Sorensen", "i"), ("Sørensen", "i"), ("lodz", "i"), ("Łódź", "i"), ("dorde", "i"),
        ("Алена", "j"), ("алёна", "j"), ("российский", "j"), ("Παπαδοπουλος", "k"), ("ΑΘΗΝΑ", "k"), ("αθήνα", "k"),
        ("pot", "l"), ("poet", "l"),
    ],
)  # fmt: skip
def test_a_word_is_found_however_it_is_written(western: Archive, text: str, found: str) -> None:
    assert titles(western, text) == set(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Mueller"', "b"),
        ('"Müller"', "ac"),
        ('"Straße"', "a"),
        ('"oneill"', "f"),
        ('"sorensen"', ""),
        ("=Mueller", "b"),
    ],
)
def test_quoted_words_never_widen(western: Archive, text: str, found: str) -> None:
    assert titles(western, text) == set(found)


def test_what_else_was_looked_for_is_said(western: Archive) -> None:
    assert set(find.search(western, "oneill").spellings["oneill"]) == {"O'Neill", "O’Neill"}
    assert find.search(western, "pot").spellings == {}
    assert find.search(western, "Jean").spellings == {}


def test_names_that_were_never_authorities_cross_scripts_both_ways(archive: Archive) -> None:
    taken(archive, article("ru", "Режиссёр Клим Шипенко."), article("fr", "Klim Chipenko."), article("cs", "Šipenko."))
    for form in ("Шипенко", "Shipenko", "Chipenko", "Šipenko", "Sipenko"):
        assert titles(archive, form) == {"ru", "fr", "cs"}, form
    assert titles(archive, '"Шипенко"') == {"ru"}
    assert titles(archive, '"Chipenko"') == {"fr"}


# -- stems -----------------------------------------------------------------------------------------


@pytest.fixture
def stems(archive: Archive) -> Archive:
    return taken(
        archive,
        article("en1", "The rocket launches were delayed.", language="en"),
        article("en2", "They launched it.", language="en"),
        article("en3", "A launch in spring.", language="en"),
        article("de1", "Die Häuser der Stadt.", language="de"),
        article("de2", "Ein Haus am See.", language="de"),
        article("fr1", "Les journaux nationaux publient.", language="fr"),
        article("fr2", "La rédaction nationale a publié.", language="fr"),
        article("ru1", "Космические корабли летят.", language="ru"),
        article("ru2", "Космический корабль летел.", language="ru"),
        article("es1", "Las bibliotecas municipales.", language="es"),
        article("es2", "Una biblioteca municipal.", language="es"),
    )


@pytest.mark.parametrize(
    ("text", "exact", "others"),
    [
        ("launch", {"en3"}, {"en1", "en2"}), ("launched", {"en2"}, {"en1", "en3"}), ("Häuser", {"de1"}, {"de2"}),
        ("nationale", {"fr2"}, {"fr1"}), ("космический", {"ru2"}, {"ru1"}), ("корабли", {"ru1"}, {"ru2"}),
        ("biblioteca", {"es2"}, {"es1"}), ("text:launch", {"en3"}, {"en1", "en2"}), ("spring", {"en3"}, set()),
        ('"launch"', {"en3"}, set()), ("launch spring", {"en3"}, set()), ("launch rocket", set(), {"en1"}),
    ],
)  # fmt: skip
def test_other_forms_come_after_exact_hits(stems: Archive, text: str, exact: set[str], others: set[str]) -> None:
    for sort in ("newest", "oldest", "title", "relevance"):
        results = find.search(stems, text, sort=sort)
        order = [row.title for row in find.rows(stems, list(results.ids), results.query)]
        assert set(order[: results.exact]) == exact
        assert set(order[results.exact :]) == others
        assert sum(results.counts.values()) == results.total


def test_forms_are_said_and_not_taken_for_denied_words(stems: Archive) -> None:
    assert set(find.search(stems, "launch").stems["launch"]) == {"launches", "launched"}
    assert find.search(stems, '"launch"').stems == {}
    assert titles(stems, "type:article -launch") >= {"en1", "en2"}
    [kinds] = [f for f in find.facets(stems, find.search(stems, "launch").query) if f.field == "type"]
    assert sum(value.count for value in kinds.values) == 3


# -- what always holds -----------------------------------------------------------------------------

PARTS = (
        "launch", "launched", "Häuser", "Haus", "nationale", "космический", "корабли", "biblioteca", "летел", "rocket",
        "they", "was", "die", "新华", "社", "记者", "-it", "Müller", "Mueller", "O'Neill", "oneill", "al-Qaida",
        "straße",
        "Шипенко", "Shipenko", "text:launch", "caption:press", "by:Mueller", "la*ed", "*ouse*", "-l*d", "text:h*s",
        "type:article", "-type:photo", "no:credit", "lang:en,de", "-lang:en", "title:=x", "date:..2020",
        "-(launch haus)", '"the rocket"', "NEAR(the of, 4)", "count:photo=0", "is:unreviewed", "-has:photo",
        "text:~launch",
)  # fmt: skip
SOME = st.sampled_from(PARTS)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("mixed") / "mixed") as archive:
        bodies = [
            "The rocket launches of Herr Müller.", "They launched O'Neill and al-Qaida.", "Die Häuser an der Straße.",
            "Ein Haus, Mr Mueller.", "La rédaction nationale.", "Les nationaux.", "Космические корабли Шипенко.",
            "Shipenko летел.", NEWS, "Una biblioteca oneill.",
        ]  # fmt: skip
        languages = ["en", "en", "de", "de", "fr", "fr", "ru", "ru", "zh", "es"]
        ingest.accept(archive, [article(b[:9], b, language=c) for b, c in zip(bodies, languages, strict=True)])
        yield archive


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(words=st.lists(SOME, min_size=1, max_size=3), more=SOME | st.text(max_size=6), typing=st.booleans())
def test_one_more_part_never_finds_more(mixed: Archive, words: list[str], more: str, typing: bool) -> None:
    """A part is a word, a clause, a phrase or a negation; a text that nobody chose may hold syntax of its own."""
    drawn = more in PARTS
    if not drawn and (any(sign in more for sign in '"()|~:<>=.') or "or" in more.casefold()):
        return
    fewer = set(find.search(mixed, " ".join([*words, more]), typing=typing).ids)
    assert fewer <= set(find.search(mixed, " ".join(words), typing=typing).ids)


@settings(deadline=None)
@given(text=st.text(max_size=30))
def test_any_text_has_an_answer(mixed: Archive, text: str) -> None:
    find.search(mixed, text)
    find.search(mixed, f"text:{text}")


def test_words_are_kept_as_the_full_texts_hold_them(mixed: Archive) -> None:
    with mixed.read() as reader:
        run = reader.connection.exec_driver_sql
        held = set(run("SELECT term FROM term_list").scalars())
        assert set(run("SELECT word FROM word").scalars()) <= held
    assert index_word("Łódź") == "łodz"


@given(st.text(min_size=1, max_size=12))
def test_the_tokenizer_and_ours_agree_on_letters(text: str) -> None:
    connection = engine.sqlite.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE f USING fts5 (x, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab ('f', 'row')")
    connection.execute("INSERT INTO f VALUES (?)", ("a" + text.replace("\0", "") + "b",))
    terms = [row[0] for row in connection.execute("SELECT term FROM v").fetchall()]
    connection.close()
    if len(terms) == 1:
        assert terms == [index_word("a" + text.replace("\0", "") + "b")]
