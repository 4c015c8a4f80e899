package io.github.mls4j;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.mls4j.framing.VerifiedContent;
import io.github.mls4j.group.GroupConfig;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The floors of the house: an import only ever points down, and packages form no cycle. What must
 * be handed in is not taken from elsewhere.
 */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  static final String ROOT = "io.github.mls4j";

  /** For each package, what it may import; what those may import comes with them. */
  private static final Map<String, Set<String>> FLOORS =
      Map.ofEntries(
          entry("codec", Set.of()),
          entry("wire", Set.of("codec")),
          entry("crypto", Set.of("wire")),
          entry("crypto.hpke", Set.of("crypto")),
          entry("crypto.bc", Set.of("crypto.hpke")),
          entry("crypto.jca", Set.of("crypto.bc")),
          entry("rules", Set.of("wire")),
          entry("spi", Set.of("crypto", "rules")),
          entry("spi.x509", Set.of("spi")),
          entry("tree", Set.of("crypto", "rules")),
          entry("schedule", Set.of("crypto", "rules")),
          entry("framing", Set.of("schedule")),
          entry("validation", Set.of("tree", "spi", "framing")),
          entry("group", Set.of("validation", "crypto.jca")),
          entry("extensions", Set.of("group")));

  @ArchTest static final ArchRule importsPointDown = classes().should(importOnlyLowerFloors());

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  /** RFC 9420 §13.5: what judges a message does not ask whether a value is one of GREASE. */
  @ArchTest
  static final ArchRule greaseIsNotToldFromOtherUnknownValues =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".wire..", ROOT + ".spi..")
          .should()
          .callMethodWhere(target(name("isGrease")));

  /** A public constructor, such as a record's, would let anyone call content verified. */
  @ArchTest
  static final ArchRule onlyFramingMakesVerifiedContent =
      constructors()
          .that()
          .areDeclaredIn(VerifiedContent.class)
          .should()
          .bePackagePrivate()
          .orShould()
          .bePrivate();

  /** The configuration makes the default of the one source that everything else is given. */
  @ArchTest
  static final ArchRule randomnessIsInjected =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(GroupConfig.Builder.class.getName())
          .should()
          .callConstructorWhere(target(owner(assignableTo(SecureRandom.class))))
          .orShould()
          .callMethodWhere(
              target(owner(assignableTo(SecureRandom.class)))
                  .and(target(nameStartingWith("getInstance"))));

  @ArchTest
  static final ArchRule theClockIsInjected =
      noClasses()
          .should()
          .callMethodWhere(
              target(name("now"))
                  .or(
                      target(nameStartingWith("system"))
                          .and(target(owner(assignableTo(Clock.class))))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  private static ArchCondition<JavaClass> importOnlyLowerFloors() {
    return new ArchCondition<>("import only what their floor allows") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        String from = floor(origin);
        if (!FLOORS.containsKey(from)) {
          events.add(SimpleConditionEvent.violated(origin, origin + " is on no known floor"));
          return;
        }
        Set<String> allowed = below(from);
        origin.getDirectDependenciesFromSelf().stream()
            .filter(d -> isOurs(d.getTargetClass()) && !allowed.contains(floor(d.getTargetClass())))
            .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
      }
    };
  }

  private static boolean isOurs(JavaClass c) {
    return c.getPackageName().startsWith(ROOT + ".");
  }

  private static String floor(JavaClass c) {
    return c.getPackageName().substring(ROOT.length() + 1);
  }

  /** The package itself and all that it may import. */
  private static Set<String> below(String floor) {
    Set<String> all = new TreeSet<>(Set.of(floor));
    FLOORS.get(floor).forEach(f -> all.addAll(below(f)));
    return all;
  }
}
