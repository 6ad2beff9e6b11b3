"""Makes the vectors of LlamaToolsTest: what the reference's template for llama3p1 makes of tools.

    python tools/golden/llama_tools.py TEMPLATE 120 > testkit/src/test/resources/llama_tools.jsonl

TEMPLATE is the template as a JSON text; its SHA-256 must be that of the reference's. Needs transformers 4.57.
"""

import hashlib
import json
import random
import sys

from transformers.utils.chat_template_utils import _compile_jinja_template

SHA256 = "98cb23796a1d70bad69535c689aff6f19866a8e5b292488b585bda08a6f9976d"
TOOLS = [
    {"type": "function", "function": {
        "name": "add", "description": "adds é",
        "parameters": {"type": "object", "properties": {"a": {"type": "number"}}, "required": []}}},
    {"name": "bare", "x": [1, 2.5, None, True]},
]
rng = random.Random(3)


def message():
    kind = rng.randrange(9)
    if kind < 2:
        return {"role": "user", "content": rng.choice(["Hi", " spaced \n", "", "日本"])}
    if kind == 2:
        return {"role": "system", "content": rng.choice([" Be kind. ", ""])}
    if kind == 3:
        return {"role": "assistant", "content": "ok "}
    if kind == 4:
        role = rng.choice(["tool", "ipython"])
        return {"role": role, "content": rng.choice(["42", {"a": "é"}, [1, "x"], 7, None, ""])}
    if kind == 8:
        role = rng.choice(["user", "tool", "x"])
        return {"role": role, "content": "c", "tool_calls": [{"function": {"name": "add", "arguments": {"z": 1}}}]}
    name = rng.choice(["add", "brave_search", "wolfram"])
    arguments = rng.choice([{"a": 1, "b": [1, 2]}, {"query": "x y", "n": "2"}, {}, "text", {"q": 3}])
    calls = [{"type": "function", "function": {"name": name, "arguments": arguments}}]
    if kind == 7:
        calls = calls * rng.choice([0, 2, 1])
    return {"role": "assistant", "content": rng.choice([None, ""]), "tool_calls": calls}


def row(template):
    messages = [message() for _ in range(rng.randint(1, 5))]
    if rng.random() < 0.4:
        messages.insert(0, {"role": "system", "content": " Sys "})
    variables = {}
    if rng.random() < 0.5:
        variables["tools"] = rng.choice([TOOLS, None, [], TOOLS[:1]])
    if rng.random() < 0.2:
        variables["custom_tools"] = rng.choice([TOOLS[1:], None])
    if rng.random() < 0.4:
        variables["tools_in_user_message"] = rng.choice([True, False])
    if rng.random() < 0.4:
        variables["builtin_tools"] = rng.choice(
            [["brave_search", "code_interpreter"], [], ["wolfram"], ["code_interpreter"]])
    prompt = rng.random() < 0.5
    line = {"messages": messages, "variables": variables, "add_generation_prompt": prompt}
    try:
        line["text"] = template.render(messages=messages, add_generation_prompt=prompt, bos_token="<B>", **variables)
    except Exception as error:
        line["error"] = type(error).__name__ + ": " + str(error)
    return line


def main():
    with open(sys.argv[1]) as file:
        text = json.load(file)
    assert hashlib.sha256(text.encode()).hexdigest() == SHA256
    template = _compile_jinja_template(text)
    for _ in range(int(sys.argv[2])):
        print(json.dumps(row(template), ensure_ascii=False, separators=(",", ":")))


main()
