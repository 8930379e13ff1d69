package salvor.workbench.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentCasesTest {
  @TempDir Path folder;

  private RecentCase one(String name) {
    return new RecentCase(name, folder.resolve(name), 1_000_000_000L, 3);
  }

  @Test
  void theNewestStandsFirstAndNoneTwice() throws Exception {
    RecentCases cases = new RecentCases(folder.resolve("data/recent.json"));
    assertThat(cases.read()).isEmpty();
    cases.add(one("a"));
    cases.add(one("b"));
    cases.add(one("a"));
    assertThat(cases.read()).containsExactly(one("a"), one("b"));
    assertThat(cases.forget(one("a"))).containsExactly(one("b"));
    for (int i = 0; i < 30; i++) {
      cases.add(one("case " + i));
    }
    assertThat(cases.read()).hasSize(20).startsWith(one("case 29"));
  }

  @Test
  void aDamagedListIsNone() throws Exception {
    Path file = folder.resolve("recent.json");
    for (String content : new String[] {"", "{", "[7, {\"folder\": 5}, null]", "\u0000"}) {
      Files.writeString(file, content);
      assertThat(new RecentCases(file).read()).isEmpty();
    }
    assertThat(new RecentCases(file).add(one("a"))).containsExactly(one("a"));
  }

  @Test
  void aSampleIsCalledByItsHeadingAndFirstSentence() {
    Sample sample =
        Sample.of(
            Path.of("webshell"), "# A web shell\n\nRecorded `today`\nin a lab. Nothing else.\n\nB");
    assertThat(sample.title()).isEqualTo("A web shell");
    assertThat(sample.about()).isEqualTo("Recorded today in a lab.");
    assertThat(Sample.of(Path.of("bare"), "").title()).isEqualTo("bare");
    assertThat(Sample.in(Path.of("evidence-samples")))
        .extracting(s -> s.folder().getFileName().toString())
        .contains("webshell", "clean");
  }
}
