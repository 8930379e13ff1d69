package salvor.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * How fast evidence is sealed and verified beside {@code sha256sum} and then {@code sha512sum} over
 * the same files: {@code SealFigures [MIB] [ROUNDS]}. Sealing copies the files besides. Run from
 * the top of the checkout.
 */
final class SealFigures {
  private static final int FILES = 40;
  private static final int SUMS = 0;
  private static final int SEAL = 1;
  private static final int VERIFY = 2;

  private SealFigures() {}

  static void main(String[] args) throws Exception {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 2048;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path folder = Files.createTempDirectory("salvor-figures");
    try {
      List<String> files = evidence(Files.createDirectory(folder.resolve("evidence")), size);
      SideBySide all = new SideBySide(size + " MiB in " + FILES + " files", 3, rounds);
      Path said = folder.resolve("said");
      Path key = folder.resolve("key.pem");
      Path word = Files.writeString(folder.resolve("word"), "open sesame\n");
      Path signers = Files.createDirectory(folder.resolve("signers"));
      String[] by = {"--key", key.toString(), "--passphrase-file", word.toString()};
      for (int round = 0; round < rounds; round++) {
        Path bundle = folder.resolve("bundle");
        all.run(SUMS, round, said, with(List.of("sha256sum"), files));
        all.run(SUMS, round, said, with(List.of("sha512sum"), files));
        String evidence = folder.resolve("evidence").toString();
        List<String> seal =
            List.of("packaging/salvor", "seal", evidence, "--out", bundle.toString());
        all.run(
            SEAL,
            round,
            said,
            with(with(seal, "--reason", "figures", "--author", "Ann"), List.of(by)));
        if (round == 0) {
          new SideBySide("", 1, 1)
              .run(
                  0,
                  0,
                  said,
                  "packaging/salvor",
                  "key",
                  "export",
                  signers.resolve("ann.pub").toString(),
                  "--key",
                  key.toString());
        }
        String[] verify = {"verify", bundle.toString(), "--signers", signers.toString()};
        all.run(VERIFY, round, said, with(List.of("packaging/salvor"), List.of(verify)));
        delete(bundle);
      }
      System.out.println(all.told(SUMS, "sha256sum, then sha512sum", SUMS));
      System.out.println(all.told(SEAL, "salvor seal", SUMS));
      System.out.println(all.told(VERIFY, "salvor verify", SUMS));
    } finally {
      delete(folder);
    }
  }

  private static String[] with(List<String> command, List<String> more) {
    return Stream.concat(command.stream(), more.stream()).toArray(String[]::new);
  }

  private static List<String> with(List<String> command, String... more) {
    return List.of(with(command, List.of(more)));
  }

  /** Noise: nothing of it can be made short. */
  private static List<String> evidence(Path folder, int size) throws IOException {
    byte[] block = new byte[1 << 20];
    Random random = new Random(1);
    List<String> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      Path file = folder.resolve("part-" + i);
      try (OutputStream out = Files.newOutputStream(file)) {
        for (int written = i; written < size; written += FILES) {
          random.nextBytes(block);
          out.write(block);
        }
      }
      files.add(file.toString());
    }
    return files;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
