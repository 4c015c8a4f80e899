/** Every struct of RFC 9420, one file each, named as in the RFC; no logic. */
@NullMarked
package io.github.mls4j.wire;

import org.jspecify.annotations.NullMarked;
