"""The board: web pages, JSON, Atom, ``/healthz`` and ``/metrics`` over a database that is only read.

::

    request ──Guard──▶ route ──Asked──▶ look ──pages──▶ told ──▶ HTML, JSON or Atom

A page is made in two steps: ``pages`` puts together what it tells, as rows of the public views, and ``html`` or
``answers`` writes that down. Both forms of a page therefore tell the same.
"""

from __future__ import annotations
