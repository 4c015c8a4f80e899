package io.github.mls4j.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.bench.Cost;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * ts-mls in a Node process, which is asked and answers in lines of JSON and measures itself: the
 * CPU time of the whole process.
 */
final class TsMlsPeer implements Peer {

  private static final File PROGRAM =
      new File(System.getProperty("mls.bench.ts-mls", "peers/ts-mls"));

  private final ObjectMapper json = new ObjectMapper();
  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;

  TsMlsPeer() throws IOException {
    process =
        new ProcessBuilder("node", "peer.mjs")
            .directory(PROGRAM)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  private ObjectNode request(String operation) {
    return json.createObjectNode().put("operation", operation);
  }

  private JsonNode ask(ObjectNode request) throws IOException {
    requests.write(request + "\n");
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("ts-mls has ended");
    }
    JsonNode read = json.readTree(answer);
    if (read.has("error")) {
      throw new IOException("ts-mls: " + read.path("error").asText());
    }
    return read;
  }

  private Cost measure(ObjectNode request) throws IOException {
    JsonNode answer = ask(request);
    return new Cost(answer.path("cpuNanos").asLong(), answer.path("wallNanos").asLong(), 0);
  }

  private static String text(byte[] message) {
    return Base64.getEncoder().encodeToString(message);
  }

  private static ObjectNode with(ObjectNode request, List<byte[]> messages) {
    messages.forEach(message -> request.withArray("messages").add(text(message)));
    return request;
  }

  @Override
  public byte[] keyPackage() throws IOException {
    return ask(request("keyPackage")).path("message").binaryValue();
  }

  @Override
  public Cost join(byte[] welcome) throws IOException {
    return measure(with(request("join"), List.of(welcome)));
  }

  @Override
  public Cost createCommit() throws IOException {
    return measure(request("createCommit"));
  }

  @Override
  public byte[] commit() throws IOException {
    return ask(request("commit")).path("message").binaryValue();
  }

  @Override
  public Cost receiveCommit(byte[] commit) throws IOException {
    return measure(with(request("receive"), List.of(commit)));
  }

  @Override
  public Cost protect(int times, int bytes) throws IOException {
    return measure(request("protect").put("times", times).put("bytes", bytes));
  }

  @Override
  public Cost unprotect(List<byte[]> messages) throws IOException {
    return measure(with(request("receive"), messages));
  }

  @Override
  public Cost createGroup(List<byte[]> keyPackages) throws IOException {
    return measure(with(request("createGroup"), keyPackages));
  }

  @Override
  public void close() throws IOException {
    requests.close();
    process.destroy();
  }
}
