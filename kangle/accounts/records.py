"""Who writes which records: one line a model, read beside GRANTS. A model that is not listed is written by nobody.

A task force enters what it sees in its village; what a meeting of the county decides (who is poor, which village
has which tier) is entered by the poverty office, for who enters does not approve.
"""

from kangle.accounts.roles import Capability as C

NOBODY = frozenset()
VILLAGE = frozenset({C.ENTER})  # the task force in its village, the poverty office everywhere
COUNTY = frozenset({C.DECIDE})
WORKS = frozenset({C.APPRAISE, C.DECIDE})
MONEY = frozenset({C.KEEP_LEDGER, C.DECIDE})
VISITS = frozenset({C.INSPECT, C.DECIDE})
METHODS = frozenset({C.EDIT_METHODS})
WEIGHING = frozenset({C.EDIT_METHODS, C.DECIDE})

RECORDS = {
    "areas.area": NOBODY,  # chosen in forms; written only by load_areas
    "areas.group": COUNTY,
    "programme.period": COUNTY,
    "programme.planline": COUNTY,
    "programme.povertyline": METHODS,
    "programme.exitstandard": METHODS,
    "programme.exitcondition": METHODS,
    "procedures.method": METHODS,
    "procedures.itemgroup": METHODS,
    "procedures.item": METHODS,
    "villages.profile": VILLAGE,
    "villages.facility": VILLAGE,
    "villages.organisation": VILLAGE,
    "villages.cadre": VILLAGE,
    "villages.post": VILLAGE,
    "villages.attendance": VILLAGE,
    "villages.groupduty": VILLAGE,
    "villages.training": VILLAGE,
    "villages.technicalvisit": VILLAGE,
    "villages.villageevent": COUNTY,
    "villages.target": COUNTY,
    "households.household": VILLAGE,
    "households.member": VILLAGE,
    "households.yearrecord": VILLAGE,
    "households.measure": VILLAGE,
    "households.pairing": VILLAGE,
    "households.visit": VILLAGE,
    "households.paper": VILLAGE,
    "households.lookback": VILLAGE,
    "households.statusevent": COUNTY,
    "households.menuitem": COUNTY,
    "households.checkrule": METHODS,
    "projects.project": WORKS,
    "projects.step": WORKS,
    "projects.site": WORKS,
    "projects.progress": WORKS,
    "projects.gap": WORKS,
    "projects.beneficiary": WORKS,
    "funds.channel": MONEY,
    "funds.document": MONEY,
    "funds.allotment": MONEY,
    "funds.appropriation": MONEY,
    "funds.expenditure": MONEY,
    "funds.recovery": MONEY,
    "funds.budget": MONEY,
    "funds.donor": MONEY,
    "funds.donation": MONEY,
    "funds.delivery": MONEY,
    "supervision.zone": VISITS,
    "supervision.zoneduty": VISITS,
    "supervision.round": VISITS,
    "supervision.sheetitem": VISITS,
    "supervision.inspection": VISITS,
    "supervision.mark": VISITS,
    "supervision.finding": VISITS,
    "supervision.interview": VISITS,
    "supervision.acceptanceteam": VISITS,
    "supervision.householdacceptance": VISITS,
    "supervision.villageacceptance": VISITS,
    "supervision.policysurvey": VISITS,
    "supervision.discipline": VISITS,
    "scorecard.scheme": WEIGHING,
    "scorecard.weight": WEIGHING,
    "scorecard.manualscore": COUNTY,
}
