"""`alerts.toml`: errors name the file, the key and the remedy; secrets come from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.alerts import load_alerts
from monitor.alerting.kinds import AlertKind, Send, Severity
from monitor.alerting.targets import EmailTarget
from monitor.model.errors import ConfigError

URL = "https://hooks.slack.example/services/T0/B0/MARKEDSECRET"
CONSOLE = '[[target]]\nname = "desk"\nchannel = "console"\n'
CATCH_ALL = '[[route]]\nname = "everything"\ntargets = ["desk"]\n'
SLACK = '[[target]]\nname = "slack"\nchannel = "slack"\nwebhook_env = "ACCORDS_SLACK_WEBHOOK_URL"\n'
MAIL = (
    '[[target]]\nname = "mail"\nchannel = "email"\nhost = "smtp.example"\n'
    'sender = "Accords <a@accords.example>"\nrecipients = ["x@desk.example"]\n'
)


@pytest.fixture
def load(tmp_path):
    """Loads a file with this text."""

    def from_text(text, environment=None):
        path = tmp_path / "alerts.toml"
        path.write_text(text)
        return load_alerts(path, environment or {})

    return from_text


def error(load, text, environment=None):
    with pytest.raises(ConfigError) as refused:
        load(text, environment)
    return str(refused.value)


def test_the_shipped_file_tells_the_console_and_no_one_else():
    config = load_alerts(Path("config/alerts.toml"), {})

    assert [target.name for target in config.targets if target.enabled] == ["console"]
    assert config.routes[-1].matcher.takes_all


def test_without_a_file_everything_goes_to_the_console(tmp_path):
    config = load_alerts(tmp_path / "alerts.toml", {})

    assert [route.targets for route in config.routes] == [("console",)]


def test_a_secret_comes_from_the_environment_or_from_a_file(load, tmp_path):
    secret = tmp_path / "webhook"
    secret.write_text(f"{URL}\n")

    for environment in (
        {"ACCORDS_SLACK_WEBHOOK_URL": URL},
        {"ACCORDS_SLACK_WEBHOOK_URL_FILE": str(secret)},
    ):
        config = load(CONSOLE + SLACK + CATCH_ALL, environment)
        assert config.targets[1].webhook.reveal() == URL
        assert "MARKEDSECRET" not in repr(config)


def test_a_secret_that_is_missing_is_named_with_the_remedy_but_only_where_the_target_is_on(load):
    said = error(load, CONSOLE + SLACK + CATCH_ALL)

    assert "target 'slack': webhook_env" in said
    assert "ACCORDS_SLACK_WEBHOOK_URL" in said
    assert "set enabled = false" in said
    off = load(CONSOLE + SLACK + "enabled = false\n" + CATCH_ALL)
    assert not off.targets[1].enabled


def test_a_wrong_secret_is_refused_without_showing_it(load):
    said = error(load, CONSOLE + SLACK + CATCH_ALL, {"ACCORDS_SLACK_WEBHOOK_URL": "MARKEDSECRET"})

    assert "holds no web address" in said
    assert "MARKEDSECRET" not in said


def test_two_sources_of_one_secret_are_refused(load):
    environment = {"ACCORDS_SLACK_WEBHOOK_URL": URL, "ACCORDS_SLACK_WEBHOOK_URL_FILE": "/x"}

    assert "unset one" in error(load, CONSOLE + SLACK + CATCH_ALL, environment)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (CONSOLE + "colour = 1\n" + CATCH_ALL, ("target[1]", "colour", "unknown key")),
        (
            CONSOLE + SLACK.replace("webhook_env", "webhok_env") + CATCH_ALL,
            ("target[2]", "did you mean 'webhook_env'"),
        ),
        (CONSOLE.replace("console", "pigeon") + CATCH_ALL, ("target[1]", "channel", "slack")),
        (
            CONSOLE + CATCH_ALL.replace("desk", "dusk"),
            ("route[1].targets", "'dusk'", "known: desk"),
        ),
        (CONSOLE + CATCH_ALL + 'kind = ["blind"]\n', ("route[1]", "must take everything")),
        (CONSOLE + CATCH_ALL + 'kinds = ["blind"]\n', ("route[1]", "did you mean 'kind'")),
        (CONSOLE + CATCH_ALL + CATCH_ALL, ("'everything'", "stands twice")),
        (CONSOLE + CATCH_ALL + 'zone = "Mars/Base"\n', ("route[1].zone", "no time zone")),
        (CONSOLE, ("route", "missing")),
        (CONSOLE + CATCH_ALL + "history = true\n", ("route[1]", "needs a digest")),
        (CONSOLE + MAIL.replace("x@desk", "x y@desk") + CATCH_ALL, ("recipients", "mail address")),
        (CONSOLE + MAIL + 'username_env = "USER_NAME"\n' + CATCH_ALL, ("belong together",)),
        (
            CONSOLE
            + MAIL
            + 'starttls = "never"\nusername_env = "U"\npassword_env = "P"\n'
            + CATCH_ALL,
            ("in the clear",),
        ),
        (
            CONSOLE + CATCH_ALL + "[route.quiet_hours]\nstart = 22:00:00\nend = 22:00:00\n",
            ("quiet_hours", "never end"),
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_remedy(load, text, parts):
    said = error(load, text)

    assert "alerts.toml" in said
    for part in parts:
        assert part in said


def test_mail_is_encrypted_unless_the_file_says_otherwise(load):
    config = load(CONSOLE + MAIL + CATCH_ALL)

    assert isinstance(config.targets[1], EmailTarget)
    assert (config.targets[1].starttls, config.targets[1].port) == ("required", 587)


def test_a_route_says_what_it_takes_and_how_it_sends(load):
    text = (
        CONSOLE
        + """
[[route]]
name = "weekly"
kind = ["developing"]
party = ["KZ"]
stage = ["announced"]
accord = ["x-harbour"]
min_confidence = 0.6
targets = ["desk"]
continue = true
send = "weekly"
weekday = "friday"
at = 09:30:00
zone = "Asia/Almaty"
group_wait_s = 3
[route.quiet_hours]
start = 22:00:00
end = 07:00:00
zone = "Asia/Almaty"
floor = "normal"
"""
        + CATCH_ALL
    )

    route = load(text).routes[0]

    assert route.matcher.kinds == (AlertKind.DEVELOPING,)
    assert (route.matcher.parties, route.matcher.stages) == (("KZ",), ("announced",))
    assert (route.send, route.weekday, route.zone.key) == (Send.WEEKLY, 4, "Asia/Almaty")
    assert (route.goes_on, route.quiet.floor) == (True, Severity.NORMAL)
