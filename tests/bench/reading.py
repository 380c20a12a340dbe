"""How quickly articles are read: the first look, a full reading, and a keyword rule and spaCy's matcher beside them."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import config
from config.accords import load_accords
from config.parties import load_parties
from monitor.claims import Classifier
from monitor.model.accord import Accord
from monitor.model.article import Article
from tests.bench.timing import Row, rates

SHIPPED = Path(config.__file__).parent
CORPUS = Path(__file__).parents[1] / "corpus"
WHEN = datetime(2026, 3, 12, 9, tzinfo=UTC)
COUNT = 60

NEUTRAL = (
    "The harbour board of Port Esterly voted to widen the northern basin, as the fishermen’s cooperative had asked.",
    "“We will lose a season and gain a generation,” its chairman said after the session.",
    "In the hill villages the co-operative dairy has bought a second lorry; its drivers share the night run.",
    "The city archive found 214 letters behind a stove, and nobody can say who “dear Anselm” was.",
    "Ministers put the budget’s second reading off until June, since two members were ill.",
    "A choir of bakers sang at the opening of the new tram line on Sunday, an hour before the rain.",
    "Prices of barley rose by 3 per cent in February, the statistics office said.",
    "The astronomers’ club has asked residents to dim their lamps for the eclipse on 12 August.",
)
PLACES = (
    "Aldmoor", "Brenhaven", "Calder", "Dunmere", "Eskwater",
    "Farrow", "Glenholt", "Harrow", "Isk", "Jarrow",
)  # fmt: skip
KINDS = (
    "Accords", "Compact", "Convention", "Charter", "Pact",
    "Treaty", "Protocol", "Statute", "Alliance", "League",
)  # fmt: skip
SUBJECTS = ("River", "Harbour")
KEYWORDS = re.compile(r"\b(?:join|sign|accede|withdraw|leav|ratif)\w*\b[^.]{0,80}\babraham accords")


def benches() -> list[Row]:
    """Articles a second on one core: 3 kB without an accord, 2 kB with one."""
    parties = load_parties(SHIPPED / "parties.toml")
    accords = (*load_accords(SHIPPED / "accords"), *load_accords(SHIPPED / "accords" / "more"))
    shipped = Classifier(accords, parties)
    rules = Classifier(accords, parties, weights=None)
    many = Classifier((*accords, *_invented()), parties)
    curly = _articles(_neutral(), 3000)
    plain = _articles((_ascii(text) for text in _neutral()), 3000)
    dense = _articles(_labelled(), 2000)
    mixed = _articles((f"{text} {' '.join(NEUTRAL)}" for text in _openings()), 2000)
    return _rows(
        ("irrelevant 3 kB, ASCII", shipped.read, plain),
        ("irrelevant 3 kB, curly quotes", shipped.read, curly),
        ("the same, 200 more accords, ASCII", many.read, plain),
        ("the same, 200 more accords, curly quotes", many.read, curly),
        ("keyword rule, irrelevant, curly quotes", _keyword, curly),
        ("relevant 2 kB: an opening, then other news", shipped.read, mixed),
        ("the same by the rules alone", rules.read, mixed),
        ("relevant 2 kB: labelled texts end to end", shipped.read, dense),
        ("the same by the rules alone", rules.read, dense),
        ("keyword rule, relevant", _keyword, dense),
        ("spaCy's matcher, relevant", _spacy_matcher(), dense),
    )


def _rows(*reads: tuple[str, Callable[[Article], object], Sequence[Article]]) -> list[Row]:
    """All in turns, by processor time: reading waits for nothing, so the rest is what other processes took."""
    runs = ((_reading(read, articles), len(articles)) for _, read, articles in reads)
    found = rates(*runs, clock=time.process_time)
    return [Row(name, "articles", one) for (name, _, _), one in zip(reads, found, strict=True)]


def _reading(
    read: Callable[[Article], object], articles: Sequence[Article]
) -> Callable[[], object]:
    def run() -> None:
        for article in articles:
            read(article)

    return run


def _keyword(article: Article) -> bool:
    return KEYWORDS.search(article.body.lower()) is not None


def _spacy_matcher() -> Callable[[Article], object]:
    """The keyword rule as a pattern of spaCy's tokens; it tells neither party nor stage."""
    import spacy  # noqa: PLC0415 - a package of the benchmarks alone
    from spacy.matcher import Matcher  # noqa: PLC0415

    english = spacy.blank("en")
    matcher = Matcher(english.vocab)
    verb = {"LOWER": {"REGEX": "^(?:join|sign|accede|withdraw|leav|ratif)"}}
    between = {"IS_PUNCT": False, "OP": "*"}
    matcher.add("step", [[verb, between, {"LOWER": "abraham"}, {"LOWER": "accords"}]])
    return lambda article: matcher(english.make_doc(article.body))


def _neutral() -> Iterator[str]:
    """The neutral sentences without end, each time in another order."""
    return itertools.chain.from_iterable(
        itertools.islice(itertools.permutations(NEUTRAL), 0, None, 997)
    )


def _ascii(text: str) -> str:
    return text.replace("’", "'").replace("“", '"').replace("”", '"')


def _labelled() -> list[str]:
    """The bodies of the project's own labelled texts that make a claim, different ones side by side."""
    lines = [
        json.loads(line)
        for path in sorted(CORPUS.glob("round-*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [line["body"] for line in lines if line["claims"] and line["body"]]


def _openings() -> list[str]:
    """The first paragraph of each labelled text."""
    return [body.split("\n\n")[0] for body in _labelled()]


def _articles(texts: Iterable[str], size: int) -> list[Article]:
    """``COUNT`` articles of ``size`` characters, each of the next few texts."""
    source = itertools.cycle(texts)
    return [_article(f"a{number}", source, size) for number in range(COUNT)]


def _article(name: str, source: Iterator[str], size: int) -> Article:
    body = ""
    while len(body) < size:
        body += next(source) + "\n\n"
    url = f"https://outlet.example/{name}"
    return Article(name, "outlet.example", url, WHEN, "A headline", "", body[:size], "en")


def _invented() -> list[Accord]:
    """Two hundred accords with two names each."""
    return [
        Accord(
            id=f"{place}-{subject}-{kind}".lower(),
            name=f"{place} {subject} {kind}",
            aliases=(f"{place} {subject} {kind}", f"{subject} {kind} of {place}"),
        )
        for place in PLACES
        for kind in KINDS
        for subject in SUBJECTS
    ]
