-- Shelves: what is kept about saved searches, baskets, pinned tags and marks.

-- Records that somebody wants to find again.
CREATE TABLE mark (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  marked_id INTEGER NOT NULL REFERENCES record (id),
  at TEXT NOT NULL,
  who TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX mark_marked ON mark (marked_id);

-- Working sets that outlive a session: unlike a collection they are no part of what the archive says of its records.
CREATE TABLE basket (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE basket_member (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  basket_id INTEGER NOT NULL REFERENCES basket (id),
  member_id INTEGER NOT NULL REFERENCES record (id)
) STRICT;
CREATE UNIQUE INDEX basket_member_basket ON basket_member (basket_id, member_id);
CREATE INDEX basket_member_member ON basket_member (member_id);

-- Tags that the keys 1 to 9 put and take.
CREATE TABLE pinned_tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  digit INTEGER NOT NULL CHECK (digit BETWEEN 1 AND 9),
  tag TEXT NOT NULL
) STRICT;

-- When a saved search was last looked at, by which "new since" is counted. Looking is not history.
CREATE TABLE search_look (
  search_id INTEGER PRIMARY KEY,
  at TEXT NOT NULL
) STRICT;
