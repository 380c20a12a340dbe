"""The `accords` command: what stands before every command, and how errors become exit codes.

0 done · 1 failed · 2 usage or configuration · 3 nothing matched · 4 partly done · 5 deadline passed ·
130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from monitor.cli.codes import DONE, FAILED, INTERRUPTED, MISUSED
from monitor.model.errors import AccordsError, ConfigError, UsageError


@dataclass(frozen=True, slots=True)
class Listed:
    """A command before it is imported: where it lives, and its line in the overview (at most 65 characters)."""

    place: str
    summary: str


COMMANDS = {
    "run": Listed("service:run", "Run the worker until it is told to stop."),
    "once": Listed("service:once", "Make one pass over all that is due, then exit."),
    "serve": Listed("serve:serve", "Serve the board: pages, JSON, Atom, /healthz, /metrics."),
    "demo": Listed("demo:demo", "Show every stage at work on bundled feeds, without internet."),
    "classify": Listed(
        "reading:classify", "Read articles, one JSON object a line, and print their claims."
    ),
    "eval": Listed("reading:evaluate", "Score reading on a labelled file."),
    "replay": Listed(
        "replaying:replay", "Run an archive through the service under a simulated clock."
    ),
    "backtest": Listed("replaying:backtest", "Replay each scenario and compare with its truth."),
    "status": Listed(
        "database:status", "Show where each party stands: now, then, or as known then."
    ),
    "history": Listed("database:history", "Show how a party got where it is, with its evidence."),
    "explain": Listed(
        "explaining:explain", "Say why a party stands where it does, or what an article says."
    ),
    "review": Listed("reviewing:review", "A person's word: confirm, reject, retract, annotate."),
    "reconsider": Listed(
        "reconsidering:reconsider", "Decide anew what is on file, by today's numbers and sources."
    ),
    "reread": Listed("rereading:reread", "Read anew what another version of the classifier read."),
    "feeds": Listed("feeds:feeds", "The feeds that are watched: list, check, explain, OPML."),
    "alerts": Listed("alerts:alerts", "What was told to whom, and why; test, retry and silence."),
    "db": Listed("db:db", "The database itself: schema, copies, roles."),
    "verify": Listed("database:verify", "Walk the log's chain and refold every projection."),
    "rebuild": Listed("database:rebuild", "Make a projection's rows anew, compare, and flip."),
    "export": Listed("exporting:export", "Write a view, all views or the events to a file."),
    "queries": Listed("queries:queries", "List the sample queries, or run one."),
    "doctor": Listed("health:doctor", "Look at everything: what is wrong, and how to mend it."),
    "health": Listed("health:health", "Say whether the service is at work: exit 0 or 1."),
    "config": Listed("health:config", "Show or check the configuration."),
}
"""Every command; a module is imported only when its command is used, and for the overview none."""


class _LazyGroup(click.Group):
    """A group whose commands are imported when asked for, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].place.partition(":")
        command = getattr(importlib.import_module(f"monitor.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, whole lines and no import."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.summary) for name, listed in COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    "config_dir",
    envvar="ACCORDS_CONFIG",
    default="config",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder of the configuration.  [env: ACCORDS_CONFIG]",
)
@click.option(
    "--database",
    "database_url",
    envvar="ACCORDS_DATABASE_URL",
    default="sqlite:///var/accords.db",
    show_default=True,
    help="Database URL.  [env: ACCORDS_DATABASE_URL]",
)
@click.version_option(package_name="accords")
@click.pass_context
def accords(ctx: click.Context, config_dir: Path, database_url: str) -> None:
    """Watch the news for states joining or leaving an international accord."""
    # Imported here, so that help and mistakes in typing are answered at once.
    from config.logging import configure_logging
    from config.settings import LogSettings
    from monitor.cli.context import Context

    # Only the worker speaks at length; a command's standard output is its data.
    configure_logging(LogSettings(level="warning"))
    ctx.obj = Context(config_dir=config_dir, database_url=database_url)
    ctx.call_on_close(ctx.obj.close)


_BEFORE_COMMANDS = {parameter.opts[0] for parameter in accords.params}


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        code = accords.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        if isinstance(error, click.NoSuchOption) and error.option_name in _BEFORE_COMMANDS:
            click.echo(
                f"{error.option_name} stands before the command: "
                f"accords {error.option_name} … COMMAND",
                err=True,
            )
        return MISUSED
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except (ConfigError, UsageError) as error:
        click.echo(f"error: {error}", err=True)
        return MISUSED
    except AccordsError as error:
        click.echo(f"error: {error}", err=True)
        return FAILED
    except BrokenPipeError:
        # The reader of our output has gone, e.g. `| head`; keep the interpreter from saying so again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code if isinstance(code, int) else DONE
