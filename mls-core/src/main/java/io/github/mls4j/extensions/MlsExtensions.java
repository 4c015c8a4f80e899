package io.github.mls4j.extensions;

import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ProposalType;

/**
 * The code points of the draft that are used here, all in one place: the draft only suggests them,
 * so they may still change. Read at revision 10 of draft-ietf-mls-extensions, as it stood on
 * 2026-07-01.
 */
public final class MlsExtensions {

  /** The revision that this package follows. */
  public static final String DRAFT = "draft-ietf-mls-extensions-10";

  /** The extension type of {@link AppDataDictionary}. */
  public static final ExtensionType APP_DATA_DICTIONARY = ExtensionType.of(0x0006);

  /** The proposal type of {@link SelfRemove}. */
  public static final ProposalType SELF_REMOVE = ProposalType.of(0x000a);

  /** The components that a client supports, or a group requires: a {@link ComponentsList}. */
  public static final ComponentId APP_COMPONENTS = new ComponentId(0x0001);

  /** The components that use a {@link SafeAAD}: a {@link ComponentsList}. */
  public static final ComponentId SAFE_AAD = new ComponentId(0x0002);

  /** Marks a key package as a last resort ({@link LastResort}): no data. */
  public static final ComponentId LAST_RESORT_KEY_PACKAGE = new ComponentId(0x0004);

  private MlsExtensions() {}
}
