"""``accords explain`` and ``accords review`` on a database that a replay filled."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import config
from monitor.cli import accords
from monitor.cli.context import Context
from monitor.decide.policy import Policy
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.dates import parse_instant
from monitor.model.errors import UsageError
from monitor.stages.replay import Replay, Setting
from store.engine import open_engine
from store.history import place_of_claim
from store.log import SqlEventLog
from store.migrate import upgrade
from tests.fakes.press import source_book

SHIPPED = Path(config.__file__).parent


def claim(stage, **more):
    return {"accord": "abraham-accords", "party": "NO", "stage": stage, "new": True, **more}


LINES = {
    "talks": ("gov", {"claims": [claim("prospective")]}),
    "scoop": ("wire1", {"claims": [claim("signed", date="2031-05-06")]}),
    "copy": ("major1", {"claims": [claim("signed", date="2031-05-06")], "copy_of": "scoop"}),
    "said": ("major2", {"claims": [claim("announced")]}),
    "also": ("wire2", {"claims": [claim("announced")]}),
    "denied": ("gov", {"denies": [{"party": "NO", "stages": ["signed"]}]}),
}


@pytest.fixture
def database(tmp_path):
    """Six articles on Norway, an hour apart."""
    url = f"sqlite:///{tmp_path}/a.db"
    engine = open_engine(url)
    upgrade(engine)
    articles = [
        Article(
            name,
            host,
            f"https://{host}/{name}",
            parse_instant(f"2031-05-06T{8 + n:02}:00:00Z"),
            title=f"Norway: {name}",
        )
        for n, (name, (host, _)) in enumerate(LINES.items())
    ]
    trace = {name: {"id": name, **line} for name, (_, line) in LINES.items()}
    accord = replace(
        Accord("abraham-accords", "Abraham Accords", ("Abraham Accords",)),
        signature_makes_party=True,
    )
    setting = Setting((accord,), source_book(), Policy(), seed={})
    list(Replay(setting, SqlEventLog(engine)).with_trace(articles, trace))
    engine.dispose()
    return url


@pytest.fixture
def run(database):
    """Run the command; its standard output. What it raises is raised here."""

    def call(*arguments, code=0):
        context = Context(config_dir=SHIPPED, database_url=database)
        options = ["--config", str(SHIPPED), "--database", database]
        done = CliRunner().invoke(
            accords, [*options, *arguments], obj=context, catch_exceptions=False
        )
        assert done.exit_code == code, done.output
        return done.stdout

    return call


def explained(run):
    (told,) = json.loads(run("explain", "NO", "--json"))
    return {stage["stage"]: stage for stage in told["stages"]} | {"": told}


def test_explain_says_why_and_why_not(run):
    told = explained(run)
    assert told[""]["stage"] == "announced"
    assert told["announced"]["reason"] == "two_independent_major"
    assert told["signed"]["standing"] == "denied_by_party"
    assert told["signed"]["voices"] == 1
    copy = told["signed"]["support"][1]
    assert (copy["one_voice_with"], copy["because"]) == ("scoop", "copy")
    assert told["signed"]["denials"][0]["host"] == "gov"
    assert [review["stage"] for review in told[""]["reviews"]] == ["signed"]


def test_explain_reads_well_on_a_terminal(run):
    said = run("explain", "Norway")
    assert "Norway · abraham-accords · announced" in said
    assert "not confirmed: the party's government denies it (gov)" in said
    assert re.search(r"one voice with \w.*: a copy", said)
    assert "open review of signed: the party's own government denies" in said


def test_explain_shows_the_ids_by_which_claims_and_denials_are_retracted(run):
    told, said = explained(run), run("explain", "NO")
    shown = [*told["announced"]["support"], *told["signed"]["denials"]]
    assert all(f"    claim {one['claim_id']}\n" in said for one in shown)


def test_explain_gives_an_empty_list_as_data_where_nothing_is_on_file(run):
    assert json.loads(run("explain", "PE", "--json", code=3)) == []


def test_explain_of_what_is_not_on_file_matches_nothing(run):
    run("explain", "PE", code=3)
    run("explain", "https://nowhere.example/1", code=3)


def test_explain_refuses_an_unknown_party(run):
    with pytest.raises(UsageError):
        run("explain", "Atlantis")


def test_the_open_reviews_are_listed(run):
    (asked,) = json.loads(run("review", "list", "--json"))
    assert (asked["party"], asked["stage"], asked["reason"]) == (
        "NO",
        "signed",
        "denied_by_party",
    )
    said = run("review", "list")
    assert "the party's own government denies what others report" in said
    assert "review confirm (or reject) abraham-accords/NO signed --by" in said


BY = ("--by", "Ada", "--reason", "seen the paper")


def test_a_person_confirms_and_the_tables_show_it(run):
    run("review", "confirm", "abraham-accords/NO", "signed", "--date", "2031-05-06", *BY)
    assert json.loads(run("review", "list", "--json")) == []
    told = explained(run)
    assert (told["signed"]["reason"], told["signed"]["date"]) == ("person", "2031-05-06")
    rows = [
        json.loads(line) for line in run("export", "membership", "--format", "jsonl").splitlines()
    ]
    assert [(row["party"], row["stage"]) for row in rows] == [("NO", "signed")]


def test_a_person_rejects(run):
    run("review", "reject", "abraham-accords/NO", "announced", *BY)
    told = explained(run)
    assert told[""]["stage"] is None
    assert told["announced"]["standing"] == "a_person_said_otherwise"


def test_a_person_retracts_a_claim_by_its_id(run):
    claim_id = explained(run)["announced"]["support"][0]["claim_id"]
    run("review", "retract", claim_id, *BY)
    assert [review["reason"] for review in explained(run)[""]["reviews"]] == [
        "denied_by_party",
        "support_lost",
    ]


def test_a_person_retracts_a_denial_by_its_id(run):
    denial_id = explained(run)["signed"]["denials"][0]["claim_id"]
    run("review", "retract", denial_id, *BY)
    assert explained(run)["signed"]["denials"] == []


def test_a_claim_that_the_tables_do_not_show_yet_can_be_retracted(run, database):
    """The replay of the fixture filled the log alone."""
    claim_id = explained(run)["announced"]["support"][0]["claim_id"]
    engine = open_engine(database)
    assert place_of_claim(engine, claim_id) is None
    run("review", "retract", claim_id, *BY)
    assert place_of_claim(engine, claim_id) == ("abraham-accords", "NO")
    engine.dispose()


def test_a_person_annotates(run):
    before = explained(run)
    run("review", "annotate", "abraham-accords/NO", "--stage", "signed", *BY)
    assert explained(run) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("confirm", "abraham-accords", "signed"),
        ("confirm", "x-other/NO", "signed"),
        ("confirm", "abraham-accords/NO", "signed", "--date", "soon"),
        ("retract", "0000"),
    ],
)
def test_a_wrong_place_claim_or_date_is_refused(run, arguments):
    with pytest.raises(UsageError):
        run("review", *arguments, *BY)


class TestReconsider:
    def test_a_dry_run_shows_the_difference_and_changes_nothing(self, run):
        """The shipped list of sources knows none of these hosts, so all of them weigh little now."""
        before = explained(run)
        lines = run("reconsider", "--because", "new sources", "--dry-run", "--json")
        lines = lines.splitlines()
        found = {(line["type"], line["stage"]) for line in map(json.loads, lines)}
        assert ("StageRevoked", "announced") in found
        assert explained(run) == before

    def test_without_it_the_events_name_the_cause_and_nobody_is_told(self, run, database):
        said = run("reconsider", "--because", "new sources", "--by", "Ada")
        assert "revoked" in said
        assert explained(run)[""]["stage"] is None
        engine = open_engine(database)
        revoked = [
            stored
            for stored in SqlEventLog(engine).read_stream("abraham-accords/NO")
            if stored.type == "StageRevoked"
        ]
        engine.dispose()
        assert [(one.actor, one.cause, one.event.comment) for one in revoked] == [
            ("reconsider", "new sources; asked for by Ada", "new sources")
        ]
        run("reconsider", "--because", "once more", code=3)
