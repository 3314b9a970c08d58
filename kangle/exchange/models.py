"""What was sent to this site and answered: so that sending it again changes nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kangle.exchange.attached import Attachment  # noqa: F401  (a model of this room)


class Receipt(models.Model):
    """The receipt of one sending: a phone without signal sends what it wrote until it knows that it arrived, once or five times.

    `key` was made by the sender. Only the person who sent it is answered from it.
    """

    key = models.UUIDField(_("发送编号"), editable=False)
    person_id = models.BigIntegerField(_("发送人编号"))
    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)
    answer = models.CharField(_("结果地址"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("收件回执")
        ordering = ["-at", "pk"]
        constraints = [models.UniqueConstraint(fields=["person_id", "key"], name="exchange_one_receipt")]

    def __str__(self):
        return str(self.key)
