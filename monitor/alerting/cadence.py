"""When a digest is due and when quiet hours end; in the reader's zone, across changes of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.alerting.kinds import Send
from monitor.alerting.routes import QuietHours, Route


def next_digest(route: Route, now: datetime) -> datetime:
    """The first instant after ``now`` at which ``route`` sends its digest; ``now`` where it sends at once."""
    if route.send is Send.AT_ONCE:
        return now
    if route.send is Send.HOURLY:
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    local = now.astimezone(route.zone)
    for days in range(9):
        day = local.date() + timedelta(days=days)
        if route.send is Send.WEEKLY and day.weekday() != route.weekday:
            continue
        at = _instant(datetime.combine(day, route.at), route.zone)
        if at > now:
            return at
    raise AssertionError("a week has every weekday")


def last_weekly(route: Route, now: datetime) -> datetime:
    """The last instant up to ``now`` at which a week of ``route`` ended."""
    today = now.astimezone(route.zone).date()
    for days in range(9):
        day = today - timedelta(days=days)
        at = _instant(datetime.combine(day, route.at), route.zone)
        if day.weekday() == route.weekday and at <= now:
            return at
    raise AssertionError("a week has every weekday")


def quiet_until(quiet: QuietHours, now: datetime) -> datetime | None:
    """The end of the quiet hours that ``now`` falls into; None outside them.

    They may span midnight (22:00 to 07:00); equal times mean the whole day and so never end: the loader
    refuses them.
    """
    local = now.astimezone(quiet.zone)
    if not _within(local.time(), quiet.start, quiet.end):
        return None
    end = _instant(datetime.combine(local.date(), quiet.end), quiet.zone)
    if end <= now:
        tomorrow = local.date() + timedelta(days=1)
        end = _instant(datetime.combine(tomorrow, quiet.end), quiet.zone)
    return end


def _within(now: time, start: time, end: time) -> bool:
    return start <= now < end if start < end else now >= start or now < end


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    # Where the clocks go back, the first of the two instants; where they go forward, the local time that
    # is skipped is read with the offset before the change, so it lies just behind it.
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)
