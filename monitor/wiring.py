"""The one composition root: a configuration and a database become a service."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from adapters.feeds.beside import ReadersBeside
from adapters.http import FeedClient
from adapters.senders import open_senders
from config.load import Configuration, Watched
from monitor.alerting.compose import names_of
from monitor.board import BoardPlace, HealthLine
from monitor.claims import VERSION, Classifier
from monitor.decide.explaining import Explained, explain
from monitor.decide.state import fold
from monitor.model.errors import ConfigError
from monitor.model.events import party_stream
from monitor.model.feed import PollPolicy
from monitor.model.source import SourceBook
from monitor.ports import Clock
from monitor.project.fold import Setting, setting_of
from monitor.stages.alert import AlertStage
from monitor.stages.decide import DecideStage, enter_baselines
from monitor.stages.pages import PageStage
from monitor.stages.poll import PollStage
from monitor.stages.project import ProjectStage
from monitor.stages.read import ReadStage
from monitor.stages.watch import WatchStage
from monitor.worker import RunOnce, StageTask, in_thread
from store.alerts import SqlAlertStore
from store.articles import SqlArchive
from store.board import SqlBoard
from store.engine import Denied
from store.feeds import SqlFeedStore
from store.log import CODE_VERSION, SqlEventLog
from store.pages import SqlPages
from store.projections import SqlProjections
from store.rebuild import rebuild_if_outdated

if TYPE_CHECKING:
    from adapters.web.guard import App

STAGES = ("poll", "read", "pages", "decide", "project", "alert", "watch")
"""All stages, in the order of the flow."""

_WAKES = {
    "poll": ("read",),
    "read": ("pages", "decide"),
    "pages": ("read",),
    "decide": ("project", "alert"),
    "watch": ("alert",),
}

Explainer = Callable[[str, str], Explained | None]
"""An accord's id and a party's code → why its stages stand as they do."""

WATCH_FLOOR_S = 60.0
"""Blindness is counted in hours; looking once a minute is plenty."""


@dataclass(slots=True)
class Service:
    """Every stage, ready to run."""

    passes: dict[str, RunOnce]
    floor_s: float
    on_prepare: Callable[[], None]
    on_stop: Callable[[], None]

    def prepare(self) -> None:
        """What is done once before the stages run: feeds and baselines are taken over."""
        self.on_prepare()

    def tasks(self, stages: Sequence[str]) -> list[StageTask]:
        """The named stages, for the supervisor."""
        return [
            StageTask(
                name,
                self.passes[name],
                floor_s=WATCH_FLOOR_S if name == "watch" else self.floor_s,
                wakes=_WAKES.get(name, ()),
            )
            for name in STAGES
            if name in stages
        ]

    async def pass_once(self, stages: Sequence[str]) -> None:
        """Run the named stages in the order of the flow, each until it has nothing left to do."""
        for name in STAGES:
            if name in stages:
                while await self.passes[name]():
                    continue

    def stop(self) -> None:
        """Let the pass in hand take up nothing more."""
        self.on_stop()


def build_service(configuration: Configuration, engine: Engine, clock: Clock) -> Service:
    """The service that ``configuration`` describes, on the database of ``engine``."""
    settings = configuration.settings
    log, feeds, archive = SqlEventLog(engine), SqlFeedStore(engine), SqlArchive(engine)
    setting = setting_of(configuration.accords, configuration.parties)

    def prepare() -> None:
        feeds.sync(configuration.feeds, clock.now())
        enter_baselines(log, configuration.accords, clock.now())
        # What the configuration says of members and names may have changed since the rows were made.
        rebuild_if_outdated(engine, setting, clock)

    poll = _poll(feeds, settings.poll, clock, configuration.sources)
    read = ReadStage(archive, Classifier(configuration.accords, configuration.parties), clock)
    decide = DecideStage(
        archive=archive,
        log=log,
        sources=configuration.sources,
        accords=configuration.accords,
        clock=clock,
        policy=settings.policy,
    )
    project = project_stage(engine, setting, clock)
    alert = alert_stage(configuration, engine, clock)
    blind_after = timedelta(hours=settings.worker.blind_after_h)
    watch = WatchStage(feeds, log, clock, blind_after=blind_after)
    return Service(
        passes={
            "poll": poll.run_once,
            "read": in_thread(read.run_once),
            "pages": _pages(configuration, engine, clock, then=in_thread(read.run_once)),
            "decide": in_thread(decide.run_once),
            "project": in_thread(project.run_once),
            "alert": in_thread(alert.run_once),
            "watch": in_thread(watch.run_once),
        },
        floor_s=settings.worker.floor_s,
        on_prepare=prepare,
        on_stop=poll.stop,
    )


def _pages(configuration: Configuration, engine: Engine, clock: Clock, then: RunOnce) -> RunOnce:
    """The page stage, and reading what it brought; nothing where it is switched off."""
    settings = configuration.settings
    if not settings.pages.enabled:
        return _nothing
    try:
        # An extra: what takes the text out of a page is not installed unless asked for.
        from adapters.pages.reader import PageReader  # noqa: PLC0415
    except ImportError as error:
        raise ConfigError(
            f"pages.enabled: the package {error.name} is missing; install accords[pages], or switch it off"
        ) from error
    reader = PageReader(FeedClient(settings.poll), settings.pages)
    stage = PageStage(SqlPages(engine), reader, clock, settings.pages)

    async def run() -> int:
        done = await stage.run_once()
        if done:
            await then()
        return done

    return run


async def _nothing() -> int:
    return 0


def _poll(feeds: SqlFeedStore, policy: PollPolicy, clock: Clock, sources: SourceBook) -> PollStage:
    return PollStage(
        feeds=feeds,
        fetcher=FeedClient(policy),
        parser=ReadersBeside(policy.max_entries, sources),
        clock=clock,
        policy=policy,
        jitter=random.random,
        new_id=_new_id,
    )


def project_stage(engine: Engine, setting: Setting, clock: Clock) -> ProjectStage:
    """The project stage by itself, for commands that show at once what they have written."""
    return ProjectStage(SqlEventLog(engine), SqlProjections(engine), setting, clock)


def alert_stage(configuration: Configuration, engine: Engine, clock: Clock) -> AlertStage:
    """The alert stage by itself, with a sender for each target that is switched on."""
    alerts, settings = configuration.alerts, configuration.settings
    return AlertStage(
        SqlEventLog(engine),
        SqlAlertStore(engine),
        open_senders(alerts),
        alerts,
        # One address serves both: alerts may name another board than this configuration's own.
        names_of(
            configuration.accords, configuration.parties, alerts.board_url or settings.board.url
        ),
        clock,
        rng=random.Random(),  # noqa: S311 - jitter, not a secret
        new_id=_new_id,
        sending=settings.sending,
    )


def _new_id() -> str:
    return uuid.uuid4().hex


def board_app(
    watched: Watched,
    engine: Engine,
    clock: Clock,
    place: BoardPlace,
    health: Callable[[], Sequence[HealthLine]],
) -> App:
    """The board over the database of ``engine``, which is opened for reading alone (``open_reader``)."""
    # Imported here: no other command shows pages.
    from adapters.web.app import create_app  # noqa: PLC0415
    from adapters.web.parts import BoardParts  # noqa: PLC0415

    return create_app(
        BoardParts(
            data=SqlBoard(engine),
            accords=watched.accords,
            parties=watched.parties,
            sources=watched.sources,
            explain=_explainer(watched, engine, clock),
            health=health,
            clock=clock,
            version=CODE_VERSION,
            classifier=VERSION,
            place=place,
        )
    )


def _explainer(watched: Watched, engine: Engine, clock: Clock) -> Explainer:
    """Why each stage of a party stands as it does, from its stream; None where that is not to be had."""
    accords = {accord.id: accord for accord in watched.accords}
    log = SqlEventLog(engine)

    def told(accord_id: str, party: str) -> Explained | None:
        accord = accords.get(accord_id)
        if accord is None:
            return None
        try:
            events = log.read_stream(party_stream(accord_id, party))
        except Denied:
            return None  # a reader's role sees the views alone
        state = fold(accord_id, party, events)
        policy = watched.settings.policy.for_accord(accord)
        return explain(state, accord, policy, clock.now()) if events else None

    return told
