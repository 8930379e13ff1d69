package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static salvor.ingest.Fixture.A;
import static salvor.ingest.Fixture.B;
import static salvor.ingest.Fixture.C;
import static salvor.ingest.Fixture.bytes;
import static salvor.ingest.Fixture.file;
import static salvor.ingest.Fixture.files;
import static salvor.ingest.Fixture.gzip;
import static salvor.ingest.Fixture.read;
import static salvor.ingest.Fixture.source;
import static salvor.ingest.Fixture.tar;
import static salvor.ingest.Fixture.zip;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.custody.Sha256;
import salvor.evidence.Observation;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.evidence.Unreadable;
import salvor.jobs.JobCancelled;
import salvor.jobs.Progress;

/** How records are found in what was given. */
class ImportTest {
  @TempDir Path folder;

  @Test
  void readsJsonLinesWithTheirPlaces() throws Exception {
    Path file = file(folder, "x", A + "\r\n\n" + B + "\nnot json\n" + C);
    Given given = read(file);
    Source source = source(given);
    assertThat(files(given)).containsExactly("/a", "/b", "/c");
    assertThat(source.format()).isEqualTo("plain");
    assertThat(source.sha256()).isEqualTo(Sha256.of(file));
    assertThat(source.lines()).isEqualTo(5);
    assertThat(source.bytes()).isEqualTo(file.toFile().length());
    assertThat(source.skipped()).containsExactly(java.util.Map.entry("blank line", 1L));
    assertThat(source.unreadable())
        .containsExactly(new Unreadable(4, 2 * A.length() + 4, "not a JSON record"));
    assertThat(Fixture.observations(given))
        .extracting(o -> o.source().line())
        .containsExactly(1L, 3L, 5L);
    assertEveryRecordCanBeShown(given, A, B, C);
  }

  @Test
  void readsBehindTheHoleThatEmptyingALogLeaves() throws Exception {
    for (int zeros : new int[] {1, 300, (2 << 20) + 5}) {
      byte[] all = new byte[zeros + 2 * (A.length() + 1)];
      System.arraycopy(bytes(A + "\n" + B + "\n"), 0, all, zeros, 2 * (A.length() + 1));
      Given given = read(file(folder, "hole" + zeros, all));
      assertThat(files(given)).containsExactly("/a", "/b");
      assertThat(source(given).lines()).isEqualTo(2);
      assertThat(source(given).notes())
          .containsExactly(
              "begins with "
                  + zeros
                  + " zero bytes, as a log that was emptied while it was written: what stood there is lost");
      assertEveryRecordCanBeShown(given, A, B);
    }
    assertThat(source(read(file(folder, "zeros", new byte[3 << 20]))).notes()).hasSize(1);
  }

  @Test
  void takesEveryLayoutOfTheSameRecords() {
    String pretty = "{\n  \"test\": \"2026-11-23T06:00:00Z\",\n  \"file\": \"/a\"\n}\n";
    for (String layout :
        List.of(
            A + "\n" + B + "\n",
            A + B + "\n",
            "\uFEFF" + A + "\n" + B,
            "[" + A + "," + B + "]",
            "[\n  " + A + ",\n  " + B + "\n]\n",
            pretty + pretty.replace("/a", "/b").replace("00Z", "01Z"),
            "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[" + A + "," + B + "]}",
            "{\n\"apiVersion\":\"v1\",\n\"items\":[\n "
                + A
                + ",\n "
                + B
                + "],\n\"kind\":\"List\"\n}\n",
            "---\nkind: x\n"
                + "test: \"2026-11-23T06:00:00Z\"\nfile: /a\n---\ntest: '2026-11-23T06:00:01Z'\nfile: /b\n",
            "apiVersion: v1\nkind: List\nitems:\n- " + A + "\n- " + B + "\n",
            "2026-11-23T06:00:00.123456789Z stdout F "
                + A
                + "\n2026-11-23T06:00:00.123456789Z stderr F "
                + B
                + "\n")) {
      Given given = read(file(folder, "x", layout));
      assertThat(files(given)).as(layout).containsExactly("/a", "/b");
      assertThat(source(given).lines()).as(layout).isEqualTo(2);
    }
  }

  @Test
  void saysThatAFileWasWrittenToWhileItWasRead() throws Exception {
    Path file = file(folder, "x", (A + "\n").repeat(40_000));
    AtomicBoolean written = new AtomicBoolean();
    Progress writer =
        new Progress() {
          @Override
          public void at(long done, long total, String doing) {
            if (done > 0 && written.compareAndSet(false, true)) {
              append(file, B + "\n");
            }
          }

          @Override
          public void onCancel(Runnable stop) {}
        };
    Given given = new Import(List.of(TestFormat.FAST), Limits.ORDINARY).read(List.of(file), writer);
    assertThat(source(given).notes()).singleElement().asString().contains("written to while");
    assertThat(source(read(file)).notes()).noneMatch(note -> note.contains("written to while"));
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readsUtf16AsPowerShellWritesIt() throws Exception {
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Path file = file(folder, "x", ("\uFEFF" + A + "\r\n" + B + "\r\n").getBytes(charset));
      Given given = read(file);
      assertThat(files(given)).containsExactly("/a", "/b");
      assertThat(source(given).bytes()).isEqualTo(file.toFile().length());
      assertEveryRecordCanBeShown(given, A, B);
      assertEveryRecordCanBeShown(given, A, B);
    }
  }

  @Test
  void joinsPartsOfSplitRuntimeLines() {
    String head = "2026-11-23T06:00:00.123456789Z stdout ";
    Given given =
        read(
            file(
                folder,
                "x",
                head
                    + "P "
                    + A.substring(0, 9)
                    + "\n"
                    + head
                    + "P "
                    + A.substring(9, 20)
                    + "\n"
                    + head
                    + "F "
                    + A.substring(20)
                    + "\n"
                    + head
                    + "F ordinary text\n"
                    + head
                    + "P {\"te\n"));
    Source source = source(given);
    assertThat(files(given)).containsExactly("/a");
    assertThat(source.lines()).isEqualTo(5);
    assertThat(source.unreadable())
        .extracting(Unreadable::reason)
        .containsExactly("the rest of a split log line is missing");
  }

  @Test
  void givesItemsOfANamedListTheirKind() {
    Given given =
        read(
            file(
                folder,
                "x",
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{}}]}"));
    assertThat(source(given).skipped()).containsOnlyKeys("unknown record kind: v1 Pod");
  }

  @Test
  void saysATruncatedLastLine() {
    Source source = source(read(file(folder, "x", A + "\n" + B.substring(0, 20))));
    assertThat(source.observations()).isEqualTo(1);
    assertThat(source.unreadable())
        .extracting(Unreadable::line, Unreadable::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2L, "cut off: the record ends too early"));
  }

  @Test
  void countsUnknownKindsOnceEach() {
    Source source =
        source(
            read(
                file(
                    folder,
                    "x",
                    A + "\n{\"x\":1,\"y\":2}\n{\"x\":3,\"y\":2}\n{\"kind\":\"Odd\"}\n")));
    assertThat(source.skipped())
        .containsOnly(
            java.util.Map.entry("unknown record kind: with x, y", 2L),
            java.util.Map.entry("unknown record kind: Odd", 1L));
  }

  @Test
  void leavesPlainTextAlone() {
    Source source = source(read(file(folder, "README.md", "# Title\n\nSome text: more.\n")));
    assertThat(source.format()).isEqualTo("unrecognised");
    assertThat(source.unreadableCount()).isZero();
    assertThat(source.lines()).isEqualTo(3);
  }

  @Test
  void keepsARecordWhoseReaderFails() {
    Source source =
        source(
            read(
                file(folder, "x", "{\"test\":\"\",\"fail\":1}\n{\"test\":\"\",\"skip\":1}\n" + A)));
    assertThat(source.unreadableCount()).isEqualTo(1);
    assertThat(source.observations()).isEqualTo(1);
    assertThat(source.skippedCount()).isEqualTo(1);
  }

  @Test
  void marksReplacedBytes() {
    byte[] line = bytes(A);
    line[line.length - 3] = (byte) 0xFF;
    Observation read = Fixture.observations(read(file(folder, "x", line))).getFirst();
    assertThat(read.quality()).contains(Quality.REPLACED_BYTES);
  }

  @Test
  void opensCompressionAndArchivesOneInAnother() throws Exception {
    byte[] inner = tar("in/b.jsonl.gz", gzip(bytes(B + "\n")), "c", bytes(C));
    file(folder, "1.gz", gzip(bytes(A + "\n")));
    file(folder, "2.zst", Zstd.compress(bytes(A.replace("/a", "/z"))));
    file(
        folder,
        "3.zip",
        zip("inner.tgz", gzip(inner), "deep.zip", zip("deeper.zip", zip("x", bytes(A)))));
    file(folder, "4.tar.zst", Zstd.compress(inner));
    Given given = read(folder);
    assertThat(given.evidence().sources())
        .extracting(s -> s.path().substring(folder.toString().length()))
        .containsExactly(
            "/1.gz",
            "/2.zst",
            "/3.zip!inner.tgz!in/b.jsonl.gz",
            "/3.zip!inner.tgz!c",
            "/3.zip!deep.zip!deeper.zip",
            "/4.tar.zst!in/b.jsonl.gz",
            "/4.tar.zst!c");
    assertThat(files(given)).containsExactly("/a", "/z", "/b", "/b", "/c", "/c");
    assertThat(given.evidence().sources().get(4).notes().getFirst())
        .contains("archive in an archive");
    assertEveryRecordCanBeShown(given, A, A.replace("/a", "/z"), B, B, C, C);
    assertEveryRecordCanBeShown(given, A, A.replace("/a", "/z"), B, B, C, C);
  }

  @Test
  void refusesToShowARecordOfAChangedOrMissingFile() throws Exception {
    Path file = file(folder, "x", A + "\n" + B + "\n");
    Given given = read(file);
    RawBytes raw = new RawBytes(Path.of(""), given.evidence().sources(), Limits.ORDINARY);
    assertThat(raw.read(given.evidence().observations().source(1))).isEqualTo(bytes(B));
    file(folder, "x", A + "\n" + B);
    assertThatThrownBy(() -> raw.read(given.evidence().observations().source(0)))
        .hasMessageContaining("changed");
    file(folder, "x", A.replace("/a", "/b") + "\n" + B + "\n" + A + "\n");
    assertThatThrownBy(() -> raw.read(given.evidence().observations().source(1)))
        .hasMessageContaining("changed");
    java.nio.file.Files.delete(file);
    assertThatThrownBy(() -> raw.read(given.evidence().observations().source(1)))
        .hasMessageContaining("gone");
  }

  @Test
  void showsTheRecordsOfAFileThatOnlyGrewSince() throws Exception {
    Path plain = file(folder, "x", A + "\n" + B + "\n");
    Path wide =
        Files.write(folder.resolve("y"), ("\ufeff" + C + "\n").getBytes(StandardCharsets.UTF_16LE));
    Given given = read(folder);
    RawBytes raw = new RawBytes(Path.of(""), given.evidence().sources(), Limits.ORDINARY);
    for (int more = 0; more < 2; more++) {
      Files.writeString(plain, A + "\n", StandardOpenOption.APPEND);
      Files.write(wide, (A + "\n").getBytes(StandardCharsets.UTF_16LE), StandardOpenOption.APPEND);
      assertThat(raw.read(given.evidence().observations().source(1))).isEqualTo(bytes(B));
      assertThat(raw.read(given.evidence().observations().source(1))).isEqualTo(bytes(B));
      assertThat(raw.read(given.evidence().observations().source(2))).isEqualTo(bytes(C));
    }
  }

  @Test
  void marksTheSameRecordSaidTwiceAndOddTimes() {
    String exact = A.replace("00Z", "00.5Z");
    file(folder, "1", A + "\n" + exact + "\n" + exact + "\n" + A + "\n");
    file(
        folder,
        "2",
        A + "\n" + A.replace("2026", "2077") + "\n" + A.replace("2026", "1999") + "\n");
    Given given = read(folder);
    assertThat(Fixture.observations(given))
        .extracting(Observation::quality)
        .containsExactly(
            java.util.Set.of(Quality.TIME_SUSPECT),
            java.util.Set.of(),
            java.util.Set.of(),
            java.util.Set.of(Quality.DUPLICATE),
            java.util.Set.of(),
            java.util.Set.of(Quality.DUPLICATE),
            java.util.Set.of(Quality.TIME_SUSPECT));
  }

  @Test
  void stopsWhenCancelled() {
    Path file = file(folder, "x", (A + "\n").repeat(100_000));
    Progress stop =
        new Progress() {
          @Override
          public void at(long done, long total, String doing) {
            if (done > 1_000_000) {
              throw new JobCancelled();
            }
          }

          @Override
          public void onCancel(Runnable stop) {}
        };
    assertThatThrownBy(
            () -> new Import(List.of(TestFormat.FAST), Limits.ORDINARY).read(List.of(file), stop))
        .isInstanceOf(JobCancelled.class);
  }

  private static void assertEveryRecordCanBeShown(Given given, String... records) throws Exception {
    RawBytes raw = new RawBytes(Path.of(""), given.evidence().sources(), Limits.ORDINARY);
    for (int row = 0; row < records.length; row++) {
      for (int again = 0; again < 2; again++) {
        assertThat(
                new String(
                    raw.read(given.evidence().observations().source(row)), StandardCharsets.UTF_8))
            .isEqualTo(records[row]);
      }
    }
  }
}
