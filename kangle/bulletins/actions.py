"""What is done to a bulletin: drafted, edited, submitted, returned, signed and issued, withdrawn, drafted anew. All on record."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.audit.actions import delete, ensure_within, record, snapshot
from kangle.audit.models import Entry
from kangle.bulletins.claims import to_confirm
from kangle.bulletins.composing import paper_of
from kangle.bulletins.freezing import ensure_standing, of_another_round
from kangle.bulletins.generating import generate
from kangle.bulletins.lacking import lacks, withdrawn_ranking
from kangle.bulletins.models import Bulletin, BulletinFile
from kangle.common.fields import fitting
from kangle.common.official.printed import as_pdf
from kangle.common.official.word import as_docx

State = Bulletin.State
# Too long for a history that is read line by line; their digests and the files say what they were.
NOT_IN_HISTORY = {"basis", "made", "blocks"}
TO = "各乡镇人民政府，县直各有关部门"
COPIES = "县委办公室，县人大常委会办公室，县政府办公室，县政协办公室"


def kept(bulletin):
    """What the audit keeps of a bulletin: everything but the text itself, of which it keeps a digest."""
    values = {name: value for name, value in snapshot(bulletin).items() if name not in NOT_IN_HISTORY}
    return values | {"text": hashlib.sha256(repr(bulletin.blocks).encode()).hexdigest()[:16]}


@transaction.atomic
def draft(*, by, round_=None, publication=None, as_of=None, replaces=None):
    """Draft a bulletin from a closed round (its data as of a day) or a published ranking; returns it.

    The data are frozen first and the text is written from them alone. Raises ValidationError.
    """
    source = publication or round_
    ensure_within(by, source)
    if publication is not None and publication.withdrawn_at is not None:
        raise ValidationError(_("这次排名已经撤回，不能据以起草通报：请用重新发布的排名。"))
    county, year = source.area, source.year
    made = Bulletin(
        area=county,
        year=year,
        round=round_,
        publication=publication,
        replaces=replaces,
        drafted_by=fitting(Bulletin, "drafted_by", by),
    )
    if refusal := of_another_round(made):
        raise ValidationError(refusal)
    made.hands = [by.pk]
    made.signer = made.issuer = _office(county)
    made.issuer += "文件"
    made.to, made.copies = (replaces.to, replaces.copies) if replaces else (TO, COPIES)
    made.number = ""
    made.as_of = publication.as_of if publication and not round_ else as_of or min(timezone.localdate(), _year_end(year))
    generate(made, keep_edits=False)
    made.save()
    record(by=by, act=Entry.Act.CREATE, on=made, after=kept(made))
    return made


def _office(county):
    return f"{county.name}扶贫开发办公室"


def _year_end(year):
    return timezone.datetime(year, 12, 31).date()


def locked(bulletin, *, by, version=None):
    """The bulletin as it stands now, locked. Raises ValidationError where it is not the person's, or changed since `version`."""
    now = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    ensure_within(by, now)
    if version is not None and version != now.version:
        raise ValidationError(_("这份通报刚被别人改过（现在是第 %(version)d 稿）：请先看新稿，再办。") % {"version": now.version})
    return now


@transaction.atomic
def edit(bulletin, change, *, by, version, reason=""):
    """Let `change(bulletin)` alter a draft, and count it as the next version; returns the bulletin. Raises ValidationError."""
    now = locked(bulletin, by=by, version=version)
    if not now.is_editable:
        raise ValidationError(_("这份通报%(state)s，不能再改。") % {"state": now.get_state_display()})
    before = kept(now)
    change(now)
    now.version += 1
    if by.pk not in now.hands:
        now.hands.append(by.pk)
    now.save()
    record(by=by, act=Entry.Act.CHANGE, on=now, before=before, after=kept(now), reason=reason)
    return now


def write_anew_in(now):
    """Freeze the data as they are now and write what nobody has edited anew, in a draft that is being edited.

    Where its ranking was withdrawn it takes the one published since.
    """
    now.publication = ensure_standing(now)
    if now.round is None:
        now.as_of = now.publication.as_of
    generate(now, keep_edits=True)


def write_anew(bulletin, *, by, version):
    """As `write_anew_in`, as an act of its own."""
    return edit(bulletin, write_anew_in, by=by, version=version, reason=_("按现在的记录重新生成"))


@transaction.atomic
def discard(bulletin, *, by, reason):
    """Delete a draft that was never issued, as an act with a reason."""
    now = locked(bulletin, by=by)
    if not now.is_editable:
        raise ValidationError(_("这份通报%(state)s，不能删除。") % {"state": now.get_state_display()})
    delete(now, by=by, reason=reason)


@transaction.atomic
def submit(bulletin, *, by, version):
    """Hand a draft to whoever signs. Raises ValidationError where something of it is still missing."""
    now = locked(bulletin, by=by, version=version)
    if not now.is_editable:
        raise ValidationError(_("这份通报%(state)s，不能送签。") % {"state": now.get_state_display()})
    if missing := lacks(now):
        raise ValidationError(missing)
    before = kept(now)
    now.state, now.submitted_by, now.submitted_at, now.returned_reason = (
        State.SUBMITTED,
        fitting(now, "submitted_by", by),
        timezone.now(),
        "",
    )
    if by.pk not in now.hands:
        now.hands.append(by.pk)
    now.save()
    record(by=by, act=Entry.Act.CHANGE, on=now, before=before, after=kept(now), reason=_("送签"))
    return now


def may_sign(bulletin, user):
    """Whether the person had no hand in the draft: who drafts does not sign."""
    return user.pk not in bulletin.hands


@transaction.atomic
def send_back(bulletin, *, by, reason):
    """Return a submitted bulletin to be changed, with a reason."""
    now = locked(bulletin, by=by)
    if now.state != State.SUBMITTED:
        raise ValidationError(_("这份通报%(state)s，不能退回。") % {"state": now.get_state_display()})
    if not reason.strip():
        raise ValidationError({"reason": _("请写退回的原因：要改什么。")})
    before = kept(now)
    now.state, now.returned_reason = State.RETURNED, reason.strip()
    now.save()
    record(by=by, act=Entry.Act.DECIDE, on=now, before=before, after=kept(now), reason=reason.strip())
    return now


def sign(bulletin, *, by, version, on, confirmed=False, reason=""):
    """Sign and issue: the text and both files are frozen, with the numbers that differ as the signer confirmed them.

    Typesetting takes a second, so it is done before anything is locked. Raises ValidationError, and NoChineseFont.
    """
    now = Bulletin.objects.get(pk=bulletin.pk)
    _refuse_signing(now, by=by, version=version, on=on, confirmed=confirmed, reason=reason)
    found = to_confirm(now)
    _set_signed(now, by=by, on=on, found=found, reason=reason)
    paper = paper_of(now)
    files = {BulletinFile.Form.DOCX: as_docx(paper), BulletinFile.Form.PDF: as_pdf(paper)[0]}
    with transaction.atomic():
        old = locked(bulletin, by=by, version=version)
        _refuse_signing(old, by=by, version=version, on=on, confirmed=confirmed, reason=reason)
        before = kept(old)
        now.save()
        for form, content in files.items():
            digest = hashlib.sha256(content).hexdigest()
            BulletinFile.objects.create(bulletin=now, form=form, content=content, size=len(content), sha256=digest)
        digests = {f"{form}_sha256": hashlib.sha256(content).hexdigest() for form, content in files.items()}
        record(by=by, act=Entry.Act.DECIDE, on=now, before=before, after=kept(now) | digests, reason=_("签发"))
    return now


def _refuse_signing(bulletin, *, by, version, on, confirmed, reason):
    ensure_within(by, bulletin)
    if bulletin.state != State.SUBMITTED:
        raise ValidationError(_("这份通报%(state)s，不能签发。") % {"state": bulletin.get_state_display()})
    if bulletin.version != version:
        raise ValidationError(
            _("这份通报刚被别人改过（现在是第 %(version)d 稿）：请先看新稿，再办。") % {"version": bulletin.version}
        )
    if not may_sign(bulletin, by):
        raise ValidationError(_("您参与了这份通报的起草：起草的人不能签发，请由另一位领导签发。"))
    if on > timezone.localdate() or on < bulletin.as_of:
        told = {"day": on, "as_of": bulletin.as_of}
        raise ValidationError({"on": _("成文日期 %(day)s 不对：不能早于数据截至的 %(as_of)s，也不能晚于今天。") % told})
    if withdrawn_ranking(bulletin):
        raise ValidationError(_("所依据的排名已经撤回：请退回，用重新发布的排名另行起草。"))
    if missing := lacks(bulletin):
        raise ValidationError(missing)
    if to_confirm(bulletin) and not (confirmed and reason.strip()):
        told = _("有数字与数据不同，或者有数据里没有的数字、删去的内容：请逐一核对，勾选“已核对”，并写明原因；或者退回修改。")
        raise ValidationError({"reason": told})


def _set_signed(bulletin, *, by, on, found, reason):
    bulletin.state, bulletin.issued_on, bulletin.issued_at = State.ISSUED, on, timezone.now()
    bulletin.signed_by, bulletin.signed_by_id = fitting(bulletin, "signed_by", by), by.pk
    bulletin.confirmed = found
    bulletin.confirmed_reason = reason.strip() if found else ""


@transaction.atomic
def withdraw(bulletin, *, by, reason):
    """Withdraw an issued bulletin, with a reason; its files stay as they were issued."""
    now = locked(bulletin, by=by)
    if now.state != State.ISSUED:
        raise ValidationError(_("这份通报%(state)s，不能撤回。") % {"state": now.get_state_display()})
    if not reason.strip():
        raise ValidationError({"reason": _("请写撤回的原因。")})
    before = kept(now)
    now.state, now.withdrawn_at = State.WITHDRAWN, timezone.now()
    now.withdrawn_by, now.withdrawn_reason = fitting(now, "withdrawn_by", by), reason.strip()
    now.save()
    record(by=by, act=Entry.Act.DECIDE, on=now, before=before, after=kept(now), reason=reason.strip())
    return now


def draft_anew(bulletin, *, by):
    """Draft the bulletin that takes the place of a withdrawn one: from the same data as they are now, under its own number."""
    if bulletin.state != State.WITHDRAWN:
        raise ValidationError(_("只有撤回了的通报才能重新起草：请先撤回。"))
    return draft(by=by, round_=bulletin.round, publication=ensure_standing(bulletin), as_of=bulletin.as_of, replaces=bulletin)
