/** How values show: one shape for the indented tree and the JSON, secrets by fingerprint. */
@NullMarked
package io.github.mls4j.cli.view;

import org.jspecify.annotations.NullMarked;
