-- Rights: templates of statements, and the questions that were acted on with the answers given then.

CREATE TABLE rights_template (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  content TEXT NOT NULL  -- JSON: fields of a rights statement, without the work it is about
) STRICT;

-- The archive's proof of diligence (rights.md §2): who asked what, when, and what was done then.
CREATE TABLE rights_question (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  purpose TEXT NOT NULL,
  channel TEXT NOT NULL,
  territory TEXT NOT NULL,
  audience TEXT NOT NULL,
  size TEXT NOT NULL,
  day TEXT NOT NULL,       -- of the use asked about, YYYY-MM-DD
  occasion TEXT NOT NULL,  -- what it was for, in the person's words
  outcome TEXT NOT NULL CHECK (outcome IN ('asked', 'used', 'exported'))
) STRICT;

-- A work's uid and title are kept as they were: the proof outlives the record.
CREATE TABLE rights_answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  question_id INTEGER NOT NULL REFERENCES rights_question (id),
  work_id INTEGER NOT NULL,
  work_uid TEXT NOT NULL,
  title TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('allowed', 'allowed_with_conditions', 'ask', 'not_allowed')),
  reasons TEXT NOT NULL,     -- JSON array of [code, sentence, statement id or null]
  conditions TEXT NOT NULL,  -- JSON array
  override TEXT NOT NULL     -- why it was used although the answer was no plain yes
) STRICT;
CREATE INDEX rights_answer_work ON rights_answer (work_id);
CREATE INDEX rights_answer_question ON rights_answer (question_id);
