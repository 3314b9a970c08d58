"""A sign for each kind of help and each industry (图标式实名制): our own strokes on a square of 24, a word always beside them."""

from django.utils.safestring import SafeString

from households.codes import Industry, MeasureKind

PROJECT = "project"
HOUSE = "M3 11l9-7 9 7M5 10v10h14V10"
PATHS = {
    MeasureKind.RENOVATION: f"{HOUSE}M12 20v-4l-2-2 3-3",  # a house with a crack
    MeasureKind.RELOCATION: "M2 12l6-5 6 5M4 11v8h8v-8M15 15h7M19 12l3 3-3 3",  # a house that moves on
    MeasureKind.STUDENT_LOAN: "M2 9l10-5 10 5-10 5zM6 11v5c3 3 9 3 12 0v-5M22 9v6",  # a scholar's cap
    MeasureKind.TRAINING: "M12 6C9 4 5 4 3 5v14c2-1 6-1 9 1 3-2 7-2 9-1V5c-2-1-6-1-9 1zM12 6v14",  # an open book
    MeasureKind.LOAN: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18zM9 7l3 4 3-4M12 11v6M9 12h6M9 15h6",  # a coin
    MeasureKind.SOCIAL_HOUSE: f"{HOUSE}M12 18l-3-3c-1-2 2-3 3-1 1-2 4-1 3 1z",  # a house with a heart
    MeasureKind.INDUSTRY: (
        "M12 21V4M12 12c-3 0-5-2-5-5 3 0 5 2 5 5zM12 12c3 0 5-2 5-5-3 0-5 2-5 5z"
        "M12 18c-3 0-5-2-5-5 3 0 5 2 5 5zM12 18c3 0 5-2 5-5-3 0-5 2-5 5z"
    ),  # an ear of wheat
    MeasureKind.SAFE_WATER: "M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11zM9 15a3 3 0 0 0 3 3",  # a drop
    MeasureKind.RELIEF: "M12 3v2M3 13a9 8 0 0 1 18 0zM12 13v6a2 2 0 0 0 4 0",  # an umbrella
    MeasureKind.MEDICAL: "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z",  # a cross
    Industry.LIVESTOCK: "M6 8C3 8 3 5 4 3M18 8c3 0 3-3 2-5M6 8h12l-1 8c0 3-2 5-5 5s-5-2-5-5zM9 12v.1M15 12v.1M10 17v.1M14 17v.1",
    Industry.SEEDLINGS: "M12 21v-9M12 13c0-4-3-6-8-6 0 4 3 6 8 6zM12 11c0-4 3-6 8-6 0 4-3 6-8 6zM5 21h14",  # a shoot
    Industry.HERBS: "M4 11h16c0 5-3 9-8 9s-8-4-8-9zM12 11l6-8",  # a mortar
    Industry.LABOUR: "M3 8h18v12H3zM9 8V5h6v3M3 13h18",  # a case that travels
    Industry.TOURISM: "M2 20l7-12 4 6 2-3 7 9zM18 7a2 2 0 1 0 0-4 2 2 0 1 0 0 4z",  # a mountain and the sun
    PROJECT: "M6 21V4h12l-3 4 3 4H6",  # a flag on the site
}


def icon(code):
    """The sign of a kind of help, an industry or a project as it stands in a page; nothing for another code."""
    path = PATHS.get(code)
    return SafeString(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>') if path else ""
