package io.github.mls4j.cli.inspect;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.Suites;
import io.github.mls4j.cli.input.Input;
import io.github.mls4j.cli.input.PassiveCase;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.TreeSketch;
import io.github.mls4j.cli.view.View;
import io.github.mls4j.vectors.PassiveClientVector;
import io.github.mls4j.vectors.VectorFailure;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The cases of a file of passive clients. */
final class CaseList {

  private CaseList() {}

  static View.Sequence of(Input.Cases cases) {
    List<View> all = new ArrayList<>();
    for (int i = 0; i < cases.file().size(); i++) {
      PassiveClientVector vector = PassiveCase.read(cases.name(), cases.file(), i).vector();
      all.add(
          new View.Struct(
              "case",
              List.of(
                  new View.Field("case", number(i)),
                  new View.Field(
                      "cipher_suite", new View.Scalar(vector.cipherSuite().toString(), "")),
                  new View.Field("client", new View.Scalar(client(cases, i, vector), "")),
                  new View.Field("psks", number(vector.externalPsks().size())),
                  new View.Field("epochs", number(vector.epochs().size())))));
    }
    return new View.Sequence(all);
  }

  private static View number(long value) {
    return new View.Scalar(BigInteger.valueOf(value), "");
  }

  private static String client(Input.Cases cases, int index, PassiveClientVector vector) {
    try {
      return TreeSketch.name(vector.decodedKeyPackage().leafNode().credential());
    } catch (VectorFailure e) {
      throw new CommandFailure(cases.name() + "#" + index + ": " + e.getMessage(), e);
    }
  }

  static void print(Input.Cases cases, PrintWriter out, Style style) {
    out.println(
        style.bold(
            "%4s  %-30s  %5s  %6s  %s".formatted("case", "suite", "psks", "epochs", "client")));
    for (int i = 0; i < cases.file().size(); i++) {
      PassiveClientVector vector = PassiveCase.read(cases.name(), cases.file(), i).vector();
      out.println(
          "%4d  %-30s  %5d  %6d  %s"
              .formatted(
                  i,
                  Suites.brief(vector.cipherSuite()),
                  vector.externalPsks().size(),
                  vector.epochs().size(),
                  client(cases, i, vector)));
    }
    out.println();
    out.println("One of them, epoch by epoch: mls inspect " + cases.name() + "#0");
  }
}
