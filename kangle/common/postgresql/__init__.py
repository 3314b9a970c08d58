"""Django's PostgreSQL, ordering texts by a rule of ours instead of the locale its database happens to have been made with."""
