package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/**
 * Groups of 8 to 40 members over 500 random steps of every kind, between which messages are lost,
 * doubled and reordered: see {@link GroupModel} for what must hold, and {@link GroupModelStep} for
 * what happens. jqwik prints the seed, and of a failure the shortest course that it finds.
 *
 * <p>{@code mvn -Psoak -Dmls.soak.minutes=N} goes on for that long; see CONTRIBUTING.md.
 */
class GroupModelTest {

  private static final int STEPS = 500;

  /** 10,000 steps in all: {@code jqwik.tries.default}, but for a soak. */
  private static final int COURSES = 20;

  private static final long SOAK_MINUTES = Long.getLong("mls.soak.minutes", 0);
  private static final long END = System.nanoTime() + Duration.ofMinutes(SOAK_MINUTES).toNanos();

  private static final Map<GroupModelStep, Integer> TAKEN = new EnumMap<>(GroupModelStep.class);
  private static int courses;

  @Property(
      generation = GenerationMode.RANDOMIZED,
      edgeCases = EdgeCasesMode.NONE,
      afterFailure = AfterFailureMode.SAMPLE_FIRST)
  void allAgreeWhateverHappens(@ForAll("courses") ActionChain<GroupModel> course) throws Exception {
    if (SOAK_MINUTES == 0 || System.nanoTime() < END) {
      run(course);
    }
  }

  private static void run(ActionChain<GroupModel> course) throws Exception {
    GroupModel model = course.run();
    model.chance = new Random(0);
    model.assertAllTalk();
    courses++;
  }

  @AfterContainer
  static void everyStepWasTaken() {
    System.out.println(courses + " courses of the model, with these steps: " + TAKEN);
    if (courses >= COURSES) {
      assertThat(TAKEN).containsOnlyKeys(GroupModelStep.values());
    }
  }

  @Provide
  Arbitrary<ActionChain<GroupModel>> courses() {
    ActionChainArbitrary<GroupModel> courses =
        ActionChain.startWith(GroupModel::new).withMaxTransformations(STEPS);
    for (GroupModelStep step : GroupModelStep.values()) {
      courses = courses.withAction(step.weight, new Step(step));
    }
    return courses;
  }

  /** One kind of step, with whatever seed: it is not made smaller, only left out. */
  private record Step(GroupModelStep step) implements Action.Independent<GroupModel> {

    @Override
    public Arbitrary<Transformer<GroupModel>> transformer() {
      return Arbitraries.randomValue(Random::nextLong)
          .map(seed -> Transformer.mutate(step + " " + seed, model -> take(model, seed)));
    }

    private void take(GroupModel model, long seed) {
      if (step.take(model, seed)) {
        TAKEN.merge(step, 1, Integer::sum);
      }
    }
  }
}
