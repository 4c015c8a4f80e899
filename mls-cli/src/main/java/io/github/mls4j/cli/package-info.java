/** The command line: {@code demo}, {@code vectors}, {@code inspect}, {@code diff}. */
@NullMarked
package io.github.mls4j.cli;

import org.jspecify.annotations.NullMarked;
