import json


def to_json(result):
    rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in result["rows"])
    head = json.dumps({**result, "rows": []}, indent=1, ensure_ascii=False)
    return head.removesuffix('"rows": []\n}') + '"rows": [\n' + rows + "\n]\n}\n"


def write(path):
    pass
