package io.github.mls4j.cli.input;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.extensions.SelfRemove;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.Welcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The structs that an input can be. */
public enum InputType {
  MLS_MESSAGE("MLSMessage", true),
  KEY_PACKAGE("KeyPackage", true),
  GROUP_INFO("GroupInfo", true),
  WELCOME("Welcome", true),
  RATCHET_TREE("ratchet_tree", true),
  GROUP_CONTEXT("GroupContext", false),
  LEAF_NODE("LeafNode", false),
  PROPOSAL("Proposal", false),
  COMMIT("Commit", false);

  /** What is public knowledge beyond the RFC; applications' own types cannot be known here. */
  public static final Registrations KNOWN =
      new Registrations(List.of(), List.of(SelfRemove.TYPE), List.of());

  private final String rfcName;
  private final boolean guessed;

  InputType(String rfcName, boolean guessed) {
    this.rfcName = rfcName;
    this.guessed = guessed;
  }

  /**
   * Reads an input as this type, and nothing else.
   *
   * @throws DecodeException if it is none
   */
  public WireStruct decode(Bytes input) throws DecodeException {
    return TlsReader.decode(
        input,
        switch (this) {
          case MLS_MESSAGE -> MLSMessage::readFrom;
          case KEY_PACKAGE -> KeyPackage::readFrom;
          case GROUP_INFO -> GroupInfo::readFrom;
          case WELCOME -> Welcome::readFrom;
          case RATCHET_TREE -> RatchetTreeExtension::readFrom;
          case GROUP_CONTEXT -> GroupContext::readFrom;
          case LEAF_NODE -> LeafNode::readFrom;
          case PROPOSAL -> Proposal::readFrom;
          case COMMIT -> Commit::readFrom;
        },
        KNOWN);
  }

  /**
   * Whether a guess can be right: a tree without nodes and a Welcome for nobody are well-formed,
   * but a few bytes of anything else are far more likely.
   */
  static boolean isPlausible(WireStruct value) {
    return !(value instanceof RatchetTreeExtension tree && tree.ratchetTree().isEmpty())
        && !(value instanceof Welcome welcome && welcome.secrets().isEmpty());
  }

  /** The types that are tried, in this order, where none is given. */
  static List<InputType> guesses() {
    return Stream.of(values()).filter(type -> type.guessed).toList();
  }

  /** The RFC's name. */
  @Override
  public String toString() {
    return rfcName;
  }

  /** Reads a type on the command line; case and underscores do not matter. */
  public static final class Converter implements ITypeConverter<InputType> {

    @Override
    public InputType convert(String value) {
      return Stream.of(values())
          .filter(type -> plain(type.rfcName).equals(plain(value)))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + value
                          + "' is none of "
                          + Stream.of(values())
                              .map(InputType::toString)
                              .collect(Collectors.joining(", "))));
    }

    private static String plain(String name) {
      return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }
  }
}
