"""A Python peer as a process that is timed: one JSON request a line in, one JSON answer a line out.

usage: worker.py PEER MODEL.json THREADS

The requests are those of dev.tokenwright.bench.Worker; README.md lists them.
"""

import json
import sys
import time
import zlib

import adapters

FIRST_TEXT = "The first text that it sees."


class Session:
    def __init__(self, peer, model_file, threads):
        self.arguments = (peer, model_file, threads)
        self.adapter = adapters.open_adapter(*self.arguments)
        self.adapter.encode(FIRST_TEXT)
        self.documents, self.inputs, self.results = [], [], None

    def text(self, request):
        with open(request["path"], encoding="utf-8", newline="") as source:
            everything = source.read()
        separator = request.get("separator", "")
        limit = request.get("bytes", sys.maxsize)
        self.documents, total = [], 0
        for document in everything.split(separator) if separator else [everything]:
            self.documents.append(document)
            total += len(document.encode())
            if total >= limit:
                break
        self.inputs = self.adapter.prepare(self.documents)
        self.results = None
        return {"documents": len(self.documents), "bytes": total}

    def encode(self, request):
        self.results = None
        start = time.perf_counter()
        self.results = self.adapter.encode_all(self.inputs)
        return {"wall_s": time.perf_counter() - start}

    def check(self, request):
        ids = self.adapter.ids(self.results)
        return {
            "tokens": sum(len(each) for each in ids),
            "crc32": [zlib.crc32(adapters.array(each).astype("<u4").tobytes()) for each in ids],
        }

    def prepare_decode(self, request):
        self.decodable = [self.adapter.decodable(each) for each in self.adapter.ids(self.results)]
        return {}

    def decode(self, request):
        decode = self.adapter.decode
        start = time.perf_counter()
        texts = [decode(each) for each in self.decodable]
        wall = time.perf_counter() - start
        same = all(text == document or text == document.encode() for text, document in zip(texts, self.documents))
        return {"wall_s": wall, "same": same}

    def latency(self, request):
        warm, encode = request.get("warm", 0), self.adapter.encode
        wall_clock = time.perf_counter_ns
        cpu_ns, wall_ns = [], []
        for number, document in enumerate(self.documents):
            wall_start = wall_clock()
            cpu_start = time.clock_gettime_ns(time.CLOCK_PROCESS_CPUTIME_ID)
            encode(document)
            cpu_end = time.clock_gettime_ns(time.CLOCK_PROCESS_CPUTIME_ID)
            wall_end = wall_clock()
            if number >= warm:
                cpu_ns.append(cpu_end - cpu_start)
                wall_ns.append(wall_end - wall_start)
        return {"cpu_ns": cpu_ns, "wall_ns": wall_ns}

    def reload(self, request):
        self.adapter, self.results = None, None
        start = time.perf_counter()
        self.adapter = adapters.open_adapter(*self.arguments)
        self.adapter.encode(FIRST_TEXT)
        return {"wall_s": time.perf_counter() - start}


OPERATIONS = {"text", "encode", "check", "prepare_decode", "decode", "latency", "reload"}


def main():
    peer, model_file, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    start = time.perf_counter()
    session = Session(peer, model_file, threads)
    print(json.dumps({"wall_s": time.perf_counter() - start}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            operation = request["op"]
            if operation not in OPERATIONS:
                raise ValueError(f"no operation {operation!r}")
            answer = getattr(session, operation)(request)
        except BaseException as failure:  # a peer's panic is an answer too
            answer = {"error": repr(failure)[:300]}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
