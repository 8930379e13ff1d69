package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.ObjectKind;
import salvor.containment.RecordedMeasure.Recorded;
import salvor.containment.RecordedMeasure.Stage;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.training.apiserver.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the ledger says of looks from inside, and of alarms. */
class LastLooksTest {
  private static final ChosenPod WEB = new ChosenPod("shop", "web", "u1");
  private static final String DONE = "2026-11-28T10:00:00Z";

  @TempDir Path folder;
  private String now = "2026-11-28T10:00:05Z";
  private final InstantSource clock = () -> Instant.parse(now);

  private CaseLedger ledger() {
    return CaseLedger.in(folder, clock);
  }

  private void looked(String purpose, Map<String, String> response) throws Exception {
    CaseLedger ledger = ledger();
    ledger.write(
        ledger
            .entry(Deed.ACTION, "a test")
            .asked(
                Map.of("verb", "look-inside", "purpose", purpose, "podUid", WEB.uid()), response));
  }

  private static RecordedMeasure measure(Stage stage) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    Step step =
        new Step.Patch(
            ObjectKind.PODS,
            "shop",
            "web",
            Step.Why.MARK_POD,
            patch,
            Json.object(
                "{\"metadata\": {\"namespace\": \"shop\", \"name\": \"web\", \"uid\": \"u1\"}}"));
    Measure measure =
        new Measure(
            Measure.Kind.QUARANTINE, "0badcafe", "IR-7", "why", List.of(step), List.of(WEB));
    return new RecordedMeasure(
        measure, DONE, "ada", null, List.of(new Recorded(step, stage, "u1", DONE)), null);
  }

  private Containment state(Stage stage) throws Exception {
    return LastLooks.in(ledger()).state(measure(stage), WEB);
  }

  @ParameterizedTest
  @CsvSource({
    "verified, VERIFIED",
    "partial, PARTIAL",
    "not-enforced, NOT_ENFORCED",
    "not-proved, ACCEPTED",
    "something-new, ACCEPTED"
  })
  void isWhatTheLastLookCameTo(String result, Containment state) throws Exception {
    looked("after", Map.of("result", "partial"));
    looked("before", Map.of("result", "6 of 8 answer"));
    assertThat(state(Stage.DONE)).isEqualTo(Containment.PARTIAL);
    looked("after", Map.of("result", result, "since", DONE));
    assertThat(state(Stage.DONE))
        .isEqualTo(result.equals("something-new") ? Containment.PARTIAL : state);
  }

  @Test
  void isNotVerifiedByALookFromBeforeItWasCutOff() throws Exception {
    now = "2026-11-28T09:59:59Z";
    looked("after", Map.of("result", "verified", "since", now));
    assertThat(state(Stage.DONE)).isEqualTo(Containment.ACCEPTED);
    now = "2026-11-28T10:00:01Z";
    looked("after", Map.of("result", "verified", "since", DONE));
    assertThat(state(Stage.DONE)).isEqualTo(Containment.VERIFIED);
    assertThat(state(Stage.UNDONE)).isEqualTo(Containment.LIFTED);
    assertThat(state(Stage.BEGUN))
        .as("nobody knows what came of it")
        .isEqualTo(Containment.REQUESTED);
    assertThat(
            LastLooks.in(ledger())
                .state(measure(Stage.DONE), new ChosenPod("shop", "web", "another")))
        .isEqualTo(Containment.ACCEPTED);
  }

  @Test
  void writesAnAlarmDownOnceAndWhenItIsOver() throws Exception {
    Alarm gone = new Alarm.PodGone(WEB);
    Alarm restarted = new Alarm.Restarted(WEB, "app", 1);
    AlarmLog log = new AlarmLog();
    log.now(ledger(), "0badcafe", List.of(gone, restarted));
    log.now(ledger(), "0badcafe", List.of(gone, restarted));
    assertThat(alarms()).containsExactly("alarm pod-gone", "alarm restarted");
    AlarmLog afterARestart = new AlarmLog();
    afterARestart.now(ledger(), "0badcafe", List.of(gone));
    afterARestart.now(ledger(), "0badcafe", List.of(gone));
    assertThat(alarms()).containsExactly("alarm pod-gone", "alarm restarted", "alarm-over ");
    afterARestart.now(ledger(), "0badcafe", List.of(gone, restarted));
    assertThat(alarms()).hasSize(4).endsWith("alarm restarted");
    assertThat(Measures.in(ledger()).all()).as("an alarm is no measure").isEmpty();
  }

  private List<String> alarms() throws Exception {
    List<String> alarms = new ArrayList<>();
    var check =
        ledger()
            .check(node -> {
              LedgerRecord record = LedgerRecord.of(node);
              alarms.add(
                  record.request().get("verb") + " " + record.request().getOrDefault("kind", ""));
            });
    assertThat(check.faults()).isEmpty();
    return alarms;
  }
}
