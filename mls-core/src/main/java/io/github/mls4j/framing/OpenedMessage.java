package io.github.mls4j.framing;

/** What opening a PrivateMessage leads to. */
public sealed interface OpenedMessage permits UnverifiedContent, OwnMessage {}
