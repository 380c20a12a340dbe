"""Hosts that asked for patience; on the transaction of whoever heard it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from monitor.model.polling import HostPause
from store.tables.feeds import hosts
from store.upserts import insert_new


def open_hosts(connection: Connection, domains: Iterable[str]) -> None:
    """Remember these registrable domains, those that are not known as open."""
    rows = [{"domain": domain, "closed_cause": ""} for domain in sorted(set(domains))]
    insert_new(connection, hosts, rows)


def close_host(connection: Connection, pause: HostPause) -> None:
    """Leave a host alone, be it that it is left alone for longer already."""
    open_hosts(connection, [pause.domain])
    longer = (hosts.c.domain == pause.domain) & or_(
        hosts.c.closed_until.is_(None), hosts.c.closed_until < pause.until
    )
    closed = {"closed_until": pause.until, "closed_cause": pause.cause}
    connection.execute(update(hosts).where(longer).values(**closed))


def closed_domains(connection: Connection, now: datetime) -> set[str]:
    """The registrable domains that are left alone at ``now``."""
    return set(connection.scalars(select(hosts.c.domain).where(hosts.c.closed_until > now)))
