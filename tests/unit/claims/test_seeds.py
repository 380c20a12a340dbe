"""Two real texts give the claims that people took from them; they stay outside the project."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.accords import load_accords
from config.parties import load_parties
from monitor.claims import Classifier
from monitor.model.article import Article

ROOT = Path(__file__).parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason=f"the real texts are not on this machine ({SEEDS})"
)


def claims_of(name: str, published: datetime) -> dict[str, tuple[str, bool, str | None]]:
    classifier = Classifier(
        load_accords(ROOT / "config" / "accords"), load_parties(ROOT / "config" / "parties.toml")
    )
    body = (SEEDS / name).read_text(encoding="utf-8")
    article = Article(name, "site.example", "https://site.example/1", published, body=body)
    reading = classifier.read(article)
    return {claim.party: (str(claim.stage), claim.new, claim.date) for claim in reading.claims}


def test_the_envoy_names_no_country_and_media_name_kazakhstan() -> None:
    claims = claims_of("004_174fdbba8db3d8b0.txt", datetime(2025, 11, 6, 17, tzinfo=UTC))
    assert claims.pop("KZ")[:2] == ("prospective", True)
    assert claims.pop("AE") == claims.pop("BH") == ("signed", False, "2020-04")
    assert claims.pop("MA") == ("acceded", False, "2020-11")
    assert claims.pop("SD") == ("signed", False, "2021-01")
    assert {code: claim[:2] for code, claim in claims.items()} == dict.fromkeys(
        ("ID", "SA", "OM", "LY", "TN", "BD", "MY"), ("prospective", False)
    )


def test_kazakhstan_moves_to_join() -> None:
    claims = claims_of("000_513c6fbe278ccf4a.txt", datetime(2025, 11, 7, 11, 53, tzinfo=UTC))
    assert claims["KZ"][:2] == ("announced", True)
    assert claims["AE"] == claims["BH"] == ("acceded", False, "2020")
    assert claims["MA"][:2] == ("acceded", False)
    assert claims["SA"][0] == "prospective"
    assert set(claims) == {"KZ", "AE", "BH", "MA", "SA"}
