package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.baseline.Given;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.ingest.conntrack.ConntrackFormat;
import salvor.ingest.dnsmasq.DnsmasqFormat;
import salvor.ingest.zeek.ZeekFormat;
import salvor.jobs.Progress;

/**
 * Logs of what watches a network, as lines: what is read out of each stands beside it (golden, as
 * in {@link ReaderGoldenTest}), also cut off at any byte.
 */
class NetworkLogsTest {
  private static final Path RECORDINGS = Path.of("../shared/recordings");

  @TempDir private Path temporary;

  static Stream<LineFormat> formats() {
    return Stream.of(new ConntrackFormat(), new ZeekFormat(), new DnsmasqFormat());
  }

  private static byte[] fixture(LineFormat format) throws IOException {
    return Files.readAllBytes(ReaderGoldenTest.FOLDER.resolve(format.name() + ".log"));
  }

  private static Collected lines(LineFormat format, String text) {
    Collected read = new Collected();
    LineReader reader = format.reader();
    long number = 0;
    for (String line : text.lines().toList()) {
      reader.read(line, new RecordRef(0, ++number, 0, 0), read);
    }
    reader.end(read);
    assertThat(read.outcomes()).as("each line has one outcome").isEqualTo((int) number);
    return read;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void readsAsExpected(LineFormat format) throws IOException {
    String text = new String(fixture(format), StandardCharsets.UTF_8);
    assertThat(format.begins(head(text))).isTrue();
    String rendered = Rendering.of(lines(format, text));
    Path expected = ReaderGoldenTest.FOLDER.resolve(format.name() + ".log.txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(expected, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(expected));
    formats()
        .filter(other -> !other.name().equals(format.name()))
        .forEach(other -> assertThat(other.begins(head(text))).as(other.name()).isFalse());
  }

  private static Beginning head(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Beginning(0, "log", 0, bytes, 0, text, Limits.ORDINARY, (_, _) -> {});
  }

  @ParameterizedTest
  @MethodSource("formats")
  void readsWhatCameBeforeACutAtAnyByteAndSurvivesNoise(LineFormat format) throws IOException {
    byte[] whole = fixture(format);
    Random random = new Random(5);
    for (int length = 1; length < whole.length; length++) {
      lines(format, new String(Arrays.copyOf(whole, length), StandardCharsets.UTF_8));
      byte[] noise = whole.clone();
      for (int change = 0; change < 5; change++) {
        noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      }
      lines(format, new String(noise, StandardCharsets.UTF_8));
    }
  }

  @Test
  void followsATranslatedAddressInWhatConntrackRecorded() throws Exception {
    Path net = RECORDINGS.resolve("webshell/net");
    assumeTrue(Files.exists(net), net + " is not there");
    Given given =
        read(
            net.resolve("node1-conntrack.txt.gz"),
            RECORDINGS.resolve("webshell/k8s/pods-before.json"));

    Source source = given.evidence().sources().getFirst();
    assertThat(source.format()).isEqualTo("conntrack");
    assertThat(source.unreadableCount()).isZero();
    List<Observation> toTheMiner =
        Fixture.observations(given).stream()
            .filter(o ->
                o.activity() instanceof Activity.ConnectionOpened opened
                    && "203.0.113.77".equals(opened.remote().address())
                    && "web-5468d8c4df-8ppl7".equals(o.location().pod()))
            .toList();
    assertThat(toTheMiner).isNotEmpty();
    assertThat(toTheMiner)
        .allSatisfy(o ->
            assertThat(((Activity.ConnectionOpened) o.activity()).traffic().translated())
                .as("the outside sees the node's address")
                .matches("203\\.0\\.113\\.1:[0-9]+ > 203\\.0\\.113\\.77:3333"));
  }

  @Test
  void accountsForEachLineOfAllRecordings() throws Exception {
    assumeTrue(Files.exists(RECORDINGS), RECORDINGS + " is not there");
    try (Stream<Path> files = Files.walk(RECORDINGS)) {
      for (Path file :
          files
              .filter(f -> f.toString().matches(".*(conntrack.txt.gz|dns-queries.log)"))
              .sorted()
              .toList()) {
        Source source = read(file).evidence().sources().getFirst();
        assertThat(source.format()).as(file.toString()).isIn("conntrack", "dnsmasq");
        // one recorded log has a hole of zero bytes in it
        assertThat(source.unreadableCount()).as(file.toString()).isLessThanOrEqualTo(1);
        assertThat(source.observations()).as(file.toString()).isPositive();
      }
    }
  }

  private Given read(Path... paths) throws Exception {
    List<Format> formats = List.of(new salvor.ingest.objects.ObjectsFormat());
    List<StreamFormat> streams = formats().map(f -> (StreamFormat) f).toList();
    return new Import(formats, List.of(), streams, Limits.ORDINARY)
        .read(List.of(paths), Progress.NONE);
  }

  @Test
  void keepsASourceInItsPlaceWhoseRestIsToldAtTheEnd() throws Exception {
    Path log = Files.write(temporary.resolve("a.log"), fixture(new ZeekFormat()));
    Path other = Files.write(temporary.resolve("b.log"), fixture(new ConntrackFormat()));
    assertThat(read(log, other).evidence().sources())
        .extracting(Source::id, Source::format, Source::observations)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, "zeek", 7L),
            org.assertj.core.groups.Tuple.tuple(1, "conntrack", 4L));
  }
}
