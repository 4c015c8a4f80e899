/** JMH benchmarks, each beside the sum of the primitives it cannot do without. */
@NullMarked
package io.github.mls4j.bench;

import org.jspecify.annotations.NullMarked;
