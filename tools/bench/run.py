"""Times this library beside its peers and writes one result file, then docs/benchmarks.md from it.

python tools/bench/run.py --quick            under five minutes
python tools/bench/run.py --full
python tools/bench/run.py --models llama3,gemma3 --corpora eng,multi --peers tokenwright@17,gigatoken --rounds 9
"""

import argparse
import datetime
import json
import os
import pathlib
import sys
import time

import corpora
import machine
import report
from measure import Bench, library
from models import MODELS, Model
from processes import JAR, JVM_LIBRARIES, ROOT, Peer

MB = 1_000_000
SLOW, MIDDLE = {"tokenizers", "djl"}, {"tiktoken", "sentencepiece", "jtokkit", "tokie"}

QUICK = {
    "models": "gpt2,llama3", "corpora": "eng,multi", "rounds": 5, "warm_s": 6.0, "bytes": (0.3, 0.6, 1.5),
    "peers": "tokenwright@17,tokenwright@25,tokenizers,tiktoken,gigatoken,fastokens,jtokkit@17,djl@17",
    "made": "letter", "prompts": (1000, 300, 200, 150), "decode_mb": 0.3, "patience": 10,
}
FULL = {
    "models": "gpt2,cl100k,o200k,llama3,qwen3,deepseek_v3,gemma3,llama2,mistral,t5,bert",
    "corpora": "eng,code,multi,chat,advmix,advlong", "rounds": 5, "warm_s": 12.0, "bytes": (1, 3, 8),
    "peers": "tokenwright@17,tokenwright-utf8@17,tokenwright@25,tokenwright-utf8@25,tokenizers,tiktoken,sentencepiece,"
             "gigatoken,fastokens,tokie,jtokkit@17,djl@17",
    "made": ",".join(corpora.MADE), "prompts": (4000, 1000, 400, 400), "decode_mb": 1, "patience": 30,
}


class Settings:
    def __init__(self, options):
        chosen = FULL if options.full else QUICK
        self.name = "full" if options.full else "quick"
        self.models = (options.models or chosen["models"]).split(",")
        self.corpora = (options.corpora or chosen["corpora"]).split(",")
        self.peers = (options.peers or chosen["peers"]).split(",")
        self.made = [kind for kind in (chosen["made"] if options.made is None else options.made).split(",") if kind]
        self.rounds = options.rounds or chosen["rounds"]
        self.warm_s, self.bytes, self.patience = chosen["warm_s"], chosen["bytes"], chosen["patience"]
        self.prompts, self.decode_bytes = chosen["prompts"], int(chosen["decode_mb"] * MB)
        self.same_bytes = options.bytes
        self.warm_texts = []

    def bytes_of(self, name):
        """How much text a library gets: slow ones less, or nothing else would be done."""
        if self.same_bytes:
            return self.same_bytes
        slow, middle, fast = self.bytes
        return int(MB * (slow if name in SLOW else middle if name in MIDDLE else fast))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="few models and texts (the default)")
    size.add_argument("--full", action="store_true", help="everything")
    parser.add_argument("--models", help=f"of {','.join(MODELS)}")
    parser.add_argument("--corpora", help=f"of {','.join(corpora.REAL)}")
    parser.add_argument("--peers", help="a JVM peer with its JDK after an @: tokenwright@17, tokenwright-utf8@25")
    parser.add_argument("--made", help=f"long made texts of {','.join(corpora.MADE)}; empty for none")
    parser.add_argument("--rounds", type=int, help="warm rounds")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--bytes", type=int, help="give every library this much text instead of slow ones less")
    parser.add_argument("--java-17", default=os.environ.get("JAVA_17", "java"), help="java binary (or JAVA_17)")
    parser.add_argument("--java-25", default=os.environ.get("JAVA_25"), help="java binary (or JAVA_25); without it none")
    parser.add_argument("--corpora-dir", type=pathlib.Path, default=beside("corpora"))
    parser.add_argument("--fixtures-dir", type=pathlib.Path, default=beside("fixtures"))
    parser.add_argument("--work-dir", type=pathlib.Path, default=ROOT / "bench" / "target" / "peers")
    parser.add_argument("--out", type=pathlib.Path, help="result file; default bench/results/<machine>/<date>-<commit>.json")
    parser.add_argument("--no-report", action="store_true", help="leave docs/benchmarks.md as it is")
    return parser.parse_args()


def beside(name):
    """shared/<name> in a folder above the checkout."""
    for folder in ROOT.parents:
        if (folder / "shared" / name).is_dir():
            return folder / "shared" / name
    return ROOT.parent / "shared" / name


def prepare(settings, options):
    """The texts of all experiments, as files."""
    work = options.work_dir
    texts = {name: corpora.real(options.corpora_dir, work, name) for name in corpora.REAL}
    missing = [name for name in settings.corpora if texts.get(name) is None]
    if missing:
        sys.exit(f"no corpus {', '.join(missing)} in {options.corpora_dir}; give --corpora-dir")
    settings.warm_texts = [corpora.warm_up(texts[name], work, name, 600_000) for name in ("eng", "code", "multi", "chat")]
    short_warm, short_timed, long_warm, long_timed = settings.prompts
    prompts = {200: (corpora.prompts(texts["chat"], work, 200, short_warm, short_timed), short_warm),
               4000: (corpora.prompts(texts["chat"], work, 4000, long_warm, long_timed), long_warm)}
    return texts, prompts


def measure(name, settings, options, start, texts, prompts):
    """All experiments with one model."""
    bench = Bench(Model(name, options.fixtures_dir, options.work_dir), settings, start)
    bench.warm()
    for corpus in settings.corpora:
        bench.bulk(corpus, texts[corpus])
    for size, (path, warm) in prompts.items():
        bench.latency(size, path, warm)
    bench.decode(settings.corpora[0], texts[settings.corpora[0]])
    for kind in settings.made:
        bench.made(kind, MB, corpora.made(options.work_dir, kind, MB))
    return bench.close()


def result_head(settings, options, java):
    return {
        "format": 1, "date": datetime.date.today().isoformat(), "commit": machine.git("rev-parse", "--short=10", "HEAD"),
        "changed_since_commit": bool(machine.git("status", "--porcelain", "--untracked-files=no")),
        "size": settings.name, "threads": options.threads, "rounds": settings.rounds, "machine": machine.machine(),
        "jdks": {name: machine.jdk(binary) for name, binary in java.items()}, "versions": machine.versions(), "rows": [],
    }


def main():
    options = arguments()
    settings = Settings(options)
    java = {"17": options.java_17} | ({"25": options.java_25} if options.java_25 else {})
    without = [peer for peer in settings.peers if library(peer) in JVM_LIBRARIES and peer.partition("@")[2] not in java]
    if without:
        print(f"left out, no java binary is given for it: {', '.join(without)}", file=sys.stderr)
    settings.peers = [peer for peer in settings.peers if peer not in without]
    if not JAR.exists():
        sys.exit("no benchmarks.jar; run: mvn -q -Pbench -pl bench -am -DskipTests package")
    core = max(os.sched_getaffinity(0)) if options.threads == 1 else None
    result = result_head(settings, options, java)
    folder = ROOT / "bench" / "results" / machine.folder_name(result["machine"])
    out = options.out or folder / f"{result['date']}-{result['commit']}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    texts, prompts = prepare(settings, options)
    for name in settings.models:
        begun = time.monotonic()
        result["rows"] += measure(
            name, settings, options, lambda peer, model: Peer(peer, model, options.threads, java, core), texts, prompts)
        out.write_text(report.to_json(result), encoding="utf-8")
        print(f"{name}: {time.monotonic() - begun:.0f} s, in {out}", file=sys.stderr, flush=True)
    if not options.no_report:
        report.write(out)


if __name__ == "__main__":
    main()
