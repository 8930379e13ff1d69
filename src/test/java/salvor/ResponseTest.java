package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.CustodyLedger;
import salvor.custody.Deed;
import salvor.report.TriageJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was done about an incident, as the terminal tells it by the ledger beside the evidence. */
class ResponseTest {
  private static final String POD = LivePractice.VICTIM;
  private static final String ANOTHER = LivePractice.SECOND_VICTIM; // out of profile as well
  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();

  private JsonNode handled(RecordedResponse of) throws Exception {
    Path json = dir.resolve("triage.json");
    int code = terminal.run("triage", of.folder.toString(), "--json", json.toString());
    assertThat(code).as(terminal.err()).isZero();
    String text = Files.readString(json);
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TriageJson.schema());
    assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(text).path("handled");
  }

  @Test
  void theClockStopsAtVerifiedAndGoesOnAfterWhateverSaysLess() throws Exception {
    RecordedResponse acted =
        new RecordedResponse(dir.resolve("recorded"))
            .at("04:46:00")
            .step(Deed.PLANNED, POD, "")
            .at("04:46:01")
            .step(Deed.ACTION, POD, "done");
    JsonNode accepted = handled(acted);
    assertThat(accepted.path("contained").isNull()).as("accepted is not verified").isTrue();
    assertThat(accepted.path("verified").asBoolean()).isFalse();
    assertThat(accepted.path("acts").size()).isEqualTo(2);
    assertThat(accepted.at("/acts/0/state").asString()).isEqualTo("planned");
    assertThat(accepted.at("/acts/1/on").asString()).isEqualTo("shop/" + POD);
    assertThat(accepted.at("/acts/1/who").asString()).endsWith("as ana@example.com");
    assertThat(accepted.at("/acts/1/why").asString()).startsWith("incident 7");
    assertThat(terminal.out()).contains("Response", "Not isolated: nothing verified it");
    acted.at("04:46:20").look(POD, "verified", "04:46:04");
    JsonNode part = handled(acted);
    assertThat(part.path("contained").isNull()).as("another is open").isTrue();
    assertThat(part.path("podsCutOff").asInt()).isEqualTo(1);
    assertThat(part.path("podsToCutOff").asInt()).isEqualTo(2);
    assertThat(terminal.out()).contains("Not isolated: 1 of 2 pods out of profile is cut off");
    JsonNode verified = handled(acted.cleared(ANOTHER));
    assertThat(verified.path("contained").asString()).isEqualTo("2026-11-23T04:46:04.000000000Z");
    assertThat(verified.path("verified").asBoolean()).isTrue();
    assertThat(terminal.out()).contains("Isolated since 2026-11-23T04:46:04Z, as it was verified");
    acted.at("04:50:00").look(POD, "not-enforced", "");
    JsonNode lapsed = handled(acted);
    assertThat(lapsed.path("contained").isNull()).isTrue();
    assertThat(lapsed.path("lapsed").asString()).startsWith("2026-11-23T04:50:00");
    assertThat(terminal.out()).contains("the quarantine is not enforced");
    assertThat(terminal.out()).contains("1 failed");
  }

  @Test
  void anAlarmHasTheClockGoOnUntilSomebodyLooksAgain() throws Exception {
    RecordedResponse acted =
        new RecordedResponse(dir.resolve("recorded"))
            .at("04:46:01")
            .step(Deed.ACTION, POD, "done")
            .at("04:46:20")
            .look(POD, "verified", "04:46:04")
            .cleared(ANOTHER)
            .at("04:48:00")
            .alarm("alarm", "pod-gone", POD);
    assertThat(handled(acted).path("verified").asBoolean()).as("nothing passes then").isTrue();
    acted.at("04:50:00").alarm("alarm", "may-pass", POD);
    JsonNode alarmed = handled(acted);
    assertThat(alarmed.path("contained").isNull()).isTrue();
    assertThat(alarmed.path("verified").asBoolean()).isFalse();
    assertThat(alarmed.path("lapsed").asString()).isEqualTo("2026-11-23T04:50:00.000000000Z");
    assertThat(alarmed.path("lapsedBecause").asString()).startsWith("an alarm says");
    JsonNode last = alarmed.path("acts").path(alarmed.path("acts").size() - 1);
    assertThat(last.path("what").asString()).isEqualTo("alarm: a policy may let something pass");
    assertThat(last.path("state").asString()).isEqualTo("failed");
    assertThat(terminal.out()).contains("Not isolated any more since 2026-11-23T04:50:00");
    acted.at("04:51:00").alarm("alarm-over", "", POD);
    assertThat(handled(acted).path("contained").isNull()).as("over is not verified").isTrue();
    acted.at("04:52:00").look(POD, "verified", "04:51:55");
    JsonNode again = handled(acted);
    assertThat(again.path("contained").asString()).isEqualTo("2026-11-23T04:51:55.000000000Z");
    assertThat(again.path("verified").asBoolean()).isTrue();
  }

  @Test
  void theReviewSaysTheSameTime() throws Exception {
    RecordedResponse acted =
        new RecordedResponse(dir.resolve("recorded"))
            .at("04:46:01")
            .step(Deed.ACTION, POD, "done")
            .at("04:46:20")
            .look(POD, "verified", "04:46:04")
            .cleared(ANOTHER);
    assertThat(contained(acted)).as("by its baseline four more are out of profile").isEmpty();
    for (String pod : List.of(LivePractice.SIBLING, "cache-0", "cache-1", "pay-75d8fd44df-cwb7k")) {
      acted.cleared(pod);
    }
    assertThat(contained(acted)).isEqualTo("2026-11-23T04:46:04.000000000Z");
  }

  /** Since when, as the review tells it; empty for not. */
  private String contained(RecordedResponse acted) throws Exception {
    Path json = dir.resolve("review.json");
    assertThat(
            terminal.run(
                "review",
                acted.folder.toString(),
                "--baseline",
                "evidence-samples/webshell/baseline.json",
                "--json",
                json.toString()))
        .as(terminal.err())
        .isZero();
    return JsonMapper.shared().readTree(json.toFile()).at("/dwell/contained").asString("");
  }

  @Test
  void aLedgerThatWasChangedStopsNoClockAndIsDoubted() throws Exception {
    RecordedResponse acted =
        new RecordedResponse(dir.resolve("recorded"))
            .at("04:46:01")
            .step(Deed.ACTION, POD, "done")
            .at("04:46:20")
            .look(POD, "partial", "");
    Path ledger = acted.folder.resolve(CustodyLedger.FILE);
    Files.writeString(ledger, Files.readString(ledger).replace("\"partial\"", "\"verified\""));
    JsonNode handled = handled(acted);
    assertThat(handled.path("contained").isNull()).isTrue();
    assertThat(handled.path("doubt").asString()).contains("is not whole: it stops no clock");
  }

  @Test
  void theTimesAreThoseOfTheClusterWhereverTheWritersClockStood() throws Exception {
    RecordedResponse acted =
        new RecordedResponse(dir.resolve("recorded"))
            .ahead(-3_600_000)
            .at("05:46:01")
            .step(Deed.ACTION, POD, "done")
            .at("05:46:20")
            .look(POD, "verified", "05:46:04")
            .cleared(ANOTHER);
    JsonNode handled = handled(acted);
    assertThat(handled.path("contained").asString()).isEqualTo("2026-11-23T04:46:04.000000000Z");
    assertThat(handled.at("/acts/0/time").asString()).isEqualTo("2026-11-23T04:46:01.000000000Z");
    handled(acted.ahead(-(1L << 53) + 1).look(POD, "verified", "04:46:04"));
  }

  @Test
  void aHostileLedgerIsToldEscaped() throws Exception {
    RecordedResponse acted =
        new RecordedResponse(dir.resolve("recorded"))
            .write(
                Deed.NOTE,
                "web\u001b[31m\u202e",
                Map.of("verb", "playbook", "act", "\u001b]0;x\u0007", "playbook", "\n\n"),
                Map.of());
    JsonNode handled = handled(acted);
    for (String field : List.of("what", "on", "who", "why")) {
      assertThat(handled.at("/acts/0/" + field).asString())
          .doesNotContain("\u001b", "\u202e", "\u0007", "\n");
    }
    assertThat(terminal.out()).doesNotContain("\u001b]0");
  }

  @Test
  void evidenceWithoutALedgerSaysNothingOfAResponse() throws Exception {
    Path json = dir.resolve("triage.json");
    assertThat(terminal.run("triage", "evidence-samples/webshell", "--json", json.toString()))
        .isZero();
    assertThat(JsonMapper.shared().readTree(json.toFile()).has("handled")).isFalse();
    assertThat(terminal.out().lines()).doesNotContain("Response");
  }
}
