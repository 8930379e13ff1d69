package salvor.custody.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.Standing;
import salvor.jobs.Progress;
import tools.jackson.databind.node.ObjectNode;

/**
 * A program that is killed while it seals leaves a whole bundle or none, and a ledger that says so.
 */
class KilledSealingTest {
  private static final int KILLED = 9;

  @TempDir Path dir;

  @BeforeEach
  void evidence() throws IOException {
    Path evidence = Files.createDirectories(dir.resolve("evidence"));
    for (int i = 0; i < 5; i++) {
      Files.writeString(evidence.resolve(i + ".log"), "line\n".repeat(60_000));
    }
    CaseLedger ledger = ledger(dir);
    ledger.write(ledger.entry(Deed.NOTE, null).saying("It begins."));
  }

  private static CaseLedger ledger(Path dir) {
    return CaseLedger.in(dir.resolve("case"), InstantSource.system());
  }

  private static Sealing.Sealed seal(Path dir, String name, Progress progress) throws IOException {
    return new Sealing(
            new Sealing.Statement("x", "Ann", null, "a drill"), null, null, InstantSource.system())
        .sealOf(ledger(dir), List.of(dir.resolve("evidence")), dir.resolve(name), progress);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"out 1", "out 4", "out.zip 2", "out.tar.zst 9", "out after", "out.zip after"})
  void saysAtTheNextWorkWhatBecameOfIt(String how) throws Exception {
    String[] part = how.split(" ");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(),
                dir.toString(),
                part[0],
                part[1])
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(child.waitFor()).isEqualTo(KILLED);
    Path out = dir.resolve(part[0]);
    boolean after = part[1].equals("after");
    assertThat(Files.exists(out)).as("whole or not there").isEqualTo(after);
    if (after) {
      assertThat(check(out)).isEqualTo(Standing.VALID_UNSIGNED);
    }
    seal(dir, "next.zip", Progress.NONE);
    List<ObjectNode> records = new ArrayList<>();
    assertThat(ledger(dir).check(records::add).faults()).isEmpty();
    assertThat(records)
        .extracting(r -> r.path("event").asString())
        .containsExactly("note", "failed", "exported");
    assertThat(records.get(1).at("/response/repaired").asString()).isEqualTo("interrupted");
    assertThat(records.get(1).at("/response/found").asString()).isEqualTo(after ? "yes" : "no");
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left).noneMatch(each -> each.getFileName().toString().startsWith(".salvor-work"));
    }
    assertThat(dir.resolve("case/custody.pending")).isEmptyDirectory();
    assertThat(check(dir.resolve("next.zip"))).isEqualTo(Standing.VALID_UNSIGNED);
  }

  private static Standing check(Path bundle) throws IOException {
    return BundleCheck.of(bundle, BundleCheck.Trusted.NOBODY, Progress.NONE).standing();
  }

  /** A program that seals and is gone in the middle of it, as one that is killed. */
  static final class Child {
    private Child() {}

    /** Arguments: the folder, the bundle, at which step to end or {@code after} it was made. */
    public static void main(String... arguments) throws Exception {
      Path dir = Path.of(arguments[0]);
      Path out = dir.resolve(arguments[1]);
      CaseLedger ledger = ledger(dir);
      if (arguments[2].equals("after")) {
        CaseLedger.Begun begun = ledger.begin(ledger.entry(Deed.EXPORTED, null), out);
        new Sealing(
                new Sealing.Statement("x", "Ann", null, "a drill"),
                null,
                null,
                InstantSource.system())
            .seal(List.of(dir.resolve("evidence")), null, out, Progress.NONE);
        Runtime.getRuntime().halt(begun == null ? 0 : KILLED);
      }
      seal(dir, arguments[1], new Ending(Integer.parseInt(arguments[2])));
    }
  }

  /** Ends the program at a step. */
  private static final class Ending implements Progress {
    private int left;

    Ending(int steps) {
      this.left = steps;
    }

    @Override
    public void at(long done, long total, String doing) {
      if (--left == 0) {
        Runtime.getRuntime().halt(KILLED);
      }
    }

    @Override
    public void onCancel(Runnable stop) {}
  }
}
