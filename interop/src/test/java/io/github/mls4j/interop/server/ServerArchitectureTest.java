package io.github.mls4j.interop.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The server is an application like others: it has the public API and nothing else. */
@AnalyzeClasses(
    packages = "io.github.mls4j.interop.server",
    importOptions = DoNotIncludeTests.class)
class ServerArchitectureTest {

  @ArchTest
  static final ArchRule onlyThePublicApiIsUsed =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.google.protobuf..",
              "io.grpc..",
              "org.jspecify.annotations..",
              "io.github.mls4j.codec",
              "io.github.mls4j.wire",
              "io.github.mls4j.crypto",
              "io.github.mls4j.rules",
              "io.github.mls4j.spi",
              "io.github.mls4j.group",
              "io.github.mls4j.interop.proto",
              "io.github.mls4j.interop.server");
}
