package dev.tokenwright.testkit.golden;

import static dev.tokenwright.testkit.golden.PlainData.ints;
import static dev.tokenwright.testkit.golden.PlainData.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.prompt.dataset.ElementType;
import dev.tokenwright.chat.prompt.dataset.IndexedDataset;
import dev.tokenwright.chat.prompt.dataset.IndexedDatasetWriter;
import dev.tokenwright.chat.prompt.dataset.Modes;
import dev.tokenwright.error.TokenwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training files have the bytes that Megatron's builder and tools write, and are read as it reads them. */
class MegatronDatasetsTest {
    /** Mistakes of the reference: docs/compatibility.md. */
    private static final List<String> DECLARED = List.of("lengths_disagree_open", "modes_document_default_open");

    @TempDir
    static Path folder = Path.of("");

    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> compared = new TreeMap<>();

    @Test
    void whatTheBuilderIsToldGivesTheBuildersBytes() throws IOException {
        var shared = GoldenFolder.shared();
        if (shared.isEmpty()) {
            System.out.println("shared/fixtures is not beside the checkout: Megatron's data sets are left out");
            return;
        }
        for (String file : List.of("builder.seed.jsonl", "builder.main.jsonl")) {
            for (byte[] line : shared.get().lines("megatron/datasets/" + file)) {
                record(shared.get(), PlainJson.object(line));
            }
        }
        System.out.println("datasets/builder " + compared);
        assertThat(differences).isEmpty();
        assertThat(compared).containsKeys("built", "reader", "merged", "type");
    }

    private void record(GoldenFolder shared, Map<String, @Nullable Object> record) throws IOException {
        if (record.containsKey("steps")) {
            built(shared, record);
        } else if (record.containsKey("tool")) {
            merged(shared, record);
        } else if (record.containsKey("reader")) {
            read(shared, record);
        } else if (record.containsKey("optimal_dtype")) {
            Object size = record.get("optimal_dtype");
            ElementType ours = ElementType.forVocabulary(
                    size == null ? OptionalInt.empty() : OptionalInt.of(((Number) size).intValue()));
            same("type", String.valueOf(size), record.get("result"), ours.name().toLowerCase(Locale.ROOT));
        } else if (record.containsKey("dtype_code")) {
            ElementType type = type(record.get("name"));
            same("type", type.name(), record.get("dtype_code"), type.code());
            same("type", type.name(), record.get("size"), type.size());
        } else {
            differences.add("unknown record " + record.keySet());
        }
    }

    private void same(String kind, String place, @Nullable Object wanted, @Nullable Object ours) {
        compared.merge(kind, 1, Integer::sum);
        if (!String.valueOf(wanted).equals(String.valueOf(ours))) {
            differences.add(kind + " " + place + " is " + ours + " and not " + wanted);
        }
    }

    private static ElementType type(@Nullable Object name) {
        return ElementType.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT));
    }

    private void built(GoldenFolder shared, Map<String, @Nullable Object> record) throws IOException {
        String name = (String) Objects.requireNonNull(record.get("name"));
        Modes modes = Boolean.TRUE.equals(record.get("multimodal")) ? Modes.WRITTEN : Modes.NONE;
        Path prefix = folder.resolve(name);
        try (IndexedDatasetWriter writer = new IndexedDatasetWriter(prefix, type(record.get("dtype")), modes)) {
            for (Object step : (List<?>) Objects.requireNonNull(record.get("steps"))) {
                step(shared, writer, (List<?>) step);
            }
            writer.finish();
        } catch (IllegalArgumentException e) {
            refused(name, record);
            assertThat(folder.resolve(name + ".idx")).doesNotExist();
            assertThat(folder.resolve(name + ".bin.part")).doesNotExist();
            return;
        }
        if (record.containsKey("error") && !DECLARED.contains(name)) {
            differences.add(name + " should be refused: " + record.get("error"));
        } else if (!DECLARED.contains(name)) {
            bytes(shared, "built", name, prefix);
            decoded(name, map(record.get("decoded")), prefix, modes);
        }
    }

    private void refused(String name, Map<String, @Nullable Object> record) {
        compared.merge("refused", 1, Integer::sum);
        if (!record.containsKey("error") && !DECLARED.contains(name)) {
            differences.add(name + " is refused");
        }
    }

    private static void step(GoldenFolder shared, IndexedDatasetWriter writer, List<?> step) throws IOException {
        switch (String.valueOf(step.get(0))) {
            case "item" -> item(writer, (List<?>) step.get(1), step.size() > 2 ? (int) number(step.get(2)) : 0);
            case "end" -> writer.endDocument();
            case "document" -> {
                int[] lengths = ints((List<?>) step.get(2));
                int[] modes = step.size() > 3 ? ints((List<?>) step.get(3)) : new int[lengths.length];
                writer.addDocument(longs((List<?>) step.get(1)), lengths, modes);
            }
            case "index" -> writer.addDataset(copied(shared, String.valueOf(step.get(1))));
            case "documents" -> documents(writer, (List<?>) step.get(1), map(step.get(2)));
            default -> throw new IllegalStateException("unknown step " + step);
        }
    }

    private static void item(IndexedDatasetWriter writer, List<?> values, int mode) throws IOException {
        boolean fractions = values.stream().anyMatch(value -> !(value instanceof Long || value instanceof Integer));
        if (fractions && values.stream().allMatch(value -> value instanceof Double)) {
            writer.addFractions(values.stream()
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .toArray());
        } else {
            writer.add(longs(values), mode);
        }
    }

    /** The faster tool ends every document, an empty one too, and leaves none without a sequence. */
    private static void documents(IndexedDatasetWriter writer, List<?> documents, Map<String, @Nullable Object> options)
            throws IOException {
        List<?> modes = (List<?>) options.getOrDefault("modes", List.of());
        for (int document = 0; document < documents.size(); document++) {
            List<Object> values = new ArrayList<>((List<?>) documents.get(document));
            if (options.get("eod_token") != null) {
                values.add(Objects.requireNonNull(options.get("eod_token")));
            }
            writer.add(longs(values), modes == null || modes.isEmpty() ? 0 : (int) number(modes.get(document)));
            writer.endDocument();
        }
    }

    private static Path copied(GoldenFolder shared, String name) throws IOException {
        Path prefix = folder.resolve("given-" + name);
        for (String ending : List.of(".bin", ".idx")) {
            Files.write(
                    folder.resolve("given-" + name + ending),
                    shared.read("megatron/datasets/builder/" + name + ending));
        }
        return prefix;
    }

    private void bytes(GoldenFolder shared, String kind, String name, Path prefix) throws IOException {
        for (String ending : List.of(".bin", ".idx")) {
            byte[] wanted = shared.read("megatron/datasets/builder/" + name + ending);
            byte[] ours = Files.readAllBytes(prefix.resolveSibling(prefix.getFileName() + ending));
            same(
                    kind,
                    name + ending,
                    HexFormat.of().formatHex(wanted),
                    HexFormat.of().formatHex(ours));
        }
    }

    private void decoded(String name, Map<String, @Nullable Object> wanted, Path prefix, Modes modes)
            throws IOException {
        try (IndexedDataset dataset = IndexedDataset.open(prefix, modes)) {
            same("decoded", name, wanted.get("dtype_code"), dataset.type().code());
            same("decoded", name, wanted.get("sequence_count"), dataset.size());
            same("decoded", name, wanted.get("sequence_lengths"), Arrays.toString(dataset.lengths()));
            same("decoded", name, wanted.get("document_indices"), Arrays.toString(dataset.documents()));
            List<String> sequences = new ArrayList<>();
            for (int sequence = 0; sequence < dataset.size(); sequence++) {
                sequences.add(
                        dataset.type().hasFractions()
                                ? Arrays.toString(dataset.fractions(sequence))
                                : Arrays.toString(dataset.get(sequence)));
            }
            same("decoded", name, wanted.get("sequences"), sequences);
            if (wanted.containsKey("sequence_modes")) {
                same("decoded", name, wanted.get("sequence_modes"), modes(dataset));
            }
        }
    }

    private static List<Integer> modes(IndexedDataset dataset) {
        return IntStream.range(0, dataset.size()).map(dataset::mode).boxed().toList();
    }

    private void merged(GoldenFolder shared, Map<String, @Nullable Object> record) throws IOException {
        String name = (String) Objects.requireNonNull(record.get("name"));
        Modes modes = Boolean.TRUE.equals(record.get("multimodal")) ? Modes.WRITTEN : Modes.NONE;
        List<?> inputs = (List<?>) Objects.requireNonNull(record.get("inputs"));
        ElementType type;
        try (IndexedDataset first = IndexedDataset.open(copied(shared, String.valueOf(inputs.get(0))), modes)) {
            type = first.type();
        }
        Path prefix = folder.resolve(name);
        try (IndexedDatasetWriter writer = new IndexedDatasetWriter(prefix, type, modes)) {
            for (Object input : inputs) {
                writer.addDataset(copied(shared, String.valueOf(input)));
            }
            writer.finish();
        }
        bytes(shared, "merged", name, prefix);
    }

    private void read(GoldenFolder shared, Map<String, @Nullable Object> record) throws IOException {
        String reader = (String) Objects.requireNonNull(record.get("reader"));
        Map<String, @Nullable Object> wanted = map(record.get("result"));
        compared.merge("reader", 1, Integer::sum);
        String operation = reader.replaceAll("^(mmap|file|multimodal)", "");
        Path prefix = copied(shared, reader.startsWith("multimodal") ? "modes_items_open" : "merged_ab_open");
        if (isDeclared(reader)) {
            compared.merge("reader declared", 1, Integer::sum);
            return;
        }
        try {
            Object ours = operation.equals(reader)
                    ? damaged(shared, reader, prefix)
                    : operation(prefix, operation, reader.startsWith("multimodal"));
            if (!wanted.containsKey("ok") || !String.valueOf(wanted.get("ok")).equals(ours.toString())) {
                differences.add(reader + " is " + ours + " and not " + wanted);
            }
        } catch (TokenwrightException | IndexOutOfBoundsException | UnsupportedOperationException e) {
            if (wanted.containsKey("ok")) {
                differences.add(reader + " fails: " + e);
            }
        }
    }

    /**
     * What the reference reads after the end of a sequence is refused, a slice of nothing is nothing, all modes can be
     * asked for, and files without sequences can be opened: docs/compatibility.md.
     */
    private static boolean isDeclared(String reader) {
        return List.of("mmap.get(1,5)", "mmap[0:0]", "file[0:0]", "multimodal.sequence_modes", "empty_dataset_mmap")
                .contains(reader);
    }

    private static Object operation(Path prefix, String operation, boolean multimodal) throws IOException {
        try (IndexedDataset dataset = IndexedDataset.open(prefix, multimodal ? Modes.WRITTEN : Modes.NONE)) {
            return switch (operation) {
                case ".len" -> dataset.size();
                case "[0]", "[1]", "[3]", "[99]" -> {
                    int at = Integer.parseInt(operation.substring(1, operation.length() - 1));
                    String values = Arrays.toString(dataset.get(at));
                    yield multimodal ? List.of(values, dataset.mode(at)) : values;
                }
                case "[-1]" -> Arrays.toString(dataset.get(dataset.size() - 1));
                case "[1:3]" -> List.of(Arrays.toString(dataset.get(1)), Arrays.toString(dataset.get(2)));
                case "[0:2]" ->
                    List.of(
                            List.of(Arrays.toString(dataset.get(0)), Arrays.toString(dataset.get(1))),
                            List.of(dataset.mode(0), dataset.mode(1)));
                case ".get(1,1)" -> {
                    String values = Arrays.toString(dataset.get(1, 1, dataset.lengths()[1] - 1));
                    yield multimodal ? List.of(values, dataset.mode(1)) : values;
                }
                case ".get(1,0,1)" -> Arrays.toString(dataset.get(1, 0, 1));
                case ".get(1,0,99)" -> Arrays.toString(dataset.get(1, 0, 99));
                case ".sequence_lengths" -> Arrays.toString(dataset.lengths());
                case ".document_indices" -> Arrays.toString(dataset.documents());
                // steps of slices and indices that are no numbers cannot be asked for
                case "[0:4:2]", "['a']", ".sequence_modes" -> throw new UnsupportedOperationException();
                default -> throw new IllegalStateException("unknown operation " + operation);
            };
        }
    }

    private static Object damaged(GoldenFolder shared, String what, Path prefix) throws IOException {
        byte[] index = shared.read("megatron/datasets/builder/merged_ab_open.idx");
        byte[] elements = shared.read("megatron/datasets/builder/merged_ab_open.bin");
        switch (what) {
            case "missing" -> prefix = folder.resolve("nope");
            case "exists" -> {
                return List.of(IndexedDataset.exists(prefix), IndexedDataset.exists(folder.resolve("nope")));
            }
            case "bad_magic" -> index[0] = 'X';
            case "bad_version" -> index[9] = 2;
            case "bad_dtype_code" -> index[17] = 9;
            case "truncated_header" -> index = Arrays.copyOf(index, 20);
            case "truncated_body" -> index = Arrays.copyOf(index, index.length - 9);
            case "trailing_bytes" -> index = Arrays.copyOf(index, index.length + 7);
            case "short_bin_mmap" -> elements = Arrays.copyOf(elements, elements.length - 2);
            default -> throw new IllegalStateException("unknown reader " + what);
        }
        if (!what.equals("missing")) {
            Files.write(prefix.resolveSibling(prefix.getFileName() + ".idx"), index);
            Files.write(prefix.resolveSibling(prefix.getFileName() + ".bin"), elements);
        }
        try (IndexedDataset dataset = IndexedDataset.open(prefix, Modes.NONE)) {
            return List.of(
                    Arrays.toString(dataset.get(0)), Arrays.toString(dataset.get(1)), Arrays.toString(dataset.get(2)));
        }
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    private static long[] longs(List<?> list) {
        return list.stream().mapToLong(MegatronDatasetsTest::number).toArray();
    }
}
