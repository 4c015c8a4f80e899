package io.github.mls4j.cli.verify;

import picocli.CommandLine.Command;

/** {@code mls vectors}: the room of the commands about test vectors. */
@Command(
    name = "vectors",
    description = "Work with test vectors.",
    synopsisSubcommandLabel = "COMMAND")
public final class VectorsCommand {}
