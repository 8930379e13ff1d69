package salvor.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.evidence.Source;
import salvor.ingest.checkpoint.CheckpointTar;
import salvor.ingest.image.ImageTar;
import salvor.ingest.scap.Captures;
import salvor.ingest.snapshot.ProcCopy;

/**
 * The bad days of a file, for each format that is read: whatever follows, what came before opens,
 * each line has one outcome, and it ends.
 */
@Timeout(600)
class EveryFormatTest {
  private static final Path READERS = Path.of("src/test/resources/readers");

  @TempDir Path folder;

  static Stream<Map.Entry<String, byte[]>> samples() throws IOException {
    Map<String, byte[]> samples = new TreeMap<>();
    try (Stream<Path> files = Files.list(READERS)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.(jsonl|log|pcapng)")).toList()) {
        samples.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    samples.put("scap", Captures.sample());
    samples.put("checkpoint", CheckpointTar.hacked().tar());
    samples.put("proc", ProcCopy.with(0, ProcCopy.contents().getFirst()));
    samples.put("image", ImageTar.tar(ImageTar.alpineLike().oci()));
    return samples.entrySet().stream();
  }

  private static Map<String, byte[]> bad() {
    byte[] noise = new byte[70_000];
    new Random(3).nextBytes(noise);
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("nothing", new byte[0]);
    bad.put("noise", noise);
    bad.put("zeros", new byte[70_000]);
    bad.put("a line without an end", "x".repeat(17 << 20).getBytes(UTF_8));
    bad.put("nesting", ("{\"a\":" + "[".repeat(10_000)).getBytes(UTF_8));
    bad.put("invalid UTF-8", new byte[] {'{', '"', (byte) 0xC3, '(', (byte) 0xFF, '"', '\n'});
    bad.put(
        "aliases", "---\nkind: Pod\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n".getBytes(UTF_8));
    return bad;
  }

  private long observations(String name, byte[]... parts) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    Path file = Files.write(folder.resolve(name), all.toByteArray());
    List<Source> sources = Evidence.read(file).evidence().sources();
    Files.delete(file);
    return sources.stream().mapToLong(Source::observations).sum();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatCameBeforeOpensWhateverFollows(Map.Entry<String, byte[]> sample) throws Exception {
    if (sample.getKey().equals("table.log")) {
      return; // it ends in a quote that is never closed: what follows is within it
    }
    long whole = observations(sample.getKey(), sample.getValue());
    for (Map.Entry<String, byte[]> bad : bad().entrySet()) {
      assertThat(
              observations(sample.getKey(), sample.getValue(), new byte[] {'\n'}, bad.getValue()))
          .as(bad.getKey())
          .isGreaterThanOrEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatFollowsItsBeginningMayBeAnything(Map.Entry<String, byte[]> sample) throws Exception {
    for (int length : new int[] {4, 8, 100, 600}) {
      byte[] begin = Arrays.copyOf(sample.getValue(), Math.min(length, sample.getValue().length));
      for (byte[] bad : bad().values()) {
        observations(sample.getKey(), begin, Arrays.copyOf(bad, Math.min(bad.length, 70_000)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void itMayEndAnywhere(Map.Entry<String, byte[]> sample) throws Exception {
    byte[] whole = sample.getValue();
    for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 31)) {
      observations(sample.getKey(), Arrays.copyOf(whole, length));
    }
  }
}
