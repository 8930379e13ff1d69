package salvor.ingest.falco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.evidence.Activity;
import salvor.evidence.Assembly;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.RecordRef;
import salvor.evidence.Rows;
import salvor.evidence.Tables;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the fast way says of a line is what the ordinary reader says of it. */
class FalcoLineTest {
  private static final List<String> FIXTURE = fixture();

  /** Reads all lines of all tests: what it remembers of the ones before must make no difference. */
  private static final FalcoLine READER = new FalcoLine();

  private static Tables tables = new Tables();
  private static int reads;

  /** Reads a line both ways; says whether the fast way took it. */
  private static boolean same(byte[] line) {
    if (++reads % 20 == 0) {
      tables = new Tables();
    }
    Rows rows = new Rows(1);
    byte[] within = new byte[line.length + 3];
    System.arraycopy(line, 0, within, 2, line.length);
    if (!READER.read(within, 2, 2 + line.length, 7, 5, 11, rows, tables)) {
      assertThat(rows.size()).isZero();
      return false;
    }
    Observations fast = Assembly.of(List.of(new Assembly.Part(rows, tables)));
    assertThat(List.of(fast.get(0)))
        .as(new String(line, StandardCharsets.UTF_8))
        .isEqualTo(slow(line));
    return true;
  }

  private static List<Observation> slow(byte[] line) {
    JsonNode record;
    try {
      record = JsonMapper.shared().readTree(line);
    } catch (JacksonException e) {
      throw new AssertionError("the fast way took what is no JSON", e);
    }
    assertThat(new Falco().recognises(record)).isTrue();
    FalcoReaderTest.Kept kept = new FalcoReaderTest.Kept();
    new FalcoReader().read(record, new RecordRef(7, 5, 11, line.length), kept);
    return kept.observations.stream().map(o -> Observations.of(List.of(o)).get(0)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webshell/falco.jsonl.gz",
        "clean/falco.jsonl.gz",
        "miner-policy-enforced/host/falco.jsonl.gz",
        "miner-policy-not-enforced/host/falco.jsonl.gz"
      })
  void everyRecordedLineIsReadAlike(String recording) throws IOException {
    Path file = Path.of("../shared/recordings", recording);
    assumeTrue(Files.exists(file), () -> "no recordings at " + file);
    int lines = 0;
    int taken = 0;
    for (String line : lines(Files.newInputStream(file))) {
      lines++;
      taken += same(line.getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
    }
    assertThat(lines).isPositive();
    assertThat(taken).as("taken of %d", lines).isGreaterThan(lines * 4 / 10);
  }

  /** Its output does not say so, but its condition asks for it. */
  @ParameterizedTest
  @CsvSource({
    "Write below etc, null, true",
    "Schedule Cron Jobs, null, true",
    "Write below etc, '\"O_RDONLY\"', false",
    "Read sensitive file untrusted, null, false"
  })
  void aRuleOfWritesTellsOfAWrite(String rule, String flags, boolean written) {
    String line =
        "{\"time\":\"2026-11-23T04:44:26Z\",\"rule\":\"%s\",\"priority\":\"Error\",".formatted(rule)
            + "\"output\":\"2026: Error File (file=/etc/x)\",\"output_fields\":{"
            + "\"evt.type\":\"openat\",\"fd.name\":\"/etc/x\",\"evt.arg.flags\":%s}}"
                .formatted(flags);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    same(bytes);
    assertThat(slow(bytes).getFirst().activity())
        .isInstanceOfSatisfying(
            Activity.Alert.class,
            alert -> assertThat(alert.about() instanceof Activity.FileWritten).isEqualTo(written));
  }

  @Test
  void theCommonLinesAreTaken() {
    assertThat(same(FIXTURE.get(0).getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"evt.res\":\"SUCCESS\"', true",
    "'\"evt.res\":\"ECONNREFUSED\",\"evt.rawres\":-111', true",
    "'\"evt.res\":\"EINPROGRESS\"', true",
    "'\"evt.res\":\"odd\"', true",
    "'\"evt.res\":null,\"evt.rawres\":null', true",
    "'\"evt.res\":null,\"evt.rawres\":-13', false",
    "'\"evt.res\":0', false",
    "'\"evt.res\":true', false"
  })
  void whateverIsSaidOfTheEndIsReadAlike(String said, boolean taken) {
    String line = FIXTURE.get(0).replaceFirst("\"evt.res\":\"[A-Z]*\"", said);
    assertThat(line).contains(said);
    assertThat(same(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(taken);
  }

  @Property(tries = 3000)
  void noChangedByteMakesADifference(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] line = FIXTURE.get(random.nextInt(FIXTURE.size())).getBytes(StandardCharsets.UTF_8);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
      int at = random.nextInt(line.length);
      int gone = Math.min(random.nextInt(4), line.length - at);
      byte[] changed = new byte[line.length - gone + piece.length];
      System.arraycopy(line, 0, changed, 0, at);
      System.arraycopy(piece, 0, changed, at, piece.length);
      System.arraycopy(line, at + gone, changed, at + piece.length, line.length - at - gone);
      line = changed;
    }
    same(line);
  }

  @Property(tries = 3000)
  void noChangedValueMakesADifference(@ForAll long seed) {
    Random random = new Random(seed);
    String line = FIXTURE.get(random.nextInt(FIXTURE.size()));
    String[] parts = line.split("(?<=\":)(?=[\"0-9tfn-])|(?=,\")", -1);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int part = random.nextInt(parts.length);
      if (part > 0 && parts[part - 1].endsWith(":")) {
        parts[part] = VALUES[random.nextInt(VALUES.length)];
      }
    }
    same(String.join("", parts).getBytes(StandardCharsets.UTF_8));
  }

  @Example
  void aCutLineIsNeverTaken() {
    byte[] line = FIXTURE.get(0).getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < line.length; length++) {
      assertThat(same(java.util.Arrays.copyOf(line, length))).isFalse();
    }
  }

  private static final String[] PIECES = {
    "",
    "\"",
    "\\",
    "\\\"",
    ",",
    ":",
    "{",
    "}",
    "[",
    "]",
    " ",
    "0",
    "-",
    "9",
    "e",
    ".",
    "null",
    "true",
    "\u0001",
    "ü",
    "<NA>",
    "(deleted)",
    "Z",
    "\\n",
    "\\u0041",
    "\t",
    "\"evt.type\":\"connect\",",
    "\"evt.rawres\":-13,",
    "\"time\":1,"
  };
  private static final String[] VALUES = {
    "null",
    "true",
    "false",
    "\"\"",
    "\"<NA>\"",
    "0",
    "-0",
    "-1",
    "4294967295",
    "9223372036854775807",
    "12345678901234567890",
    "1.5",
    "1e3",
    "\"true\"",
    "\"17\"",
    "\"a\\\"b\\\\c\\n\"",
    "\"\\u00e9\"",
    "\"é\"",
    "{}",
    "[]",
    "[\"telemetry\"]",
    "\"memfd:x\"",
    "\"/tmp/x (deleted)\"",
    "\"openat\"",
    "\"dup2\"",
    "\"accept\"",
    "\"EPERM\"",
    "\"SUCCESS\"",
    "\"EINPROGRESS\"",
    "\"O_RDWR\"",
    "\"EXE_WRITABLE|EXE_UPPER_LAYER\"",
    "\"host\"",
    "\"2026-11-23T04:37:41Z\"",
    "\"2026-02-30T04:37:41Z\"",
    "\"0001-01-01T00:00:00Z\"",
    "\"x: Debug y (z)\"",
    "\"sha256:06d37b35904571cdc5e1ed5f3de1d79681c8a264ae9239d7c6995035b31c4d6d\"",
    "\"Telemetry x\""
  };

  private static List<String> fixture() {
    try {
      return lines(FalcoLineTest.class.getResourceAsStream("generations.jsonl"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> lines(InputStream in) throws IOException {
    try (in) {
      byte[] all = in.readAllBytes();
      boolean packed = all.length > 2 && all[0] == 0x1f && (all[1] & 0xFF) == 0x8b;
      byte[] plain =
          packed ? new GZIPInputStream(new java.io.ByteArrayInputStream(all)).readAllBytes() : all;
      return new String(plain, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
