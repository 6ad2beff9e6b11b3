package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.chat.prompt.command.TokenizerArguments;
import dev.tokenwright.chat.prompt.dataset.DocumentWriter;
import dev.tokenwright.chat.prompt.dataset.DocumentWriter.Ending;
import dev.tokenwright.chat.prompt.dataset.ElementType;
import dev.tokenwright.chat.prompt.dataset.IndexedDatasetWriter;
import dev.tokenwright.chat.prompt.dataset.Modes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts become the training files that Megatron's tools make of them. */
class MegatronPreprocessTest {
    private static final Map<String, String> TOKENIZERS = Map.of(
            "tok/small.vocab.json", "tiktoken/small",
            "tok/tekken.vocab.json", "tiktoken/tekken",
            "tok/mistral-v1.model", "sp/mistral-v1",
            "tok/llama3_1", "hf/llama3_1");

    /** Runs that end with an error or hang in the reference, of the tool around the tokenizer and not of its ids. */
    private static final List<String> OF_THE_TOOL =
            List.of("workers_not_divisible", "missing_input", "bad_json", "blank_line", "missing_key", "null_text");

    @TempDir
    static Path folder = Path.of("");

    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> compared = new TreeMap<>();

    /** What a run asks for, its tokenizer options aside. */
    private record Run(Map<String, List<String>> own, List<String> tokenizer) {
        static Run of(List<?> argv, MegatronTokenizers known) {
            Map<String, List<String>> own = new TreeMap<>();
            List<String> tokenizer = new ArrayList<>();
            String flag = "";
            for (Object argument : argv) {
                String word = String.valueOf(argument);
                if (word.startsWith("--")) {
                    flag = word;
                    own.put(flag, new ArrayList<>());
                } else {
                    Objects.requireNonNull(own.get(flag)).add(word);
                }
            }
            List<String> tool = List.of(
                    "--input",
                    "--output-prefix",
                    "--append-eod",
                    "--workers",
                    "--partitions",
                    "--keep-sequential-samples",
                    "--json-keys",
                    "--input-image",
                    "--pad-length");
            own.forEach((name, words) -> {
                if (!tool.contains(name)) {
                    tokenizer.add(name);
                    words.forEach(word -> tokenizer.add(path(word, known)));
                }
            });
            return new Run(own, tokenizer);
        }

        private static String path(String word, MegatronTokenizers known) {
            if (word.startsWith("gpt2/")) {
                return known.path("gpt2").resolve(word.substring(5)).toString();
            }
            String id = TOKENIZERS.get(word);
            return id == null ? word : known.path(id).toString();
        }

        String one(String flag, String otherwise) {
            List<String> words = own.getOrDefault(flag, List.of());
            return words.isEmpty() ? otherwise : words.get(0);
        }

        Ending ending() {
            return own.containsKey("--append-eod") ? Ending.END_OF_DOCUMENT : Ending.NONE;
        }
    }

    @Test
    void textsBecomeTheFilesOfTheTools() throws IOException {
        var shared = GoldenFolder.shared();
        if (shared.isEmpty()) {
            System.out.println("shared/fixtures is not beside the checkout: Megatron's data tools are left out");
            return;
        }
        MegatronTokenizers known = new MegatronTokenizers(shared.get(), folder);
        for (byte[] line : shared.get().lines("megatron/datasets/preprocess.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            String name = (String) Objects.requireNonNull(record.get("name"));
            if (OF_THE_TOOL.contains(name)) {
                compared.merge("of the tool", 1, Integer::sum);
            } else {
                run(shared.get(), known, name, record);
            }
        }
        for (byte[] line : shared.get().lines("megatron/datasets/mmdata.jsonl")) {
            images(shared.get(), known, PlainJson.object(line));
        }
        System.out.println("datasets/preprocess " + compared);
        assertThat(differences).isEmpty();
        assertThat(compared).containsKeys("same file", "refused");
    }

    private void run(GoldenFolder shared, MegatronTokenizers known, String name, Map<String, @Nullable Object> record)
            throws IOException {
        Run run = Run.of((List<?>) Objects.requireNonNull(record.get("argv")), known);
        String input = run.one("--input", "");
        byte[] stored = shared.read("megatron/datasets/" + input);
        List<Map<String, @Nullable Object>> documents = lines(input.endsWith(".gz") ? unzipped(stored) : stored);
        TokenizerArguments arguments = TokenizerArguments.parse(run.tokenizer());
        TrainingTokenizer tokenizer = arguments.open();
        boolean fails = record.get("exit_code") == null;
        for (String key : run.own().getOrDefault("--json-keys", List.of("text"))) {
            try {
                partitions(run, name, key, documents, tokenizer);
            } catch (IllegalArgumentException e) {
                compared.merge("refused", 1, Integer::sum);
                if (!fails) {
                    differences.add(name + " fails: " + e);
                }
                return;
            }
        }
        if (fails && !name.equals("legacy_type_flag")) {
            differences.add(name + " should fail");
        }
        Map<?, ?> outputs = (Map<?, ?>) Objects.requireNonNull(record.get("outputs"));
        for (Object file : outputs.keySet()) {
            same(shared, String.valueOf(file));
        }
        compared.merge(outputs.isEmpty() ? "works here alone" : "run", 1, Integer::sum);
    }

    private void same(GoldenFolder shared, String file) throws IOException {
        compared.merge("same file", 1, Integer::sum);
        byte[] wanted = shared.read("megatron/datasets/" + file);
        byte[] ours = Files.readAllBytes(folder.resolve(file));
        if (!HexFormat.of().formatHex(wanted).equals(HexFormat.of().formatHex(ours))) {
            differences.add(file + " differs");
        }
    }

    private static byte[] unzipped(byte[] content) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return in.readAllBytes();
        }
    }

    private static List<Map<String, @Nullable Object>> lines(byte[] content) {
        List<Map<String, @Nullable Object>> documents = new ArrayList<>();
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                documents.add(PlainJson.object(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return documents;
    }

    /** Lines go to partitions in turn, or in blocks; the partitions are put one after the other at the end. */
    private static void partitions(
            Run run,
            String name,
            String key,
            List<Map<String, @Nullable Object>> documents,
            TrainingTokenizer tokenizer)
            throws IOException {
        int count = Integer.parseInt(run.one("--partitions", "1"));
        String ending = "_" + key + "_document";
        ElementType type = ElementType.forVocabulary(OptionalInt.of(tokenizer.vocabSize()));
        if (count == 1) {
            write(folder.resolve(name + ending), key, documents, tokenizer, type, run.ending());
            return;
        }
        int block = (documents.size() + count - 1) / count;
        boolean blocks = run.own().containsKey("--keep-sequential-samples");
        try (IndexedDatasetWriter all = new IndexedDatasetWriter(folder.resolve(name + ending), type, Modes.NONE)) {
            for (int part = 0; part < count; part++) {
                List<Map<String, @Nullable Object>> own = new ArrayList<>();
                for (int line = 0; line < documents.size(); line++) {
                    if ((blocks ? line / block : line % count) == part) {
                        own.add(documents.get(line));
                    }
                }
                Path prefix = folder.resolve(name + "_" + part + ending);
                write(prefix, key, own, tokenizer, type, run.ending());
                all.addDataset(prefix);
            }
            all.finish();
        }
    }

    private static void write(
            Path prefix,
            String key,
            List<Map<String, @Nullable Object>> documents,
            TrainingTokenizer tokenizer,
            ElementType type,
            Ending ending)
            throws IOException {
        try (IndexedDatasetWriter writer = new IndexedDatasetWriter(prefix, type, Modes.NONE)) {
            DocumentWriter texts = new DocumentWriter(tokenizer, writer, ending);
            for (Map<String, @Nullable Object> document : documents) {
                Object value = Objects.requireNonNull(document.get(key));
                texts.add(
                        value instanceof List<?> list
                                ? list.stream().map(String::valueOf).toList()
                                : List.of((String) value));
            }
            writer.finish();
        }
    }

    private void images(GoldenFolder shared, MegatronTokenizers known, Map<String, @Nullable Object> record)
            throws IOException {
        Run run = Run.of((List<?>) Objects.requireNonNull(record.get("argv")), known);
        TrainingTokenizer tokenizer = TokenizerArguments.parse(run.tokenizer()).open();
        List<?> captions = (List<?>) Objects.requireNonNull(record.get("captions"));
        List<?> order = (List<?>) Objects.requireNonNull(record.get("image_order"));
        Map<?, ?> images = (Map<?, ?>) Objects.requireNonNull(record.get("images_hex"));
        String name = (String) Objects.requireNonNull(record.get("name"));
        try (IndexedDatasetWriter writer =
                new IndexedDatasetWriter(folder.resolve(name), ElementType.INT32, Modes.WRITTEN)) {
            DocumentWriter texts = new DocumentWriter(tokenizer, writer, run.ending());
            for (int document = 0; document < captions.size(); document++) {
                byte[] image =
                        HexFormat.of().parseHex((String) Objects.requireNonNull(images.get(order.get(document))));
                texts.addWithImage(
                        (String) captions.get(document), image, Integer.parseInt(run.one("--pad-length", "0")));
            }
            writer.finish();
        }
        same(shared, name + ".bin");
        same(shared, name + ".idx");
    }
}
