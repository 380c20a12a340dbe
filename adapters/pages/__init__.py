"""Web pages: the feeds that they name, and the text that they hold."""
