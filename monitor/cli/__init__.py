"""The `accords` command: what stands before every command, and how errors become exit codes.

0 done · 1 failed · 2 usage or configuration · 3 nothing matched · 4 partly done · 5 deadline passed ·
130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import click

from config.logging import configure_logging
from config.settings import LogSettings
from monitor.cli.codes import DONE, FAILED, INTERRUPTED, MISUSED
from monitor.cli.context import Context
from monitor.model.errors import AccordsError, ConfigError, UsageError

COMMANDS = {
    "run": "monitor.cli.service:run",
    "once": "monitor.cli.service:once",
    "demo": "monitor.cli.demo:demo",
    "classify": "monitor.cli.reading:classify",
    "eval": "monitor.cli.reading:evaluate",
    "replay": "monitor.cli.replaying:replay",
    "backtest": "monitor.cli.replaying:backtest",
    "status": "monitor.cli.database:status",
    "history": "monitor.cli.database:history",
    "explain": "monitor.cli.explaining:explain",
    "review": "monitor.cli.reviewing:review",
    "reconsider": "monitor.cli.reconsidering:reconsider",
    "reread": "monitor.cli.rereading:reread",
    "feeds": "monitor.cli.feeds:feeds",
    "alerts": "monitor.cli.alerts:alerts",
    "db": "monitor.cli.db:db",
    "verify": "monitor.cli.database:verify",
    "rebuild": "monitor.cli.database:rebuild",
    "export": "monitor.cli.exporting:export",
    "queries": "monitor.cli.queries:queries",
    "doctor": "monitor.cli.health:doctor",
    "health": "monitor.cli.health:health",
    "config": "monitor.cli.health:config",
}
"""Command → where it lives; a module is imported only when its command is used."""


class _LazyGroup(click.Group):
    """A group whose commands are imported when asked for, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


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
    # Only the worker speaks at length; a command's standard output is its data.
    configure_logging(LogSettings(level="warning"))
    ctx.obj = Context(config_dir=config_dir, database_url=database_url)
    ctx.call_on_close(ctx.obj.close)


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        code = accords.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
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
