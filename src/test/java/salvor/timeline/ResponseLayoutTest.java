package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import salvor.timeline.Response.Act;
import salvor.timeline.Response.State;
import salvor.timeline.ResponseLayout.Mark;

/** Where the acts of a response stand, at any zoom. */
class ResponseLayoutTest {
  private static final long T = 1_795_410_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private static Act act(long time, State state, int number) {
    return new Act(time, state, number, "quarantine", "shop/web-1", "ana", "incident 7");
  }

  private static Response response(List<Act> acts) {
    return new Response(acts, 0, CutOff.NONE, "");
  }

  @Property(tries = 500)
  void everyActIsToldOnceAndTheGravestIsSeen(
      @ForAll long seed,
      @ForAll @IntRange(min = 20, max = 2000) int width,
      @ForAll @IntRange(min = 1, max = 60) int wide) {
    Random random = new Random(seed);
    List<Act> acts = new ArrayList<>();
    int count = random.nextInt(80);
    for (int i = 0; i < count; i++) {
      State state = State.values()[random.nextInt(State.values().length)];
      acts.add(act(T + random.nextLong(2000) * SECOND - 500 * SECOND, state, i));
    }
    Viewport viewport = Viewport.fitting(T, T + 1000 * SECOND, width, 100, 20);
    ResponseLayout layout = ResponseLayout.of(response(acts), viewport, wide);
    List<Act> marked = layout.marks().stream().flatMap(mark -> mark.acts().stream()).toList();
    assertThat(layout.earlier() + marked.size() + layout.later()).isEqualTo(acts.size());
    assertThat(marked).doesNotHaveDuplicates().isSubsetOf(acts);
    int free = 0;
    for (Mark mark : layout.marks()) {
      assertThat(mark.x()).isBetween(free, width - 1);
      free = mark.x() + wide;
      assertThat(mark.state())
          .isEqualTo(
              mark.acts().stream().map(Act::state).max(Comparator.naturalOrder()).orElseThrow());
      assertThat(mark.acts()).isSortedAccordingTo(Comparator.comparingLong(Act::time));
    }
    boolean failed =
        acts.stream()
            .filter(act -> act.state() == State.FAILED)
            .mapToInt(act -> viewport.x(act.time()))
            .anyMatch(x -> x >= 0 && x < width);
    assertThat(layout.marks().stream().anyMatch(mark -> mark.state() == State.FAILED))
        .isEqualTo(failed);
  }

  @Example
  void anActThatWasPlannedAndFailedAtOnceLooksAsFailed() {
    List<Act> acts =
        Stream.of(State.FAILED, State.PLANNED, State.DONE).map(s -> act(T, s, 1)).toList();
    Viewport viewport = Viewport.fitting(T - SECOND, T + SECOND, 500, 100, 20);
    assertThat(ResponseLayout.of(response(acts), viewport, 20).marks())
        .extracting(Mark::state)
        .containsExactly(State.FAILED);
  }
}
