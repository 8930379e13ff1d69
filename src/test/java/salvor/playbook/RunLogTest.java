package salvor.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.custody.Artefact;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.Target;

/** What a run reads from the ledger of its case, which others write too. */
class RunLogTest {
  @TempDir Path folder;

  private CaseLedger ledger() {
    return CaseLedger.in(folder, InstantSource.system());
  }

  private void write(Deed deed, Map<String, String> asked, Map<String, String> told)
      throws IOException {
    ledger().write(ledger().entry(deed, null).asked(asked, told));
  }

  @ParameterizedTest
  @CsvSource({"triage", "verify", "siblings", "rights", "compare"})
  void aDocumentThatACommandWroteShowsNothing(String verb) throws IOException {
    write(Deed.EXPORTED, Map.of("verb", verb), Map.of());
    assertThat(new RunLog(ledger()).records()).isEmpty();
  }

  @Test
  void aVerifiedBundleStaysVerifiedWhenTheResultIsExported() throws IOException {
    write(Deed.VERIFIED, Map.of("verb", "verify", "path", "a"), Map.of("standing", "valid"));
    write(Deed.EXPORTED, Map.of("verb", "verify"), Map.of());
    assertThat(new RunLog(ledger()).records())
        .singleElement()
        .isInstanceOfSatisfying(
            RunRecord.Observed.class,
            seen -> {
              assertThat(seen.fact()).isEqualTo(Fact.BUNDLE);
              assertThat(seen.value()).isEqualTo("valid");
            });
  }

  private void state(Deed deed, String container, String kind, Map<String, String> told)
      throws IOException {
    ledger()
        .write(
            ledger()
                .entry(deed, null)
                .on(
                    new Target(
                        null, null, "shop", "web", "u1", container, null, null, null, null, null,
                        null))
                .asked(Map.of("verb", "exec", "kind", kind), told)
                .about(new Artefact("a", 1, "a".repeat(64), false, null)));
  }

  @Test
  void stateCountsWhereItIsWholeAndElseItIsToldWhatIsMissing() throws IOException {
    Condition gate = new Condition(Fact.COLLECTED, "yes");
    state(Deed.COLLECTED, "web", "output", Map.of("result", "collected"));
    Facts facts = Facts.of(new RunLog(ledger()).records());
    assertThat(gate.holds(facts)).as("what ps of the image says").isFalse();
    assertThat(facts.notTaken()).containsExactly("shop/web: web: no-toolbox");
    state(Deed.COLLECTED, "web", "state", Map.of("result", "part", "archive", "cut_off"));
    facts = Facts.of(new RunLog(ledger()).records());
    assertThat(gate.holds(facts)).isFalse();
    assertThat(facts.notTaken()).containsExactly("shop/web: web: part: cut_off");
    state(Deed.COLLECTED, "web", "state", Map.of("result", "collected", "archive", "whole"));
    state(Deed.COLLECTED, "web", "state", Map.of("result", "part", "archive", "cut_off"));
    facts = Facts.of(new RunLog(ledger()).records());
    assertThat(gate.holds(facts)).as("it was whole once").isTrue();
    state(Deed.FAILED, "side", "state", Map.of("result", "failed", "said", "no-toolbox"));
    facts = Facts.of(new RunLog(ledger()).records());
    assertThat(gate.holds(facts)).isFalse();
    assertThat(salvor.report.GateWords.condition(gate, facts))
        .isEqualTo(
            "State was taken from inside the pod: only a part of it was; processes and sockets not"
                + " taken, or not whole: shop/web: side: failed: no-toolbox");
  }

  @Test
  void aDecisionIsReadAndSealedEvidenceToo() throws IOException {
    write(Deed.NOTE, Map.of("verb", "triage", "uid", "u1"), Map.of("result", "bad"));
    write(Deed.NOTE, Map.of("verb", "triage", "uid", "u1"), Map.of("result", "unseen"));
    write(Deed.EXPORTED, Map.of("verb", "seal"), Map.of());
    write(Deed.EXPORTED, Map.of("verb", "seal"), Map.of("podUids", "u1 u2"));
    assertThat(new RunLog(ledger()).records())
        .satisfiesExactly(
            first -> assertThat(((RunRecord.Decided) first).isDecided()).isTrue(),
            second -> assertThat(((RunRecord.Decided) second).isDecided()).isFalse(),
            third -> assertThat(((RunRecord.Observed) third).fact()).isEqualTo(Fact.EVIDENCE),
            fourth ->
                assertThat(((RunRecord.Sealed) fourth).pods())
                    .containsExactlyInAnyOrder("u1", "u2"));
  }
}
