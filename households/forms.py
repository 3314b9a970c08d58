"""How a person is written in the admin of records, beyond what every record shares."""

from households.actions import taken
from kangle.audit.forms import AuditedForm
from kangle.common.masking import tidy_identity


class MemberForm(AuditedForm):
    """A member; whose number is registered already is told, and put on record, as on the phone and in a workbook."""

    def clean(self):
        cleaned = super().clean()
        number = tidy_identity(cleaned.get("identity_number") or "")
        stays = "left_on" not in self.errors and cleaned.get("left_on") is None
        # What stood there before keeps nobody from correcting something else.
        is_known = not self.instance._state.adding and self.instance.left_on is None and number == self.instance.identity_number
        if number and stays and not is_known and (fault := taken(number, self.instance, self.writer)):
            self.add_error("identity_number", fault)
        return cleaned
