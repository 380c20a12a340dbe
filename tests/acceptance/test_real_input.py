"""Two real news texts about Kazakhstan, then what confirms: the whole way over loopback, under a set clock."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from sqlalchemy import text

from config.load import load_configuration
from monitor.model.clock import SetClock
from monitor.wiring import STAGES, build_service
from store.engine import open_engine, read
from store.migrate import upgrade

AGENCY, SITE = "agency-site.example", "news-site.example"
MAJOR, MINISTRY = "major-paper.example", "ministry.example"
START = datetime(2025, 11, 6, 12, tzinfo=UTC)


class Watch:
    """The service on the newsroom's feeds, under a clock that is moved by hand."""

    def __init__(self, newsroom, monkeypatch):
        monkeypatch.setenv("ACCORDS_DESK_WEBHOOK", newsroom.hook.url)
        self.newsroom = newsroom
        self.clock = SetClock(START)
        self.engine = open_engine(f"sqlite:///{newsroom.database}")
        upgrade(self.engine)
        self.service = build_service(load_configuration(newsroom.config), self.engine, self.clock)
        self.service.prepare()
        self.look()

    def look(self):
        """One pass over all stages, and one more a minute later for what waits to be grouped."""
        for _ in range(2):
            asyncio.run(self.service.pass_once(STAGES))
            self.clock.advance(timedelta(minutes=1))

    def publish(self, host, title, body, published):
        self.newsroom.publish(host, title, body, published)
        self.clock.advance_to(published + timedelta(minutes=20))
        self.look()

    def rows(self, query):
        with read(self.engine) as connection:
            return connection.execute(text(query)).all()


@pytest.fixture
def watch(newsroom, monkeypatch):
    for host in (AGENCY, SITE):
        newsroom.source(host, "minor")
    newsroom.source(MAJOR, "major")
    newsroom.source(MINISTRY, "official", official_of="KZ")
    return Watch(newsroom, monkeypatch)


def paragraphs(lines):
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())


def publish_seed(watch, shared, number):
    """Serve one of the two texts as it came."""
    if number == 4:
        (path,) = (shared / "seeds").glob("004_*.txt")
        lines = path.read_text().splitlines()
        watch.publish(AGENCY, "", paragraphs(lines), datetime(2025, 11, 6, 20, tzinfo=UTC))
        return
    (path,) = (shared / "seeds").glob("000_*.txt")
    lines = path.read_text().splitlines()
    title = next(line for line in lines if line.startswith("Kazakhstan Moves"))
    watch.publish(SITE, title, paragraphs(lines), datetime(2025, 11, 7, 11, 53, tzinfo=UTC))


def claims_of(watch, host):
    return {
        (row.party, row.stage, bool(row.new), row.date)
        for row in watch.rows(
            f"SELECT party, stage, new, date FROM claims WHERE host = '{host}' AND status = 'live'"
        )
    }


def test_the_agency_text_gives_its_claims(watch, shared):
    publish_seed(watch, shared, 4)

    found = claims_of(watch, AGENCY)

    assert {(party, stage, new) for party, stage, new, _ in found} == {
        ("KZ", "prospective", True),
        ("AE", "signed", False),
        ("BH", "signed", False),
        ("MA", "acceded", False),
        ("SD", "signed", False),
        *((code, "prospective", False) for code in ("ID", "SA", "OM", "LY", "TN", "BD", "MY")),
    }
    dates = {party: date for party, stage, _, date in found if stage != "prospective"}
    assert dates == {"AE": "2020-04", "BH": "2020-04", "MA": "2020-11", "SD": "2021-01"}


def test_the_news_site_text_gives_its_claims(watch, shared):
    publish_seed(watch, shared, 0)

    found = claims_of(watch, SITE)

    assert {(party, stage, new) for party, stage, new, _ in found} >= {
        ("KZ", "announced", True),
        ("AE", "acceded", False),
        ("BH", "acceded", False),
        ("MA", "acceded", False),
    }
    assert {stage for party, stage, _, _ in found if party == "SA"} == {"prospective"}
    dates = {party: date for party, _, _, date in found}
    assert (dates["AE"], dates["BH"]) == ("2020", "2020")


def test_after_both_nothing_is_confirmed_and_explain_says_what_is_missing(watch, shared):
    publish_seed(watch, shared, 4)
    publish_seed(watch, shared, 0)

    assert watch.rows("SELECT * FROM membership WHERE party = 'KZ'") == []
    said = watch.newsroom.run("explain", "KZ")
    assert "not confirmed" in said
    assert "missing" in said
    told = watch.rows("SELECT DISTINCT kind FROM alert_deliveries WHERE party = 'KZ'")
    assert {row.kind for row in told} <= {"developing"}


def test_dates_that_conflict_with_the_baseline_stay_visible_on_both_sides(watch, shared):
    publish_seed(watch, shared, 4)

    since = dict(
        watch.rows("SELECT party, since FROM membership WHERE party IN ('AE', 'BH', 'MA')")
    )
    assert since == {"AE": "2020-09-15", "BH": "2020-09-15", "MA": "2020-12-22"}
    conflicts = watch.rows("SELECT DISTINCT party FROM date_conflicts ORDER BY party")
    assert [row.party for row in conflicts] == ["AE", "BH", "MA"]


def test_independent_word_confirms_and_each_route_is_told_once(watch, shared):
    publish_seed(watch, shared, 4)
    publish_seed(watch, shared, 0)
    watch.publish(
        MAJOR,
        "Kazakhstan to enter Abraham Accords",
        "<p>Kazakhstan has agreed to join the Abraham Accords, the country's foreign minister said on Friday "
        "in an interview. No day has been set for the signature.</p>",
        datetime(2025, 11, 7, 14, tzinfo=UTC),
    )
    watch.publish(
        MINISTRY,
        "Kazakhstan joins the Abraham Accords: statement of the ministry",
        "<p>The Ministry of Foreign Affairs announces that Kazakhstan has decided to join the Abraham "
        "Accords. The date of the ceremony is being arranged.</p>",
        datetime(2025, 11, 7, 16, tzinfo=UTC),
    )

    (row,) = watch.rows("SELECT stage, reason, since FROM membership WHERE party = 'KZ'")
    assert row.stage == "announced"
    history = watch.rows(
        "SELECT stage FROM membership_history WHERE party = 'KZ' AND known_to IS NULL"
    )
    assert [entry.stage for entry in history] == ["announced"]
    sent = watch.rows(
        "SELECT target, count(*) AS n FROM alert_deliveries WHERE party = 'KZ' AND kind = 'confirmed'"
        " AND state = 'sent' GROUP BY target ORDER BY target"
    )
    assert [tuple(entry) for entry in sent] == [("console", 1), ("desk", 1)]
    assert watch.newsroom.rows("SELECT count(*) FROM events WHERE type = 'StageConfirmed'") == [
        (5,)
    ]
