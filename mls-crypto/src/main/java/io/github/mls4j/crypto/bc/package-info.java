/** The portable provider, over BouncyCastle's lightweight API alone. */
@NullMarked
package io.github.mls4j.crypto.bc;

import org.jspecify.annotations.NullMarked;
