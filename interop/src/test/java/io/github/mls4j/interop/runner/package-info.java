@NullMarked
package io.github.mls4j.interop.runner;

import org.jspecify.annotations.NullMarked;
