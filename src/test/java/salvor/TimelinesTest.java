package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Given;
import salvor.casefile.Cases;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.jobs.Progress;
import salvor.terminal.ExitCode;

/** Timelines of other programs and of Salvor itself, and tables whose columns somebody named. */
class TimelinesTest {
  private static final Path PLASO = Path.of("../shared/data/plaso/test_data/end_to_end");
  private static final String TABLE =
      "At;Who;Did\n23.11.2026 05:43:46;node1;one\n23.11.2026 05:43:47;node1;two\nsoon;node1;three\n";
  private static final String MAPPING =
      """
      {"salvor": "mapping", "version": 1, "columns": ["At", "Who", "Did"],
       "time": [{"columns": ["At"], "form": "dd.MM.uuuu HH:mm:ss", "zone": "Europe/Berlin"}],
       "fields": {"message": "Did", "node": "Who"}}
      """;

  @TempDir private Path folder;
  private final Terminal terminal = new Terminal();

  private static Evidence read(Path... paths) throws Exception {
    Given given = Salvor.reader().read(List.of(paths), Progress.NONE);
    return given.evidence();
  }

  private static List<Long> times(Evidence evidence) {
    Observations all = evidence.observations();
    List<Long> times = new ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      times.add(all.get(row).time() == null ? Long.MIN_VALUE : all.get(row).time().nanos());
    }
    times.sort(null);
    return times;
  }

  @ParameterizedTest
  @CsvSource({
    "json.log,20,0",
    "l2tcsv.log,19,0",
    "l2tcsv_time_zone.log,19,3", // in CEST, which can mean several zones
    "l2ttln.log,20,0",
  })
  void readsWhatPlasoWrote(String name, int events, int asking) throws Exception {
    Path file = PLASO.resolve(name);
    assumeTrue(Files.exists(file), file + " is not there");
    Evidence evidence = read(file);

    Source source = evidence.sources().getFirst();
    assertThat(source.format()).isEqualTo("table");
    assertThat(source.observations()).isEqualTo(events);
    assertThat(source.unreadableCount()).isZero();
    assertThat(evidence.withoutZone().getOrDefault(0, 0L)).isEqualTo(asking);
    List<Long> exact = times(read(PLASO.resolve("json.log")));
    List<Long> told = times(evidence);
    assertThat(told.subList(asking, events))
        .as("the same moments, in whatever zone and however finely they are written")
        .allSatisfy(t -> assertThat(exact).anyMatch(e -> Math.abs(e - t) < 1_000_000_000L));
    assertThat(told.get(asking)).isEqualTo(1_327_218_753_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "csv"})
  void whatSalvorExportsIsReadAgainWithTheSameCountsAndTimes(String form) throws Exception {
    Path sample = Path.of("evidence-samples/webshell/evidence");
    Path out = folder.resolve("events." + form);
    assertThat(terminal.run("export", sample.toString(), "--out", out.toString()))
        .as(terminal.err())
        .isZero();
    Evidence before = read(sample);
    Evidence after = read(out);

    assertThat(after.observations().size()).isEqualTo(before.observations().size());
    assertThat(times(after)).isEqualTo(times(before));
    assertThat(kinds(after)).isEqualTo(kinds(before));
    assertThat(after.sources().getFirst().unreadableCount()).isZero();
  }

  /** How many there are of each kind that an export can tell; others are lines. */
  private static Map<String, Integer> kinds(Evidence evidence) {
    Map<String, Integer> kinds = new TreeMap<>();
    Observations all = evidence.observations();
    for (int row = 0; row < all.size(); row++) {
      String kind = all.get(row).activity().kind().name();
      switch (kind) {
        case "API_REQUEST", "KERNEL_ACTION", "EVENTS_LOST", "CLUSTER_EVENT", "NOT_HEARD" ->
            kind = "LOGGED";
        case "CONNECTION_OPENED" ->
            kind =
                all.get(row).activity() instanceof Activity.ConnectionOpened c
                        && c.remote().toString().isEmpty()
                    ? "LOGGED"
                    : kind;
        default -> {}
      }
      kinds.merge(kind, 1, Integer::sum);
    }
    return kinds;
  }

  @Test
  void aTableThatNobodyMappedIsRecognisedAndNotRead() throws Exception {
    Source source = read(Files.writeString(folder.resolve("t.csv"), TABLE)).sources().getFirst();

    assertThat(source.format()).isEqualTo("table-unread");
    assertThat(source.observations()).isZero();
    assertThat(source.skippedCount()).isEqualTo(4);
    assertThat(source.notes().getFirst()).contains("[At, Who, Did]");
  }

  @Test
  void aMappingCountsOnlyWhereItIsNamed() throws Exception {
    Path evidence = Files.createDirectory(folder.resolve("evidence"));
    Files.writeString(evidence.resolve("t.csv"), TABLE);
    Path mapping = Files.writeString(evidence.resolve("m.json"), MAPPING);

    assertThat(read(evidence).observations().size()).as("one that lies in the evidence").isZero();
    Evidence named = read(evidence, mapping);
    assertThat(times(named)).containsExactly(1795409026000000000L, 1795409027000000000L);
    assertThat(named.sources()).anyMatch(s -> s.format().equals("mapping"));
  }

  @Test
  void theLastMappingThatFitsCounts() throws Exception {
    Path table = Files.writeString(folder.resolve("t.csv"), TABLE);
    Path first = Files.writeString(folder.resolve("1.json"), MAPPING);
    Path last =
        Files.writeString(folder.resolve("2.json"), MAPPING.replace("Europe/Berlin", "UTC"));

    assertThat(times(read(table, first, last)).getFirst()).isEqualTo(1795412626000000000L);
  }

  @Test
  void aCaseKeepsTheMappingAndReadsTheSameWithItAlone() throws Exception {
    Path table = Files.writeString(folder.resolve("t.csv"), TABLE);
    Path mapping = Files.writeString(folder.resolve("m.json"), MAPPING);
    String home = folder.resolve("case").toString();
    assertThat(
            terminal.run(
                "triage", table.toString(), "--mapping", mapping.toString(), "--case", home))
        .as(terminal.err())
        .isZero();
    Files.delete(mapping);

    assertThat(rows(home)).isEqualTo(2);
    Files.delete(Path.of(home, "observations.index"));
    assertThat(rows(home)).as("read anew").isEqualTo(2);
    assertThat(terminal.run("triage", table.toString(), "--case", home))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.out()).contains("2 observations");
  }

  private int rows(String home) throws Exception {
    try (OpenedCase opened =
        cases().open(Opening.inFolder(List.of(), List.of(), Path.of(home)), Progress.NONE)) {
      return opened.evidence().observations().size();
    }
  }

  private static Cases cases() {
    return new Cases(Salvor.reader(), Salvor::judge, Clock.systemUTC());
  }

  @Test
  void aMappingThatIsKeptReadsTheCaseAnewAndTheOneBeforeStays() throws Exception {
    Path table = Files.writeString(folder.resolve("t.csv"), TABLE);
    Path home = folder.resolve("case");
    try (OpenedCase opened =
        cases().open(Opening.inFolder(List.of(table), List.of(), home), Progress.NONE)) {
      assertThat(opened.evidence().observations().size()).isZero();
      opened.keepMapping(MAPPING);
    }
    assertThat(rows(home.toString())).isEqualTo(2);
    try (OpenedCase opened =
        cases().open(Opening.inFolder(List.of(), List.of(), home), Progress.NONE)) {
      assertThat(opened.notes()).as("nothing changed since").isEmpty();
      opened.keepMapping(MAPPING);
      assertThat(opened.mappings()).as("the same is not kept twice").hasSize(1);
      opened.keepMapping(MAPPING.replace("Europe/Berlin", "UTC"));
      assertThat(opened.mappings()).hasSize(2);
    }
    Path copy = folder.resolve("moved");
    Files.move(home, copy);
    try (OpenedCase opened =
        cases().open(Opening.inFolder(List.of(), List.of(), copy), Progress.NONE)) {
      assertThat(times(opened.evidence()).getFirst()).isEqualTo(1795412626000000000L);
    }
  }

  @Test
  void proposesAMappingAndTriesOne() throws Exception {
    Path table = Files.writeString(folder.resolve("t.csv"), TABLE);
    assertThat(terminal.run("triage", table.toString())).isEqualTo(ExitCode.NO_EVIDENCE);
    assertThat(terminal.out()).contains("salvor mapping FILE proposes how to read it");
    Path mapping = Files.writeString(folder.resolve("m.json"), MAPPING);
    assertThat(terminal.run("mapping", table.toString())).isZero();
    assertThat(terminal.out()).contains("\"salvor\" : \"mapping\"").contains("\"Did\"");

    assertThat(terminal.run("mapping", table.toString(), "--mapping", mapping.toString())).isZero();
    assertThat(terminal.err())
        .contains("3 rows: 2 events; 1 cannot be read")
        .contains("line 4: a time that is not written as the mapping says: soon");

    Path timeless = Files.writeString(folder.resolve("u.csv"), "Who,Did\nann,one\nbob,two\n");
    assertThat(terminal.run("mapping", timeless.toString())).isZero();
    assertThat(terminal.err()).contains("no column was taken for the time");
    assertThat(terminal.run("mapping", folder.resolve("none").toString()))
        .isEqualTo(ExitCode.NO_EVIDENCE);
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"salvor\":\"mapping\"}");
    assertThat(terminal.run("triage", table.toString(), "--mapping", broken.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("no mapping of version 1");
  }
}
