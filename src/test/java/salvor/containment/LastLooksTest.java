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

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "partial verified, -",
        "verified, -",
        "verified partial, VERIFIED PARTIAL",
        "verified partial not-enforced, VERIFIED NOT_ENFORCED",
        "verified partial verified, -",
        "verified not-proved, VERIFIED NOT_PROVED",
        "not-proved partial, -",
        "partial not-enforced partial, -",
        "not-enforced, -"
      })
  void aLookThatSaysWorseThanOneBeforeIsAnAlarm(String results, String told) throws Exception {
    now = "2026-11-28T09:59:00Z";
    looked("after", Map.of("result", "verified")); // of a quarantine before this one
    now = "2026-11-28T10:00:05Z";
    for (String result : results.split(" ")) {
      looked("after", Map.of("result", result));
    }
    assertThat(
            LastLooks.in(ledger()).worse(measure(Stage.DONE)).stream()
                .map(alarm -> ((Alarm.Worse) alarm).was() + " " + ((Alarm.Worse) alarm).is())
                .findFirst()
                .orElse(null))
        .isEqualTo(told);
  }

  @Test
  void isNotVerifiedOnceAnAlarmWasRaisedUntilItIsLookedAgain() throws Exception {
    RecordedMeasure measure = measure(Stage.DONE);
    looked("after", Map.of("result", "verified", "since", DONE));
    now = "2026-11-28T10:01:00Z";
    AlarmLog log = new AlarmLog();
    Alarm labels = new Alarm.LabelsChanged(WEB, List.of("/metadata/labels/app"), "a");
    assertThat(AlarmLog.unwritten(ledger(), measure.measure(), List.of(labels)))
        .containsExactly("u1");
    log.now(ledger(), measure.measure(), List.of(new Alarm.PodGone(WEB)));
    assertThat(state(Stage.DONE))
        .as("one that is gone is not open")
        .isEqualTo(Containment.VERIFIED);
    log.now(ledger(), measure.measure(), List.of(labels));
    assertThat(state(Stage.DONE)).isEqualTo(Containment.ACCEPTED);
    assertThat(LastLooks.in(ledger()).holding(measure, WEB)).isEmpty();
    assertThat(AlarmLog.unwritten(ledger(), measure.measure(), List.of(labels))).isEmpty();
    now = "2026-11-28T10:02:00Z";
    log.now(ledger(), measure.measure(), List.of());
    assertThat(state(Stage.DONE)).as("over is not verified").isEqualTo(Containment.ACCEPTED);
    looked("after", Map.of("result", "verified", "since", now));
    assertThat(state(Stage.DONE)).isEqualTo(Containment.VERIFIED);
    assertThat(
            LastLooks.in(ledger())
                .lapsing(List.of("u1"), Instant.parse("2026-11-28T10:03:00Z"))
                .state(measure, WEB))
        .isEqualTo(Containment.ACCEPTED);
  }

  @Test
  void whatIsChangedAgainAfterALookIsNewsAgain() throws Exception {
    RecordedMeasure measure = measure(Stage.DONE);
    AlarmLog log = new AlarmLog();
    List<String> fields = List.of("/metadata/labels/app");
    log.now(ledger(), measure.measure(), List.of(new Alarm.LabelsChanged(WEB, fields, "a")));
    now = "2026-11-28T10:02:00Z";
    looked("after", Map.of("result", "verified", "since", now));
    assertThat(state(Stage.DONE)).isEqualTo(Containment.VERIFIED);
    now = "2026-11-28T10:03:00Z";
    log.now(ledger(), measure.measure(), List.of(new Alarm.LabelsChanged(WEB, fields, "b")));
    assertThat(state(Stage.DONE)).isEqualTo(Containment.ACCEPTED);
  }

  @Test
  void writesAnAlarmDownOnceAndWhenItIsOver() throws Exception {
    Alarm gone = new Alarm.PodGone(WEB);
    Alarm restarted = new Alarm.Restarted(WEB, "app", 1);
    AlarmLog log = new AlarmLog();
    log.now(ledger(), measure(Stage.DONE).measure(), List.of(gone, restarted));
    log.now(ledger(), measure(Stage.DONE).measure(), List.of(gone, restarted));
    assertThat(alarms()).containsExactly("alarm pod-gone", "alarm restarted");
    AlarmLog afterARestart = new AlarmLog();
    afterARestart.now(ledger(), measure(Stage.DONE).measure(), List.of(gone));
    afterARestart.now(ledger(), measure(Stage.DONE).measure(), List.of(gone));
    assertThat(alarms()).containsExactly("alarm pod-gone", "alarm restarted", "alarm-over ");
    afterARestart.now(ledger(), measure(Stage.DONE).measure(), List.of(gone, restarted));
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
