"""``python -m tests.farm [year]``: two weeks, or a year, of a village, as a table."""

from __future__ import annotations

import sys
import time

from tests.farm.village import a_year, two_weeks


def main(span: str = "weeks") -> None:
    """Run a village and print what it cost and what came of it."""
    start = time.process_time()
    report = a_year() if span == "year" else two_weeks()
    spent_s = time.process_time() - start
    broken = [*report.crowding(), *report.impatience(), *report.abandoned()]
    sys.stdout.write(
        f"{report.table()}\n{len(report.results)} feeds, {len(report.requests):,} requests,"
        f" {spent_s:.0f} s of CPU; broken promises: {broken or 'none'}\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
