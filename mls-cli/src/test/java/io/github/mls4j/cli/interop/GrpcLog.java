package io.github.mls4j.cli.interop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes note of what gRPC logs. */
final class GrpcLog extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("io.grpc");

  final List<String> messages = new CopyOnWriteArrayList<>();

  GrpcLog() {
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord entry) {
    messages.add(String.valueOf(entry.getMessage()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
