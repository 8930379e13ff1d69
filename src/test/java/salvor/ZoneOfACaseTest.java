package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.jobs.Progress;
import salvor.terminal.Desk;
import salvor.terminal.ExitCode;
import salvor.terminal.SalvorCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A recorded incident whose sensor wrote local times without a zone. */
class ZoneOfACaseTest {
  private static final Path FALCO = Path.of("evidence-samples/webshell/evidence/falco.jsonl.gz");

  private @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> zoned = new ArrayList<>();
  private String evidence = "";

  @BeforeEach
  void writeTheEvidence() throws IOException {
    Path local = dir.resolve("falco.jsonl");
    zoned.addAll(LocalClock.copy(FALCO, local, ZoneId.of("Europe/Berlin")));
    evidence = local.toString();
  }

  private String said(String... arguments) {
    assertThat(run(arguments)).as(err.toString()).isZero();
    return out.toString();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Desk desk =
        new Desk(
            Salvor.cases(),
            Salvor.reader(),
            _ -> {
              throw new Desk.NoWindow("none");
            },
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Progress.NONE,
            false);
    return SalvorCommand.run(desk, arguments);
  }

  private List<JsonNode> observations(String... arguments) throws IOException {
    Path lines = dir.resolve("out.jsonl");
    List<String> all = new ArrayList<>(List.of("triage", "--quiet"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--observations", lines.toString()));
    said(all.toArray(String[]::new));
    return Files.readAllLines(lines).stream().map(JsonMapper.shared()::readTree).toList();
  }

  private void assertTimed(List<JsonNode> lines) {
    Instant last = Instant.MIN;
    for (JsonNode line : lines) {
      Instant time = Instant.parse(line.get("time").asString());
      assertThat(time).isEqualTo(Instant.parse(zoned.get(line.get("line").asInt() - 1)));
      assertThat(time).isAfterOrEqualTo(last);
      assertThat(line.get("localTime").isNull()).isFalse();
      last = time;
    }
    assertThat(lines).hasSize(zoned.size());
  }

  @Test
  void noMomentIsMadeUpUntilTheZoneIsNamed() throws Exception {
    for (JsonNode line : observations(evidence)) {
      assertThat(line.get("time").isNull()).isTrue();
      assertThat(line.get("localTime").asString()).startsWith("2026-11-23 05:");
    }
    assertTimed(observations(evidence, "--zone", "falco.jsonl=Europe/Berlin"));
    assertThat(said("triage", evidence, "--zone", "falco.jsonl=Europe/Berlin"))
        .contains("Zones apply to 1 source", "zone Europe/Berlin  ");
  }

  @Test
  void aCaseKeepsTheZoneUntilItIsUndone() throws Exception {
    String folder = dir.resolve("case").toString();
    final String before = said("triage", evidence, "--case", folder, "--json", "-");
    assertThat(said("offset", folder)).contains(" times without a zone: name it with --zone");
    assertThat(said("offset", folder, "--zone", "falco.jsonl=Europe/Berlin", "--preview"))
        .contains(zoned.size() == 7308 ? "7,308 events would move" : " events would move");
    assertThat(said("offset", folder, "--zone", "falco.jsonl=Europe/Berlin"))
        .contains("zone Europe/Berlin", " events moved");
    assertTimed(observations("--case", folder));
    said("undo", folder);
    assertThat(timesWithoutZone(folder, "--zone", "falco.jsonl=Europe/Berlin", "--preview"))
        .isEqualTo(zoned.size());
    assertThat(timesWithoutZone(folder, "--zone", "falco.jsonl=Europe/Berlin")).isZero();
    assertThat(said("offset", folder, "falco.jsonl=+1h")).contains("clock offset +1h");
    JsonNode first = observations("--case", folder).getFirst();
    assertThat(Instant.parse(first.get("time").asString()))
        .isEqualTo(Instant.parse(first.get("originalTime").asString()).plusSeconds(3600));
    assertThat(said("undo", folder)).isEqualTo("undone: clock offset +1h set\n");
    assertThat(said("undo", folder)).isEqualTo("undone: zone Europe/Berlin named\n");
    assertThat(said("triage", "--case", folder, "--json", "-")).isEqualTo(before);
    assertThat(said("redo", folder)).contains("zone Europe/Berlin named");
    assertThat(said("offset", folder, "--zone", "falco.jsonl=none")).contains("times as recorded");
    assertThat(said("triage", "--case", folder, "--json", "-")).isEqualTo(before);
  }

  private int timesWithoutZone(String folder, String... more) {
    List<String> all = new ArrayList<>(List.of("offset", folder, "--json", "-"));
    all.addAll(List.of(more));
    JsonNode told = JsonMapper.shared().readTree(said(all.toArray(String[]::new)));
    return told.get("sources").get(0).get("timesWithoutZone").asInt();
  }

  @Test
  void whereClocksWereTurnedEventsStayWithoutATimeAndThatIsTold() throws Exception {
    List<String> lines = Files.readAllLines(Path.of(evidence)).subList(0, 3);
    String[] times = {"2026-10-25 02:30:00", "2026-03-29 02:30:00", "2026-10-25 04:00:00"};
    List<String> turned = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      ObjectNode record = (ObjectNode) JsonMapper.shared().readTree(lines.get(i));
      turned.add(record.put("time", times[i]).toString());
    }
    Path few = Files.write(dir.resolve("few.jsonl"), turned);
    List<JsonNode> told = observations(few.toString(), "--zone", "few.jsonl=Europe/Berlin");
    assertThat(told.getFirst().get("time").asString()).isEqualTo("2026-10-25T03:00:00.000000000Z");
    assertThat(told.subList(1, 3)).allMatch(line -> line.get("time").isNull());
    String folder = dir.resolve("turned").toString();
    assertThat(said("triage", few.toString(), "--case", folder)).isNotEmpty();
    assertThat(said("offset", folder, "--zone", "few.jsonl=Europe/Berlin"))
        .contains("1 event moved", "2 stay without a time");
    assertThat(said("offset", folder)).contains("2 times that are none there, or two");
  }

  @Test
  void aZoneThatIsNoneIsRefused() {
    for (String wrong : new String[] {"falco.jsonl=Berlin", "falco.jsonl", "=UTC", "x=CEST+"}) {
      assertThat(run("triage", evidence, "--zone", wrong)).isEqualTo(ExitCode.USAGE);
      assertThat(err.toString()).contains("is not SOURCE=ZONE").doesNotContain("\tat ");
    }
    assertThat(run("triage", evidence, "--zone", "nosuch=UTC")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no source is called nosuch");
  }
}
