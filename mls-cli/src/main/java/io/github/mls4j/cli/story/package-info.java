/** The chapters of the long story that {@code mls demo --story} tells. */
@NullMarked
package io.github.mls4j.cli.story;

import org.jspecify.annotations.NullMarked;
