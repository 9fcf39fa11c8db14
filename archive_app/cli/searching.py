"""``archive-app search``: rows are printed as they are read, however many there are."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

from archive_app.cli.catalogue import open_for
from archive_app.cli.output import cut, plain, printable, say, say_json, tell
from archive_app.domain import dates
from archive_app.domain import query as q
from archive_app.domain.groups import GROUPINGS, starts
from archive_app.domain.query_text import parse, show
from archive_app.domain.records import WORKS
from archive_app.domain.results import SORTS, Facet, ResultRow, Results
from archive_app.i18n import tr
from archive_app.operations import find, grouping, index_upkeep, nearest
from archive_app.settings import Settings
from archive_app.store.archive import Archive

PAGE: Final = 200
_WIDTHS: Final = (7, 7, 60, 16, 24)
_MARKED: Final = ("\x1b[1;4m", "\x1b[0m")


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parser of this command."""
    made = commands.add_parser(
        "search", parents=[shared], help=tr("find records"),
        description=tr("Prints what a query finds, row by row. Rows go to standard output, remarks to standard error."),
    )  # fmt: skip
    made.add_argument("query", nargs="*", help=tr("words and fields, as in the search box: provider:AP rights:ask"))
    made.add_argument("--type", choices=[kind.value for kind in WORKS], help=tr("only records of this kind"))
    orders = ", ".join(sort for sort in SORTS if not sort.endswith(("_desc", "_first")))
    made.add_argument(
        "--sort", choices=SORTS, default="newest", metavar="ORDER",
        help=tr("in which order: {orders}; most also backwards as NAME_desc").format(orders=orders),
    )  # fmt: skip
    made.add_argument(
        "--group", choices=list(GROUPINGS), metavar="FIELD",
        help=tr("under headings of this: {fields}").format(fields=", ".join(GROUPINGS)),
    )  # fmt: skip
    made.add_argument("--limit", type=_limit, default=50, help=tr("how many to print (0: all)"))
    made.add_argument("--ids", action="store_true", help=tr("print numbers only"))
    made.add_argument("--count", action="store_true", help=tr("print how many there are, and no rows"))
    made.add_argument("--facets", action="store_true", help=tr("count the values of each facet too"))
    made.add_argument(
        "--explain", action="store_true", help=tr("say how the query was understood, and where each record matches")
    )
    made.set_defaults(run=search)


def _limit(text: str) -> int:
    if not text.strip().isdecimal():
        raise argparse.ArgumentTypeError(tr("a number from 0 on, not {text}").format(text=text.strip()))
    return int(text)


def search(arguments: argparse.Namespace, settings: Settings) -> int:
    """``archive-app search QUERY``: rows on standard output, hints on standard error."""
    text = " ".join(arguments.query)
    parsed = parse(text)
    query = parsed.query
    if arguments.type:
        query = q.All((query, q.Clause("type", (q.Value(arguments.type),))))
    with open_for(arguments, settings, write=False) as archive:
        if (share := index_upkeep.coverage(archive)) < 1:
            tell(tr("Only {n} % of the records are in the index. Run “archive-app index --optimise” once.").format(
                n=int(share * 100)))  # fmt: skip
        if arguments.group:
            results = grouping.search(archive, query, arguments.group, sort=arguments.sort)
        else:
            results = find.search(archive, query, sort=arguments.sort)
        for hint in parsed.hints:
            tell(hint.message + (f" → {hint.fix}" if hint.fix else ""))
        if arguments.json:
            _print_json(arguments, archive, results, parsed.hints)
        elif arguments.count:
            say(str(results.total))
            _print_facets(_facets(arguments, archive, results))
        else:
            _print_rows(arguments, archive, results, text)
    return 0


def _print_rows(arguments: argparse.Namespace, archive: Archive, results: Results, text: str) -> None:
    if arguments.explain:
        tell(tr("Understood as: {words}").format(words=results.words))
        tell(tr("Written out: {query}").format(query=show(results.query) or "—"))
    wanted = _wanted(arguments, results)
    if arguments.ids:
        for number in wanted:
            say(str(number))
    else:
        headed = dict(zip(starts(results.groups), results.groups, strict=True))
        for place, row in enumerate(_rows(archive, wanted, results.query)):
            if place in headed:
                say(f"== {headed[place].label} ({headed[place].count:,})")
            say(result_line(row))
            if arguments.explain:
                for line in explanation(row, marks=_MARKED if sys.stdout.isatty() else ("*", "*")):
                    print(f"{'':9}{line}")
    sys.stdout.flush()
    if not arguments.explain:
        tell(results.words)
    if not results.total:
        for sentence in nearest.unknown_names(archive, text):
            tell(sentence)
        for offer in nearest.offers(archive, text):
            if offer.kind == "spelling":
                tell(tr("Did you mean “{text}”? ({n})").format(text=offer.text, n=offer.count))
            elif offer.kind == "words":
                tell(tr("Without filters: {text} ({n})").format(text=offer.text, n=offer.count))
    _print_facets(_facets(arguments, archive, results))


def _print_facets(facets: Sequence[Facet]) -> None:
    for facet in facets:
        say(f"{facet.label}: " + ", ".join(f"{value.label} {value.count}" for value in facet.values[:8]))


def _print_json(arguments: argparse.Namespace, archive: Archive, results: Results, hints: Sequence[q.Hint]) -> None:
    """One JSON document, written while the rows are read: a row a line."""
    head = {"query": results.words, "total": results.total, "counts": results.counts, "hints": hints}
    if not results.total:
        text = " ".join(arguments.query)
        head |= {"unknown": nearest.unknown_names(archive, text), "nearest": nearest.offers(archive, text)}
    if arguments.group:
        head["groups"] = results.groups
    if arguments.explain:
        head["written"] = show(results.query)
        head["spellings"] = results.spellings
        head["stems"] = results.stems
    if arguments.count:
        facets = _facets(arguments, archive, results)
        say_json(head | ({"facets": facets} if arguments.facets else {}))
        return
    print("{")
    for name, value in head.items():
        print(f"  {json.dumps(name)}: {_json(value)},")
    sys.stdout.write('  "rows": [')
    between = "\n    "
    rows: Iterator[Any] = (_row_json(row) for row in _rows(archive, _wanted(arguments, results), results.query))
    if arguments.ids:
        rows = iter(_wanted(arguments, results))
    for row in rows:
        sys.stdout.write(f"{between}{_json(row)}")
        between = ",\n    "
    print(f'\n  ],\n  "facets": {_json(_facets(arguments, archive, results))}\n}}')


def _json(value: Any) -> str:
    return printable(json.dumps(plain(value), ensure_ascii=False))


def _facets(arguments: argparse.Namespace, archive: Archive, results: Results) -> Sequence[Facet]:
    return find.facets(archive, results.query) if arguments.facets else ()


def _wanted(arguments: argparse.Namespace, results: Results) -> Sequence[int]:
    return results.ids if arguments.limit <= 0 else results.ids[: arguments.limit]


def _rows(archive: Archive, wanted: Sequence[int], query: q.Query) -> Iterator[ResultRow]:
    """The rows, read a page at a time; each page is written out before the next is read."""
    for start in range(0, len(wanted), PAGE):
        yield from find.rows(archive, list(wanted[start : start + PAGE]), query)
        sys.stdout.flush()


def result_line(row: ResultRow) -> str:
    """A record as one line of columns."""
    rights = tr("not known") if row.nobody_looked else row.verdict_note
    words = "".join(part.text for part in row.snippet) if row.snippet_field else row.credit
    field = f"{row.snippet_field}: " if row.snippet_field else ""
    cells = (str(row.id), row.kind, row.title, dates.display(row.published), rights)
    shown = "  ".join(cut(cell, width).ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True))
    return f"{shown}  {cut(field + words, 44)}".rstrip()


def explanation(row: ResultRow, *, marks: tuple[str, str] = ("*", "*")) -> list[str]:
    """Why a record was found: the fields that hold the words, the words marked in one of them, and its article."""
    lines: list[str] = []
    if row.matched:
        lines.append(tr("found in {fields}").format(fields=", ".join(row.matched)))
        before, after = marks
        words = "".join(
            f"{before}{printable(part.text)}{after}" if part.hit else printable(part.text) for part in row.snippet
        )
        lines.append(f"{row.snippet_field}: {words}")
    if row.otherwise:
        lines.append(tr("written there as {words}").format(words=", ".join(row.otherwise)))
    if row.article_id:
        lines.append(tr("printed in “{title}” (record {id})").format(title=printable(row.article), id=row.article_id))
    return lines


def _row_json(row: ResultRow) -> dict[str, Any]:
    value: dict[str, Any] = plain(row)
    value["snippet"] = "".join(part.text for part in row.snippet)
    value["hits"] = [part.text for part in row.snippet if part.hit]
    return value
