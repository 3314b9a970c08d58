"""三个注重, counted slowly."""

from tests.oracle.in_place import arrived, kept, pledges
from tests.oracle.results import months_in_village
from tests.oracle.scoring import all_or_nothing, linear
from tests.oracle.sheet import ratio, share, total


def holders(view, kind):
    """The posts of a kind held on the day."""
    return [post for post in view.posts if post.kind == kind and view.in_force(post)]


def served(view, areas, kind):
    """How many of some areas have somebody in a kind of post."""
    held_at = {post.area for post in holders(view, kind)}
    return sum(area in held_at for area in areas)


@share("first-secretaries.posted", 100, all_or_nothing)
def posted(view):
    return served(view, view.poor_villages, "first-secretary"), len(view.poor_villages)


def of_batch(view, batch):
    return len({post.cadre for post in holders(view, "first-secretary") if post.batch == batch})


@total("first-secretaries.first-batch")
def first_batch(view):
    return of_batch(view, 1)


@total("first-secretaries.second-batch")
def second_batch(view):
    return of_batch(view, 2)


@share("first-secretaries.days", 90, linear)
def days(view):
    return months_in_village(view, "first-secretary")


@total("technicians.posted", "planned", linear)
def technicians(view):
    return len({post.cadre for post in holders(view, "technician")}), view.planned("technicians")


@share("technicians.villages", 100, linear)
def villages_served(view):
    villages = view.administrative_villages
    return served(view, villages, "technician"), len(villages)


def technical_visits(view):
    return [each for each in view.technical_visits if view.this_year(each.on)]


@total("technicians.visits")
def visits(view):
    return len(technical_visits(view))


@ratio("technicians.guided", 10, linear)
def guided(view):
    return sum(each.persons for each in technical_visits(view)), len(technical_visits(view))


@total("helpers.projects")
def projects(view):
    return sum(pledge.form == "project" for pledge in pledges(view, "agency"))


@total("helpers.money")
def money(view):
    return arrived(view, "agency")


@total("helpers.agencies")
def agencies(view):
    return len({pledge.donor for pledge in pledges(view, "agency")})


@share("helpers.delivered", 100, linear, may_exceed_one=True)
def delivered(view):
    return kept(view, "agency")
