package salvor.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static salvor.ingest.checkpoint.CheckpointTar.PAGE;
import static salvor.ingest.checkpoint.CheckpointTar.message;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.evidence.checkpoint.CheckpointDifference;
import salvor.evidence.checkpoint.ExtractedFile;
import salvor.evidence.checkpoint.MemoryFound;
import salvor.evidence.checkpoint.MemoryHit;
import salvor.jobs.Progress;

/** What is in memory is found, and told whose it is. */
class MemorySearchTest {
  @TempDir Path folder;

  private MemoryFound search(byte[] archive, BytePattern pattern) throws IOException {
    Path file = Files.write(folder.resolve("checkpoint.tar"), archive);
    return MemorySearch.of(file, pattern, 16, 1000, Progress.NONE);
  }

  private MemoryFound hacked(BytePattern pattern) throws IOException {
    return search(CheckpointTar.hacked().tar(), pattern);
  }

  @Test
  void tellsProcessMappingAndAddressOfASecretAcrossTwoPages() throws Exception {
    MemoryFound result = hacked(BytePattern.text("token=s3cr3t"));
    assertThat(result.count()).isEqualTo(1);
    MemoryHit hit = result.hits().getFirst();
    assertThat(hit.pids()).containsExactly(7);
    assertThat(hit.address()).isEqualTo(CheckpointTar.HEAP + PAGE - 6);
    assertThat(hit.mapping().path()).isEqualTo("[heap]");
    assertThat(hit.mapping().permissions()).isEqualTo("rw-p");
    assertThat(hit.offset()).isEqualTo(PAGE - 6);
    assertThat(new String(hit.found(), StandardCharsets.UTF_8)).isEqualTo("token=s3cr3t");
    assertThat(hit.before()).isEqualTo(16);
    assertThat(result.bytes()).isEqualTo(6 * PAGE);
  }

  @Test
  void findsTheSameInEachPackingAndInTheFolder() throws Exception {
    CheckpointTar tar = CheckpointTar.hacked();
    Path unpacked = folder.resolve("unpacked");
    for (Map.Entry<String, byte[]> member : tar.members().entrySet()) {
      Path file = unpacked.resolve(member.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, member.getValue());
    }
    BytePattern pattern = BytePattern.text("s3cr3t");
    List<Long> plain = addresses(search(tar.tar(), pattern));
    assertThat(plain).hasSize(2);
    assertThat(addresses(search(Zstd.compress(tar.tar()), pattern))).isEqualTo(plain);
    assertThat(addresses(MemorySearch.of(unpacked, pattern, 16, 1000, Progress.NONE)))
        .isEqualTo(plain);
    Map<String, byte[]> backwards = new TreeMap<>((a, b) -> b.compareTo(a));
    backwards.putAll(tar.members());
    assertThat(addresses(search(CheckpointTar.tar(backwards), pattern)))
        .containsExactlyInAnyOrderElementsOf(plain);
  }

  private static List<Long> addresses(MemoryFound result) {
    return result.hits().stream().map(MemoryHit::address).toList();
  }

  private static byte[] with(byte[] heap) {
    return new CheckpointTar()
        .member("config.dump", "{\"id\":\"x\"}")
        .process(7, 0, "a", 1, "CDEF\0", "", heap)
        .tar();
  }

  @Test
  void whatOnlyLiesSideBySideInTheFileIsNotFound() throws Exception {
    byte[] heap = new byte[PAGE];
    heap[PAGE - 2] = 'A';
    heap[PAGE - 1] = 'B';
    assertThat(search(with(heap), BytePattern.text("ABCD")).count()).isZero();
    assertThat(search(with(heap), BytePattern.expression("ABCD")).count()).isZero();
    assertThat(search(with(heap), BytePattern.text("AB")).count()).isEqualTo(1);
    assertThat(search(with(heap), BytePattern.text("CD")).count()).isEqualTo(1);
  }

  @Test
  void findsAtEveryBorderOfTheBuffer() throws Exception {
    int size = 3 << 20;
    byte[] word = "needle".getBytes(StandardCharsets.UTF_8);
    for (int border : new int[] {1 << 20, (1 << 20) - MemorySearch.LONGEST, 2 << 20}) {
      for (int before : new int[] {0, 1, 3, 6, 7}) {
        byte[] heap = new byte[size];
        System.arraycopy(word, 0, heap, border - before, word.length);
        byte[] archive = with(heap);
        assertThat(addresses(search(archive, BytePattern.text("needle"))))
            .containsExactly(CheckpointTar.HEAP + border - before);
        assertThat(addresses(search(archive, BytePattern.expression("ne{2}dle"))))
            .containsExactly(CheckpointTar.HEAP + border - before);
      }
    }
  }

  /** The same as a plain comparison at every place. */
  @Test
  void findsWhatIsThereAndNothingElse() throws Exception {
    Random random = new Random(20261127);
    byte[] heap = new byte[300 * PAGE];
    for (int i = 0; i < heap.length; i++) {
      heap[i] = (byte) "ab".charAt(random.nextInt(2));
    }
    byte[] archive = with(heap);
    for (String word : List.of("a", "ab", "aabab", "bbbbbbbb", "abaababaab")) {
      String all = new String(heap, StandardCharsets.ISO_8859_1);
      long expected = 0;
      for (int at = all.indexOf(word); at >= 0; at = all.indexOf(word, at + word.length())) {
        expected++;
      }
      assertThat(search(archive, BytePattern.text(word)).count()).as(word).isEqualTo(expected);
      assertThat(search(archive, BytePattern.expression(word)).count()).isEqualTo(expected);
    }
  }

  @Test
  void readsPatternsAsYaraWritesThem() throws Exception {
    for (String pattern :
        List.of(
            "74 6F 6B 65 6E",
            "{ 746f6b656e }",
            "74 ?? 6B 65 6E",
            "7? ?F 6B 65 6E",
            "74 [2-4] 6E 3D",
            "74 [3] 6E",
            "74 [1-] 6E 3D",
            "74 (6F | 00 00) 6B")) {
      assertThat(hacked(BytePattern.hex(pattern)).count()).as(pattern).isEqualTo(1);
    }
    for (String wrong :
        List.of("", "7", "7G", "74 [] 6B", "74 [4-2] 6B", "(74", "74 [999999] 00")) {
      assertThatThrownBy(() -> BytePattern.hex(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anExpressionIsOverBytes() throws Exception {
    assertThat(hacked(BytePattern.expression("s3cr3t-\\x07[a-z]+")).count()).isEqualTo(1);
    assertThat(hacked(BytePattern.expression("(?<=token=)s3")).count()).isEqualTo(1);
    assertThatThrownBy(() -> BytePattern.expression("("))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BytePattern.text("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anExpressionThatWouldNeverEndIsGivenUpAndTold() throws Exception {
    byte[] heap = new byte[16 * PAGE];
    Arrays.fill(heap, (byte) 'a');
    for (String slow : List.of("(a|aa)+\\x01", "a*a*a*a*a*\\x01")) {
      MemoryFound result = search(with(heap), BytePattern.expression(slow));
      assertThat(result.notes())
          .as(slow)
          .anyMatch(n -> n.contains("the expression takes too long"));
    }
  }

  @Test
  void sharedMemoryBelongsToAllThatMapIt() throws Exception {
    byte[] page = Arrays.copyOf("shared secret".getBytes(StandardCharsets.UTF_8), PAGE);
    CheckpointTar tar = CheckpointTar.hacked();
    tar.member(
            "checkpoint/pagemap-shmem-99.img",
            CheckpointTar.image(
                CriuImage.PAGEMAP,
                List.of(message().put(1, 9), message().put(1, 0).put(4, 4).put(5, 1))))
        .member("checkpoint/pages-9.img", page);
    for (int pid : new int[] {7, 8}) {
      tar.member(
          "checkpoint/mm-" + pid + ".img",
          CheckpointTar.image(
              CriuImage.MM,
              List.of(
                  message()
                      .put(12, 16)
                      .put(14, CheckpointTar.area(0x7000_0000, 0x7000_1000, 0, 16, 5, 0x4080)))));
    }
    MemoryHit hit = search(tar.tar(), BytePattern.text("secret")).hits().getFirst();
    assertThat(hit.pids()).containsExactly(7, 8);
    assertThat(hit.address()).isEqualTo(0x7000_0000 + 7);
    assertThat(hit.mapping().path()).isEqualTo("/memfd:7");
    Path out = folder.resolve("taken");
    ExtractedFile taken =
        Extraction.of(folder.resolve("checkpoint.tar"), 8, null, out, Progress.NONE);
    assertThat(taken.complete()).isFalse();
    assertThat(Files.readAllBytes(out)).isEqualTo(page);
  }

  @Test
  void aFileOfPagesThatIsCutIsTold() throws Exception {
    Map<String, byte[]> members = new TreeMap<>(CheckpointTar.hacked().members());
    members.put("checkpoint/pages-2.img", new byte[PAGE + 5]);
    MemoryFound result = search(CheckpointTar.tar(members), BytePattern.text("/tmp/kworkerds"));
    assertThat(result.notes())
        .contains("checkpoint/pages-2.img: cut off: shorter than its page map says");
    members.put(
        "checkpoint/pagemap-7.img",
        CheckpointTar.image(CriuImage.PAGEMAP, List.of(message().put(1, 77))));
    result = search(CheckpointTar.tar(members), BytePattern.text("x"));
    assertThat(result.notes())
        .contains("checkpoint/pages-2.img: no page map tells whose memory this is; not searched");
  }

  @Test
  void theFileOfADeletedProgramIsTakenOutWhole() throws Exception {
    byte[] first = message().put(1, 0).put(9, 1).put(10, 8).bytes();
    byte[] piece = message().put(1, 4).put(2, 4).bytes();
    byte[] image =
        join(
            CheckpointTar.words(0x54564319, CriuImage.GHOST, first.length),
            first,
            CheckpointTar.words(piece.length),
            piece,
            "ELF!".getBytes(StandardCharsets.UTF_8));
    Path file =
        Files.write(
            folder.resolve("checkpoint.tar"),
            CheckpointTar.hacked().member("checkpoint/ghost-file-1.img", image).tar());
    Path out = folder.resolve("taken");
    assertThat(Extraction.of(file, 7, null, out, Progress.NONE).complete()).isTrue();
    assertThat(Files.readAllBytes(out)).isEqualTo("\0\0\0\0ELF!".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Extraction.of(file, 7, null, out, Progress.NONE))
        .as("nothing is written over")
        .isInstanceOf(IOException.class)
        .hasMessageContaining("name a new file");
    assertThat(out).as("what was there stays").hasSize(8);
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> Extraction.of(file, 1, null, none, Progress.NONE))
        .hasMessageContaining("no page of that file is in the checkpoint");
    assertThat(none).doesNotExist();
    assertThatThrownBy(() -> Extraction.of(file, 99, null, none, Progress.NONE))
        .isInstanceOf(IOException.class);
  }

  private Path ghost(byte[] head, byte[]... content) throws IOException {
    byte[] image =
        join(CheckpointTar.words(0x54564319, CriuImage.GHOST, head.length), head, join(content));
    return Files.write(
        folder.resolve("checkpoint.tar"),
        CheckpointTar.hacked().member("checkpoint/ghost-file-1.img", image).tar());
  }

  @Test
  void aFileThatIsTooLargeToBeTakenOutIsToldAndNotHalfWritten() throws Exception {
    byte[] piece = message().put(1, 4).put(2, 1L << 31).bytes();
    Path file =
        ghost(
            message().put(9, 1).put(10, 8).bytes(),
            CheckpointTar.words(piece.length),
            piece,
            new byte[4]);
    Path out = folder.resolve("taken");
    assertThatThrownBy(() -> Extraction.of(file, 7, null, out, Progress.NONE))
        .hasMessageContaining("a file of more than 1073741824 bytes is not taken out");
    assertThat(out).doesNotExist();
  }

  @Test
  void aDamagedFileOfADeletedProgramIsNotCalledWhole() throws Exception {
    byte[] piece = message().put(1, 4).put(2, 0).bytes();
    byte[] first =
        join(CheckpointTar.words(piece.length), piece, "ELF!".getBytes(StandardCharsets.UTF_8));
    byte[] head = message().put(9, 1).put(10, 8).bytes();
    for (byte[] rest :
        List.of(
            CheckpointTar.words(-1),
            CheckpointTar.words(1 << 20),
            new byte[] {1, 0},
            join(CheckpointTar.words(1), new byte[] {0x0F}))) {
      Path file = ghost(head, first, rest);
      Path out = folder.resolve("taken");
      ExtractedFile taken = Extraction.of(file, 7, null, out, Progress.NONE);
      assertThat(taken.complete()).isFalse();
      assertThat(taken.notes()).singleElement().asString().contains("ghost-file-1.img");
      Files.delete(out);
    }
  }

  @Test
  void anArchiveThatIsCutIsToldByEachLookIntoIt() throws Exception {
    byte[] whole = CheckpointTar.hacked().tar();
    int pages = new String(whole, StandardCharsets.ISO_8859_1).indexOf("checkpoint/pages-2.img");
    byte[] cut = Arrays.copyOf(whole, pages + 512 + 2 * PAGE);
    MemoryFound result = search(cut, BytePattern.text("token="));
    assertThat(result.count()).isEqualTo(1);
    assertThat(result.notes()).anyMatch(n -> n.startsWith("cut off"));
    Path first = Files.write(folder.resolve("first.tar"), whole);
    Path second = folder.resolve("checkpoint.tar");
    CheckpointDifference difference = CheckpointComparison.of(first, second, Progress.NONE);
    assertThat(difference.notes()).anyMatch(n -> n.startsWith("the second: cut off"));
    assertThat(difference.memory())
        .as("what could not be read is not gone")
        .anyMatch(p -> p.pid() == 7 && p.onlyFirst() == 0 && p.unread() == 2);
  }

  @Test
  void pageMapsThatLieAreComparedAtOnce() throws Exception {
    Path first = Files.write(folder.resolve("a.tar"), CheckpointTar.hacked().tar());
    long many = 1L << 40;
    CheckpointTar lying =
        CheckpointTar.hacked()
            .member(
                "checkpoint/pagemap-7.img",
                CheckpointTar.image(
                    CriuImage.PAGEMAP,
                    List.of(message().put(1, 2), message().put(1, 0).put(4, 4).put(5, many))));
    Path second = Files.write(folder.resolve("b.tar"), lying.tar());
    CheckpointDifference difference =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> CheckpointComparison.of(first, second, Progress.NONE));
    assertThat(difference.memory())
        .contains(new CheckpointDifference.Pages(7, "kworkerds", 0, 0, 0, many - 4, 4));
  }

  private static byte[] join(byte[]... parts) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  @Test
  void twoCheckpointsAreComparedPageByPage() throws Exception {
    Path first = Files.write(folder.resolve("a.tar"), CheckpointTar.hacked().tar());
    byte[] heap = new byte[3 * PAGE];
    heap[2 * PAGE] = 1;
    CheckpointTar later = CheckpointTar.hacked().tcp(12, 1, "10.0.0.5", 50000, "198.51.100.1", 443);
    later.process(
        7,
        1,
        "kworkerds",
        2,
        "/tmp/kworkerds\000203.0.113.77\0003333\0",
        "TOKEN=s3cr3t\0PATH=/bin\0",
        heap,
        3,
        6,
        12,
        13);
    Path second = Files.write(folder.resolve("b.tar"), later.tar());
    CheckpointDifference difference = CheckpointComparison.of(first, second, Progress.NONE);
    assertThat(difference.processes().onlySecond()).isEmpty();
    assertThat(difference.sockets().onlyFirst())
        .containsExactly("7 /tmp/kworkerds: tcp 10.0.0.5:37622 to 203.0.113.77:3333 ESTABLISHED");
    assertThat(difference.sockets().onlySecond())
        .containsExactly("7 /tmp/kworkerds: tcp 10.0.0.5:50000 to 198.51.100.1:443 ESTABLISHED");
    assertThat(difference.memory())
        .contains(new CheckpointDifference.Pages(7, "kworkerds", 3, 1, 0, 0, 0))
        .contains(new CheckpointDifference.Pages(1, "nginx", 0, 1, 0, 0, 0));
    assertThat(CheckpointComparison.of(first, first, Progress.NONE).memory())
        .allMatch(p -> p.changed() == 0 && p.onlyFirst() == 0 && p.onlySecond() == 0);
  }

  /** The responder's own hash of {@code /proc/389/exe}: it was the program that ran. */
  @Test
  void theMinerIsTakenOutAsTheResponderSawIt() throws Exception {
    Path file = CheckpointTest.RECORDINGS.resolve(CheckpointTest.MINER);
    assumeTrue(Files.exists(file), file + " is not there");
    Path out = folder.resolve("kworkerds");
    Extraction.of(file, 389, null, out, Progress.NONE);
    assertThat(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(out))))
        .isEqualTo("e0d43cd6a9754aa35da435e68285cf1e0ac725c1097e31a8ee4382cc71a1da35");
    MemoryFound result =
        MemorySearch.of(file, BytePattern.text("203.0.113.77"), 32, 100, Progress.NONE);
    assertThat(result.count()).isEqualTo(4);
    assertThat(result.hits())
        .anyMatch(h -> h.pids().equals(List.of(389)) && "[stack]".equals(h.mapping().path()));
    assertThat(result.bytes()).isEqualTo(12_140_544); // checkpointctl: memory_pages_size
  }
}
