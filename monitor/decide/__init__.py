"""Claims → events: the corroboration policy, one stream per (accord, party). Pure."""
