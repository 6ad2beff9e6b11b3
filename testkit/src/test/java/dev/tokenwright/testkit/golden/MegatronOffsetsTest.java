package dev.tokenwright.testkit.golden;

import static dev.tokenwright.testkit.golden.PlainData.ints;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.prompt.TrainingTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SentencePiece tokens start where Megatron says. */
class MegatronOffsetsTest {
    @TempDir
    static Path unpacked = Path.of("");

    @Test
    void piecesStartWhereTheReferenceSaysAndNoPiecesNowhere() {
        var shared = GoldenFolder.shared();
        if (shared.isEmpty()) {
            System.out.println("shared/fixtures is not beside the checkout: Megatron's offsets are left out");
            return;
        }
        MegatronTokenizers tokenizers = new MegatronTokenizers(shared.get(), unpacked);
        Map<String, TrainingTokenizer> models = new HashMap<>();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (byte[] line : shared.get().lines("megatron/sp_offsets.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            TrainingTokenizer model = models.computeIfAbsent(
                    "sp/" + record.get("key"), id -> tokenizers.open(id, "sentencepiece", Map.of()));
            int[] ids = ints((List<?>) Objects.requireNonNull(record.get("ids")));
            String text = (String) Objects.requireNonNull(record.get("text"));
            Map<?, ?> wanted = (Map<?, ?>) Objects.requireNonNull(record.get("offsets"));
            // the reference fails over no ids, which is a mistake of its SentencePiece: docs/compatibility.md
            int[] starts = wanted.get("ok") instanceof List<?> list ? ints(list) : new int[0];
            int[] ours = model.offsets(ids, text).orElseThrow();
            if (!Arrays.equals(model.tokenize(text), ids) || !Arrays.equals(ours, starts)) {
                differences.add(record.get("key") + " " + text + " " + Arrays.toString(ours) + " and not " + wanted);
            }
            compared++;
        }
        System.out.println("sp_offsets.jsonl " + compared);
        assertThat(differences).isEmpty();
        assertThat(compared).isPositive();
    }
}
