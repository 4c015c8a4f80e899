/** Members that prove who they are by X.509 certificates (RFC 9420 §5.3, RFC 5280). */
@NullMarked
package io.github.mls4j.spi.x509;

import org.jspecify.annotations.NullMarked;
