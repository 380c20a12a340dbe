"""The database: the event log, articles, projections, deliveries."""
