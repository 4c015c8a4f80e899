package io.github.mls4j.group;

import io.github.mls4j.wire.Extension;
import java.util.List;

/**
 * The extensions of the group context are replaced (RFC 9420 §12.1.7).
 *
 * @param before all that there were
 * @param after all that there will be
 */
public record ExtensionsChange(List<Extension> before, List<Extension> after) {

  public ExtensionsChange {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
