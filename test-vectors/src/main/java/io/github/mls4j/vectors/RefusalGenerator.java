package io.github.mls4j.vectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.RefusalCase;
import io.github.mls4j.group.RefusalCatalogue;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes our own refusal vectors. They are the same bytes for the same seed: all randomness comes
 * of it, EdDSA has none, and our ECDSA takes its nonces from the message (RFC 6979).
 */
public final class RefusalGenerator {

  /** The seed of the set that is part of the repository. */
  public static final long SEED = 9420;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final List<CipherSuiteId> suites;
  private final long seed;

  /**
   * @param suites for which to make vectors; all of them are made for suite 1 only
   */
  public RefusalGenerator(List<CipherSuiteId> suites, long seed) {
    this.suites = List.copyOf(suites);
    this.seed = seed;
  }

  /** The topics, in order: each is a file. */
  public static List<String> topics() {
    return List.copyOf(RefusalCatalogue.names());
  }

  /** The name of a topic's file. */
  public static String fileName(String topic) {
    return topic + ".json";
  }

  /** The name of the file that tells by what mls4j refuses each message. */
  public static final String REFUSED_BY = "refused-by.tsv";

  /** What {@link #REFUSED_BY} says for these results. */
  public static String refusedBy(List<FileResult> results) {
    StringBuilder table = new StringBuilder("case\tmessage\trequirement\trefused by\n");
    for (FileResult file : results) {
      for (SuiteResult suite : file.suites()) {
        for (Refusal refusal : suite.refusals()) {
          table
              .append(refusal.name())
              .append('\t')
              .append(refusal.place())
              .append('\t')
              .append(Objects.requireNonNullElse(refusal.requirement(), "-"))
              .append('\t')
              .append(refusal.by())
              .append('\n');
        }
      }
    }
    return table.toString();
  }

  /**
   * Writes the file of one topic.
   *
   * @return null if there is nothing in it for these suites
   */
  public @Nullable Path write(String topic, Path folder) throws Exception {
    byte[] content = file(topic);
    return content == null ? null : Files.write(folder.resolve(fileName(topic)), content);
  }

  /** The file of one topic; null if there is nothing in it for these suites. */
  byte @Nullable [] file(String topic) throws Exception {
    List<RefusalCase> cases = RefusalCatalogue.generate(topic, suites, seed);
    return cases.isEmpty() ? null : encode(cases);
  }

  private static byte[] encode(List<RefusalCase> cases) throws IOException {
    ArrayNode list = JSON.arrayNode();
    cases.forEach(vector -> list.add(json(vector)));
    return VectorJson.write(list);
  }

  private static ObjectNode json(RefusalCase vector) {
    RefusalCase.Client client = vector.client();
    ObjectNode json =
        JSON.objectNode()
            .put("name", vector.name())
            .put("section", vector.section())
            .put("rule", vector.requirement())
            .put("cipher_suite", vector.cipherSuite().value());
    json.putArray("external_psks")
        .addObject()
        .put("psk_id", hex(client.pskId()))
        .put("psk", hex(client.psk()));
    json.put("key_package", hex(client.keyPackage()))
        .put("signature_priv", hex(client.signaturePriv()))
        .put("encryption_priv", hex(client.encryptionPriv()))
        .put("init_priv", hex(client.initPriv()))
        .put("welcome", hex(vector.welcome()))
        .put("ratchet_tree", hex(vector.ratchetTree()))
        .put("now", client.now());
    if (vector.initialEpochAuthenticator() != null) {
      json.put("initial_epoch_authenticator", hex(vector.initialEpochAuthenticator()));
    }
    ArrayNode steps = json.putArray("steps");
    vector.steps().forEach(step -> steps.add(json(step)));
    return json.put("expect", vector.initialEpochAuthenticator() == null ? "refuse" : "accept");
  }

  private static ObjectNode json(RefusalCase.Step step) {
    ObjectNode json = JSON.objectNode().put("send", hex(step.send())).put("expect", step.expect());
    if (step.epochAuthenticator() != null) {
      json.put("epoch_authenticator", hex(step.epochAuthenticator()));
    }
    if (step.applicationData() != null) {
      json.put("application_data", hex(step.applicationData()));
    }
    if (step.note() != null) {
      json.put("note", step.note());
    }
    return json;
  }

  private static @Nullable String hex(@Nullable Bytes bytes) {
    return bytes == null ? null : bytes.toHex();
  }
}
