/** {@code mls diff}: says where two messages, or two members of a group, part. */
@NullMarked
package io.github.mls4j.cli.diff;

import org.jspecify.annotations.NullMarked;
