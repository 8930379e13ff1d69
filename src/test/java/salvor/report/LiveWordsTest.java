package salvor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.cluster.Gap;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.cluster.WatchState;
import salvor.live.LiveCase;
import salvor.live.Sensor;

/** What happened to many at once is one sentence; what did not is not hidden behind it. */
class LiveWordsTest {
  private static final Instant T = Instant.parse("2026-11-23T04:00:00.123456789Z");
  private static final Trouble BROKE =
      new Trouble.Unreachable("https://a:6443", Trouble.Unreachable.Reason.BROKEN, "reset");
  private static final Trouble SILENT = new Trouble.Silent(Duration.ofSeconds(30));

  private static LiveCase.Now now(List<LiveCase.Heard> sensors, LiveCase.Watch... watches) {
    return new LiveCase.Now(LiveCase.Now.BEGIN.round(), sensors, List.of(), List.of(watches), null);
  }

  private static LiveCase.Watch watch(ObjectKind kind, Gap... gaps) {
    return new LiveCase.Watch(kind, true, new WatchState.Live(T), List.of(gaps));
  }

  private static Gap gap(int from, int to, Trouble why) {
    return new Gap(T.plusSeconds(from), T.plusSeconds(to), why, true);
  }

  private static LiveCase.Heard lost(String pod, @Nullable Trouble why, @Nullable Instant since) {
    return new LiveCase.Heard(
        new Sensor(Sensor.Kind.FALCO, "falco", pod, "falco", "n1"), 1, why, since);
  }

  @Test
  void kindsThatWereNotHeardAtOneTimeAreToldTogetherFromTheFirstToTheLast() {
    assertThat(
            LiveWords.holes(
                now(
                    List.of(),
                    watch(ObjectKind.PODS, gap(5, 30, BROKE), gap(100, 130, BROKE)),
                    watch(ObjectKind.NODES, gap(2, 33, BROKE)),
                    watch(ObjectKind.EVENTS, gap(7, 20, SILENT)))))
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .startsWith(
                        "Of the pods, nodes nothing was heard from 2026-11-23T04:00:02Z to"
                            + " 2026-11-23T04:00:33Z; every change was told afterwards: "),
            two ->
                assertThat(two)
                    .startsWith("Of the pods nothing was heard from 2026-11-23T04:01:40Z to"),
            three -> assertThat(three).startsWith("Of the events nothing was heard from"));
  }

  @Test
  void sensorsThatAreNotHeardAreToldTogetherSinceTheFirst() {
    assertThat(
            LiveWords.troubles(
                now(
                    List.of(
                        lost("b", BROKE, T.plusSeconds(9)),
                        lost("a", BROKE, T),
                        lost("c", SILENT, null),
                        lost("d", null, null)))))
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .startsWith(
                        "falco/a and 1 other sensor are not heard, the first since"
                            + " 2026-11-23T04:00:00Z: The connection to https://a:6443 broke"),
            two -> assertThat(two).startsWith("falco/c is not heard: "));
  }
}
