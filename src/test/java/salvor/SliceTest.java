package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.custody.Sha256;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.jobs.Progress;
import salvor.report.SliceReport;
import salvor.triage.Filter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A slice opens again as what was wanted, and says what it is a part of and what it lacks. */
class SliceTest {
  private static final String WEBSHELL = "evidence-samples/webshell/evidence";
  private static final String BASELINE = "evidence-samples/webshell/baseline.json";
  private final Terminal terminal = new Terminal();

  @TempDir Path dir;

  /** Cuts; the JSON that the command wrote. */
  private JsonNode slice(Path out, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("slice"));
    all.addAll(List.of(more));
    all.addAll(List.of("--out", out.toString(), "--reason", "for Ben", "--unsigned"));
    all.addAll(List.of("--json", "-"));
    return JsonMapper.shared().readTree(terminal.said(all.toArray(String[]::new)));
  }

  /** What an observation says, but where it stands, and what only all evidence shows of it. */
  private static String told(Observation o) {
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    quality.addAll(o.quality());
    quality.removeAll(EnumSet.of(Quality.DUPLICATE, Quality.TIME_SUSPECT));
    return new Observation(
            o.time(),
            o.location(),
            o.process(),
            o.activity(),
            o.outcome(),
            quality,
            new RecordRef(0, 0, 0, 0))
        .toString();
  }

  private static List<String> told(Observations all, BitSet rows) {
    return rows.stream().mapToObj(row -> told(all.get(row))).sorted().toList();
  }

  private static List<String> opened(Path slice) throws Exception {
    Observations all =
        Salvor.reader()
            .read(List.of(slice.resolve("data")), Progress.NONE)
            .evidence()
            .observations();
    BitSet rows = new BitSet();
    rows.set(0, all.size());
    return told(all, rows);
  }

  @Test
  void opensAsExactlyTheObservationsThatWereWanted() throws Exception {
    List<String> filters =
        List.of(
            "verdict = out",
            "kind=exec",
            "kind=api and not user ~ node",
            "pod ~ web and time > 2000-01-01",
            "program=curl or peer=10.*",
            "");
    int cut = 0;
    for (String sample : List.of("webshell", "memfd-no-shell", "alerts-no-baseline", "clean")) {
      Path evidence = Path.of("evidence-samples", sample, "evidence");
      try (OpenedCase all =
          Salvor.cases().open(Opening.inMemory(List.of(evidence), List.of()), Progress.NONE)) {
        for (String filter : filters) {
          BitSet rows = Filter.parse(filter).rows(all.evidence(), all.verdicts(), all.marks());
          if (rows.isEmpty()) {
            continue;
          }
          cut++;
          Path out = dir.resolve(sample + cut);
          JsonNode said = slice(out, evidence.toString(), "--filter", filter);
          String which = sample + ": " + filter;
          assertThat(said.path("in").asLong()).as(which).isEqualTo(rows.cardinality());
          assertThat(said.path("beside").asLong()).as(which).isZero();
          assertThat(opened(out)).as(which).isEqualTo(told(all.evidence().observations(), rows));
          assertThat(terminal.run("verify", out.toString())).as(which).isEqualTo(11);
        }
      }
    }
    assertThat(cut).isGreaterThan(12);
  }

  @Test
  void everyLineOfEverySourceIsInOrOutAndEveryByteIsOneOfTheSource() throws Exception {
    Path out = dir.resolve("slice");
    JsonNode said =
        slice(
            out,
            WEBSHELL,
            BASELINE,
            "--pod",
            "shop/web-5468d8c4df-8ppl7",
            "--filter",
            "kind=exec or kind=api");
    for (JsonNode source : said.path("sources")) {
      assertThat(source.path("linesIn").asLong() + source.path("linesOut").asLong())
          .isEqualTo(source.path("lines").asLong());
      if (source.path("way").asString().equals("cut")) {
        List<String> before = lines(Path.of(source.path("path").asString()));
        List<String> now = lines(out.resolve("data").resolve(source.path("name").asString()));
        assertThat(now).hasSize((int) source.path("linesIn").asLong()).isSubsetOf(before);
        assertThat(before).hasSize((int) source.path("lines").asLong());
      }
    }
    assertThat(said.path("sources").findValuesAsString("way")).contains("cut", "context");
  }

  private static List<String> lines(Path file) throws Exception {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllLines(file);
    }
    try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  @Test
  void namesTheBundleItWasCutFromTheRulesAndTheHashesOfTheSources() throws Exception {
    Path parent = dir.resolve("parent.tar.gz");
    terminal.said("seal", WEBSHELL, "--out", parent.toString(), "--reason", "x", "--unsigned");
    String head = terminal.out().lines().filter(l -> l.contains("written down")).findFirst().get();
    Path out = dir.resolve("child.zip");
    slice(out, parent.toString(), "--from", "2026-11-23T04:43:00Z", "--filter", "kind=exec");
    Path open = dir.resolve("open");
    try (var zip = new java.util.zip.ZipFile(out.toFile())) {
      String ledger =
          new String(
              zip.getInputStream(zip.getEntry("child/custody.jsonl")).readAllBytes(),
              java.nio.charset.StandardCharsets.UTF_8);
      assertThat(ledger)
          .contains(head.substring(head.length() - 64))
          .contains("\"from\":\"2026-11-23T04:43:00Z\"")
          .contains("\"filter\":\"kind=exec\"");
      Map<String, String> hashes = new TreeMap<>();
      try (Stream<Path> files = Files.walk(Path.of(WEBSHELL))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          hashes.put(file.getFileName().toString(), Sha256.of(file));
        }
      }
      assertThat(ledger).contains(Objects.requireNonNull(hashes.get("falco.jsonl.gz")));
    }
    assertThat(open).doesNotExist();
    assertThat(terminal.run("verify", out.toString())).isEqualTo(11);
  }

  @Test
  void cutsByTheTimesAsTheyWereCorrectedAndTellsTheOffset() throws Exception {
    Path evidence = Files.createDirectory(dir.resolve("e"));
    String line =
        "{\"time\":\"2026-11-20T10:%02d:00.000000000Z\",\"rule\":\"Terminal shell\",\"priority\":\"Notice\","
            + "\"output\":\"x\",\"output_fields\":{\"evt.type\":\"execve\",\"proc.name\":\"p%d\",\"proc.cmdline\":\"p%d\"}}\n";
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      all.append(line.formatted(i, i, i));
    }
    Path falco = Files.writeString(evidence.resolve("falco.jsonl"), all);
    Path out = dir.resolve("slice");
    JsonNode said =
        slice(
            out,
            evidence.toString(),
            "--offset",
            "falco.jsonl=+1m",
            "--from",
            "2026-11-20T10:03:00Z",
            "--to",
            "2026-11-20T10:04:00Z");
    assertThat(said.path("in").asLong()).isEqualTo(2);
    assertThat(Files.readString(out.resolve("data/falco.jsonl")))
        .isEqualTo(line.formatted(2, 2, 2) + line.formatted(3, 3, 3));
    assertThat(Files.readString(out.resolve("custody.jsonl"))).contains("\"clockOffset\":\"+1m");
    assertThat(Files.readString(falco)).isEqualTo(all.toString());
  }

  @Test
  void aChangedSourceIsRefusedAndNothingIsLeft() throws Exception {
    Path falco = dir.resolve("falco.jsonl");
    Files.write(falco, lines(Path.of(WEBSHELL, "falco.jsonl.gz")));
    Path folder = dir.resolve("case");
    try (OpenedCase made =
        Salvor.cases().open(Opening.inFolder(List.of(falco), List.of(), folder), Progress.NONE)) {
      assertThat(made.evidence().observations().size()).isPositive();
    }
    List<String> changed = new ArrayList<>(Files.readAllLines(falco));
    Files.writeString(falco, changed.getFirst() + "\n", StandardOpenOption.APPEND);
    refused(folder);
    assertThat(terminal.err()).contains("falco.jsonl has grown since it was read");
    changed.set(0, changed.getFirst().replace("2026", "2025"));
    Files.write(falco, changed);
    refused(folder);
    assertThat(terminal.err()).contains("falco.jsonl is no longer what was read");
  }

  private void refused(Path folder) throws Exception {
    Path out = dir.resolve("out/slice");
    int status =
        terminal.run(
            "slice",
            folder.toString(),
            "--filter",
            "kind=exec",
            "--out",
            out.toString(),
            "--reason",
            "x",
            "--unsigned");
    assertThat(status).isNotZero();
    assertThat(out.getParent()).isEmptyDirectory();
  }

  @Test
  void theDocumentForMachinesIsAsPublished() throws Exception {
    slice(dir.resolve("slice"), WEBSHELL, "--filter", "kind=api");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SliceReport.schema(), InputFormat.JSON)
                .validate(terminal.out(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void evidenceThatWasNamedTwiceIsCutTwice() throws Exception {
    Path out = dir.resolve("slice");
    JsonNode said = slice(out, WEBSHELL, WEBSHELL + "/falco.jsonl.gz", "--filter", "kind=exec");
    long twice = 0;
    for (JsonNode source : said.path("sources")) {
      if (source.path("format").asString().equals("falco")) {
        twice++;
        assertThat(source.path("way").asString()).isEqualTo("cut");
        assertThat(source.path("linesOut").asLong()).isPositive();
        assertThat(lines(out.resolve("data").resolve(source.path("name").asString())))
            .hasSize(source.path("linesIn").asInt());
      }
    }
    assertThat(twice).isEqualTo(2);
  }

  /** Names of members lead nowhere, and of two that are alike none is lost. */
  @Test
  void membersOfArchivesAreCutByThemselvesWhateverTheyAreCalled() throws Exception {
    Path tar = dir.resolve("all.tar");
    String line =
        "{\"time\":\"2026-11-20T10:0%d:00.000000000Z\",\"rule\":\"r\",\"priority\":\"Notice\",\"output\":\"x\","
            + "\"output_fields\":{\"evt.type\":\"execve\",\"proc.name\":\"p\",\"proc.cmdline\":\"p\"}}\n";
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      for (String name : List.of("a", "a/b", "../../up", "/etc/x", "a", "CON")) {
        byte[] content =
            (line.formatted(1) + line.formatted(2))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
      }
    }
    Path out = dir.resolve("in/slice");
    JsonNode said = slice(out, tar.toString(), "--from", "2026-11-20T10:02:00Z");
    assertThat(said.path("in").asInt()).isEqualTo(6);
    assertThat(said.path("out").asInt()).isEqualTo(6);
    assertThat(opened(out)).hasSize(6);
    try (Stream<Path> beside = Files.list(out.getParent())) {
      assertThat(beside).containsExactly(out);
    }
  }

  @Test
  void theLedgerOfTheCaseSaysWhatLeftItAndIsNamedAsTheParent() throws Exception {
    Path folder = dir.resolve("case");
    try (OpenedCase made =
        Salvor.cases()
            .open(Opening.inFolder(List.of(Path.of(WEBSHELL)), List.of(), folder), Progress.NONE)) {
      assertThat(made.evidence().observations().size()).isPositive();
    }
    JsonNode id =
        JsonMapper.shared()
            .readTree(Files.readAllLines(folder.resolve("custody.jsonl")).getFirst())
            .path("caseId");
    Path out = dir.resolve("slice");
    JsonNode said = slice(out, folder.toString(), "--filter", "kind=exec");
    assertThat(Files.readString(folder.resolve("custody.jsonl")))
        .contains("head " + said.path("head").asString());
    assertThat(Files.readString(out.resolve("custody.jsonl")))
        .contains("\"parent.caseId\":\"" + id.asString() + "\"");
    Path copy = dir.resolve("copy");
    terminal.said(
        "redact",
        out.toString(),
        "--case",
        folder.toString(),
        "--out",
        copy.toString(),
        "--reason",
        "x",
        "--unsigned");
    assertThat(Files.readString(folder.resolve("custody.jsonl"))).contains("\"verb\":\"redact\"");
  }

  @Test
  void whatIsNotThereIsNotCut() {
    assertThat(
            terminal.run(
                "slice",
                WEBSHELL,
                "--pod",
                "nobody",
                "--out",
                dir.resolve("s").toString(),
                "--reason",
                "x",
                "--unsigned"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("no pod is called nobody");
    assertThat(dir.resolve("s")).doesNotExist();
  }
}
