"""One argument for every URL that takes one: always a record of 高林湾村, so that a person of 丰台村 must get 404.

Whoever adds a URL with arguments adds its line here; `place` is the namespace made by tests/access/conftest.py.
"""

from django.urls import reverse
from django.utils import timezone

from kangle.accounts.roles import Capability

SAMPLES = {
    "accounts:edit": lambda place: {"pk": place.account.pk},
    "accounts:reset": lambda place: {"pk": place.account.pk},
    "accounts:switch": lambda place: {"pk": place.account.pk},
    "accounts:unlock": lambda place: {"pk": place.account.pk},
    "accounts:cadre": lambda place: {"pk": place.account.pk},
    "bulletins:detail": lambda place: {"pk": place.bulletin.pk},
    "bulletins:paper-pdf": lambda place: {"pk": place.bulletin.pk},
    "bulletins:paper-docx": lambda place: {"pk": place.bulletin.pk},
    "bulletins:edit": lambda place: {"pk": place.draft.pk},
    "bulletins:block": lambda place: {"pk": place.draft.pk, "key": "opening"},
    "bulletins:sign": lambda place: {"pk": place.submitted.pk},
    "exchange:import": lambda place: {"pk": place.source.pk},
    "exchange:progress": lambda place: {"pk": place.source.pk},
    "exchange:confirm": lambda place: {"pk": place.source.pk},
    "exchange:choose": lambda place: {"pk": place.source.pk},
    "exchange:drop": lambda place: {"pk": place.source.pk},
    "exchange:undo": lambda place: {"pk": place.source.pk},
    "exchange:again": lambda place: {"pk": place.source.pk},
    "exchange:returned": lambda place: {"pk": place.source.pk},
    "exports:export": lambda place: {"pk": place.export.pk},
    "exports:progress": lambda place: {"pk": place.export.pk},
    "exports:file": lambda place: {"pk": place.export.pk},
    "exports:again": lambda place: {"pk": place.export.pk},
    "attachments:file": lambda place: {"key": place.photo.key},
    "attachments:small": lambda place: {"key": place.photo.key},
    "funds:document": lambda place: {"pk": place.document.pk},
    "funds:donor": lambda place: {"pk": place.donor.pk},
    "households:changes": lambda place: {"pk": place.household.pk},
    "households:detail": lambda place: {"pk": place.household.pk},
    "households:entry": lambda place: {"household": place.household.pk},
    "households:blank-step": lambda place: {"part": "member", "step": "who"},
    "households:step": lambda place: {"household": place.household.pk, "step": "cause"},
    "households:member-step": lambda place: {"household": place.household.pk, "member": place.head.pk, "step": "who"},
    "households:visit-step": lambda place: {"household": place.household.pk, "record": place.visit.pk, "step": "visit"},
    "households:measure-step": lambda place: {"household": place.household.pk, "record": place.measure.pk, "step": "measure"},
    "households:pairing-step": lambda place: {"household": place.household.pk, "record": place.pairing.pk, "step": "pairing"},
    "households:year-step": lambda place: {"household": place.household.pk, "year": 2015, "step": "income"},
    "households:doubt": lambda place: {"pk": place.doubt.pk},
    "households:explain": lambda place: {"pk": place.doubt.pk},
    "households:withdraw": lambda place: {"pk": place.doubt.pk},
    "households:numbers": lambda place: {"pk": place.household.pk},
    "households:open-case": lambda place: {"pk": place.household.pk, "kind": "return"},
    "households:registration": lambda place: {"pk": place.registration.pk},
    "households:undo-registration": lambda place: {"pk": place.registration.pk},
    "households:leave": lambda place: {"pk": place.household.pk, "member": place.head.pk},
    "households:back": lambda place: {"pk": place.household.pk, "member": place.head.pk},
    "households:new-head": lambda place: {"pk": place.household.pk},
    "households:split": lambda place: {"pk": place.household.pk},
    "households:merge": lambda place: {"pk": place.household.pk},
    "households:undo-merging": lambda place: {"pk": place.household.pk},
    "pages:area": lambda place: {"code": place.village.code},
    "pages:village-at-work": lambda place: {"code": place.village.code},
    "pages:area-numbers": lambda place: {"code": place.village.code},
    "pages:village-charts": lambda place: {"code": place.village.code},
    "pages:village-charts-pdf": lambda place: {"code": place.village.code},
    "pages:booklets": lambda place: {"code": place.village.code},
    "pages:booklets-pdf": lambda place: {"code": place.village.code},
    "pages:issue-booklets": lambda place: {"code": place.village.code},
    "pages:booklet": lambda place: {"pk": place.household.pk},
    "pages:booklet-pdf": lambda place: {"pk": place.household.pk},
    "pages:issue-booklet": lambda place: {"pk": place.household.pk},
    "pages:reconciliation-rows": lambda place: {"part": "poor", "line": "exited"},
    "pages:classing-change": lambda place: {"code": place.village.code, "year": 2015},
    "pages:undertaking": lambda place: {"code": place.village.code, "year": 2015},
    "pages:backing": lambda place: {"code": place.village.code, "year": 2015},
    "pages:new-commitment": lambda place: {"code": place.village.code, "year": 2015},
    "pages:new-show-work": lambda place: {"code": place.village.code, "year": 2015},
    "pages:commitment": lambda place: {"pk": place.commitment.pk},
    "pages:show-work": lambda place: {"pk": place.show_work.pk},
    "pages:year-state": lambda place: {"year": 2015},
    "pages:year-take-back": lambda place: {"year": 2015},
    "pages:year-withdraw": lambda place: {"year": 2015},
    "pages:work-calendar": lambda place: {"year": timezone.localdate().year + 1},
    "pages:zone": lambda place: {"pk": place.zone.pk},
    "procedures:case": lambda place: {"pk": place.case.pk},
    "procedures:notice": lambda place: {"pk": place.notice.pk},
    "projects:detail": lambda place: {"pk": place.project.pk},
    "rankings:unit": lambda place: {"code": place.village.path},
    "rankings:publication": lambda place: {"pk": place.ranking.pk},
    "rankings:file": lambda place: {"pk": place.ranking.pk, "form": "json"},
    "rankings:withdraw": lambda place: {"pk": place.ranking.pk},
    "rankings:reissue": lambda place: {"pk": place.ranking.pk},
    "scorecard:item": lambda place: {"code": "targeting"},
    "scorecard:indicator": lambda place: {"code": "targeting.persons"},
    "scorecard:rows": lambda place: {"code": "targeting.persons", "part": "numerator"},
    "scorecard:reported-figure": lambda place: {"pk": place.reported.pk},
    "scorecard:correct": lambda place: {"pk": place.reported.pk},
    "scorecard:run": lambda place: {"pk": place.run.pk},
    "scorecard:accept": lambda place: {"pk": place.run.pk},
    "assignments:assignment": lambda place: {"pk": place.assignment.pk},
    "assignments:give": lambda place: {"model": "supervision.finding", "pk": place.finding.pk},
    "supervision:finding": lambda place: {"pk": place.finding.pk},
    "supervision:interview": lambda place: {"pk": place.interview.pk},
    "supervision:round": lambda place: {"pk": place.round.pk},
    "villages:edit-criteria": lambda place: {"pk": place.criteria.pk},
    "villages:open-case": lambda place: {"pk": place.village.pk, "kind": "exit"},
    "villages:cadre": lambda place: {"pk": place.cadre.pk},
    "villages:telephone": lambda place: {"pk": place.cadre.pk},
}

# What a permitted person gets from a GET; every URL not named here answers 200.
ANSWERS = {
    "accounts:login": 302,  # somebody signed in is sent on to the overview
    "accounts:logout": 405,  # writes only by POST
    "accounts:reset": 405,
    "accounts:switch": 405,
    "accounts:unlock": 405,
    "exchange:confirm": 405,
    "exchange:choose": 405,
    "exchange:drop": 405,
    "exchange:undo": 405,
    "exchange:again": 405,
    "exports:again": 405,
    "households:explain": 405,
    "households:withdraw": 405,
    "households:undo-merging": 302,  # a household that was not joined: back to its card
    "households:numbers": 302,  # shown by POST only: a GET leads back to the masked card
    "pages:area-numbers": 405,
    "villages:telephone": 405,
    "pages:issue-booklet": 405,
    "pages:issue-booklets": 405,
    "rankings:compare": 422,  # nothing ticked: the page says how
    "scorecard:recompute": 405,
    "scorecard:accept": 405,
    "set_language": 302,
}

# URLs whose argument is no record of an area, with the reason why everybody permitted may open them.
THE_SAME_EVERYWHERE = {
    "households:blank-step": "a screen without a record; whose village it is follows from the person's area",
    "pages:reconciliation-rows": "names a line of a statement; whose rows are shown follows from the person's area",
    "pages:year-state": "names a year; whose it is follows from the person's county",
    "pages:year-take-back": "names a year; whose it is follows from the person's county",
    "pages:year-withdraw": "names a year; whose it is follows from the person's county",
    "rankings:publication": "a published ranking may be read by every unit ranked",
    "rankings:file": "a published ranking may be read by every unit ranked",
    "rankings:withdraw": "names what the county published; who may withdraw it lies at the county",
    "rankings:reissue": "names what the county published; who may issue it anew lies at the county",
    "scorecard:item": "names a thing that is judged; whose figures are shown follows from the person's area",
    "scorecard:indicator": "names a figure; whose it is follows from the person's area",
    "scorecard:rows": "names a figure; whose rows are shown follows from the person's area",
    "scorecard:accept": "names a run of the person's county",
    "scorecard:run": "a run belongs to a county, and everybody of the county may read of it",
}

# Records that are read by those concerned alone, within an area as well: who else gets 404.
OF_THOSE_CONCERNED = {
    "assignments:assignment": lambda person: person.may(Capability.GIVE),  # nobody here gave it or was given it
    **dict.fromkeys(("exports:export", "exports:progress", "exports:file"), lambda person: False),  # their asker's alone
}

# What a phone carries is a village's: whoever is of one need not name it, others say which (?village=CODE).
OF_ONE_VILLAGE = {"exchange:template", "households:pocket", "households:blank", "households:blank-step"}


def path_of(url, place):
    """The address of a URL (tests.access.urls), with the sample that it names where it has arguments."""
    return reverse(url.name, kwargs=SAMPLES[url.name](place) if url.arguments else {})
