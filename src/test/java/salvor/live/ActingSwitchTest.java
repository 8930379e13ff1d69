package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Greeting;
import salvor.custody.CustodyLedger;
import salvor.custody.Deed;
import salvor.live.ActingSwitch.End;
import tools.jackson.databind.node.ObjectNode;

/** A cluster is acted on with leave alone, and every leave stands in the ledger. */
class ActingSwitchTest {
  @TempDir Path folder;

  private LiveCustody custody() {
    LiveCustody custody =
        new LiveCustody(folder, InstantSource.system(), () -> Duration.ofSeconds(-7));
    custody.greeted(
        "prod",
        new Greeting(
            "ann@example.org",
            List.of("responders"),
            "v1.36.2",
            Greeting.Practice.NO,
            "",
            "cluster-uid-1",
            "ca-1",
            Duration.ofSeconds(-7)));
    return custody;
  }

  private List<ObjectNode> records() throws IOException {
    List<ObjectNode> records = new ArrayList<>();
    assertThat(custody().ledger().check(records::add).faults()).isEmpty();
    return records;
  }

  private List<String> verbs() throws IOException {
    return records().stream().map(r -> r.path("request").path("verb").asString()).toList();
  }

  @Test
  void isOffUntilSomebodySaysWhyAndOffAgainForGood() throws IOException {
    ActingSwitch acting = custody().acting();
    assertThat(acting.leave()).isEmpty();
    assertThatThrownBy(() -> acting.on(" ")).isInstanceOf(IllegalArgumentException.class);
    ActingSwitch.Leave leave = acting.on("isolate web, incident 7");
    leave.require();
    assertThat(leave.entry(Deed.ACTION).authority()).isEqualTo("isolate web, incident 7");
    assertThat(acting.on("something else")).as("the one that holds").isEqualTo(leave);
    acting.off(End.SWITCHED_OFF);
    assertThat(leave.holds()).isFalse();
    assertThatThrownBy(leave::require).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> leave.entry(Deed.ACTION)).isInstanceOf(IllegalStateException.class);
    acting.on("again");
    assertThat(leave.holds()).as("an old leave is not a new one").isFalse();
    acting.off(End.WINDOW_CLOSED);
    acting.off(End.WINDOW_CLOSED);
    assertThat(verbs()).containsExactly("acting-on", "acting-off", "acting-on", "acting-off");
    ObjectNode first = records().getFirst();
    assertThat(first.path("authority").asString()).isEqualTo("isolate web, incident 7");
    assertThat(first.path("actor").path("k8sUser").asString()).isEqualTo("ann@example.org");
    assertThat(first.path("target").path("clusterUid").asString()).isEqualTo("cluster-uid-1");
    assertThat(first.path("tsSource").path("offsetMs").asLong()).isEqualTo(-7000);
    assertThat(records().get(1).path("response").path("result").asString())
        .isEqualTo("switched off");
  }

  @Test
  void isNotSwitchedOnWhereThatCannotBeWrittenDown() throws IOException {
    Files.writeString(folder.resolve(CustodyLedger.FILE), "no\nledger\n");
    ActingSwitch acting = custody().acting();
    assertThatThrownBy(() -> acting.on("why not")).isInstanceOf(IOException.class);
    assertThat(acting.leave()).isEmpty();
  }

  @Test
  void endsWithTheRecordingThatItIsOf() throws IOException {
    LiveCustody custody = custody();
    custody.begin("");
    Files.writeString(
        Files.createDirectories(folder.resolve("events")).resolve(Recorder.CHUNKS), "{}\n");
    ActingSwitch.Leave leave = custody.acting().on("a drill");
    custody.end(12);
    assertThat(leave.holds()).isFalse();
    assertThat(records())
        .extracting(r -> r.path("event").asString())
        .containsExactly("planned", "note", "note", "collected", "collected");
    assertThat(records().get(3).path("artefact").path("path").asString())
        .isEqualTo("events/chunks.jsonl");
    assertThat(records().getLast().path("response").path("result").asString())
        .isEqualTo("12 lines");
  }
}
