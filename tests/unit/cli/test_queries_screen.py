"""How the answer of a query stands on a screen: no word is cut, no line is too wide, no cell is markup."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.cli.queries import _print_answer
from store.queries import find_query

QUERY = find_query("members")
URL = "https://a-rather-long-host.example/world/2025/11/06/kazakhstan-signs"


def shown(capsys, monkeypatch, width, columns, rows):
    monkeypatch.setenv("COLUMNS", str(width))
    _print_answer(QUERY, {"accord": ""}, columns, rows)
    return capsys.readouterr().out.split("\n")


@pytest.mark.parametrize("width", [80, 120])
def test_a_row_stands_in_a_line_where_it_fits(capsys, monkeypatch, width):
    row = ("x-compact", datetime(2025, 3, 1, 12, 30, 59, tzinfo=UTC), 21.9, None)
    lines = shown(capsys, monkeypatch, width, ["accord", "at", "days", "who"], [row])
    assert any("x-compact  2025-03-01 12:30  21.9" in line for line in lines)
    assert max(len(line) for line in lines) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_what_does_not_fit_is_told_row_by_row_and_an_address_stays_whole(
    capsys, monkeypatch, width
):
    names = ["accord", "party", "publisher", "quote", "host", "url"]
    row = ("x-compact", "PE", "The Daily Harbour", "words " * 30, "northgate-wire.example", URL)
    lines = shown(capsys, monkeypatch, width, names, [row])
    assert any(line.split() == ["url", URL] for line in lines)
    assert max(len(line) for line in lines) <= width


@pytest.mark.parametrize("width", [100, 110, 120, 130])
def test_in_a_table_text_is_wrapped_and_an_address_stays_whole(capsys, monkeypatch, width):
    row = ("x-compact", "a sentence of several words that needs two lines or three", URL)
    lines = shown(capsys, monkeypatch, width, ["accord", "text", "url"], [row])
    assert any(URL in line and "x-compact" in line for line in lines)
    assert max(len(line) for line in lines) <= width


def test_a_cell_is_never_taken_for_markup(capsys, monkeypatch):
    lines = shown(capsys, monkeypatch, 80, ["quote"], [("[red]signed[/red] [sic]",)])
    assert any("[red]signed[/red] [sic]" in line for line in lines)


def test_without_rows_it_says_so_and_shows_no_heading(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    _print_answer(QUERY, {"accord": "x-none"}, ["accord", "party"], [])
    out, err = capsys.readouterr()
    assert "party" not in out.splitlines()[-1]
    assert "accord=x-none" in out
    assert err == "nothing matched\n"
