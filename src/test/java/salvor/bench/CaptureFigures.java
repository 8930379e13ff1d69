package salvor.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * How fast a capture is read beside {@code tshark -q -z conv,tcp}: {@code CaptureFigures
 * RECORDED.pcap.gz [ROUNDS]} repeats the recorded packets, later each time, until there are 100 MB,
 * and has {@code packaging/salvor triage}, which looks up names and judges besides, and tshark read
 * them in turn. Run from the top of the checkout.
 */
final class CaptureFigures {
  private static final long SIZE = 100_000_000;
  private static final int HEADER = 24;

  private CaptureFigures() {}

  static void main(String[] args) throws Exception {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path folder = Files.createTempDirectory("salvor-figures");
    Path file = folder.resolve("repeated.pcap");
    Path said = folder.resolve("said");
    try {
      repeat(Path.of(args[0]), file);
      SideBySide both = new SideBySide(Files.size(file) / 1_000_000 + " MB of packets", 2, rounds);
      for (int round = 0; round < rounds; round++) {
        both.run(0, round, said, "packaging/salvor", "triage", file.toString(), "--quiet");
        both.run(1, round, said, "tshark", "-n", "-r", file.toString(), "-q", "-z", "conv,tcp");
      }
      System.out.println(both.told(1, "tshark", 1));
      System.out.println(both.told(0, "salvor", 1));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(said);
      Files.delete(folder);
    }
  }

  /** The recorded file is little-endian, as all of ours. */
  private static void repeat(Path recorded, Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(recorded))) {
      bytes = in.readAllBytes();
    }
    ByteBuffer packets = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int begin = packets.getInt(HEADER);
    int last = begin;
    for (int at = HEADER; at < bytes.length; at += 16 + packets.getInt(at + 8)) {
      last = packets.getInt(at);
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(bytes, 0, HEADER);
      for (long size = HEADER; size < SIZE; size += bytes.length - HEADER) {
        out.write(bytes, HEADER, bytes.length - HEADER);
        for (int at = HEADER; at < bytes.length; at += 16 + packets.getInt(at + 8)) {
          packets.putInt(at, packets.getInt(at) + last - begin + 1);
        }
      }
    }
  }
}
