"""Reading anew what is on file: what changes, what a kill costs, and how the command shows it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select, update

import config
from monitor.claims import VERSION
from monitor.claims.fingerprint import fingerprint
from monitor.cli import accords
from monitor.decide.policy import Policy
from monitor.decide.reconsidering import Cause
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Claim, Evidence, Reading, Tag
from monitor.model.clock import SetClock
from monitor.model.source import Source, SourceBook, Tier
from monitor.model.stage import Stage
from monitor.stages.decide import DecideStage
from monitor.stages.read import ReadStage
from monitor.stages.reread import Reread, Scope
from store.engine import write
from store.log import SqlEventLog
from store.rereading import SqlReadArchive
from store.tables.articles import articles, revisions

START = datetime(2031, 5, 6, 9, tzinfo=UTC)
SHIPPED = Path(config.__file__).parent
ACCORD = Accord("x-harbour", "Harbour Compact", aliases=("Harbour Compact",))
WORDS = Evidence("title", 0, 6, "Norway")
STREAM = "x-harbour/NO"


SOURCES = SourceBook(
    {
        "gov": Source("gov", "Gov", Tier.OFFICIAL, official_of=("NO", "SE")),
        "wire": Source("wire", "Wire", Tier.WIRE),
        "post": Source("post", "Post", Tier.MAJOR),
    }
)


@dataclass
class Reader:
    """A classifier that reads the stages which stand in a title after its version: ``1:signed 2:``."""

    version: str
    broken: set[str] = field(default_factory=set)

    def read(self, article):
        if article.id in self.broken:
            raise RuntimeError("no verb")
        found = dict(part.split(":") for part in article.title.split())
        said = [place for place in found.get(self.version, "").split(",") if place]
        claims = tuple(
            Claim("x-harbour", place[:2], Stage(place[3:]), new=True, evidence=WORDS)
            for place in said
        )
        tag = Tag.ACCESSION if claims else Tag.UNRELATED
        return Reading(article.id, self.version, tag, claims=claims)


class Desk:
    """A database with articles that version 1 read and decided."""

    def __init__(self, engine):
        self.engine = engine
        self.url = engine.url.render_as_string(hide_password=False)
        self.archive = SqlReadArchive(engine)
        self.log = SqlEventLog(engine)
        self.clock = SetClock(START)
        self.count = 0

    def file(self, host, title, name=None, number=1, body=""):
        """File one text."""
        self.count += 1
        self.clock.advance(timedelta(hours=1))
        name = name or f"a{self.count}"
        now = self.clock.now()
        with write(self.engine) as connection:
            if number == 1:
                row = {"id": name, "url": f"https://{host}/{name}", "source": host}
                connection.execute(insert(articles).values(**row, publisher="", first_seen=now))
            connection.execute(
                insert(revisions).values(
                    article=name,
                    number=number,
                    content_hash=str(self.count),
                    length=len(title),
                    title=title,
                    summary="",
                    body=body,
                    lang="en",
                    published=now,
                    first_seen=now,
                    fresh=1,
                    feed="",
                )
            )

    def work(self, version="1"):
        """Read and decide what is not yet."""
        ReadStage(self.archive, Reader(version), self.clock).run_once()
        DecideStage(
            archive=self.archive,
            log=self.log,
            sources=SOURCES,
            accords=[ACCORD],
            clock=self.clock,
            policy=Policy(),
        ).run_once()

    def reread(self, version="2", archive=None, log=None, scope=None, broken=()):
        """Read anew and apply; the types of the events written, by stream."""
        again = Reread(
            archive=archive or self.archive,
            log=log or self.log,
            classifier=Reader(version, set(broken)),
            sources=SOURCES,
            accords=[ACCORD],
            policy=Policy(),
            clock=self.clock,
        )
        scope = scope or Scope()
        found = again.look(scope, marking=True)
        done = again.apply(found, Cause("1 → 2"), actor="reread", why="1 → 2")
        written = {w.stream: [type(event).__name__ for event in w.events] for w, _ in done}
        again.mark(scope, found)
        return written

    def read_by(self):
        with self.engine.connect() as connection:
            wanted = select(revisions.c.read_by).order_by(revisions.c.id)
            return list(connection.scalars(wanted))


@pytest.fixture
def desk(any_engine):
    return Desk(any_engine)


def test_what_differs_is_decided_and_all_is_marked(desk):
    desk.file("gov", "1:NO:signed 2:NO:announced".replace("NO:", "NO-"))
    desk.file("post", "1: 2:")
    desk.work()
    assert desk.reread() == {
        STREAM: ["ClaimRetracted", "ClaimRecorded", "StageRevoked", "StageConfirmed"]
    }
    assert desk.read_by() == ["2", "2"]
    assert desk.archive.count_read_before("2") == 0
    assert desk.reread() == {}


def test_a_worker_leaves_what_an_older_version_read(desk):
    desk.file("gov", "1:NO-signed 2:NO-announced")
    desk.work()
    head = desk.log.head()
    desk.work("2")
    assert (desk.log.head(), desk.read_by()) == (head, ["1"])
    assert desk.archive.count_read_before("2") == 1


def test_only_the_latest_text_of_an_article_counts(desk):
    desk.file("gov", "1:NO-signed 2:NO-signed", name="page")
    desk.work()
    desk.file("gov", "1: 2:", name="page", number=2)
    desk.work()
    assert desk.reread() == {}
    assert desk.read_by() == ["2", "2"]


def test_a_text_that_is_not_decided_yet_is_left_to_the_worker(desk):
    desk.file("gov", "1:NO-signed 2:NO-announced")
    ReadStage(desk.archive, Reader("1"), desk.clock).run_once()
    assert desk.reread() == {}
    assert desk.read_by() == ["1"]


def test_since_bounds_what_is_read(desk):
    desk.file("gov", "1:NO-signed 2:NO-announced")
    desk.file("gov", "1:SE-signed 2:SE-announced")
    desk.work()
    written = desk.reread(scope=Scope(since=START + timedelta(hours=2)))
    assert list(written) == ["x-harbour/SE"]
    assert desk.read_by() == ["1", "2"]


def test_all_reads_what_this_version_has_read_too(desk):
    desk.file("gov", "1:NO-signed 2:NO-signed")
    desk.work()
    with write(desk.engine) as connection:
        connection.execute(update(revisions).values(title="1:NO-announced"))
    assert desk.reread("1") == {}
    assert list(desk.reread("1", scope=Scope(all=True))) == [STREAM]


def test_a_text_on_which_the_classifier_fails_keeps_what_it_said(desk):
    desk.file("gov", "1:NO-signed 2:", name="x")
    desk.file("gov", "1:SE-signed 2:", name="y")
    desk.work()
    assert list(desk.reread(broken={"x"})) == ["x-harbour/SE"]
    assert desk.read_by() == ["1", "2"]


def test_a_new_claim_is_compared_with_the_texts_of_its_stream(desk):
    """A text and its copy, of which only the second version reads the copy."""
    story = " ".join(f"word{n}" for n in range(40))
    desk.file("wire", "1:NO-signed 2:NO-signed", body=story)
    desk.file("post", "1: 2:NO-signed", body=story)
    desk.work()
    assert desk.reread() == {STREAM: ["ClaimRecorded"]}


class Dying:
    """Something of which the method named dies, before or after it has done its work, at the nth call."""

    def __init__(self, inner, method, nth, *, after):
        self.inner, self.method, self.left, self.after = inner, method, nth, after

    def __getattr__(self, name):
        found = getattr(self.inner, name)
        return self._call if name == self.method else found

    def _call(self, *args, **kwargs):
        self.left -= 1
        if self.left == 0 and not self.after:
            raise KeyboardInterrupt
        answer = getattr(self.inner, self.method)(*args, **kwargs)
        if self.left == 0:
            raise KeyboardInterrupt
        return answer


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("port", "call"),
    [
        ("archive", ("save_readings", 1)),
        ("archive", ("save_readings", 2)),
        ("log", ("append_many", 1)),
        ("log", ("append_many", 2)),
    ],
)
def test_killed_at_any_point_it_goes_on_and_doubles_nothing(desk, monkeypatch, port, call, after):
    monkeypatch.setattr("monitor.stages.reread.TOGETHER", 1)
    desk.file("gov", "1:NO-signed 2:NO-announced")
    desk.file("gov", "1:SE-signed,NO-signed 2:SE-announced,NO-announced")
    desk.file("post", "1: 2:")
    desk.work()
    before = desk.log.head()
    dying = Dying(getattr(desk, port), *call, after=after)
    with pytest.raises(KeyboardInterrupt):
        desk.reread(**{port: dying})
    desk.reread()
    types = [one.type for one in desk.log.read(before, 100)]
    assert {kind: types.count(kind) for kind in set(types)} == {
        "ClaimRetracted": 3,
        "ClaimRecorded": 3,
        "StageRevoked": 2,
        "StageConfirmed": 2,
    }
    assert desk.read_by() == ["2", "2", "2"]


def test_a_stream_that_the_worker_moves_meanwhile_is_decided_anew(desk):
    desk.file("gov", "1:NO-signed 2:NO-announced")
    desk.work()
    desk.file("wire", "1:NO-signed 2:NO-signed")

    class Racing:
        raced = False

        def append_many(self, *args, **kwargs):
            if not self.raced:
                self.raced = True
                desk.work()
            return desk.log.append_many(*args, **kwargs)

        def __getattr__(self, name):
            return getattr(desk.log, name)

    assert list(desk.reread(log=Racing())) == [STREAM]
    stored = [one.type for one in desk.log.read_stream(STREAM)]
    assert stored.count("StageRevoked") == 1


class TestCommand:
    """With the shipped configuration and classifier; what was read before is made up."""

    @pytest.fixture
    def url(self, desk):
        text = "France has signed the Abraham Accords, the foreign ministry said on Tuesday."
        desk.file("diplomatie.gouv.fr", text, name="x")
        desk.file("apnews.com", "A quiet day on the markets.", name="y")
        for number, name in enumerate(("x", "y"), start=1):
            old = Reading(name, "rules-0", Tag.UNRELATED)
            article = Article(name, "", "", START, title=text)
            desk.archive.save_readings([(number, old, fingerprint(article))], START)
        with write(desk.engine) as connection:
            connection.execute(update(revisions).values(decided_at=START))
        return desk.url

    @pytest.fixture
    def run(self, url):
        def call(*arguments, code=0):
            options = ["--config", str(SHIPPED), "--database", url]
            done = CliRunner().invoke(accords, [*options, *arguments], catch_exceptions=False)
            assert done.exit_code == code, done.output
            return done

        return call

    def test_a_dry_run_shows_the_difference_and_changes_nothing(self, run, desk):
        done = run("reread", "--dry-run", "--json")
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert {(line["type"], line["party"]) for line in found} >= {("ClaimRecorded", "FR")}
        assert "nothing was written" in done.stderr
        assert desk.read_by() == ["rules-0", "rules-0"]
        assert desk.log.head() == 0

    def test_without_it_the_events_name_the_versions_and_who_asked(self, run, desk):
        done = run("reread", "--by", "Ada", "--because", "more verbs")
        assert "claim comes" in done.stdout
        stored = desk.log.read_stream("abraham-accords/FR")
        assert {(one.actor, one.cause) for one in stored} == {
            ("reread", f"classifier rules-0 → {VERSION}: more verbs; asked for by Ada")
        }
        assert desk.read_by() == [VERSION, VERSION]
        run("reread", code=3)

    def test_one_accord_leaves_the_texts_for_the_others(self, run, desk):
        run("reread", "--accord", "abraham-accords")
        assert desk.read_by() == ["rules-0", "rules-0"]
        assert desk.log.head() > 0
        head = desk.log.head()
        run("reread")
        assert desk.log.head() == head

    def test_doctor_names_what_is_old_and_the_command(self, run):
        checks = json.loads(run("doctor", "--json").stdout)
        (found,) = [check for check in checks if check["name"] == "readings"]
        assert found["verdict"] == "warn"
        assert "2 texts" in found["found"]
        assert "accords reread --dry-run" in found["remedy"]


class TestReplay:
    """What another policy would have done over what the database holds."""

    @pytest.fixture
    def call(self, desk, tmp_path):
        def run(*arguments):
            accord = tmp_path / "harbour.toml"
            accord.write_text(
                'id = "x-harbour"\nname = "Harbour Compact"\naliases = ["Harbour Compact"]\n'
            )
            policy = tmp_path / "policy.toml"
            policy.write_text("majors_needed = 3\nindependents_needed = 2\n")
            sources = tmp_path / "sources.json"
            sources.write_text('{"wire": {"tier": "wire"}, "post": {"tier": "major"}}')
            options = ["--config", str(SHIPPED), "--database", desk.url, "replay"]
            files = ["--accord", accord, "--policy", policy, "--sources", sources]
            done = CliRunner().invoke(
                accords,
                [*options, *map(str, files), *arguments],
                env={"COLUMNS": "160"},
                catch_exceptions=False,
            )
            assert done.exit_code == 0, done.output
            return done

        return run

    @pytest.fixture(autouse=True)
    def _news(self, desk):
        desk.file("wire", "1:NO-signed", body=" ".join(f"wire{n}" for n in range(40)))
        desk.file("blog", "1:NO-signed,SE-signed", body=" ".join(f"blog{n}" for n in range(40)))
        desk.file("post", "1:NO-signed,SE-signed", body=" ".join(f"post{n}" for n in range(40)))
        desk.work()

    def test_it_shows_what_is_gained_lost_and_moved(self, call, desk):
        head = desk.log.head()
        found = [json.loads(line) for line in call("--compare", "--json").stdout.splitlines()]
        assert [(one["change"], one["party"], one["stage"]) for one in found] == [
            ("earlier", "NO", "signed"),
            ("gained", "SE", "signed"),
        ]
        assert found[0]["before"]["article"] == "https://post/a3"
        assert found[0]["after"]["at"] == "2031-05-06T11:00:00Z"
        assert desk.log.head() == head

    def test_as_a_table_it_counts_them(self, call):
        done = call("--compare")
        assert "x-harbour/SE" in done.stdout
        assert done.stderr.strip() == "1 gained, 1 earlier"

    def test_the_usual_policy_tells_what_the_service_decided(self, call, desk):
        lines = [json.loads(line) for line in call().stdout.splitlines()]
        assert [(line["party"], line["at"]) for line in lines] == [
            ("NO", "2031-05-06T11:00:00Z"),
            ("SE", "2031-05-06T12:00:00Z"),
        ]
