package io.github.mls4j.group;

import java.util.List;

/**
 * What a commit would do if it were made now (RFC 9420 §12.4.1).
 *
 * @param changes what it would change; the new keys of its path, and with them the committer's own
 *     new leaf, are not in it
 * @param leftOut pending proposals that it would not cover, each with what stands in the way
 * @param withPath whether it would have a path: new keys for the committer
 */
public record CommitPreview(CommitChanges changes, List<LeftOut> leftOut, boolean withPath) {

  public CommitPreview {
    leftOut = List.copyOf(leftOut);
  }
}
