"""Published lists made for a test: rows in, a file on disk out."""

HEADER = "code,name,parent_code,level"

PROVINCE = ("620000000000", "甘肃省", "", 1)
PREFECTURE = ("622900000000", "临夏回族自治州", "620000000000", 2)
COUNTY = ("622922000000", "康乐县", "622900000000", 3)
TOWN = ("622922100000", "附城镇", "622922000000", 4)
VILLAGES = [
    ("622922100001", "新集居委会", "622922100000", 5),
    ("622922100200", "高林湾村委会", "622922100000", 5),
    ("622922100201", "高丰村委会", "622922100000", 5),
]
OTHER_TOWN = ("622922101000", "苏集镇", "622922000000", 4)
OTHER_VILLAGE = ("622922101200", "丰台村委会", "622922101000", 5)
ROWS = [PROVINCE, PREFECTURE, COUNTY, TOWN, *VILLAGES, OTHER_TOWN, OTHER_VILLAGE]


def text_of(rows):
    return "\n".join([HEADER, *(",".join(map(str, row)) for row in rows)]) + "\n"


def renamed(rows, **names):
    """The rows with other names: renamed(ROWS, c622922100200='新名村委会')."""
    return [(code, names.get(f"c{code}", name), parent, level) for code, name, parent, level in rows]


def without(rows, *codes):
    return [row for row in rows if row[0] not in codes]
