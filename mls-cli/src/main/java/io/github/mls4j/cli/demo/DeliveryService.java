package io.github.mls4j.cli.demo;

import io.github.mls4j.codec.Bytes;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What RFC 9750 §5 calls the delivery service: a directory of key packages, a mailbox for each
 * subscriber, a place for a GroupInfo. It carries byte strings and understands none of them.
 */
public final class DeliveryService {

  private final Map<String, Queue<Bytes>> mailboxes = new LinkedHashMap<>();
  private final Map<String, Bytes> keyPackages = new HashMap<>();
  private @Nullable Bytes groupInfo;
  private long bytesCarried;

  /** From now on {@code client} gets what is sent to all. */
  void subscribe(String client) {
    mailboxes.putIfAbsent(client, new ArrayDeque<>());
  }

  void publishKeyPackage(String client, Bytes keyPackage) {
    keyPackages.put(client, keyPackage);
    bytesCarried += keyPackage.size();
  }

  /** Hands a key package out, once. */
  Bytes fetchKeyPackage(String client) {
    Bytes keyPackage = keyPackages.remove(client);
    if (keyPackage == null) {
      throw new IllegalStateException(client + " has published no key package");
    }
    return keyPackage;
  }

  void publishGroupInfo(Bytes message) {
    groupInfo = message;
    bytesCarried += message.size();
  }

  Bytes fetchGroupInfo() {
    Bytes published = groupInfo;
    if (published == null) {
      throw new IllegalStateException("nobody has published a GroupInfo");
    }
    return published;
  }

  /** Puts a message into all mailboxes but the sender's. */
  public void sendToAll(String from, Bytes message) {
    bytesCarried += message.size();
    mailboxes.forEach(
        (client, mailbox) -> {
          if (!client.equals(from)) {
            mailbox.add(message);
          }
        });
  }

  /** Puts a message into one mailbox. */
  public void sendTo(String client, Bytes message) {
    bytesCarried += message.size();
    mailbox(client).add(message);
  }

  /** Empties a mailbox; the oldest message comes first. */
  public List<Bytes> collect(String client) {
    Queue<Bytes> mailbox = mailbox(client);
    List<Bytes> messages = List.copyOf(mailbox);
    mailbox.clear();
    return messages;
  }

  /** All bytes that senders have handed in so far. */
  long bytesCarried() {
    return bytesCarried;
  }

  private Queue<Bytes> mailbox(String client) {
    Queue<Bytes> mailbox = mailboxes.get(client);
    if (mailbox == null) {
      throw new IllegalStateException(client + " is no subscriber");
    }
    return mailbox;
  }
}
