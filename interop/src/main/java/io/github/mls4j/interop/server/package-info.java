/**
 * A client of the working group's interop protocol: the MLSClient service over the public API of
 * {@code mls-core}. {@link io.github.mls4j.interop.server.InteropServer} starts it.
 *
 * <p>It is made for tests: it hands out private keys and exported secrets to whoever asks, over a
 * connection without encryption.
 */
@NullMarked
package io.github.mls4j.interop.server;

import org.jspecify.annotations.NullMarked;
