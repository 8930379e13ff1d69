package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.custody.Standing;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.evidence.Source;
import salvor.jobs.Progress;

/** An archive that whoever is in the pod has had a hand in: it is kept, sealed and read. */
class HostileArchiveTest {
  private static final String STATUS =
      "Name:\tweb\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t1\nPid:\t1\nPPid:\t0\nUid:\t0\t0\t0\t0\n";

  private @TempDir Path dir;

  private static void entry(TarArchiveOutputStream tar, String name, String text)
      throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, byte type, String to)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setLinkName(to);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      entry(tar, "proc/stat", "btime 1763873000\n");
      entry(tar, "proc/uptime", "1000.0 900.0\n");
      entry(tar, "proc/1/status", STATUS);
      entry(tar, "proc/1/stat", "1 (web) S 0 1 1 0 -1 4194560 " + "0 ".repeat(44) + "\n");
      entry(tar, "proc/1/cmdline", "web\0--port\0\u001b[31m8080\0");
      entry(tar, "/absolute.txt", "absolute");
      entry(tar, "../../above.txt", "above");
      entry(tar, "root/../../../above-too.txt", "above");
      link(tar, "root/etc", TarConstants.LF_SYMLINK, "/etc");
      entry(tar, "root/etc/through-the-link.txt", "through a link");
      link(tar, "root/hard", TarConstants.LF_LINK, "/etc/passwd");
      link(tar, "root/null", TarConstants.LF_CHR, "");
      entry(tar, "root/tmp/a\u0000b.txt", "a name with NUL");
      entry(tar, "root/tmp/" + "long/".repeat(2000) + "name", "very long");
      entry(tar, "root/tmp/same.txt", "one");
      entry(tar, "root/tmp/same.txt", "another");
      entry(tar, "collected/end.json", "{\"complete\":true,\"truncated\":[]}");
    }
    return bytes.toByteArray();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void isReadWithoutLeavingTheFolderAndKeptByteByByte() throws Exception {
    Path folder = dir.resolve("deep/er/collected/shop_web_20261123T044340Z-0123abcd");
    Path tar = folder.resolve("state/app.tar");
    Files.createDirectories(tar.getParent());
    byte[] content = archive();
    Files.write(tar, content);
    Path bundle = dir.resolve("deep/er/bundle");
    new Sealing(
            new Sealing.Statement("b", "somebody", null, "why"), null, null, InstantSource.system())
        .seal(List.of(folder), null, bundle, Progress.NONE);
    assertThat(BundleCheck.of(bundle, BundleCheck.Trusted.NOBODY, Progress.NONE).standing())
        .isEqualTo(Standing.VALID_UNSIGNED);
    List<Path> before = files(dir);
    assertThat(before.stream().filter(file -> file.endsWith("app.tar")))
        .hasSize(2)
        .allSatisfy(file -> assertThat(file).hasBinaryContent(content));
    Given given = Salvor.reader().read(List.of(bundle), Progress.NONE);
    assertThat(files(dir)).as("nothing is unpacked anywhere").isEqualTo(before);
    assertThat(Path.of("/absolute.txt")).doesNotExist();
    assertThat(Path.of("/etc/through-the-link.txt")).doesNotExist();
    assertThat(given.evidence().sources().stream().map(Source::path))
        .as("what is in it is told")
        .anyMatch(path -> path.contains("app.tar"));
    assertThat(given.evidence().observations().size())
        .as("and the process that is whole in it is there")
        .isPositive();
  }
}
