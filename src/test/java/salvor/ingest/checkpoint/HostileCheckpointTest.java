package salvor.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static salvor.ingest.checkpoint.CheckpointTar.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Activity;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.ingest.ArchiveFormat;

/** Images that lie cost what they lie about, and are told; the rest opens, at once. */
class HostileCheckpointTest {
  @TempDir Path folder;

  private Given given(byte[] archive) throws Exception {
    Path file = Files.write(folder.resolve("checkpoint.tar"), archive);
    Given given =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> CheckpointTest.read(file));
    for (Source source : given.evidence().sources()) {
      long outcomes =
          source.observations()
              + source.unreadableCount()
              + source.skipped().values().stream().mapToLong(n -> n).sum();
      assertThat(source.lines()).isEqualTo(outcomes);
    }
    return given;
  }

  private Given with(String member, byte[] content) throws Exception {
    Map<String, byte[]> members = new TreeMap<>(CheckpointTar.hacked().members());
    members.put(member, content);
    return given(CheckpointTar.tar(members));
  }

  private static List<String> reasons(Given given) {
    return given.evidence().sources().getFirst().unreadable().stream()
        .map(u -> u.reason())
        .toList();
  }

  private static long connections(Given given) {
    return CheckpointTest.all(given).stream()
        .filter(o -> o.activity() instanceof Activity.ConnectionOpened)
        .count();
  }

  @Test
  void everyImageMayEndAtAnyByte() throws Exception {
    Map<String, byte[]> members = CheckpointTar.hacked().members();
    for (Map.Entry<String, byte[]> cut : members.entrySet()) {
      byte[] whole = cut.getValue();
      for (int length = 0; length < Math.min(whole.length, 600); length++) {
        Contents contents = new Contents();
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
          byte[] bytes =
              member.getKey().equals(cut.getKey())
                  ? Arrays.copyOf(whole, length)
                  : member.getValue();
          contents.take(
              new ArchiveFormat.Member(
                  member.getKey(), null, new RecordRef(0, 1, 0, bytes.length), false),
              new ByteArrayInputStream(bytes));
        }
        assertThat(contents.checkpoint(List.of()).processes().size()).isLessThanOrEqualTo(3);
      }
    }
  }

  @Test
  void theArchiveMayEndAnywhere() throws Exception {
    byte[] whole = CheckpointTar.hacked().tar();
    int most = 0;
    for (int length = 512; length < whole.length; length += 397) {
      Given given = given(Arrays.copyOf(whole, length));
      most = Math.max(most, CheckpointTest.all(given).size());
    }
    assertThat(most).isEqualTo(CheckpointTest.all(given(whole)).size());
  }

  @Test
  void anArchiveThatIsCutInItsMemoryIsACheckpointStill() throws Exception {
    byte[] whole = CheckpointTar.hacked().tar();
    String names = new String(whole, StandardCharsets.ISO_8859_1);
    Given given = given(Arrays.copyOf(whole, names.indexOf("checkpoint/pages-2.img") + 700));
    assertThat(connections(given)).isEqualTo(2);
    assertThat(given.evidence().sources()).hasSize(1);
    assertThat(given.evidence().sources().getFirst().notes())
        .anyMatch(n -> n.startsWith("the process tree does not tell of all processes"))
        .anyMatch(n -> n.startsWith("cut off"));
  }

  @Test
  void lengthsThatLieAreToldAndTheRestOpens() throws Exception {
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 17 << 20, 1000}) {
      ByteArrayOutputStream image = new ByteArrayOutputStream();
      image.writeBytes(CheckpointTar.words(0x54564319, CriuImage.MM, length));
      image.writeBytes(new byte[20]);
      Given given = with("checkpoint/mm-7.img", image.toByteArray());
      assertThat(reasons(given)).hasSize(1).first().asString().startsWith("checkpoint/mm-7.img: ");
      assertThat(connections(given)).isEqualTo(2);
    }
  }

  @Test
  void fieldsThatLieAreToldAndTheRestOpens() throws Exception {
    byte[] endless = new byte[12];
    Arrays.fill(endless, (byte) 0xFF);
    for (byte[] entry :
        List.of(
            endless,
            new byte[] {0x0A, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F},
            new byte[] {0x0F},
            new byte[] {-0x80, -0x80, -0x80, -0x80, 0x40, 0}, // field -2147483648
            new byte[] {0, 0},
            new byte[] {0x09, 1, 2})) {
      ByteArrayOutputStream image = new ByteArrayOutputStream();
      image.writeBytes(CheckpointTar.words(0x54564319, CriuImage.CORE, entry.length));
      image.writeBytes(entry);
      Given given = with("checkpoint/core-7.img", image.toByteArray());
      assertThat(reasons(given)).singleElement().asString().contains("entry 1 is damaged");
      assertThat(connections(given)).isEqualTo(2);
    }
  }

  @Test
  void aPageMapMayPointAnywhere() throws Exception {
    for (long count : new long[] {-1, Long.MAX_VALUE, 1L << 51, 1L << 40, 1_000_000}) {
      for (long address : new long[] {0, -4096, CheckpointTar.STACK, Long.MAX_VALUE - 1}) {
        byte[] map =
            CheckpointTar.image(
                CriuImage.PAGEMAP,
                List.of(
                    message().put(1, 2),
                    message().put(1, address).put(4, 4).put(5, count),
                    message().put(1, CheckpointTar.STACK).put(4, 4).put(5, 1)));
        Given given = with("checkpoint/pagemap-7.img", map);
        assertThat(connections(given)).isEqualTo(2);
      }
    }
  }

  @Test
  void rangesOfArgumentsMayBeAnything() throws Exception {
    long[] values = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, CheckpointTar.STACK};
    for (long from : values) {
      for (long to : values) {
        byte[] mm =
            CheckpointTar.image(
                CriuImage.MM,
                List.of(message().put(8, from).put(9, to).put(10, to).put(11, from).put(12, -1)));
        assertThat(connections(with("checkpoint/mm-7.img", mm))).isEqualTo(2);
      }
    }
  }

  @Test
  void processesMayBeTheirOwnParents() throws Exception {
    byte[] tree =
        CheckpointTar.image(
            CriuImage.PSTREE,
            List.of(
                message().put(1, 7).put(2, 7),
                message().put(1, 1).put(2, 8),
                message().put(1, 8).put(2, 1),
                message().put(1, -5)));
    Given given = with("checkpoint/pstree.img", tree);
    assertThat(reasons(given))
        .containsExactly("checkpoint/pstree.img: entry 4 is damaged: a process without a number");
    assertThat(connections(given)).isEqualTo(2);
  }

  @Test
  void filesThatLeadOutOfTheContainerAreToldAndNeverWritten() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (String name : List.of("../../outside", "a/../../b", "tmp/fine")) {
        tar.putArchiveEntry(new TarArchiveEntry(name, true));
        tar.closeArchiveEntry();
      }
      TarArchiveEntry link = new TarArchiveEntry("etc/link", TarArchiveEntry.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    Given given = with("rootfs-diff.tar", out.toByteArray());
    assertThat(reasons(given)).singleElement().asString().contains("leads out of the container");
    assertThat(CheckpointTest.all(given))
        .extracting(o -> o.activity())
        .anyMatch(a -> a instanceof Activity.FileWritten w && w.path().equals("/tmp/fine"))
        .anyMatch(a -> a instanceof Activity.FileWritten w && w.path().equals("/etc/link"));
    assertThat(folder.getParent().resolve("outside")).doesNotExist();
  }

  @Test
  void aFolderThatWasMadeAnewIsToldAsDeletedAndNotItsMark() throws Exception {
    String lengthy = "a/".repeat(3000);
    byte[] tar =
        CheckpointTar.tar(
            new TreeMap<>(
                Map.of(
                    "srv/.wh..wh..opq",
                    new byte[0],
                    "tmp/fine",
                    new byte[1],
                    lengthy,
                    new byte[0])));
    Given given = with("rootfs-diff.tar", tar);
    assertThat(CheckpointTest.all(given))
        .extracting(o -> o.activity())
        .contains(new Activity.FileDeleted("/srv"))
        .anyMatch(a -> a instanceof Activity.FileWritten w && w.path().equals("/tmp/fine"))
        .noneMatch(a -> a.toString().contains(".opq") || a.toString().contains("a/a"));
    assertThat(reasons(given)).singleElement().asString().contains("longer than one can be");
  }

  @Test
  void imagesTogetherMayNotTakeAllMemory() throws Exception {
    Images images = new Images();
    byte[] image =
        CheckpointTar.image(
            CriuImage.REG_FILES, List.of(message().put(1, 1).put(6, "x".repeat(15 << 20))));
    String trouble = null;
    int read = 0;
    for (; trouble == null && read < 40; read++) {
      ByteArrayInputStream in = new ByteArrayInputStream(image);
      in.skipNBytes(8);
      trouble = images.take("reg-files.img", CriuImage.REG_FILES, new RecordRef(0, 1, 0, 1), in);
    }
    assertThat(read).isEqualTo(18);
    assertThat(trouble).contains("the images together are longer than is read");
  }

  @Test
  void membersThatAreNoFilesAreTold() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : CheckpointTar.hacked().members().entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(member.getKey(), true);
        entry.setSize(member.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
      tar.putArchiveEntry(new TarArchiveEntry("pipe", TarArchiveEntry.LF_FIFO));
      tar.closeArchiveEntry();
    }
    assertThat(given(out.toByteArray()).evidence().sources().getFirst().notes())
        .anyMatch(n -> n.startsWith("1 member was not opened"));
  }

  @Test
  void sixtyThousandEntriesAreTooMany() throws Exception {
    Map<String, byte[]> members = new TreeMap<>(CheckpointTar.hacked().members());
    for (int i = 0; i < 60_000; i++) {
      members.put("zz/" + i, new byte[0]);
    }
    Given given = given(CheckpointTar.tar(members));
    assertThat(connections(given)).isEqualTo(2);
    assertThat(given.evidence().sources().getFirst().notes())
        .anyMatch(n -> n.startsWith("the archive has too many entries"));
  }

  @Test
  void whatOnlyBeginsAsACheckpointIsReadAsWhatItIs() throws Exception {
    Given given =
        given(
            CheckpointTar.tar(
                Map.of("config.dump", "{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8))));
    assertThat(given.evidence().sources()).hasSize(1);
    assertThat(given.evidence().sources().getFirst().path()).endsWith("!config.dump");
  }

  @Test
  void linksInTheArchiveAreNotFollowed() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(CheckpointTar.hacked().tar());
    byte[] whole = out.toByteArray();
    ByteArrayOutputStream linked = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(linked)) {
      TarArchiveEntry link = new TarArchiveEntry("checkpoint/parent", TarArchiveEntry.LF_SYMLINK);
      link.setLinkName("../../../etc");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      tar.flush();
    }
    byte[] first = Arrays.copyOf(linked.toByteArray(), 512);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(whole);
    assertThat(connections(given(both.toByteArray()))).isEqualTo(2);
  }
}
