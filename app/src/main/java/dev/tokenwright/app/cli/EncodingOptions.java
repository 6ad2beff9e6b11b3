package dev.tokenwright.app.cli;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.Setting;
import dev.tokenwright.SpecialText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How text is encoded. */
final class EncodingOptions {
    @Option(
            names = "--special-text",
            paramLabel = "MODE",
            defaultValue = "recognize",
            description = "Special tokens' text in the input: recognize, as-text or reject (default: ${DEFAULT-VALUE})."
                    + " Use as-text for what somebody typed.")
    String specialText = "recognize";

    @Option(
            names = "--no-special-tokens",
            description = "Leave out the opening and closing tokens (BOS, EOS, CLS, SEP) that the model adds.")
    boolean noSpecialTokens;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Cut results to N tokens, opening and closing tokens included.")
    @Nullable
    Integer maxTokens;

    @Option(names = "--no-truncation", description = "Ignore the truncation that the tokenizer's file asks for.")
    boolean noTruncation;

    @Option(names = "--no-padding", description = "Ignore the padding that the tokenizer's file asks for.")
    boolean noPadding;

    EncodeOptions options() {
        EncodeOptions options = EncodeOptions.DEFAULT
                .withSpecialText(specialText(specialText))
                .withFraming(noSpecialTokens ? Framing.NONE : Framing.ADD);
        if (noTruncation) {
            options = options.withTruncation(Setting.off());
        }
        if (noPadding) {
            options = options.withPadding(Setting.off());
        }
        if (maxTokens != null) {
            if (maxTokens < 0) {
                throw new CliException("--max-tokens must not be negative: " + maxTokens);
            }
            options = options.withMaxTokens(maxTokens);
        }
        return options;
    }

    /** The options that a request asks for, those of the command line being the default. */
    EncodeOptions options(Request request) {
        EncodeOptions options = options();
        if (request.optionalText("special_text").isPresent()) {
            options = options.withSpecialText(specialText(request.text("special_text")));
        }
        boolean framing = request.flag("add_special_tokens", options.framing() == Framing.ADD);
        return options.withFraming(framing ? Framing.ADD : Framing.NONE);
    }

    private static SpecialText specialText(String name) {
        return switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "recognize" -> SpecialText.RECOGNIZE;
            case "as-text" -> SpecialText.AS_TEXT;
            case "reject" -> SpecialText.REJECT;
            default ->
                throw new CliException(
                        "special text \"" + name + "\" is not known; known are as-text, recognize, reject");
        };
    }
}
