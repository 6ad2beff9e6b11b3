package dev.tokenwright.app.cli;

import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** When output is coloured. */
final class Colours {
    /** When output is coloured. */
    enum When {
        /** On a terminal, unless NO_COLOR is set. */
        AUTO,
        /** Always. */
        ALWAYS,
        /** Never. */
        NEVER
    }

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colour the output: auto (on a terminal, unless NO_COLOR is set), always or never"
                    + " (default: ${DEFAULT-VALUE}).")
    When when = When.AUTO;

    Paint paint(CommandSpec command) {
        Main main = (Main) command.root().userObject();
        return new Paint(
                switch (when) {
                    case ALWAYS -> Paint.Ink.COLOURED;
                    case NEVER -> Paint.Ink.PLAIN;
                    case AUTO ->
                        Objects.requireNonNullElse(main.environment().get("NO_COLOR"), "")
                                                .isEmpty()
                                        && Terminal.isShown()
                                ? Paint.Ink.COLOURED
                                : Paint.Ink.PLAIN;
                });
    }
}
