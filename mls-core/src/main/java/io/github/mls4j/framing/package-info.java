/** Message framing: sign, MAC, encrypt, and the inverse (RFC 9420 §6). */
@NullMarked
package io.github.mls4j.framing;

import org.jspecify.annotations.NullMarked;
