package salvor.ingest.falco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salvor.baseline.Profile;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.Sink;
import salvor.workload.Inventory;
import tools.jackson.databind.json.JsonMapper;

class FalcoReaderTest {
  /** Keeps what a reader says. */
  static final class Kept implements Sink {
    final List<Observation> observations = new ArrayList<>();
    final List<String> others = new ArrayList<>();

    @Override
    public void observed(Observation observation) {
      observations.add(observation);
    }

    @Override
    public void unreadable(RecordRef ref, String reason) {
      others.add("unreadable: " + reason);
    }

    @Override
    public void skipped(String reason) {
      others.add("skipped: " + reason);
    }

    @Override
    public void inventory(Inventory found) {}

    @Override
    public void baseline(Profile found) {}

    @Override
    public void note(String remark) {}
  }

  private final Kept kept = read();

  private static Kept read() {
    Kept kept = new Kept();
    try (var in = FalcoReaderTest.class.getResourceAsStream("generations.jsonl")) {
      String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
      for (int i = 0; i < lines.length; i++) {
        new FalcoReader()
            .read(
                JsonMapper.shared().readTree(lines[i]),
                new RecordRef(0, i + 1, 0, lines[i].length()),
                kept);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return kept;
  }

  @Test
  void aTelemetryRuleYieldsTheActivityWithItsProcess() {
    Observation start = kept.observations.getFirst();
    assertThat(start.activity()).isEqualTo(new Activity.ProcessStarted());
    assertThat(start.process().commandLine()).isEqualTo("ls /var/log/pods");
    assertThat(start.process().id()).isEqualTo("10109@1795408661149524743");
    assertThat(start.process().parent().executable()).isEqualTo("/bin/busybox");
    assertThat(start.location().image()).isEqualTo("registry.lab.example/shop/cache:0.9");
    assertThat(start.location().containerId()).hasSize(64);
    assertThat(start.time().nanos()).isEqualTo(1795408661149760782L);
    assertThat(start.quality())
        .containsExactlyInAnyOrder(Quality.LOSSY_ARGUMENTS, Quality.EXE_LOWER_LAYER);
  }

  @Test
  void aTagMakesTelemetryAndARefusedConnectionIsAFailedOne() {
    Observation connect = kept.observations.get(1);
    assertThat(connect.activity())
        .isEqualTo(
            new Activity.ConnectionOpened(
                new Endpoint("127.0.0.1", 41008, null),
                new Endpoint("127.0.0.1", 8000, null),
                "tcp"));
    assertThat(connect.quality()).containsExactly(Quality.FAILED);
    assertThat(connect.outcome()).isEqualTo(new Outcome(Outcome.Result.FAILED, "ECONNREFUSED"));
    assertThat(connect.location().namespace()).isNull();
    assertThat(connect.process().uid()).isNull();
    assertThat(connect.time().original()).isEqualTo("2026-11-23T04:37:39.5Z");
  }

  @Test
  void anAlertKeepsItsRuleAndSentence() {
    assertThat(kept.observations.get(2).activity())
        .isEqualTo(new Activity.Alert("Terminal shell in container", "Critical", null, null));
    assertThat(kept.observations.get(2).quality()).contains(Quality.TTY);
    assertThat(kept.observations.get(3).activity())
        .isEqualTo(
            new Activity.Alert(
                "Write below binary dir",
                "Error",
                "File below a known binary directory opened for writing",
                null));
  }

  @Test
  void aDeletedFileAndAChangedModeAreFoundInTheArguments() {
    Observation deleted = kept.observations.get(4);
    assertThat(deleted.activity()).isEqualTo(new Activity.FileDeleted("/tmp/.x.tgz"));
    assertThat(deleted.time()).as("1970 is no time").isNull();
    assertThat(deleted.quality()).isEqualTo(Set.of(Quality.EXE_DELETED));
    assertThat(deleted.process().executable()).isEqualTo("/tmp/kworkerds");
    assertThat(kept.observations.get(5).activity())
        .isEqualTo(new Activity.FileWritten("/tmp/k w", "fchmodat 0755(S_IXOTH)"));
  }

  @Test
  void lostEventsAreAGapAndMetricsAreSkippedWithAReason() {
    assertThat(kept.observations.get(6).activity())
        .isEqualTo(new Activity.EventsLost(815508, "Falco internal: syscall event drop"));
    assertThat(kept.others).containsExactly("skipped: Falco's own metrics");
  }

  @Test
  void anAlertOnTheAuditLogIsAboutAnApiRequest() {
    Observation exec = kept.observations.get(7);
    assertThat(exec.activity())
        .isInstanceOfSatisfying(
            Activity.Alert.class,
            a ->
                assertThat(a.about())
                    .isInstanceOfSatisfying(
                        Activity.ApiRequest.class,
                        api -> assertThat(api.user()).isEqualTo("alice")));
    assertThat(exec.quality()).containsExactly(Quality.DENIED);
    assertThat(exec.time().original()).endsWith("+09:00");
  }
}
