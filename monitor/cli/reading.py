"""``accords classify`` and ``accords eval``: articles in, readings or a score out."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import click
from rich.console import Console
from rich.table import Table

from config.accords import load_accord, load_accords
from config.parties import load_parties
from monitor.claims import Classifier
from monitor.claims.article_json import article_of, reading_line
from monitor.claims.score import Score, Tally, bootstrap_interval, score
from monitor.cli.codes import PARTLY
from monitor.cli.context import Context
from monitor.cli.screen import screen
from monitor.model.accord import Accord
from monitor.model.errors import BadInput, UsageError

DRAWS = 1000
WORST = 15

_accord_option = click.option(
    "--accord",
    "named",
    multiple=True,
    metavar="ID|FILE",
    help="Read for this accord only; an id or an accord's file; may be repeated.",
)


@click.command()
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"), default="-")
@_accord_option
@click.pass_obj
def classify(context: Context, file: TextIO, named: tuple[str, ...]) -> None:
    """Read articles, one JSON object a line, and print what each says.

    A line that is no article gives {"line": n, "error": …} in its place, and exit code 4 at the end.
    """
    classifier = _classifier(context, named)
    failed = False
    for line in _answers(classifier, file):
        failed = failed or "error" in line
        click.echo(json.dumps(line, ensure_ascii=False))
    if failed:
        sys.exit(PARTLY)


@click.command(name="eval")
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@_accord_option
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_obj
def evaluate(context: Context, file: TextIO, named: tuple[str, ...], as_json: bool) -> None:
    """Score the extractor on a labelled file: per accord, per stage, dates, reliability, worst misses."""
    classifier = _classifier(context, named)
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    failed = 0
    for number, text in _numbered(file):
        try:
            gold = _object(text)
            pairs.append((gold, reading_line(classifier.read(article_of(gold)))))
        except BadInput as error:
            failed += 1
            click.echo(f"line {number}: {error}", err=True)
    figures = score(pairs)
    interval = bootstrap_interval(figures.per_article, _draws(len(figures.per_article)))
    if as_json:
        click.echo(json.dumps(_as_json(figures, interval), ensure_ascii=False, indent=2))
    else:
        _print(figures, interval)
    if failed:
        sys.exit(PARTLY)


def _classifier(context: Context, named: tuple[str, ...]) -> Classifier:
    folder = context.config_dir
    parties = load_parties(folder / "parties.toml")
    known = {accord.id: accord for accord in _shipped(folder / "accords")}
    chosen = [_named(name, known) for name in named] if named else list(known.values())
    return Classifier(chosen, parties)


def _shipped(folder: Path) -> list[Accord]:
    """The watched accords, and those that wait in ``more/``."""
    more = folder / "more"
    waiting = load_accords(more) if more.is_dir() else ()
    by_id = {accord.id: accord for accord in waiting}
    by_id.update({accord.id: accord for accord in load_accords(folder)})
    return list(by_id.values())


def _named(name: str, known: dict[str, Accord]) -> Accord:
    if name in known:
        return known[name]
    if Path(name).suffix == ".toml":
        return load_accord(Path(name))
    raise UsageError(f"--accord {name}: no such accord or file; known: {', '.join(sorted(known))}")


def _answers(classifier: Classifier, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, text in _numbered(lines):
        try:
            yield reading_line(classifier.read(article_of(_object(text))))
        except BadInput as error:
            yield {"line": number, "error": str(error)}


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(lines, 1):
        if text.strip():
            yield number, text


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise BadInput(f"not JSON: {error}") from error
    if not isinstance(found, dict):
        raise BadInput("not a JSON object")
    return found


def _draws(size: int) -> Iterator[list[int]]:
    """Resampled articles; the seed is fixed so that the interval is the same in every run."""
    rng = random.Random(2020)  # noqa: S311 - a bootstrap, not a secret
    for _ in range(DRAWS if size else 0):
        yield [rng.randrange(size) for _ in range(size)]


def _as_json(figures: Score, interval: tuple[float, float]) -> dict[str, Any]:
    return {
        "articles": figures.articles,
        "claims": _tally_json(figures.claims)
        | {"f1_interval": [round(end, 4) for end in interval]},
        "without_new": _tally_json(figures.without_new),
        "accession_tag": _tally_json(figures.accession_tag),
        "dates": {"right": figures.dates_right, "scored": figures.dates_scored},
        "false_accession": {"count": figures.false_accessions, "of": figures.quiet_articles},
        "accords": {name: _tally_json(tally) for name, tally in sorted(figures.by_accord.items())},
        "stages": {name: _tally_json(tally) for name, tally in sorted(figures.by_stage.items())},
        "reliability": [
            {"from": place.low, "to": place.high, "claims": place.count, "right": place.right}
            for place in figures.reliability
        ],
        "misses": [
            {"id": miss.article, "wrong": miss.wrong, "missed": miss.missed}
            for miss in figures.misses
        ],
    }


def _tally_json(tally: Tally) -> dict[str, Any]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "right": tally.right,
        "wrong": tally.wrong,
        "missed": tally.missed,
    }


def _print(figures: Score, interval: tuple[float, float]) -> None:
    console = screen()
    table = Table(title=f"{figures.articles} articles", title_justify="left")
    for heading in ("", "precision", "recall", "F1", "right", "wrong", "missed"):
        table.add_column(heading, justify="right" if heading else "left")
    _row(table, "claims", figures.claims)
    _row(table, "without new", figures.without_new)
    _row(table, "accession tag", figures.accession_tag)
    table.add_section()
    for name, tally in sorted(figures.by_accord.items()):
        _row(table, name, tally)
    table.add_section()
    for name, tally in sorted(figures.by_stage.items()):
        _row(table, name, tally)
    console.print(table)
    console.print(f"F1 of claims, 95 % interval: {interval[0]:.3f} to {interval[1]:.3f}")
    console.print(f"dates right: {figures.dates_right} of {figures.dates_scored}")
    console.print(
        f"false accession: {figures.false_accessions} of {figures.quiet_articles} "
        "articles that name an accord without news of it"
    )
    _print_reliability(console, figures)
    _print_misses(console, figures)


def _row(table: Table, name: str, tally: Tally) -> None:
    shares = (f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1))
    table.add_row(name, *shares, str(tally.right), str(tally.wrong), str(tally.missed))


def _print_reliability(console: Console, figures: Score) -> None:
    table = Table(title="reliability", title_justify="left")
    for heading in ("confidence", "claims", "right", "share"):
        table.add_column(heading, justify="right")
    for place in figures.reliability:
        if place.count:
            share = f"{place.right / place.count:.2f}"
            table.add_row(
                f"{place.low:.1f}-{place.high:.1f}", str(place.count), str(place.right), share
            )
    console.print(table)


def _print_misses(console: Console, figures: Score) -> None:
    for miss in figures.misses[:WORST]:
        console.print(f"[bold]{miss.article}[/bold]", highlight=False)
        for words in miss.wrong:
            console.print(f"  wrong   {words}", highlight=False)
        for words in miss.missed:
            console.print(f"  missed  {words}", highlight=False)
