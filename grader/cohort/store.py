"""Where a cohort's results are kept: one SQLite file, which survives `kill -9` at any moment.

    submissions   who handed in what, as it lies in the folder now: a row a student and source
    entries       which content each submission has for each exercise
    contents      the files themselves, once for the same bytes
    reports       the report of a content in an edition (checks, seed, …): never made twice
    failures      where the grader itself failed; tried again by the next run
    recordings    the solution's transcript of an edition
    current       the edition of each exercise that the latest run was about, and the cohort

Reports are added in small transactions as they come (write-ahead log), so that what was graded
stays graded. Reading gives the same rows in the same order whatever was killed in between.
"""

import functools
import hashlib
import marshal
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from grader.cohort.intake import Source, Taken
from grader.cohort.kit import Settings
from grader.cohort.model import Cohort, Outcome, Row, Student
from grader.cohort.task import Done, Work
from grader.errors import GraderError, UsageError
from grader.recording import Case, Probe, Recording
from grader.report import ExerciseReport
from grader.submission import Submitted

VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS submissions (
    source TEXT, student TEXT, name TEXT, email TEXT, outcome TEXT, reason TEXT,
    PRIMARY KEY (student, source)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (
    source TEXT, exercise TEXT, content TEXT, PRIMARY KEY (source, exercise)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS contents_of_exercises ON entries (exercise, content);
CREATE TABLE IF NOT EXISTS contents (digest TEXT PRIMARY KEY, files BLOB);
CREATE TABLE IF NOT EXISTS reports (
    edition TEXT, content TEXT, report BLOB, PRIMARY KEY (edition, content));
CREATE TABLE IF NOT EXISTS failures (
    edition TEXT, content TEXT, reason TEXT, PRIMARY KEY (edition, content)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS recordings (edition TEXT PRIMARY KEY, recording BLOB);
CREATE TABLE IF NOT EXISTS current (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""
NO_STORE = "{path} can't be used as a store ({why}); name another file by --store."
OTHER_VERSION = (
    "{path} was written by another version of the grader; move it away, or name another --store."
)
NOT_GRADED = "not graded yet; the same command goes on"


class Counts(msgspec.Struct, frozen=True):
    """What there is of an exercise."""

    submissions: int
    """Submissions whose content has no report yet."""
    contents: int
    """Different contents among them."""
    skipped: int
    """Submissions whose content has one."""


class Store:
    """An open store; close it by leaving the `with` block."""

    def __init__(self, path: Path) -> None:
        """Open or make a store. Raises UsageError."""
        try:
            self._db = sqlite3.connect(path, timeout=60, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")  # safe against kill -9 in WAL mode
            self._db.executescript(SCHEMA)
        except sqlite3.Error as why:
            raise UsageError(NO_STORE.format(path=path, why=why)) from None
        known = self._get("version", str(VERSION).encode())
        if known != str(VERSION).encode():
            raise UsageError(OTHER_VERSION.format(path=path))
        self._set("version", known)
        self.path = path

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    # What was handed in.

    def take_in(self, taken: Iterable[tuple[Source, Taken]]) -> None:
        """Put what lies in the folder now in the place of what lay there before, at once."""
        with self._transaction():
            self._db.execute("DELETE FROM submissions")
            self._db.execute("DELETE FROM entries")
            for source, what in taken:
                self._take_in(source, what)

    def _take_in(self, source: Source, taken: Taken) -> None:
        for student in source.students:
            self._db.execute(
                "INSERT OR REPLACE INTO submissions VALUES (?, ?, ?, ?, ?, ?)",
                (source.shown, *msgspec.structs.astuple(student), taken.outcome, taken.reason),
            )
        for exercise, submitted in taken.work.items():
            digest = self._keep(pack(submitted))
            self._db.execute(
                "INSERT INTO entries VALUES (?, ?, ?)", (source.shown, exercise, digest)
            )

    def _keep(self, content: bytes) -> str:
        """Keep a content, once; its digest."""
        digest = hashlib.sha256(content).hexdigest()[:32]
        query = "SELECT 1 FROM contents WHERE digest = ?"
        if self._db.execute(query, (digest,)).fetchone() is None:
            packed = zlib.compress(content, 1)
            self._db.execute("INSERT INTO contents VALUES (?, ?)", (digest, packed))
        return digest

    def outcomes(self) -> dict[str, int]:
        """How many rows there are of each outcome."""
        return dict(
            self._db.execute("SELECT outcome, COUNT(*) FROM submissions GROUP BY 1 ORDER BY 1")
        )

    # What is to be graded, and what was.

    def pending(self, exercise: str, edition: str) -> list[str]:
        """Digests of the contents of an exercise that have no report in this edition."""
        found = self._db.execute(
            "SELECT DISTINCT content FROM entries WHERE exercise = ? AND NOT EXISTS "
            "(SELECT 1 FROM reports WHERE edition = ? AND reports.content = entries.content) "
            "ORDER BY content",
            (exercise, edition),
        )
        return [digest for (digest,) in found]

    def counts(self, exercise: str, edition: str) -> "Counts":
        """How much of an exercise is to be graded in this edition."""
        query = (
            "SELECT COUNT(*), COUNT(DISTINCT content) FROM entries "
            "WHERE exercise = ? AND (? OR NOT EXISTS "
            "(SELECT 1 FROM reports WHERE edition = ? AND reports.content = entries.content))"
        )
        every, _ = self._db.execute(query, (exercise, True, edition)).fetchone()
        pending, contents = self._db.execute(query, (exercise, False, edition)).fetchone()
        return Counts(pending, contents, every - pending)

    def sharing(self, exercise: str, digests: Sequence[str]) -> dict[str, int]:
        """How many submissions have each of these contents."""
        query = "SELECT COUNT(*) FROM entries WHERE exercise = ? AND content = ?"
        return {
            digest: self._db.execute(query, (exercise, digest)).fetchone()[0] for digest in digests
        }

    def work(self, digest: str) -> Work:
        """A content, to be graded."""
        packed = self._db.execute("SELECT files FROM contents WHERE digest = ?", (digest,))
        return Work(digest, unpack(zlib.decompress(packed.fetchone()[0])))

    def add(self, edition: str, done: Sequence[Done]) -> None:
        """Keep reports, all of them or, if the machine stops now, none."""
        with self._transaction():
            for one in done:
                self._db.execute(
                    "DELETE FROM failures WHERE edition = ? AND content = ?", (edition, one.digest)
                )
                table = "failures" if one.report is None else "reports"
                self._db.execute(
                    f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)",
                    (edition, one.digest, _written(one)),
                )

    def recording(self, edition: str) -> Recording | None:
        """The solution's transcript, where it was recorded before."""
        found = self._db.execute("SELECT recording FROM recordings WHERE edition = ?", (edition,))
        row = found.fetchone()
        return read_recording(zlib.decompress(row[0])) if row else None

    def add_recording(self, edition: str, recording: Recording) -> None:
        packed = zlib.compress(write_recording(recording), 1)
        self._db.execute("INSERT OR REPLACE INTO recordings VALUES (?, ?)", (edition, packed))

    # What it is all about, and what came of it.

    def describe(self, cohort: Cohort, editions: Mapping[str, str]) -> None:
        """Say what the rows are about: an edition for each of the cohort's columns."""
        with self._transaction():
            self._set("cohort", msgspec.json.encode(cohort))
            self.__dict__.pop("cohort", None)
            self._set("editions", msgspec.json.encode(editions))

    def layers(self, settings: Settings) -> str:
        """The layers of the sandbox in which these settings were last graded, if ever."""
        return self._get(_layers_key(settings), b"").decode()

    def set_layers(self, settings: Settings, layers: str) -> None:
        self._set(_layers_key(settings), layers.encode())

    @functools.cached_property
    def cohort(self) -> Cohort:
        """What the latest run was about. Raises GraderError where there was none."""
        value = self._get("cohort", b"")
        if not value:
            raise GraderError(f"{self.path} holds no graded cohort; grade it first.")
        return msgspec.json.decode(value, type=Cohort)

    def rows(self) -> Iterator[Row]:
        """See `grader.cohort.model.Results`."""
        editions = msgspec.json.decode(self._get("editions", b"{}"), type=dict[str, str])
        decode = functools.lru_cache(maxsize=256)(self._outcome_of)
        found = self._db.execute("SELECT * FROM submissions ORDER BY student, source")
        for source, student, name, email, outcome, reason in found:
            row = Row(Student(student, name, email), source, outcome, reason, ())
            yield self._with_reports(row, editions, decode) if outcome == "graded" else row

    def _with_reports(
        self,
        row: Row,
        editions: Mapping[str, str],
        outcome_of: "functools._lru_cache_wrapper[ExerciseReport | str]",
    ) -> Row:
        contents = self._contents(row.source)
        found = [outcome_of(editions[c.id], contents[c.id]) for c in self.cohort.columns]
        failed = [one for one in found if isinstance(one, str)]
        if failed:
            outcome: Outcome = "failed"
            return msgspec.structs.replace(row, outcome=outcome, reason="; ".join(failed))
        reports = tuple(one for one in found if isinstance(one, ExerciseReport))
        return msgspec.structs.replace(row, exercises=reports)

    def _outcome_of(self, edition: str, content: str) -> ExerciseReport | str:
        """A report, or why there is none."""
        key = (edition, content)
        query = "SELECT report FROM reports WHERE edition = ? AND content = ?"
        if row := self._db.execute(query, key).fetchone():
            return msgspec.json.decode(zlib.decompress(row[0]), type=ExerciseReport)
        query = "SELECT reason FROM failures WHERE edition = ? AND content = ?"
        row = self._db.execute(query, key).fetchone()
        return str(row[0]) if row else NOT_GRADED

    def _contents(self, source: str) -> dict[str, str]:
        query = "SELECT exercise, content FROM entries WHERE source = ?"
        return dict(self._db.execute(query, (source,)))

    def files(self, row: Row, exercise: str) -> Mapping[str, bytes]:
        """See `grader.cohort.model.Results`."""
        digest = self._contents(row.source).get(exercise)
        return self.work(digest).submitted.files if digest else {}

    # SQLite.

    def _transaction(self) -> "Transaction":
        return Transaction(self._db)

    def _get(self, key: str, default: bytes) -> bytes:
        row = self._db.execute("SELECT value FROM current WHERE key = ?", (key,)).fetchone()
        return bytes(row[0]) if row else default

    def _set(self, key: str, value: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO current VALUES (?, ?)", (key, value))


class Transaction:
    """All of a block, or nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def _layers_key(settings: Settings) -> str:
    return f"layers {settings.sandbox} {settings.portable}"


def _written(done: Done) -> bytes | str:
    if done.report is None:
        return done.failure
    return zlib.compress(msgspec.json.encode(done.report), 1)


def pack(submitted: Submitted) -> bytes:
    """A content as bytes, the same for the same files."""
    return msgspec.msgpack.encode((sorted(submitted.files.items()), submitted.refused))


def unpack(content: bytes) -> Submitted:
    kind = tuple[list[tuple[str, bytes]], tuple[str, ...]]
    files, refused = msgspec.msgpack.decode(content, type=kind)
    return Submitted(dict(files), refused)


def write_recording(recording: Recording) -> bytes:
    """A recording as bytes: the values in it are plain, but not all of them JSON's."""
    plain = {
        check: [(case.without, [msgspec.structs.astuple(p) for p in case.probes]) for case in cases]
        for check, cases in recording.items()
    }
    return marshal.dumps(plain)


def read_recording(data: bytes) -> Recording:
    plain = marshal.loads(data)
    return {
        check: tuple(
            Case(without, tuple(Probe(*probe) for probe in probes)) for without, probes in cases
        )
        for check, cases in plain.items()
    }
