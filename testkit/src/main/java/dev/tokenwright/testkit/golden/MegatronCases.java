package dev.tokenwright.testkit.golden;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.load.ByteLevelOptions;
import dev.tokenwright.load.MegatronOptions;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NamedIds;
import dev.tokenwright.wire.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cases whose reference is megatron-core. */
final class MegatronCases {
    private final GoldenFolder folder;
    private final GoldenTexts texts;
    private final GoldenReport report;
    private final Map<String, Tokenizer> tokenizers = new HashMap<>();

    MegatronCases(GoldenFolder folder, GoldenTexts texts, GoldenReport report) {
        this.folder = folder;
        this.texts = texts;
        this.report = report;
    }

    void compare(GoldenRecord record) {
        String kind = record.get("kind").string();
        switch (kind) {
            case "bytelevel_config" -> byteLevelConfig(record);
            case "bytelevel" -> encode(kind, record, byteLevel(record));
            case "bytelevel_decode" -> decode(kind, record, byteLevel(record));
            case "null_config" -> nullConfig(record);
            case "null" -> numbers(record);
            case "config" -> tiktokenConfig(record);
            case "encode" -> encode(kind, record, tiktoken(record.get("config")));
            case "meta", "reference_note" -> {}
            default -> throw new IllegalStateException("unknown kind " + kind);
        }
    }

    private Tokenizer byteLevel(GoldenRecord record) {
        GoldenRecord config = GoldenRecord.of(record.get("config"));
        String key = "byte " + config.text();
        return tokenizers.computeIfAbsent(
                key,
                ignored -> Tokenizer.of(TokenizerFiles.byteLevel(ByteLevelOptions.of(
                        number(config, "vocab_size", 512),
                        optional(config.orNull("_bos_id")),
                        number(config, "_eos_id", 0),
                        number(config, "_pad_id", 1),
                        strings(config.orNull("special_tokens"))))));
    }

    /** The tokenizer of a Megatron tiktoken configuration over the vocabulary of a tekken file. */
    private Tokenizer tiktoken(JsonNode node) {
        GoldenRecord config = GoldenRecord.of(node);
        return tokenizers.computeIfAbsent("tiktoken " + config.text(), ignored -> {
            byte[] tekken = folder.read("tokenizers/tekken_240718/tekken.json");
            return Tokenizer.of(TokenizerFiles.megatronTiktoken(vocab(tekken), "vocab.json", options(config)));
        });
    }

    static MegatronOptions options(GoldenRecord config) {
        MegatronOptions all = MegatronOptions.DEFAULT;
        if (config.has("pattern") && config.get("pattern").string().equals("v1")) {
            all = all.withPattern(MegatronOptions.Pattern.V1);
        }
        int count = number(config, "num_special_tokens", all.specialTokenCount());
        int vocabSize = number(config, "vocab_size", all.vocabSize());
        JsonNode tokens = config.orNull("special_tokens");
        return new MegatronOptions(
                all.pattern(), vocabSize, count, tokens == null ? all.specialTokens() : strings(tokens));
    }

    /** The array of tokens inside a tekken file, which is its last member. */
    static byte[] vocab(byte[] tekken) {
        JsonNode vocab = GoldenRecord.parse(tekken, "tekken.json").get("vocab");
        int from = (int) vocab.place().byteOffset();
        int depth = 0;
        boolean quoted = false;
        for (int at = from; at < tekken.length; at++) {
            if (tekken[at] == '\\') {
                at++;
            } else if (tekken[at] == '"') {
                quoted = !quoted;
            } else if (!quoted && (tekken[at] == '[' || tekken[at] == ']')) {
                depth += tekken[at] == '[' ? 1 : -1;
                if (depth == 0) {
                    return Arrays.copyOfRange(tekken, from, at + 1);
                }
            }
        }
        throw new IllegalStateException("the vocabulary does not end");
    }

    private void byteLevelConfig(GoldenRecord record) {
        report.compared("bytelevel_config");
        Tokenizer tokenizer = byteLevel(record);
        ModelSpec.Bytes model = (ModelSpec.Bytes) tokenizer.spec().model();
        same("vocab_size", record, tokenizer.vocabulary().idLimit());
        same("special_start", record, model.firstSpecialId());
        NamedIds ids = model.namedIds();
        same("eos", record, ids.eos().orElse(-1));
        same("eod", record, ids.eos().orElse(-1));
        same("pad", record, ids.pad().orElse(-1));
        same("unk", record, ids.unknown().orElse(-1));
        if (!ids.bos().equals(optional(record.orNull("bos")))) {
            report.differs("bytelevel_config", "bos", ids.toString());
        }
        record.get("special_token_to_id").members().forEach((token, id) -> {
            boolean named = token.matches("[0-9]+|None");
            if (!named && tokenizer.vocabulary().id(token).orElse(-1) != id.integer(0, Integer.MAX_VALUE)) {
                report.differs(
                        "bytelevel_config", token, "" + tokenizer.vocabulary().id(token));
            }
        });
    }

    private void nullConfig(GoldenRecord record) {
        report.compared("null_config");
        Tokenizer tokenizer = nullTokenizer();
        same("vocab_size", record, tokenizer.vocabulary().size());
        same("eod", record, ((ModelSpec.Numbers) tokenizer.spec().model()).eosId());
    }

    private void tiktokenConfig(GoldenRecord record) {
        report.compared("config");
        Tokenizer tokenizer = tiktoken(record.get("config"));
        same("vocab_size", record, tokenizer.vocabulary().size());
        same("vocab_size", record, tokenizer.vocabulary().idLimit());
        same("bos", record, tokenizer.vocabulary().id("<s>").orElse(-1));
        same("eos", record, tokenizer.vocabulary().id("</s>").orElse(-1));
        same("pad", record, tokenizer.vocabulary().id("<pad>").orElse(-1));
        same("unk", record, tokenizer.vocabulary().id("<unk>").orElse(-1));
        List<String> head = strings(record.get("special_tokens_head"));
        for (int id = 0; id < head.size(); id++) {
            if (!tokenizer.vocabulary().token(id).orElse("").equals(head.get(id))) {
                report.differs("config", head.get(id), "is not " + id);
            }
        }
    }

    private void same(String key, GoldenRecord record, int ours) {
        if (record.get(key).integer(Integer.MIN_VALUE, Integer.MAX_VALUE) != ours) {
            report.differs(record.get("kind").string(), key, "is " + ours);
        }
    }

    private void encode(String kind, GoldenRecord record, Tokenizer tokenizer) {
        report.compared(kind);
        String text = texts.of(record);
        int[] expected = GoldenEncoding.ints(record.get("ids"));
        GoldenEncoding.differs("ids", expected, tokenizer.encode(text))
                .ifPresent(found -> report.differs(kind, text, found));
        decoded(kind, text, record.get("dec"), text, tokenizer.decode(expected));
        if (record.has("dec_no_special")) {
            String dec = tokenizer.decode(expected);
            String without = tokenizer.decode(expected, DecodeOptions.SKIP_SPECIAL);
            decoded(kind, text, record.get("dec_no_special"), dec, without);
        }
        offsets(kind, record, tokenizer, text);
    }

    private void offsets(String kind, GoldenRecord record, Tokenizer tokenizer, String text) {
        if (record.has("offsets")) {
            starts(kind, record.get("offsets"), tokenizer, text);
        }
    }

    /** Compares the code points at which tokens start. */
    void starts(String kind, JsonNode expected, Tokenizer tokenizer, String text) {
        Encoding encoding =
                tokenizer.encodeWithOffsets(text, EncodeOptions.DEFAULT.withOffsetUnit(OffsetUnit.CODE_POINTS));
        int[] starts = IntStream.range(0, encoding.size()).map(encoding::start).toArray();
        GoldenEncoding.differs("offsets", GoldenEncoding.ints(expected), starts)
                .ifPresent(found -> report.differs(kind, text, found));
    }

    private void decoded(String kind, String text, JsonNode node, String ifTrue, String ours) {
        String wanted = node.type() == JsonNode.Type.BOOLEAN ? ifTrue : node.string();
        if (!wanted.equals(ours)) {
            report.differs(kind, text, "decodes to " + ours + " and not " + wanted);
        }
    }

    private void decode(String kind, GoldenRecord record, Tokenizer tokenizer) {
        report.compared(kind);
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        String name = Arrays.toString(ids);
        try {
            String text = tokenizer.decode(ids);
            if (record.has("error")) {
                report.differs(kind, name, "should fail");
            } else {
                decoded(kind, name, record.get("text"), "", text);
            }
        } catch (TokenIdException e) {
            if (!record.has("error")) {
                report.differs(kind, name, e.toString());
            }
        }
    }

    private Tokenizer nullTokenizer() {
        return tokenizers.computeIfAbsent("null", ignored -> Tokenizer.of(TokenizerFiles.numbers(131_072)));
    }

    private void numbers(GoldenRecord record) {
        report.compared("null");
        Tokenizer tokenizer = nullTokenizer();
        String text = record.get("text").string();
        boolean fails = record.has("error") || tooLarge(record.get("ids"));
        try {
            int[] ids = tokenizer.encode(text);
            if (fails) {
                report.differs("null", text, "should fail");
                return;
            }
            GoldenEncoding.differs("ids", GoldenEncoding.ints(record.get("ids")), ids)
                    .ifPresent(found -> report.differs("null", text, found));
            decoded("null", text, record.get("dec"), text, tokenizer.decode(ids));
            offsets("null", record, tokenizer, text);
        } catch (UnencodableTextException e) {
            if (!fails) {
                report.differs("null", text, e.toString());
            }
        }
    }

    /** Ids beyond an int are refused here, which docs/compatibility.md declares. */
    private static boolean tooLarge(JsonNode ids) {
        return ids.elements().stream().anyMatch(id -> Math.abs(id.number()) > Integer.MAX_VALUE);
    }

    private static int number(GoldenRecord config, String key, int otherwise) {
        return config.has(key) ? config.get(key).integer(0, Integer.MAX_VALUE) : otherwise;
    }

    private static OptionalInt optional(@Nullable JsonNode node) {
        return node == null ? OptionalInt.empty() : OptionalInt.of(node.integer(0, Integer.MAX_VALUE));
    }

    private static List<String> strings(@Nullable JsonNode node) {
        return node == null
                ? List.of()
                : node.elements().stream().map(JsonNode::string).toList();
    }
}
