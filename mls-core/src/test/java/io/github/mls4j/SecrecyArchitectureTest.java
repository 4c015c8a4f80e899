package io.github.mls4j;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.mls4j.codec.Bytes;
import java.util.Arrays;
import java.util.Set;

/** What keeps secrets from being told by the time that a comparison takes, or by a log. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
class SecrecyArchitectureTest {

  /** Where MACs come from: all other code gets them out of one of these. */
  private static final Set<String> TAGS = Set.of("mac", "confirmationTag", "membershipTag");

  /** Code that has a tag in its hands leaves comparing to {@code equalsConstantTime}. */
  @ArchTest
  static final ArchRule tagsAreComparedInConstantTime =
      codeUnits().that(haveATagInTheirHands()).should(notCompare());

  /** Contents are compared where it is decided how; numbers are no contents. */
  @ArchTest
  static final ArchRule arraysAreComparedInOnePlace =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Bytes.class.getName())
          .should()
          .callMethodWhere(
              DescribedPredicate.<JavaMethodCall>describe(
                      "of Arrays, but of int[]",
                      call ->
                          call.getTarget().getOwner().isEquivalentTo(Arrays.class)
                              && call.getTarget().getRawParameterTypes().stream()
                                  .noneMatch(type -> type.isEquivalentTo(int[].class)))
                  .and(target(nameMatching("equals|compare|mismatch|deepEquals"))));

  @ArchTest
  static final ArchRule nothingIsLoggedOrPrinted =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethodWhere(target(name("printStackTrace")))
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.util\\.logging\\..*|java\\.lang\\.System\\$Logger.*|org\\.slf4j.*");

  private static DescribedPredicate<JavaCodeUnit> haveATagInTheirHands() {
    return DescribedPredicate.describe(
        "have a tag in their hands",
        unit ->
            unit.getCallsFromSelf().stream()
                .anyMatch(
                    call ->
                        TAGS.contains(call.getTarget().getName())
                            && call.getTargetOwner()
                                .getPackageName()
                                .startsWith(ArchitectureTest.ROOT)));
  }

  private static ArchCondition<JavaCodeUnit> notCompare() {
    return new ArchCondition<>("not compare with equals") {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        unit.getCallsFromSelf().stream()
            .filter(call -> call.getTarget().getName().matches("equals|compareTo|contains"))
            .forEach(call -> events.add(SimpleConditionEvent.violated(call, call.toString())));
      }
    };
  }
}
