/** What the commands draw with: styles, the terminal's abilities, progress, ratchet trees. */
@NullMarked
package io.github.mls4j.cli.term;

import org.jspecify.annotations.NullMarked;
