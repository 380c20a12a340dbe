"""``accords replay`` and ``accords backtest``: past articles under a simulated clock."""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import structlog
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Engine

from monitor.claims import Classifier
from monitor.cli import scenario
from monitor.cli.backtest import CHANGES, Verdict, differences, judge
from monitor.cli.codes import DONE, FAILED, NOTHING
from monitor.cli.context import Context
from monitor.cli.screen import screen, whole_table
from monitor.model.clock import SystemClock
from monitor.model.dates import parse_instant
from monitor.model.errors import UsageError
from monitor.ports import ReadRevision
from monitor.project.fold import setting_of
from monitor.stages.replay import Replay, Setting, in_time_order
from monitor.wiring import project_stage
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import upgrade
from store.rereading import SqlReadArchive

SCENARIOS = (Path("tests/backtest"), Path("../shared/backtest"))
BATCH = 200
"""Revisions taken from the database at once."""

_path = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_path, required=False)
@click.option("--sources", "sources_file", type=_path, help="Who publishes in FILE: JSON.")
@click.option("--accord", "named", metavar="ID|FILE", help="Keep to one accord.")
@click.option("--seed", "seed_file", type=_path, help='What was known before: {"party": "stage"}.')
@click.option("--claims", "trace_file", type=_path, help="Labelled claims in the place of reading.")
@click.option("--policy", "policy_file", type=_path, help="TOML with other numbers for the policy.")
@click.option(
    "--compare", is_flag=True, help="Only what --policy gains, loses, or moves in time: a table."
)
@click.option("--into", "into", metavar="URL", help="Keep the events in this empty database.")
@click.option("--json", "as_json", is_flag=True, help="With --compare: a JSON line a difference.")
@click.pass_obj
def replay(
    context: Context,
    *,
    file: Path | None,
    sources_file: Path | None,
    named: str | None,
    seed_file: Path | None,
    trace_file: Path | None,
    policy_file: Path | None,
    compare: bool,
    into: str | None,
    as_json: bool,
) -> None:
    """Run the articles of FILE in time order under a simulated clock, and alert nobody.

    Prints a JSON line for every event that changes a stage or a review. Without FILE it runs over what the
    service's own database holds, as it was read and in the order in which it came: with --policy and
    --compare that shows what other numbers would have done.
    """
    if file and not sources_file:
        raise UsageError("FILE needs --sources: who publishes is not in it")
    if compare and not policy_file:
        raise UsageError("--compare needs --policy: the numbers to compare with")
    setting = Setting(
        accords=scenario.choose_accords(named, context.accords, context.config_dir),
        sources=scenario.read_sources(sources_file) if sources_file else context.sources,
        policy=context.settings.policy,
        seed=scenario.read_seed(seed_file) if seed_file else None,
    )
    usual = Run(file, setting, trace_file, None if compare else into)
    if not policy_file:
        _print_lines(_run(context, usual))
        return
    policy = scenario.read_policy(policy_file, setting.policy)
    other = Run(file, replace(setting, policy=policy), trace_file, into)
    if not compare:
        _print_lines(_run(context, other))
        return
    found = differences(list(_run(context, usual)), list(_run(context, other)))
    _print_lines(found) if as_json else _print_differences(found)


def _print_lines(lines: Iterable[Mapping[str, Any]]) -> None:
    for line in lines:
        click.echo(json.dumps(line, ensure_ascii=False))


def _print_differences(found: Sequence[Mapping[str, Any]]) -> None:
    """The differences as a table, and how many there are of each kind."""
    table = whole_table("change", "accord/party", "stage", "now", "then", "days", "article")
    for line in found:
        before, after = line["before"], line["after"]
        place = f"{line['accord']}/{line['party']}"
        shown = (after or before)["article"]
        said = (_moment(before), _moment(after), _days(before, after), escape(shown))
        table.add_row(line["change"], place, line["stage"], *said)
    if found:
        screen().print(table)
    counts = Counter(line["change"] for line in found)
    words = ", ".join(f"{counts[kind]} {kind}" for kind in CHANGES if counts[kind])
    click.echo(words or "nothing would differ", err=True)


def _moment(one: Mapping[str, Any] | None) -> str:
    return f"{one['at'][:10]} {one['reason']}" if one else "—"


def _days(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    if before is None or after is None:
        return ""
    span = parse_instant(after["at"]) - parse_instant(before["at"])
    return f"{span.total_seconds() / 86400:+.1f}"


@dataclass(frozen=True, slots=True)
class Run:
    """What a replay runs over, and where its events go; without ``articles`` over the service's database."""

    articles: Path | None
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
        yield from _replayed(context, run, Replay(run.setting, log))
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


def _replayed(context: Context, run: Run, replaying: Replay) -> Iterator[dict[str, Any]]:
    if run.articles is None:
        archive = SqlReadArchive(context.engine())
        return replaying.over_archive(_on_file(archive), archive)
    articles = scenario.read_articles(run.articles)
    if run.trace:
        return replaying.with_trace(articles, scenario.read_trace(run.trace))
    classifier = Classifier(run.setting.accords, context.parties)
    return replaying.with_classifier(articles, classifier)


def _on_file(archive: SqlReadArchive) -> Iterator[ReadRevision]:
    """All that was decided, in the order in which it came, a batch at a time."""
    after = 0
    while batch := archive.read_before(None, None, after, BATCH):
        yield from batch
        after = batch[-1].revision.id


def _project(context: Context, run: Run, engine: Engine) -> None:
    setting = setting_of(run.setting.accords, context.parties)
    stage = project_stage(engine, setting, SystemClock())
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
