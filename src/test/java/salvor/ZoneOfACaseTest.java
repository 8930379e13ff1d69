package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A recorded incident whose sensor wrote local times without a zone. */
class ZoneOfACaseTest {
  private static final Path FALCO = Path.of("evidence-samples/webshell/evidence/falco.jsonl.gz");

  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();
  private final List<String> zoned = new ArrayList<>();
  private String evidence = "";

  @BeforeEach
  void writeTheEvidence() throws IOException {
    Path local = dir.resolve("falco.jsonl");
    zoned.addAll(LocalClock.copy(FALCO, local, ZoneId.of("Europe/Berlin")));
    evidence = local.toString();
  }

  private List<JsonNode> observations(String... arguments) throws IOException {
    Path lines = dir.resolve("out.jsonl");
    List<String> all = new ArrayList<>(List.of("triage", "--quiet"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--observations", lines.toString()));
    terminal.said(all.toArray(String[]::new));
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
    assertThat(terminal.said("triage", evidence, "--zone", "falco.jsonl=Europe/Berlin"))
        .contains("Zones apply to 1 source", "zone Europe/Berlin  ");
  }

  @Test
  void aCaseKeepsTheZoneUntilItIsUndone() throws Exception {
    String folder = dir.resolve("case").toString();
    final String before = terminal.said("triage", evidence, "--case", folder, "--json", "-");
    assertThat(terminal.said("offset", folder))
        .contains(" times without a zone: name it with --zone");
    assertThat(terminal.said("offset", folder, "--zone", "falco.jsonl=Europe/Berlin", "--preview"))
        .contains(zoned.size() == 7308 ? "7,308 events would move" : " events would move");
    assertThat(terminal.said("offset", folder, "--zone", "falco.jsonl=Europe/Berlin"))
        .contains("zone Europe/Berlin", " events moved");
    assertTimed(observations("--case", folder));
    terminal.said("undo", folder);
    assertThat(timesWithoutZone(folder, "--zone", "falco.jsonl=Europe/Berlin", "--preview"))
        .isEqualTo(zoned.size());
    assertThat(timesWithoutZone(folder, "--zone", "falco.jsonl=Europe/Berlin")).isZero();
    assertThat(terminal.said("offset", folder, "falco.jsonl=+1h")).contains("clock offset +1h");
    JsonNode first = observations("--case", folder).getFirst();
    assertThat(Instant.parse(first.get("time").asString()))
        .isEqualTo(Instant.parse(first.get("originalTime").asString()).plusSeconds(3600));
    assertThat(terminal.said("undo", folder)).isEqualTo("undone: clock offset +1h set\n");
    assertThat(terminal.said("undo", folder)).isEqualTo("undone: zone Europe/Berlin named\n");
    assertThat(terminal.said("triage", "--case", folder, "--json", "-")).isEqualTo(before);
    assertThat(terminal.said("redo", folder)).contains("zone Europe/Berlin named");
    assertThat(terminal.said("offset", folder, "--zone", "falco.jsonl=none"))
        .contains("times as recorded");
    assertThat(terminal.said("triage", "--case", folder, "--json", "-")).isEqualTo(before);
  }

  private int timesWithoutZone(String folder, String... more) {
    List<String> all = new ArrayList<>(List.of("offset", folder, "--json", "-"));
    all.addAll(List.of(more));
    JsonNode told = JsonMapper.shared().readTree(terminal.said(all.toArray(String[]::new)));
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
    assertThat(terminal.said("triage", few.toString(), "--case", folder)).isNotEmpty();
    assertThat(terminal.said("offset", folder, "--zone", "few.jsonl=Europe/Berlin"))
        .contains("1 event moved", "2 stay without a time");
    assertThat(terminal.said("offset", folder)).contains("2 times that are none there, or two");
  }

  @Test
  void aZoneThatIsNoneIsRefused() {
    for (String wrong : new String[] {"falco.jsonl=Berlin", "falco.jsonl", "=UTC", "x=CEST+"}) {
      assertThat(terminal.run("triage", evidence, "--zone", wrong)).isEqualTo(ExitCode.USAGE);
      assertThat(terminal.err()).contains("is not SOURCE=ZONE").doesNotContain("\tat ");
    }
    assertThat(terminal.run("triage", evidence, "--zone", "nosuch=UTC")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("no source is called nosuch");
  }
}
