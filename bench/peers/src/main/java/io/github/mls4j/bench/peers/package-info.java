/** Other MLS libraries, measured in turns with this one. */
@NullMarked
package io.github.mls4j.bench.peers;

import org.jspecify.annotations.NullMarked;
