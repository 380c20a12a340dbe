"""What a check of `accords doctor` and `accords health` gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError

from monitor.cli.context import Context
from monitor.model.errors import AccordsError


class Verdict(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's report."""

    name: str
    verdict: Verdict
    found: str
    remedy: str = ""


SILENT_AFTER = timedelta(hours=2)
"""A stage that has done nothing for so long, though there was work, stands still."""


def guarded(
    name: str, remedy: str
) -> Callable[[Callable[[Context], Check]], Callable[[Context], Check]]:
    """A check that foresees its own failure: what it raises becomes its line."""

    def wrap(run: Callable[[Context], Check]) -> Callable[[Context], Check]:
        def look(context: Context) -> Check:
            try:
                return run(context)
            except (AccordsError, SQLAlchemyError, OSError) as error:
                return Check(name, Verdict.FAIL, str(error), remedy)

        return look

    return wrap
