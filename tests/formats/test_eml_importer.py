"""Mails become drafts: page or text, subject and sender where the text says nothing, pictures inside, attachments."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.importers.eml import EmlImporter
from archive_app.formats.registry import importer_for_source
from tests.formats.contract import check_draft, drafts_or_error

FIRST = (
    "The weir at Low Fell was closed on Monday for the first time since the mill stopped, and within an hour the pond"
    " behind it had begun to rise, to the surprise of two herons."
)
SECOND = "Nobody in the village had expected the gates to hold, least of all the smith who had made the new hinges."


def mail(text: str = "", page: str = "", **heads: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "Ann Roe <ann@sound.example>", "To": "desk@sound.example", **heads}.items():
        message[name] = value
    if "Date" not in heads:
        message["Date"] = "Mon, 04 May 2020 03:02:01 +0000"
    if text:
        message.set_content(text)
    if page and text:
        message.add_alternative(page, subtype="html")
    elif page:
        message.set_content(page, subtype="html")
    return message


def read(message: EmailMessage, name: str = "mail.eml") -> Draft:
    content = message.as_bytes()
    source = RawSource(name, name, content)
    [draft] = importer_for_source(source).read(source)
    check_draft(draft, content)
    return draft


def test_subject_sender_and_date_stand_in_where_the_text_says_nothing() -> None:
    draft = read(mail(f"{FIRST}\n\n{SECOND}\n", Subject="Fwd: The weir closes again"))
    found = draft.article
    assert found.headline == "The weir closes again"
    assert [name.text for name in found.bylines] == ["Ann Roe"]
    assert found.published == "2020-05-04"
    assert found.body == (FIRST, SECOND)
    assert all(item.confidence < 0.6 for item in draft.evidence if item.field in ("headline", "bylines.0", "published"))


def test_what_the_text_says_goes_before_the_head() -> None:
    text = f"The Weir Closes Again\n\nBy Tom Baird\n3 May 2019\n\n{FIRST}\n\n{SECOND}\n\n-- \nAnn Roe\nSound Post\n"
    found = read(mail(text, Subject="for Tuesday")).article
    assert found.headline == "The Weir Closes Again"
    assert [name.text for name in found.bylines] == ["Tom Baird"]
    assert found.published == "2019-05-03"
    assert found.body == (FIRST, SECOND)


def test_a_page_in_the_mail_is_read_as_a_page_with_the_pictures_inside() -> None:
    page = (
        f"<html><body><h1>The Weir Closes Again</h1><p>{FIRST}</p><figure><img src='cid:gates@x' width=600 height=400>"
        f"<figcaption>The gates on Monday. Photo: Ann Roe/AP</figcaption></figure><p>{SECOND}</p><p>{FIRST} Twice.</p>"
        "</body></html>"
    )
    message = mail("See the page.", page, Subject="A weir")
    message.get_payload(1).add_related(b"\x89PNG not really", "image", "png", cid="<gates@x>")  # type: ignore[union-attr]
    draft = read(message)
    assert draft.article.headline == "The Weir Closes Again"
    [photo] = draft.photos
    assert photo.use.caption == "The gates on Monday."
    [carried] = draft.carried
    assert (carried.src, carried.media_type, carried.content) == ("cid:gates@x", "image/png", b"\x89PNG not really")


def test_a_page_of_pictures_only_gives_way_to_the_text() -> None:
    draft = read(mail(f"{FIRST}\n\n{SECOND}", "<body><img src='https://x.example/all.png'></body>"))
    assert draft.article.body == (FIRST, SECOND)


def test_a_mail_passed_on_speaks_for_itself() -> None:
    text = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Tom Baird <tom@x.example>\n"
        "Date: Tue, 5 May 2020 at 10:00\n"
        f"Subject: Herons at the weir\nTo: <ann@x.example>\n\n{FIRST}\n\n{SECOND}\n"
    )
    found = read(mail(text, Subject="Fwd: Herons")).article
    assert found.headline == "Herons at the weir"
    assert [name.text for name in found.bylines] == ["Tom Baird"]
    assert found.body == (FIRST, SECOND)


def test_attachments_are_told_of() -> None:
    message = mail(f"{FIRST}\n\n{SECOND}", Subject="A weir")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="weir plan.pdf")
    assert any("“weir plan.pdf”" in remark for remark in read(message).remarks)


@pytest.mark.parametrize("encoding", ["koi8-r", "utf-8", "windows-1251"])
def test_texts_in_other_encodings(encoding: str) -> None:
    message = mail(Subject="Паром снова ходит")
    words = "Паром, построенный ещё в начале прошлого века, вернулся на переправу у деревни Заречье после ремонта."
    message.set_content(words, charset=encoding)
    found = read(message).article
    assert (found.headline, found.body, found.language) == ("Паром снова ходит", (words,), "ru")


def test_it_is_recognised_by_its_head_and_other_texts_are_not() -> None:
    importer = EmlImporter()
    assert importer.recognises("x", mail("a", Subject="b").as_bytes())
    assert not importer.recognises("x.txt", b"Title: The Last Ferry\nAuthor: Ann Roe\nPublished: 3 May 2011\n\nWords.")
    assert not importer.recognises("x.eml", b"No head at all\n\nWords.")


@pytest.mark.parametrize(
    "content", [b"From: a@b\r\nSubject: x\r\n\r\n", b"From: =?x?q?=\nSubject: \x00\n\n\x00\x01\x02"]
)
def test_mails_without_text_are_refused(content: bytes) -> None:
    assert isinstance(drafts_or_error(EmlImporter(), content, "a.eml"), FormatError)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "From: a <b@c>\n",
                    "Subject: =?utf-8?q?x=\n",
                    "Content-Type: multipart/mixed; boundary=x\n",
                    "\n",
                    "--x\n",
                ),
                *(
                    "Content-Type: text/html; charset=none\n",
                    "Content-Transfer-Encoding: base64\n",
                    "<p>Words",
                    "====",
                    "--x--\n",
                ),
                *(
                    "Content-Type: message/rfc822\n",
                    "Date: never\n",
                    "Content-Disposition: attachment; filename*=x''%ff\n",
                ),
                *("Content-ID: <a>\n", "From: (((\n", "Some words that are here.\n", "\xff"),
            ]
        ),
        max_size=24,
    )
)
def test_any_mixture_of_a_mails_parts_ends_well(pieces: list[str]) -> None:
    drafts_or_error(EmlImporter(), "".join(pieces).encode("latin-1"), "a.eml")
