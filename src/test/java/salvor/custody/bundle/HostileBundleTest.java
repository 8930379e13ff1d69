package salvor.custody.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.custody.Fault;
import salvor.custody.Sha256;
import salvor.custody.SigningKey;
import salvor.custody.Standing;
import salvor.jobs.Progress;

/**
 * Bags that were made to deceive: nothing of them is written anywhere, and what they try is told.
 */
@Timeout(300)
class HostileBundleTest {
  private static final String BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

  @TempDir Path folder;

  /** A file of an archive, twice under one name when it is wanted. */
  private record Entry(String name, String content) {}

  private static Entry list(Entry... payload) {
    StringBuilder lines = new StringBuilder();
    for (Entry each : payload) {
      lines.append(Sha256.of(each.content().getBytes(UTF_8))).append("  ").append(each.name());
      lines.append('\n');
    }
    return new Entry("manifest-sha256.txt", lines.toString());
  }

  private static List<Entry> bag(Entry... payload) {
    List<Entry> all = new ArrayList<>(List.of(new Entry("bagit.txt", BAGIT)));
    all.addAll(List.of(payload));
    all.add(list(payload));
    return all;
  }

  private Path tar(List<Entry> entries) throws IOException {
    Path file = folder.resolve("in/x.tar");
    Files.createDirectories(file.getParent());
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      for (Entry each : entries) {
        byte[] content = each.content().getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(each.name(), true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  private BundleCheck.Result check(Path bundle) throws IOException {
    BundleCheck.Result result = BundleCheck.of(bundle, BundleCheck.Trusted.NOBODY, Progress.NONE);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).as("nothing is written beside it").hasSize(1);
    }
    return result;
  }

  @Test
  void theBagThatTheOthersAreMadeOfIsSound() throws IOException {
    assertThat(check(tar(bag(new Entry("data/a", "x")))).faults())
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.UNSIGNED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data/../../up",
        "/etc/x",
        "data/./x",
        "data//x",
        "data\\x",
        "data/c:x",
        "data/aux.txt",
        "data/\u0007x",
        "data/\u202egnp.exe"
      })
  void aNameThatLeadsElsewhereIsToldWhereverItStands(String name) throws IOException {
    Entry bad = new Entry(name, "x");
    assertThat(check(tar(bag(new Entry("data/a", "x"), bad))).faults())
        .filteredOn(fault -> fault.kind() == Fault.Kind.UNSAFE)
        .extracting(Fault::place)
        .contains(name, "manifest-sha256.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/Log", "data/LOG", "data/\u00e4", "data/A\u0308"})
  void twoNamesThatSomeSystemTakesForOneAreTold(String second) throws IOException {
    String first = second.length() == 8 ? "data/log" : "data/\u00c4";
    assertThat(check(tar(bag(new Entry(first, "x"), new Entry(second, "other")))).faults())
        .anyMatch(f -> f.kind() == Fault.Kind.UNSAFE && f.place().equals(second));
  }

  /** A reader that takes the first of two and one that takes the last would see other evidence. */
  @Test
  void oneNameTwiceIsToldThoughTheListFitsTheLast() throws IOException {
    List<Entry> bag = bag(new Entry("data/a", "listed"));
    bag.add(1, new Entry("data/a", "hidden"));
    assertThat(check(tar(bag)).faults())
        .anyMatch(f -> f.kind() == Fault.Kind.UNSAFE && f.place().equals("data/a"));
  }

  @Test
  void whatIsToBeFetchedIsRefusedInAnArchiveToo() throws IOException {
    List<Entry> bag = bag(new Entry("data/a", "x"));
    bag.add(new Entry("fetch.txt", "http://203.0.113.66/x 1 data/b\n"));
    assertThat(check(tar(bag)).faults()).extracting(Fault::kind).contains(Fault.Kind.FETCH);
  }

  @Test
  void listsThatContradictEachOtherAreTold() throws IOException {
    List<Entry> bag = bag(new Entry("data/a", "x"));
    bag.add(new Entry("manifest-sha512.txt", "0".repeat(128) + "  data/a\n"));
    assertThat(check(tar(bag)).standing()).isEqualTo(Standing.MODIFIED);
    List<Entry> fewer = bag(new Entry("data/a", "x"), new Entry("data/b", "y"));
    fewer.set(3, list(new Entry("data/a", "x")));
    assertThat(check(tar(fewer)).standing()).isEqualTo(Standing.EXTRA);
    List<Entry> twice = bag(new Entry("data/a", "x"));
    twice.set(2, list(new Entry("data/a", "x"), new Entry("data/a", "y")));
    assertThat(check(tar(twice)).faults())
        .extracting(Fault::kind)
        .contains(Fault.Kind.LISTED_TWICE);
  }

  @Test
  void linksDevicesAndPipesOfAnArchiveAreNoFiles() throws IOException {
    Path file = tar(bag(new Entry("data/a", "x")));
    byte[] sound = Files.readAllBytes(file);
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(more)) {
      byte[] kinds = {
        TarArchiveEntry.LF_SYMLINK,
        TarArchiveEntry.LF_LINK,
        TarArchiveEntry.LF_CHR,
        TarArchiveEntry.LF_FIFO
      };
      for (byte kind : kinds) {
        TarArchiveEntry entry = new TarArchiveEntry("data/" + (char) kind, kind);
        entry.setLinkName("/etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(more.toByteArray(), 0, 4 * 512);
      out.write(sound);
    }
    assertThat(check(file).faults())
        .filteredOn(fault -> fault.kind() == Fault.Kind.UNSAFE)
        .extracting(Fault::place)
        .containsExactlyInAnyOrder("data/1", "data/2", "data/3", "data/6");
  }

  @Test
  void sixtyThousandEntriesAreVerified() throws IOException {
    Path file = Files.createDirectories(folder.resolve("in")).resolve("x.zip");
    StringBuilder lines = new StringBuilder();
    String hash = Sha256.of(new byte[0]);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 60_000; i++) {
        zip.putNextEntry(new ZipEntry("data/" + i));
        lines.append(hash).append("  data/").append(i).append('\n');
      }
      for (Map.Entry<String, String> tag :
          Map.of("bagit.txt", BAGIT, "manifest-sha256.txt", lines.toString()).entrySet()) {
        zip.putNextEntry(new ZipEntry(tag.getKey()));
        zip.write(tag.getValue().getBytes(UTF_8));
      }
    }
    BundleCheck.Result result = check(file);
    assertThat(result.standing()).as(result.faults().toString()).isEqualTo(Standing.VALID_UNSIGNED);
    assertThat(result.files()).isEqualTo(60_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed448", "X25519", "no key"})
  void aKeyOfAnotherKindVouchesForNothing(String kind) throws Exception {
    SigningKey key = SigningKey.in(folder.resolve("key"), (_, _) -> "open sesame".toCharArray());
    Path bundle = folder.resolve("bundle");
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-27T05:00:00Z"));
    Path evidence = Files.writeString(folder.resolve("x"), "x");
    new Sealing(new Sealing.Statement("x", "Ann", null, "test"), key, null, clock)
        .seal(List.of(evidence), null, bundle, Progress.NONE);
    byte[] other =
        kind.equals("no key")
            ? new byte[] {48, 1, 2}
            : KeyPairGenerator.getInstance(kind).generateKeyPair().getPublic().getEncoded();
    Files.writeString(
        bundle.resolve("signer.pub"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(other)
            + "\n-----END PUBLIC KEY-----\n");
    BundleCheck.Result result =
        BundleCheck.of(
            bundle,
            new BundleCheck.Trusted(Map.of(key.fingerprint(), "Ann"), List.of()),
            Progress.NONE);
    assertThat(result.standing()).isEqualTo(Standing.MODIFIED);
    assertThat(result.signer()).isNull();
  }
}
