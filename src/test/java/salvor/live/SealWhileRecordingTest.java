package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.Sha256;
import salvor.custody.Standing;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.jobs.Job;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is recorded can be sealed while it is: as far as it is whole, and no further. */
class SealWhileRecordingTest {
  @TempDir Path dir;

  private CaseLedger ledger() {
    return CaseLedger.in(dir.resolve("live"), InstantSource.system());
  }

  private CaseLedger.Begun recording() throws IOException {
    CaseLedger ledger = ledger();
    return ledger.begin(
        ledger.entry(Deed.COLLECTED, null).asked(Map.of("verb", "record"), Map.of()), null);
  }

  private Sealing.Sealed seal(Path out) throws IOException {
    return new Sealing(
            new Sealing.Statement("live", "Ann", null, "now"), null, null, InstantSource.system())
        .sealOf(ledger(), List.of(dir.resolve("live")), out, Progress.NONE);
  }

  private static void sound(Path bundle) throws IOException {
    BundleCheck.Result check =
        BundleCheck.of(bundle, new BundleCheck.Trusted(Map.of(), List.of()), Progress.NONE);
    assertThat(check.standing()).isEqualTo(Standing.VALID_UNSIGNED);
    Path sensor = bundle.resolve("data/live/sensors/falco");
    for (String entry : Files.readAllLines(sensor.resolve(Recorder.CHUNKS))) {
      JsonNode listed = JsonMapper.shared().readTree(entry);
      Path file = sensor.resolve(listed.path("file").asString());
      assertThat(file).hasSize(listed.path("bytes").asLong());
      assertThat(Sha256.of(file)).isEqualTo(listed.path("sha256").asString());
    }
    try (Stream<Path> all = Files.walk(bundle.resolve("data"))) {
      for (Path file : all.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        String text = Files.readString(file);
        assertThat(text.isEmpty() || text.endsWith("\n")).as(file.toString()).isTrue();
      }
    }
  }

  @Test
  void whatIsWholeByThenIsInAndAllThatIsListedIsThere() throws Exception {
    Path live = Files.createDirectories(dir.resolve("live"));
    Files.writeString(live.resolve("recording.json"), "{\"salvor\":\"recording\"}\n");
    try (CaseLedger.Begun begun = recording()) {
      Job<Long> writing =
          new Jobs()
              .start(
                  "Record",
                  progress -> {
                    try (Recorder to =
                        new Recorder(
                            live.resolve("sensors/falco"), InstantSource.system(), 20_000)) {
                      byte[] half = "{\"half\":".getBytes(StandardCharsets.UTF_8);
                      for (long line = 0; line < 200_000; line++) {
                        progress.at(line, 0, "Recording");
                        to.piece(half, false);
                        to.piece(half, true);
                      }
                      return to.lines();
                    }
                  });
      while (!Files.exists(live.resolve("sensors/falco").resolve(Recorder.CHUNKS))) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 5; i++) {
        Path out = dir.resolve("bundle" + i);
        assertThat(seal(out).goesOn()).isTrue();
        sound(out);
        assertThat(out.resolve("data/live/custody.pending")).doesNotExist();
      }
      writing.cancel();
      writing.await();
      begun.done(Map.of());
    }
    Path after = dir.resolve("after");
    assertThat(seal(after).goesOn()).isFalse();
    sound(after);
  }

  @Test
  void aHalfLineStaysInWhatAProgramLeftThatWasEnded() throws Exception {
    Path sensor = Files.createDirectories(dir.resolve("live/sensors/falco"));
    Path left = Files.writeString(sensor.resolve("000001.jsonl"), "{}\n{\"half");
    try (CaseLedger.Begun begun = recording()) {
      seal(dir.resolve("during"));
      begun.done(Map.of());
    }
    seal(dir.resolve("after"));
    Path name = Path.of("data/live/sensors/falco/000001.jsonl");
    assertThat(dir.resolve("during").resolve(name)).hasContent("{}\n");
    assertThat(dir.resolve("after").resolve(name)).hasSameTextualContentAs(left);
    assertThat(Files.readString(dir.resolve("during/custody.jsonl")))
        .contains("The recording went on: this is what was whole of it.");
  }
}
