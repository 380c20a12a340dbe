"""What `accords doctor` and `accords health` look at in alerting."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.alerting.kinds import State, UntoldReason
from monitor.alerting.tell import NEWS_DAYS
from monitor.alerting.words import count
from monitor.cli.checking import SILENT_AFTER, Check, Verdict, guarded
from monitor.cli.context import Context
from monitor.model.clock import SystemClock
from store.alert_reports import count_deliveries, count_untold
from store.alerts import SqlAlertStore

MISSED_SHOWN_DAYS = 30
"""For how long the doctor speaks of what alerting missed."""


@guarded("alerts", "`accords alerts list` shows each delivery")
def deliveries(context: Context) -> Check:
    """Whether any delivery was given up, and which targets are on."""
    dead = count_deliveries(context.engine(), State.DEAD)
    if dead:
        words = f"{dead} dead deliveries"
        remedy = (
            "`accords alerts list --state dead`; once it is mended, `accords alerts retry --all`"
        )
        return Check("alerts", Verdict.WARN, words, remedy)
    on = [target.name for target in context.configuration.alerts.targets if target.enabled]
    return Check("alerts", Verdict.OK, f"targets on: {', '.join(on) or 'none'}")


@guarded("alerting", "start `accords run`")
def alerting(context: Context) -> Check:
    """Whether alerting keeps up with the log, and whether it was ever away for too long."""
    store, now = SqlAlertStore(context.engine()), SystemClock().now()
    log, mark = context.log(), store.checkpoint()
    unread = log.read(mark, 1)
    if unread and store.began_at() is None:
        words = f"it has never run; {count(log.head(), 'event')} unread"
        return Check("alerting", Verdict.WARN, words, "start `accords run`")
    if unread and now - unread[0].recorded_at > SILENT_AFTER:
        return _standing_still(log.head() - mark, unread[0].recorded_at, now)
    missed = count_untold(
        context.engine(), UntoldReason.MISSED, now - timedelta(days=MISSED_SHOWN_DAYS)
    )
    if missed:
        words = (
            f"it was away, and {count(missed, 'alert')} came too late to be news; "
            f"put on file in the last {MISSED_SHOWN_DAYS} days"
        )
        remedy = "`accords alerts list --untold missed` shows them; tell whom they concern"
        return Check("alerting", Verdict.WARN, words, remedy)
    return Check("alerting", Verdict.OK, "all events read")


def _standing_still(unread: int, since: datetime, now: datetime) -> Check:
    until = since + timedelta(days=NEWS_DAYS)
    begins = f"from {until:%Y-%m-%d %H:%M} UTC on" if until > now else "by now"
    words = (
        f"it stands still: {count(unread, 'event')} unread since {since:%Y-%m-%d %H:%M} UTC; "
        f"{begins} the first of them is no news any more, and told to nobody at once"
    )
    return Check("alerting", Verdict.FAIL, words, "start `accords run`, or read its log")
