/** Reading and writing the TLS presentation language (RFC 8446 §3, RFC 9420 §2.1); knows no MLS. */
@NullMarked
package io.github.mls4j.codec;

import org.jspecify.annotations.NullMarked;
