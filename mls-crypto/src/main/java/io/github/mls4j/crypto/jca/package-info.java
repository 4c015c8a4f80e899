/** The faster provider: what the JDK does well over JCA, the rest over BouncyCastle. */
@NullMarked
package io.github.mls4j.crypto.jca;

import org.jspecify.annotations.NullMarked;
