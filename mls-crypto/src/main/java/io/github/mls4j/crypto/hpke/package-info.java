/** HPKE (RFC 9180), base mode. */
@NullMarked
package io.github.mls4j.crypto.hpke;

import org.jspecify.annotations.NullMarked;
