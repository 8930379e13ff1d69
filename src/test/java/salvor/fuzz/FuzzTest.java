package salvor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is searched for by {@code mvn -Pfuzz test}, in short: the seeds, what was found before, and
 * a few damaged seeds, the same in every run.
 */
class FuzzTest {
  private static final int DAMAGED = 60;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir Path folder;

  static Set<String> targets() {
    return FuzzTargets.ALL.keySet();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void takesWhatStrangersWrite(String name) throws Exception {
    FuzzTarget target = FuzzTargets.ALL.get(name).call();
    List<byte[]> seeds = target.seeds();
    assertThat(seeds).isNotEmpty();
    Sandbox sandbox = new Sandbox(folder);
    for (int i = 0; i < seeds.size(); i++) {
      take(sandbox, target, seeds.get(i), name + ", seed " + i);
    }
    for (Path found : found(name)) {
      take(sandbox, target, Files.readAllBytes(found), found.toString());
    }
    Random random = new Random(20261127);
    for (int i = 0; i < DAMAGED; i++) {
      take(sandbox, target, damaged(seeds, random), name + ", damaged " + i);
    }
  }

  private static List<Path> found(String name) throws Exception {
    Path kept = Path.of("src/test/resources/fuzz", name);
    if (Files.notExists(kept)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(kept)) {
      return files.sorted().toList();
    }
  }

  private static void take(Sandbox sandbox, FuzzTarget target, byte[] input, String what) {
    try {
      Assertions.assertTimeout(LONGEST, () -> sandbox.run(target, input));
    } catch (Throwable fault) {
      throw new AssertionError(what, fault);
    }
  }

  private static byte[] damaged(List<byte[]> seeds, Random random) {
    byte[] seed = seeds.get(random.nextInt(seeds.size()));
    int cut = random.nextInt(4) == 0 ? random.nextInt(seed.length + 1) : seed.length;
    byte[] bytes = Arrays.copyOf(seed, Math.max(1, cut));
    List<Integer> odd = new ArrayList<>(List.of(0, 1, 0x7F, 0x80, 0xFE, 0xFF, (int) '"', 0x0A));
    for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      int value = random.nextBoolean() ? odd.get(random.nextInt(8)) : random.nextInt(256);
      Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(4)), (byte) value);
    }
    return bytes;
  }
}
