package io.github.mls4j.cli.verify;

import picocli.CommandLine.Command;

/** {@code mls vectors generate}: the room of what makes vectors. */
@Command(name = "generate", description = "Make test vectors.", synopsisSubcommandLabel = "COMMAND")
public final class GenerateCommand {}
