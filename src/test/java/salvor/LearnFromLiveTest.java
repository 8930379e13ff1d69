package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What arrived of a cluster is what a baseline can be learned from, while it still arrives. */
@Timeout(120)
class LearnFromLiveTest {
  private @TempDir Path folder;

  @Test
  void aBaselineIsLearnedFromWhatArrivedSoFar() throws Exception {
    Path learned = folder.resolve("learned.json");
    try (LivePractice practice = new LivePractice(folder, 20)) {
      CountDownLatch arrived = new CountDownLatch(1);
      practice.live.begin(
          "",
          now -> {
            if (now.round().board().of("shop", LivePractice.VICTIM).isPresent()) {
              arrived.countDown();
            }
          });
      assertThat(arrived.await(90, TimeUnit.SECONDS)).isTrue();
      Terminal terminal = new Terminal();
      terminal.said(
          "baseline", "learn", practice.live.folder().toString(), "--out", learned.toString());
      assertThat(terminal.err() + terminal.out()).contains("shop");
    }
    assertThat(Files.readString(learned)).contains("\"namespace\"").contains("web");
  }
}
