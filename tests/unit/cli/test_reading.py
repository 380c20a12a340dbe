"""``accords classify`` and ``accords eval`` as a script sees them."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from monitor.cli.context import Context
from monitor.cli.reading import classify, evaluate

CONFIG = Path(__file__).parents[3] / "config"
OBJ = Context(config_dir=CONFIG, database_url="sqlite://")
GOOD = {
    "id": "1",
    "source": "a.example",
    "url": "https://a.example/1",
    "published": "2025-11-07T12:00:00Z",
    "title": "Oman joins Abraham Accords",
    "summary": "",
    "body": "",
    "claims": [
        {"accord": "abraham-accords", "party": "OM", "stage": "acceded", "new": True},
        {"accord": "abraham-accords", "party": "KW", "stage": "signed", "new": False},
    ],
    "tag": "accession",
}


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_classify_answers_in_order_and_goes_on_after_a_bad_line() -> None:
    given = "\n".join([json.dumps(GOOD), "not json", '["x"]', '{"id": "2"}', json.dumps(GOOD)])
    result = CliRunner().invoke(classify, ["-"], input=given, obj=OBJ)
    assert result.exit_code == 4
    answers = lines(result.stdout)
    assert [answer.get("id", answer.get("line")) for answer in answers] == ["1", 2, 3, 4, "1"]
    assert "published" in str(answers[3]["error"])


def test_a_claim_has_all_that_the_contract_names() -> None:
    result = CliRunner().invoke(classify, ["-"], input=json.dumps(GOOD), obj=OBJ)
    assert result.exit_code == 0
    (answer,) = lines(result.stdout)
    (claim,) = answer["claims"]  # type: ignore[misc]
    assert {
        "accord",
        "party",
        "stage",
        "new",
        "certainty",
        "speaker",
        "confidence",
        "evidence",
        "why",
    } <= set(claim)
    evidence = claim["evidence"]
    assert GOOD["title"][evidence["start"] : evidence["end"]] == evidence["quote"]  # type: ignore[index]


def test_classify_reads_for_one_accord_by_id_or_file() -> None:
    runner = CliRunner()
    none = runner.invoke(classify, ["-", "--accord", "nato"], input=json.dumps(GOOD), obj=OBJ)
    assert lines(none.stdout)[0]["tag"] == "unrelated"
    file = str(CONFIG / "accords" / "abraham-accords.toml")
    some = runner.invoke(classify, ["-", "--accord", file], input=json.dumps(GOOD), obj=OBJ)
    assert lines(some.stdout)[0]["tag"] == "accession"


def test_eval_prints_the_figures_as_json(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    result = CliRunner().invoke(evaluate, [str(path), "--json"], obj=OBJ)
    figures = json.loads(result.stdout)
    assert figures["claims"]["right"] == 1
    assert figures["claims"]["missed"] == 1
    assert figures["misses"][0]["missed"] == ["abraham-accords/KW signed background"]


def test_eval_prints_tables(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    result = CliRunner().invoke(evaluate, [str(path)], obj=OBJ)
    assert result.exit_code == 0
    assert "reliability" in result.stdout


def test_classify_names_the_field_of_a_time_that_is_none() -> None:
    given = json.dumps(GOOD | {"published": "nope"})
    result = CliRunner().invoke(classify, ["-"], input=given, obj=OBJ)
    (answer,) = lines(result.stdout)
    assert str(answer["error"]).startswith("published: 'nope' is not an ISO 8601 instant")
