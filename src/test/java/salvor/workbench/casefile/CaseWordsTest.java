package salvor.workbench.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salvor.casefile.CaseNote;
import salvor.evidence.Source;
import salvor.evidence.Unreadable;

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
    Entry entry = CaseWords.sources(List.of(source)).getFirst();
    assertThat(entry.sum())
        .isEqualTo("1,020 lines = 1,000 observations + 8 unreadable + 12 skipped");
    assertThat(entry.remarks())
        .startsWith("Skipped 10: other kind", "Skipped 2: blank line")
        .contains(
            "\u2026 and 3 more unreadable lines", "cut off", "SHA-256 ab, 5,000 bytes of content")
        .anySatisfy(line -> assertThat(line).startsWith("Line 1 is unreadable: no JSON"));
    assertThat(entry.attention()).isTrue();
    assertThat(entry.spoken()).doesNotContain("\u001b", "\u202e");
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
