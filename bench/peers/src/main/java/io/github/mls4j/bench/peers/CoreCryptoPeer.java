package io.github.mls4j.bench.peers;

import com.wire.crypto.CommitBundle;
import com.wire.crypto.ConversationConfiguration;
import com.wire.crypto.CoreCrypto;
import com.wire.crypto.CoreCryptoKt;
import com.wire.crypto.CustomConfiguration;
import com.wire.crypto.MlsCredentialType;
import com.wire.crypto.MlsWirePolicy;
import com.wire.crypto.WelcomeBundle;
import io.github.mls4j.bench.Cost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * Wire's. It writes each step to an encrypted database, which is put in memory where there is a
 * file system for that. Functions that take Kotlin's unsigned numbers have names that Java cannot
 * say, and are found by how these begin.
 */
final class CoreCryptoPeer implements Peer {

  private static final short SUITE = 1;

  /** {@code version} and {@code wire_format} of an MLSMessage with a key package. */
  private static final byte[] KEY_PACKAGE_HEADER = {0, 1, 0, 5};

  private static final byte[] CREATED = bytes("created");

  private final CustomConfiguration settings =
      new CustomConfiguration(null, MlsWirePolicy.CIPHERTEXT);
  private final Path directory;
  private final CoreCrypto library;
  private byte @Nullable [] group;

  CoreCryptoPeer() throws Exception {
    Path memory = Path.of("/dev/shm");
    directory =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "core-crypto")
            : Files.createTempDirectory("core-crypto");
    String database = directory.resolve("keystore").toString();
    library =
        Coroutines.await(then -> CoreCryptoKt.coreCryptoDeferredInit(database, "a key", then));
    call("mlsInit", bytes("core-crypto"), List.of(unsigned("kotlin.UShort", SUITE)), null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Object unsigned(String type, short value) throws Exception {
    return Class.forName(type).getMethod("box-impl", short.class).invoke(null, value);
  }

  private @Nullable Object call(String name, @Nullable Object... arguments) throws Exception {
    Method method =
        Stream.of(CoreCrypto.class.getMethods())
            .filter(candidate -> candidate.getName().startsWith(name + "-"))
            .filter(candidate -> candidate.getParameterCount() == arguments.length + 1)
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(name));
    return Coroutines.await(then -> invoke(method, arguments, then));
  }

  private @Nullable Object invoke(
      Method method, @Nullable Object[] arguments, Continuation<? super Object> then)
      throws Exception {
    @Nullable Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = then;
    try {
      return method.invoke(library, all);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public byte[] keyPackage() throws Exception {
    List<?> made = (List<?>) call("clientKeypackages", SUITE, MlsCredentialType.BASIC, 1);
    if (made == null) {
      throw new IllegalStateException("no key package");
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(KEY_PACKAGE_HEADER);
    message.writeBytes((byte[]) made.get(0));
    return message.toByteArray();
  }

  @Override
  public Cost join(byte[] welcome) throws Exception {
    byte[] old = group;
    if (old != null) {
      wipe(old);
    }
    return NativeCost.of(
        () -> {
          WelcomeBundle joined =
              Coroutines.await(then -> library.processWelcomeMessage(welcome, settings, then));
          group = joined.getId();
        });
  }

  private void wipe(byte[] id) throws InterruptedException {
    Coroutines.await(then -> library.wipeConversation(id, then));
  }

  @Override
  public Cost createCommit() throws Exception {
    byte[] id = joined();
    Cost cost =
        NativeCost.of(() -> Coroutines.await(then -> library.updateKeyingMaterial(id, then)));
    Coroutines.await(then -> library.clearPendingCommit(id, then));
    return cost;
  }

  @Override
  public byte[] commit() throws Exception {
    byte[] id = joined();
    CommitBundle commit = Coroutines.await(then -> library.updateKeyingMaterial(id, then));
    Coroutines.await(then -> library.commitAccepted(id, then));
    return commit.getCommit();
  }

  @Override
  public Cost receiveCommit(byte[] commit) throws Exception {
    return unprotect(List.of(commit));
  }

  @Override
  public Cost protect(int times, int bytes) throws Exception {
    byte[] id = joined();
    byte[] data = new byte[bytes];
    return NativeCost.of(
        times, () -> Coroutines.await(then -> library.encryptMessage(id, data, then)));
  }

  @Override
  public Cost unprotect(List<byte[]> messages) throws Exception {
    byte[] id = joined();
    return NativeCost.of(
        () -> {
          for (byte[] message : messages) {
            Coroutines.await(then -> library.decryptMessage(id, message, then));
          }
        });
  }

  @Override
  public Cost createGroup(List<byte[]> keyPackages) throws Exception {
    List<byte[]> bare =
        keyPackages.stream()
            .map(one -> Arrays.copyOfRange(one, KEY_PACKAGE_HEADER.length, one.length))
            .toList();
    ConversationConfiguration configuration = configuration();
    Cost cost =
        NativeCost.of(
            () -> {
              Coroutines.await(
                  then ->
                      library.createConversation(
                          CREATED, MlsCredentialType.BASIC, configuration, then));
              Coroutines.await(then -> library.addClientsToConversation(CREATED, bare, then));
              Coroutines.await(then -> library.commitAccepted(CREATED, then));
            });
    wipe(CREATED);
    return cost;
  }

  private ConversationConfiguration configuration() throws Exception {
    for (Constructor<?> constructor : ConversationConfiguration.class.getConstructors()) {
      if (constructor.getParameterCount() == 4) {
        return (ConversationConfiguration)
            constructor.newInstance(SUITE, List.of(), settings, null);
      }
    }
    throw new NoSuchMethodException("ConversationConfiguration");
  }

  private byte[] joined() {
    byte[] id = group;
    if (id == null) {
      throw new IllegalStateException("no group yet");
    }
    return id;
  }

  @Override
  public void close() throws IOException {
    library.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
