"""Lists and cards that show what several rooms know of one village, household, project or cadre."""
