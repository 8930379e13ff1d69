package salvor.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import salvor.ingest.checkpoint.BytePattern;
import salvor.ingest.checkpoint.CheckpointTar;
import salvor.ingest.checkpoint.MemorySearch;
import salvor.jobs.Progress;

/** How long a search of memory takes beside {@code grep -a -c} over the same file of pages. */
public final class MemorySearchFigures {
  private static final int RUNS = 3;
  private static final String WANTED = "203.0.113.77:3333 secret";

  private MemorySearchFigures() {}

  /** The size in MiB, 2048 when none is given. */
  static void main(String[] args) throws Exception {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 2048;
    Path folder = Files.createTempDirectory("salvor-figures");
    try {
      Path pages = checkpoint(folder, size);
      for (int run = 0; run < RUNS; run++) {
        long grep = System.nanoTime();
        new ProcessBuilder("grep", "-a", "-c", WANTED, pages.toString())
            .start()
            .getInputStream()
            .readAllBytes(); // grep stops at the first hit when nobody reads what it says
        long salvor = System.nanoTime();
        long hits =
            MemorySearch.of(folder, BytePattern.text(WANTED), 32, 10, Progress.NONE).count();
        long end = System.nanoTime();
        System.out.printf(
            Locale.ROOT,
            "%d MiB: grep %.2f s, salvor %.2f s, %.2f times, %d hits%n",
            size,
            (salvor - grep) / 1e9,
            (end - salvor) / 1e9,
            (double) (end - salvor) / (salvor - grep),
            hits);
      }
    } finally {
      try (var all = Files.walk(folder)) {
        for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** One process whose heap is that large: a third zeros, a third text, a third noise. */
  private static Path checkpoint(Path folder, int size) throws IOException {
    long bytes = (long) size << 20;
    for (Map.Entry<String, byte[]> member : CheckpointTar.large(bytes).members().entrySet()) {
      Path file = folder.resolve(member.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, member.getValue());
    }
    Path pages = folder.resolve("checkpoint/pages-1.img");
    byte[] block = new byte[3 << 20];
    Random random = new Random(1);
    byte[] noise = new byte[1 << 20];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, block, 0, noise.length);
    for (int i = 1 << 20; i < 2 << 20; i++) {
      block[i] = (byte) "GET /export?fmt=csv HTTP/1.1 203.0.113.\n".charAt(random.nextInt(40));
    }
    System.arraycopy(WANTED.getBytes("US-ASCII"), 0, block, 1_500_000, WANTED.length());
    try (OutputStream out = Files.newOutputStream(pages)) {
      for (long left = bytes; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
    return pages;
  }
}
