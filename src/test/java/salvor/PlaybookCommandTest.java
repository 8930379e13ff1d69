package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.Target;
import salvor.playbook.RunLog;
import salvor.report.PlaybookReport;
import salvor.report.PlaybookRunReport;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor playbook}. */
class PlaybookCommandTest {
  private @TempDir Path dir;
  private Path folder;
  private CaseLedger ledger;
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void folder() throws Exception {
    folder = Files.createDirectory(dir.resolve("case"));
    ledger = CaseLedger.in(folder, InstantSource.system());
  }

  private int run(String... more) {
    String[] all = new String[more.length + 5];
    System.arraycopy(
        new String[] {"playbook", "run", "suspicious-process", "--case", folder.toString()},
        0,
        all,
        0,
        5);
    System.arraycopy(more, 0, all, 5, more.length);
    return terminal.run(all);
  }

  private JsonNode state() throws Exception {
    int code = run("--json", "-");
    assertThat(code).as(terminal.err()).isIn(ExitCode.DONE, ExitCode.FOUND);
    return valid(PlaybookRunReport.schema());
  }

  private JsonNode valid(String schema) {
    var valid =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(valid.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  private void record(Deed deed, Map<String, String> request, Map<String, String> response)
      throws Exception {
    ledger.write(ledger.entry(deed, "a test").asked(request, response));
  }

  private void labelled(Deed deed, String uid) throws Exception {
    CustodyEntry entry =
        ledger
            .entry(deed, "a test")
            .on(Target.of(null, null).in("shop", "web", uid))
            .asked(
                Map.of("verb", "patch", "kind", "QUARANTINE", "measure", "00000000"),
                Map.of("outcome", "done"));
    ledger.write(entry);
  }

  @Test
  void listsAndShowsThoseOfTheProgram() throws Exception {
    assertThat(terminal.said("playbook", "list"))
        .contains("web-shell  Commands through a web server", "crypto-miner", "token-theft");
    terminal.said("playbook", "list", "--json", "-");
    assertThat(valid(PlaybookReport.schema()).path("playbooks")).hasSize(5);
    assertThat(terminal.said("playbook", "show", "vulnerable-image"))
        .contains("hotfix  Have the image rebuilt", "gate: bad-digest-pods: 0", "owner: analyst");
    String yaml = terminal.said("playbook", "show", "web-shell", "--yaml");
    Path own = Files.writeString(dir.resolve("own.yaml"), yaml);
    assertThat(terminal.said("playbook", "check", own.toString()))
        .contains("own.yaml: web-shell, 8 steps");
    assertThat(terminal.run("playbook", "show", "nothing")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("those are suspicious-process, crypto-miner");
  }

  @Test
  void checkTellsFilePlaceCauseAndRemedy() throws Exception {
    Path bad =
        Files.writeString(
            dir.resolve("bad.yaml"),
            """
            kind: salvor.io/playbook:1.0.0
            name: mine
            title: Mine
            steps:
              - {id: a, task: isolate, title: "\\e[2J", gate: {contained: perhaps}}
              - {id: b, task: fly, title: B}
            """);
    assertThat(terminal.run("playbook", "check", bad.toString(), dir.resolve("gone").toString()))
        .isEqualTo(ExitCode.FOUND);
    assertThat(terminal.err())
        .contains(
            "bad.yaml:5: steps[0].gate.contained: is never perhaps; use one of undone, requested",
            "bad.yaml:6: steps[1].task: fly is no task; use one of isolate, collect",
            "gone: cannot be read")
        .doesNotContain("\u001b");
  }

  @Test
  void aStepIsDoneByItsGateAndNeverByATick() throws Exception {
    assertThat(run()).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out())
        .contains(
            "not begun: the first --done, --skip, --state or --assign begins it, such as --assign"
                + " isolate=NAME",
            "[ ] isolate",
            "The pods are seen from inside to be cut off: nothing was done so far (contained)")
        .contains("Next: isolate");
    assertThat(run("--done", "isolate")).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.err()).contains("the gate of isolate does not hold; nothing was written");
    assertThat(folder.resolve("custody.jsonl")).doesNotExist();
    labelled(Deed.ACTION, "u1");
    assertThat(state().at("/facts/0/value").asString()).isEqualTo("accepted");
    assertThat(run("--done", "isolate")).as("accepted proves nothing").isEqualTo(ExitCode.FOUND);
    assertThat(run("--skip", "isolate")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("say why, by --reason");
    assertThat(run("--skip", "isolate", "--reason", "cut off at the switch", "--dry-run"))
        .isEqualTo(ExitCode.FOUND);
    assertThat(state().path("began").isNull()).as("a dry run writes nothing").isTrue();
    assertThat(run("--skip", "isolate", "--reason", "cut off at the switch"))
        .isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).contains("[-] isolate", "left out by", "cut off at the switch");
    assertThat(Files.readString(folder.resolve("custody.jsonl")))
        .contains("\"deviation\":\"skipped:isolate\"");
  }

  @Test
  void goesOnOnAnotherMachineByTheCaseAlone() throws Exception {
    run("--skip", "isolate", "--reason", "none");
    record(Deed.COLLECTED, Map.of("verb", "get"), Map.of("result", "collected"));
    assertThat(state().path("facts")).as("what the API tells").isEmpty();
    record(Deed.COLLECTED, Map.of("verb", "exec"), Map.of("result", "collected"));
    record(Deed.EXPORTED, Map.of("verb", "seal"), Map.of());
    record(Deed.VERIFIED, Map.of("verb", "verify"), Map.of("standing", "VALID"));
    assertThat(run("--done", "collect", "--reason", "bundle 1")).isEqualTo(ExitCode.FOUND);
    ledger.write(RunLog.listed(ledger, "shop/web", List.of("u2")));
    assertThat(run("--done", "scope")).isEqualTo(ExitCode.FOUND);
    JsonNode before = state();
    assertThat(before.path("next").asString()).isEqualTo("assess");
    Path moved = Files.move(folder, dir.resolve("moved"));
    folder = moved;
    ledger = CaseLedger.in(moved, InstantSource.system());
    assertThat(state()).isEqualTo(before);
    record(Deed.NOTE, Map.of("verb", "triage", "uid", "u2"), Map.of("result", "cleared"));
    record(Deed.NOTE, Map.of("verb", "hotfix"), Map.of("digest", "sha256:" + "a".repeat(64)));
    record(
        Deed.VERIFIED,
        Map.of("verb", "count-digest"),
        Map.of("open", "0", "unknown", "0", "whole", "yes", "rollOut", "through"));
    for (String step : List.of("assess", "hotfix", "recover")) {
      assertThat(run("--done", step)).as(terminal.err()).isEqualTo(ExitCode.FOUND);
    }
    assertThat(run("--state", "review=done", "--reason", "held today", "--done", "review"))
        .as("one at a time")
        .isEqualTo(ExitCode.USAGE);
    run("--state", "review=done", "--reason", "held today");
    assertThat(run("--done", "review")).isEqualTo(ExitCode.DONE);
    JsonNode after = state();
    assertThat(after.path("over").asBoolean()).isTrue();
    assertThat(after.path("deviations").valueStream().map(each -> each.path("kind").asString()))
        .containsExactly("collected-before-isolating", "skipped", "stated");
    assertThat(terminal.run("custody", "verify", folder.toString()))
        .as(terminal.err())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void somebodyIsToDoAStepAndItTakesAsLongAsItsTurn() throws Exception {
    assertThat(run("--assign", "fly=ann")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("there is no step fly");
    assertThat(run("--assign", "collect")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--assign", "collect=")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("name a step and who is to do it, such as isolate=ann");
    assertThat(run("--assign", "collect=Ann")).as(terminal.err()).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).contains("[ ] collect  Take its state, and seal it  (Ann)");
    JsonNode state = state();
    assertThat(state.at("/steps/1/owner").asString()).isEqualTo("Ann");
    assertThat(state.at("/steps/0/since").asString()).isEqualTo(state.path("began").asString());
    assertThat(state.at("/steps/1/since").isNull()).as("before its turn").isTrue();
    run("--skip", "isolate", "--reason", "x");
    state = state();
    assertThat(state.at("/steps/1/since").asString())
        .isEqualTo(state.at("/steps/0/time").asString());
    run();
    assertThat(terminal.out()).containsPattern("left out by .*, in [0-9]+s: x");
  }

  @Test
  void aRunGoesOnByTheTextThatItBeganWith() throws Exception {
    String yaml = terminal.said("playbook", "show", "web-shell", "--yaml");
    Path own =
        Files.writeString(dir.resolve("own.yaml"), yaml.replace("name: web-shell", "name: own"));
    String[] begin = {"playbook", "run", own.toString(), "--case", folder.toString()};
    terminal.run(
        "playbook",
        "run",
        own.toString(),
        "--case",
        folder.toString(),
        "--skip",
        "isolate",
        "--reason",
        "x");
    Files.delete(own);
    assertThat(terminal.run(begin)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("playbook", "run", "own", "--case", folder.toString()))
        .isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).contains("[-] isolate");
    Files.writeString(
        folder.resolve("playbooks/own.yaml"), yaml.replace("name: web-shell", "name: own") + "\n");
    terminal.run("playbook", "run", "own", "--case", folder.toString());
    assertThat(terminal.out()).contains("is not the text that the run began with");
  }

  @Test
  void factsAreStatedWithAReasonAndAValueThatTheyCanHave() {
    assertThat(run("--state", "review=done")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--state", "review=perhaps", "--reason", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("review is never perhaps; it is one of done");
    assertThat(run("--state", "nothing", "--reason", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("facts are contained, collected");
    assertThat(run("--done", "fly")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("there is no step fly; they are isolate, collect");
    folder = dir.resolve("none");
    assertThat(run()).isEqualTo(ExitCode.CASE_UNUSABLE);
  }

  @Test
  void tellsTheTimesOfTheCaseByItsOwnClock() throws Exception {
    Path sample = Path.of("evidence-samples/webshell");
    assertThat(
            terminal.run(
                "triage",
                sample.toString(),
                "--case",
                folder.toString(),
                "--json",
                dir.resolve("t.json").toString()))
        .as(terminal.err())
        .isZero();
    JsonNode dwell = state().path("dwell");
    assertThat(dwell.path("compromised").asString()).startsWith("2026-11-23T04:4");
    assertThat(dwell.path("compromiseToDetectionSeconds").isNumber()).isTrue();
    assertThat(dwell.path("contained").isNull()).as("nobody isolated it").isTrue();
    assertThat(dwell.path("detectionToContainmentSeconds").isNull()).isTrue();
    assertThat(Instant.parse(dwell.path("detected").asString()))
        .isAfterOrEqualTo(Instant.parse(dwell.path("compromised").asString()));
  }

  @Test
  void whatWasSeenFromInsideThePodPassesTheGate() throws Exception {
    labelled(Deed.ACTION, "u1");
    looked("u1", "3 of 4 answer", "");
    assertThat(state().at("/facts/0/value").asString()).isEqualTo("accepted");
    looked("u1", "verified", "2026-11-27T10:00:00Z");
    assertThat(state().at("/facts/0/value").asString()).isEqualTo("verified");
    assertThat(state().at("/dwell/contained").asString())
        .as("when the first probe was blocked, not when it was written down")
        .isEqualTo("2026-11-27T10:00:00Z");
    labelled(Deed.ACTION, "u2");
    assertThat(state().at("/facts/0/value").asString()).as("of two").isEqualTo("accepted");
    looked("u2", "not-enforced", "");
    assertThat(state().at("/facts/0/value").asString()).isEqualTo("not-enforced");
    looked("u2", "verified", "2026-11-27T10:05:00Z");
    assertThat(run("--done", "isolate")).as(terminal.err()).isEqualTo(ExitCode.FOUND);
    labelled(Deed.UNDO, "u1");
    JsonNode undone = state();
    assertThat(undone.at("/steps/0/state").asString()).isEqualTo("done");
    assertThat(undone.at("/steps/0/gateHolds").asBoolean()).isFalse();
    assertThat(undone.path("deviations").toString()).contains("undone-before-fixed");
  }

  private void looked(String uid, String result, String since) throws Exception {
    Map<String, String> response =
        since.isEmpty() ? Map.of("result", result) : Map.of("result", result, "since", since);
    ledger.write(
        ledger
            .entry(Deed.ACTION, "a test")
            .on(Target.of(null, null).in("shop", "web", uid))
            .asked(Map.of("verb", "look-inside", "purpose", "after"), response));
  }
}
