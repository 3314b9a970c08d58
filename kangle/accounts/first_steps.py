"""What a new site lacks before a county can work on it, a step at a time: said at its start, at the sign-in, by the commands."""

from django.conf import settings
from django.utils.translation import gettext as _

from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.areas.models import Area
from kangle.programme.models import Period


def before_signing_in():
    """The sentence with the command that the server is waiting for before anybody can sign in; "" where nothing is."""
    code, county = settings.KANGLE_COUNTY, Area.objects.by_code(settings.KANGLE_COUNTY)
    if county is None:
        return _("还没有载入代码为 %(code)s 的行政区划。请在服务器上运行 manage.py load_areas 区划文件。") % {"code": code}
    if not User.objects.within(county).filter(role=Role.ADMINISTRATOR, is_active=True).exists():
        sentence = _("%(county)s还没有系统管理员。请在服务器上运行 manage.py create_administrator 用户名 姓名 --area %(code)s。")
        return sentence % {"county": county.short_name, "code": county.short_code}
    return ""


def next_step():
    """The next thing to be done, on the server or on a page; "" once a county can work."""
    if sentence := before_signing_in():
        return sentence
    county = Area.objects.by_code(settings.KANGLE_COUNTY)
    if not User.objects.within(county).filter(role=Role.POVERTY_OFFICE, is_active=True).exists():
        return _("下一步：系统管理员登录，换成自己的密码，在“用户”里建立县扶贫办和其他人的账号，再登记贫困线和退出标准。")
    if not Period.objects.filter(area=county).exists():
        return _("下一步：县扶贫办登录，在“年度”里建立第一个年度。")
    return ""
