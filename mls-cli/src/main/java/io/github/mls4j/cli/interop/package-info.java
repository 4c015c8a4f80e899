/** {@code mls interop}: the working group's interop protocol, from both of its ends. */
@NullMarked
package io.github.mls4j.cli.interop;

import org.jspecify.annotations.NullMarked;
