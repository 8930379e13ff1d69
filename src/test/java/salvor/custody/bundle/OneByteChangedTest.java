package salvor.custody.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.custody.CustodyLedger;
import salvor.custody.Fault;
import salvor.custody.SigningKey;
import salvor.custody.Standing;
import salvor.jobs.Progress;

/** One changed byte is named, wherever it is: the file that it is in, or the archive. */
class OneByteChangedTest {
  private static final long SEED = Long.getLong("salvor.seed", 20261127);

  @TempDir Path dir;
  private SigningKey key;

  @BeforeEach
  void evidence() throws IOException {
    key = SigningKey.in(dir.resolve("key.pem"), (_, _) -> "open sesame".toCharArray());
    Path logs = Files.createDirectories(dir.resolve("case/logs"));
    Files.writeString(logs.resolve("falco.jsonl"), "{\"rule\":\"Shell\"}\n".repeat(50));
    Files.writeString(logs.resolve("token.txt"), "secret");
  }

  private Path sealed(String name) throws IOException {
    Path out = dir.resolve(name);
    new Sealing(
            new Sealing.Statement("case 7", "Ann", null, "a drill"),
            key,
            null,
            InstantSource.system())
        .seal(List.of(dir.resolve("case")), null, out, Progress.NONE);
    assertThat(check(out).standing()).isEqualTo(Standing.VALID);
    return out;
  }

  private BundleCheck.Result check(Path bundle) throws IOException {
    return BundleCheck.of(
        bundle,
        new BundleCheck.Trusted(Map.of(key.fingerprint(), "Ann"), List.of()),
        Progress.NONE);
  }

  /** Changes bytes of a file, one at a time. */
  private static void change(Path file, int times, Consumer<Integer> changed) throws IOException {
    byte[] content = Files.readAllBytes(file);
    Random random = new Random(SEED);
    for (int i = 0; i < times; i++) {
      byte[] now = content.clone();
      int at = random.nextInt(content.length);
      now[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, now);
      changed.accept(at);
    }
    Files.write(file, content);
  }

  @Test
  void theFileThatItIsInIsNamedAndNoOther() throws IOException {
    Path bundle = sealed("bundle");
    try (Stream<Path> all = Files.walk(bundle)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = bundle.relativize(file).toString();
        Map<String, Standing> wrong = new TreeMap<>();
        change(
            file,
            25,
            at -> {
              BundleCheck.Result result = result(bundle);
              boolean exact = result.faults().stream().allMatch(f -> f.place().equals(name));
              boolean other = // a number of a record, or a name that leads elsewhere
                  name.equals(CustodyLedger.FILE)
                      || result.faults().getFirst().kind() == Fault.Kind.UNSAFE;
              if (!exact || (!other && result.standing() != Standing.MODIFIED)) {
                wrong.put("byte " + at + " " + result.faults(), result.standing());
              }
              assertThat(result.faults())
                  .as(name + " byte " + at)
                  .anyMatch(f -> f.place().equals(name) && f.standing() == Standing.MODIFIED);
            });
        assertThat(wrong).as(name).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle.zip", "bundle.tar", "bundle.tar.gz", "bundle.tar.zst"})
  void anArchiveIsNamedAlsoForAByteThatHoldsNothing(String name) throws IOException {
    Path bundle = sealed(name);
    change(
        bundle,
        60,
        at -> {
          List<Fault> faults = result(bundle).faults();
          assertThat(faults)
              .as("byte " + at)
              .anyMatch(f -> f.place().equals(name) && f.standing() == Standing.MODIFIED);
        });
    Path hash = dir.resolve(name + ".sha256");
    change(
        hash,
        20,
        at -> {
          if (at < 64) { // the archive may be called otherwise
            assertThat(result(bundle).standing()).isEqualTo(Standing.MODIFIED);
          }
        });
    Files.delete(hash);
    assertThat(check(bundle).standing()).as("it may get lost").isEqualTo(Standing.VALID);
  }

  private BundleCheck.Result result(Path bundle) {
    try {
      return check(bundle);
    } catch (IOException cause) {
      throw new AssertionError(cause);
    }
  }
}
