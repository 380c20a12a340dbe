"""``accords replay`` and ``accords backtest``: past articles under a simulated clock."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import structlog
from rich.table import Table
from sqlalchemy import Engine

from monitor.claims import Classifier
from monitor.cli import scenario
from monitor.cli.backtest import Verdict, differences, judge
from monitor.cli.codes import DONE, FAILED, NOTHING
from monitor.cli.context import Context
from monitor.cli.screen import screen
from monitor.model.article import Article
from monitor.model.clock import SystemClock
from monitor.model.errors import UsageError
from monitor.project.fold import setting_of
from monitor.stages.project import ProjectStage
from monitor.stages.replay import Replay, Setting, in_time_order
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import upgrade
from store.projections import SqlProjections

SCENARIOS = (Path("tests/backtest"), Path("../shared/backtest"))
_path = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_path)
@click.option("--sources", "sources_file", type=_path, required=True, help="Who publishes: JSON.")
@click.option("--accord", "named", metavar="ID|FILE", help="Keep to one accord.")
@click.option("--seed", "seed_file", type=_path, help='What was known before: {"party": "stage"}.')
@click.option("--claims", "trace_file", type=_path, help="Labelled claims in the place of reading.")
@click.option("--policy", "policy_file", type=_path, help="TOML with other numbers for the policy.")
@click.option(
    "--compare", is_flag=True, help="Print only what --policy gains, loses, or moves in time."
)
@click.option("--into", "into", metavar="URL", help="Keep the events in this empty database.")
@click.pass_obj
def replay(
    context: Context,
    file: Path,
    sources_file: Path,
    named: str | None,
    seed_file: Path | None,
    trace_file: Path | None,
    policy_file: Path | None,
    compare: bool,
    into: str | None,
) -> None:
    """Run the articles of FILE in time order under a simulated clock, and alert nobody.

    Prints a JSON line for every event that changes a stage or a review.
    """
    setting = Setting(
        accords=scenario.choose_accords(named, context.accords, context.config_dir),
        sources=scenario.read_sources(sources_file),
        policy=context.settings.policy,
        seed=scenario.read_seed(seed_file) if seed_file else None,
    )
    usual = Run(file, setting, trace_file, None if compare else into)
    lines = _run(context, usual)
    if policy_file:
        policy = scenario.read_policy(policy_file, setting.policy)
        other = replace(usual, setting=replace(setting, policy=policy))
        lines = _run(context, other)
        if compare:
            lines = iter(differences(list(_run(context, usual)), list(lines)))
    for line in lines:
        click.echo(json.dumps(line, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Run:
    """What a replay runs over, and where its events go."""

    articles: Path
    setting: Setting
    trace: Path | None = None
    into: str | None = None


def _run(context: Context, run: Run) -> Iterator[dict[str, Any]]:
    """The lines of one replay; a database that is kept is projected at the end."""
    _keep_quiet()
    engine = open_engine(run.into or "sqlite://")
    try:
        upgrade(engine)
        log = SqlEventLog(engine)
        if log.head():
            raise UsageError(f"--into {run.into}: the database holds events; name an empty one")
        articles = scenario.read_articles(run.articles)
        yield from _replayed(context, run, Replay(run.setting, log), articles)
        if run.into:
            _project(context, run, engine)
    finally:
        engine.dispose()


def _keep_quiet() -> None:
    """A replay's articles are no news of the service: only what goes wrong is logged."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _replayed(
    context: Context, run: Run, replaying: Replay, articles: list[Article]
) -> Iterator[dict[str, Any]]:
    if run.trace:
        return replaying.with_trace(articles, scenario.read_trace(run.trace))
    classifier = Classifier(run.setting.accords, context.parties)
    return replaying.with_classifier(articles, classifier)


def _project(context: Context, run: Run, engine: Engine) -> None:
    stage = ProjectStage(
        SqlEventLog(engine),
        SqlProjections(engine),
        setting_of(run.setting.accords, context.parties),
        SystemClock(),
    )
    while stage.run_once():
        pass


@click.command()
@click.argument("folders", type=_path, nargs=-1, metavar="[FOLDER]...")
@click.option(
    "--claims/--read", "traced", default=None, help="Only labelled claims, or only reading."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_obj
def backtest(
    context: Context, folders: tuple[Path, ...], traced: bool | None, as_json: bool
) -> None:
    """Replay each scenario in the folders and compare with its truth, with labelled claims and by reading.

    Without a FOLDER those of the project and, where they are, the shared ones.

    Exits with 1 where something false was confirmed or, with labelled claims, anything is amiss.
    """
    found = [truth.parent for f in folders or SCENARIOS for truth in sorted(f.glob("*/truth.json"))]
    if not found:
        click.echo("no scenario there", err=True)
        sys.exit(NOTHING)
    modes = [True, False] if traced is None else [traced]
    verdicts = {mode: {f.name: _judged(context, f, mode) for f in found} for mode in modes}
    for mode, by_name in verdicts.items():
        by_name["all"] = _sum(by_name.values())
        if not as_json:
            _print_verdicts("labelled claims" if mode else "real reading", by_name)
    if as_json:
        names = {True: "claims", False: "reading"}
        click.echo(json.dumps({names[m]: _as_json(v) for m, v in verdicts.items()}, indent=2))
    good = all(v["all"].is_perfect if mode else v["all"].is_safe for mode, v in verdicts.items())
    sys.exit(DONE if good else FAILED)


def _judged(context: Context, folder: Path, traced: bool) -> Verdict:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    own = folder / "accord.toml"
    named = str(own) if own.exists() else truth["accord"]
    seed_file = folder / "seed.json"
    setting = Setting(
        accords=scenario.choose_accords(named, context.accords, context.config_dir),
        sources=scenario.read_sources(folder / "sources.json"),
        policy=context.settings.policy,
        seed=scenario.read_seed(seed_file) if seed_file.exists() else None,
    )
    path = folder / "articles.jsonl"
    run = Run(path, setting, folder / "trace.jsonl" if traced else None)
    articles = in_time_order(scenario.read_articles(path))
    seed = {party: stage.value for party, stage in (setting.seed or {}).items()}
    return judge(truth, seed, articles, list(_run(context, run)))


def _sum(verdicts: Iterable[Verdict]) -> Verdict:
    total = Verdict()
    for verdict in verdicts:
        total.add(verdict)
    return total


def _print_verdicts(title: str, by_name: dict[str, Verdict]) -> None:
    console = screen()
    table = Table(title=title, title_justify="left")
    for heading in (
        "scenario",
        "events",
        "right",
        "later",
        "missed",
        "false",
        "never",
        "revoked",
        "as of",
    ):
        table.add_column(heading, justify="left" if heading == "scenario" else "right")
    for name, v in by_name.items():
        checks = f"{v.checks - len(v.checks_failed)}/{v.checks}"
        counts = (v.expected, len(v.right), len(v.delayed), len(v.missed), len(v.false))
        table.add_row(name, *map(str, counts), str(len(v.violations)), str(v.revoked), checks)
    console.print(table)
    whole = by_name["all"]
    console.print(f"confirmed {whole.share:.3f}, median delay {whole.median_delay():g} articles")
    for name, verdict in by_name.items():
        if name != "all":
            for remark in _remarks(verdict):
                console.print(f"  {name}: {remark}")


def _remarks(verdict: Verdict) -> Iterator[str]:
    for party, stage in verdict.missed:
        yield f"missed {party} {stage}"
    for party, stage in verdict.false:
        yield f"false {party} {stage}"
    for party, stage in verdict.violations:
        yield f"never {party} {stage}"
    for party, stage in verdict.revoked_wrongly:
        yield f"revocation differs {party} {stage}"
    for delay in verdict.delayed:
        hours = delay.time.total_seconds() / 3600
        party, stage = delay.place
        yield f"{party} {stage} {delay.articles:+d} articles, {hours:+.1f} h"
    for failed in verdict.checks_failed:
        yield f"as of {failed}"


def _as_json(by_name: dict[str, Verdict]) -> dict[str, Any]:
    return {
        name: {
            "events": v.expected,
            "right": len(v.right),
            "later": [
                {
                    "party": delay.place[0],
                    "stage": delay.place[1],
                    "articles": delay.articles,
                    "hours": round(delay.time.total_seconds() / 3600, 2),
                }
                for delay in v.delayed
            ],
            "missed": v.missed,
            "false": v.false,
            "never": v.violations,
            "revoked": v.revoked,
            "revocations_differ": v.revoked_wrongly,
            "share": round(v.share, 4),
            "median_delay": v.median_delay(),
            "checks": v.checks,
            "checks_failed": v.checks_failed,
        }
        for name, v in by_name.items()
    }
