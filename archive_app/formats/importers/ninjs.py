"""ninjs, the JSON of news agencies; the reading itself is ``formats.wire.ninjs``."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource
from archive_app.formats.wire.drafts import build
from archive_app.formats.wire.json_source import json_head, parse_json
from archive_app.formats.wire.ninjs import looks_like_ninjs, ninjs_item, objects_in
from archive_app.i18n import mark, tr, tr_n


class NinjsImporter:
    """Reads each ninjs object in a file into one draft."""

    name = "ninjs"
    label = mark("ninjs news item")
    suffixes = (".ninjs", ".json")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the first bytes hold ninjs's names; the name of a JSON file says nothing."""
        text = json_head(head)
        return bool(text) and looks_like_ninjs(text)

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The items in a file in their order; what is no article, picture or film is left out with a remark.

        Raises:
            FormatError: It is no JSON, or holds nothing of the kind.
        """
        parsed = parse_json(source)
        values = list(objects_in(parsed.value))
        items = [ninjs_item(one, parsed.decoded.text) for one in values]
        found = [one for one in items if one is not None]
        if not found:
            raise UnreadableSource(tr("No article, picture or film was found in it."), where=source.name)
        if len(found) < len(values):
            found[0].remarks.append(
                tr_n(
                    "{n} entry of the file is no article, picture or film and was left out.",
                    "{n} entries of the file are no articles, pictures or films and were left out.",
                    len(values) - len(found),
                )
            )
        for item in found:
            yield build(
                item, source, parsed.decoded, importer=self.name, media_type="application/json", standard="ninjs"
            )
