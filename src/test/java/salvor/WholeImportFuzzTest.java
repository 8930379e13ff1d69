package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.baseline.Judge;
import salvor.baseline.Verdicts;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.evidence.StoredTables;
import salvor.ingest.checkpoint.CheckpointTar;
import salvor.jobs.Progress;
import salvor.report.ObservationLines;
import salvor.report.ObservationRows;
import salvor.report.Triage;
import salvor.report.TriageJson;
import salvor.triage.Findings;

/**
 * Damaged evidence of every format, from the file to the written result. Six seconds; {@code
 * -Dfuzz.seconds=300 -Dfuzz.seed=7} for longer and other runs.
 */
class WholeImportFuzzTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 6);
  private static final int FOREVER = 20;

  private static final String[] ODD = {
    "null",
    "-1",
    "1e999",
    "99999999999999999999",
    "\"\\ud800\"",
    "\"\\u0000\\u001b[31m\"",
    "[]",
    "{}",
    "[[[[{}]]]]",
    "true",
    "\"\"",
    "\"1969-12-31T23:59:59.999999999Z\"",
    "\"9999-99-99T99:99:99Z\"",
    "-9223372036854775808",
    "\n",
    "\u0000",
    "\"",
    "items",
    "---\n",
    "\u2028",
    "\"sha256:\"",
    "0.1",
    "\"::ffff:0:0\"",
    "\"65536\"",
    "2147483648"
  };

  private static final byte[] CHECKPOINT = CheckpointTar.hacked().tar();

  @TempDir Path dir;

  @Test
  void neverThrowsNeverLosesNeverHangs() throws Exception {
    List<byte[]> seeds = seeds();
    long seed = Long.getLong("fuzz.seed", 20261123);
    Random random = new Random(seed);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    for (int round = 0; round == 0 || System.nanoTime() < end; round++) {
      byte[] content = random.nextInt(5) == 0 ? struck(CHECKPOINT, random) : damaged(seeds, random);
      Path file = dir.resolve("x");
      Files.write(file, random.nextInt(8) == 0 ? gzipped(content, random) : content);
      long begin = System.nanoTime();
      try {
        whole(file, content.length);
      } catch (Throwable fault) {
        Path kept =
            Files.write(Path.of("target", "fuzz-" + seed + "-" + round), Files.readAllBytes(file));
        throw new AssertionError("see " + kept, fault);
      }
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin))
          .as("seconds")
          .isLessThan(FOREVER);
    }
  }

  private static void whole(Path file, int size) throws Exception {
    Given given = Salvor.reader().read(List.of(file), Progress.NONE);
    Observations all = given.evidence().observations();
    long observed = 0;
    for (Source source : given.evidence().sources()) {
      assertThat(source.lines())
          .isEqualTo(source.observations() + source.unreadableCount() + source.skippedCount());
      assertThat(source.notes().size() + source.unreadable().size() + source.skipped().size())
          .isLessThan(5000);
      observed += source.observations();
    }
    assertThat((long) all.size()).isEqualTo(observed);
    StoredTables.check(all);
    Verdicts verdicts = Salvor.judge(given, null, Progress.NONE);
    Judge judge = new Judge(given.baselines(), given.evidence().inventory());
    BitSet rows = new BitSet();
    rows.set(0, all.size());
    Triage triage =
        new Triage(
            given.evidence(),
            given.baselines(),
            judge.matching(),
            verdicts,
            Findings.of(given.evidence(), verdicts, judge.matching()),
            rows,
            null,
            List.of(),
            Map.of(),
            List.of());
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    TriageJson.write(triage, json);
    assertThat(json.size()).isLessThan(200_000 + 100 * size);
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    ObservationLines.csv(ObservationRows.of(triage), csv, Progress.NONE);
    assertThat(csv.toString(java.nio.charset.StandardCharsets.UTF_8).lines().count())
        .isEqualTo(all.size() + 1L);
  }

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String folder :
        List.of("src/test/resources/readers", "src/test/resources/salvor/ingest")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
          seeds.add(Files.readAllBytes(file));
        }
      }
    }
    seeds.add(Files.readAllBytes(Path.of("evidence-samples/clean/baseline.json")));
    assertThat(seeds).hasSizeGreaterThan(6);
    return seeds;
  }

  private static byte[] damaged(List<byte[]> seeds, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
      byte[] seed = seeds.get(random.nextInt(seeds.size()));
      int length = Math.min(seed.length, 1 + random.nextInt(60_000));
      int from = random.nextInt(4) == 0 ? random.nextInt(seed.length - length + 1) : 0;
      out.write(seed, from, length);
    }
    byte[] bytes = out.toByteArray();
    for (int changes = random.nextInt(40); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      if (random.nextInt(3) == 0) {
        bytes[at] = (byte) random.nextInt(256);
      } else {
        bytes = spliced(bytes, at, random);
      }
    }
    return bytes;
  }

  /** Bytes are others, and the end may be missing: all else of an archive stays where it is. */
  private static byte[] struck(byte[] seed, Random random) {
    int length = random.nextInt(4) == 0 ? 1 + random.nextInt(seed.length) : seed.length;
    byte[] bytes = Arrays.copyOf(seed, length);
    for (int changes = random.nextInt(60); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, at + 1 + random.nextInt(4));
      Arrays.fill(bytes, at, to, (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256)));
    }
    return bytes;
  }

  /** Puts something odd in the place of a value, or anywhere. */
  private static byte[] spliced(byte[] bytes, int at, Random random) {
    int begin = at;
    while (random.nextInt(20) != 0 && begin < bytes.length - 1 && bytes[begin] != ':') {
      begin++;
    }
    begin = Math.min(begin + 1, bytes.length);
    int end = begin;
    while (end < bytes.length && bytes[end] != ',' && bytes[end] != '}') {
      end++;
    }
    byte[] odd = ODD[random.nextInt(ODD.length)].getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, begin);
    out.writeBytes(odd);
    out.write(bytes, end, bytes.length - end);
    return out.toByteArray();
  }

  private static byte[] gzipped(byte[] content, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    byte[] bytes = out.toByteArray();
    if (random.nextBoolean()) {
      bytes[10 + random.nextInt(bytes.length - 10)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }
}
