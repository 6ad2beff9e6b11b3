package dev.tokenwright.app.cli;

import picocli.CommandLine.Command;

/** {@code tokenwright megatron}. */
@Command(
        name = "megatron",
        mixinStandardHelpOptions = true,
        description = "Conversations as Megatron-LM's training tools see them.",
        subcommands = {MegatronTokenizeCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class MegatronCommand {}
