package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Element;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.jobs.Progress;
import salvor.report.BaselineDiffReport;
import salvor.report.BaselineReport;
import salvor.report.LibraryReport;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Baselines in the terminal: learned, shown, compared, and kept in versions. */
class BaselineCommandsTest {
  private static final String EVIDENCE = "evidence-samples/webshell/evidence";
  private static final String LEARNED = "evidence-samples/webshell/baseline.json";
  private static final String WEB = "shop/deployment/web:web";
  private static final String NEXT = "sha256:" + "7".repeat(64);

  @TempDir Path dir;
  private final Terminal terminal = new Terminal();

  private String in(String name) {
    return dir.resolve(name).toString();
  }

  /** A command on a library of this test. */
  private String kept(String... arguments) {
    return terminal.said(with(arguments));
  }

  private int status(String... arguments) {
    return terminal.run(with(arguments));
  }

  private String[] with(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.addAll(List.of("--library", in("library")));
    return all.toArray(String[]::new);
  }

  private static JsonNode valid(String schema, String json) {
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(published.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(published.validate("{}", InputFormat.JSON)).as("a schema that refuses").isNotEmpty();
    return JsonMapper.shared().readTree(json);
  }

  private static List<Profile> read(String file) throws Exception {
    return Salvor.reader().read(List.of(Path.of(file)), Progress.NONE).baselines();
  }

  @Test
  void nothingIsLearnedFromTheTimeUnderSuspicion() throws Exception {
    String at = "2026-11-23T04:43:00Z";
    terminal.said("baseline", "learn", EVIDENCE, "--suspect", at, "--out", in("suspect.json"));
    terminal.said("baseline", "learn", EVIDENCE, "--until", at, "--out", in("until.json"));
    assertThat(dir.resolve("suspect.json")).hasSameTextualContentAs(dir.resolve("until.json"));
    terminal.said(
        "baseline",
        "learn",
        EVIDENCE,
        "--suspect",
        "2026-11-23T04:40:00Z/2026-11-23T04:47:00Z",
        "--out",
        in("around.json"));
    assertThat(read(in("around.json")))
        .allSatisfy(p ->
            assertThat(p.elements())
                .allMatch(e -> e.lastSeen() == null || e.trait().text().indexOf("kworkerds") < 0));
    assertThat(
            terminal.run(
                "baseline",
                "learn",
                EVIDENCE,
                "--suspect",
                at + "/2020-01-01T00:00:00Z",
                "--out",
                in("x")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("ends before it begins");
  }

  @Test
  void alertsAreLearnedOnlyWhereTheirRuleIsToldToBeALogOfAll() throws Exception {
    String alert =
        """
        {"time":"2026-11-23T05:00:%02d.000000000Z","rule":"Every start","priority":"Notice","output":"x",\
        "output_fields":{"evt.time":%d,"evt.type":"execve","proc.name":"app","proc.cmdline":"app -x",\
        "proc.exepath":"/bin/app","proc.pid":7,"k8s.pod.name":"web-1","k8s.ns.name":"shop",\
        "container.id":"abcdef123456","container.name":"web"}}
        """;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      lines.append(alert.formatted(i, 1_795_410_000_000_000_000L + i * 1_000_000_000L));
    }
    String file = Files.writeString(dir.resolve("falco.jsonl"), lines).toString();
    assertThat(terminal.run("baseline", "learn", file, "--out", in("no.json")))
        .isEqualTo(ExitCode.NO_EVIDENCE);
    String said =
        terminal.said(
            "baseline", "learn", file, "--telemetry", "Every start", "--out", in("yes.json"));
    assertThat(said).contains("1 of 3 pod-days and 2 of 120 s watched");
    assertThat(read(in("yes.json")).getFirst().elements()).hasSize(1);
  }

  @Test
  void whatABaselineHoldsIsShownWithItsStateWhyAndHowCompleteItIs() throws Exception {
    assertThat(terminal.said("baseline", "show", LEARNED, "--elements"))
        .contains("exec           stable    3 known  3 pods")
        .contains("All of it was seen in two or more of 3 pod-days: nothing new is expected\n")
        .contains("Not enough to say: 2 of 3 pod-days watched")
        .contains("write /var/log/app/access.log by python3  in 2 of 2  2026-11-23T04:37:39Z to ")
        .contains("  steady");
    terminal.said("baseline", "show", LEARNED, "--json", "-");
    JsonNode brief = valid(BaselineReport.schema(), terminal.out());
    assertThat(brief.get("profiles").get(0).has("elements")).isFalse();
    terminal.said("baseline", "show", LEARNED, "--elements", "--json", "-");
    JsonNode whole = valid(BaselineReport.schema(), terminal.out());
    for (JsonNode profile : whole.get("profiles")) {
      assertThat(profile.get("facets")).hasSize(9);
      int known = 0;
      for (JsonNode facet : profile.get("facets")) {
        known += facet.get("known").asInt();
      }
      assertThat(profile.get("elements")).hasSize(known);
      for (JsonNode element : profile.get("elements")) {
        assertThat(element.get("onlyPod").isNull()).isEqualTo(element.get("ofPods").asInt() == 0);
      }
    }
  }

  @Test
  void whatOneReplicaOnlyDidIsNamed() throws Exception {
    Profile whole =
        read(Path.of(LEARNED).toString()).stream()
            .filter(p -> p.name().contains("deployment/web:web"))
            .findFirst()
            .orElseThrow();
    Element odd = whole.elements().getFirst();
    String unit = odd.units().getFirst();
    Element alone =
        new Element(
            odd.trait(), List.of(unit), null, null, odd.phases(), odd.evidence(), odd.members());
    List<Element> elements = new java.util.ArrayList<>(whole.elements());
    elements.set(0, alone);
    Path file = dir.resolve("odd.json");
    Files.writeString(file, ProfileJson.write(List.of(whole.with(elements))));
    String pod = unit.substring(0, unit.lastIndexOf(' '));
    assertThat(terminal.said("baseline", "show", file.toString(), "--elements"))
        .containsOnlyOnce("seen in 1 of 2 pods: " + pod);
    terminal.said("baseline", "show", file.toString(), "--elements", "--json", "-");
    JsonNode shown = valid(BaselineReport.schema(), terminal.out());
    JsonNode element = shown.get("profiles").get(0).get("elements").get(0);
    assertThat(element.get("onlyPod").stringValue()).isEqualTo(pod);
    assertThat(element.get("ofPods").intValue()).isEqualTo(2);
  }

  @Test
  void theFormOfABaselinesFileIsPublishedInBothVersions() throws Exception {
    valid(BaselineReport.schemaOfFile(), Files.readString(Path.of(LEARNED)));
    String first =
        """
        {"kind":"SalvorBaseline","version":1,"rules":1,"profiles":[{"name":"a","workload":"a","units":2,
        "from":"2026-11-23T05:00:00Z","states":{"EXEC":"STABLE"},
        "elements":[{"exec":"/bin/a","support":2,"phases":["START"],"evidence":["x:1"]}]}]}
        """;
    valid(BaselineReport.schemaOfFile(), first);
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(BaselineReport.schemaOfFile());
    for (String wrong :
        List.of(
            first.replace("\"exec\"", "\"excc\""),
            first.replace("STABLE", "SURE"),
            first.replace("\"units\":2", "\"hours\":{\"EXEC\":{\"noon\":1}}"),
            first.replace("\"version\":1", "\"version\":3"))) {
      assertThat(published.validate(wrong, InputFormat.JSON)).as(wrong).isNotEmpty();
    }
  }

  @Test
  void whatTwoBaselinesKnowOtherwiseIsTold() throws Exception {
    assertThat(terminal.said("baseline", "diff", LEARNED, LEARNED, "--fail-on-difference"))
        .contains("Nothing differs.");
    String text = Files.readString(Path.of(LEARNED));
    Files.writeString(
        dir.resolve("b.json"),
        text.replace("\"peer\":\"198.51.100.10\"", "\"peer\":\"198.51.100.0/24\"")
            .replace("/var/log/app/access.log", "/var/log/app/other.log"));
    assertThat(terminal.run("baseline", "diff", LEARNED, in("b.json"), "--fail-on-difference"))
        .isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out())
        .contains("  widened    network: out 198.51.100.0/24 tcp/5432 by python3")
        .contains("             was network: out 198.51.100.10 tcp/5432 by python3")
        .contains("  added      file write: write /var/log/app/other.log by python3")
        .contains("  removed    file write: write /var/log/app/access.log by python3");
    terminal.said("baseline", "diff", in("b.json"), LEARNED, "--json", "-");
    JsonNode back = valid(BaselineDiffReport.schema(), terminal.out());
    assertThat(back.get("differs").asBoolean()).isTrue();
    assertThat(back.findValue("tightened")).isNotNull();
    assertThat(back.toString()).contains("\"is\":[{\"facet\":\"network\"");
  }

  @Test
  void twoRecordingsOfOneContainerAreMerged() throws Exception {
    terminal.said(
        "baseline", "learn", EVIDENCE, "--until", "2026-11-23T04:40:00Z", "--out", in("a.json"));
    terminal.said(
        "baseline",
        "learn",
        EVIDENCE,
        "--from",
        "2026-11-23T04:40:00Z",
        "--until",
        "2026-11-23T04:43:00Z",
        "--out",
        in("b.json"));
    terminal.said("baseline", "merge", in("a.json"), in("b.json"), "--out", in("ab.json"));
    terminal.said(
        "baseline", "learn", EVIDENCE, "--until", "2026-11-23T04:43:00Z", "--out", in("all.json"));
    assertThat(terminal.said("baseline", "diff", in("ab.json"), in("all.json")))
        .contains("the same   10")
        .doesNotContain("added", "removed", "widened", "tightened", "watched in");
    assertThat(read(in("ab.json"))).hasSameSizeAs(read(in("all.json")));
  }

  @Test
  void versionsAreMergedAndSayOfWhichTheyWereMade() throws Exception {
    terminal.said(
        "baseline", "learn", EVIDENCE, "--until", "2026-11-23T04:40:00Z", "--out", in("less.json"));
    kept("baseline", "keep", in("less.json"), "--reason", "first minutes");
    terminal.said(
        "baseline", "learn", EVIDENCE, "--until", "2026-11-23T04:43:00Z", "--out", in("more.json"));
    assertThat(status("baseline", "merge", WEB + "@1", in("more.json"))).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("name a file with --out, or --keep them");
    kept("baseline", "merge", WEB + "@1", in("more.json"), "--keep", "--reason", "a day more");
    assertThat(terminal.err()).contains("kept " + WEB + "@2, a draft");
    JsonNode merged =
        library()
            .get("versions")
            .valueStream()
            .filter(v -> v.get("ref").asString().equals(WEB + "@2"))
            .findFirst()
            .orElseThrow();
    assertThat(merged.get("madeBy").asString()).isEqualTo("merge");
    assertThat(merged.get("parents").get(0).asString()).isEqualTo(WEB + "@1");
    assertThat(library().get("versions").findValues("parents"))
        .filteredOn(p -> !p.isEmpty())
        .hasSize(1);
    assertThat(merged.get("sources").get(0).get("path").asString()).endsWith("more.json");
  }

  @Test
  void theWindowTakesAVersionInPlaceOfAFile() {
    keep();
    assertThat(status(EVIDENCE, "--baseline", "nobody@7", "--case", in("case")))
        .isEqualTo(ExitCode.NO_EVIDENCE);
    kept(EVIDENCE, "--baseline", WEB + "@1", "--case", in("case"));
    assertThat(terminal.err()).contains(WEB + "@1 is not approved").contains("triaging");
    assertThat(terminal.out()).contains(WEB);
  }

  private JsonNode library() throws Exception {
    kept("baseline", "list", "--json", "-");
    return valid(LibraryReport.schema(), terminal.out());
  }

  private void keep() {
    kept(
        "baseline", "keep", LEARNED, "--evidence", EVIDENCE, "--author", "Ann", "--reason", "week");
  }

  @Test
  void versionsAreKeptApprovedAndNamedInPlaceOfFiles() throws Exception {
    keep();
    assertThat(terminal.out()).contains("kept " + WEB + "@1, a draft");
    JsonNode version = library().get("versions").get(3);
    assertThat(version.get("author").asString()).isEqualTo("Ann");
    assertThat(version.get("sources").get(0).get("sha256").asString()).hasSize(64);
    assertThat(version.get("sources").get(1).get("sha256").isNull()).isTrue();

    assertThat(status("baseline", "show", WEB)).isEqualTo(ExitCode.NO_EVIDENCE);
    assertThat(terminal.err()).contains("no version of " + WEB + " is approved");
    kept("baseline", "show", WEB + "@1");
    assertThat(terminal.err()).contains(WEB + "@1 is not approved: a draft");
    kept("baseline", "approve", WEB + "@1", "--reason", "read");
    kept("baseline", "show", WEB);
    assertThat(terminal.err()).isEmpty();
    assertThat(kept("baseline", "diff", WEB, WEB + "@1")).contains("Nothing differs.");
    kept("baseline", "export", WEB, "--format", "kubescape", "--out", in("web.yaml"));
    assertThat(dir.resolve("web.yaml")).isNotEmptyFile();
    kept("triage", EVIDENCE, "--baseline", WEB, "--json", in("triage.json"));
    JsonNode triage = JsonMapper.shared().readTree(Files.readString(dir.resolve("triage.json")));
    assertThat(triage.get("baselines")).hasSize(1);
    assertThat(status("triage", EVIDENCE, "--baseline", "nobody@7"))
        .isEqualTo(ExitCode.NO_EVIDENCE);
    assertThat(terminal.err()).contains("nobody@7: no such file or folder, and no such version");
  }

  @Test
  void whatPeopleDoIsListedUndoneAndDoneAgain() throws Exception {
    keep();
    kept("baseline", "keep", LEARNED, "--reason", "again");
    assertThat(terminal.err()).contains("is so already: nothing was done");
    kept("baseline", "approve", WEB + "@1", "--reason", "read");
    kept("baseline", "approve", WEB + "@1", "--reason", "read");
    assertThat(terminal.err()).contains("is so already: nothing was done");
    assertThat(kept("baseline", "undo")).contains("undone: approved " + WEB + "@1");
    assertThat(kept("baseline", "redo")).contains("done again: approved " + WEB + "@1");
    assertThat(kept("baseline", "redo")).contains("nothing to do");
    assertThat(kept("baseline", "history", WEB))
        .contains("Ann  kept ")
        .contains("approved " + WEB + "@1: read");
    assertThat(kept("baseline", "reject", WEB + "@1", "--reason", "too wide"))
        .contains("rejected " + WEB + "@1");
    assertThat(library().get("acts")).hasSize(5);
    assertThat(status("baseline", "approve", WEB + "@1")).as("a reason is needed").isEqualTo(2);
  }

  @Test
  void elementsAreRemovedWidenedAndTightenedByHand() {
    keep();
    assertThat(
            kept(
                "baseline",
                "edit",
                WEB + "@1",
                "--widen",
                "4",
                "--to",
                "path=/var/log/app/....log",
                "--reason",
                "rotated"))
        .contains("kept " + WEB + "@2, a draft")
        .contains("widened    file write: write /var/log/app/⋯.log by python3");
    assertThat(kept("baseline", "show", WEB + "@2", "--elements"))
        .contains("made by hand")
        .contains("          write /var/log/app/access.log by python3  in 2 of 2");
    String wide =
        kept("baseline", "show", WEB + "@2", "--elements")
            .lines()
            .filter(l -> l.contains("⋯.log"))
            .findFirst()
            .orElseThrow()
            .strip();
    String number = wide.substring(0, wide.indexOf(' '));
    kept("baseline", "edit", WEB + "@2", "--tighten", number, "--reason", "no");
    assertThat(kept("baseline", "diff", WEB + "@1", WEB + "@3")).contains("Nothing differs.");
    assertThat(
            kept("baseline", "edit", WEB + "@3", "--remove", "1", "--remove", "2", "--reason", "x"))
        .contains("removed    exec: ");
    assertThat(
            status(
                "baseline",
                "edit",
                WEB + "@1",
                "--widen",
                "4",
                "--to",
                "path=/other/...",
                "--reason",
                "x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("does not stand for more");
    assertThat(status("baseline", "edit", WEB + "@1", "--remove", "99", "--reason", "x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("there is no element 99");
    assertThat(
            status(
                "baseline",
                "edit",
                WEB + "@1",
                "--widen",
                "4",
                "--to",
                "port=any",
                "--reason",
                "x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("the fields of this element are path and program");
  }

  @Test
  void elementsAreTakenOutIntoTheBaselineOfAnotherContainer() {
    keep();
    assertThat(
            kept(
                "baseline",
                "split",
                WEB + "@1",
                "--element",
                "6",
                "--element",
                "7",
                "--container",
                "proxy",
                "--reason",
                "nginx is a sidecar"))
        .contains("kept " + WEB + "@2, a draft of 8 elements")
        .contains("kept shop/deployment/web:proxy@1, a draft of 2 elements");
  }

  @Test
  void aNewImageTakesOverWhatIsConfirmed() throws Exception {
    keep();
    assertThat(kept("baseline", "roll-forward", WEB + "@1", "--to", NEXT, "--reason", "release 2"))
        .contains("kept " + WEB + "@2, a draft")
        .contains("10 to be confirmed:");
    assertThat(kept("baseline", "show", WEB + "@2"))
        .contains("stale     2 known  of another image; 2 of 2 elements must be confirmed");
    Files.writeString(
        dir.resolve("new.json"),
        Files.readString(Path.of(LEARNED))
            .replaceAll("sha256:19e1abb80260[0-9a-f]*", NEXT)
            .replace("/var/log/app/access.log", "/var/log/app/new.log"));
    assertThat(kept("baseline", "confirm", WEB + "@2", "--by", in("new.json"), "--reason", "a day"))
        .contains("1 to be confirmed:")
        .contains("write /var/log/app/access.log by python3");
    assertThat(kept("baseline", "show", WEB + "@3"))
        .contains("exec           stable    2 known")
        .contains("file write     stale     3 known  of another image; 1 of 3 elements");
    assertThat(kept("baseline", "confirm", WEB + "@3", "--all", "--reason", "ask Ann"))
        .contains("nothing is to be confirmed");
    assertThat(kept("baseline", "show", WEB + "@4")).contains("file write     stable    3 known");
    assertThat(status("baseline", "confirm", WEB + "@2", "--by", LEARNED, "--reason", "x"))
        .isEqualTo(ExitCode.NO_EVIDENCE);
    assertThat(status("baseline", "roll-forward", WEB + "@1", "--to", "v2", "--reason", "x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(library().get("versions").findValues("toBeConfirmed").toString()).contains("10");
  }

  @Test
  void aDamagedLibraryIsToldAndTheRestOfItOpens() throws Exception {
    keep();
    kept("baseline", "approve", WEB + "@1", "--reason", "read");
    String hash = library().get("versions").get(3).get("sha256").asString();
    Files.writeString(dir.resolve("library/profiles/" + hash + ".json"), "{}");
    Files.writeString(
        dir.resolve("library/library.log"),
        "\u001b[31mhello\n",
        java.nio.file.StandardOpenOption.APPEND);
    assertThat(kept("baseline", "list"))
        .contains("note: library.log, line 3: this line of the log is damaged")
        .contains("note: " + hash + ".json, " + WEB + "@1: the file of this version is not what")
        .doesNotContain("\u001b");
    assertThat(library().get("notes")).hasSize(2);
    assertThat(status("baseline", "show", WEB)).isEqualTo(ExitCode.CASE_UNUSABLE);
    assertThat(terminal.err()).contains(hash).contains("is not what was kept");
    kept("baseline", "show", "shop/deployment/pay:pay@1");
    Files.writeString(dir.resolve("file"), "");
    assertThat(terminal.run("baseline", "keep", LEARNED, "--reason", "x", "--library", in("file")))
        .isEqualTo(ExitCode.CASE_UNUSABLE);
    assertThat(terminal.err()).contains("this is not a folder");
  }

  @Test
  void namesFromElsewhereNeverSteerTheTerminal() throws Exception {
    String evil = "\\u001b]0;x\\u0007\\n\\u202e";
    String text =
        """
        {"kind":"SalvorBaseline","version":2,"rules":1,"profiles":[{"name":"EVIL","namespace":"../EVIL","workload":"EVIL",
        "container":"EVIL","units":[{"id":"EVIL","facets":["EXEC"]}],"windows":[],"origin":"EVIL","states":{"EXEC":"STABLE"},
        "elements":[{"exec":"/bin/EVIL","shape":"EVIL","units":[0],"phases":[],"evidence":["EVIL"]}]}]}
        """
            .replace("EVIL", evil);
    String a = Files.writeString(dir.resolve("a.json"), text).toString();
    String b = Files.writeString(dir.resolve("b.json"), text.replace("/bin/", "/sbin/")).toString();
    kept("baseline", "keep", a, "--author", "A\u001b[1m", "--reason", "B\u001b[1m");
    String name = library().get("versions").get(0).get("name").asString();
    StringBuilder said = new StringBuilder();
    said.append(kept("baseline", "show", a, "--elements"));
    said.append(kept("baseline", "diff", a, b));
    said.append(kept("baseline", "approve", name + "@1", "--reason", "x\u001b"));
    said.append(kept("baseline", "roll-forward", name, "--to", NEXT, "--reason", "x"));
    said.append(kept("baseline", "list")).append(kept("baseline", "history"));
    status("baseline", "show", name + "@9");
    said.append(terminal.err());
    assertThat(said.toString().codePoints())
        .noneMatch(c -> (c < 0x20 && c != '\n' && c != '\r') || c == 0x7f || c == 0x202e);
    assertThat(said).contains("\\x1b]0;x");
  }
}
