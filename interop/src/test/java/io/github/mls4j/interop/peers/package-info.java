/**
 * Conversations with other implementations of MLS, which run beside the tests and serve the interop
 * protocol.
 */
@NullMarked
package io.github.mls4j.interop.peers;

import org.jspecify.annotations.NullMarked;
