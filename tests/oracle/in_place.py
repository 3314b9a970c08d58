"""六个到位, counted slowly."""

from tests.oracle.scoring import all_or_nothing, bands, deduct, linear, mean_of_marks, steps
from tests.oracle.sheet import ratio, share, total

# --- 工作谋划 ---------------------------------------------------------------------------------------------------------


@share("planning.targets-broken-down", 100, linear)
def targets_broken_down(view):
    told = 0
    for village in view.administrative_villages:
        for target in village.its("targets"):
            if target.kind == "exit-persons" and target.year == view.year and view.by_now(target.set_on):
                told += 1
    return told, len(view.administrative_villages)


def holders(view, kind):
    """The registered households that were handed a paper for the year."""
    found = 0
    for household in view.served:
        papers = [paper for paper in household.its("papers") if paper.kind == kind and paper.year == view.year]
        if any(view.by_now(paper.issued_on) for paper in papers):
            found += 1
    return found


@share("planning.exit-plans", 100, linear)
def exit_plans(view):
    return holders(view, "exit-plan"), len(view.served)


@share("planning.due-with-projects", 100, linear)
def due_with_projects(view):
    due = [household for household in view.served if household.planned_exit_year == view.year]
    served = 0
    for household in due:
        projects = 0
        for benefit in household.its("beneficiaries"):
            if view.by_now(benefit.since) and not view.is_withdrawn(benefit.project):
                projects += 1
        if projects in (1, 2):
            served += 1
    return served, len(due)


@share("planning.booklets", 100, linear)
def booklets(view):
    return holders(view, "booklet"), len(view.served)


@ratio("planning.appraisal", 10000, mean_of_marks)
def appraisal(view):
    newest = {}
    for score in view.manual_scores:
        if score.indicator != "planning.appraisal" or score.year != view.year or not view.by_now(score.on):
            continue
        if score.area not in newest or score.on > newest[score.area].on:
            newest[score.area] = score
    return sum(score.score for score in newest.values()), len(newest)


# --- 方式方法 ---------------------------------------------------------------------------------------------------------


@share("methods.ranked", 100, linear)
def ranked(view):
    return sum(view.tier_of(village).rank is not None for village in view.poor_villages), len(view.poor_villages)


@share("methods.strategies", 100, linear)
def strategies(view):
    return sum(view.tier_of(village).strategy != "" for village in view.poor_villages), len(view.poor_villages)


def in_tiers(view, *tiers):
    found = 0
    for area in view.areas:
        tier = view.tier_of(area)
        if tier is not None and tier.tier in tiers:
            found += 1
    return found


@total("methods.key-villages")
def key_villages(view):
    return in_tiers(view, "guaranteed", "whole-village", "other")


@total("methods.focus-villages")
def focus_villages(view):
    return in_tiers(view, "guaranteed", "whole-village")


@total("methods.guaranteed-villages")
def guaranteed_villages(view):
    return in_tiers(view, "guaranteed")


@total("methods.whole-village")
def whole_village(view):
    return in_tiers(view, "whole-village")


@total("methods.other-poor-villages")
def other_poor_villages(view):
    return in_tiers(view, "other")


@total("methods.demonstration-villages")
def demonstration_villages(view):
    return in_tiers(view, "demonstration")


# --- 宣传培训 ---------------------------------------------------------------------------------------------------------


def trainings(view, *audiences):
    return [each for each in view.trainings if each.audience in audiences and view.this_year(each.held_on)]


@share("outreach.cadre-sessions", 100, linear, may_exceed_one=True)
def cadre_sessions(view):
    return len(trainings(view, "cadres")), view.planned("train-cadres")


@share("outreach.household-sessions", 100, linear, may_exceed_one=True)
def household_sessions(view):
    return len(trainings(view, "households")), view.planned("train-households")


@total("outreach.persons-trained")
def persons_trained(view):
    return sum(each.persons for each in trainings(view, "cadres", "households"))


@share("outreach.policy-aware", 90, bands((90, 100), (80, 85), (70, 70), (60, 50)))
def policy_aware(view):
    surveys = [survey for survey in view.surveys if view.this_year(survey.on)]
    return sum(survey.aware for survey in surveys), sum(survey.surveyed for survey in surveys)


# --- 考核验收 ---------------------------------------------------------------------------------------------------------


def was_accepted(view, household):
    """A team was in the household's home this year, and it passed."""
    return any(check.passed and check.on_site and view.this_year(check.on) for check in household.its("household_checks"))


@share("acceptance.households-verified", 100, steps(step=1, points=5))
def households_verified(view):
    exited = view.with_event("exited")
    return sum(was_accepted(view, household) for household in exited), len(exited)


@share("acceptance.villages-accepted", 100, linear, may_exceed_one=True)
def villages_accepted(view):
    accepted = 0
    for village in view.areas:
        last = view.last_this_year(village.its("village_checks"))
        if last is not None and last.passed:
            accepted += 1
    return accepted, view.planned("exit-villages")


@share("acceptance.passed", 95, linear)
def passed(view):
    last_checks = [view.last_this_year(household.its("household_checks")) for household in view.households]
    last_checks = [check for check in last_checks if check is not None]
    return sum(check.passed for check in last_checks), len(last_checks)


@total("acceptance.teams")
def teams(view):
    return sum(team.year == view.year and view.by_now(team.formed_on) for team in view.teams)


# --- 社会帮扶 ---------------------------------------------------------------------------------------------------------


def pledges(view, kind):
    """What donors of a kind pledged this year."""
    return [each for each in view.donations if each.donor.kind == kind and view.this_year(each.pledged_on)]


def arrived(view, kind):
    """The money and goods of donors of a kind that arrived this year, whenever they were pledged."""
    return sum(each.amount_fen for each in view.deliveries if each.donation.donor.kind == kind and view.this_year(each.on))


def kept(view, kind):
    """(what arrived this year of this year's pledges, those pledges)"""
    promised, came = 0, 0
    for pledge in pledges(view, kind):
        promised += pledge.pledged_fen
        came += sum(each.amount_fen for each in pledge.its("deliveries") if view.this_year(each.on))
    return came, promised


@total("social-aid.enterprises", "planned", linear)
def enterprises(view):
    return len({pledge.donor for pledge in pledges(view, "enterprise")}), view.planned("enterprises")


@total("social-aid.money")
def social_money(view):
    return arrived(view, "enterprise")


@share("social-aid.delivered", 100, linear, may_exceed_one=True)
def social_delivered(view):
    return kept(view, "enterprise")


@total("social-aid.houses")
def houses(view):
    return len({help.household for help in view.helps("social-house")})


@share("social-aid.house-coverage", 100, linear)
def house_coverage(view):
    unable = [household for household in view.served if household.cannot_build]
    housed = 0
    for household in unable:
        if any(each.kind == "social-house" and view.by_now(each.done_on) for each in household.its("measures")):
            housed += 1
    return housed, len(unable)


@total("social-aid.house-subsidy")
def house_subsidy(view):
    return sum(help.amount_fen for help in view.helps("social-house"))


# --- 督查督导 ---------------------------------------------------------------------------------------------------------


def inspections(view):
    """The inspections of townships so far in the rounds that began this year."""
    begun = [each for each in view.inspections if view.this_year(each.round.started_on) and view.by_now(each.on)]
    return [each for each in begun if each.area.level == 4]


@share("supervision.rounds", 100, linear, may_exceed_one=True)
def rounds(view):
    return sum(view.this_year(each.started_on) for each in view.rounds), view.planned("rounds")


@share("supervision.townships-inspected", 100, linear)
def townships_inspected(view):
    should = 0
    for township in view.standing_townships:
        should += sum(view.this_year(each.started_on) for each in township.parent.its("rounds"))
    return len(inspections(view)), should


@share("supervision.findings-rectified", 100, linear)
def findings_rectified(view):
    due = [each for each in view.findings if view.this_year(each.found_on) and view.by_now(each.due_on)]
    return sum(view.by_now(finding.rectified_on) for finding in due), len(due)


@total("supervision.overdue", 0, deduct(points=2), less=True)
def overdue(view):
    late = 0
    for finding in view.findings:
        if view.by_now(finding.found_on) and finding.due_on < view.day and not view.by_now(finding.rectified_on):
            late += 1
    return late


@share("supervision.interviews", 100, all_or_nothing)
def interviews(view):
    required = [each for each in view.interviews if view.this_year(each.required_on)]
    return sum(view.by_now(each.held_on) for each in required), len(required)


@total("supervision.zone-leaders")
def zone_leaders(view):
    return len({duty.cadre for duty in view.zone_duties if view.in_force(duty)})


@ratio("supervision.marks", 10000, mean_of_marks)
def marks(view):
    marked = [each for each in inspections(view) if each.its("marks")]
    return sum(mark.points for each in marked for mark in each.its("marks")), len(marked)
