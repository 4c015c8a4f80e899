/** {@code mls vectors verify}: published test vectors against this library. */
@NullMarked
package io.github.mls4j.cli.verify;

import org.jspecify.annotations.NullMarked;
