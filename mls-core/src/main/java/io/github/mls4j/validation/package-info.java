/** The checks: leaf nodes, key packages, trees, proposal lists, commits, welcomes. */
@NullMarked
package io.github.mls4j.validation;

import org.jspecify.annotations.NullMarked;
