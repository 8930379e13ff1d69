package salvor.workbench.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.casefile.CaseNote;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.evidence.TimeText;
import salvor.evidence.Unreadable;
import salvor.workload.Inventory;
import salvor.workload.Location;

class CaseWordsTest {
  @Test
  void everyLineOfASourceIsAccountedFor() {
    List<Unreadable> unreadable =
        IntStream.range(1, 9)
            .mapToObj(i -> new Unreadable(i, i * 10L, "no JSON \u001b[31m"))
            .toList();
    Source source =
        new Source(
            0,
            "falco\u202e.jsonl",
            "ab",
            "falco",
            5_000,
            1_020,
            1_000,
            8,
            unreadable,
            Map.of("blank line", 2L, "other kind", 10L),
            List.of("cut off"));
    Entry entry = CaseWords.sources(evidence(source, Observations.none())).getFirst();
    assertThat(entry.sum())
        .isEqualTo("1,020 lines = 1,000 observations + 8 unreadable + 12 skipped");
    assertThat(entry.remarks())
        .startsWith("No times", "Skipped 10: other kind", "Skipped 2: blank line")
        .contains(
            "\u2026 and 3 more unreadable lines", "cut off", "SHA-256 ab, 5,000 bytes of content")
        .anySatisfy(line -> assertThat(line).startsWith("Line 1 is unreadable: no JSON"));
    assertThat(entry.attention()).isTrue();
    assertThat(entry.spoken()).doesNotContain("\u001b", "\u202e");
  }

  private static Evidence evidence(Source source, Observations observations) {
    return new Evidence(List.of(source), observations, Inventory.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "falco   | 2026-11-23T04:37:39.5174Z | Times to 1 µs: when it happened",
        "hubble  | 2026-11-23T04:37:39Z      | Times to 1 s: when an agent took notice, after it happened",
        "another | 2026-11-23T04:37:39.123Z  | Times to 1 ms: whether when it happened or when it was noticed is not known"
      })
  void aSourceSaysHowFineItsTimesAreAndWhatTheyAreTheTimeOf(
      String format, String time, String said) {
    Source source =
        new Source(0, "a.json", "ab", format, 1, 1, 1, 0, List.of(), Map.of(), List.of());
    Observation seen =
        new Observation(
            TimeText.read(time).orElseThrow(),
            Location.UNKNOWN,
            ProcessInfo.UNKNOWN,
            new Activity.ProcessStarted(),
            Set.of(),
            new RecordRef(0, 1, 0, 1));
    Evidence evidence = evidence(source, Observations.of(List.of(seen)));
    assertThat(CaseWords.sources(evidence).getFirst().remarks()).startsWith(said);
  }

  @Test
  void aNoteOnTheCaseSaysWhatWasExpectedAndFound() {
    Entry entry =
        CaseWords.notes(
                List.of(
                    new CaseNote(
                        CaseNote.About.SOURCE_MISSING, "/evidence/a.jsonl", "was here before")))
            .getFirst();
    assertThat(entry.title()).isEqualTo("/evidence/a.jsonl");
    assertThat(entry.sum()).contains("is not there");
    assertThat(entry.remarks()).containsExactly("was here before");
  }
}
