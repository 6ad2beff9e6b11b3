package dev.tokenwright.app.cli;

import picocli.CommandLine.Command;

/** {@code tokenwright template}. */
@Command(
        name = "template",
        mixinStandardHelpOptions = true,
        description = "Chat templates: what they make of data, and what they need.",
        subcommands = {TemplateRenderCommand.class, TemplateCheckCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class TemplateCommand {}
