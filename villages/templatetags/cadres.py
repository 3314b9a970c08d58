"""A cadre's telephone number on a page: masked with a press that shows it, in full where it was just shown."""

from django import template

from kangle.accounts.roles import Capability
from kangle.common.masking import mask_phone

register = template.Library()


@register.inclusion_tag("villages/parts/telephone.html", takes_context=True)
def telephone(context, cadre):
    """The number of a cadre: in full where the page is `revealed`, else masked; the press only for those who may call."""
    shown = {"cadre": cadre, "revealed": context.get("revealed"), "number": mask_phone(cadre.phone)}
    return shown | {"may_call": context["user"].may(Capability.CALL)}


@register.inclusion_tag("villages/parts/calling.html", takes_context=True)
def calling(context):
    """What the presses of a page need, once: nothing for those who may not call."""
    return {"may_call": context["user"].may(Capability.CALL), "csrf_token": context.get("csrf_token")}


@register.filter
def dialled(number):
    """A number as a telephone takes it: '199-1234 5678' → '19912345678'."""
    return "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")
