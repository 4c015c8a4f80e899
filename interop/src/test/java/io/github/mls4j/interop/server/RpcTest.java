package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call answers what is good, refuses what is not, and takes what is good after that. */
class RpcTest {

  /** Fields of bytes that are structs of the RFC. */
  private static final Set<String> STRUCTS =
      Set.of(
          "by_reference",
          "ciphertext",
          "commit",
          "external_sender",
          "group_info",
          "key_package",
          "key_packages",
          "proposal",
          "ratchet_tree",
          "welcome");

  private static final int UNKNOWN_ID = -7;

  private static LiveServer live;

  @BeforeAll
  static void start() throws IOException {
    live = new LiveServer();
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  static List<Rpc> all() {
    return Rpc.all();
  }

  private static Message good(Rpc rpc, boolean encrypt) {
    return Scenes.ALL.get(rpc.name()).apply(new Talk(live.stub, 1, encrypt).create("alice", "bob"));
  }

  private static Status refused(Rpc rpc, byte[] request) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> rpc.call(live.channel, request))
        .getStatus();
  }

  private static void refuses(Status.Code code, Rpc rpc, Message request) {
    Status status = refused(rpc, request.toByteArray());
    assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
    assertThat(status.getDescription()).isNotBlank();
  }

  private static void answers(Rpc rpc, Message good) {
    assertThatNoException().isThrownBy(() -> rpc.call(live.channel, good));
  }

  @Test
  void thereIsASceneForEachCall() {
    assertThat(Rpc.all())
        .hasSize(34)
        .extracting(Rpc::name)
        .containsExactlyElementsOf(Scenes.ALL.keySet());
  }

  @ParameterizedTest
  @MethodSource("all")
  void answersWhatIsGood(Rpc rpc) {
    for (boolean encrypt : new boolean[] {true, false}) {
      answers(rpc, good(rpc, encrypt));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesIdsThatItDoesNotKnow(Rpc rpc) {
    Message good = good(rpc, true);
    int ofAnotherKind = Asks.signer(new Talk(live.stub, 1, true), "signer").getSignerId();
    int state = new Talk(live.stub, 1, true).create("carol").state("carol");
    for (FieldDescriptor id : Rpc.ids(good)) {
      refuses(Status.Code.NOT_FOUND, rpc, good.toBuilder().setField(id, UNKNOWN_ID).build());
      refuses(Status.Code.NOT_FOUND, rpc, good.toBuilder().clearField(id).build());
      if (!rpc.name().equals("Free")) {
        int wrong =
            id.getName().startsWith("s") && !id.getName().equals("signer_id")
                ? ofAnotherKind
                : state;
        refuses(Status.Code.NOT_FOUND, rpc, good.toBuilder().setField(id, wrong).build());
      }
    }
    answers(rpc, good);
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesWhatIsMalformed(Rpc rpc) {
    Message good = good(rpc, false);
    byte[] notARequest = {(byte) 0xff, (byte) 0xff, 1};
    assertThat(refused(rpc, notARequest).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    for (FieldDescriptor field : good.getAllFields().keySet()) {
      if (STRUCTS.contains(field.getName())) {
        refuses(Status.Code.INVALID_ARGUMENT, rpc, with(good, field, Talk.utf8("garbage")));
        ByteString genuine =
            (ByteString)
                (field.isRepeated() ? good.getRepeatedField(field, 0) : good.getField(field));
        refuses(
            Status.Code.INVALID_ARGUMENT,
            rpc,
            with(good, field, genuine.substring(0, genuine.size() - 1)));
      }
    }
    answers(rpc, good);
  }

  private static Message with(Message message, FieldDescriptor field, ByteString value) {
    return field.isRepeated()
        ? message.toBuilder().setRepeatedField(field, 0, value).build()
        : message.toBuilder().setField(field, value).build();
  }
}
