/** What an application supplies: credentials, PSKs, stores, clock, randomness, policy. */
@NullMarked
package io.github.mls4j.spi;

import org.jspecify.annotations.NullMarked;
