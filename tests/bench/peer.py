"""Tantivy on the same texts, where it is installed: newest fifty by a word, a phrase or a beginning."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.bench.queries import Asked


def index(connection: Any, folder: Path) -> Callable[[Asked], object] | None:
    """A function that asks tantivy as ``Asked`` says; None where it is not installed. The index is made once."""
    try:
        tantivy: Any = import_module("tantivy")
    except ImportError:
        return None
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False)
    builder.add_unsigned_field("docid", stored=True, indexed=True, fast=True)
    schema = builder.build()
    if not (folder / "whole").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        made = tantivy.Index(schema, path=str(folder))
        writer = made.writer(heap_size=200_000_000, num_threads=1)
        rows = connection.execute(
            "SELECT docid, title, standfirst, body, captions, credits, names, notes FROM item_text"
        )
        for docid, *texts in rows:
            document = tantivy.Document()
            document.add_unsigned("docid", docid)
            document.add_text("text", "\n".join(texts))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        (folder / "whole").touch()
    found = tantivy.Index(schema, path=str(folder))
    found.reload()
    searcher = found.searcher()

    def ask(asked: Asked) -> object:
        query = _query(tantivy, schema, found, asked)
        hits = searcher.search(query, 50, count=False, order_by_field="docid")
        return [searcher.doc(address) for _, address in hits.hits]

    return ask


def _query(tantivy: Any, schema: Any, found: Any, asked: Asked) -> Any:
    parts = []
    for sign, phrase, star in re.findall(r'(NOT )?"([^"]*)"(\*?)', asked.expression):
        words = phrase.lower().split()
        if star:
            one = tantivy.Query.regex_query(schema, "text", re.escape(words[-1]) + ".*")
        elif len(words) > 1:
            one = tantivy.Query.phrase_query(schema, "text", words)
        else:
            one = tantivy.Query.term_query(schema, "text", words[0])
        parts.append((tantivy.Occur.MustNot if sign else tantivy.Occur.Must, one))
    return tantivy.Query.boolean_query(parts)
