/** The vocabulary of refusal: rules, violations, and inputs that are missing. */
@NullMarked
package io.github.mls4j.rules;

import org.jspecify.annotations.NullMarked;
