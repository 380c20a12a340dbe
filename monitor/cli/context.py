"""What every command shares: where the configuration and the database are, opened when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine

from config.load import Configuration, Watched, load_watched, with_alerts
from config.settings import Settings
from monitor.model.accord import Accord
from monitor.model.clock import SystemClock
from monitor.model.errors import UsageError
from monitor.model.party import Parties
from monitor.model.source import SourceBook
from monitor.project.fold import setting_of
from store.engine import database_file, open_engine, open_reader
from store.log import SqlEventLog
from store.migrate import check_current, upgrade


@dataclass
class Context:
    """The options that stand before every command, and what they lead to.

    Nothing is read or opened before it is asked for; what is wrong raises ConfigError then.
    """

    config_dir: Path
    database_url: str

    @cached_property
    def watched(self) -> Watched:
        """All files of the configuration folder but for alerts, whose secrets only who sends them needs."""
        return load_watched(self.config_dir)

    @cached_property
    def configuration(self) -> Configuration:
        """All files of the configuration folder."""
        return with_alerts(self.watched)

    @property
    def settings(self) -> Settings:
        """``monitor.toml`` under the environment."""
        return self.watched.settings

    @property
    def accords(self) -> tuple[Accord, ...]:
        """The accords that are watched."""
        return self.watched.accords

    @property
    def parties(self) -> Parties:
        """Who can be a party."""
        return self.watched.parties

    @property
    def sources(self) -> SourceBook:
        """The publishers."""
        return self.watched.sources

    def accord(self, accord_id: str | None) -> Accord:
        """The accord named, or the only one, or the first where none is named.

        Raises UsageError where it is not watched.
        """
        by_id = {accord.id: accord for accord in self.accords}
        if accord_id is None:
            return self.accords[0]
        if accord_id not in by_id:
            raise UsageError(
                f"no accord {accord_id!r} in {self.config_dir}/accords; known: {', '.join(by_id)}"
            )
        return by_id[accord_id]

    def party_code(self, named: str) -> str:
        """The code of a party given by code or by any of its names, in any case.

        Raises UsageError where there is none.
        """
        known, wanted = self.parties.by_code, named.casefold()
        by_code = [code for code in known if code.casefold() == wanted]
        by_name = [
            code
            for code, party in known.items()
            if wanted in {name.casefold() for name in (party.name, *party.names)}
        ]
        found = by_code or by_name
        if not found:
            raise UsageError(
                f"no party {named!r}; give its ISO 3166 code, e.g. KZ, or its English name"
            )
        return found[0]

    @cached_property
    def _engine(self) -> Engine:
        engine = open_engine(self.database_url)
        upgrade(engine)
        return engine

    def has_database(self) -> bool:
        """Whether the database is there already."""
        path = database_file(self.database_url)
        return path is None or path.exists()

    def engine(self, *, create: bool = False) -> Engine:
        """The database, with its schema brought up to date; only ``create`` makes one that is not there.

        Raises UsageError where there is none.
        """
        if not create and not self.has_database():
            raise UsageError(
                f"no database at {database_file(self.database_url)}; "
                "`accords run` makes it, or name another with --database"
            )
        return self._engine

    def close(self) -> None:
        """Let go of the database, where it was opened."""
        if "_engine" in self.__dict__:
            self._engine.dispose()

    def reading(self) -> Context:
        """The same on an engine that cannot write, for what only reads and lasts.

        Raises UsageError where there is no database, ConfigError where its schema is not of this version.
        """
        if not self.has_database():
            raise UsageError(
                f"no database at {database_file(self.database_url)}; "
                "`accords run` makes it, or name another with --database"
            )
        other = _ReadingContext(self.config_dir, self.database_url)
        other.__dict__["watched"] = self.watched
        try:
            check_current(other.engine())
        except BaseException:
            other.close()
            raise
        return other

    def log(self) -> SqlEventLog:
        """The event log."""
        return SqlEventLog(self.engine())

    def project_to(self, position: int) -> None:
        """Let the tables show what was just written, whether or not a worker runs."""
        # Not above: most commands need no stage, and opening all that the service needs takes its time.
        from monitor.wiring import project_stage

        setting = setting_of(self.accords, self.parties)
        project_stage(self.engine(), setting, SystemClock()).wait_until(position)


class _ReadingContext(Context):
    """A context whose database is only read."""

    @cached_property
    def _engine(self) -> Engine:
        return open_reader(self.database_url)
