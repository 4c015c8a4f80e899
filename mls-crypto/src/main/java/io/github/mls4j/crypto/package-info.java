/** Secrets, keys, cipher suites, the provider SPI and the labeled functions of RFC 9420 §5. */
@NullMarked
package io.github.mls4j.crypto;

import org.jspecify.annotations.NullMarked;
