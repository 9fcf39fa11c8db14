"""What people decide beside the records (versions, merges, rules, templates, tables, batches) is history too."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from archive_app.domain.batches import BatchItem
from archive_app.domain.errors import ArchiveError, Conflict, InputError
from archive_app.domain.house_rules import HouseRule
from archive_app.domain.records import Kind, Photo
from archive_app.domain.rights import Use
from archive_app.domain.source_profiles import SourceProfile
from archive_app.formats.tables import open_table
from archive_app.formats.tables.guess import guess
from archive_app.operations import (
    authorities,
    authority_linking,
    authority_merging,
    batches,
    clearance,
    edit,
    history,
    importing,
    rights_templates,
    rule_runs,
    rules,
    table_import,
    upkeep,
    versions,
)
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from tests.make import a_draft, a_statement, add, an_article
from tests.operations.test_histories import _DEEDS, CREDITS, WORDS, Clerk
from tests.store.dump import Rows, assert_index_is_right, logical

WORKS = (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO)


class Archivist(Clerk):
    """A clerk who also decides what records say of one another."""

    def __init__(self, luck: random.Random, folder: Path) -> None:
        super().__init__(luck)
        self.folder = folder

    def step(self, archive: Archive) -> str:
        deed: Callable[..., None] = self.luck.choice(_DECISIONS if self.luck.random() < 0.7 else _DEEDS)
        self.count += 1
        try:
            deed(self, archive)
        except ArchiveError as error:
            return f"{deed.__name__} (refused: {error.message})"
        return deed.__name__

    def link_version(self, archive: Archive) -> None:
        versions.link(archive, self.one(archive, Kind.ARTICLE), self.one(archive, Kind.ARTICLE), note=self.words())

    def change_versions(self, archive: Archive) -> None:
        number = self.one(archive, Kind.ARTICLE)
        with archive.read() as reader:
            chained = [n for n in reader.ids_of(Kind.ARTICLE, deleted=None) if reader.versions.chain_of(n)]
            number = self.luck.choice(chained or [number])
            chain = [v.record_id for v in reader.versions.chain_of(number)]
        self.luck.shuffle(chain)
        match self.luck.randint(0, 3):
            case 0:
                versions.unlink(archive, number)
            case 1:
                versions.make_current(archive, number)
            case 2:
                versions.set_order(archive, chain or [number])
            case _:
                versions.set_note(archive, number, self.words())

    def different(self, archive: Archive) -> None:
        one = (self.one(archive, Kind.ARTICLE), "")
        other = self.luck.choice([(self.one(archive, Kind.ARTICLE), ""), (0, f"key{self.luck.randint(1, 3)}")])
        if self.luck.random() < 0.7:
            versions.mark_different(archive, one, other)
        else:
            versions.forget_different(archive, one, other)

    def make_authority(self, archive: Archive) -> None:
        with archive.read() as reader:
            printed = sorted({text for text, *_ in reader.authority_links.printed()})
        authority_linking.make(archive, [self.luck.choice(printed or ["Nobody"])], kind="person")

    def link_authority(self, archive: Archive) -> None:
        number = self.one(archive, Kind.AUTHORITY)
        with archive.read() as reader:
            printed = sorted({text for text, *_ in reader.authority_links.printed()})
        if self.luck.random() < 0.7 and printed:
            authority_linking.link(archive, self.luck.sample(printed, min(2, len(printed))), number)
        else:
            authority_linking.unlink(archive, number, self.some(archive, Kind.ARTICLE, Kind.PHOTO))

    def merge(self, archive: Archive) -> None:
        kept = self.one(archive, Kind.AUTHORITY)
        with archive.read() as reader:
            kind = {a.id or 0: a.kind for a in reader.authorities()}
        alike = [n for n in kind if kind[n] == kind.get(kept)]
        authority_merging.merge(archive, kept, self.luck.sample(alike, min(len(alike), 3)))

    def unmerge(self, archive: Archive) -> None:
        with archive.read() as reader:
            merges = reader.authority_links.merges()
        if not merges:
            raise InputError("There is none.")
        authority_merging.unmerge(archive, self.luck.choice(merges)["id"])

    def set_apart(self, archive: Archive) -> None:
        one, other = self.one(archive, Kind.AUTHORITY), self.one(archive, Kind.AUTHORITY)
        if self.luck.random() < 0.7:
            authority_merging.never_same(archive, one, other)
        else:
            authority_merging.may_be_same(archive, one, other)

    def seed(self, archive: Archive) -> None:
        authorities.seed(archive)

    def keep_rule(self, archive: Archive) -> None:
        word = self.luck.choice(WORDS)
        made: list[HouseRule | SourceProfile] = [
            HouseRule(name=self.words(), field="article.headline", how="word", pattern=word, action="replace",
                      value=self.words()),
            HouseRule(name=self.words(), pattern="Reuters", how="word", action="replace", value="Agency"),
            SourceProfile(name=self.words(), by="folder", pattern="pages", section="News"),
        ]  # fmt: skip
        rules.save(archive, self.luck.choice(made))

    def change_rules(self, archive: Archive) -> None:
        known: list[HouseRule | SourceProfile] = [rule for rule, _hits in rules.rules(archive)]
        known += [profile for profile, _hits in rules.profiles(archive)]
        if not known:
            raise InputError("There is none.")
        one = self.luck.choice(known)
        match self.luck.randint(0, 2):
            case 0:
                rules.remove(archive, one)
            case 1:
                rules.move(archive, one, 1)
            case _:
                rules.save(archive, replace(one, enabled=not one.enabled))

    def run_rules(self, archive: Archive) -> None:
        known = [one for one, _hits in rules.rules(archive)]
        if not known:
            raise InputError("There is none.")
        rule = self.luck.choice(known)
        if self.luck.random() < 0.7:
            rule_runs.apply(archive, [rule], self.some(archive, *WORKS))
        else:
            rule_runs.take_back(archive, rule)

    def templates(self, archive: Archive) -> None:
        name = self.luck.choice(["Contract", "Policy"])
        match self.luck.randint(0, 3):
            case 0:
                rights_templates.remove_template(archive, name)
            case 1 | 2:
                rights_templates.apply(archive, self.some(archive, *WORKS), a_statement(1, note=self.words()))
            case _:
                rights_templates.save_template(archive, name, a_statement(1, note=self.words()))

    def ask(self, archive: Archive) -> None:
        works = self.some(archive, *WORKS)
        outcome = self.luck.choice(["asked", "used", "exported"])
        reasons = dict.fromkeys(works, self.words())
        clearance.keep(archive, works, Use(), outcome=outcome, occasion=self.words(), overrides=reasons)

    def take_table(self, archive: Archive) -> None:
        path = self.folder / f"table{self.count}.csv"
        rows = [f"{self.words()},Ann Example,Evening Courier,1978-03-{self.luck.randint(10, 28)}" for _ in range(3)]
        path.write_text("\n".join(["Headline,Author,Newspaper,Publication date", *rows]), encoding="utf-8")
        table = open_table(path)
        table_import.apply(archive, table_import.plan(archive, table, guess(table).mapping))

    def take_batch(self, archive: Archive) -> None:
        """In two parts, perhaps with another step in between."""
        batch = batches.begin(archive, "pages")
        drafts = [
            a_draft(f"{self.words()} {self.count} {n}", name=f"{self.count}-{n}.html",
                    photos=[(f"https://example.org/{self.luck.randint(1, 4)}.jpg", self.words(),
                             self.luck.choice(CREDITS))])
            for n in range(4)
        ]  # fmt: skip
        kept = batches.keep(
            archive, batch,
            [(BatchItem(0, batch.id, "draft", d.source.name, d.source.name, d.article.headline), d) for d in drafts],
        )  # fmt: skip
        importing.run(archive, batch, kept[:2], lambda _item, draft: draft, progress=Progress())
        if self.luck.random() < 0.5:
            self.edit_article(archive)
        importing.run(archive, batch, kept[2:], lambda _item, draft: draft, progress=Progress())


_DECISIONS: tuple[Callable[[Archivist, Archive], None], ...] = (
    Archivist.link_version, Archivist.link_version, Archivist.link_version, Archivist.change_versions,
    Archivist.change_versions, Archivist.different, Archivist.make_authority, Archivist.make_authority,
    Archivist.link_authority, Archivist.merge, Archivist.merge,
    Archivist.merge, Archivist.unmerge, Archivist.unmerge, Archivist.set_apart,
    Archivist.keep_rule, Archivist.change_rules, Archivist.run_rules, Archivist.run_rules, Archivist.templates,
    Archivist.ask, Archivist.take_table, Archivist.take_batch,
)  # fmt: skip


def assert_whole(archive: Archive) -> None:
    """Nothing beside the records names one that is not there, and every chain of versions has one in force."""
    rows = logical(archive)
    kinds = {row["id"]: row["kind"] for row in rows["record"]}
    chains: dict[int, Rows] = defaultdict(list)
    for row in rows["version"]:
        assert kinds.get(row["record_id"]) == "article", row
        chains[row["chain"]].append(row)
    for chain in chains.values():
        assert len(chain) > 1, chain
        assert sum(row["current"] for row in chain) == 1, chain
        assert sorted(row["position"] for row in chain) == list(range(1, len(chain) + 1)), chain
        assert len({row["record_id"] for row in chain}) == len(chain), chain
    for row in rows["different"]:
        assert {row["one_id"], row["other_id"]} - {0} <= kinds.keys(), row
    for row in rows["authority_distinct"]:
        assert kinds.get(row["one_id"]) == kinds.get(row["other_id"]) == "authority", row
    for row in rows["authority_merge"]:
        assert kinds.get(row["member_id"]) == "authority", row
    with archive.read() as reader:
        assert reader.checks.links() == []
        assert reader.connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


@pytest.mark.parametrize("seed", range(10))
def test_all_decisions_undone_are_the_start_and_redone_the_end(tmp_path: Path, seed: int) -> None:
    archivist = Archivist(random.Random(seed), tmp_path)
    done: list[str] = []
    with Archive.create(tmp_path / "test") as archive:
        add(archive, an_article("Was there before"), Photo(title="So was this"))
        start = logical(archive)
        for _ in range(45):
            done.append(archivist.step(archive))
            assert_whole(archive)
        end = logical(archive)
        assert upkeep.check(archive).clean, done
        assert_index_is_right(archive)
        with archive.read() as reader:
            steps = sum(1 for o in reader.history.recent(999) if o.kind == "do") - 1
        for _ in range(steps):
            assert history.undo(archive), done
        assert logical(archive) == start, done
        assert_index_is_right(archive)
        for _ in range(steps):
            assert history.redo(archive), done
        assert logical(archive) == end, done
        assert_whole(archive)
        assert_index_is_right(archive)


@pytest.mark.parametrize("seed", range(6))
def test_an_older_decision_is_taken_back_alone_or_not_at_all(archive: Archive, tmp_path: Path, seed: int) -> None:
    luck = random.Random(500 + seed)
    archivist = Archivist(luck, tmp_path)
    for _ in range(40):
        archivist.step(archive)
    taken = 0
    for _ in range(15):
        with archive.read() as reader:
            steps = [o for o in reader.history.recent(999) if o.kind == "do" and not o.undone]
        chosen = luck.choice(steps)
        before = logical(archive)
        try:
            history.undo(archive, chosen.id)
        except Conflict:
            assert logical(archive) == before
        else:
            taken += 1
            after = logical(archive)
            history.redo(archive, chosen.id)
            assert logical(archive) == before
            history.undo(archive, chosen.id)
            assert logical(archive) == after
        with archive.read() as reader:
            assert reader.connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert taken
    assert_index_is_right(archive)


def test_emptying_the_bin_leaves_nothing_that_names_what_is_gone(archive: Archive) -> None:
    numbers = add(archive, *(an_article(f"Version {n}") for n in range(4)))
    for older, newer in pairwise(numbers):
        versions.link(archive, newer, older)
    versions.mark_different(archive, (numbers[0], ""), (numbers[3], ""))
    edit.to_bin(archive, [numbers[3], numbers[1]])
    edit.empty_bin(archive)
    assert_whole(archive)
    assert [v.record_id for v in versions.history_of(archive, numbers[0])] == [numbers[0], numbers[2]]
    assert [v.current for v in versions.history_of(archive, numbers[0])] == [False, True]


def test_half_characters_are_refused_in_words(archive: Archive) -> None:
    """They come with names of files and with escapes in JSON; no table can hold them."""
    one, other = add(archive, an_article("One"), an_article("Other"))
    versions.link(archive, other, one)
    before = logical(archive)
    shared = json.loads(
        '{"format": "archive-app rules 1", "rules": [{"name": "\\ud800", "pattern": "x", "how": "word",'
        ' "action": "replace", "value": "y"}]}'
    )
    for attempt in (
        lambda: versions.set_note(archive, one, "\ud800"),
        lambda: rules.save(archive, HouseRule(name="\ud800", how="word", pattern="x", action="replace", value="y")),
        lambda: rules.take_file(archive, shared),
        lambda: rights_templates.save_template(archive, "\ud800", a_statement(1)),
        lambda: clearance.keep(archive, [one], Use(), occasion="\ud800"),
        lambda: versions.mark_different(archive, (one, ""), (0, "\ud800")),
    ):
        with pytest.raises(ArchiveError, match=r"characters|Unicode"):
            attempt()
        assert logical(archive) == before
    assert upkeep.check(archive).clean
