/** Opens what is encrypted, with the keys of a passive client or of a member. */
@NullMarked
package io.github.mls4j.cli.open;

import org.jspecify.annotations.NullMarked;
