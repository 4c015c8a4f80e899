/** What other implementations of MLS are tested against, and with. */
@NullMarked
package io.github.mls4j.interop;

import org.jspecify.annotations.NullMarked;
