package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.prompt.ConversationOptions;
import dev.tokenwright.chat.prompt.PackedSequence;
import dev.tokenwright.chat.prompt.PromptFormat;
import dev.tokenwright.chat.prompt.SequencePacker;
import dev.tokenwright.chat.prompt.SpecialRole;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.error.TokenwrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations are packed as Megatron's data set for fine-tuning packs them. */
class MegatronPackingTest {
    @TempDir
    static Path unpacked = Path.of("");

    private final Map<String, TrainingTokenizer> tokenizers = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    @Test
    void packedConversationsHaveMegatronsIdsLabelsPositionsAndEnds() {
        var shared = GoldenFolder.shared();
        if (shared.isEmpty()) {
            System.out.println("shared/fixtures is not beside the checkout: Megatron's packing is left out");
            return;
        }
        MegatronTokenizers known = new MegatronTokenizers(shared.get(), unpacked);
        int packed = 0;
        int refused = 0;
        for (byte[] line : shared.get().lines("megatron/packing.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            String key = (String) Objects.requireNonNull(record.get("tokenizer"));
            compare(record, tokenizers.computeIfAbsent(key, name -> open(known, name, map(record, "kwargs"))));
            packed += record.containsKey("ok") ? 1 : 0;
            refused += record.containsKey("error") ? 1 : 0;
        }
        System.out.println("packing.jsonl packed " + packed + ", refused " + refused);
        assertThat(differences).isEmpty();
        assertThat(packed).isPositive();
        assertThat(refused).isPositive();
    }

    private static TrainingTokenizer open(
            MegatronTokenizers known, String name, Map<String, @Nullable Object> arguments) {
        String id = name.startsWith("tekken") ? "tiktoken/tekken" : "tiktoken/small";
        String format = (String) Objects.requireNonNull(arguments.get("prompt_format"));
        return known.open(id, "tiktoken", arguments, PromptFormat.named(format));
    }

    private void compare(Map<String, @Nullable Object> record, TrainingTokenizer tokenizer) {
        String place = record.get("tokenizer") + " " + record.get("line") + " " + record.get("sequence_length") + " "
                + record.get("context_parallel_size");
        same(place, "pad", record, tokenizer.id(SpecialRole.PAD).getAsInt());
        same(place, "eod", record, tokenizer.id(SpecialRole.EOD).getAsInt());
        try {
            SequencePacker packer = new SequencePacker(
                    tokenizer,
                    ConversationOptions.IDS,
                    number(record, "sequence_length"),
                    number(record, "context_parallel_size"));
            PackedSequence ours = packer.pack(messages(record));
            if (record.containsKey("error")) {
                differences.add(place + " should fail: " + record.get("error"));
                return;
            }
            compare(place, map(record, "ok"), ours);
        } catch (TokenwrightException e) {
            if (!(record.get("error") instanceof Map<?, ?> theirs) || !MegatronErrors.isSame(theirs, e)) {
                differences.add(place + " fails: " + e + " and not " + record.get("error"));
            }
        }
    }

    private void compare(String place, Map<String, @Nullable Object> wanted, PackedSequence ours) {
        same(place, "tokens", wanted, list(ours.ids()));
        same(place, "labels", wanted, list(ours.labels()));
        same(place, "position_ids", wanted, list(ours.positions()));
        same(place, "cu_seqlens", wanted, list(ours.ends()));
        same(place, "max_seqlen", wanted, ours.longest());
        List<Double> mask = IntStream.range(0, ours.ids().length)
                .mapToObj(at -> ours.trained().get(at) ? 1.0 : 0.0)
                .toList();
        same(place, "loss_mask", wanted, mask);
        if (wanted.size() != 6) {
            differences.add(place + " has other fields: " + wanted.keySet());
        }
    }

    private void same(String place, String field, Map<String, @Nullable Object> wanted, Object ours) {
        if (!String.valueOf(wanted.get(field)).equals(ours.toString())) {
            differences.add(place + " " + field + " is " + ours + " and not " + wanted.get(field));
        }
    }

    private static List<Integer> list(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }

    private static int number(Map<String, @Nullable Object> record, String name) {
        return ((Number) Objects.requireNonNull(record.get(name))).intValue();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> messages(Map<String, @Nullable Object> record) {
        return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(record.get("messages"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> record, String name) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(record.get(name), name);
    }
}
