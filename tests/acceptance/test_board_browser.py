"""The board in a real browser: it fits every screen, can be read in light and dark, and by a screen reader."""

from __future__ import annotations

import pytest

from store.engine import open_engine
from store.migrate import upgrade
from tests.fakes.boards import board_on
from tests.fakes.browser import Browser, find_browser
from tests.fakes.desk import fill

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_browser() is None, reason="no Chromium on this machine (apt-get install chromium)"
    ),
]

PAGES = (
    "/",
    "/x-compact",
    "/x-compact/PE",
    "/x-compact/SE",
    "/feeds",
    "/alerts",
    "/log",
    "/about",
    "/nope",
)
WIDTHS = (360, 800, 1400)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A board over the desk's database."""
    url = f"sqlite:///{tmp_path_factory.mktemp('browser') / 'accords.db'}"
    engine = open_engine(url)
    upgrade(engine)
    fill(engine)
    engine.dispose()
    with board_on(url) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    """A browser, for all tests of this file."""
    with Browser(find_browser()) as browser:
        yield browser


TOO_WIDE = """
[...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).position !== 'absolute')
  .map(e => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 40))
"""

UNREADABLE = """
(() => {
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(e).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
  }
  return found;
})()
"""
"""Texts whose contrast is below WCAG 2.2's AA for text of any size."""


OVERLAPPING = """
[...document.querySelectorAll('td[data-label]')]
  .filter(td => getComputedStyle(td, '::before').content !== 'none')
  .filter(td => {
    const label = getComputedStyle(td, '::before'), own = getComputedStyle(td);
    const end = parseFloat(label.top) + parseFloat(label.height);
    const beside = parseFloat(own.paddingLeft) >= parseFloat(label.left) + parseFloat(label.width);
    return end > (beside ? td.clientHeight : parseFloat(own.paddingTop)) + 1;
  })
  .map(td => td.dataset.label)
"""
"""Headings in the cells of a narrow screen that lie on the cell's own words or on the cell below."""


@pytest.mark.parametrize("path", PAGES)
def test_on_a_narrow_screen_no_heading_lies_on_other_words(address, browser, path):
    browser.show(address + path, width=360)
    assert browser.ask(OVERLAPPING) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_the_screen(address, browser, path, width):
    browser.show(address + path, width=width)
    assert browser.ask(TOO_WIDE) == []
    assert browser.ask("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_every_text_has_the_contrast_of_aa(address, browser, path, scheme):
    browser.show(address + path, width=800, scheme=scheme)
    assert browser.ask(UNREADABLE) == []


def test_dark_is_dark(address, browser):
    browser.show(address, width=800, scheme="dark")
    ground = browser.ask("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(17, 20, 23)"


@pytest.mark.parametrize("path", PAGES[:-1])
def test_the_browser_has_nothing_to_complain_of(address, browser, path):
    browser.show(address + path, width=800)
    assert browser.complaints() == []
    assert browser.ask("document.styleSheets.length") == 1


@pytest.mark.parametrize("width", [360, 1400])
def test_a_screen_reader_is_given_tables_and_landmarks_on_every_screen(address, browser, width):
    browser.show(f"{address}/x-compact", width=width)
    roles = browser.roles()
    assert roles["main"] == roles["banner"] == roles["contentinfo"] == 1
    assert roles["table"] == 3
    assert roles["columnheader"] >= 7
    assert roles["rowheader"] >= 3
    assert roles["cell"] > 10


def test_it_is_used_by_keyboard_alone(address, browser):
    browser.show(address, width=800)
    browser.call(
        "Input.dispatchKeyEvent", type="rawKeyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9
    )
    assert browser.ask("document.activeElement.textContent") == "To the content"
    assert browser.ask("document.activeElement.getBoundingClientRect().left") >= 0


def test_a_person_asks_about_the_past(address, browser):
    browser.show(f"{address}/x-compact", width=800)
    browser.ask("document.getElementById('as_of').value = '2025-04-05'")
    browser.ask("document.getElementById('known_at').value = '2025-04-05'")
    browser.events.clear()
    browser.ask("document.querySelector('form button').click()")
    browser.wait_for("Page.loadEventFired")
    assert browser.ask("location.search") == "?as_of=2025-04-05&known_at=2025-04-05"
    assert "Sweden" in browser.ask("document.body.textContent")


def test_on_paper_there_is_no_navigation_and_nothing_is_cut(address, browser):
    browser.show(f"{address}/x-compact/PE", width=700, media="print")
    assert browser.ask("document.querySelector('nav[aria-label=Pages]').checkVisibility()") is False
    folded = "document.querySelector('details li').checkVisibility({contentVisibilityAuto: true})"
    assert browser.ask(folded) is True
    assert browser.ask(TOO_WIDE) == []
    browser.call("Emulation.setEmulatedMedia", media="")
