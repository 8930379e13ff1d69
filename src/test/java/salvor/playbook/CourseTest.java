package salvor.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.playbook.Course.State.DONE;
import static salvor.playbook.Course.State.OPEN;
import static salvor.playbook.Course.State.READY;
import static salvor.playbook.Course.State.SKIPPED;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.custody.Sha256;

class CourseTest {
  private static final Instant BEGAN = Instant.parse("2026-11-27T10:00:00Z");
  private final List<RunRecord> records = new ArrayList<>();
  private Playbook playbook;

  @BeforeEach
  void playbook() throws IOException {
    playbook = BuiltIn.named("suspicious-process").orElseThrow();
  }

  private Instant now() {
    return BEGAN.plusSeconds(60L * records.size());
  }

  private long seq() {
    return records.size() + 1L;
  }

  private CourseTest began() {
    records.add(
        new RunRecord.Began(
            seq(), now(), playbook.name(), Sha256.ofText(playbook.text()), "a", ""));
    return this;
  }

  private CourseTest seen(Fact fact, String value) {
    return seen(fact, "", value);
  }

  private CourseTest seen(Fact fact, String subject, String value) {
    records.add(new RunRecord.Observed(seq(), now(), fact, subject, value));
    return this;
  }

  private CourseTest stated(Fact fact, String value) {
    records.add(new RunRecord.Stated(seq(), now(), fact, value, "a", "seen on the node"));
    return this;
  }

  private CourseTest done(String step) {
    records.add(new RunRecord.Done(seq(), now(), playbook.name(), step, "ann", null));
    return this;
  }

  private CourseTest skipped(String step) {
    records.add(new RunRecord.Skipped(seq(), now(), playbook.name(), step, "ann", "no time"));
    return this;
  }

  private Course course() {
    return Course.of(playbook, records);
  }

  private Course.State state(String step) {
    return course().step(step).orElseThrow().state();
  }

  private List<String> keys() {
    return course().deviations().stream().map(Deviation::key).toList();
  }

  private CourseTest sealed() {
    return sealed("m");
  }

  private CourseTest sealed(String pod) {
    return seen(Fact.COLLECTED, pod, "yes")
        .seen(Fact.EVIDENCE, "sealed")
        .seen(Fact.BUNDLE, "valid");
  }

  private CourseTest listed(String... uids) {
    records.add(new RunRecord.Listed(seq(), now(), List.of(uids)));
    return this;
  }

  private CourseTest decided(String uid, boolean is) {
    records.add(new RunRecord.Decided(seq(), now(), uid, is ? "cleared" : "unseen"));
    return this;
  }

  @Test
  void theWholeRunInOrderLeavesNothingAndDeviatesNowhere() {
    assertThat(course().began()).isNull();
    began().seen(Fact.CONTAINED, "m", "accepted");
    assertThat(state("isolate")).as("accepted is not verified").isEqualTo(OPEN);
    seen(Fact.CONTAINED, "m", "verified");
    assertThat(state("isolate")).isEqualTo(READY);
    done("isolate");
    assertThat(state("isolate")).isEqualTo(DONE);
    assertThat(course().next().orElseThrow().step().id()).isEqualTo("collect");
    sealed().done("collect").listed("u1", "u2").done("scope");
    decided("u1", true);
    assertThat(state("assess")).isEqualTo(OPEN);
    decided("u2", true);
    assertThat(state("assess")).isEqualTo(READY);
    done("assess").seen(Fact.FIXED_DIGEST, "known").done("hotfix");
    seen(Fact.ROLL_OUT, "r", "through").seen(Fact.BAD_DIGEST_PODS, "0").done("recover");
    stated(Fact.REVIEW, "done").done("review");
    assertThat(course().isOver()).isTrue();
    assertThat(course().next()).isEmpty();
    assertThat(keys())
        .as("nothing but the review is stated")
        .containsExactly("stated:review:review");
    assertThat(course().steps()).allMatch(step -> "ann".equals(step.who()));
  }

  @ParameterizedTest
  @CsvSource({
    "CONTAINED, verified, verified, true",
    "CONTAINED, verified, partial, false",
    "CONTAINED, accepted, verified, true",
    "CONTAINED, accepted, not-enforced, false",
    "CONTAINED, requested, undone, false",
    "BUNDLE, valid, valid_unsigned, false",
    "BUNDLE, valid_unsigned, valid, true",
    "SIBLINGS, listed, assessed, true",
    "BAD_DIGEST_PODS, 0, 0, true",
    "BAD_DIGEST_PODS, 0, 1, false",
    "BAD_DIGEST_PODS, 2, 1, true",
    "BAD_DIGEST_PODS, 0, unknown, false",
    "BAD_DIGEST_PODS, 0, '', false",
    "BUNDLE, valid, nonsense, false"
  })
  void aConditionAsksForAtLeast(Fact fact, String wanted, String is, boolean holds) {
    seen(fact, is);
    assertThat(new Condition(fact, wanted).holds(Facts.of(records))).isEqualTo(holds);
    assertThat(new Condition(fact, wanted).holds(Facts.of(List.of()))).isFalse();
  }

  @Test
  void evidenceOfAnotherPodIsNone() {
    began().seen(Fact.CONTAINED, "m", "verified").done("isolate").sealed("other");
    records.add(new RunRecord.Named(seq(), now(), "m", "shop/web-1"));
    assertThat(state("collect")).isEqualTo(OPEN);
    for (Fact fact : List.of(Fact.COLLECTED, Fact.EVIDENCE, Fact.BUNDLE)) {
      assertThat(course().facts().lacking(fact)).containsExactly("shop/web-1");
    }
    seen(Fact.COLLECTED, "m", "yes").seen(Fact.EVIDENCE, "bundles/2", "sealed");
    seen(Fact.BUNDLE, "bundles/1", "valid");
    assertThat(course().facts().lacking(Fact.EVIDENCE)).isEmpty();
    assertThat(state("collect")).as("the other bundle was checked").isEqualTo(OPEN);
    seen(Fact.BUNDLE, "bundles/2", "modified");
    assertThat(state("collect")).isEqualTo(OPEN);
    seen(Fact.BUNDLE, "bundles/2", "valid").seen(Fact.BUNDLE, "bundles/1", "modified");
    assertThat(state("collect")).isEqualTo(READY);
    seen(Fact.CONTAINED, "n", "verified");
    assertThat(state("collect")).as("one more was isolated").isEqualTo(OPEN);
    assertThat(course().facts().lacking(Fact.COLLECTED)).containsExactly("n");
    seen(Fact.CONTAINED, "n", "undone");
    assertThat(state("collect")).isEqualTo(READY);
  }

  @Test
  void aSealOfOnePodIsNoneOfAnother() {
    began().seen(Fact.CONTAINED, "m", "verified").seen(Fact.CONTAINED, "n", "verified");
    seen(Fact.COLLECTED, "m", "yes").seen(Fact.COLLECTED, "n", "yes");
    records.add(new RunRecord.Sealed(seq(), now(), "bundles/1", Set.of("m")));
    assertThat(course().facts().lacking(Fact.EVIDENCE)).containsExactly("n");
    seen(Fact.BUNDLE, "bundles/1", "valid");
    assertThat(course().facts().lacking(Fact.BUNDLE)).containsExactly("n");
    records.add(new RunRecord.Sealed(seq(), now(), "bundles/2", Set.of("n")));
    assertThat(course().facts().lacking(Fact.EVIDENCE)).isEmpty();
    assertThat(course().facts().lacking(Fact.BUNDLE)).as("not checked yet").containsExactly("n");
    seen(Fact.BUNDLE, "bundles/2", "valid");
    assertThat(course().facts().lacking(Fact.BUNDLE)).isEmpty();
  }

  @Test
  void aRollOutBeforeTheEvidenceIsSealedIsTold() {
    began().seen(Fact.CONTAINED, "m", "verified").seen(Fact.ROLL_OUT, "under");
    sealed().seen(Fact.ROLL_OUT, "through");
    assertThat(keys()).containsExactly("rolled-out-before-sealing:3");
    records.clear();
    began().seen(Fact.CONTAINED, "m", "verified");
    sealed().seen(Fact.ROLL_OUT, "under").seen(Fact.ROLL_OUT, "through");
    assertThat(keys()).isEmpty();
  }

  @Test
  void ofSeveralPodsTheWeakestCounts() {
    began().seen(Fact.CONTAINED, "one", "verified").seen(Fact.CONTAINED, "two", "partial");
    assertThat(state("isolate")).isEqualTo(OPEN);
    seen(Fact.CONTAINED, "two", "verified");
    assertThat(state("isolate")).isEqualTo(READY);
  }

  @Test
  void aGateThatOpensAgainIsTold() {
    began().seen(Fact.CONTAINED, "m", "verified").done("isolate");
    seen(Fact.CONTAINED, "m", "not-enforced");
    Course.Standing isolate = course().step("isolate").orElseThrow();
    assertThat(isolate.state()).isEqualTo(DONE);
    assertThat(isolate.gateHolds()).isFalse();
    assertThat(isolate.open())
        .extracting(Condition::toString)
        .containsExactly("contained: verified");
  }

  @Test
  void sealingAnewAsksForANewCheck() {
    began().sealed();
    assertThat(new Condition(Fact.BUNDLE, "valid").holds(Facts.of(records))).isTrue();
    seen(Fact.EVIDENCE, "sealed");
    assertThat(new Condition(Fact.BUNDLE, "valid").holds(Facts.of(records))).isFalse();
  }

  @Test
  void whatAPersonStatesNeverCountsAgainstWhatWasObserved() {
    began().stated(Fact.CONTAINED, "verified");
    assertThat(state("isolate")).isEqualTo(READY);
    done("isolate");
    assertThat(keys()).containsExactly("stated:isolate:contained");
    seen(Fact.CONTAINED, "m", "not-enforced").stated(Fact.CONTAINED, "verified");
    assertThat(course().step("isolate").orElseThrow().gateHolds()).isFalse();
  }

  @Test
  void aRecordThatSaysDoneDoesNotPassAGate() {
    began().done("isolate");
    assertThat(state("isolate")).isEqualTo(OPEN);
    assertThat(keys()).containsExactly("without-gate:isolate:2");
  }

  @Test
  void collectingBeforeIsolatingIsADeviation() {
    began().sealed().seen(Fact.CONTAINED, "m", "verified");
    assertThat(keys()).containsExactly("collected-before-isolating");
    records.clear();
    began().seen(Fact.CONTAINED, "m", "accepted").sealed();
    assertThat(keys()).as("accepted proves nothing").containsExactly("collected-before-isolating");
    records.clear();
    began().seen(Fact.CONTAINED, "m", "verified").sealed().seen(Fact.COLLECTED, "yes");
    assertThat(keys()).isEmpty();
  }

  @Test
  void deletingBeforeSealingIsADeviation() {
    began().seen(Fact.CONTAINED, "m", "verified").seen(Fact.DELETED, "d", "yes");
    assertThat(keys()).containsExactly("deleted-before-sealing:3");
    records.clear();
    began().seen(Fact.CONTAINED, "m", "verified").seen(Fact.COLLECTED, "yes");
    seen(Fact.EVIDENCE, "sealed").seen(Fact.DELETED, "d", "yes");
    assertThat(keys()).as("sealed, and not checked").containsExactly("deleted-before-sealing:5");
    records.clear();
    began().seen(Fact.CONTAINED, "m", "verified").sealed().seen(Fact.DELETED, "d", "yes");
    assertThat(keys()).isEmpty();
  }

  @Test
  void undoingBeforeTheFixIsADeviation() {
    began().seen(Fact.CONTAINED, "m", "verified").seen(Fact.CONTAINED, "m", "undone");
    assertThat(keys()).containsExactly("undone-before-fixed:3");
    records.clear();
    began().seen(Fact.CONTAINED, "m", "verified").sealed().seen(Fact.ROLL_OUT, "r", "through");
    seen(Fact.CONTAINED, "m", "undone");
    assertThat(keys()).isEmpty();
  }

  @Test
  void skippingTakesAStepOutWithItsReason() {
    began().skipped("isolate");
    assertThat(state("isolate")).isEqualTo(SKIPPED);
    assertThat(course().next().orElseThrow().step().id()).isEqualTo("collect");
    assertThat(course().deviations())
        .containsExactly(new Deviation.Skipped("isolate", "ann", "no time"));
    seen(Fact.CONTAINED, "m", "verified").done("isolate");
    assertThat(state("isolate")).as("done after all").isEqualTo(DONE);
  }

  @Test
  void outOfOrderAndLateAreTold() {
    began().sealed().seen(Fact.CONTAINED, "m", "verified").done("collect");
    assertThat(keys()).contains("out-of-order:collect:isolate");
    while (Duration.between(BEGAN, now()).toMinutes() <= 15) {
      seen(Fact.CONTAINED, "m", "verified");
    }
    done("isolate");
    assertThat(course().deviations())
        .contains(new Deviation.Late("isolate", Duration.ofMinutes(1)));
  }

  @Test
  void anotherTextThanItBeganWithIsTold() {
    records.add(new RunRecord.Began(1, BEGAN, playbook.name(), "0".repeat(64), "a", ""));
    assertThat(course().deviations()).hasOnlyElementsOfType(Deviation.OtherText.class).hasSize(1);
  }

  @Test
  void runsOfOtherPlaybooksAreNotOfThisOne() {
    records.add(new RunRecord.Began(1, BEGAN, "web-shell", "0".repeat(64), "a", ""));
    records.add(new RunRecord.Skipped(2, BEGAN, "web-shell", "isolate", "a", "x"));
    records.add(new RunRecord.Noted(3, BEGAN, "web-shell", "collected-before-isolating"));
    sealed();
    assertThat(course().began()).isNull();
    assertThat(state("isolate")).isEqualTo(OPEN);
    assertThat(course().unwritten())
        .extracting(Deviation::key)
        .containsExactly("collected-before-isolating");
  }

  @Test
  void whatIsWrittenIsNotWrittenAgain() {
    began().sealed();
    assertThat(course().unwritten()).hasSize(1);
    records.add(new RunRecord.Noted(seq(), now(), playbook.name(), "collected-before-isolating"));
    assertThat(course().unwritten()).isEmpty();
    assertThat(course().deviations()).hasSize(1);
  }
}
