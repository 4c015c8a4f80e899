/** Tree math, the ratchet tree, its hashes, and TreeKEM (RFC 9420 §4, §7). */
@NullMarked
package io.github.mls4j.tree;

import org.jspecify.annotations.NullMarked;
