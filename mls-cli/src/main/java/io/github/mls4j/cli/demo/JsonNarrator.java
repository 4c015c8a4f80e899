package io.github.mls4j.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.List;

/** Tells the story to machines: a JSON object a step, each on a line of its own. */
final class JsonNarrator implements Narrator {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final PrintWriter out;
  private String suite = "";
  private String chapter = "";

  JsonNarrator(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void opening(CipherSuiteId cipherSuite) {
    suite = cipherSuite.toString();
  }

  @Override
  public void chapter(Chapter next) {
    chapter = next.name();
  }

  @Override
  public void tell(Step step) {
    ObjectNode object = JSON.objectNode();
    if (!chapter.isEmpty()) {
      object.put("chapter", chapter);
    }
    object.put("step", step.number());
    object.put("title", step.title());
    object.put("explanation", step.explanation());
    object.put("cipher_suite", suite);
    ArrayNode events = object.putArray("events");
    step.events().forEach(event -> events.add(event(event)));
    object.put("epoch", new BigInteger(Long.toUnsignedString(step.epoch())));
    object.put("epoch_authenticator", step.epochAuthenticator().toHex());
    addAll(object.putArray("members"), step.members());
    object.put("ratchet_tree", step.ratchetTree().encode().toHex());
    out.println(object);
    out.flush();
  }

  @Override
  public void closing(int steps, long epochs, long bytes) {}

  private static ObjectNode event(Event event) {
    ObjectNode object = JSON.objectNode();
    if (event instanceof Event.Published published) {
      object.put("event", "published");
      addAll(object.putArray("by"), published.by());
      object.put("what", published.what()).put("bytes", published.bytes());
    } else if (event instanceof Event.Sent sent) {
      object.put("event", "sent").put("from", sent.from());
      addAll(object.putArray("to"), sent.to());
      object.put("what", sent.what()).put("bytes", sent.bytes());
    } else if (event instanceof Event.Said said) {
      object.put("event", "said").put("from", said.from());
      object.put("text", said.text()).put("bytes", said.bytes());
    } else if (event instanceof Event.Read read) {
      object.put("event", "read");
      addAll(object.putArray("by"), read.by());
      object.put("from", read.from());
      addAll(object.putArray("texts"), read.texts());
    } else if (event instanceof Event.Entered entered) {
      object.put("event", "entered");
      addAll(object.putArray("members"), entered.members());
      object.put("epoch", entered.epoch());
    } else if (event instanceof Event.Refused refused) {
      object.put("event", "refused").put("by", refused.by());
      object.put("what", refused.what()).put("reason", refused.reason());
    } else if (event instanceof Event.Denied denied) {
      object.put("event", "denied").put("by", denied.by());
      object.put("what", denied.what()).put("reason", denied.reason());
    } else if (event instanceof Event.Noted noted) {
      object.put("event", "noted").put("text", noted.text());
    }
    return object;
  }

  private static void addAll(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
