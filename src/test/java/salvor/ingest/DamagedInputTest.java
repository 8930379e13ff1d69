package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.ingest.Fixture.A;
import static salvor.ingest.Fixture.B;
import static salvor.ingest.Fixture.bytes;
import static salvor.ingest.Fixture.gzip;
import static salvor.ingest.Fixture.tar;
import static salvor.ingest.Fixture.zip;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Source;

/**
 * However the bytes are damaged: reading ends, throws nothing, and every line and record is
 * accounted for.
 */
class DamagedInputTest {
  private static final String HEAD = "2026-11-23T06:00:00.123456789Z stdout ";

  private static final List<byte[]> VALID =
      List.of(
          bytes(A + "\n" + B + "\r\n\n" + A + B + "\n"),
          bytes("[" + A + ",\n" + B + "]"),
          bytes(
              "{\"apiVersion\":\"v1\",\"items\":["
                  + A
                  + ",\n{\n \"test\":\"x\"}],\"kind\":\"List\"}"),
          bytes(A.replace(",", ",\n ") + "\n" + B.replace(",", ",\n ") + "\n"),
          bytes(
              "---\nkind: x\ntest: '2026-11-23T06:00:00Z'\nfile: /a\n---\nkind: y\nlist: [1, {a: b}]\n"),
          bytes(
              HEAD
                  + "P "
                  + A.substring(0, 9)
                  + "\n"
                  + HEAD
                  + "F "
                  + A.substring(9)
                  + "\n"
                  + HEAD
                  + "F "
                  + B
                  + "\n"),
          ("\uFEFF" + A + "\r\n" + B).getBytes(StandardCharsets.UTF_16LE),
          gzip(bytes(A + "\n" + B)),
          Zstd.compress(bytes(A + "\n" + B)),
          zip("a", bytes(A), "b.gz", gzip(bytes(B))),
          tar("a", bytes(A), "b.zip", zip("b", bytes(B))));

  @Test
  void cutAtEveryByte(@TempDir Path folder) throws IOException {
    int files = 0;
    for (byte[] valid : VALID) {
      for (int length = 0; length < Math.min(valid.length, 700); length++) {
        Files.write(folder.resolve("cut" + files++), Arrays.copyOf(valid, length));
      }
    }
    Given given = Fixture.read(folder); // Source itself checks that the counts are conserved
    assertThat(given.evidence().sources()).hasSizeGreaterThanOrEqualTo(files);
    assertConserved(given);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void withBytesChanged(@ForAll @IntRange(max = 10) int which, @ForAll long seed)
      throws IOException {
    byte[] damaged = VALID.get(which).clone();
    Random random = new Random(seed);
    byte[] nasty = bytes("{}[]\",:\\\n\u0000-&*");
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      damaged[random.nextInt(damaged.length)] =
          random.nextBoolean() ? (byte) random.nextInt(256) : nasty[random.nextInt(nasty.length)];
    }
    assertReads(damaged);
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void withPiecesMoved(
      @ForAll @IntRange(max = 10) int which,
      @ForAll @IntRange(max = 10) int other,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] one = VALID.get(which);
    byte[] two = VALID.get(other);
    byte[] head = Arrays.copyOf(one, random.nextInt(one.length));
    byte[] tail = Arrays.copyOfRange(two, random.nextInt(two.length), two.length);
    byte[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    assertReads(both);
  }

  private static void assertReads(byte[] content) throws IOException {
    Path file = Files.createTempFile("damaged", "");
    try {
      Given given = Fixture.read(Files.write(file, content));
      assertThat(given.evidence().sources()).isNotEmpty();
      assertConserved(given);
    } finally {
      Files.delete(file);
    }
  }

  private static void assertConserved(Given given) {
    assertThat(given.evidence().sources().stream().mapToLong(Source::observations).sum())
        .isEqualTo(given.evidence().observations().size());
  }
}
