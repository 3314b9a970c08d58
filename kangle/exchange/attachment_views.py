"""A photo or paper as it is opened: through the door, and only by whoever sees the fact it belongs to, at each look."""

import logging

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kangle.exchange.models import Attachment

logger = logging.getLogger(__name__)

# Whatever a file holds, it runs nothing, loads nothing and is framed by nothing; a browser styles the page it makes of a picture.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'; sandbox"


@require_safe
def attachment(request, key):
    """The file itself."""
    found = _found(request, key)
    return _answer(request, found, found.path)


@require_safe
def small(request, key):
    """The small picture of a photo."""
    found = _found(request, key)
    if not found.is_photo:
        raise Http404(_("这份附件没有小图。"))
    return _answer(request, found, found.small_path)


def _found(request, key):
    found = Attachment.objects.present().filter(key=key).first()
    if found is None or found.record_for(request.user) is None:
        raise Http404(_("没有这张照片，或者它不在您的地区。"))
    return found


def _answer(request, found, path):
    tag = f'"{found.digest[:32]}-{len(path)}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        try:
            content = default_storage.open(path)
        except FileNotFoundError as lost:
            logger.error("attachment %s is on record, but its file %s is not there", found.pk, path)
            raise Http404(_("照片的文件不在了：请告诉系统管理员从备份恢复。")) from lost
        name = f"{found.name.rpartition('.')[0] or found.name or found.key}{path[path.rindex('.') :]}"
        response = FileResponse(content, as_attachment=not found.is_photo, filename=name, content_type=found.content_type)
    response["ETag"] = tag
    # Asked again at every look, because another person may sit there, or the photo be removed; answered in a few bytes.
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
