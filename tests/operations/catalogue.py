"""A small catalogue whose every search result is known by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from archive_app.domain.records import (
    Article,
    Authority,
    Collection,
    Evidence,
    MediaFile,
    Name,
    Photo,
    SavedSearch,
    Variant,
    Video,
)
from archive_app.domain.rights import Grant, RightsStatement
from archive_app.operations import edit, ingest
from archive_app.operations.find import search
from archive_app.store.archive import Archive
from tests.make import a_draft, a_statement, add

SOON = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - as the program: the local day


def make(folder: Path) -> tuple[Archive, dict[str, int]]:
    """The catalogue, and the record ids by short names."""
    archive = Archive.create(folder, who="Tester")
    roscosmos, child = add(
        archive,
        Authority(name="Roscosmos", variants=(Variant("Роскосмос", "ru"), Variant("RKA"))),
        Authority(name="Kosmos Press", kind="organization"),
    )
    with archive.read() as reader:
        office = reader.record(child)
    assert isinstance(office, Authority)
    edit.save(archive, replace(office, parent_id=roscosmos))
    accepted = ingest.accept(
        archive,
        [
            a_draft("Soyuz launch delayed",
                    body=("The launch slipped to Monday, the crew waits for docking port two.",),
                    photos=[("https://e.org/soyuz.jpg", "Soyuz on the pad", "Photo: Ilya Beispiel/Roscosmos")],
                    videos=[("", "watch the launch film below")], published="2021-10-05", name="soyuz.html",
                    subjects=(Name("space"),)),
            a_draft("Ferry strike", body=("The crew of O’Brien’s ferry walked out.",),
                    publisher="Morning Post",
                    photos=[("https://e.org/ferry.jpg", "", "TASS"), ("https://e.org/none.jpg", "The quay", "")],
                    published="2019-03", bylines=(Name("Ann Example"), Name("Staff")), name="ferry.html"),
            a_draft("Élan vital au café", body=("Une émission sur le cœur.",), language="fr", published="201X",
                    publisher="", bylines=(), name="elan.html"),
            a_draft("宇宙船が帰還", body=("宇宙船は月曜日に帰還した。",), language="ja", published="",
                    name="uchu.html"),
            a_draft("Союз вернулся", body=("Экипаж вернулся на Землю.",), language="ru", published="2020/..",
                    photos=[("https://e.org/soyuz.jpg", "Союз на старте", "Фото: Роскосмос")], name="soyuz-ru.html"),
        ],
    )  # fmt: skip
    names = dict(zip(("soyuz", "ferry", "elan", "uchu", "ru"), accepted.articles, strict=True))
    with archive.read() as reader:
        for use in reader.photo_uses(articles=accepted.articles):
            names[use.src.rsplit("/", 1)[-1].removesuffix(".jpg") + "_photo"] = use.photo_id or 0
        for film in reader.video_uses(articles=accepted.articles):
            names["film"] = film.video_id or 0
    media, lone, clip, binned = add(
        archive,
        MediaFile(sha256="ab" * 32, size=3_000_000, media_type="image/jpeg", name="IMG_1.jpg", suffix=".jpg"),
        Photo(title="Alone", taken="1978-06", place="Bonn", medium="screenshot", people=(Name("Wolf Muster"),)),
        Video(title="Clip", url="https://tube.example/1", platform="Tube", status="linked", duration=95.0,
              published="2022-01-01"),
        Article(headline="Thrown away", body=("ferry",)),
    )  # fmt: skip
    names |= {"lone": lone, "clip": clip, "binned": binned, "roscosmos": roscosmos}
    with archive.read() as reader:
        picture = reader.record(names["ferry_photo"])
    assert isinstance(picture, Photo)
    edit.save(archive, replace(picture, media_id=media))
    edit.set_field(archive, names["ferry"], "reviewed", "yes")
    edit.set_field(archive, names["ferry"], "notes", "check the spelling")
    edit.to_bin(archive, [binned])
    ended = RightsStatement(
        work_id=names["soyuz_photo"], basis="licence", copyright_status="in_copyright", confidence="documented",
        grants=(Grant(action="publish_online", ends="2019"),), embargo_until="2018-01-01",
    )  # fmt: skip
    add(
        archive,
        a_statement(names["ferry_photo"], grants=(Grant(action="publish_online", territory=("FR",), ends=SOON),)),
        ended,
        a_statement(clip, status="disputed"),
        Collection(name="Exhibition", members=(names["soyuz"], names["ferry_photo"])),
        SavedSearch(name="space things", query="soyuz OR союз"),
        SavedSearch(name="a", query='search:"b"'),
        SavedSearch(name="b", query='ferry OR search:"a"'),
    )
    with archive.operation("Note") as writer:
        writer.note_evidence(names["elan"], [Evidence("published", "201X", "text", 0.3)])
    return archive, names


def found(
    archive: Archive, names: dict[str, int], text: str, *, typing: bool = False, sort: str = "newest"
) -> set[str]:
    """The short names of what a query text finds."""
    short = {number: name for name, number in names.items()}
    return {short[n] for n in search(archive, text, typing=typing, sort=sort).ids}
