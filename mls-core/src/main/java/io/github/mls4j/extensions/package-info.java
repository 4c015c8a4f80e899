/** What draft-ietf-mls-extensions adds to RFC 9420: off unless an application registers it. */
@NullMarked
package io.github.mls4j.extensions;

import org.jspecify.annotations.NullMarked;
