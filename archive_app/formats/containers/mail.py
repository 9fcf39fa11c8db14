"""One mail as a draft: an article somebody sent on, a newsletter, a press release.

The text comes before the head: subject, sender and date are taken only where the text names no headline, author or day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import errors, message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Draft, Evidence, Name
from archive_app.formats.containers.pages import ContainedPage, PageReader
from archive_app.formats.containers.shelf import Kept, Shelf
from archive_app.formats.reading.assemble import assemble
from archive_app.formats.reading.blocks import Block
from archive_app.formats.reading.decoding import Decoded, decode
from archive_app.formats.reading.paragraphs import clean_line, split_paragraphs
from archive_app.formats.reading.persons import is_person_name
from archive_app.formats.reading.sources import RawSource, nothing_to_read
from archive_app.formats.reading.stated import Stated
from archive_app.i18n import tr

VERSION = "1"
FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError, errors.MessageError)
"""What damaged mails make Python's reader raise."""

_MOST_PARTS = 1_000
_SHOWN = 5
_REPLY = re.compile(r"(?i)^(?:(?:re|fwd?|wg|aw|tr|rv|enc|i|vs|odp|пересл|отв)\s?(?:\[\d+\])?\s?:\s*)+")
_LIST_TAG = re.compile(r"^\[[^\]]{1,40}\]\s*(?=\S)")
_FORWARDED = re.compile(
    r"""(?imx)^[>\s]*(?:-{2,}\s*(?:forwarded[ ]message|original[ ]message|weitergeleitete[ ]nachricht
    |ursprüngliche[ ]nachricht
    |message[ ]transféré|message[ ]d['’]origine|mensaje[ ]reenviado|mensaje[ ]original|messaggio[ ]inoltrato
    |mensagem[ ]encaminhada|пересылаемое[ ]сообщение|исходное[ ]сообщение)\s*-{2,}
    |begin[ ]forwarded[ ]message:|anfang[ ]der[ ]weitergeleiteten[ ]nachricht:)\s*$"""
)
_HEAD_LINE = re.compile(
    r"""(?ix)^[>\s*]*(?P<key>from|von|de|da|от|subject|betreff|objet|asunto|oggetto|assunto|тема|date|datum|gesendet|sent
    |fecha|data|дата|envoyé|enviado|to|an|à|para|a|кому|cc|reply-to)\s?\*?:\*?\s*(?P<value>.*)$"""
)
_SUBJECT = ("subject", "betreff", "objet", "asunto", "oggetto", "assunto", "тема")
_SENDER = ("from", "von", "de", "da", "от")
_SIGNATURE = re.compile(r"(?m)^-- ?$")
_BULK_LINE = re.compile(
    r"""(?ix)\b(?:unsubscribe|view[ ](?:this[ ](?:e-?mail|message)[ ])?in[ ](?:your[ ])?browser
    |you[ ](?:are[ ]receiving|received)[ ]this
    |abmelden|abbestellen|im[ ]browser[ ](?:ansehen|anzeigen|öffnen)|se[ ]désabonner|désinscri\w+
    |voir[ ](?:cet[ ]e-?mail|ce[ ]message)[ ]dans|darse[ ]de[ ]baja|cancelar[ ](?:la[ ])?suscripción
    |ver[ ]en[ ](?:el|tu)[ ]navegador|disiscriv\w+|cancelar[ ](?:a[ ])?inscrição|отписаться|открыть[ ]в[ ]браузере)\b"""
)


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a mail says."""

    subject: str = ""
    sender: str = ""
    day: str = ""


def read_mail(content: bytes, source: RawSource, *, importer: str, media_type: str) -> Draft:
    """The article in a mail.

    Args:
        content: The mail.
        source: The file that holds it; the mail itself or a mailbox.
        importer: The importer's name.
        media_type: Of the file.

    Raises:
        FormatError: It holds no text.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        parts = leaf_parts(message, _MOST_PARTS)
    except FAULTS as error:
        raise nothing_to_read(source) from error
    head = _Head(_header(message, "Subject"), _sender(_header(message, "From")), _day(_header(message, "Date")))
    page = next((part for part in parts if _is_text(part, "text/html")), None)
    plain = next((part for part in parts if _is_text(part, "text/plain")), None)
    written = _from_plain(plain, head, source, importer, media_type) if plain is not None else None
    shown = _from_page(page, parts, head, source, importer, media_type) if page is not None else None
    draft = _better(shown, written)
    if draft is None:
        raise nothing_to_read(source)
    return replace(draft, remarks=(*draft.remarks, *_attachments(parts)))


def _better(shown: Draft | None, written: Draft | None) -> Draft | None:
    """The page, unless its text is the poorer: a page of nothing but pictures, or one that was cut short."""
    if shown is None or written is None:
        return shown or written
    lengths = [sum(map(len, draft.article.body)) for draft in (shown, written)]
    return shown if 2 * lengths[0] >= lengths[1] else written


def leaf_parts(message: Message, most: int) -> list[Message]:
    """The parts of a message that hold something, at most so many."""
    return list(islice((part for part in message.walk() if not part.is_multipart()), most))


def _is_text(part: Message, kind: str) -> bool:
    return (
        part.get_content_type() == kind
        and part.get_content_disposition() != "attachment"
        and bool(_content(part).strip())
    )


def _content(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except FAULTS:
        return b""
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset("") or "")
    except FAULTS:
        return ""


def _header(message: Message, name: str) -> str:
    try:
        return clean_line(str(message.get(name, "")))[:1000]
    except FAULTS:
        return ""


def _sender(line: str) -> str:
    try:
        name = parseaddr(line)[0].strip(" \"'")
    except FAULTS:
        return ""
    last, comma, first = name.partition(", ")
    name = f"{first} {last}" if comma and " " not in last and "," not in first else name
    return name if is_person_name(name) else ""


def _day(line: str) -> str:
    try:
        return parsedate_to_datetime(line).date().isoformat() if line else ""
    except FAULTS:
        return ""


def _title(subject: str) -> str:
    return _LIST_TAG.sub("", _REPLY.sub("", subject)).strip()


def _from_plain(part: Message, head: _Head, source: RawSource, importer: str, media_type: str) -> Draft | None:
    decoded = decode(_content(part), _charset(part))
    text = decoded.text.replace("\r\n", "\n")
    if _parameter(part, "format") == "flowed":
        text = re.sub(r"(?<=\S) \n(?=\S)", " ", text)
    head, text = _forwarded(head, text)
    if (signature := _SIGNATURE.search(text)) and signature.start() > len(text) // 2:
        text = text[: signature.start()]
    blocks = [
        Block(paragraph, group=number, role="furniture" if _is_bulk(paragraph) else "")
        for number, group in enumerate(split_paragraphs(text))
        for paragraph in group
    ]
    try:
        draft = assemble(
            blocks,
            replace(source, address=""),
            Decoded("", decoded.encoding, "valid"),
            importer=importer,
            media_type=media_type,
            stated=tuple(_stated(head)),
        )
    except FormatError:
        return None
    return replace(draft, source=replace(draft.source, address=source.address))


def _is_bulk(paragraph: str) -> bool:
    return len(paragraph) < 300 and _BULK_LINE.search(paragraph) is not None


def _parameter(part: Message, name: str) -> str:
    try:
        return str(part.get_param(name, "")).casefold()
    except FAULTS:
        return ""


def _forwarded(head: _Head, text: str) -> tuple[_Head, str]:
    """The head and the text of the mail that was passed on, when there is one near the top."""
    mark = _FORWARDED.search(text)
    if mark is None or mark.start() > 1500:
        return head, text
    lines = text[mark.end() :].lstrip("\n").split("\n")
    said: dict[str, str] = {}
    for number, line in enumerate(lines[:12]):
        found = _HEAD_LINE.match(line)
        if found is None and line.strip(" >"):
            lines = lines[number:]
            break
        if found:
            said.setdefault(found["key"].casefold(), found["value"].strip(" *"))
    subject = next((said[key] for key in _SUBJECT if said.get(key)), head.subject)
    sender = next((_sender(said[key]) for key in _SENDER if said.get(key)), "")
    return _Head(subject, sender, _day(said.get("date", "")) or head.day), "\n".join(lines)


def _stated(head: _Head) -> Iterator[Stated]:
    for field, value, how, confidence in (
        ("headline", _title(head.subject), "subject", 0.55),
        ("bylines", head.sender, "sender", 0.3),
        ("published", head.day, "date", 0.5),
    ):
        if value:
            yield Stated(field, value, how=how, confidence=confidence)


def _from_page(
    part: Message, parts: list[Message], head: _Head, source: RawSource, importer: str, media_type: str
) -> Draft | None:
    reader = PageReader(source, importer=importer, media_type=media_type)
    try:
        draft = reader.read(ContainedPage("", _content(part), _charset(part)))
    except FormatError:
        return None
    article = draft.article
    if not article.body and not article.headline:
        return None
    evidence = list(draft.evidence)
    for item in _stated(head):
        if getattr(article, item.field):
            continue
        place = "bylines.0" if item.field == "bylines" else item.field
        evidence.append(Evidence(place, item.value, f"{importer}:{item.how}", item.confidence, "", version=VERSION))
        if item.field == "headline":
            article = replace(article, headline=item.value)
        elif item.field == "published":
            article = replace(article, published=item.value)
        else:
            article = replace(article, bylines=(Name(item.value),))
    draft = replace(draft, article=article, evidence=tuple(evidence))
    shelf = Shelf()
    for other in parts:
        number = _header(other, "Content-ID").strip("<> ")
        if number and other.get_content_type().startswith(("image/", "application/octet-stream")):
            shelf.put(Kept(f"cid:{number}", other.get_content_type(), _content(other)))
    whole = shelf.with_carried(draft, "")
    # A newsletter loads its pictures from the web; that they are not in the file goes without saying.
    return whole if whole.carried else draft


def _attachments(parts: list[Message]) -> Iterator[str]:
    names = []
    for part in parts:
        try:
            name = clean_line(str(part.get_filename("") or ""))
        except FAULTS:
            name = ""
        if part.get_content_disposition() == "attachment" and name:
            names.append(name)
    if names:
        shown = ", ".join(tr("“{words}”").format(words=name[:80]) for name in names[:_SHOWN])
        if len(names) > _SHOWN:
            shown = tr("{some} and {n} more").format(some=shown, n=len(names) - _SHOWN)
        yield tr("The mail has attachments that are not read: {names}.").format(names=shown)
