"""The outside world: feeds, pages, Slack, mail."""
