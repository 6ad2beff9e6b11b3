"""The experiments. Each asks all peers in turn, round by round, and gives rows for the result file."""

import statistics

import corpora
from processes import JVM_LIBRARIES, PeerFailed


def library(peer):
    return peer.partition("@")[0]


class Bench:
    """The peers of one model."""

    def __init__(self, model, settings, start):
        self.model, self.settings, self.peers, self.rows = model, settings, {}, []
        for name in settings.peers:
            if model.takes(library(name)):
                self.attempt("start", name, lambda name=name: self.peers.__setitem__(name, start(name, model)))
        for name, peer in list(self.peers.items()):
            self.add("start", name, wall_s=peer.start["wall_s"], **peer.memory_mb())

    def add(self, kind, peer, **fields):
        self.rows.append({"kind": kind, "model": self.model.name, "peer": peer, **fields})

    def attempt(self, kind, name, action, **fields):
        """Runs an action; a peer that fails gives a row that says so. None then."""
        try:
            return action()
        except PeerFailed as failure:
            self.add(kind, name, failed=str(failure)[:200], **fields)
            if name in self.peers and self.peers[name].process.poll() is not None:
                del self.peers[name]
            return None

    def warm(self):
        """Lets the JVMs compile: documents that nothing is timed on, by a tokenizer that is loaded anew each time."""
        for name, peer in list(self.peers.items()):
            spent, jvm = 0.0, library(name) in JVM_LIBRARIES
            while spent < (self.settings.warm_s if jvm else 0.01):
                if jvm:
                    answer = self.attempt("warm", name, lambda: peer.ask("reload"))
                    spent += answer["cpu_s"] if answer else 1e9
                for source in self.settings.warm_texts:
                    self.attempt("warm", name, lambda: peer.ask("text", path=str(source), separator=corpora.SEPARATOR))
                    for operation in ("encode", "encode", "decode") if jvm else ("encode",):
                        answer = self.attempt("warm", name, lambda: peer.ask(operation))
                        spent += answer["cpu_s"] if answer else 1e9

    def bulk(self, corpus, path):
        """First and later passes over a corpus, by a tokenizer that is loaded anew: code warm, caches cold."""
        runs = {}
        for name, peer in list(self.peers.items()):
            loaded = self.attempt("load", name, lambda: peer.ask("reload"))
            if loaded:
                self.add("load", name, wall_s=loaded["wall_s"], cpu_s=loaded["cpu_s"])
            text = self.attempt("bulk", name, lambda: peer.ask(
                "text", path=str(path), separator=corpora.SEPARATOR, bytes=self.settings.bytes_of(library(name))),
                corpus=corpus)
            if text:
                runs[name] = {"text": text, "cpu": [], "wall": [], "check": None}
        for _ in range(self.settings.rounds + 1):
            for name in list(runs):
                self.round(corpus, name, runs)
        reference = runs.get(self.model.reference(), {}).get("check")
        for name, run in runs.items():
            self.add("bulk", name, corpus=corpus, bytes=run["text"]["bytes"], documents=run["text"]["documents"],
                     tokens=run["check"]["tokens"], first_mbs=run["text"]["bytes"] / 1e6 / run["cpu"][0],
                     warm_mbs=run["text"]["bytes"] / 1e6 / statistics.median(run["cpu"][1:]),
                     cpu_s=run["cpu"], wall_s=run["wall"], ids=compare(reference, run["check"]))

    def round(self, corpus, name, runs):
        run = runs[name]
        answer = self.attempt("bulk", name, lambda: self.peers[name].ask("encode"), corpus=corpus)
        if answer and run["check"] is None:
            run["check"] = self.attempt("bulk", name, lambda: self.peers[name].ask("check"), corpus=corpus)
        if not answer or run["check"] is None:
            del runs[name]
            return
        run["cpu"].append(answer["cpu_s"])
        run["wall"].append(answer["wall_s"])

    def latency(self, size, path, warm):
        """Prompts that were never seen, one at a time."""
        for name, peer in list(self.peers.items()):
            answer = self.attempt("latency", name, lambda: (
                peer.ask("text", path=str(path), separator=corpora.PROMPT_SEPARATOR),
                peer.ask("latency", warm=warm))[1], size=size)
            if answer:
                self.add("latency", name, size=size, prompts=len(answer["cpu_ns"]),
                         cpu_us=percentiles(answer["cpu_ns"]), wall_us=percentiles(answer["wall_ns"]))

    def decode(self, corpus, path):
        runs = {}
        for name, peer in list(self.peers.items()):
            ready = self.attempt("decode", name, lambda: (
                peer.ask("text", path=str(path), separator=corpora.SEPARATOR, bytes=self.settings.decode_bytes),
                peer.ask("encode"), peer.ask("prepare_decode")), corpus=corpus)
            if ready:
                runs[name] = []
        same = {}
        for _ in range(self.settings.rounds + 1):
            for name in list(runs):
                answer = self.attempt("decode", name, lambda: self.peers[name].ask("decode"), corpus=corpus)
                if not answer:
                    del runs[name]
                    continue
                runs[name].append(answer["cpu_s"])
                same[name] = answer["same"]
        for name, cpu in runs.items():
            self.add("decode", name, corpus=corpus, bytes=self.settings.decode_bytes, cpu_s=cpu, same=same[name],
                     warm_mbs=self.settings.decode_bytes / 1e6 / statistics.median(cpu[1:]))

    def made(self, kind, size, path):
        """A long text without a break, at first sight and then again."""
        for name, peer in list(self.peers.items()):
            answers = self.attempt("made", name, lambda: (
                peer.ask("text", path=str(path)),
                peer.ask("encode", patience=self.settings.patience),
                peer.ask("encode", patience=self.settings.patience)), text=kind, bytes=size)
            if answers:
                self.add("made", name, text=kind, bytes=size, first_s=answers[1]["cpu_s"], again_s=answers[2]["cpu_s"])

    def close(self):
        for name, peer in self.peers.items():
            try:
                self.add("memory", name, **peer.memory_mb())
            except OSError:
                pass
            peer.close()
        return self.rows


def percentiles(nanos):
    ordered = sorted(nanos)
    return {"p50": ordered[len(ordered) // 2] / 1e3, "p99": ordered[int(len(ordered) * 0.99)] / 1e3}


def compare(reference, check):
    """How the ids stand to the reference's, on the documents that both encoded."""
    if reference is None:
        return {"compared": 0, "differing": 0}
    pairs = list(zip(reference["crc32"], check["crc32"]))
    return {"compared": len(pairs), "differing": sum(ours != theirs for ours, theirs in pairs)}
