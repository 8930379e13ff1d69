package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Eight quiet days, and a ninth in which one hour is not quiet and another is missing. */
class RatesInTheTerminalTest {
  @TempDir private Path dir;

  @Test
  void tellsTheHoursThatAreNotOrdinaryAndHowManyWouldBeSoByChance() throws Exception {
    Path week = HourlyRecording.write(dir.resolve("week.jsonl"), 0, 8);
    Path today = HourlyRecording.write(dir.resolve("today.jsonl"), 8, 9);
    Path baseline = dir.resolve("baseline.json");
    new Terminal().said("baseline", "learn", week.toString(), "--out", baseline.toString());
    String text = new Terminal().said("rates", today.toString(), "--baseline", baseline.toString());
    assertThat(text)
        .contains("2026-11-09 05:00:00", "more than ever expected", "11:00:00", "missing")
        .contains(
            "2 of 22 hours outside of the ordinary; 0.04 are to be expected by chance; 1 hour not watched");
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
    assertThat(json.findValues("expectedFalseAlarms")).isNotEmpty().allMatch(JsonNode::isNumber);
    assertThat(new Terminal().run("rates", today.toString(), "--filter", "pod = a")).isEqualTo(2);
  }

  @Test
  void fewDaysAreUnknownAndSaySo() throws Exception {
    Path days = HourlyRecording.write(dir.resolve("days.jsonl"), 0, 3);
    Path baseline = dir.resolve("baseline.json");
    new Terminal().said("baseline", "learn", days.toString(), "--out", baseline.toString());
    assertThat(new Terminal().said("rates", days.toString(), "--baseline", baseline.toString()))
        .contains(
            "unknown: an hour of the day is judged from 7 days on, and the baseline watched 3");
  }
}
