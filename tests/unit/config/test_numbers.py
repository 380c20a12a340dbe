"""Every number of every file: what is not finite, out of its range or no number is refused by file and key."""

from __future__ import annotations

import dataclasses
import math
import types
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest

from config.accords import AccordForm, load_accord
from config.alert_forms import FORMS, AlertsForm, RouteForm, StormForm
from config.alerts import load_alerts
from config.feeds import FeedForm, load_feeds
from config.settings import Settings, load_settings
from config.toml import Form
from monitor.cli.scenario import read_policy
from monitor.decide.policy import Policy
from monitor.model.errors import ConfigError
from monitor.model.ranges import Range, ranges_of

ALERTS = """
[[target]]
name = "desk"
channel = "console"
[[target]]
name = "slack"
channel = "slack"
webhook_env = "HOOK"
{slack}
[[target]]
name = "mail"
channel = "email"
host = "smtp.example"
sender = "a@accords.example"
recipients = ["x@desk.example"]
{email}
[[target]]
name = "hook"
channel = "webhook"
url_env = "HOOK"
{webhook}
[[target]]
name = "apprise"
channel = "apprise"
url_env = "HOOK"
{apprise}
[[route]]
name = "some"
targets = ["desk"]
{route}
[[route]]
name = "everything"
targets = ["desk"]
[storm]
{storm}
"""
PLACES = ("slack", "email", "webhook", "apprise", "route", "storm")
HOOK = {"HOOK": "https://hook.example/x"}


def _alerts(place):
    def load(folder, line):
        path = folder / "alerts.toml"
        path.write_text(ALERTS.format(**{name: line if name == place else "" for name in PLACES}))
        load_alerts(path, HOOK)

    return load


def _feed(folder, line):
    path = folder / "feeds.toml"
    path.write_text(f'[[feed]]\nurl = "https://a.example/rss"\n{line}\n')
    load_feeds(path)


def _accord(folder, line):
    path = folder / "x-example.toml"
    path.write_text(f'id = "x-example"\nname = "Example"\naliases = ["Example"]\n{line}\n')
    load_accord(path)


def _accord_policy(folder, line):
    _accord(folder, f"[policy]\n{line}")


def _policy_file(folder, line):
    path = folder / "policy.toml"
    path.write_text(line)
    read_policy(path, Policy())


def _setting(section):
    def load(folder, line):
        path = folder / "monitor.toml"
        path.write_text(f"[{section}]\n{line}\n")
        load_settings(path)

    return load


def _sections(kind: type[Any] = Settings, prefix: str = "") -> list[tuple[str, type[Any]]]:
    """The tables of ``monitor.toml``, each with its dataclass."""
    found = []
    for name, hint in get_type_hints(kind).items():
        if dataclasses.is_dataclass(hint):
            found += [(prefix + name, hint), *_sections(hint, f"{prefix}{name}.")]
    return found


SECTIONS = _sections()

OTHERS = [
    *(
        ("alerts.toml", place, "timeout_s", Range(0.1, 60))
        for place in ("slack", "email", "webhook", "apprise")
    ),
    ("alerts.toml", "email", "port", Range(1, 65_535, is_whole=True)),
    ("alerts.toml", "route", "min_confidence", Range(0, 1)),
    ("alerts.toml", "route", "group_wait_s", Range(0, 3600)),
    ("alerts.toml", "storm", "alerts", Range(1, 100_000, is_whole=True)),
    ("alerts.toml", "storm", "minutes", Range(1, 1440, is_whole=True)),
    ("feeds.toml", "feed", "max_delay_s", Range(60, 31_622_400)),
    ("feeds.toml", "feed", "overlap_floor", Range(0, 1)),
    ("x-example.toml", "", "withdrawal_notice_days", Range(0, 36_600, is_whole=True)),
]
"""The numbers of the files that are no settings: file, place, key, range."""

LOADS = {"feeds.toml": _feed, "x-example.toml": _accord}

NUMBERS = [
    *(
        pytest.param(_setting(section), key, span, id=f"monitor.toml {section}.{key}")
        for section, kind in SECTIONS
        for key, span in ranges_of(kind).items()
    ),
    *(
        pytest.param(LOADS.get(file) or _alerts(place), key, span, id=f"{file} {place} {key}")
        for file, place, key, span in OTHERS
    ),
    *(
        pytest.param(load, key, span, id=f"{name} policy.{key}")
        for name, load in (("x-example.toml", _accord_policy), ("policy.toml", _policy_file))
        for key, span in ranges_of(Policy).items()
    ),
]

WRONG = ["inf", "-inf", "nan", "1e400", "9" * 400, "-1", "true", '"soon"', "[]"]


@pytest.mark.parametrize(("load", "key", "span"), NUMBERS)
def test_what_is_no_number_of_the_range_is_refused_with_place_and_remedy(tmp_path, load, key, span):
    beyond = [span.most + 1 if span.is_whole else math.nextafter(span.most, math.inf)]
    below = [span.least - 1 if span.is_whole else math.nextafter(span.least, -math.inf)]
    for text in [*WRONG, *map(repr, beyond + below)]:
        with pytest.raises(ConfigError) as caught:
            load(tmp_path, f"{key} = {text}")
        (file,) = tmp_path.iterdir()
        assert str(caught.value).startswith(f"{file}"), text
        assert f"{key}: " in str(caught.value), text
        assert text in {'"soon"', "[]"} or f"give {span}" in str(caught.value), text


@pytest.mark.parametrize(("load", "key", "span"), NUMBERS)
def test_both_ends_of_a_range_are_taken(tmp_path, load, key, span):
    # The two intervals of polling bound each other, which is a rule of its own.
    beside = {"min_interval_s": "max_delay_s = 31622400", "max_delay_s": "min_interval_s = 1"}
    more = beside.get(key, "") if load.__closure__ and key in beside and span.least == 1 else ""
    for end in (span.least, span.most):
        load(tmp_path, f"{key} = {int(end) if span.is_whole else float(end)!r}\n{more}")


def test_two_numbers_that_do_not_go_together_are_refused_by_file(tmp_path):
    with pytest.raises(ConfigError, match=r"monitor\.toml.*poll\.min_interval_s: .*; lower it"):
        _setting("poll")(tmp_path, "min_interval_s = 4000")


def test_a_policy_that_is_no_table_is_refused(tmp_path):
    for load in (_policy_file, _accord):
        with pytest.raises(ConfigError, match="policy: "):
            load(tmp_path, "policy = 5")


@pytest.mark.parametrize("text", ["inf", "nan", "-1", "1e400", "soon", "", "true"])
def test_the_environment_is_held_to_the_same_ranges(tmp_path, monkeypatch, text):
    monkeypatch.setenv("ACCORDS_POLL__MAX_DELAY_S", text)
    monkeypatch.setenv("ACCORDS_SENDING__RETRY__CAP_S", text)
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path / "monitor.toml")
    assert "poll.max_delay_s: " in str(caught.value)
    assert "sending.retry.cap_s: " in str(caught.value)


def _numbers_in(hint: Any) -> bool:
    """Whether a value of type ``hint`` can be a plain number."""
    if get_origin(hint) is Annotated:
        return _numbers_in(get_args(hint)[0])
    if get_origin(hint) in {Union, types.UnionType}:
        return any(map(_numbers_in, get_args(hint)))
    return hint in {int, float}


def test_every_number_of_the_settings_has_a_range():
    for section, kind in SECTIONS:
        numbers = {name for name, hint in get_type_hints(kind).items() if _numbers_in(hint)}
        assert numbers == set(ranges_of(kind)), section


def test_the_table_names_every_number_of_the_other_files():
    forms: list[tuple[str, type[Form]]] = [
        ("feeds.toml feed", FeedForm),
        ("x-example.toml ", AccordForm),
        ("alerts.toml route", RouteForm),
        ("alerts.toml storm", StormForm),
        ("alerts.toml ", AlertsForm),
        *((f"alerts.toml {name}", form) for name, form in FORMS.items()),
    ]
    found = {
        f"{place} {key}"
        for place, form in forms
        for key, hint in get_type_hints(form, include_extras=True).items()
        if _numbers_in(hint)
    }
    assert found == {f"{file} {place} {key}" for file, place, key, _ in OTHERS}
