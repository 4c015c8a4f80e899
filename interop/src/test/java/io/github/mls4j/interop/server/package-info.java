@NullMarked
package io.github.mls4j.interop.server;

import org.jspecify.annotations.NullMarked;
