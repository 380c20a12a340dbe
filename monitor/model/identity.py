"""How an item is told from others, and known again: the closed lists of reasons."""

from __future__ import annotations

from enum import StrEnum


class KeyRule(StrEnum):
    """What a feed's items are told apart by; a feed whose ids do not hold goes down this ladder."""

    GUID = "guid"
    LINK = "link"
    HEADLINE = "headline"


class KeyReason(StrEnum):
    """Why an item has the key that it has: the guid is taken, but for these reasons."""

    GUID = "guid"
    NO_GUID = "no_guid"
    GUID_COLLISION = "guid_collision"
    NO_LINK = "no_link"
    LINK_COLLISION = "link_collision"
    FRONT_PAGE = "front_page"
    NEWS_SEARCH = "news_search"
    UNSTABLE_GUID = "unstable_guid"
    UNSTABLE_LINK = "unstable_link"


class Recognition(StrEnum):
    """As what an item was known, or why it is held to be new."""

    KNOWN = "known"
    """Its feed has shown it under this key."""

    REUSED_GUID = "reused_guid"
    """Its feed has shown this key, with another address, headline and date: the guid is used once more."""

    ALTERNATE = "alternate"
    """Its guid differs from one that is gone in scheme, www, tracking or a final slash only."""

    CHANGED_GUID = "changed_guid"
    """Its feed has shown this address under a key that is gone."""

    ELSEWHERE = "elsewhere"
    """Another item, as a rule another feed's, has brought this address."""

    SAME_TEXT = "same_text"
    """Guid and link are new; the text is that of an item which is gone from the document."""

    SAME_HEADLINE = "same_headline"
    """Guid, link and text are new; headline and claimed instant are those of an item which is gone."""

    SAME_ELSEWHERE = "same_elsewhere"
    """Guid and link are new; another feed has shown the same publisher's same headline and text, of the same claimed
    instant, at another address."""

    NEW = "new"


class HoldReason(StrEnum):
    """Why items of a feed that was heard before are held back, or let through."""

    FEW = "few"
    FIRST_POLL = "first_poll"
    IN_BOUNDS = "in_bounds"
    IDS_CHANGED = "ids_changed"
    """No item of the document is known, and most claim to be old or bear no date that tells."""

    OLD_ITEMS = "old_items"
    """Dozens of items at once that claim to be older than what the feed has shown since."""

    @property
    def holds(self) -> bool:
        """Whether what is doubtful is held back."""
        return self in _HOLDING


_HOLDING = frozenset({HoldReason.IDS_CHANGED, HoldReason.OLD_ITEMS})


class ReleaseReason(StrEnum):
    """Why held items are let through."""

    PERSON = "person"
    SHOWN_AGAIN = "shown_again"
    """A later document shows them under the same keys: the ids hold, so they are what they say: old."""
