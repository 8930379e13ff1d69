package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.Target;
import salvor.live.TriageLog.State;
import salvor.live.TriageLog.Subject;
import tools.jackson.databind.node.ObjectNode;

class TriageLogTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-23T04:44:10Z"));
  private static final Subject WEB = new Subject("Pod", "shop", "web", "u1");
  private static final Subject PAY = new Subject("Pod", "shop", "pay", "u2");

  private @TempDir Path folder;

  private CaseLedger ledger() {
    return CaseLedger.in(folder.resolve("case"), CLOCK);
  }

  private TriageLog log() {
    return new TriageLog(folder.resolve("case"), this::ledger, CLOCK);
  }

  @Test
  void theLastDecisionHoldsAndNoneIsLost() throws Exception {
    TriageLog log = log();
    assertThat(log.latest()).isEmpty();
    log.decide(WEB, State.SUSPICIOUS, "ada", "");
    log.decide(PAY, State.CLEARED, "bob", "looked\nat it");
    log.decide(WEB, State.COMPROMISED, "bob", "");
    TriageLog again = log();
    assertThat(again.latest().get("u1").state()).isEqualTo(State.COMPROMISED);
    assertThat(again.latest().get("u2").note()).isEqualTo("looked\nat it");
    assertThat(again.entries())
        .extracting(TriageLog.Entry::author)
        .containsExactly("ada", "bob", "bob");
    assertThat(again.entries()).isEqualTo(log.entries());
    assertThat(again.damaged()).isEmpty();
  }

  @Test
  void everyDecisionStandsInTheLedgerOfTheCase() throws Exception {
    log().decide(WEB, State.COMPROMISED, "ada", "it runs a miner");
    List<ObjectNode> records = new ArrayList<>();
    assertThat(ledger().check(records::add).faults()).isEmpty();
    ObjectNode record = records.getLast();
    assertThat(record.path("request").path("verb").asString()).isEqualTo("triage");
    assertThat(record.path("request").path("path").asString()).isEqualTo("Pod/shop/web");
    assertThat(record.path("request").path("author").asString()).isEqualTo("ada");
    assertThat(record.path("target").path("podUid").asString()).isEqualTo("u1");
    assertThat(record.path("response").path("result").asString()).isEqualTo("compromised");
    assertThat(record.path("authority").asString()).isEqualTo("it runs a miner");
  }

  @Test
  void oneOfAnotherProgramIsOfTheClusterThatWasRecorded() throws Exception {
    CaseLedger recording = ledger();
    recording.write(recording.entry(Deed.COLLECTED, null).on(Target.of("uid-1", "ca-1")));
    recording.write(recording.entry(Deed.NOTE, null));
    TriageLog.in(folder.resolve("case")).decide(WEB, State.CLEARED, "ada", "");
    List<ObjectNode> records = new ArrayList<>();
    ledger().check(records::add);
    assertThat(records.getLast().path("target").path("clusterUid").asString()).isEqualTo("uid-1");
    assertThat(records.getLast().path("target").path("apiServerCaSha256").asString())
        .isEqualTo("ca-1");
    assertThat(records.getLast().path("target").path("podUid").asString()).isEqualTo("u1");
  }

  @Test
  void twoProgramsAddToOneLog() throws Exception {
    TriageLog one = log();
    TriageLog other = log();
    one.decide(WEB, State.SUSPICIOUS, "ada", "");
    other.decide(WEB, State.CLEARED, "bob", "");
    one.decide(PAY, State.CLEARED, "ada", "");
    assertThat(other.entries()).hasSize(3);
    assertThat(other.damaged()).isEmpty();
  }

  @Test
  void aChangedOrMissingLineIsSeen() throws Exception {
    TriageLog log = log();
    for (State state : State.values()) {
      log.decide(WEB, state, "ada", "");
    }
    Path file = folder.resolve("case/" + TriageLog.FILE);
    String text = Files.readString(file);
    Files.writeString(file, text.replace("suspicious", "cleared"));
    assertThat(log().damaged()).as("the line behind the changed one").containsExactly(4);
    Files.writeString(file, text.substring(text.indexOf('\n') + 1));
    assertThat(log().damaged()).containsExactly(1);
    Files.writeString(file, text + "not a decision\n");
    assertThat(log().damaged()).containsExactly(5);
    assertThat(log().entries()).hasSize(4);
  }

  @Test
  void aLineThatBrokeOffDoesNotTakeTheNextAlong() throws Exception {
    log().decide(WEB, State.SUSPICIOUS, "ada", "");
    Path file = folder.resolve("case/" + TriageLog.FILE);
    Files.writeString(file, "{\"time\":\"20", StandardOpenOption.APPEND);
    log().decide(WEB, State.CLEARED, "ada", "");
    assertThat(log().latest().get("u1").state()).isEqualTo(State.CLEARED);
    assertThat(log().damaged()).containsExactly(2);
  }
}
