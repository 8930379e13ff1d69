package salvor.custody.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.custody.Fault;
import salvor.custody.Standing;
import salvor.jobs.Progress;

/** Whatever a bundle and what is in it are called, it proves itself. */
class BundleNamesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-27T05:00:00Z"));

  @TempDir Path folder;
  private Path evidence;

  private Sealing.Sealed seal(Path out, Progress progress) throws IOException {
    return new Sealing(new Sealing.Statement("odd", "Ann", null, "test"), null, null, CLOCK)
        .seal(List.of(evidence), null, out, progress);
  }

  private Path evidence(String... names) throws IOException {
    evidence = Files.createDirectories(folder.resolve("case"));
    for (String name : names) {
      Files.writeString(evidence.resolve(name), name);
    }
    return evidence;
  }

  private static BundleCheck.Result check(Path bundle) throws IOException {
    return BundleCheck.of(bundle, new BundleCheck.Trusted(Map.of(), List.of()), Progress.NONE);
  }

  @Test
  void namesAreReadByTheToolsThatTheReadmeNames() throws Exception {
    evidence("100%.txt", "%2Fetc%2Fpasswd", "line\u2028feed", "next\u0085line", "back\\slash");
    Path bundle = folder.resolve("bundle");
    seal(bundle, Progress.NONE);
    assertThat(check(bundle).faults()).extracting(Fault::kind).containsExactly(Fault.Kind.UNSIGNED);
    Process tool;
    try {
      tool =
          new ProcessBuilder("sha256sum", "-c", "--quiet", "manifest-sha256.txt")
              .directory(bundle.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException _) {
      assumeTrue(false, "sha256sum is not there");
      return;
    }
    String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
    for (String list : new String[] {"manifest-sha256.txt", "manifest-sha512.txt"}) {
      assertThat(Files.readString(bundle.resolve(list)).codePoints())
          .as("one line each, for readers that end lines at any separator")
          .doesNotContain(0x2028, 0x85);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.zip", "data.tar.gz", "Data.tar"})
  void anArchiveMayBeCalledLikeItsPayload(String name) throws IOException {
    evidence("a.txt");
    seal(folder.resolve(name), Progress.NONE);
    assertThat(check(folder.resolve(name)).standing()).isEqualTo(Standing.VALID_UNSIGNED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"./", "./bundle/", "bundle/", ""})
  void aFolderThatWasPackedByTarIsFound(String prefix) throws IOException {
    evidence("a.txt");
    Path bundle = folder.resolve("bundle");
    seal(bundle, Progress.NONE);
    Path packed = folder.resolve("packed.tar");
    List<Path> files = new ArrayList<>();
    try (var all = Files.walk(bundle)) {
      all.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    try (OutputStream out = Files.newOutputStream(packed);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      for (Path file : files.reversed()) {
        put(tar, prefix + bundle.relativize(file), file);
      }
    }
    assertThat(check(packed).standing()).isEqualTo(Standing.VALID_UNSIGNED);
  }

  private static void put(TarArchiveOutputStream tar, String name, Path file) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(Files.size(file));
    tar.putArchiveEntry(entry);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }

  @Test
  void whatIsThereAlreadyIsSaidBeforeAnythingIsRead() throws IOException {
    evidence("a.txt");
    Path there = Files.writeString(folder.resolve("there.zip"), "mine");
    assertThatThrownBy(() ->
            seal(
                there,
                new Progress() {
                  @Override
                  public void at(long done, long total, String doing) {
                    throw new AssertionError("it was read");
                  }

                  @Override
                  public void onCancel(Runnable stop) {}
                }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there already");
    assertThat(there).hasContent("mine");
  }

  @Test
  void aFolderIsThereAsAWholeOrNotAtAll() throws IOException {
    evidence("a.txt");
    Path bundle = folder.resolve("bundle");
    List<Boolean> seen = new ArrayList<>();
    seal(
        bundle,
        new Progress() {
          @Override
          public void at(long done, long total, String doing) {
            seen.add(Files.exists(bundle.resolve("data")));
          }

          @Override
          public void onCancel(Runnable stop) {}
        });
    assertThat(seen).isNotEmpty().doesNotContain(true);
    assertThat(bundle.resolve("data/case/a.txt")).exists();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("case", "bundle");
  }

  @Test
  void aBagWithoutAStrongListIsSaidToHaveNone() throws IOException {
    Path bag = Files.createDirectories(folder.resolve("foreign/data")).getParent();
    Files.writeString(bag.resolve("data/hello.txt"), "hello\n");
    Files.writeString(bag.resolve("bagit.txt"), Manifest.DECLARATION);
    Files.writeString(
        bag.resolve("manifest-md5.txt"), "b1946ac92492d2347c6235b4d2611184  data/hello.txt\n");
    BundleCheck.Result result = check(bag);
    assertThat(result.standing()).isEqualTo(Standing.MISSING);
    assertThat(result.faults().getFirst().kind()).isEqualTo(Fault.Kind.NO_LIST);
    assertThat(result.faults().getFirst().actual()).isEqualTo("manifest-md5.txt");
  }
}
