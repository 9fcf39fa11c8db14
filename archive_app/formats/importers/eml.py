"""Mails saved as files (``.eml``): an article that was sent on, a newsletter, a press release."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.containers.mail import read_mail
from archive_app.formats.importers.base import RawSource, refuse_unreadable
from archive_app.formats.reading.decoding import looks_binary
from archive_app.i18n import mark, tr

_START = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,4}(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}"
)
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,4}[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*(?:\r?\n|\Z)")
_TELLING = re.compile(
    rb"^(?:message-id|mime-version|received|return-path|delivered-to|dkim-signature|x-mailer|from):",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESSED = re.compile(rb"^(?:from|to|subject|date):", re.IGNORECASE | re.MULTILINE)


class EmlImporter:
    """Reads one mail into one draft."""

    name = "eml"
    label = mark("E-mail")
    suffixes = (".eml",)
    most_bytes = 100 * 1024 * 1024

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether bytes begin with the head of a mail: lines with names, a sender or subject among them."""
        start = _START.match(head)
        if start is None or looks_binary(head):
            return False
        found = start[0]
        if name.casefold().endswith(self.suffixes):
            return bool(_ADDRESSED.search(found) or _TELLING.search(found))
        return bool(_TELLING.search(found)) and len(_ADDRESSED.findall(found)) >= 2

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The article in a mail.

        Raises:
            FormatError: It is no mail, or holds no text.
        """
        refuse_unreadable(source, self.most_bytes)
        if not _HEAD.match(source.content):
            raise UnreadableSource(tr("The file is no e-mail; it has no sender, subject or date."), where=source.name)
        yield read_mail(
            source.content.lstrip(b"\xef\xbb\xbf\r\n"), source, importer=self.name, media_type="message/rfc822"
        )
