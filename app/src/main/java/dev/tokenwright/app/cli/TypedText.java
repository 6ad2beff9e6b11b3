package dev.tokenwright.app.cli;

import picocli.CommandLine.Option;

/** What becomes of control tokens' text in conversations. */
final class TypedText {
    @Option(
            names = "--special-text",
            paramLabel = "MODE",
            defaultValue = "recognize",
            description = "What becomes of control tokens' text in messages, tools and documents: recognize, as-text or"
                    + " reject (default: ${DEFAULT-VALUE}).")
    String specialText = "recognize";
}
