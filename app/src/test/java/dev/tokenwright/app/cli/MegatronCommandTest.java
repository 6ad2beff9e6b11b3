package dev.tokenwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokenwright megatron tokenize} with Megatron's own options, old and new. */
class MegatronCommandTest {
    private static final String PAIR =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"bc\"}],"
                    + "\"return_target\":true}\n";
    private static final String PLAIN =
            "{% for m in messages %}{{ m['content'] }};{% endfor %}{% if add_generation_prompt %}>{% endif %}";

    @TempDir
    Path folder;

    private static CommandRun run(String input, String... options) {
        List<String> arguments = new ArrayList<>(List.of("megatron", "tokenize"));
        arguments.addAll(List.of(options));
        arguments.add("--jsonl");
        return CommandRun.of(input, arguments.toArray(new String[0]));
    }

    private static String question(String more) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"ab\"}]" + more + "}\n";
    }

    /** A model of three letters and an end, with a template. */
    private String model() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(
                model.resolve("tokenizer.json"),
                "{\"added_tokens\":[{\"id\":5,\"content\":\"<eos>\",\"special\":true,\"single_word\":false,"
                        + "\"lstrip\":false,\"rstrip\":false,\"normalized\":false}],"
                        + "\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"b\":1,\"c\":2,\";\":3,\">\":4},\"merges\":[]}}");
        Files.writeString(
                model.resolve("tokenizer_config.json"),
                "{\"eos_token\":\"<eos>\",\"pad_token\":\"<eos>\",\"chat_template\":\"" + PLAIN + "\"}");
        return model.toString();
    }

    /** Single bytes and nothing else. */
    private String ranks() throws IOException {
        StringBuilder json = new StringBuilder("[");
        for (int rank = 0; rank < 256; rank++) {
            String bytes = Base64.getEncoder().encodeToString(new byte[] {(byte) rank});
            json.append(rank == 0 ? "" : ",")
                    .append("{\"rank\":" + rank + ",\"token_bytes\":\"" + bytes + "\",\"token_str\":null}");
        }
        return Files.writeString(folder.resolve("ranks.json"), json.append("]")).toString();
    }

    @Test
    void conversationsBecomeIdsAndTargetsWhenTheyAreAskedFor() throws IOException {
        CommandRun pair = run(PAIR, "--tokenizer-library", "byte-level", "--tokenizer-prompt-format", "identity");
        assertThat(pair).isEqualTo(new CommandRun(0, "{\"ids\":[97,98,99],\"targets\":[-100,98,99]}\n", ""));
        String[] own = {"--tokenizer-library", "huggingface", "--tokenizer-model", model()};
        assertThat(run(question(""), own).out()).isEqualTo("{\"ids\":[0,1,3]}\n");
        assertThat(run(question(",\"add_generation_prompt\":true"), own).out()).isEqualTo("{\"ids\":[0,1,3,4]}\n");
        assertThat(run(question(",\"return_target\":false,\"add_generation_prompt\":null"), own)
                        .out())
                .isEqualTo("{\"ids\":[0,1,3]}\n");
    }

    @Test
    void withoutAPromptFormatEveryTokenIsTrainedOn() throws IOException {
        CommandRun result = run(PAIR, "--tokenizer-library", "huggingface", "--tokenizer-model", model());
        assertThat(result.out()).isEqualTo("{\"ids\":[0,3,1,2,3],\"targets\":[0,3,1,2,3]}\n");
    }

    @Test
    void aRequestThatIsWrongIsALineThatSaysSo() {
        String requests = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"tools\":[]}\n{\"messages\":\"a\"}\n"
                + "{\"messages\":[],\"return_target\":1}\n" + PAIR;
        CommandRun result = run(requests, "--tokenizer-library", "byte-level", "--tokenizer-prompt-format", "identity");
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains("unknown field", "tools");
        assertThat(lines.get(1)).contains("messages");
        assertThat(lines.get(2)).contains("return_target");
        assertThat(lines.get(3)).contains("\"ids\":[97,98,99]");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void everyOldTypeIsWrittenAsALibraryInOneWarning() {
        Map<String, String> written = Map.ofEntries(
                Map.entry("BertWordPieceLowerCase", "megatron --tokenizer-model BertWordPieceLowerCase"),
                Map.entry("BertWordPieceCase", "megatron --tokenizer-model BertWordPieceCase"),
                Map.entry("GPT2BPETokenizer", "megatron --tokenizer-model GPT2BPETokenizer"),
                Map.entry("SentencePieceTokenizer", "sentencepiece"),
                Map.entry("GPTSentencePieceTokenizer", "sentencepiece"),
                Map.entry("Llama2Tokenizer", "sentencepiece"),
                Map.entry("HuggingFaceTokenizer", "huggingface"),
                Map.entry("TikTokenizer", "tiktoken"),
                Map.entry("MultimodalTokenizer", "multimodal"),
                Map.entry("SFTTokenizer", "huggingface --tokenizer-prompt-format nemotron-h-aligned"),
                Map.entry("NullTokenizer", "null"),
                Map.entry("NullMultimodalTokenizer", "null-multimodal"));
        written.forEach((type, library) -> assertThat(
                        run("", "--tokenizer-type", type).warnings())
                .containsExactly("deprecated: --tokenizer-type " + type + "; write --tokenizer-library " + library));
        assertThat(written).hasSize(12);
    }

    @Test
    void whatAnOldTypeStandsForGivesTheSameIds() throws IOException {
        String[] format = {"--tokenizer-prompt-format", "identity", "--vocab-size", "264"};
        String[] tiktoken = {"--tokenizer-model", ranks(), "--tiktoken-num-special-tokens", "8"};
        CommandRun old = run(PAIR, joined(new String[] {"--tokenizer-type", "TikTokenizer"}, tiktoken, format));
        CommandRun now = run(PAIR, joined(new String[] {"--tokenizer-library", "tiktoken"}, tiktoken, format));
        assertThat(old.out()).isEqualTo("{\"ids\":[105,106,107],\"targets\":[-100,106,107]}\n");
        assertThat(now).isEqualTo(new CommandRun(0, old.out(), ""));
        assertThat(old.warnings()).hasSize(1);
        String[] sft = {"--tokenizer-type", "SFTTokenizer", "--tokenizer-model", model()};
        CommandRun named = run(PAIR, joined(sft, new String[] {"--sft-tokenizer-prompt-format", "default"}));
        assertThat(named.out()).isEqualTo("{\"ids\":[0,3,1,2,3],\"targets\":[0,3,1,2,3]}\n");
        assertThat(named.warnings())
                .containsExactly("deprecated: --tokenizer-type SFTTokenizer, --sft-tokenizer-prompt-format default;"
                        + " write --tokenizer-library huggingface --tokenizer-prompt-format default");
    }

    @Test
    void theOldPromptFormatCountsByItselfAndTheNewOneGoesBefore() {
        CommandRun old = run(PAIR, "--tokenizer-library", "byte-level", "--sft-tokenizer-prompt-format", "identity");
        assertThat(old.out()).isEqualTo("{\"ids\":[97,98,99],\"targets\":[-100,98,99]}\n");
        assertThat(old.warnings())
                .containsExactly("deprecated: --sft-tokenizer-prompt-format identity;"
                        + " write --tokenizer-prompt-format identity");
        CommandRun both = run(
                PAIR,
                "--tokenizer-library",
                "byte-level",
                "--sft-tokenizer-prompt-format",
                "mistral",
                "--tokenizer-prompt-format",
                "identity");
        assertThat(both.out()).isEqualTo(old.out());
        assertThat(both.warnings()).hasSize(1);
    }

    @Test
    void modesAndLibrariesAreTwoDialectsOfOneThing() throws IOException {
        String[] images = {
            "--tokenizer-model",
            model(),
            "--tokenizer-prompt-format",
            "chatml",
            "--image-tag-type",
            "",
            "--special-tokens",
            "<image>"
        };
        CommandRun later = run(question(""), joined(new String[] {"--tokenizer-library", "multimodal"}, images));
        CommandRun earlier = run(
                question(""),
                joined(new String[] {"--tokenizer-library", "huggingface", "--tokenizer-mode", "multimodal"}, images));
        assertThat(later).isEqualTo(new CommandRun(0, "{\"ids\":[0,1,3]}\n", ""));
        assertThat(earlier.out()).isEqualTo(later.out());
        assertThat(earlier.warnings())
                .containsExactly("deprecated: --tokenizer-mode multimodal; write --tokenizer-library multimodal"
                        + " --tokenizer-prompt-format chatml");
        CommandRun fineTuning = run(
                PAIR, "--tokenizer-library=byte-level", "--tokenizer-mode=sft", "--tokenizer-prompt-format=identity");
        assertThat(fineTuning.out()).isEqualTo("{\"ids\":[97,98,99],\"targets\":[-100,98,99]}\n");
        assertThat(fineTuning.warnings())
                .containsExactly("deprecated: --tokenizer-mode sft; write --tokenizer-library byte-level"
                        + " --tokenizer-prompt-format identity");
        assertThat(run("", "--tokenizer-library", "null", "--tokenizer-mode", "multimodal", "--vocab-size", "9")
                        .warnings())
                .containsExactly("deprecated: --tokenizer-mode multimodal; write --tokenizer-library null-multimodal");
    }

    @Test
    void aPromptFormatCountsInTheModeTextToo() {
        CommandRun result = run(
                PAIR,
                "--tokenizer-library",
                "byte-level",
                "--tokenizer-mode",
                "text",
                "--tokenizer-prompt-format",
                "identity");
        assertThat(result).isEqualTo(new CommandRun(0, "{\"ids\":[97,98,99],\"targets\":[-100,98,99]}\n", ""));
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        refused("name different libraries", "--tokenizer-library", "null", "--tokenizer-type", "TikTokenizer");
        refused("do not fit", "--tokenizer-library", "tiktoken", "--tokenizer-mode", "multimodal");
        refused("do not fit", "--tokenizer-library", "multimodal", "--tokenizer-mode", "sft");
        refused("do not fit", "--tokenizer-library", "null-multimodal", "--tokenizer-mode", "text");
        refused("do not fit", "--tokenizer-type", "SFTTokenizer", "--tokenizer-mode", "multimodal");
        refused("do not fit", "--tokenizer-type", "TikTokenizer", "--tokenizer-mode", "multimodal");
        refused("contradict each other", "--tokenizer-hf-use-fast", "--tokenizer-hf-no-use-fast");
        refused(
                "contradict each other",
                "--tokenizer-hf-include-special-tokens",
                "--tokenizer-hf-no-include-special-tokens");
    }

    @Test
    void optionsThatAreMissingOrWrongAreNamed() {
        refused("--vocab-size", "--tokenizer-library", "null");
        refused("--vocab-size", "--tokenizer-type", "NullMultimodalTokenizer");
        refused("--tokenizer-library", "--tokenizer-model", "m");
        refused("--tokenizer-model", "--tokenizer-library", "tiktoken");
        refused("--tokenizer-prompt-format", "--tokenizer-library", "multimodal", "--tokenizer-model", "m");
        refused("unknown prompt format", "--tokenizer-library", "byte-level", "--tokenizer-prompt-format", "zzz");
        refused("--tokenizer-library must be one of", "--tokenizer-library", "nope");
        refused("--tokenizer-type must be one of", "--tokenizer-type", "NoSuchTokenizer");
        refused("--tokenizer-mode must be one of", "--tokenizer-mode", "chat");
        refused("--vocab-size must be a whole number", "--vocab-size", "abc");
        refused(
                "--tiktoken-pattern",
                "--tokenizer-library",
                "tiktoken",
                "--tokenizer-model",
                "m",
                "--tiktoken-pattern",
                "v3");
        refused("--tokenizer-library needs a value", "--tokenizer-library");
        refused("unknown option: --no-such-option", "--no-such-option", "1");
        refused("--vocab-file", "--tokenizer-type", "GPT2BPETokenizer");
    }

    @Test
    void librariesThatWriteNoConversationsSaySo() {
        CommandRun numbers = run(PAIR, "--tokenizer-library", "null", "--vocab-size", "10");
        assertThat(numbers.exitCode()).isEqualTo(1);
        assertThat(numbers.out()).contains("\"error\"");
        CommandRun images = run(PAIR, "--tokenizer-library", "null-multimodal", "--vocab-size", "10");
        assertThat(images.out()).contains("\"error\"", "--tokenizer-prompt-format");
    }

    @Test
    void anEmptySpecialTokenIsRefused() throws IOException {
        refused(
                "not be empty",
                "--tokenizer-library",
                "tiktoken",
                "--tokenizer-model",
                ranks(),
                "--vocab-size",
                "264",
                "--tiktoken-num-special-tokens",
                "8",
                "--tokenizer-special-tokens",
                "<unk>",
                "<s>",
                "</s>",
                "<mask>",
                "<pad>",
                "<cls>",
                "<sep>",
                "");
    }

    @Test
    void anEmptySpecialTokenIsRefusedByHuggingFaceToo() throws IOException {
        refused(
                "not be empty",
                "--tokenizer-library",
                "huggingface",
                "--tokenizer-model",
                model(),
                "--tokenizer-special-tokens",
                "<a>",
                "");
    }

    @Test
    void metadataNamesTheLibraryAndATemplateThatGoesBeforeOthers() throws IOException {
        Path metadata = folder.resolve("tokenizer_metadata.json");
        Files.writeString(
                metadata,
                "{\"library\":\"byte-level\",\"class_name\":null,\"class_path\":null,\"model_type\":\"default-text\","
                        + "\"chat_template\":\"{{ messages[0]['content'] }}!\"}");
        CommandRun result = run(question(""), "--tokenizer-metadata", metadata.toString(), "--chat-template", "never");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("\"error\"");
        Files.writeString(
                metadata, "{\"library\":\"huggingface\",\"chat_template\":\"{{ messages[0]['content'] }}c\"}");
        assertThat(run(
                                question(""),
                                "--tokenizer-metadata",
                                metadata.toString(),
                                "--tokenizer-model",
                                model(),
                                "--chat-template",
                                "never")
                        .out())
                .isEqualTo("{\"ids\":[0,1,2]}\n");
        Files.writeString(metadata, "{\"library\":\"nope\"}");
        refused("metadata", "--tokenizer-metadata", metadata.toString());
    }

    @Test
    void correctedLeavesTheMistakesOfTheReferenceOut() {
        String ends = "{\"messages\":[{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"},"
                + "{\"role\":\"assistant\",\"content\":\"c\"}],\"return_target\":true}\n";
        String[] options = {"--tokenizer-library", "byte-level", "--tokenizer-prompt-format", "identity"};
        assertThat(run(ends, options).out()).contains("\"error\"", "message 0");
        assertThat(run(ends, joined(options, new String[] {"--corrected"})).out())
                .isEqualTo("{\"ids\":[97,98,99],\"targets\":[97,-100,99]}\n");
    }

    @Test
    void correctedTemplatesKnowTheSpecialTokensOutsideHuggingFace() throws IOException {
        String[] options = {
            "--tokenizer-library",
            "tiktoken",
            "--tokenizer-model",
            ranks(),
            "--vocab-size",
            "264",
            "--tiktoken-num-special-tokens",
            "8",
            "--chat-template",
            "{{ bos_token }}{{ messages[0]['content'] }}"
        };
        assertThat(run(question(""), options).out()).isEqualTo("{\"ids\":[105,106]}\n");
        assertThat(run(question(""), joined(options, new String[] {"--corrected"}))
                        .out())
                .isEqualTo("{\"ids\":[1,105,106]}\n");
    }

    private static void refused(String part, String... options) {
        CommandRun result = run(PAIR, options);
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(part);
    }

    private static String[] joined(String[]... parts) {
        List<String> all = new ArrayList<>();
        for (String[] part : parts) {
            all.addAll(List.of(part));
        }
        return all.toArray(new String[0]);
    }
}
