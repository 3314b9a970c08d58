"""What the log is spared."""

import logging


class PlainRefusals(logging.Filter):
    """Leaves the traceback out of a refused request (403): it tells only that the door did its work."""

    def filter(self, record):
        if getattr(record, "status_code", None) == 403:
            record.exc_info = record.exc_text = None
        return True
