package io.github.mls4j.vectors;

/**
 * A case that did not pass.
 *
 * @param index its place in the file, from 0
 * @param message which field, and what was wrong with it
 */
public record CaseFailure(int index, String message) {}
