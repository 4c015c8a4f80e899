package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.UpdatePathNode;
import java.util.List;

/**
 * What there was to do to make a commit, as can be counted in the commit itself.
 *
 * @param path the number of nodes that got new keys
 * @param seals that of keys which their secrets were encrypted to
 * @param bytes the size of the message
 */
record CommitWork(int path, int seals, int bytes) {

  /** Of an MLSMessage that is not encrypted. */
  static CommitWork of(Bytes message) throws DecodeException {
    List<UpdatePathNode> nodes = commit(message).path().map(path -> path.nodes()).orElse(List.of());
    int seals = nodes.stream().mapToInt(node -> node.encryptedPathSecret().size()).sum();
    return new CommitWork(nodes.size(), seals, message.size());
  }

  static Commit commit(Bytes message) throws DecodeException {
    MLSMessage decoded = TlsReader.decode(message, MLSMessage::readFrom);
    PublicMessage publicMessage = (PublicMessage) decoded.body();
    return ((Content.OfCommit) publicMessage.content().content()).commit();
  }
}
