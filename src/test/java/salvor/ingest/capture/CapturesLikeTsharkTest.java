package salvor.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.ingest.Collected;

/**
 * Packets, conversations and DNS answers of real captures are as many as tshark counts; skipped
 * where tshark (Debian: {@code apt install tshark}) or the captures are not at hand.
 */
class CapturesLikeTsharkTest {
  private static final Path RECORDINGS = Path.of("../shared/recordings");
  private static final Path PUBLIC = Path.of("../shared/data/otrf");

  @TempDir private Path temporary;

  @Test
  void countsWhatTsharkCounts() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed");
    List<Path> captures = new ArrayList<>();
    for (Path place : List.of(RECORDINGS, PUBLIC)) {
      assumeTrue(Files.exists(place), place + " is not there");
      try (Stream<Path> files = Files.walk(place)) {
        files
            .filter(f -> f.toString().matches(".*\\.pcap(\\.gz)?"))
            .sorted()
            .forEach(captures::add);
      }
    }
    assertThat(captures).hasSizeGreaterThan(8);
    for (Path capture : captures) {
      byte[] bytes = content(capture);
      Path file = Files.write(temporary.resolve("capture"), bytes);
      Collected read = CaptureFormatTest.read(bytes);

      long packets = lines(tshark(file, "-T", "fields", "-e", "frame.number"));
      long tcp = conversations(tshark(file, "-q", "-z", "conv,tcp"));
      long udp = conversations(tshark(file, "-q", "-z", "conv,udp"));
      long answers = lines(tshark(file, "-Y", "dns.flags.response == 1 && !icmp && !icmpv6"));
      assertThat(read.outcomes()).as(capture.toString()).isEqualTo((int) packets);
      assertThat(read.notes)
          .as(capture.toString())
          .anySatisfy(note ->
              assertThat(note)
                  .startsWith("%,d packets in %,d TCP, %,d UDP ".formatted(packets, tcp, udp))
                  .endsWith(" %,d answers".formatted(answers)));
    }
  }

  private static byte[] content(Path capture) throws IOException {
    try (InputStream raw = Files.newInputStream(capture);
        InputStream in = capture.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    }
  }

  private static String tshark(Path file, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/tshark", "-n", "-r", file.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private static long lines(String text) {
    return text.lines().count();
  }

  private static long conversations(String text) {
    return text.lines().filter(line -> line.contains("<->")).count();
  }
}
