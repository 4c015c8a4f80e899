/** {@code mls demo}: the life of one group, told step by step. */
@NullMarked
package io.github.mls4j.cli.demo;

import org.jspecify.annotations.NullMarked;
