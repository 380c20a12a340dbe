"""An accord's file: what it takes, and what it refuses in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.accords import load_accord, load_accords
from config.parties import load_parties
from monitor.model.dates import check_partial
from monitor.model.errors import ConfigError
from monitor.model.stage import Stage

CONFIG = Path(__file__).parents[3] / "config"
SMALLEST = 'id = "x-example"\nname = "Example Compact"\naliases = ["Example Compact"]\n'


def write(folder: Path, text: str, name: str = "x.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_id_name_and_aliases_are_enough(tmp_path: Path) -> None:
    accord = load_accord(write(tmp_path, SMALLEST))
    assert (accord.id, accord.name, accord.aliases) == (
        "x-example",
        "Example Compact",
        ("Example Compact",),
    )
    assert accord.member_stages == (Stage.ACCEDED,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('name = "N"\naliases = ["N"]', "id: required"),
        ('id = "x"\nname = "N"\naliases = []', "aliases:"),
        ('id = "Not An Id"\nname = "N"\naliases = ["N"]', "id: write small letters"),
        (SMALLEST + 'alias = "x"', "did you mean 'aliases'"),
        (SMALLEST + 'aliases2 = ["x"]', "unknown key"),
        (SMALLEST + 'conveners = ["Israel"]', "conveners:"),
        (SMALLEST + 'member_stages = ["joined"]', "member_stages[1]"),
        (SMALLEST + "withdrawal_notice_days = -1", "withdrawal_notice_days"),
        (
            SMALLEST + '[[baseline]]\nparty="KZ"\nstage="signed"\ndate="2025-13"\nsource="s"',
            "baseline[1].date",
        ),
        (
            SMALLEST + '[[baseline]]\nparty="Kazakhstan"\nstage="signed"\ndate="2025"\nsource="s"',
            "baseline[1].party",
        ),
        (SMALLEST + '[languages.arabic_]\naliases = ["x"]', "languages:"),
        (SMALLEST + "oops", "not TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_file_key_and_remedy(
    tmp_path: Path, text: str, words: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_accord(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    write(tmp_path, SMALLEST, "a.toml")
    write(tmp_path, SMALLEST, "b.toml")
    with pytest.raises(ConfigError, match=r"'x-example' is also the id of a\.toml"):
        load_accords(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such folder"):
        load_accords(tmp_path / "none")


def test_only_the_abraham_accords_are_watched_until_a_file_is_moved_up() -> None:
    assert [accord.id for accord in load_accords(CONFIG / "accords")] == ["abraham-accords"]
    assert [accord.id for accord in load_accords(CONFIG / "accords" / "more")] == [
        "artemis-accords",
        "brics",
        "european-union",
        "nato",
    ]


def test_the_shipped_baseline_has_sudan_signed_and_not_normalised() -> None:
    (accord,) = load_accords(CONFIG / "accords")
    facts = {fact.party: (fact.stage, fact.date) for fact in accord.baseline}
    assert facts == {
        "AE": (Stage.ACCEDED, "2020-09-15"),
        "BH": (Stage.ACCEDED, "2020-09-15"),
        "MA": (Stage.ACCEDED, "2020-12-22"),
        "SD": (Stage.SIGNED, "2021-01-06"),
    }
    assert accord.conveners == ("IL", "US")
    assert accord.signature_makes_party


def test_every_shipped_baseline_names_a_known_party_a_date_and_an_https_source() -> None:
    parties = load_parties(CONFIG / "parties.toml")
    for folder in (CONFIG / "accords", CONFIG / "accords" / "more"):
        for accord in load_accords(folder):
            for fact in accord.baseline:
                assert fact.party in parties
                assert check_partial(fact.date) == fact.date
                assert fact.source.startswith("https://")


def test_the_parties_are_all_of_iso_3166_and_those_that_it_lacks() -> None:
    parties = load_parties(CONFIG / "parties.toml")
    assert (
        len([code for code in parties.by_code if len(code) == 2 and code not in {"EU", "XK"}])
        == 249
    )
    assert {"EU", "XK", "x-somaliland", "x-african-union"} <= set(parties.by_code)
    assert parties.name("KZ") == "Kazakhstan"


def test_without_a_file_the_shipped_states_are_all(tmp_path: Path) -> None:
    assert len(load_parties(tmp_path / "none.toml").by_code) == 249


def test_a_party_that_stands_twice_is_refused(tmp_path: Path) -> None:
    entry = '[[party]]\ncode = "x-isle"\nname = "Isle"\n'
    path = write(tmp_path, entry + entry)
    with pytest.raises(ConfigError, match="'x-isle' stands twice"):
        load_parties(path)


def test_a_party_may_replace_a_shipped_one(tmp_path: Path) -> None:
    path = write(tmp_path, '[[party]]\ncode = "KZ"\nname = "Qazaqstan"\n')
    assert load_parties(path).by_code["KZ"].names == ("Qazaqstan",)
