"""Records for tests of exports: every field set, nearly none, every script, very long, and what no file can hold."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from archive_app.domain.export_record import (
    Appearance,
    ExportRecord,
    HistoryLine,
    PhotoInArticle,
    VideoInArticle,
)
from archive_app.domain.records import (
    AUTHORITY_KINDS,
    CREDIT_FLAGS,
    MEDIUMS,
    VIDEO_STATUSES,
    Article,
    Authority,
    Credit,
    CreditParty,
    Evidence,
    Identifier,
    MediaFile,
    Name,
    Photo,
    PhotoUse,
    Source,
    Variant,
    Video,
    VideoUse,
)
from archive_app.domain.rights import (
    AGENT_ROLES,
    BASES,
    CONFIDENCES,
    COPYRIGHT_STATUSES,
    SCOPES,
    DepictedWork,
    Grant,
    Reason,
    RightsAgent,
    RightsEvidence,
    RightsStatement,
    Use,
    Verdict,
)

WORDS = (
    "harbour", "crew", "landing", "Ångström", "l’été", "naïve", "выставка", "космонавт", "صحيفة", "صورة", "ירח", "東京",
    "写真", "서울", "Ελλάδα", "हिन्दी", "AT&T", "<b>", "“quoted”", "50 %", "=SUM(A1)", "{brace}", "back\\slash", "🚀",
)  # fmt: skip
DATES = (
    "2021",
    "2021-10",
    "2021-10-17",
    "2021-10-17?",
    "1931~",
    "193X",
    "2021-10-17/2021-10-19",
    "2020-05-04T10:00:00Z",
)
CAPTION = "Three people in front of a capsule; the third is not named. "


ODD_TEXTS = (
    "صورة الطاقم بعد الهبوط\u200f (٢٠٢١)",
    "צוות הסרט חזר מהחלל",
    "映画の撮影班が宇宙から帰還した。",
    "영화 촬영팀이 돌아왔다",
    (CAPTION * 200)[:10_000],
    "bell\x07 null\x00 escape\x1b unit\x1f next\x85 line\u2028 end\ufffe",
    "half \ud83d of it",
    "]]> <![CDATA[ & < > \" ' -->",
    "line one\nline two\r\nline three\ttab",
    "\u202eevil\u202c",
    "=cmd|' /C calc'!A0",
    "{\\textbf{x}} % $ # _ ^ ~ @article{a,}",
    "ER  - \nTY  - JOUR",
    " leading and trailing ",
    "e\u0301 ＝full-width",
    "𝄞 𐍈 👩\u200d🚀",
)


def uid(number: int) -> str:
    return f"{number:032x}"


class _Maker:
    """Makes records of one seed; ids run on, so that none comes twice."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._number = seed * 1_000_000

    def number(self) -> int:
        self._number += 1
        return self._number

    def words(self, most: int = 8) -> str:
        return " ".join(self._random.choice(WORDS) for _ in range(self._random.randint(2, most)))

    def one(self, values: Any) -> Any:
        return self._random.choice(list(values))

    def date(self) -> str:
        return str(self.one(DATES))

    def day(self) -> str:
        return f"20{self._random.randint(10, 29)}-{self._random.randint(1, 12):02}-{self._random.randint(1, 28):02}"

    def address(self) -> str:
        return f"https://example.org/{self._random.randint(1, 10**9)}"

    def known(self) -> dict[str, Any]:
        number = self.number()
        return {
            "id": number, "uid": uid(number), "revision": 2, "created": "2026-02-03T10:00:00Z",
            "modified": "2026-02-04T11:12:13Z",
        }  # fmt: skip

    def names(self, authority: int | None, role: str = "text") -> tuple[Name, ...]:
        return (Name(self.words(3), role, authority), Name(self.words(3)))

    def authorities(self) -> tuple[Authority, ...]:
        parent = Authority(**self.known(), name=self.words(3), kind="organization", subkind="newspaper")
        one = Authority(
            **self.known(), name=self.words(3), kind=self.one(AUTHORITY_KINDS), subkind="space_agency",
            variants=(Variant("Роскосмос", "ru", "Cyrl"), Variant(self.words(3))),
            identifiers=(Identifier("wikidata", "Q190332"), Identifier("isni", "0000000121050567")),
            parent_id=parent.id, note=self.words(),
        )  # fmt: skip
        person = Authority(**self.known(), name="Example, Ann", kind="person", note="A name.")
        return (parent, one, person)

    def credit(self, line: str, authority: int | None) -> Credit:
        middle = max(1, len(line) // 2)
        return Credit(
            parties=(
                CreditParty(line[:middle], "creator", "person", 0, middle),
                CreditParty(line[middle:], "distributor", "organization", middle, len(line), authority),
            ),
            flags=(self.one(CREDIT_FLAGS),), licence="CC BY 4.0", year=2021, medium="video", literals=(line,),
        )  # fmt: skip

    def media(self, *, film: bool = False) -> MediaFile:
        return MediaFile(
            **self.known(), sha256=f"{self._random.getrandbits(256):064x}", size=self._random.randint(1, 10**9),
            media_type="video/mp4" if film else "image/jpeg", name=f"{self.words(2)}{'.mp4' if film else '.jpg'}",
            suffix=".mp4" if film else ".jpg", width=1600, height=1067, duration=185.5, metadata='{"xmp": {}}',
            perceptual_hash="00ff" * 4, checked="2026-02-03T10:00:00Z", fixity="ok",
        )  # fmt: skip

    def evidence(self, *fields: str, source: int | None = None) -> tuple[Evidence, ...]:
        return tuple(Evidence(name, self.words(), "html:p", 0.7, "text", 3, 9, "1", source) for name in fields)

    def statement(self, work: int | None, authority: int | None) -> RightsStatement:
        return RightsStatement(
            **self.known(), work_id=work, scope=self.one(SCOPES[1:]), status="disputed", basis=self.one(BASES[1:]),
            copyright_status=self.one(s for s in COPYRIGHT_STATUSES if s != "not_evaluated"),
            rights_uri="http://rightsstatements.org/vocab/InC/1.0/", jurisdiction="FR", copyright_year=2021,
            citation="CPI art. L122-5", agents=tuple(RightsAgent(self.words(3), r, authority) for r in AGENT_ROLES),
            credit_line_printed=self.words(), copyright_notice=f"© 2021 {self.words(3)}", usage_terms=self.words(12),
            restrictions=("NO SALES", self.words(4)), source_language="en", credit_obligation="required",
            credit_text=self.words(4), credit_placement="next to the picture", licence_id="CC-BY-4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/", acquire_url=self.address(),
            contract_ref="C-2021/14", fee="40 EUR a use",
            grants=(
                Grant("permit", "publish_online", ("editorial",), ("web",), ("FR", "DE"), ("BE",), ("public",),
                      "2021-01", "2029-12", 3, 1, "800 px", True, ("attribute: " + self.words(3), "inform")),
                Grant("prohibit", "sell"),
            ),
            embargo_until=self.day(), embargo_scope="outward", review_date=self.day(), determined_on=self.day(),
            model_release="none", model_release_ids=("MR-12", "MR-13"), property_release="not_applicable",
            property_release_ids=("PR-7",), minor_age="AG-A16",
            depicted_works=(DepictedWork(self.words(3), "in_copyright"),),
            privacy_flag=True, cultural_sensitivity=self.words(4), takedown=True, legal_hold=True,
            data_mining="DMI-PROHIBITED", data_mining_constraint="Not for training.",
            confidence=self.one(c for c in CONFIDENCES if c != "stated"), asserted_by="AP", determined_by="M. Example",
            evidence=(RightsEvidence("contract", "C-2021/14", self.day(), self.words(), "ab" * 32, "M. Example"),),
            note=self.words(),
        )  # fmt: skip

    def statements(self, work: int | None, authority: int | None) -> tuple[RightsStatement, ...]:
        first = self.statement(work, authority)
        others = self.statement(work, authority)
        return (first, replace(others, supersedes_id=first.id, overrides_id=first.id))

    def verdict(self, statement: RightsStatement) -> Verdict:
        reasons = (Reason("permitted", self.words(), statement.id, self.words(3), "for", "licence"),)
        return Verdict("allowed_with_conditions", False, reasons, ("attribute: " + self.words(3),), self.day(), "AP")

    def source(self) -> Source:
        return Source(
            **self.known(), sha256=f"{self._random.getrandbits(256):064x}", size=1234, name="page.html",
            address=self.address(), media_type="text/html", encoding="utf-8", importer="html", text=self.words(30),
        )  # fmt: skip

    def photo(self, media: MediaFile, authority: int | None) -> Photo:
        return Photo(
            **self.known(), title=self.words(), description=self.words(20),
            creators=self.names(authority, "photography"),
            taken=self.date(), place=self.words(3), people=self.names(authority), subjects=self.names(authority),
            medium=self.one(m for m in MEDIUMS if m != "photo"),
            digital_source_type=self.one(("digitalCapture", "negativeFilm", "print")), media_id=media.id,
            url=self.address(), notes=self.words(), reviewed=True,
        )  # fmt: skip

    def video(self, media: MediaFile, authority: int | None) -> Video:
        return Video(
            **self.known(), title=self.words(), description=self.words(20), url=self.address(), platform="YouTube",
            duration=185.5, creators=self.names(authority), subjects=self.names(authority), published=self.date(),
            status=self.one(s for s in VIDEO_STATUSES if s != "mentioned"), media_id=media.id, notes=self.words(),
            reviewed=True,
        )  # fmt: skip

    def article(self, source: Source, authority: int | None) -> Article:
        return Article(
            **self.known(), headline=self.words(), standfirst=self.words(14),
            body=tuple(self.words(40) for _ in range(3)), bylines=self.names(authority), publisher=self.words(3),
            publisher_id=authority, section="Science", dateline=self.words(2), published=self.date(),
            accessed=self.day(), language=self.one(("en", "fr", "ru", "ar", "he", "ja", "zh-Hant")), url=self.address(),
            source_id=source.id, subjects=self.names(authority), notes=self.words(), reviewed=True,
        )  # fmt: skip

    def photo_use(self, article: Article, photo: Photo, position: int, authority: int | None) -> PhotoUse:
        line = self.words(6)
        return PhotoUse(
            **self.known(), article_id=article.id, photo_id=photo.id, position=position, paragraph=position,
            caption=self.words(20), alt_text=self.words(6), credit_line=line, credit=self.credit(line, authority),
            src=f"/images/{position}.jpg",
        )  # fmt: skip

    def video_use(self, article: Article, video: Video, position: int, authority: int | None) -> VideoUse:
        line = self.words(6)
        return VideoUse(
            **self.known(), article_id=article.id, video_id=video.id, position=position, paragraph=position,
            mention=self.words(6), caption=self.words(20), credit_line=line, credit=self.credit(line, authority),
        )  # fmt: skip

    def rest(self) -> dict[str, Any]:
        line = HistoryLine("2026-02-04T10:00:00Z", "M. Example", "Change headline", "Headline", "a", "b")
        return {"use": Use(date="2026-03-01"), "collections": ("Space / Films", self.words(2)), "history": (line,)}


def full_record(kind: str, make: _Maker) -> ExportRecord:
    """A bundle of a kind in which every field holds something."""
    authorities = make.authorities()
    link = authorities[1].id
    source, held, film = make.source(), make.media(), make.media(film=True)
    article, photo, video = make.article(source, link), make.photo(held, link), make.video(film, link)
    use, shown = make.photo_use(article, photo, 1, link), make.video_use(article, video, 2, link)
    if kind == "article":
        photo_rights, video_rights = make.statements(photo.id, link), make.statements(video.id, link)
        rights = make.statements(article.id, link)
        return ExportRecord(
            work=article, source=source, rights=rights, verdict=make.verdict(rights[0]), authorities=authorities,
            evidence=make.evidence("headline", "body.0", source=source.id),
            photos=(PhotoInArticle(use=use, photo=photo, media=held, evidence=make.evidence("caption"),
                                   photo_evidence=make.evidence("title"), rights=photo_rights,
                                   verdict=make.verdict(photo_rights[0])),),
            videos=(VideoInArticle(use=shown, video=video, media=film, evidence=make.evidence("mention"),
                                   video_evidence=make.evidence("title"), rights=video_rights,
                                   verdict=make.verdict(video_rights[0])),),
            **make.rest(),
        )  # fmt: skip
    work: Photo | Video = photo if kind == "photo" else video
    rights = make.statements(work.id, link)
    appearance = Appearance(use=use if kind == "photo" else shown, article=article, source=source)
    return ExportRecord(
        work=work, appears_in=(appearance,), media=held if kind == "photo" else film, rights=rights,
        verdict=make.verdict(rights[0]), evidence=make.evidence("title"), authorities=authorities, **make.rest(),
    )  # fmt: skip


def full_records(count: int, *, seed: int = 1) -> Iterator[ExportRecord]:
    """So many records with every field set: articles, photos and videos in turn."""
    make = _Maker(seed)
    for number in range(count):
        yield full_record(("article", "photo", "video")[number % 3], make)


def bare_records(count: int, *, seed: int = 2) -> Iterator[ExportRecord]:
    """So many records that hold nearly nothing; some nothing at all."""
    make = _Maker(seed)
    for number in range(count):
        known: dict[str, Any] = {"id": (one := make.number()), "uid": uid(one)}
        works: tuple[Article | Photo | Video, ...] = (
            Article(**known), Photo(**known), Video(**known),
            Article(**known, headline="A"), Photo(**known, description="B"), Video(**known, url="https://example.org/v"),
        )  # fmt: skip
        yield ExportRecord(work=works[number % len(works)])


def odd_records(*, seed: int = 3) -> Iterator[ExportRecord]:
    """Right to left, CJK, ten thousand characters, control characters, half characters, marks of XML and of LaTeX."""
    make = _Maker(seed)
    for text in ODD_TEXTS:
        for kind in ("article", "photo", "video"):
            yield _with_text(full_record(kind, make), text)


def _with_text(value: Any, text: str) -> Any:
    """The bundle with ``text`` in everything that a person types in their own words."""
    free = {"headline", "standfirst", "title", "description", "caption", "alt_text", "credit_line", "notes", "note",
            "usage_terms", "copyright_notice", "publisher", "place", "mention", "section", "dateline", "quote",
            "credit_text", "fee", "platform"}  # fmt: skip
    changes: dict[str, Any] = {}
    for each in dataclasses.fields(value):
        held = getattr(value, each.name)
        if each.name in free and isinstance(held, str):
            changes[each.name] = text
        elif each.name == "credit":
            changes[each.name] = replace(held, literals=(text,))
        elif each.name in ("body", "restrictions"):
            changes[each.name] = (text, "")
        elif isinstance(held, tuple):
            changes[each.name] = tuple(_with_text(x, text) if dataclasses.is_dataclass(x) else x for x in held)
        elif dataclasses.is_dataclass(held):
            changes[each.name] = _with_text(held, text)
    return replace(value, **changes)
