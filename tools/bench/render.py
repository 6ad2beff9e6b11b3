#!/usr/bin/env python3
"""Rendering conversations to ids: this library beside the Python packages renderers and transformers, in one session.

All get the same tokenizer.json and the same conversations, made from this repository's documents by a seeded generator; their
ids are compared before anything is timed, and rounds take turns. CPU time of the rendering thread counts. Python needs
renderers, transformers and tokenizers.

  mvn -q -Pbench -pl bench -am -DskipTests package
  tools/bench/render.py --renderer qwen3 --tokenizer tokenizer.json --config tokenizer_config.json [--out FILE.json]
"""

import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

from machine import jdk, machine
from processes import ROOT

TOOLS = [{"type": "function", "function": {
    "name": "search", "description": "Searches the documents.",
    "parameters": {"type": "object", "properties": {"query": {"type": "string"}, "limit": {"type": "integer"}},
                   "required": ["query"]}}}]


def conversations(count, turns, seed):
    words = [line for path in sorted((ROOT / "docs").glob("*.md"))
             for line in path.read_text().splitlines() if len(line) > 40 and "<" not in line]
    chosen = random.Random(seed)

    def say(lines):
        return "\n".join(chosen.choice(words) for _ in range(lines))

    for _ in range(count):
        messages = [{"role": "system", "content": say(2)}]
        for turn in range(turns):
            messages.append({"role": "user", "content": say(chosen.randint(1, 3))})
            if turn % 2:
                messages.append({"role": "assistant", "content": "", "tool_calls": [
                    {"id": f"call{turn}", "type": "function",
                     "function": {"name": "search", "arguments": {"query": say(1), "limit": turn}}}]})
                messages.append({"role": "tool", "tool_call_id": f"call{turn}", "name": "search", "content": say(2)})
            messages.append({"role": "assistant", "content": say(chosen.randint(1, 4))})
        yield {"messages": messages, "tools": TOOLS}


def checksum(rows):
    sum_ = 0
    for ids in rows:
        sum_ = zlib.crc32(b"".join(int(i).to_bytes(4, "little") for i in ids), sum_)
    return sum_


class PythonPeer:
    def __init__(self, render, requests):
        self.render, self.requests = render, requests

    def round(self):
        start = time.thread_time()
        rows = [self.render(request) for request in self.requests]
        spent = time.thread_time() - start
        return {"cpu_s": spent, "tokens": sum(map(len, rows)), "ids_crc32": checksum(rows)}


class JavaWorker:
    def __init__(self, java, arguments):
        jars = [*ROOT.glob("bench/target/*-benchmarks.jar"), *ROOT.glob("bench/target/benchmarks.jar")]
        self.process = subprocess.Popen(
            [java, "-cp", str(jars[0]), "dev.tokenwright.bench.RenderWorker", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()

    def round(self):
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--renderer", default="qwen3")
    arguments.add_argument("--tokenizer", type=pathlib.Path, required=True)
    arguments.add_argument("--config", type=pathlib.Path, help="tokenizer_config.json with the chat template")
    arguments.add_argument("--java", default="java")
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--conversations", type=int, default=100)
    arguments.add_argument("--turns", type=int, default=8)
    arguments.add_argument("--warm-seconds", type=int, default=10)
    arguments.add_argument("--out", type=pathlib.Path)
    given = arguments.parse_args()

    import renderers
    import transformers
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_file=str(given.tokenizer))
    peer = renderers.create_renderer(tokenizer, renderers.config_from_name(given.renderer))
    requests = list(conversations(given.conversations, given.turns, 11))
    with tempfile.TemporaryDirectory() as folder:
        lines = pathlib.Path(folder, "conversations.jsonl")
        lines.write_text("".join(json.dumps(request) + "\n" for request in requests))
        common = [given.renderer, str(given.tokenizer), str(lines), str(given.warm_seconds)]
        contenders = {
            "tokenwright": JavaWorker(given.java, common),
            "tokenwright, safe": JavaWorker(given.java, [*common, "safe"]),
            "renderers": PythonPeer(lambda r: peer.render_ids(r["messages"], tools=r["tools"]), requests),
        }
        if given.config:
            template = json.loads(given.config.read_text())["chat_template"]
            contenders["transformers"] = PythonPeer(
                lambda r: tokenizer.apply_chat_template(
                    r["messages"], tools=r["tools"], chat_template=template, tokenize=True), requests)
        sums = {name: contender.round()["ids_crc32"] for name, contender in contenders.items()}
        if len(set(sums.values())) > 1:
            sys.exit(f"ids differ: {sums}")
        rounds = {name: [] for name in contenders}
        for _ in range(given.rounds):
            for name, contender in contenders.items():
                rounds[name].append(contender.round())
    medians = {name: statistics.median(r["cpu_s"] for r in each) for name, each in rounds.items()}
    print(f"{'':20} {'conversations/s':>16} {'tokens/s':>12} {'ours is':>8}")
    for name, seconds in medians.items():
        tokens = rounds[name][0]["tokens"]
        print(f"{name:20} {given.conversations / seconds:16.0f} {tokens / seconds:12.0f}"
              f" {seconds / medians['tokenwright']:7.1f}x")
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(json.dumps({
            "machine": machine(), "jdk": jdk(given.java),
            "versions": {"renderers": "0.1.12", "transformers": transformers.__version__},
            "renderer": given.renderer, "conversations": given.conversations, "turns": given.turns,
            "median_cpu_s": medians, "rounds": rounds}, indent=1) + "\n")


if __name__ == "__main__":
    main()
