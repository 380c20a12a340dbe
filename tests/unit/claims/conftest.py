"""What the tests of reading share: one classifier of all shipped accords."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.accords import load_accords
from config.parties import load_parties
from monitor.claims import Classifier
from monitor.model.article import Article
from monitor.model.claim import Reading

CONFIG = Path(__file__).parents[3] / "config"
PUBLISHED = datetime(2025, 11, 7, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    accords = load_accords(CONFIG / "accords") + load_accords(CONFIG / "accords" / "more")
    return Classifier(accords, load_parties(CONFIG / "parties.toml"))


@pytest.fixture(scope="session")
def rules() -> Classifier:
    """The rules without the learned choice: what a sentence says by rule."""
    accords = load_accords(CONFIG / "accords") + load_accords(CONFIG / "accords" / "more")
    return Classifier(accords, load_parties(CONFIG / "parties.toml"), weights=None)


Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def read(classifier: Classifier) -> Read:
    """Reads a body, a title, a teaser as an article of Friday, 7 November 2025."""
    return reader(classifier)


@pytest.fixture(scope="session")
def by_rules(rules: Classifier) -> Read:
    """The same by the rules alone."""
    return reader(rules)


def reader(classifier: Classifier) -> Read:
    """How ``classifier`` reads an article that is given in parts."""

    def reading(
        body: str = "",
        *,
        title: str = "",
        summary: str = "",
        published: datetime = PUBLISHED,
        lang: str | None = "en",
        source: str = "paper.example",
    ) -> Reading:
        return classifier.read(
            Article("1", source, "https://paper.example/1", published, title, summary, body, lang)
        )

    return reading
