/** Typed readers and verifiers for the published test vectors. */
@NullMarked
package io.github.mls4j.vectors;

import org.jspecify.annotations.NullMarked;
