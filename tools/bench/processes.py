"""Peers as processes, all timed by the same clock: the kernel's CPU clock of each process."""

import json
import os
import pathlib
import select
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
JAR = ROOT / "bench" / "target" / "benchmarks.jar"
JVM_LIBRARIES = ["tokenwright", "tokenwright-utf8", "jtokkit", "djl"]


class PeerFailed(Exception):
    """A peer did not answer, or answered with an error."""


def command(peer, model, threads, java):
    library, _, jdk = peer.partition("@")
    if library not in JVM_LIBRARIES:
        return [sys.executable, str(HERE / "worker.py"), library, str(model.description), str(threads)]
    source = model.row["jtokkit"] if library == "jtokkit" else model.files["json"]
    form = "utf8" if library == "tokenwright-utf8" else "text"
    collector = "-XX:+UseSerialGC" if threads == 1 else "-XX:+UseParallelGC"
    return [java[jdk], "-Xmx2g", collector, "-XX:+UseTransparentHugePages", "-cp", str(JAR), "dev.tokenwright.bench.Worker",
            library.removesuffix("-utf8"), source, form, str(threads)]


class Peer:
    """One running worker."""

    def __init__(self, name, model, threads, java, core, patience=180):
        self.name = name
        environment = dict(os.environ, DJL_OFFLINE="true", OPT_OUT_TRACKING="true",
                           DJL_CACHE_DIR=str(ROOT / "bench" / "target" / "djl"))
        self.process = subprocess.Popen(
            command(name, model, threads, java), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, encoding="utf-8", bufsize=1, cwd=ROOT, env=environment)
        if core is not None:
            os.sched_setaffinity(self.process.pid, {core})
        self.start = self.read(patience)

    def read(self, patience):
        end = time.monotonic() + patience
        while True:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            if not ready:
                self.kill()
                raise PeerFailed(f"no answer within {patience} s")
            line = self.process.stdout.readline()
            if not line:
                self.kill()
                raise PeerFailed("the process ended")
            if line.startswith("{"):
                answer = json.loads(line)
                if "error" in answer:
                    raise PeerFailed(answer["error"])
                return answer

    def ask(self, operation, patience=120, **fields):
        """The answer to a request, with the CPU seconds that the process spent on it as `cpu_s`."""
        before = self.cpu_ns()
        try:
            self.process.stdin.write(json.dumps({"op": operation, **fields}) + "\n")
            self.process.stdin.flush()
        except OSError as failure:
            raise PeerFailed("the process ended") from failure
        answer = self.read(patience)
        answer["cpu_s"] = (self.cpu_ns() - before) / 1e9
        return answer

    def cpu_ns(self):
        """CPU time of the process with all its threads, also those that have ended (Linux: MAKE_PROCESS_CPUCLOCK)."""
        try:
            return time.clock_gettime_ns((~self.process.pid << 3) | 2)
        except OSError as failure:
            raise PeerFailed("the process ended") from failure

    def memory_mb(self):
        """Resident memory: now, and at its highest."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        fields = dict(line.split(":", 1) for line in status.splitlines())
        return {"rss_mb": int(fields["VmRSS"].split()[0]) / 1024, "peak_mb": int(fields["VmHWM"].split()[0]) / 1024}

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        try:
            self.process.stdin.close()
            self.process.wait(5)
        except (OSError, subprocess.TimeoutExpired):
            self.kill()
