/** {@code mls inspect}: structs, states and cases as a tree of RFC names. */
@NullMarked
package io.github.mls4j.cli.inspect;

import org.jspecify.annotations.NullMarked;
