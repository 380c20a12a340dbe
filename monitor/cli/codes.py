"""The exit codes (CONTRACT: Command line)."""

DONE = 0
FAILED = 1
MISUSED = 2
NOTHING = 3
PARTLY = 4
LATE = 5
INTERRUPTED = 130
