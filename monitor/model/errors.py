"""The errors of the house, by what the caller can do about them.

::

    AccordsError
    ├── ConfigError        mend the configuration: names the file, the key and the remedy
    ├── UsageError         mend the command: names the argument and the remedy
    ├── BadInput           mend the input: names the place
    ├── Transient          try again, after ``retry_after_s`` where given
    │   ├── Unavailable    nobody is there, or asks to be left alone: what else goes there waits too
    │   └── Uncertain      it may have been done already: try again, and say so
    ├── Permanent          give up: trying again will not help
    │   └── NewerEvent     upgrade: newer code wrote what is read
    ├── StreamConflict     read the stream again and decide anew
    ├── KeyConflict        the same key was used for another request
    └── Corrupt            the stored log contradicts itself: stop, restore, ask a person
"""

from __future__ import annotations


class AccordsError(Exception):
    """Something that the service foresees; its text is a sentence for people."""


class ConfigError(AccordsError):
    """The configuration is wrong; the text names the file, the key and the remedy."""


class UsageError(AccordsError):
    """The command cannot be carried out as given; the text names the remedy."""


class BadInput(AccordsError):
    """Data from outside is not of its form; the text names the place."""


class Transient(AccordsError):
    """It may work later."""

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Unavailable(Transient):
    """The other side is not there, or asks to be left alone; all that goes there should wait."""


class Uncertain(Transient):
    """The answer was lost: it may have been done, and trying again may do it twice."""


class Permanent(AccordsError):
    """It will not work by trying again."""


class NewerEvent(Permanent):
    """An event whose type or form this version does not know: newer code wrote it."""

    def __init__(self, position: int, what: str) -> None:
        super().__init__(f"position {position}: {what} was written by newer code; upgrade accords")
        self.position = position


class StreamConflict(AccordsError):
    """Another writer has appended to the stream since it was read."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(f"stream {stream} is at version {actual}, not {expected}; read it again")
        self.stream = stream
        self.expected = expected
        self.actual = actual


class KeyConflict(AccordsError):
    """The append key was used before, for another request."""

    def __init__(self, key: str) -> None:
        super().__init__(f"append key {key!r} was used before with another body")
        self.key = key


class Corrupt(AccordsError):
    """The log contradicts itself."""

    def __init__(self, message: str, *, position: int) -> None:
        super().__init__(f"position {position}: {message}")
        self.position = position
