package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static salvor.ingest.Fixture.A;
import static salvor.ingest.Fixture.B;
import static salvor.ingest.Fixture.bytes;
import static salvor.ingest.Fixture.file;
import static salvor.ingest.Fixture.files;
import static salvor.ingest.Fixture.gzip;
import static salvor.ingest.Fixture.read;
import static salvor.ingest.Fixture.source;
import static salvor.ingest.Fixture.tar;
import static salvor.ingest.Fixture.written;
import static salvor.ingest.Fixture.zip;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Source;
import salvor.evidence.Unreadable;

/** Evidence is hostile: each piece is refused in words, and everything else still opens. */
class BadInputTest {
  private static final Limits SMALL = new Limits(4096, 20, 10, 1 << 20, 50, 1 << 16);

  @TempDir Path folder;

  @Test
  void anEmptyFileAnEmptyFolderAndAMissingOneAreSaid() throws IOException {
    Files.createDirectory(folder.resolve("none"));
    Given given =
        read(
            file(folder, "empty", ""),
            folder.resolve("none"),
            folder.resolve("missing"),
            file(folder, "a", A));
    assertThat(given.evidence().sources())
        .extracting(s -> s.notes().isEmpty() ? "" : s.notes().getFirst())
        .containsExactly(
            "the file is empty", "the folder is empty", "does not exist: check the path", "");
    assertThat(files(given)).containsExactly("/a");
  }

  @Test
  void binaryNoiseIsOneRemark() {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    Source source = source(read(file(folder, "noise", noise)));
    assertThat(source.lines()).isZero();
    assertThat(source.notes().getFirst()).contains("binary");
  }

  @Test
  void aLineThatIsTooLongIsOneUnreadableLine() {
    String giant = "{\"test\":\"" + "x".repeat(3_000_000) + "\"}";
    for (String layout : List.of(A + "\n" + giant + "\n" + B, A + "\n" + giant)) {
      Source source = source(read(SMALL, 1, List.of(TestFormat.PLAIN), file(folder, "x", layout)));
      assertThat(source.unreadable())
          .containsExactly(new Unreadable(2, A.length() + 1, "longer than 4096 bytes"));
      assertThat(source.lines()).isEqualTo(layout.lines().count());
    }
    Source alone = source(read(SMALL, 1, List.of(TestFormat.PLAIN), file(folder, "x", giant)));
    assertThat(alone.unreadable()).containsExactly(new Unreadable(1, 0, "longer than 4096 bytes"));
    Source array =
        source(
            read(
                SMALL,
                1,
                List.of(TestFormat.PLAIN),
                file(folder, "x", "[" + A + "," + giant + "\n," + B + "]")));
    assertThat(array.unreadableCount()).isEqualTo(1);
    assertThat(array.observations()).isEqualTo(2);
  }

  @Test
  void aListOfAnyLengthIsReadInLittleMemory() {
    String list =
        "{\"apiVersion\":\"v1\",\"items\":["
            + (A + ",\n").repeat(5000)
            + B
            + "],\"kind\":\"List\"}";
    Source source = source(read(SMALL, 1, List.of(TestFormat.PLAIN), file(folder, "x", list)));
    assertThat(source.observations()).isEqualTo(5001);
    assertThat(source.lines()).isEqualTo(5001);
  }

  @Test
  void deepNestingIsUnreadable() {
    String deep = "{\"test\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    Source source = source(read(file(folder, "x", A + "\n" + deep + "\n" + B)));
    assertThat(source.observations()).isEqualTo(2);
    assertThat(source.unreadable().getFirst().reason()).startsWith("nested too deeply");
    String yaml = "kind: x\ntest: " + "[".repeat(10_000) + "]".repeat(10_000) + "\n";
    assertThat(source(read(file(folder, "y", yaml))).unreadableCount()).isEqualTo(1);
  }

  @Test
  void aDamagedDocumentTakesNoOtherWithIt() {
    String pretty = A.replace(",", ",\n ");
    Source source =
        source(
            read(
                file(
                    folder,
                    "x",
                    pretty + "\n{ \"test\": \"cut\n" + pretty + "\n" + pretty + "\n}{\n")));
    assertThat(source.observations()).isEqualTo(3);
    assertThat(source.unreadableCount()).isEqualTo(2);
  }

  @Test
  @Timeout(60)
  void inputMadeToTakeForEverDoesNot() {
    for (String piece :
        List.of(
            "\n {", "\n{", "[{}\n", "[{}]\n{", "{\"items\":[", "\"", "#\n", "- ", "{\"a\":\"\n")) {
      String hostile = "{\n" + piece.repeat(2_000_000 / piece.length());
      for (String text : List.of(hostile, hostile.substring(2), "kind: x\n" + hostile)) {
        Source source =
            source(
                read(
                    new Limits(1 << 20, 200, 10, 1 << 30, 400, 1 << 30),
                    1,
                    List.of(TestFormat.PLAIN),
                    file(folder, "x", text)));
        assertThat(source.observations()).isZero();
      }
    }
  }

  @Test
  void yamlAliasesAreRefused() {
    StringBuilder bomb = new StringBuilder("kind: x\na0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    Source source = source(read(file(folder, "x", bomb + "---\n" + A)));
    assertThat(source.unreadable().getFirst().reason()).contains("aliases");
    assertThat(source.observations()).isEqualTo(1);
  }

  @Test
  void membersThatAreNoFilesAreNotOpenedAndNoneLeavesTheArchive() throws IOException {
    byte[] tar =
        written(out -> {
          try (TarArchiveOutputStream to = new TarArchiveOutputStream(out)) {
            TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            TarArchiveEntry device = new TarArchiveEntry("device", TarConstants.LF_CHR);
            TarArchiveEntry pipe = new TarArchiveEntry("pipe", TarConstants.LF_FIFO);
            for (TarArchiveEntry entry : List.of(link, device, pipe)) {
              to.putArchiveEntry(entry);
              to.closeArchiveEntry();
            }
            TarArchiveEntry slip = new TarArchiveEntry("../../\u001b[31mslip", true);
            slip.setSize(A.length());
            to.putArchiveEntry(slip);
            to.write(bytes(A));
            to.closeArchiveEntry();
          }
        });
    file(folder, "in/x.tar", tar);
    file(folder, "in/y.zip", zip("../../../slip", bytes(B)));
    Given given = read(folder.resolve("in"));
    assertThat(files(given)).containsExactly("/a", "/b");
    assertThat(given.evidence().sources())
        .flatExtracting(Source::notes)
        .containsExactly(
            "a link to /etc/passwd, not followed",
            "a device, not opened",
            "a named pipe, not opened");
    assertThat(given.evidence().sources())
        .extracting(Source::path)
        .noneMatch(p -> p.contains("\u001b"));
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(2);
    }
  }

  @Test
  void linksAndPipesOnDiskAreNotOpened() throws Exception {
    Path outside = file(folder, "outside", A);
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.createSymbolicLink(in.resolve("link"), outside);
    Files.createSymbolicLink(in.resolve("loop"), in);
    assumeTrue(
        new ProcessBuilder("mkfifo", in.resolve("pipe").toString()).start().waitFor() == 0,
        "no mkfifo here");
    Given given = read(in);
    assertThat(given.evidence().observations().size()).isZero();
    assertThat(given.evidence().sources())
        .hasSize(3)
        .allMatch(s -> s.notes().getFirst().contains("not "));
  }

  @Test
  void bombsAreStopped() {
    byte[] zeros = new byte[900_000];
    Arrays.fill(zeros, (byte) 'x');
    file(folder, "1.gz", gzip(zeros));
    file(folder, "2.zst", Zstd.compress(zeros));
    file(folder, "3.zip", zip("x", zeros, "y", zeros));
    file(folder, "4.tar", tar("big", new byte[2 << 20]));
    file(folder, "5", A);
    Given given = read(SMALL, 1, List.of(TestFormat.PLAIN), folder);
    assertThat(files(given)).containsExactly("/a");
    assertThat(
            given.evidence().sources().stream()
                .filter(s -> s.path().contains("."))
                .map(s -> s.notes().getLast()))
        .allMatch(n -> n.contains("unpacks to more than"));
  }

  @Test
  void anArchiveOfTooManyEntriesIsReadUpToTheLimit() {
    Object[] entries = new Object[40];
    for (int i = 0; i < entries.length; i += 2) {
      entries[i] = "e" + i;
      entries[i + 1] = bytes(A);
    }
    Given given = read(SMALL, 1, List.of(TestFormat.PLAIN), file(folder, "x.zip", zip(entries)));
    assertThat(given.evidence().sources()).hasSize(11);
    assertThat(given.evidence().sources().getLast().notes().getFirst())
        .contains("too many entries");
    assertThat(given.evidence().sources().getLast().sha256()).hasSize(64);
  }

  @Test
  void truncatedCompressionKeepsWhatCameBefore() {
    StringBuilder lines = new StringBuilder();
    new Random(2).longs(20_000).forEach(n -> lines.append(A.replace("/a", "/" + n)).append('\n'));
    byte[] many = bytes(lines.toString());
    for (byte[] packed :
        List.of(gzip(many), Zstd.compress(many), zip("x", many), gzip(tar("x", many)))) {
      Given given = read(file(folder, "x", Arrays.copyOf(packed, packed.length / 2)));
      Source source = given.evidence().sources().getFirst();
      assertThat(given.evidence().sources())
          .flatExtracting(Source::notes)
          .anyMatch(n -> n.startsWith("cut off"));
      assertThat(source.lines()).isPositive();
    }
  }

  @Test
  void anEncryptedMemberIsSaid() {
    byte[] zip = zip("secret", bytes(A), "open", bytes(B));
    zip[6] |= 1; // the first local header's "encrypted" flag
    Given given = read(file(folder, "x.zip", zip));
    assertThat(given.evidence().sources().getFirst().notes().getFirst()).contains("encrypted");
  }

  @Test
  void anUnreadableFileIsSaid() throws IOException {
    Path file = file(folder, "x", A);
    Files.setPosixFilePermissions(file, Set.of());
    assumeTrue(!Files.isReadable(file), "this user may read everything");
    assertThat(source(read(file)).notes().getFirst()).contains("permission denied");
  }
}
