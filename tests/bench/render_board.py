"""The pictures of docs/board.md, from a run of `accords demo`: `python -m tests.bench.render_board`.

Needs Chromium. The files go to docs/pictures.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from config.load import load_watched
from monitor.board import BoardPlace
from monitor.cli.demo import SHIPPED
from monitor.model.clock import SystemClock
from monitor.wiring import board_app
from store.engine import open_reader
from tests.fakes.boards import serving
from tests.fakes.browser import Browser, find_browser
from tests.fakes.newsroom import ACCORDS

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"

SHOTS = (
    ("board-accord", "/abraham-accords", 1000, 900, "light"),
    ("board-party", "/abraham-accords/KZ", 1000, 1300, "light"),
    ("board-party-narrow-dark", "/abraham-accords/KZ", 360, 1300, "dark"),
)
"""Name, page, width, height, light or dark."""


def main() -> None:
    """Make every picture anew."""
    program = find_browser()
    if program is None:
        sys.exit("no Chromium on this machine (apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([ACCORDS, "demo"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        engine = open_reader(f"sqlite:///{folder}/var/demo/accords.db")
        app = board_app(load_watched(SHIPPED), engine, SystemClock(), BoardPlace(), lambda: ())
        with serving(app) as address, Browser(program) as browser:
            for name, path, width, height, scheme in SHOTS:
                browser.show(address + path, width=width, height=height, scheme=scheme)
                (PICTURES / f"{name}.png").write_bytes(browser.picture(whole=False))
        engine.dispose()


if __name__ == "__main__":
    main()
