package io.github.mls4j.vectors;

import org.jspecify.annotations.Nullable;

/**
 * A message of a vector that was refused as it had to be.
 *
 * @param name of the case
 * @param requirement the row of the requirements that the case says is broken, if it says one
 * @param place {@code welcome}, or which step
 * @param by the Rule, or what else the refusal was: {@code DECODE}, or what is missing
 */
public record Refusal(String name, @Nullable String requirement, String place, String by) {}
