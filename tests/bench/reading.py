"""How quickly articles are read: the prefilter, a full reading, and a keyword rule beside them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import config
from config.accords import load_accords
from config.parties import load_parties
from monitor.claims import Classifier
from monitor.model.article import Article
from tests.bench.timing import Row, rate

SHIPPED = Path(config.__file__).parent
WHEN = datetime(2026, 3, 12, 9, tzinfo=UTC)

IRRELEVANT = (
    "The harbour board of Port Esterly voted on Tuesday to widen the northern basin, a step that the "
    "fishermen’s cooperative had asked for since the storms of 2019. The works will take two summers. "
    "“We will lose a season and gain a generation,” its chairman said after the session. "
)
RELEVANT = (
    "Azerbaijan will join the Abraham Accords, its foreign minister told reporters in Baku on Wednesday. "
    "The signature is to follow in May. The United Arab Emirates and Bahrain signed the accords in "
    "September 2020; Morocco joined in December of that year. Oman has denied that it will follow. "
)


def benches() -> list[Row]:
    """Articles a second on one core: 3 kB without an accord, 2 kB with one."""
    accords = (*load_accords(SHIPPED / "accords"), *load_accords(SHIPPED / "accords" / "more"))
    classifier = Classifier(accords, load_parties(SHIPPED / "parties.toml"))
    curly = _article(IRRELEVANT, 3000)
    plain = _article(IRRELEVANT.replace("’", "'").replace("“", '"').replace("”", '"'), 3000)
    relevant = _article(RELEVANT + IRRELEVANT * 2, 2000)
    keywords = re.compile(r"abraham accords?", re.IGNORECASE)
    return [
        Row("irrelevant 3 kB, ASCII", "articles", rate(lambda: classifier.read(plain))),
        Row("irrelevant 3 kB, curly quotes", "articles", rate(lambda: classifier.read(curly))),
        Row(
            "the same by one regular expression",
            "articles",
            rate(lambda: keywords.search(plain.body)),
        ),
        Row("relevant 2 kB, read in full", "articles", rate(lambda: classifier.read(relevant))),
    ]


def _article(text: str, size: int) -> Article:
    body = (text * (size // len(text) + 1))[:size]
    return Article(
        "a", "outlet.example", "https://outlet.example/a", WHEN, "A headline", "", body, "en"
    )
