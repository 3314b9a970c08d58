"""村级分类: the computed order, the tiers proposed from it, what the county decides, and what is then carried in the villages."""
