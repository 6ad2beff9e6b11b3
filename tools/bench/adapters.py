"""The Python peers behind one shape.

An adapter has: encode(text) -> anything that int() or numpy can read, encode_all(inputs) -> results, ids(results) -> one
array of ids a document, decode(ids), prepare(documents) -> the inputs in the form that the peer takes (not timed).
"""

import base64
import json
import os

import numpy


def array(ids):
    return numpy.asarray(ids, dtype=numpy.uint32)


def cut(flat, ends):
    """One array a document, from all ids and where each document's end."""
    flat = numpy.asarray(flat, dtype=numpy.uint32)
    starts = [0, *ends[:-1]]
    return [flat[int(start):int(end)] for start, end in zip(starts, ends)]


class Adapter:
    """Defaults: document by document, from text."""

    def prepare(self, documents):
        return documents

    def encode_all(self, inputs):
        encode = self.encode
        return [encode(each) for each in inputs]

    def ids(self, results):
        return [array(each) for each in results]

    def decodable(self, ids):
        return [int(each) for each in ids]


class HuggingFace(Adapter):
    def __init__(self, model, threads):
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(model["json"])
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def encode(self, text):
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def encode_all(self, inputs):
        return self.tokenizer.encode_batch_fast(inputs, add_special_tokens=False)

    def ids(self, results):
        return [array(each.ids) for each in results]

    def decode(self, ids):
        return self.tokenizer.decode(ids, skip_special_tokens=False)


class Tiktoken(Adapter):
    def __init__(self, model, threads):
        import tiktoken

        with open(model["ranks"], "rb") as lines:
            pairs = (line.split() for line in lines)
            ranks = {base64.b64decode(token): int(rank) for token, rank in pairs}
        self.encoding = tiktoken.Encoding(
            model["name"],
            pat_str=model["pattern"],
            mergeable_ranks=ranks,
            special_tokens=model["special_tokens"],
        )
        self.threads = threads
        self.encode = self.encoding.encode_ordinary
        self.decode = self.encoding.decode

    def encode_all(self, inputs):
        if self.threads > 1:
            return self.encoding.encode_ordinary_batch(inputs, num_threads=self.threads)
        return super().encode_all(inputs)


class SentencePiece(Adapter):
    def __init__(self, model, threads):
        import sentencepiece

        self.processor = sentencepiece.SentencePieceProcessor(model_file=model["sentencepiece"])
        self.threads = threads
        self.encode = self.processor.encode
        self.decode = self.processor.decode

    def encode_all(self, inputs):
        return self.processor.encode(inputs, num_threads=self.threads)


class Gigatoken(Adapter):
    """Takes a list of bytes: its fastest way in for documents in memory."""

    def __init__(self, model, threads):
        import gigatoken

        self.tokenizer = gigatoken.Tokenizer(model["json"])
        self.parallel = threads > 1
        self.encode = self.tokenizer.encode
        self.decode = self.tokenizer.decode

    def prepare(self, documents):
        return [document.encode() for document in documents]

    def encode_all(self, inputs):
        return self.tokenizer.encode_batch(inputs, parallel=self.parallel)

    def ids(self, results):
        import awkward

        ends = numpy.cumsum(numpy.asarray(awkward.num(results, axis=1)))
        return cut(awkward.to_numpy(awkward.flatten(results)), ends)

    def decodable(self, ids):
        return array(ids)


class Fastokens(Adapter):
    def __init__(self, model, threads):
        import fastokens

        self.tokenizer = fastokens.Tokenizer.from_file(model["json"])
        self.decode = self.tokenizer.decode

    def encode(self, text):
        encoded = self.tokenizer.encode(text)
        return encoded.ids if hasattr(encoded, "ids") else encoded

    def encode_all(self, inputs):
        return self.tokenizer.encode_batch_flat(inputs)

    def ids(self, results):
        flat = numpy.frombuffer(results[0], dtype=numpy.uint32)
        return cut(flat, numpy.frombuffer(results[1], dtype=numpy.uint64)[1:])


class Tokie(Adapter):
    def __init__(self, model, threads):
        import tokie

        self.tokenizer = tokie.Tokenizer.from_json(model["json"])
        self.decode = self.tokenizer.decode

    def encode(self, text):
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def encode_all(self, inputs):
        return self.tokenizer.encode_batch_flat(inputs, add_special_tokens=False)

    def ids(self, results):
        return cut(results[0], numpy.cumsum(results[1].astype(numpy.int64)))


ADAPTERS = {
    "tokenizers": HuggingFace,
    "tiktoken": Tiktoken,
    "sentencepiece": SentencePiece,
    "gigatoken": Gigatoken,
    "fastokens": Fastokens,
    "tokie": Tokie,
}


def open_adapter(peer, model_file, threads):
    """The adapter of a peer, with the model that a JSON file describes."""
    os.environ["RAYON_NUM_THREADS"] = str(threads)
    os.environ["TOKENIZERS_PARALLELISM"] = "true" if threads > 1 else "false"
    with open(model_file, encoding="utf-8") as source:
        model = json.load(source)
    return ADAPTERS[peer](model, threads)
