package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Gap;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.cluster.WatchState;

/** That a kind of objects is not heard is written when it begins, and once. */
class SilentWatchesTest {
  private static final Instant START = Instant.parse("2026-11-27T05:00:00Z");
  private static final Trouble BROKEN = new Trouble.Other("broken");
  private static final WatchState LOST =
      new WatchState.Lost(START.minusSeconds(5), BROKEN, START.plusSeconds(1));
  private static final WatchState LIVE = new WatchState.Live(START);

  @TempDir Path folder;

  private static List<LiveCase.Watch> pods(WatchState state, Gap... gaps) {
    return List.of(new LiveCase.Watch(ObjectKind.PODS, true, state, List.of(gaps)));
  }

  private List<String> written() throws Exception {
    Path file = folder.resolve("pods/000001.jsonl");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void isWrittenBeforeItIsHeardAgainAndOnlyOnce() throws Exception {
    try (HoleLog log = new HoleLog(folder, InstantSource.fixed(START))) {
      SilentWatches silent = new SilentWatches(log, InstantSource.fixed(START));
      silent.note(pods(LIVE));
      assertThat(written()).isEmpty();
      silent.note(pods(LOST));
      silent.note(pods(LOST));
      assertThat(written())
          .singleElement()
          .asString()
          .contains("not-heard", "\"from\":\"2026-11-27T04:59:55Z\"", "\"to\":null");
      Gap missed = new Gap(START.minusSeconds(5), START, BROKEN, false);
      silent.note(pods(LIVE, missed));
      assertThat(written()).hasSize(2).last().asString().contains("2026-11-27T05:00:00Z");
      silent.note(pods(LOST, missed));
      Gap retold = new Gap(START, START.plusSeconds(3), BROKEN, true);
      silent.note(pods(LIVE, missed, retold));
      assertThat(written()).hasSize(4).last().asString().contains("heard-again");
    }
  }

  @Test
  void whatIsNeverSeenIsNotLostAndWhatIsNoLongerSeenIs() throws Exception {
    try (HoleLog log = new HoleLog(folder, InstantSource.fixed(START))) {
      SilentWatches silent = new SilentWatches(log, InstantSource.fixed(START));
      WatchState ended = new WatchState.Ended(BROKEN);
      silent.note(pods(ended));
      assertThat(written()).isEmpty();
      silent.note(pods(LIVE));
      silent.note(pods(ended));
      assertThat(written()).singleElement().asString().contains("2026-11-27T05:00:00Z", "broken");
    }
  }
}
