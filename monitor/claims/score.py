"""How well readings agree with labels, exactly as CLAIMS says under Scoring. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Claims = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Tally:
    """True positives, false positives, false negatives."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Right among predicted; 1 where nothing was predicted and nothing missed."""
        return self._share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Right among required."""
        return self._share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return self._share(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def plus(self, other: Tally) -> Tally:
        """The sum of two tallies."""
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @staticmethod
    def _share(part: int, whole: int) -> float:
        return part / whole if whole else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One article's disagreement: claims predicted wrongly, and claims missed."""

    article: str
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(slots=True)
class Bin:
    """Claims of one range of confidence: how many, and how many of them right."""

    low: float
    high: float
    count: int = 0
    right: int = 0


@dataclass(slots=True)
class Score:
    """All figures of one labelled file."""

    articles: int = 0
    claims: Tally = field(default_factory=Tally)
    without_new: Tally = field(default_factory=Tally)
    accession_tag: Tally = field(default_factory=Tally)
    dates_right: int = 0
    dates_scored: int = 0
    quiet_articles: int = 0
    false_accessions: int = 0
    by_accord: dict[str, Tally] = field(default_factory=dict)
    by_stage: dict[str, Tally] = field(default_factory=dict)
    reliability: list[Bin] = field(
        default_factory=lambda: [Bin(i / 10, (i + 1) / 10) for i in range(10)]
    )
    misses: list[Miss] = field(default_factory=list)
    per_article: list[Tally] = field(default_factory=list)


def score(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> Score:
    """The score of ``(gold, predicted)`` pairs, each a line with ``id``, ``tag`` and ``claims``.

    A gold claim marked ``disputed`` is neither required nor penalised; an article marked
    ``tag_disputed`` is left out of the tag's score.
    """
    total = Score()
    for gold, predicted in pairs:
        _add(total, gold, predicted)
    total.misses.sort(key=lambda miss: (-len(miss.wrong) - len(miss.missed), miss.article))
    return total


def _add(total: Score, gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    total.articles += 1
    required = [claim for claim in gold.get("claims", []) if not claim.get("disputed")]
    optional = [claim for claim in gold.get("claims", []) if claim.get("disputed")]
    made = predicted.get("claims", [])
    tally = _tally(required, optional, made, _full_key)
    total.claims = total.claims.plus(tally)
    total.per_article.append(tally)
    total.without_new = total.without_new.plus(_tally(required, optional, made, _short_key))
    _add_parts(total.by_accord, required, optional, made, "accord")
    _add_parts(total.by_stage, required, optional, made, "stage")
    _add_tag(total, gold, predicted)
    _add_dates(total, required, made)
    _add_reliability(total, required, optional, made)
    _add_miss(total, gold, required, optional, made)


def _full_key(claim: dict[str, Any]) -> tuple[Any, ...]:
    return (claim["accord"], claim["party"], claim["stage"], bool(claim["new"]))


def _short_key(claim: dict[str, Any]) -> tuple[Any, ...]:
    return (claim["accord"], claim["party"], claim["stage"])


def _tally(
    required: Claims, optional: Claims, made: Claims, key: Callable[[dict[str, Any]], Any]
) -> Tally:
    wanted = {key(claim) for claim in required}
    free = {key(claim) for claim in optional}
    found = {key(claim) for claim in made}
    return Tally(len(wanted & found), len(found - wanted - free), len(wanted - found))


def _add_parts(
    parts: dict[str, Tally], required: Claims, optional: Claims, made: Claims, name: str
) -> None:
    for value in {claim[name] for claim in (*required, *optional, *made)}:
        here = [
            [claim for claim in some if claim[name] == value] for some in (required, optional, made)
        ]
        tally = _tally(here[0], here[1], here[2], _full_key)
        parts[value] = parts.get(value, Tally()).plus(tally)


def _add_tag(total: Score, gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    if gold.get("tag_disputed"):
        return
    is_gold, is_made = gold.get("tag") == "accession", predicted.get("tag") == "accession"
    total.accession_tag = total.accession_tag.plus(
        Tally(int(is_gold and is_made), int(is_made and not is_gold), int(is_gold and not is_made))
    )
    if not is_gold:
        total.quiet_articles += gold.get("tag") == "background"
        total.false_accessions += is_made and gold.get("tag") == "background"


def _add_dates(total: Score, required: Claims, made: Claims) -> None:
    dated = {_full_key(claim): claim.get("date") for claim in made}
    for claim in required:
        if claim.get("date") and _full_key(claim) in dated:
            total.dates_scored += 1
            total.dates_right += dated[_full_key(claim)] == claim["date"]


def _add_reliability(total: Score, required: Claims, optional: Claims, made: Claims) -> None:
    wanted = {_full_key(claim) for claim in required}
    free = {_full_key(claim) for claim in optional} - wanted
    for claim in made:
        if _full_key(claim) in free:
            continue
        place = total.reliability[min(9, max(0, int(claim.get("confidence", 0) * 10)))]
        place.count += 1
        place.right += _full_key(claim) in wanted


def _add_miss(
    total: Score, gold: dict[str, Any], required: Claims, optional: Claims, made: Claims
) -> None:
    wanted = {_full_key(claim) for claim in required}
    free = {_full_key(claim) for claim in optional}
    found = {_full_key(claim) for claim in made}
    wrong, missed = found - wanted - free, wanted - found
    if wrong or missed:
        total.misses.append(Miss(str(gold.get("id")), _words(wrong), _words(missed)))


def _words(keys: Iterable[tuple[Any, ...]]) -> tuple[str, ...]:
    return tuple(
        sorted(
            f"{accord}/{party} {stage} {'new' if new else 'background'}"
            for accord, party, stage, new in keys
        )
    )


def bootstrap_interval(
    per_article: Sequence[Tally], draws: Iterable[Sequence[int]]
) -> tuple[float, float]:
    """The 95 % interval of F1 over resampled articles; each draw holds indices into ``per_article``."""
    found = sorted(_f1_of(per_article, draw) for draw in draws)
    if not found:
        return (0.0, 1.0)
    return found[int(0.025 * (len(found) - 1))], found[int(0.975 * (len(found) - 1))]


def _f1_of(per_article: Sequence[Tally], draw: Sequence[int]) -> float:
    total = Tally()
    for index in draw:
        total = total.plus(per_article[index])
    return total.f1
