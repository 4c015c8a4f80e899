/** Makes {@code RESULTS.md} of what JMH has measured. */
@NullMarked
package io.github.mls4j.bench.report;

import org.jspecify.annotations.NullMarked;
