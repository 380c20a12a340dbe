"""The scenarios, replayed by the command: what is confirmed, when, and what never may be."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ACCORDS = Path(sys.executable).with_name("accords")
OWN = ROOT / "tests" / "backtest"


def accords(*arguments):
    """Run the command from the project's root; its standard output and exit code."""
    done = subprocess.run(
        [ACCORDS, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout, done.returncode


def figures(folder, mode):
    out, code = accords("backtest", folder, f"--{mode}", "--json")
    return json.loads(out)["claims" if mode == "claims" else "reading"]["all"], code


def test_with_labelled_claims_every_event_comes_at_its_article(shared):
    found, code = figures(shared / "backtest", "claims")
    assert code == 0
    assert found["right"] == found["events"] > 0
    assert [found["false"], found["never"], found["checks_failed"]] == [[], [], []]


def test_by_reading_nothing_false_is_confirmed(shared):
    found, code = figures(shared / "backtest", "read")
    assert code == 0
    assert [found["false"], found["never"]] == [[], []]
    assert found["share"] >= 0.85
    assert found["median_delay"] == 0


def test_our_own_scenarios_with_labelled_claims():
    found, code = figures(OWN, "claims")
    assert code == 0
    assert found["right"] == found["events"] > 0


def test_a_folder_without_scenarios_matches_nothing(tmp_path):
    assert accords("backtest", tmp_path)[1] == 3


@pytest.fixture
def scenario(tmp_path):
    """Two wires on a signature, the second a day later."""
    articles = [
        {"id": "one", "source": "north.example", "published": "2031-05-06T09:00:00Z"},
        {"id": "two", "source": "south.example", "published": "2031-05-07T09:00:00Z"},
    ]
    for article in articles:
        article |= {"url": f"https://{article['source']}/{article['id']}", "title": "Signed"}
    claim = {"accord": "x-harbour", "party": "NO", "stage": "signed", "date": "2031-05-06"}
    lines = {
        "articles.jsonl": articles,
        "trace.jsonl": [{"id": a["id"], "claims": [claim]} for a in articles],
    }
    for name, found in lines.items():
        text = "".join(json.dumps(line) + "\n" for line in found)
        (tmp_path / name).write_text(text, encoding="utf-8")
    tiers = {article["source"]: {"tier": "wire"} for article in articles}
    (tmp_path / "sources.json").write_text(json.dumps(tiers), encoding="utf-8")
    accord = 'id = "x-harbour"\nname = "Harbour Compact"\naliases = ["Harbour Compact"]\n'
    (tmp_path / "accord.toml").write_text(accord, encoding="utf-8")
    (tmp_path / "strict.toml").write_text("[policy]\nmajors_needed = 3\n", encoding="utf-8")
    return tmp_path


def replay(folder, *more):
    return accords(
        "replay",
        folder / "articles.jsonl",
        "--sources",
        folder / "sources.json",
        "--accord",
        folder / "accord.toml",
        "--claims",
        folder / "trace.jsonl",
        *more,
    )


def test_replay_prints_a_line_for_each_event(scenario):
    out, code = replay(scenario)
    assert code == 0
    (line,) = map(json.loads, out.splitlines())
    assert line == {
        "at": "2031-05-07T09:00:00Z",
        "position": 3,
        "type": "StageConfirmed",
        "accord": "x-harbour",
        "party": "NO",
        "stage": "signed",
        "date": "2031-05-06",
        "article": "two",
        "reason": "two_independent_major",
        "support": ["one", "two"],
    }


def test_replay_takes_another_policy(scenario):
    assert replay(scenario, "--policy", scenario / "strict.toml")[0] == ""


def test_replay_shows_what_another_policy_changes(scenario):
    out, _ = replay(scenario, "--policy", scenario / "strict.toml", "--compare", "--json")
    (line,) = map(json.loads, out.splitlines())
    assert (line["change"], line["party"], line["stage"]) == ("lost", "NO", "signed")
    table, _ = replay(scenario, "--policy", scenario / "strict.toml", "--compare")
    assert "lost" in table


def test_replay_into_a_database_leaves_tables_to_ask(scenario):
    url = f"sqlite:///{scenario}/kept.db"
    replay(scenario, "--into", url)
    out, _ = accords("--database", url, "explain", "NO", "--json")
    assert json.loads(out) == []
    rows, code = accords("--database", url, "export", "membership", "--format", "jsonl")
    assert code == 0
    assert json.loads(rows.splitlines()[0])["stage"] == "signed"


def test_replay_takes_a_seed(scenario):
    (scenario / "seed.json").write_text('{"NO": "signed"}', encoding="utf-8")
    assert replay(scenario, "--seed", scenario / "seed.json")[0] == ""


def test_replay_takes_the_same_address_as_a_revision(scenario):
    articles = (scenario / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    edited = json.loads(articles[1]) | {"id": "three", "published": "2031-05-08T09:00:00Z"}
    with (scenario / "articles.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(edited) + "\n")
    out, _ = replay(scenario)
    assert [json.loads(line)["type"] for line in out.splitlines()] == [
        "StageConfirmed",
        "ReviewOpened",
    ]


def test_a_bad_line_is_named(scenario):
    with (scenario / "articles.jsonl").open("a", encoding="utf-8") as file:
        file.write("{}\n")
    assert replay(scenario)[1] != 0


def test_an_unknown_number_of_the_policy_is_refused(scenario):
    (scenario / "strict.toml").write_text("majors = 3\n", encoding="utf-8")
    assert replay(scenario, "--policy", scenario / "strict.toml")[1] == 2
