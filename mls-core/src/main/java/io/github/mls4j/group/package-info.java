/** The group: the public API and the state machine (RFC 9420 §11, §12). */
@NullMarked
package io.github.mls4j.group;

import org.jspecify.annotations.NullMarked;
