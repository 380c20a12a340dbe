"""Fits the weights of the learned choice on labelled files, and shows how it reads what it has not seen.

    python -m tests.corpus.train_choice FILE.jsonl… [--write]

A claim's label names no sentence, so the fit goes round: each labelled claim is laid on the mention that the
weights of the round before find likeliest, the first time on the one that the rules or a trigger point to.
All texts are read in folds by weights that had not seen them, and the verdict is fitted on that reading; its
own figures, for each file, come from folds again; the bars are the best on whole articles. ``--write`` then fits the choice on all texts together.
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
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from config.accords import load_accord, load_accords
from config.parties import load_parties
from monitor.claims.article_json import article_of
from monitor.claims.choosing import NOBODY
from monitor.claims.classifier import Classifier
from monitor.claims.mention import Mention
from monitor.claims.score import Tally
from monitor.claims.verdict import (
    NONE,
    Bars,
    Key,
    Possible,
    Verdict,
    Weighed,
    possible_claims,
    standing,
)
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.stage import Stage
from tests.unit.claims import test_phenomena as plain
from tests.unit.claims import test_phenomena_accords as accords_
from tests.unit.claims import test_phenomena_news as news
from tests.unit.claims import test_phenomena_wire as wire

CONFIG = Path(__file__).parents[2] / "config"
WEIGHTS = Path(__file__).parents[2] / "monitor" / "claims" / "data" / "en" / "choice.json"
RARE, RIDGE, ROUNDS, FOLDS, STEPS, SMALL = 3, 0.1, 3, 5, 60, 0.03
BARS = tuple(n / 100 for n in range(10, 61, 5))
INSTEAD = (0.6, 0.7, 0.8)
RULED = 0.2
"""Not fitted, where it wanders between 0.15 and 0.3: what a rule has read is not lightly dropped."""
NEAR = 0.005
"""Less than this between two figures says nothing."""

Party = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """One labelled article of a file, or a sentence of the tests: its mentions, what the rules claim and deny, its labels."""

    file: str
    mentions: list[Mention]
    ruled: frozenset[Key]
    denied: frozenset[tuple[str, str, Stage]]
    required: frozenset[Key]
    disputed: frozenset[Key]
    hearsay: frozenset[Key] = frozenset()


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
        classifier = classifier_for(path)
        for gold in golds:
            keys: dict[bool, set[Key]] = {True: set(), False: set()}
            for claim in gold["claims"]:
                stage = Stage(claim["stage"])
                key = Key(claim["accord"], claim["party"], stage, bool(claim["new"]))
                keys[bool(claim.get("disputed"))].add(key)
            read = read_by_rules(classifier, article_of(gold), keys[False], keys[True])
            found.append(replace(read, file=str(path)))
    return found


def read_by_rules(
    classifier: Classifier, article: Article, required: Iterable[Key], disputed: Iterable[Key] = ()
) -> Text:
    """An article's mentions and what the rules claim of it, beside its labels."""
    read = classifier.read(article)
    ruled = (Key(claim.accord, claim.party, claim.stage, claim.new) for claim in read.claims)
    denied = ((one.accord, one.party, stage) for one in read.denials for stage in one.stages)
    return Text(
        "",
        classifier.mentions(article),
        frozenset(ruled),
        frozenset(denied),
        frozenset(required),
        frozenset(disputed),
        frozenset(
            Key(claim.accord, claim.party, claim.stage, claim.new)
            for claim in read.claims
            if claim.speaker in NOBODY
        ),
    )


def phenomena() -> list[Text]:
    """Sentences that the tests name, as texts; so that the choice does not unlearn what is settled.

    Not those of every module: the rules read them all, and the more of them it sees the more it trusts the rules,
    which texts that nobody mended on do not bear out.
    """
    accords = shipped()
    classifier = Classifier(accords, load_parties(CONFIG / "parties.toml"), weights=None)
    friday = datetime(2025, 11, 7, 12, tzinfo=UTC)
    cases = [(friday, *case) for module in (plain, news, wire) for case in module.CASES.values()]
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
    keys = frozenset(
        Key(accord, party, Stage(stage), when == "new") for party, stage, when in split
    )
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


def classifier_for(path: Path) -> Classifier:
    """The rules alone, for the shipped accords or those of the file's own folder."""
    accords = shipped()
    own = path.parent / "accords"
    if (path / "accord.toml").is_file():
        accords = [load_accord(path / "accord.toml")]
    elif path.is_dir():
        accords = [accord for accord in accords if accord.id == "abraham-accords"]
    elif own.is_dir():
        accords = load_accords(own)
    return Classifier(accords, load_parties(CONFIG / "parties.toml"), weights=None)


@cache
def names(mention: Mention) -> tuple[str, ...]:
    """The names of a mention's terms, put together once."""
    return tuple(map(sys.intern, mention.terms))


def matrix(mentions: Sequence[Mention], columns: dict[str, int]) -> Any:
    """One row a mention, one column a term."""
    places: list[int] = []
    ends = [0]
    for mention in mentions:
        places += sorted({columns[term] for term in names(mention) if term in columns})
        ends.append(len(places))
    ones = np.ones(len(places), dtype=np.float32)
    return csr_matrix((ones, places, ends), shape=(len(mentions), len(columns)))


def fit(texts: Sequence[Text]) -> Model:
    """Lay the labels on mentions and fit, round by round."""
    counts = Counter(
        term for text in texts for term in {term for m in text.mentions for term in names(m)}
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
            if any((key.accord, key.party) == party for key in text.disputed):
                continue
            keys = sorted(
                (key for key in text.required if (key.accord, key.party) == party),
                key=lambda key: (key.stage.value, key.new),
            )
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
            answer = key.answer
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
    terms, stage = set(names(mention)), key.stage.value
    return (
        5.0 * (f"rules:{key.answer}" in terms)
        + 2.0 * any(term.startswith(f"rules:{stage}") for term in terms)
        + 2.0 * any(term.startswith(f"stage:{stage}") for term in terms)
        + 1.5 * ("accord:here" in terms)
        + 0.3 * (mention.line.field == "body")
    )


def weighed(text: Text, model: Model) -> list[Possible]:
    """The claims that a text may make, by the chances of its mentions."""
    if not text.mentions:
        return []
    shares = model.shares(text.mentions).tolist()
    told = [Weighed(mention, row) for mention, row in zip(text.mentions, shares, strict=True)]
    return possible_claims(told, text.ruled, [str(answer) for answer in model.regression.classes_])


def unseen(texts: Sequence[Text]) -> list[list[Possible]]:
    """What each text may claim, by weights that had not seen it."""
    found: list[list[Possible]] = [[] for _ in texts]
    for fold in range(FOLDS):
        model = fit([text for n, text in enumerate(texts) if n % FOLDS != fold])
        for n in range(fold, len(texts), FOLDS):
            found[n] = weighed(texts[n], model)
        sys.stderr.write(f"fold {fold + 1} of {FOLDS}\n")
    return found


def fitted(texts: Sequence[Text], possible: Sequence[Sequence[Possible]]) -> dict[str, float]:
    """The weight of each feature of the verdict."""
    seen = [
        (one.features, one.key in text.required)
        for text, found in zip(texts, possible, strict=True)
        for one in found
        if one.key not in text.disputed
    ]
    vectors = DictVectorizer(sparse=False)
    rows = vectors.fit_transform([features for features, _ in seen])
    scale = rows.std(axis=0)
    scale[scale == 0] = 1.0
    line = LogisticRegression(C=0.3, max_iter=500, fit_intercept=False)
    line.fit(rows / scale, [right for _, right in seen])
    weights = line.coef_[0] / scale
    return {
        str(name): round(float(weight), 3)
        for name, weight in zip(vectors.get_feature_names_out(), weights, strict=True)
    }


Sure = list[tuple[Possible, float]]
"""What a text may claim, each with its confidence."""


def sure_of(possible: Sequence[Possible], weights: dict[str, float]) -> Sure:
    """Each possible claim with its confidence."""
    return Verdict(weights, Bars(1, 1, 1, 1)).judge(possible)


def judged_unseen(texts: Sequence[Text], possible: Sequence[list[Possible]]) -> list[Sure]:
    """The confidences of a verdict that had not seen the text."""
    found: list[Sure] = [[] for _ in texts]
    for fold in range(FOLDS):
        seen = [n for n in range(len(texts)) if n % FOLDS != fold]
        weights = fitted([texts[n] for n in seen], [possible[n] for n in seen])
        for n in range(fold, len(texts), FOLDS):
            found[n] = sure_of(possible[n], weights)
    return found


def tally(texts: Sequence[Text], sure: Sequence[Sure], bars: Bars) -> Tally:
    """Right, wrong and missed under some bars."""
    total = Tally()
    for text, found in zip(texts, sure, strict=True):
        made = {one.key for one, _ in standing(found, text.denied, bars, text.hearsay)}
        made |= text.ruled - {one.key for one, _ in found}
        total = total.plus(counted(text, made))
    return total


def counted(text: Text, made: AbstractSet[Key]) -> Tally:
    """Right, wrong and missed of what was made of one text."""
    right = len(made & text.required)
    return Tally(right, len(made - text.required - text.disputed), len(text.required - made))


def by_rules(texts: Iterable[Text]) -> Tally:
    """Right, wrong and missed by the rules alone."""
    total = Tally()
    for text in texts:
        total = total.plus(counted(text, text.ruled))
    return total


def whole_articles(texts: Sequence[Text], sure: Sequence[Sure]) -> tuple[list[Text], list[Sure]]:
    """The articles that are made as a feed brings them; passages and briefs for the fit are harder, and left out."""
    at = [n for n, text in enumerate(texts) if text.file and "choice" not in Path(text.file).parts]
    return [texts[n] for n in at], [sure[n] for n in at]


def best_bars(texts: Sequence[Text], sure: Sequence[Sure]) -> Bars:
    """Of the bars near the best F1 the lowest for background, and of these the best.

    The rules were mended on these texts and find more in them than elsewhere, where more is left to infer. Of what
    is inferred only news can raise a false alarm.
    """
    every = [Bars(RULED, *bars) for bars in product(BARS, BARS, INSTEAD)]
    reached = {bars: tally(texts, sure, bars).f1 for bars in every}
    best = max(reached.values())
    near = [bars for bars in every if reached[bars] > best - NEAR]
    return min(near, key=lambda bars: (bars.background, -reached[bars]))


def written(model: Model, bars: Bars, verdict: dict[str, float]) -> str:
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
        "verdict": verdict,
    }
    lines = [
        f"  {json.dumps(term, ensure_ascii=False)}: {json.dumps(row)}"
        for term, row in weights.items()
    ]
    start = json.dumps(head, indent=1)[:-2]
    return f'{start},\n "weights": {{\n' + ",\n".join(lines) + "\n }\n}\n"


def shown(name: str, ruled: Tally, made: Tally) -> None:
    """One line of figures, the rules' beside those of all."""
    sys.stderr.write(
        f"{name:60} {ruled.f1:.3f} -> P {made.precision:.3f} R {made.recall:.3f} F1 {made.f1:.3f}\n"
    )


def show(texts: Sequence[Text], sure: Sequence[Sure], bars: Bars) -> None:
    """The figures of each file, and of all."""
    for file in sorted({text.file for text in texts}):
        at = [n for n, text in enumerate(texts) if text.file == file]
        here = [texts[n] for n in at]
        shown(file[-60:] or "phenomena", by_rules(here), tally(here, [sure[n] for n in at], bars))
    shown("all, unseen", by_rules(texts), tally(texts, sure, bars))


def main() -> None:
    """Read, fit, show, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    texts = texts_of(asked.files) + phenomena()
    random.Random(1).shuffle(texts)
    possible = unseen(texts)
    sure = judged_unseen(texts, possible)
    bars = best_bars(*whole_articles(texts, sure))
    show(texts, sure, bars)
    sys.stderr.write(f"{bars}\n")
    if asked.write:
        whole = written(fit(texts), bars, fitted(texts, possible))
        WEIGHTS.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    main()
