"""Rankings: live from the newest snapshot, published as frozen files that anybody can compute again.

Every ranking is `rule` + `inputs` -> `result`, all three plain JSON of texts and integers. A kind (`kinds/`) says how the first
two are read from the records and how the third is computed from them alone.
"""
