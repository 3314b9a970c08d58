"""What the scripts of the phone say (static/js/offline.js and its neighbours), in the person's language."""

from django.utils.translation import gettext as _

from kangle.common import units


def words():
    """{name: sentence} of what is said on whatever page; words in braces are filled in by the script."""
    return {
        "outbox": _("暂存"),
        "offline": _("无信号"),
        "open_outbox": _("打开暂存箱"),
        "put_away": _("已存在这部手机，有信号时自动发送。"),
        "put_away_sent": _("已送到网站。"),
        "put_away_refused": _("网站没有收下，内容还在这部手机上：请到暂存箱看原因。"),
        "draft": _("已恢复上次没有保存的内容。"),
        "draft_elsewhere": _("上次在这里填的还没有保存：接着填"),
        "discard": _("不要了"),
        "held": _("这一步需要信号；填的内容已留在这部手机上，有信号时回到这一页继续。"),
        "held_nothing": _("这一步需要信号：有信号时再按一次，现在什么都没有改。"),
        "held_later": _("网站现在收不下：填的内容已留在这部手机上，过几分钟再按一次。"),
        "held_sign_in": _("登录已过期：填的内容已留在这部手机上，重新登录后回到这一页继续。"),
        "sign_in": _("去登录"),
    }


def texts():
    """The same with what is said on the forms, the lists of screens and the page of the queue; and by `units` what the units in
    which a number may be typed are of each other.
    """
    return words() | {
        "units": units.table(),
        "filled": _("离线资料已存好：{homes} 户，{when}"),
        "filling": _("正在把本村资料存到手机……"),
        "not_filled": _("离线资料没有存成：请在信号好的地方再试。"),
        "stands": _("已登记 {value}，不改就空着"),
        "last_year": _("上年：{value}"),
        "last_values": _("每项下面是 {year} 年的数。"),
        "take_last": _("先填入 {year} 年的数"),
        "took_last": _("已填入 {year} 年的数：请逐项核对，改成今年的。"),
        "number_length": _("证件号码的位数不对：居民身份证 18 位，残疾人证 20 或 22 位。"),
        "number_digits": _("只能是数字，第 18 位可以是大写的 X。"),
        "number_check": _("校验码不对：请逐位核对，多半是抄错了一位。"),
        "number_day": _("其中的出生日期不存在：请逐位核对。"),
        "sums_before": _("没有信号：这是改动以前的数，有信号时再算。"),
        "contest": _("{who} 改成了“{value}”。"),
        "somebody": _("别人"),
        "contest_mine": _("用我填的"),
        "contest_theirs": _("用对方改的"),
        "waits": _("下面是还没有发送的内容。"),
        "refused": _("下面的内容发送过，没有收下：请改正后再保存。"),
        "not_saved": _("还没有保存：请改正下面标出的地方。您填的内容都还在。"),
        "discard_surely": _("确定不要“{title}”？删掉就找不回来"),
        "waits_here": _("暂存在本机"),
        "filled_in": _("已填"),
        "to_fill": _("未填"),
        "lacks": _("缺 {number} 项"),
        "new_member": _("新成员"),
        "new_household": _("登记新户"),
        "new_home": _("新户"),
        "not_here": _("这一户的资料还没有存到这部手机，现在看不到已登记的内容，不能填。有信号时打开“我的村”，等资料存好再来。"),
        "not_a_number": _("请只写数字，不带单位和文字，例如 12 或 12.5。"),
        "state_waiting": _("等待发送"),
        "state_refused": _("没有收下"),
        "state_stuck": _("等前面的先送到"),
        "state_later": _("网站暂时收不下，{when} 再发"),
        "too_large": _("太大了，网站收不下：请少带几张照片再保存。"),
        "not_read": _("网站没有读懂这次发送（网站可能更新过）：请在有信号时打开这一页，核对后再保存。"),
        "after_refused": _("“{title}”没有收下，这一页要等它：请先打开那一页改正，这一页随后自动发送。"),
        "page_too_old": _("网站没有认出这部手机（页面放得太久）：请重新登录，登录后自动发送，内容不会丢。"),
        "too_many": _("网站正忙：到时自动再发，不用重新填；也可以过几分钟按“现在发送”。"),
        "site_failed": _("网站出了故障：到时自动再发，不用重新填；一直发不出去，请告诉系统管理员。"),
        "not_understood": _("网站没有收下，也没有说明原因：请打开这一页核对后再保存；还不行，请告诉系统管理员。"),
        "wipe_others": _("这部手机上还有别人没有发送的 {number} 条，清除就永远没有了：请先让本人登录发送。"),
        "not_kept": _("手机上存不下了：请清理手机空间，再按一次保存。填的内容还在这一页上。"),
        "photo_unreadable": _("{name} 打不开，没有收下：只收 JPEG、PNG、WEBP 照片和 PDF；HEIC 的，请在手机相机设置中选 JPEG。"),
        "photo_most": _("一条记录最多 {most} 张照片，多选的没有加。"),
        "photo_caption": _("照片说明"),
        "photo_away": _("不要这张"),
        "with_photos": _("{number} 张照片，{size}"),
        "wipe_unsent": _("还有 {number} 条没有发送，清除就永远没有了。"),
        "wipe_begun": _("还有 {number} 页填了没有保存，清除就永远没有了。"),
        "wipe_sure": _("清除后，本机不再能离线使用，直到重新登录。"),
        "wipe_surely": _("仍然清除"),
        "wiped": _("本机已清除。"),
    }
