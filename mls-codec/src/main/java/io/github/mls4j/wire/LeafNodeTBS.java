package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;
import java.util.Optional;

/**
 * RFC 9420 §7.2: what the signature of a {@link LeafNode} covers.
 *
 * @param place where the leaf is, unless it was made for a key package
 */
public record LeafNodeTBS(
    HPKEPublicKey encryptionKey,
    SignaturePublicKey signatureKey,
    Credential credential,
    Capabilities capabilities,
    LeafNodeSource leafNodeSource,
    List<Extension> extensions,
    Optional<Place> place)
    implements WireStruct {

  /** The group and leaf that a leaf node was made for. */
  public record Place(Bytes groupId, LeafIndex leafIndex) implements WireStruct {

    public static Place readFrom(TlsReader in) throws DecodeException {
      return new Place(in.opaque("group_id"), in.struct("leaf_index", LeafIndex::readFrom));
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.opaque(groupId).put(leafIndex);
    }
  }

  /**
   * @throws IllegalArgumentException if there is a place for the source {@code key_package}, or
   *     none for another one
   */
  public LeafNodeTBS {
    extensions = List.copyOf(extensions);
    if (place.isPresent() != hasPlace(leafNodeSource)) {
      throw new IllegalArgumentException("the leaf node source decides whether there is a place");
    }
  }

  /**
   * What the signature of {@code leaf} has to cover at that place. A leaf made for a key package is
   * tied to no place: the place does not matter then.
   */
  public static LeafNodeTBS of(LeafNode leaf, Bytes groupId, LeafIndex leafIndex) {
    return of(
        leaf,
        hasPlace(leaf.leafNodeSource())
            ? Optional.of(new Place(groupId, leafIndex))
            : Optional.empty());
  }

  /**
   * What the signature of a leaf node in a key package has to cover.
   *
   * @throws IllegalArgumentException if {@code leaf} was made for something else
   */
  public static LeafNodeTBS of(LeafNode leaf) {
    return of(leaf, Optional.empty());
  }

  private static LeafNodeTBS of(LeafNode leaf, Optional<Place> place) {
    return new LeafNodeTBS(
        leaf.encryptionKey(),
        leaf.signatureKey(),
        leaf.credential(),
        leaf.capabilities(),
        leaf.leafNodeSource(),
        leaf.extensions(),
        place);
  }

  /** The leaf node with its signature. */
  public LeafNode signed(Bytes signature) {
    return new LeafNode(
        encryptionKey,
        signatureKey,
        credential,
        capabilities,
        leafNodeSource,
        extensions,
        signature);
  }

  private static boolean hasPlace(LeafNodeSource source) {
    return !(source instanceof LeafNodeSource.KeyPackage);
  }

  public static LeafNodeTBS readFrom(TlsReader in) throws DecodeException {
    HPKEPublicKey encryptionKey = in.struct("encryption_key", HPKEPublicKey::readFrom);
    SignaturePublicKey signatureKey = in.struct("signature_key", SignaturePublicKey::readFrom);
    Credential credential = in.struct("credential", Credential::readFrom);
    Capabilities capabilities = in.struct("capabilities", Capabilities::readFrom);
    LeafNodeSource source = in.struct("leaf_node_source", LeafNodeSource::readFrom);
    List<Extension> extensions = in.vector("extensions", Extension::readFrom);
    Optional<Place> place = hasPlace(source) ? Optional.of(Place.readFrom(in)) : Optional.empty();
    return new LeafNodeTBS(
        encryptionKey, signatureKey, credential, capabilities, source, extensions, place);
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(encryptionKey)
        .put(signatureKey)
        .put(credential)
        .put(capabilities)
        .put(leafNodeSource)
        .vector(extensions);
    place.ifPresent(out::put);
  }
}
