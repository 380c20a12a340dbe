"""Fits the weights of the learned choice on labelled files, and shows how it reads what it has not seen.

    python -m tests.corpus.train_choice FILE.jsonl… [--test FILE.jsonl…] [--write]

A claim's label names no sentence, so the fit goes round: each labelled claim is laid on the mention that the
weights of the round before find likeliest, the first time on the one that the rules or a trigger point to.
``--test`` files are read in folds by weights that saw the others and every other file, so that the bars and
the confidence are fitted on texts that the weights had not seen; ``--write`` then fits all files together.
Needs scikit-learn (a development package); reading does not.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from config.accords import load_accord, load_accords
from config.parties import load_parties
from monitor.claims.article_json import article_of
from monitor.claims.choice import NONE, Bars, log_odds
from monitor.claims.classifier import Classifier
from monitor.claims.mentions import Mention
from monitor.claims.score import Tally
from monitor.model.accord import Accord
from monitor.model.article import Article
from tests.unit.claims import test_phenomena as plain
from tests.unit.claims import test_phenomena_accords as accords_
from tests.unit.claims import test_phenomena_news as news

CONFIG = Path(__file__).parents[2] / "config"
WEIGHTS = Path(__file__).parents[2] / "monitor" / "claims" / "data" / "en" / "choice.json"
RARE, RIDGE, ROUNDS, FOLDS, STEPS, SMALL = 3, 0.2, 3, 3, 60, 0.03
BARS = tuple(n / 100 for n in range(20, 61, 5))

Party = tuple[str, str]
Key = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Text:
    """One labelled article: its mentions, what the rules claim, the labels that count, and those disputed."""

    mentions: list[Mention]
    ruled: frozenset[Key]
    required: frozenset[Key]
    disputed: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted regression and the column of each term."""

    columns: dict[str, int]
    regression: Any

    def shares(self, mentions: Sequence[Mention]) -> Any:
        """The chance of each answer for each mention."""
        return self.regression.predict_proba(matrix(mentions, self.columns))


def texts_of(paths: Iterable[str]) -> list[Text]:
    """The labelled articles of some files."""
    found = []
    for path in map(Path, paths):
        golds = labelled(path)
        classifier = classifier_for(path, golds)
        for gold in golds:
            keys: dict[bool, set[Key]] = {True: set(), False: set()}
            for claim in gold["claims"]:
                key = (claim["accord"], claim["party"], claim["stage"], bool(claim["new"]))
                keys[bool(claim.get("disputed"))].add(key)
            found.append(read_by_rules(classifier, article_of(gold), keys[False], keys[True]))
    return found


def read_by_rules(
    classifier: Classifier, article: Article, required: Iterable[Key], disputed: Iterable[Key] = ()
) -> Text:
    """An article's mentions and what the rules claim of it, beside its labels."""
    ruled = (
        (claim.accord, claim.party, claim.stage.value, claim.new)
        for claim in classifier.read(article).claims
    )
    return Text(
        classifier.mentions(article), frozenset(ruled), frozenset(required), frozenset(disputed)
    )


def phenomena() -> list[Text]:
    """The sentences that the tests name, as texts; so that the choice does not unlearn what is settled."""
    accords = shipped()
    classifier = Classifier(accords, load_parties(CONFIG / "parties.toml"), weights=None)
    friday = datetime(2025, 11, 7, 12, tzinfo=UTC)
    cases = [(friday, *case) for module in (plain, news) for case in module.CASES.values()]
    cases += [(accords_.PUBLISHED, *case) for case in accords_.CASES.values()]
    return [_phenomenon(classifier, *case) for case in cases]


def _phenomenon(
    classifier: Classifier, published: datetime, text: str, claims: Iterable[str]
) -> Text:
    url = "https://paper.example/1"
    article = Article("1", "paper.example", url, published, body=text, lang="en")
    read = read_by_rules(classifier, article, ())
    accord = read.mentions[0].accord if read.mentions else ""
    split = (claim.split() for claim in claims)
    keys = frozenset((accord, party, stage, when == "new") for party, stage, when in split)
    return replace(read, required=keys)


def labelled(path: Path) -> list[dict[str, Any]]:
    """The labelled articles of a file, or of a scenario's folder with its hand-read trace."""
    if path.is_file():
        return lines_of(path)
    traced = {line["id"]: line for line in lines_of(path / "trace.jsonl")}
    return [
        {**article, "claims": traced.get(article["id"], {}).get("claims", [])}
        for article in lines_of(path / "articles.jsonl")
    ]


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def shipped() -> list[Accord]:
    """The accords that the project ships."""
    return [*load_accords(CONFIG / "accords"), *load_accords(CONFIG / "accords" / "more")]


def classifier_for(path: Path, golds: Sequence[dict[str, Any]]) -> Classifier:
    """The rules alone, for the shipped accords or those of the file's own folder and what else it labels."""
    accords = shipped()
    own = path.parent / "accords"
    if (path / "accord.toml").is_file():
        accords = [load_accord(path / "accord.toml")]
    elif path.is_dir():
        accords = [accord for accord in accords if accord.id == "abraham-accords"]
    elif own.is_dir():
        labelled = {claim["accord"] for gold in golds for claim in gold["claims"]}
        accords = [accord for accord in accords if accord.id in labelled]
        accords += load_accords(own)
    return Classifier(accords, load_parties(CONFIG / "parties.toml"), weights=None)


def matrix(mentions: Sequence[Mention], columns: dict[str, int]) -> Any:
    """One row a mention, one column a term."""
    places: list[int] = []
    ends = [0]
    for mention in mentions:
        places += sorted({columns[term] for term in mention.terms if term in columns})
        ends.append(len(places))
    ones = np.ones(len(places), dtype=np.float32)
    return csr_matrix((ones, places, ends), shape=(len(mentions), len(columns)))


def answer_of(key: Key) -> str:
    """The answer that makes the claim."""
    return f"{key[2]}:{'new' if key[3] else 'background'}"


def fit(texts: Sequence[Text]) -> Model:
    """Lay the labels on mentions and fit, round by round."""
    counts = Counter(
        term for text in texts for term in {term for m in text.mentions for term in m.terms}
    )
    columns = {
        term: at for at, term in enumerate(sorted(t for t, n in counts.items() if n >= RARE))
    }
    groups, mentions = grouped(texts)
    rows = matrix(mentions, columns)
    answers = laid_out(groups, mentions, None)
    # The term "bias" is the intercept; each round starts from the weights of the one before.
    regression = LogisticRegression(
        C=RIDGE, max_iter=STEPS, tol=1e-3, fit_intercept=False, warm_start=True
    )
    for round_ in range(ROUNDS):
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", ConvergenceWarning
            )  # near enough, for weights of two decimals
            model = Model(columns, regression.fit(rows, answers))
        if round_ < ROUNDS - 1:
            answers = laid_out(groups, mentions, model)
    return model


def grouped(texts: Sequence[Text]) -> tuple[list[tuple[list[int], list[Key]]], list[Mention]]:
    """The places of each party's mentions in one list of all, with the labels; disputed parties are left out."""
    groups: list[tuple[list[int], list[Key]]] = []
    mentions: list[Mention] = []
    for text in texts:
        by_party: dict[Party, list[Mention]] = defaultdict(list)
        for mention in text.mentions:
            by_party[mention.accord, mention.party].append(mention)
        for party, told in by_party.items():
            if any(key[:2] == party for key in text.disputed):
                continue
            keys = sorted(key for key in text.required if key[:2] == party)
            groups.append((list(range(len(mentions), len(mentions) + len(told))), keys))
            mentions += told
    return groups, mentions


def laid_out(
    groups: Sequence[tuple[list[int], list[Key]]], mentions: Sequence[Mention], model: Model | None
) -> Any:
    """The answer of each mention: each label on its likeliest mention, and on those that surely say it too."""
    answers = np.array([NONE] * len(mentions), dtype=object)
    logs = np.log(model.shares(mentions) + 1e-9) if model else None
    place = {a: k for k, a in enumerate(model.regression.classes_)} if model else {}
    for at, keys in groups:
        for key in keys:
            answer = answer_of(key)
            points = {}
            for n in at:
                points[n] = 0.3 * pointed(mentions[n], key)
                if logs is not None:
                    points[n] += logs[n, place[answer]] - logs[n, place[NONE]]
            best = max(at, key=lambda n: (points[n], -n))
            answers[best] = answer
            if logs is not None:
                for n in at:
                    surely = logs[n, place[answer]] > logs[n, place[NONE]] + 1
                    if surely and answers[n] == NONE:
                        answers[n] = answer
    return answers


def pointed(mention: Mention, key: Key) -> float:
    """How far the rules, a trigger and the accord point to a mention as the place of a label."""
    terms, stage = set(mention.terms), key[2]
    return (
        5.0 * (f"rules:{answer_of(key)}" in terms)
        + 2.0 * any(term.startswith(f"rules:{stage}") for term in terms)
        + 2.0 * any(term.startswith(f"stage:{stage}") for term in terms)
        + 1.5 * ("accord:here" in terms)
        + 0.3 * (mention.line.field == "body")
    )


def choices(text: Text, model: Model) -> list[tuple[Key, float]]:
    """The likeliest claim of each kind for each party of a text, with its chance."""
    if not text.mentions:
        return []
    shares, answers = model.shares(text.mentions), list(model.regression.classes_)
    by_party: dict[Party, list[int]] = defaultdict(list)
    for n, mention in enumerate(text.mentions):
        by_party[mention.accord, mention.party].append(n)
    found = []
    for party, at in by_party.items():
        for new in (True, False):
            kind = ":new" if new else ":background"
            places = [k for k, answer in enumerate(answers) if answer.endswith(kind)]
            here = shares[at][:, places]
            stage = answers[places[int(here.max(axis=0).argmax())]].partition(":")[0]
            found.append(((*party, stage, new), float(here.sum(axis=1).max())))
    return found


def stands(text: Text, found: Sequence[tuple[Key, float]], bars: Bars) -> dict[Key, float]:
    """What stands of the rules' claims and the choice's, with its chance; as monitor.claims.choosing has it."""
    ruled = {(key[0], key[1], key[3]): key for key in text.ruled}
    settled = {key[:3] for key in text.ruled if key[2] == "prospective"}
    made = {}
    for key, chance in sorted(found, key=lambda one: -one[1]):
        known = ruled.get((key[0], key[1], key[3]))
        if known is not None:
            made[known] = chance
        elif chance > (bars.news if key[3] else bars.background) and key[:3] not in settled:
            settled |= {key[:3]} if key[2] == "prospective" else set()
            made[key] = chance
    return {key: made.get(key, 0.5) for key in {*made, *text.ruled}}


def tally(told: Iterable[tuple[Text, list[tuple[Key, float]]]], bars: Bars) -> Tally:
    """Right, wrong and missed under some bars."""
    total = Tally()
    for text, found in told:
        made = set(stands(text, found, bars))
        right = len(made & text.required)
        wrong = len(made - text.required - text.disputed)
        total = total.plus(Tally(right, wrong, len(text.required - made)))
    return total


def by_rules(texts: Iterable[Text]) -> Tally:
    """Right, wrong and missed by the rules alone."""
    total = Tally()
    for text in texts:
        right = len(text.ruled & text.required)
        wrong = len(text.ruled - text.required - text.disputed)
        total = total.plus(Tally(right, wrong, len(text.required - text.ruled)))
    return total


def calibrated(
    told: Iterable[tuple[Text, list[tuple[Key, float]]]], bars: Bars
) -> dict[str, float]:
    """The line over the log odds, and the step where the rules agree, that give the share that is right."""
    seen, right = [], []
    for text, found in told:
        for key, chance in stands(text, found, bars).items():
            if key not in text.disputed:
                seen.append([log_odds(chance), float(key in text.ruled)])
                right.append(key in text.required)
    line = LogisticRegression(C=1e6).fit(seen, right)
    slope, agreed = line.coef_[0]
    return {
        "slope": round(float(slope), 3),
        "shift": round(float(line.intercept_[0]), 3),
        "agreed": round(float(agreed), 3),
    }


def unseen(
    tests: Sequence[Text], others: Sequence[Text]
) -> list[tuple[Text, list[tuple[Key, float]]]]:
    """Each test text with the choices of weights that had not seen it."""
    told = []
    for fold in range(FOLDS):
        seen = [text for n, text in enumerate(tests) if n % FOLDS != fold]
        model = fit([*others, *seen])
        told += [(text, choices(text, model)) for text in tests[fold::FOLDS]]
        sys.stderr.write(f"fold {fold + 1} of {FOLDS}\n")
    return told


def written(model: Model, bars: Bars, confidence: dict[str, float]) -> str:
    """The data file; weights that are too small to matter are left out."""
    answers = [str(answer) for answer in model.regression.classes_]
    weights = {}
    for term, at in sorted(model.columns.items()):
        column = model.regression.coef_[:, at]
        row = {
            a: round(float(w), 2) for a, w in zip(answers, column, strict=True) if abs(w) >= SMALL
        }
        if row:
            weights[term] = row
    head = {
        "made by": "python -m tests.corpus.train_choice",
        "answers": answers,
        "bars": asdict(bars),
        "confidence": confidence,
    }
    lines = [
        f"  {json.dumps(term, ensure_ascii=False)}: {json.dumps(row)}"
        for term, row in weights.items()
    ]
    start = json.dumps(head, indent=1)[:-2]
    return f'{start},\n "weights": {{\n' + ",\n".join(lines) + "\n }\n}\n"


def main() -> None:
    """Read, fit, show, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--test", nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    others, tests = texts_of(asked.files) + 2 * phenomena(), texts_of(asked.test)
    random.Random(1).shuffle(tests)
    told = unseen(tests, others)
    pairs = (Bars(news, background) for news, background in product(BARS, BARS))
    bars = max(pairs, key=lambda bars: tally(told, bars).f1)
    found, confidence = tally(told, bars), calibrated(told, bars)
    for name, what in (("rules alone", by_rules(tests)), ("with the choice, unseen", found)):
        sys.stderr.write(f"{name}: P {what.precision:.3f} R {what.recall:.3f} F1 {what.f1:.3f}\n")
    sys.stderr.write(f"{bars}, confidence {confidence}\n")
    if asked.write:
        WEIGHTS.write_text(written(fit([*others, *tests]), bars, confidence), encoding="utf-8")


if __name__ == "__main__":
    main()
