package salvor.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import salvor.baseline.Judge;
import salvor.casefile.Cases;
import salvor.casefile.EvidenceReader;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.falco.Falco;
import salvor.ingest.profile.ProfileFormat;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as its caller sees it: arguments in, text and an exit status out. */
class CommandLineTest {
  @TempDir Path dir;
  private Path evidence;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeEvidence() throws IOException {
    StringBuilder lines = new StringBuilder();
    IntStream.range(0, 30)
        .forEach(i ->
            lines.append(
                String.format(
                    "{\"time\":\"2026-11-23T05:00:%02d.000000000Z\",\"rule\":\"Telemetry Process Start\",\"priority\":\"Notice\",\"output\":\"x\","
                        + "\"output_fields\":{\"evt.time\":%d,\"evt.type\":\"execve\",\"proc.name\":\"%s\",\"proc.cmdline\":\"%s -c id\","
                        + "\"proc.exepath\":\"/%s\",\"proc.pid\":%d,\"k8s.pod.name\":\"p\",\"k8s.ns.name\":\"n\","
                        + "\"container.id\":\"abcdef123456\",\"container.name\":\"c\"}}%n",
                    i,
                    1_795_410_000_000_000_000L + i * 1_000_000_000L,
                    i < 20 ? "app" : "sh",
                    i < 20 ? "app" : "sh",
                    i < 20 ? "bin/app" : "memfd:x (deleted)",
                    100 + i)));
    evidence = Files.writeString(dir.resolve("falco.jsonl"), lines.toString());
  }

  private int run(String... arguments) {
    Desk desk = desk(out, err);
    int status = SalvorCommand.run(desk, arguments);
    desk.out().flush();
    return status;
  }

  private static Desk desk(StringWriter out, StringWriter err) {
    EvidenceReader reader =
        new Import(List.of(new Falco(), new ProfileFormat()), Limits.ORDINARY)::read;
    Cases cases =
        new Cases(
            reader,
            (given, suspected, progress) ->
                new Judge(given.baselines(), given.evidence().inventory(), suspected)
                    .judge(given.evidence().observations(), progress),
            Clock.systemUTC());
    return new Desk(
        cases,
        reader,
        (_, _) -> {
          throw new AssertionError("no cluster");
        },
        (_, _) -> {
          throw new Desk.NoWindow("no display");
        },
        new PrintWriter(out),
        new PrintWriter(err, true),
        Progress.NONE,
        false);
  }

  static Stream<String> commands() {
    return commands("", SalvorCommand.line(desk(new StringWriter(), new StringWriter())));
  }

  private static Stream<String> commands(String above, CommandLine line) {
    return Stream.concat(
        Stream.of(above),
        line.getSubcommands().entrySet().stream()
            .flatMap(each -> commands(above + each.getKey() + " ", each.getValue())));
  }

  /** Also where something is required that is missing. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelp(String command) {
    for (String help : List.of("--help", "-h")) {
      out.getBuffer().setLength(0);
      assertThat(run((command + help).split(" "))).isZero();
      assertThat(out + "\n" + err).contains(("Usage: salvor " + command).strip());
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpIsACommandToo() {
    assertThat(run("help", "triage")).isZero();
    assertThat(out.toString()).contains("Usage: salvor triage");
  }

  @Test
  void nothingAskedForIsTheWindowAndWithoutADisplaySaysSo() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err)
        .hasToString(
            "salvor: no window here (no display); see salvor --help for the commands"
                + System.lineSeparator());
  }

  @Test
  void aTriageIsDone() {
    assertThat(run("triage", evidence.toString())).isZero();
    assertThat(out.toString()).contains("30 lines = 30 observations + 0 unreadable + 0 skipped");
    assertThat(err.toString()).isEmpty();
  }

  /** Evidence may hold a file of such a name, and {@code triage *} give it. */
  @Test
  void aPathThatBeginsWithAnAtSignIsNotAFileOfArguments() throws IOException {
    Path written = dir.resolve("written");
    Path trap = Files.writeString(dir.resolve("trap"), "--json\n" + written + "\n");
    run("triage", evidence.toString(), "@" + trap);
    assertThat(written).doesNotExist();
  }

  @Test
  void aPodComparedWithItselfDiffersInNothing() {
    assertThat(
            run("compare", evidence.toString(), "--a", "p", "--b", "p/c", "--fail-on-difference"))
        .isZero();
    assertThat(out.toString()).contains("Nothing differs.").contains("Both: 2");
  }

  @ParameterizedTest
  @CsvSource({
    "p, 0",
    "p/c, 0",
    "n/p, 0",
    "n / p, 0",
    "n/p/c, 0",
    "c, 2",
    "n, 2",
    "p/x, 2",
    "x/p/c, 2",
    "/, 2"
  })
  void aSideIsNamedAsTheOutputNamesIt(String side, int status) {
    assertThat(run("compare", evidence.toString(), "--a", side, "--b", "p"))
        .as(err.toString())
        .isEqualTo(status);
  }

  @Test
  void twoWindowsOfOnePodDifferAndSayIt() {
    String[] windows = {
      "compare",
      evidence.toString(),
      "--a",
      "p",
      "--b",
      "p",
      "--align",
      "window",
      "--json",
      "-",
      "--a-until",
      "2026-11-23T05:00:20Z",
      "--b-from",
      "2026-11-23T05:00:20Z",
      "--fail-on-difference"
    };
    assertThat(run(windows)).isEqualTo(ExitCode.FOUND);
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    assertThat(json.get("acts")).hasSize(2);
    assertThat(json.get("acts").get(0).get("presence").asString()).isEqualTo("only_b");
    assertThat(json.get("acts").get(1).get("a").get("count").intValue()).isEqualTo(20);
  }

  @Test
  void twoSidesAreLaidUponAnEventOfTheirs() {
    String[] given = {
      "compare",
      evidence.toString(),
      "--a",
      "p",
      "--b",
      "p/c",
      "--align",
      "event",
      "--json",
      "-",
      "--event",
      "program ~ memfd"
    };
    assertThat(run(given)).as(err.toString()).isZero();
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    for (String side : List.of("a", "b")) {
      JsonNode zero = json.get(side).get("zeros").get(0);
      assertThat(zero.get("from").asString()).isEqualTo("chosen_event");
      assertThat(zero.get("time").asString()).startsWith("2026-11-23T05:00:20.");
    }
  }

  @Test
  void anEventThatNeitherSideHasIsTwo() {
    String[] given = {"compare", evidence.toString(), "--a", "p", "--b", "p/c", "--align", "event"};
    assertThat(run(given)).isEqualTo(ExitCode.USAGE);
    String[] none = java.util.Arrays.copyOf(given, given.length + 2);
    none[given.length] = "--event";
    none[given.length + 1] = "program=nosuch";
    assertThat(run(none)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("given together").contains("neither side has an event");
    none[given.length + 1] = "program = = x";
    assertThat(run(none)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("salvor compare: --event: ").contains("^");
  }

  @Test
  void aSideWithoutABaselineIsTwo() {
    assertThat(run("compare", evidence.toString(), "--a", "p", "--b", "baseline"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--b baseline: none applies to p");
  }

  @Test
  void aComparisonShiftsClocksAndKeepsACaseAsOtherCommandsDo() {
    String[] given = {"compare", evidence.toString(), "--a", "p", "--b", "p/c", "--json", "-"};
    assertThat(run(with(given, "--offset", "falco.jsonl=+3s"))).as(err.toString()).isZero();
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    assertThat(json.get("a").get("zeros").get(0).get("time").asString())
        .startsWith("2026-11-23T05:00:03");
    out.getBuffer().setLength(0);
    String folder = dir.resolve("case").toString();
    assertThat(run(with(given, "--case", folder))).as(err.toString()).isZero();
    String first = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run("compare", "--case", folder, "--a", "p", "--b", "p/c", "--json", "-")).isZero();
    assertThat(out.toString()).isEqualTo(first);
  }

  private static String[] with(String[] given, String... more) {
    String[] all = java.util.Arrays.copyOf(given, given.length + more.length);
    System.arraycopy(more, 0, all, given.length, more.length);
    return all;
  }

  @Test
  void aSideThatIsNotThereIsTwo() {
    assertThat(run("compare", evidence.toString(), "--a", "p", "--b", "nosuch"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no pod or container is called nosuch");
  }

  @Test
  void standardOutputHoldsTheJsonAlone() {
    assertThat(run("triage", evidence.toString(), "--json", "-")).isZero();
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    assertThat(json.get("sources").get(0).get("observations").intValue()).isEqualTo(30);
  }

  @Test
  void failOnGivesOneWhenThereIsSuchAnObservation() {
    assertThat(run("triage", evidence.toString(), "-q", "--fail-on", "unknown"))
        .isEqualTo(ExitCode.FOUND);
    assertThat(
            run(
                "triage",
                evidence.toString(),
                "-q",
                "--fail-on",
                "OUT",
                "--filter",
                "program = app"))
        .isZero();
  }

  @Test
  void aFilterThatIsNotUnderstoodIsPointedAt() {
    assertThat(run("triage", evidence.toString(), "--filter", "\u001bverdict = = out"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).doesNotContain("\u001b").contains("--filter").contains("^");
    err.getBuffer().setLength(0);
    assertThat(run("triage", evidence.toString(), "--filter", "verdict = = out"))
        .isEqualTo(ExitCode.USAGE);
    List<String> lines = err.toString().lines().toList();
    assertThat(lines.get(2).indexOf('^')).isEqualTo(lines.get(1).indexOf("= out"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "triage",
        "processes",
        "peers --filter",
        "export --as xml x",
        "triage x --picture y.svg --width 99",
        "triage x --picture y.svg --from yesterday",
        "triage x --picture y.svg --from 2026-11-23T05:00:00Z --until 2026-11-23T05:00:00Z",
        "triage --nonsense",
        "triage --fail-on green x",
        "baseline",
        "nonsense --x",
        "baseline learn"
      })
  void aWrongCommandLineIsTwo(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).isNotEmpty();
  }

  @Test
  void whatIsGivenIsNeverShownRaw() {
    run("triage", "--\u001b[31mx");
    run("triage", dir.resolve("\u001b[31m\u202enone\nx").toString());
    run("baseline", "show", dir.resolve("\u001b[31mnone").toString());
    assertThat(err.toString())
        .doesNotContain("\u001b")
        .doesNotContain("\u202e")
        .contains("\\x1b[31m");
    assertThat(err.toString().lines().count()).isEqualTo(3);
  }

  @Test
  void missingAndEmptyEvidenceIsThree() throws IOException {
    assertThat(run("triage", dir.resolve("none").toString())).isEqualTo(ExitCode.NO_EVIDENCE);
    assertThat(err.toString()).contains("no such file or folder; check the path");
    Path empty = Files.createDirectory(dir.resolve("empty"));
    assertThat(run("triage", empty.toString())).isEqualTo(ExitCode.NO_EVIDENCE);
    assertThat(out.toString()).contains("the folder is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"findings", "processes", "peers", "images", "offsets", "export"})
  void whatShowsAPartOfTheEvidenceFailsAsTriageDoes(String command) throws IOException {
    assertThat(run(command, dir.resolve("none").toString())).isEqualTo(ExitCode.NO_EVIDENCE);
    Path empty = Files.createDirectory(dir.resolve("empty"));
    assertThat(run(command, empty.toString())).isEqualTo(ExitCode.NO_EVIDENCE);
    assertThat(run(command, evidence.toString(), "--filter", "verdict = = out"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("salvor " + command + ": --filter:").contains("^");
    assertThat(run(command, evidence.toString(), "--case", evidence.toString()))
        .isEqualTo(ExitCode.CASE_UNUSABLE);
    assertThat(run(command, evidence.toString(), "--offset", "nosuch=+1s"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("salvor " + command + ": --offset: no source is called");
    String option = command.equals("export") ? "--out" : "--json";
    String file = dir.resolve("nowhere").resolve("x.json").toString();
    assertThat(run(command, evidence.toString(), option, file)).isEqualTo(ExitCode.NOT_WRITTEN);
    assertThat(err.toString()).contains("make the folder").doesNotContain("\tat ");
  }

  @Test
  void aCaseIsShownWithoutNamingItsEvidenceAgain() {
    String folder = dir.resolve("kept").toString();
    assertThat(run("processes", evidence.toString(), "--case", folder)).isZero();
    String first = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run("processes", "--case", folder)).isZero();
    assertThat(out.toString()).isEqualTo(first).contains("30 processes");
  }

  @Test
  void aPictureIsOfThePartAndWidthThatAreNamed() throws IOException {
    Path svg = dir.resolve("part.svg");
    assertThat(
            run(
                "triage",
                evidence.toString(),
                "-q",
                "--picture",
                svg.toString(),
                "--from",
                "2026-11-23T05:00:10Z",
                "--until",
                "2026-11-23T05:00:25Z",
                "--width",
                "900"))
        .isZero();
    assertThat(Files.readString(svg))
        .contains("width=\"900\"")
        .contains("15 shown + 0 filtered out = 15 observations of this time, of 30");
  }

  @Test
  void anExportIsWrittenInTheFormOfItsName() throws IOException {
    Path csv = dir.resolve("rows.CSV");
    assertThat(
            run("export", evidence.toString(), "--filter", "program=sh", "--out", csv.toString()))
        .isZero();
    assertThat(Files.readString(csv)).startsWith("time,originalTime,kind").hasLineCount(11);
    assertThat(run("export", evidence.toString(), "--filter", "program~memfd")).isZero();
    assertThat(out.toString().lines()).hasSize(10).allMatch(l -> l.startsWith("{\"time\""));
  }

  @Test
  void aCaseThatCannotBeIsFour() {
    assertThat(run("triage", evidence.toString(), "--case", evidence.toString()))
        .isEqualTo(ExitCode.CASE_UNUSABLE);
    assertThat(err.toString())
        .contains("falco.jsonl")
        .contains("this is not a folder")
        .contains("name a folder");
    assertThat(run("triage", "--case", dir.resolve("new").toString()))
        .isEqualTo(ExitCode.CASE_UNUSABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--observations", "--picture"})
  void aResultThatCannotBeWrittenIsFive(String option) {
    String file = dir.resolve("none").resolve("x.jsonl").toString();
    assertThat(run("triage", "-q", evidence.toString(), option, file))
        .isEqualTo(ExitCode.NOT_WRITTEN);
    assertThat(err.toString()).contains(file).contains("make the folder").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--observations"})
  void aFullDiskIsFive(String option) {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(Path.of("/dev/full")), "needs /dev/full");
    assertThat(run("triage", "-q", evidence.toString(), option, "/dev/full"))
        .isEqualTo(ExitCode.NOT_WRITTEN);
    assertThat(err.toString()).contains("/dev/full").contains("free space").doesNotContain("\tat ");
  }

  @Test
  void withoutADisplayTheResultLiesInTheCase() throws IOException {
    Path folder = dir.resolve("case");
    Path victim = Files.writeString(dir.resolve("victim"), "precious");
    assertThat(run(evidence.toString(), "--case", folder.toString())).isZero();
    assertThat(err.toString()).contains("no window here (no display)");
    Files.delete(folder.resolve("findings.json"));
    Files.createSymbolicLink(folder.resolve("findings.json"), victim);
    assertThat(run(evidence.toString(), "--case", folder.toString())).isZero();
    assertThat(victim).hasContent("precious");
    assertThat(folder.resolve("findings.json")).isRegularFile();
    assertThat(folder.resolve("timeline.png")).isNotEmptyFile();
  }

  @Test
  void severalBaselinesAreTaken() {
    Path one = dir.resolve("one.json");
    Path two = dir.resolve("two.json");
    String until = "2026-11-23T05:00:20Z";
    assertThat(
            run(
                "baseline",
                "learn",
                evidence.toString(),
                "--until",
                until,
                "--out",
                one.toString()))
        .isZero();
    assertThat(
            run(
                "baseline",
                "learn",
                evidence.toString(),
                "--until",
                until,
                "--out",
                two.toString()))
        .isZero();
    assertThat(one).hasSameTextualContentAs(two);
    assertThat(run("baseline", "show", one.toString())).isZero();
    out.getBuffer().setLength(0);
    assertThat(
            run(
                "triage",
                evidence.toString(),
                "--baseline",
                one.toString(),
                "--baseline",
                two.toString(),
                "--json",
                "-"))
        .isZero();
    assertThat(JsonMapper.shared().readTree(out.toString()).get("baselines")).hasSize(2);
  }

  @Test
  void aBaselineThatCannotBeLearnedOrShownIsSaid() {
    String file = evidence.toString();
    String target = dir.resolve("b.json").toString();
    assertThat(run("baseline", "learn", file, "--until", "yesterday", "--out", target))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("baseline", "learn", file, "--until", "2020-01-01T00:00:00Z", "--out", target))
        .isEqualTo(ExitCode.NO_EVIDENCE);
    assertThat(err.toString()).contains("no RFC 3339 time").contains("check --from and --until");
    assertThat(run("baseline", "learn", file, "--out", dir.resolve("none/b.json").toString()))
        .isEqualTo(ExitCode.NOT_WRITTEN);
    assertThat(run("baseline", "show", file)).isEqualTo(ExitCode.NO_EVIDENCE);
    assertThat(err.toString()).contains("there is no baseline in these files");
  }
}
