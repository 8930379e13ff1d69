package salvor.ingest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.baseline.Given;
import salvor.evidence.Source;
import salvor.ingest.auditd.AuditdFormat;
import salvor.ingest.sysmon.SysmonFormat;
import salvor.ingest.table.Mapping;
import salvor.ingest.table.Mappings;
import salvor.ingest.table.TableFormat;
import salvor.jobs.Progress;

/**
 * The logs that are lines of text: what is to be read out of each stands beside it. After a wanted
 * change run with {@code -Dgolden.write=true}, look at the difference, and commit it.
 */
class LineGoldenTest {
  private static final String DAMAGE = "=\"'()[]{}<>&\n\u0000\u001D: 0aF";

  static final Mapping TIMESKETCH =
      requireNonNull(
          Mappings.of(List.of()).fitting(List.of("message", "datetime", "timestamp_desc")));

  static Stream<LineFormat> formats() {
    return Stream.of(new AuditdFormat(), new SysmonFormat(), TableFormat.by(TIMESKETCH));
  }

  static Path fixture(StreamFormat format) {
    return ReaderGoldenTest.FOLDER.resolve(format.name() + ".log");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void readsLinesAsExpected(LineFormat format) throws IOException {
    List<String> lines = Files.readAllLines(fixture(format));
    Collected read = Collected.of(format, lines);
    String rendered = Rendering.of(read);
    Path expected = ReaderGoldenTest.FOLDER.resolve(format.name() + ".log.txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(expected, rendered);
    }

    assertThat(read.outcomes()).isEqualTo(lines.size());
    assertThat(rendered).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void givesAnAccountOfEveryLineWhereverTheFileIsCut(LineFormat format, @TempDir Path folder)
      throws Exception {
    byte[] all = Files.readAllBytes(fixture(format));
    for (int length = 1; length < all.length; length += 1 + length / 400) {
      assertAccounted(format, folder, Arrays.copyOf(all, length));
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void givesAnAccountOfEveryLineHoweverItIsDamaged(LineFormat format, @TempDir Path folder)
      throws Exception {
    byte[] all = Files.readAllBytes(fixture(format));
    Random random = new Random(7);
    for (int round = 0; round < 150; round++) {
      byte[] damaged = all.clone();
      for (int i = 0; i < 60; i++) {
        damaged[random.nextInt(damaged.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
      }
      assertAccounted(format, folder, damaged);
    }
  }

  private static void assertAccounted(LineFormat format, Path folder, byte[] content)
      throws Exception {
    Path file = Files.write(folder.resolve("log"), content);
    Given given =
        new Import(List.of(TestFormat.PLAIN), List.of(), List.of(format), Limits.ORDINARY)
            .read(List.of(file), Progress.NONE);
    Source source = given.evidence().sources().getFirst();
    if (source.format().equals(format.name())) {
      long lines = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1).length;
      long ended = content[content.length - 1] == '\n' ? lines - 1 : lines;
      assertThat(source.lines())
          .as("outcomes; a line has as many as it has records")
          .isGreaterThanOrEqualTo(ended);
      assertThat(source.skipped()).doesNotContainKey("the reader gave no account of it");
      assertThat(source.unreadable()).noneMatch(u -> u.reason().contains("reader cannot read it"));
    }
  }
}
