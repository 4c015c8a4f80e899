/** The key schedule, transcript hashes, exporter and secret tree (RFC 9420 §8, §9). */
@NullMarked
package io.github.mls4j.schedule;

import org.jspecify.annotations.NullMarked;
