package salvor.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of every run, whatever was recorded. */
class CoursePropertyTest {
  private static final Instant BEGAN = Instant.parse("2026-11-27T10:00:00Z");

  private static List<RunRecord> records(Playbook playbook, Random random) {
    List<RunRecord> records = new ArrayList<>();
    int count = random.nextInt(40);
    for (int seq = 1; seq <= count; seq++) {
      Instant time = BEGAN.plusSeconds(random.nextInt(100_000));
      String step = playbook.steps().get(random.nextInt(playbook.steps().size())).id();
      Fact fact = Fact.values()[random.nextInt(Fact.values().length)];
      String value =
          fact.possible().isEmpty()
              ? Integer.toString(random.nextInt(3))
              : fact.possible().get(random.nextInt(fact.possible().size()));
      String subject = random.nextBoolean() ? "a" : "b";
      records.add(
          switch (random.nextInt(8)) {
            case 0 -> new RunRecord.Began(seq, time, playbook.name(), "x", "w", "");
            case 1, 2 -> new RunRecord.Done(seq, time, playbook.name(), step, "w", null);
            case 3 -> new RunRecord.Skipped(seq, time, playbook.name(), step, "w", "r");
            case 4 -> new RunRecord.Listed(seq, time, List.of(subject));
            case 5 ->
                new RunRecord.Decided(
                    seq, time, subject, random.nextBoolean() ? "cleared" : "unseen");
            case 6 -> new RunRecord.Stated(seq, time, fact, value, "w", "r");
            default -> new RunRecord.Observed(seq, time, fact, subject, value);
          });
    }
    return records;
  }

  @Property(tries = 300)
  void theOrderInWhichRecordsAreGivenDoesNotMatter(@ForAll long seed) throws IOException {
    Playbook playbook = BuiltIn.named("web-shell").orElseThrow();
    Random random = new Random(seed);
    List<RunRecord> records = records(playbook, random);
    List<RunRecord> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, random);
    Course one = Course.of(playbook, records);
    Course other = Course.of(playbook, shuffled);
    assertThat(other.facts().toString()).isEqualTo(one.facts().toString());
    assertThat(other.deviations()).isEqualTo(one.deviations());
    assertThat(other.steps().toString()).isEqualTo(one.steps().toString());
  }

  @Property(tries = 300)
  void noGateIsPassedWithoutItsFacts(@ForAll long seed) throws IOException {
    Playbook playbook = BuiltIn.named("web-shell").orElseThrow();
    List<RunRecord> records = records(playbook, new Random(seed));
    Course course = Course.of(playbook, records);
    for (Course.Standing standing : course.steps()) {
      if (standing.state() != Course.State.DONE) {
        continue;
      }
      boolean once =
          records.stream()
              .filter(each ->
                  each instanceof RunRecord.Done done && done.step().equals(standing.step().id()))
              .anyMatch(each -> allTold(standing.step(), records.subList(0, (int) each.seq() - 1)));
      assertThat(once).as(standing.toString()).isTrue();
    }
  }

  /** By the plainest reading: for each fact of the gate, something that says it is there at all. */
  private static boolean allTold(Playbook.Step step, List<RunRecord> before) {
    return step.gate().stream()
        .allMatch(condition ->
            before.stream()
                .anyMatch(each ->
                    switch (each) {
                      case RunRecord.Observed it -> it.fact() == condition.fact();
                      case RunRecord.Stated it -> it.fact() == condition.fact();
                      case RunRecord.Listed _ -> condition.fact() == Fact.SIBLINGS;
                      default -> false;
                    }));
  }

  @Property(tries = 300)
  void oneMoreRecordOfAnObservationOfTheStrongestKindNeverShutsAGate(@ForAll long seed)
      throws IOException {
    Playbook playbook = BuiltIn.named("web-shell").orElseThrow();
    Random random = new Random(seed);
    List<RunRecord> records = records(playbook, random);
    Facts before = Facts.of(records);
    for (Fact fact : List.of(Fact.CONTAINED, Fact.BUNDLE, Fact.ROLL_OUT)) {
      List<RunRecord> more = new ArrayList<>(records);
      more.add(
          new RunRecord.Observed(records.size() + 1L, BEGAN, fact, "a", fact.possible().getLast()));
      Condition best = new Condition(fact, fact.possible().getLast());
      if (before.known(fact).filter(k -> k.source() == Facts.Source.OBSERVED).isPresent()
          && best.holds(before)) {
        assertThat(best.holds(Facts.of(more))).isTrue();
      }
    }
  }
}
