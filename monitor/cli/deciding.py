"""The commands about deciding: ``replay``, ``backtest``, ``explain`` and ``review``."""

from __future__ import annotations

from monitor.cli.explaining import explain
from monitor.cli.replaying import backtest, replay
from monitor.cli.reviewing import review

__all__ = ["backtest", "explain", "replay", "review"]
