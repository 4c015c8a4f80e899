package io.github.mls4j.cli.input;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.vectors.PassiveClient;
import io.github.mls4j.vectors.PassiveClientVector;
import io.github.mls4j.vectors.VectorFailure;
import io.github.mls4j.vectors.VectorFile;

/**
 * One case of a file of passive clients.
 *
 * @param name how messages call it
 */
public record PassiveCase(String name, PassiveClientVector vector) {

  /**
   * Reads one case.
   *
   * @throws CommandFailure if it is not there, or not of the format
   */
  public static PassiveCase read(String fileName, VectorFile file, int index) {
    if (index >= file.size()) {
      throw new CommandFailure(
          "%s#%d: there is no case %d: the file has %d, from 0 on"
              .formatted(fileName, index, index, file.size()));
    }
    String name = fileName + "#" + index;
    try {
      return new PassiveCase(name, (PassiveClientVector) file.read(index));
    } catch (VectorFailure e) {
      throw new CommandFailure(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * The case's suite.
   *
   * @throws CommandFailure if it is unknown
   */
  public CipherSuite suite() {
    try {
      return CipherSuite.of(vector.cipherSuite());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          name + ": the cipher suite " + vector.cipherSuite() + " is unknown", e);
    }
  }

  /**
   * The client that the case describes, before it joins.
   *
   * @throws CommandFailure if its keys do not belong together
   */
  public PassiveClient client() {
    try {
      return PassiveClient.of(suite(), vector);
    } catch (VectorFailure e) {
      throw new CommandFailure(name + ": " + e.getMessage(), e);
    }
  }
}
