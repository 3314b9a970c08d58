"""The household's booklet (明白册) and the village's five charts, on the screen, on paper and as PDF."""
