"""A person at a screen of the entry form: the page as it is opened, and what is sent back with some fields typed over."""

import json
import uuid


class Paper:
    """One opened page. Two people who open the same record hold two of them."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        self.page = client.get(address)
        assert self.page.status_code == 200, f"{address} answered {self.page.status_code}"
        self.form = self.page.context["form"]

    def typed(self, **values):
        """All fields as the browser sends them, with `values` typed over what stands there."""
        found = {bound.html_name: self._shown(bound) for bound in self.form}
        found |= {name: "" if value is None else str(value) for name, value in values.items()}
        return {name: value for name, value in found.items() if value is not None}

    def send(self, go="next", **values):
        return self.client.post(self.address, {"go": go, **self.typed(**values)})

    @staticmethod
    def _shown(bound):
        value = bound.field.widget.format_value(bound.value()) if hasattr(bound.field.widget, "format_value") else bound.value()
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
        if value in (None, [], [""]):
            return None if bound.field.widget.input_type == "radio" else ""
        return value if isinstance(value, str) else json.dumps(value)


def fresh():
    """A key as a phone makes one."""
    return uuid.uuid4()
