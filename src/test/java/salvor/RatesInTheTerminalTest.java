package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Eight quiet days, and a ninth in which one hour is not quiet and another is missing. */
class RatesInTheTerminalTest {
  private static final long MIDNIGHT = Instant.parse("2026-11-01T00:00:00Z").getEpochSecond();

  @TempDir private Path dir;

  @Test
  void tellsTheHoursThatAreNotOrdinaryAndHowManyWouldBeSoByChance() throws Exception {
    Path week = write("week.jsonl", 0, 8);
    Path today = write("today.jsonl", 8, 9);
    Path baseline = dir.resolve("baseline.json");
    new Terminal().said("baseline", "learn", week.toString(), "--out", baseline.toString());
    String text = new Terminal().said("rates", today.toString(), "--baseline", baseline.toString());
    assertThat(text)
        .contains("2026-11-09 05:00:00", "more than ever expected", "11:00:00", "missing")
        .contains("2 of 23 hours outside of the ordinary; 0.05 are to be expected by chance");
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                new Terminal()
                    .said(
                        "rates",
                        today.toString(),
                        "--baseline",
                        baseline.toString(),
                        "--json",
                        "-"));
    assertThat(json.findValuesAsString("reason")).containsExactly("RATE_HIGH", "RATE_SILENT");
  }

  @Test
  void fewDaysAreUnknownAndSaySo() throws Exception {
    Path days = write("days.jsonl", 0, 3);
    Path baseline = dir.resolve("baseline.json");
    new Terminal().said("baseline", "learn", days.toString(), "--out", baseline.toString());
    assertThat(new Terminal().said("rates", days.toString(), "--baseline", baseline.toString()))
        .contains("unknown: an hour of the day is judged from 7 days on");
  }

  private Path write(String name, int from, int until) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int hour = from * 24; hour < until * 24; hour++) {
      int count = hour == 8 * 24 + 5 ? 400 : hour == 8 * 24 + 11 ? 0 : 28 + hour * 7 % 5;
      for (int i = 0; i < count; i++) {
        lines.add(line(MIDNIGHT + hour * 3600L, 3_500_000_000_000L / Math.max(1, count) * i));
      }
    }
    return Files.write(dir.resolve(name), lines);
  }

  private static String line(long hour, long nanos) {
    Instant at = Instant.ofEpochSecond(hour).plusNanos(nanos);
    return """
    {"rule":"Telemetry Process Start","priority":"Debug","source":"syscall","tags":["telemetry"],\
    "time":"%s","output_fields":{"evt.time":%d,"evt.type":"execve","proc.exepath":"/bin/date",\
    "proc.name":"date","proc.cmdline":"date","proc.pid":7,"proc.pname":"cron","proc.pexepath":"/usr/sbin/cron",\
    "container.id":"0123456789ab","k8s.ns.name":"shop","k8s.pod.name":"web-5468d8c4df-8ppl7",\
    "container.name":"web"}}\
    """
        .formatted(at, at.getEpochSecond() * 1_000_000_000L + at.getNano());
  }
}
