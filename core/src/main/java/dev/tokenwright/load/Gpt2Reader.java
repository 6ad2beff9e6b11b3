package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.TextLines;
import java.util.List;
import java.util.Optional;

/**
 * Reads GPT-2's {@code vocab.json} and {@code merges.txt}: byte-level BPE without added tokens, as the class
 * {@code ByteLevelBPETokenizer} of Hugging Face {@code tokenizers} makes it of them.
 */
final class Gpt2Reader {
    static final String FORMAT = "vocab.json and merges.txt";

    private Gpt2Reader() {}

    static TokenizerSpec read(
            byte[] vocab, String vocabSource, byte[] merges, String mergesSource, List<Origin.SourceFile> files) {
        TokenTable vocabulary = VocabularyReader.read(JsonNode.parse(vocab, vocabSource));
        return new TokenizerSpec(
                new Origin(FORMAT, files, List.of()),
                new ModelSpec.Bpe(
                        vocabulary,
                        ModelSpec.Alphabet.TEXT,
                        merges(merges, mergesSource, vocabulary, vocabSource),
                        Optional.empty(),
                        false,
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty()),
                List.of(),
                Optional.empty(),
                Optional.of(new SplitSpec.ByteLevel(false, true)),
                Optional.empty(),
                Optional.of(new DecoderSpec.ByteLevel()),
                Optional.empty(),
                Optional.empty(),
                TokenizerSpec.UnknownIds.SKIP);
    }

    private static MergeSpec merges(byte[] content, String source, TokenTable vocabulary, String vocabSource) {
        TextLines lines = TextLines.of(content, source, Limits.MAX_ID);
        MergeCollector merges = new MergeCollector(vocabulary, vocabSource, "");
        for (int index = 0; index < lines.count(); index++) {
            int line = index;
            merges.addLine(
                    content,
                    lines.start(line),
                    lines.end(line),
                    problem -> lines.error(LoadException.Kind.INVALID, line, problem));
        }
        return merges.merges();
    }
}
