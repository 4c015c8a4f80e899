/**
 * Drives clients of different implementations through scripted conversations, over the working
 * group's interop protocol.
 *
 * <p>A {@link Config} is a file of {@link Script}s; a script is a list of {@link Step}s that actors
 * take. A {@link ScenarioRunner} plays each script with each cipher suite, with handshake messages
 * encrypted or not, and with each assignment of the actors to the {@link Peer}s; a {@link
 * RunReport} says where the first step failed.
 */
@NullMarked
package io.github.mls4j.interop.runner;

import org.jspecify.annotations.NullMarked;
