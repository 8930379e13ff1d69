package salvor.custody.redact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.bundle.Sealing;
import salvor.jobs.JobCancelled;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Evidence that was written to keep its secrets, or to never end. */
class HostileRedactionTest {
  @TempDir Path dir;

  private static String redacted(String content, int longest) throws IOException {
    Redactor redactor = new Redactor(RedactionRules.builtIn(), new Secrets());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ContentRedactor(
            redactor, new ByteArrayInputStream(content.getBytes(ISO_8859_1)), out, longest)
        .redact(false);
    return out.toString(ISO_8859_1);
  }

  @Test
  void whatIsTooLongToBeLookedIntoIsTakenOutAndItsLinesStay() throws IOException {
    String text = "a\n" + "x".repeat(5000) + "\nb\n";
    assertThat(redacted(text, 1000)).matches("a\nREDACTED\\.too-long\\.1\\.\\w+\nb\n");
    String document = "{\"a\": [\n" + "1,\n".repeat(2000) + "2]\n}\n{\"b\":1}\n";
    String now = redacted(document, 1000);
    assertThat(now).startsWith("\"REDACTED.too-long.1.").endsWith("\n{\"b\":1}\n");
    assertThat(now.lines().count()).isEqualTo(document.lines().count());
    String list = "{\"items\": [{\"a\":1},\n{\"b\":\"" + "x".repeat(3000) + "\"},\n{\"c\":1}]}\n";
    JsonNode items = JsonMapper.shared().readTree(redacted(list, 1000)).path("items");
    assertThat(items.size()).isEqualTo(3);
    assertThat(items.get(1).asString()).startsWith("REDACTED.too-long");
  }

  @Test
  void aLineOf100MegabytesNeedsNoMoreMemoryThanOneThatIsLookedInto() throws IOException {
    long[] written = {0};
    OutputStream count =
        new OutputStream() {
          @Override
          public void write(int b) {
            written[0]++;
          }
        };
    InputStream endless =
        new InputStream() {
          private int left = 100 << 20;

          @Override
          public int read() {
            return left-- > 0 ? '{' : -1;
          }

          @Override
          public int read(byte[] into, int from, int length) {
            int n = Math.min(length, left);
            left -= n;
            java.util.Arrays.fill(into, from, from + Math.max(0, n), (byte) '{');
            return n <= 0 ? -1 : n;
          }
        };
    Redactor redactor = new Redactor(RedactionRules.builtIn(), new Secrets());
    new ContentRedactor(redactor, endless, count, 1 << 20).redact(false);
    assertThat(written[0]).isLessThan(100);
  }

  /**
   * Each of these would take hours if any step looked back, or looked to the end more than once.
   */
  @Test
  void noTextMakesTheSearchSlow() throws IOException {
    Redactor redactor = new Redactor(RedactionRules.builtIn(), new Secrets());
    for (String piece :
        List.of(
            "token=",
            "--token ",
            "password: \"",
            "-----BEGIN PRIVATE KEY-----",
            "://a:",
            "://@",
            "eyJ",
            "%70",
            "\\u0070",
            "-u a:",
            "\\\\",
            "[\"--token\",",
            "{\"a\":",
            "Cookie: ",
            "Cookie;",
            "Bearer ",
            "curl -u ",
            "mysql -p",
            "QUJD",
            "4142",
            "-----BEGIN ",
            "kind: Secret\n")) {
      String text = piece.repeat(600_000 / piece.length());
      assertThat(redactor.text(text)).isNotNull();
    }
  }

  /** Whatever bytes come in: no more and no fewer lines, JSON stays JSON, and none throws. */
  @Test
  void anyMixtureOfPiecesKeepsItsLinesAndItsJson() throws IOException {
    Random random = new Random(3);
    List<String> pieces =
        List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\n",
            "\\",
            "\\u00",
            "password",
            "token=",
            "abcdef-1",
            " ",
            "\"a\":\"b\"",
            "{\"token\":\"xyz-12345\"}\n",
            "{\"items\":[\n",
            "eyJhbGciOiJSUzI1NiJ9.abcdefgh",
            "é",
            "\0",
            "- kind: Secret\n",
            "-----BEGIN PRIVATE KEY-----",
            "-----END",
            "%41",
            "QUJDREVGR0hJSktM",
            "---\n",
            "data:\n",
            "  x: y-12345\n");
    for (int run = 0; run < 3000; run++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      String now = redacted(text.toString(), 60 + random.nextInt(200));
      assertThat(now.chars().filter(c -> c == '\n').count())
          .as(text.toString())
          .isEqualTo(text.chars().filter(c -> c == '\n').count());
      String plain = redacted(text.toString(), 1 << 20);
      if (JsonSpans.parse(text.toString()) != null) {
        assertThat(JsonSpans.parse(plain)).as(text.toString()).isNotNull();
      }
    }
  }

  @Test
  void whatUnpacksWithoutEndIsRefusedAndNothingIsLeft() throws IOException {
    Path bomb = dir.resolve("bomb.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      byte[] lines = " ".repeat(1 << 20).concat("\n").getBytes(ISO_8859_1);
      for (int i = 0; i < 300; i++) {
        out.write(lines);
      }
    }
    Path copy = dir.resolve("out/copy");
    assertThatThrownBy(() -> copy(bomb, copy, Progress.NONE)).hasMessageContaining("unpack it");
    assertThat(copy.getParent()).isEmptyDirectory();
  }

  @Test
  void aSecretInAWordThatIsNoneOfJsonIsTakenOut() throws IOException {
    for (String word : List.of("AKIAIOSFODNN7EXAMPLE", "[AKIAIOSFODNN7EXAMPLE]")) {
      String line = "{\"a\":null,\"key\":" + word + ",\"b\":\"c\"}\n";
      String now = redacted(line + "{\"a\":NaN}\n", 1000);
      assertThat(now).doesNotContain("AKIA").contains("REDACTED.").endsWith("{\"a\":NaN}\n");
    }
  }

  @Test
  void devicesAndPipesOfAnArchiveStayOutAndAreTold() throws IOException {
    Path archive = dir.resolve("x.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
      for (byte kind : new byte[] {TarArchiveEntry.LF_CHR, TarArchiveEntry.LF_FIFO}) {
        tar.putArchiveEntry(new TarArchiveEntry("dev/" + (char) kind, kind));
        tar.closeArchiveEntry();
      }
    }
    assertThat(
            new Redacting(RedactionRules.builtIn(), "test", null)
                .look(List.of(archive), Progress.NONE))
        .allMatch(part -> part.way() == Redacted.Way.LEFT_OUT)
        .hasSize(2);
  }

  @Test
  void nothingIsLeftOfACopyThatWasCancelled() throws IOException {
    Path file = Files.writeString(dir.resolve("a.log"), "password=abcdef-123\n");
    Path copy = dir.resolve("out/copy");
    Progress stop =
        new Progress() {
          @Override
          public void at(long done, long total, String doing) {
            if (doing.startsWith("Making sure")) {
              throw new JobCancelled();
            }
          }

          @Override
          public void onCancel(Runnable stop) {}
        };
    assertThatThrownBy(() -> copy(file, copy, stop)).isInstanceOf(JobCancelled.class);
    assertThat(copy.getParent()).isEmptyDirectory();
  }

  private static void copy(Path from, Path to, Progress progress) throws IOException {
    Sealing sealing =
        new Sealing(
            new Sealing.Statement("x", "Ann", null, "a test"), null, null, InstantSource.system());
    new Redacting(RedactionRules.builtIn(), "a test", null)
        .copy(List.of(from), sealing, to, progress);
  }

  private static final String TIME = "2026-11-23T04:00:00.123456789Z ";

  @Test
  void aSecretThatARuntimeSplitOverTwoLinesIsTakenOut() throws IOException {
    String out = TIME + "stdout P ";
    String log =
        out
            + "login password=correct-horse-\n"
            + TIME
            + "stderr F beside it\n"
            + TIME
            + "stdout P battery-sta\r\n"
            + TIME
            + "stdout F ple done\n"
            + TIME
            + "stdout F next\n";
    String now = redacted(log, 1 << 20);
    assertThat(now)
        .doesNotContain("correct", "horse", "battery", "sta\r", "ple done")
        .contains("stderr F beside it\n", "stdout F next\n")
        .containsPattern("stdout P login password=REDACTED\\.named\\.1\\.\\w+\n")
        .endsWith("stdout P \r\n" + TIME + "stdout F  done\n" + TIME + "stdout F next\n");
    assertThat(now.lines().count()).isEqualTo(log.lines().count());
  }

  @Test
  void aSecretThatDockerSplitOverTwoRecordsIsTakenOut() throws IOException {
    String[] records = {
      "{\"log\":\"login \\\"password\\\"=corr\\u0065ct-horse-\",\"stream\":\"stdout\",\"time\":\"T1\"}\n",
      "{\"log\":\"beside\\n\",\"stream\":\"stderr\",\"attrs\":{\"token\":\"attr-1\"},\"time\":\"T2\"}\n",
      "{\"log\":\"battery done\\r\\n\",\"stream\":\"stdout\",\"time\":\"T3\"}\n",
      "{\"log\":\"next \\u003c\\n\",\"stream\":\"stdout\",\"time\":\"T4\"}\n"
    };
    String[] now = redacted(String.join("", records), 1 << 20).split("(?<=\n)");
    assertThat(now).hasSize(4);
    assertThat(now[0])
        .containsPattern("login \\\\\"password\\\\\"=REDACTED\\.named\\.1\\.\\w+\",\"stream");
    assertThat(now[1]).contains("beside", "T2").doesNotContain("attr-1");
    assertThat(now[2]).contains("\"log\":\" done\\r\\n\"").doesNotContain("battery");
    assertThat(now[3]).isEqualTo(records[3]);
  }

  @Test
  void moreSecretsThanTheMemoryHoldsAreRefused() {
    Secrets secrets = new Secrets(2);
    secrets.marker("a", "first-1");
    String second = secrets.marker("a", "second-2");
    assertThat(secrets.marker("b", "second-2")).as("known").isEqualTo(second);
    assertThatThrownBy(() -> secrets.marker("a", "third-3"))
        .isInstanceOf(Secrets.TooMany.class)
        .hasMessageContaining("in parts");
  }

  @Test
  void aCopyIsNotMadeInsideOfWhatIsRead() throws IOException {
    Files.writeString(dir.resolve("a.log"), "password=abcdef-123\n");
    assertThatThrownBy(() -> copy(dir, dir.resolve("copy.zip"), Progress.NONE))
        .hasMessageContaining("only read");
    assertThat(dir).isDirectoryNotContaining("glob:**copy*");
  }

  @Test
  void aMarkerIsWholeOnOneLineThoughItEndsAsTheSecretDid() throws IOException {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 200; i++) { // a marker ends with a random digit
      log.append(TIME).append("stdout P password=Rhorse-").append(i).append("-batt\n");
      log.append(TIME).append("stdout F er").append("%x".formatted(i % 16)).append(" done\n");
    }
    assertThat(redacted(log.toString(), 1 << 20).lines())
        .hasSize(400)
        .allMatch(line ->
            line.matches(TIME + "stdout (P password=REDACTED\\.named\\.\\d+\\.\\w{10}|F  done)"));
  }

  @Test
  void jsonThatARuntimeSplitIsJsonAgainWithoutItsSecretsSplitWhereItWas() throws IOException {
    String log =
        TIME
            + "stdout P {\"a\":\"b\",\"token\":\n"
            + TIME
            + "stdout F \"f00-bar-7\",\"c\":\"d\"}\n";
    assertThat(redacted(log, 1 << 20))
        .startsWith(
            TIME + "stdout P {\"a\":\"b\",\"token\":\n" + TIME + "stdout F \"REDACTED.named.1.")
        .endsWith("\",\"c\":\"d\"}\n");
  }

  @Test
  void linesOfARuntimeWithoutSecretsStayAsTheyAre() throws IOException {
    StringBuilder log = new StringBuilder("not of a runtime\n");
    for (String tag : List.of("P a", "P ", "F", "F b c", "P", "P:x y", "F z", "P w")) {
      log.append(TIME).append("stdout ").append(tag).append('\n');
      log.append(TIME).append("stderr ").append(tag).append("\r\n");
    }
    log.append("{\"json\": 1}\n").append(TIME).append("stdout P without an end");
    for (int longest : new int[] {100, 1 << 20}) {
      assertThat(redacted(log.toString(), longest)).isEqualTo(log.toString());
    }
  }

  @Test
  void aFieldWithLettersBeyondAsciiIsFoundByItsName() throws IOException {
    Redactor redactor = new Redactor(RedactionRules.builtIn().field("schlüssel"), new Secrets());
    String json = RedactionRules.bytes("{\"schlüssel\":\"offen\"}");
    assertThat(redactor.text(json)).doesNotContain("offen");
  }

  @Test
  void longNamesWithinEachOtherDoNotFillTheMemory() throws IOException {
    Redactor redactor = new Redactor(RedactionRules.builtIn().field("a.b"), new Secrets());
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < 280; i++) {
      json.append("{\"").append("n".repeat(100_000)).append("\":");
    }
    json.append("{\"a\":{\"b\":\"gone\"}}").append("}".repeat(280));
    assertThat(redactor.text(json.toString())).doesNotContain("gone");
  }

  @Test
  void theLongestOfTheSoughtValuesIsFoundWhereverSeveralBegin() {
    Sought sought = new Sought(Set.of("abcdef", "abcdefgh", "abcdefgh-x", "abcdez", "zzzzzz"));
    assertThat(sought.at("abcdefghij", 0)).isEqualTo(8);
    assertThat(sought.at("abcdefgh-x", 0)).isEqualTo(10);
    assertThat(sought.at("--abcdefg", 2)).isEqualTo(6);
    assertThat(sought.at("abcdeg", 0)).isZero();
    assertThat(sought.isIn("...zzzzzz")).isTrue();
  }
}
