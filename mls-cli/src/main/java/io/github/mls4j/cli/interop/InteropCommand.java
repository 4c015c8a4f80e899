package io.github.mls4j.cli.interop;

import picocli.CommandLine.Command;

/** {@code mls interop}: the room of the commands about interoperability. */
@Command(
    name = "interop",
    description = "Test this and other implementations against each other, over gRPC.",
    synopsisSubcommandLabel = "COMMAND")
public final class InteropCommand {}
