/** What a command is given to look at, in whatever form it was written down. */
@NullMarked
package io.github.mls4j.cli.input;

import org.jspecify.annotations.NullMarked;
