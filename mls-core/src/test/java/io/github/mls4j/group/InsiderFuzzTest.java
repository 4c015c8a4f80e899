package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.schedule.MessageKey;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SenderData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a member may do to the others: mutated contents whose signatures, tags and encryption are in
 * order, so that they get past framing and into validation. They are refused with one of the three
 * exceptions for bad input, or are valid after all; a refused one leaves no trace.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class InsiderFuzzTest {

  @ParameterizedTest
  @EnumSource
  void mutatedContentsInTheOpen(GroupFuzzTest.Depth depth) throws Exception {
    Cast cast = new Cast(depth.suite());
    List<PublicMessage> genuine = publicMessages(cast);
    List<Bytes> all = genuine.stream().map(message -> message.content().encode()).toList();
    Damage damage = new Damage(GroupFuzzTest.SEED);
    int[] accepted = {0};
    try (Insider insider = new Insider(cast.bob, cast.dave);
        Witness witness = new Witness(cast.alice.group)) {
      for (PublicMessage message : genuine) {
        Bytes tag = message.auth().confirmationTag().orElse(Bytes.EMPTY);
        Damage.Target target =
            damaged -> {
              FramedContent framed = decode(damaged);
              if (framed == null) {
                return;
              }
              accepted[0] += deliver(witness, insider.open(framed, tag));
              accepted[0] +=
                  deliver(
                      witness,
                      insider.open(insider.framed(insider.resigned(framed.content())), tag));
            };
        Bytes content = message.content().encode();
        depth.damage(content, target);
        damage.randomly(content, all, depth.share(400), target);
      }
      GroupFuzzTest.report(
          "insider in the open, " + depth + ", " + accepted[0] + " accepted", witness.refused());
      assertThat(witness.refused()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void mutatedContentsEncrypted(GroupFuzzTest.Depth depth) throws Exception {
    Cast cast = new Cast(depth.suite());
    List<PublicMessage> genuine = publicMessages(cast);
    int[] accepted = {0};
    try (Insider insider = new Insider(cast.bob, cast.dave);
        Witness witness = new Witness(cast.alice.group)) {
      List<Content> contents = new ArrayList<>();
      genuine.forEach(message -> contents.add(message.content().content()));
      contents.add(new Content.Application(Bytes.ofUtf8("hello")));
      for (Content content : contents) {
        if (genuine.stream()
            .anyMatch(
                m ->
                    m.content().content() == content
                        && !(m.content().sender() instanceof Sender.Member))) {
          continue;
        }
        Damage damage = new Damage(GroupFuzzTest.SEED);
        ContentType type = content.contentType();
        Bytes plaintext = insider.plaintext(content, Bytes.wrap(new byte[32]));
        MessageKey[] key = {insider.nextKey(type)};
        Damage.Target target =
            damaged -> {
              Bytes senderData = senderData(cast.bob.leaf().value(), key[0].generation());
              if (deliver(witness, insider.sealed(type, key[0], damaged, senderData)) == 1) {
                accepted[0]++;
                key[0] = insider.nextKey(type);
              }
            };
        depth.damage(plaintext, target);
        damage.randomly(plaintext, List.of(plaintext), depth.share(200), target);
      }
      GroupFuzzTest.report(
          "insider encrypting, " + depth + ", " + accepted[0] + " accepted", witness.refused());
    }
  }

  @ParameterizedTest
  @EnumSource
  void senderDataOfAllKinds(GroupFuzzTest.Depth depth) throws Exception {
    Cast cast = new Cast(depth.suite());
    long[] edges = {
      0,
      1,
      2,
      3,
      4,
      5,
      999,
      1000,
      1001,
      1 << 24,
      0x7fff_ffffL,
      0x8000_0000L,
      0x8000_0001L,
      0xffff_fffeL,
      0xffff_ffffL
    };
    try (Insider insider = new Insider(cast.bob, cast.dave);
        Witness witness = new Witness(cast.alice.group);
        MessageKey key = insider.nextKey(ContentType.APPLICATION)) {
      Bytes plaintext =
          insider.plaintext(new Content.Application(Bytes.ofUtf8("hello")), Bytes.EMPTY);
      for (long leaf : edges) {
        for (long generation : edges) {
          if (leaf != cast.bob.leaf().value() || generation != 0) {
            Bytes message =
                insider.sealed(
                    ContentType.APPLICATION, key, plaintext, senderData(leaf, generation));
            Received received = witness.receive(message);
            assertThat(received == null || received instanceof OwnMessage).isTrue();
          }
        }
      }
      Bytes genuine = senderData(cast.bob.leaf().value(), 0);
      for (int length = 0; length <= 40; length++) {
        if (length != genuine.size()) {
          Bytes other = Bytes.concat(genuine, Bytes.wrap(new byte[40])).slice(0, length);
          witness.refuses(insider.sealed(ContentType.APPLICATION, key, plaintext, other));
        }
      }
      Bytes last = insider.sealed(ContentType.APPLICATION, key, plaintext, genuine);
      assertThat(witness.receive(last)).isInstanceOf(ApplicationMessage.class);
    }
  }

  private static Bytes senderData(long leaf, long generation) {
    return new SenderData(
            new LeafIndex(leaf), generation, Bytes.wrap(new byte[SenderData.REUSE_GUARD_SIZE]))
        .encode();
  }

  private static int deliver(Witness witness, Bytes message) {
    return witness.receive(message) == null ? 0 : 1;
  }

  private static FramedContent decode(Bytes damaged) {
    try {
      return TlsReader.decode(damaged, FramedContent::readFrom);
    } catch (DecodeException e) {
      return null;
    }
  }

  private static List<PublicMessage> publicMessages(Cast cast) throws Exception {
    List<PublicMessage> messages = new ArrayList<>();
    for (Bytes message : cast.handshakes().values()) {
      if (TlsReader.decode(message, MLSMessage::readFrom).body() instanceof PublicMessage open) {
        messages.add(open);
      }
    }
    return messages;
  }
}
