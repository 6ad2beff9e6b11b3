#!/usr/bin/env python3
"""/tokenize with prompts of one kilobyte: this library's server beside FastAPI with tokenizers, in one session.

Both servers get the same tokenizer.json and the same prompts, cut from this repository's documents; their ids are compared
before anything is timed. The load comes from wrk (Debian package wrk) over keep-alive connections on loopback, on the same
cores as the servers, in rounds: every server once a round, in turn. Python needs fastapi, uvicorn[standard] and tokenizers.

  tools/bench/serve.py --tokenizer tokenizer.json [--seconds 8] [--rounds 3] [--connections 16] [--out bench/results/MACHINE/serve-tokenize-1kb.json]
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROMPTS = 256
PROMPT_BYTES = 1024

APPLICATION = '''
from fastapi import FastAPI
from pydantic import BaseModel
from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file({path!r})
tokenizer.no_truncation()
tokenizer.no_padding()
application = FastAPI()


class Request(BaseModel):
    prompt: str
    add_special_tokens: bool = True


@application.get("/health")
def health():
    return {{}}


@application.post("/tokenize")
def tokenize(request: Request):
    ids = tokenizer.encode(request.prompt, add_special_tokens=request.add_special_tokens).ids
    return {{"count": len(ids), "max_model_len": 0, "tokens": ids, "token_strs": None}}
'''

SCRIPT = '''
local file = io.open(os.getenv("BODIES"), "r")
local bodies = {}
for line in file:lines() do bodies[#bodies + 1] = line end
local next = math.random(#bodies)
request = function()
  next = next % #bodies + 1
  return wrk.format("POST", "/tokenize", {["Content-Type"] = "application/json"}, bodies[next])
end
'''


def prompts():
    """Stretches of the repository's own documents, each of about a kilobyte."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("docs/**/*.md")))
    data = text.encode()
    step = max(1, (len(data) - PROMPT_BYTES) // PROMPTS)
    return [data[at:at + PROMPT_BYTES].decode(errors="ignore") for at in range(0, step * PROMPTS, step)]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def post(port, body):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/tokenize", json.dumps(body).encode(),
                                     {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


class Server:
    """A server process on a free port."""

    def __init__(self, name, command, environment=None, folder=None):
        self.name, self.port = name, free_port()
        command = [str(part).replace("PORT", str(self.port)) for part in command]
        self.process = subprocess.Popen(command, cwd=folder, env={**os.environ, **(environment or {})},
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"{name} did not start")

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def load(server, bodies, script, seconds, connections):
    """Requests a second, latencies and errors of one run of wrk."""
    output = subprocess.run(
        ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--latency", "-s", script, f"http://127.0.0.1:{server.port}"],
        env={**os.environ, "BODIES": bodies}, capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([0-9.]+)", output).group(1))
    latency = {share: milliseconds(re.search(rf"\s{share}%\s+([0-9.]+)(us|ms|s)", output)) for share in ("50", "99")}
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    return rate, latency, int(failed.group(1)) if failed else 0


def milliseconds(match):
    return float(match.group(1)) * {"us": 0.001, "ms": 1, "s": 1000}[match.group(2)]


def servers(tokenizer, work):
    (work / "application.py").write_text(APPLICATION.format(path=str(tokenizer)))
    own = [ROOT / "tokenwright", "serve", "--port", "PORT", "--model", f"model={tokenizer}", "--tokenizer"]
    uvicorn = [sys.executable, "-m", "uvicorn", "application:application", "--port", "PORT", "--log-level", "critical",
               "--no-access-log"]
    python = {"TOKENIZERS_PARALLELISM": "false"}
    return [Server("tokenwright, default", [*own, "default"]),
            Server("tokenwright, fastokens", [*own, "fastokens"]),
            Server("tokenwright, fastokens, no cache", [*own, "fastokens", "--cache-bytes", "0"]),
            Server("FastAPI + tokenizers, 1 worker", uvicorn, python, work),
            Server("FastAPI + tokenizers, 2 workers", [*uvicorn, "--workers", "2"], python, work)]


def compare(running, texts):
    for text in texts:
        answers = [post(server.port, {"prompt": text})["tokens"] for server in running]
        if any(answer != answers[0] for answer in answers):
            raise SystemExit(f"the servers give different ids for {text!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", type=pathlib.Path, required=True)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing; install the package wrk")
    texts = prompts()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        bodies, script = work / "bodies.jsonl", work / "load.lua"
        bodies.write_text("".join(json.dumps({"prompt": text}) + "\n" for text in texts))
        script.write_text(SCRIPT)
        running = servers(options.tokenizer.resolve(), work)
        try:
            compare(running, texts)
            for server in running:
                load(server, str(bodies), str(script), options.seconds, options.connections)
            results = {server.name: [] for server in running}
            for _ in range(options.rounds):
                for server in running:
                    result = load(server, str(bodies), str(script), options.seconds, options.connections)
                    results[server.name].append(result)
        finally:
            for server in running:
                server.stop()
    report(results, options)


def report(results, options):
    rows = []
    for name, runs in results.items():
        rows.append({"server": name, "requests_per_second": round(statistics.median(run[0] for run in runs)),
                     "p50_ms": round(statistics.median(run[1]["50"] for run in runs), 2),
                     "p99_ms": round(statistics.median(run[1]["99"] for run in runs), 2),
                     "errors": sum(run[2] for run in runs)})
        print("{server:34} {requests_per_second:8} requests/s   p50 {p50_ms:7.2f} ms   p99 {p99_ms:7.2f} ms   errors {errors}"
              .format(**rows[-1]))
    if options.out:
        facts = {"prompt_bytes": PROMPT_BYTES, "prompts": PROMPTS, "connections": options.connections,
                 "seconds": options.seconds, "rounds": options.rounds, "cores": os.cpu_count(),
                 "load_when_it_ended": round(os.getloadavg()[0], 1), "results": rows}
        options.out.write_text(json.dumps(facts, indent=1) + "\n")


if __name__ == "__main__":
    main()
