/** The command line: {@code demo}, {@code vectors verify}, {@code inspect}. */
@NullMarked
package io.github.mls4j.cli;

import org.jspecify.annotations.NullMarked;
