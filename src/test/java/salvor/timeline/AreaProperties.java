package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.triage.AreaCounts;

/** What is said of an area, against a scan of all rows. */
class AreaProperties {
  private static final long HOUR = 3_600_000_000_000L;

  @Property(tries = 60)
  void theCountsOfAnAreaAreThoseOfEveryRowLookedAt(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3000) int rows,
      @ForAll @IntRange(min = 1, max = 60) int lanes,
      @ForAll boolean filtered,
      @ForAll boolean programs) {
    SplittableRandom random = new SplittableRandom(seed);
    TimelineModel whole = Synthetic.needle(rows, lanes, HOUR, seed).model();
    TimelineModel model = filtered ? whole.filtered(row -> row % 3 != 0) : whole;
    Lanes shown = whole.lanes();
    if (programs) {
      for (Lanes.Line line : shown.lines()) {
        if (line.lane().isTrack() && random.nextInt(3) == 0) {
          shown = whole.toggled(shown, line.lane());
        }
      }
    }
    List<Lane> marked = new ArrayList<>();
    int first = random.nextInt(shown.size());
    int last = first + random.nextInt(shown.size() - first);
    shown.lines().subList(first, last + 1).forEach(line -> marked.add(line.lane()));
    if (random.nextBoolean()) {
      marked.removeIf(lane -> lane.level() != Lane.Level.PROGRAM);
    }
    long from = Synthetic.START + random.nextLong(HOUR);
    long to = from + 1 + random.nextLong(HOUR);
    Area area = Area.of(model, from, to, marked);

    Observations all = model.observations();
    Map<DrawingClass, Long> classes = new EnumMap<>(DrawingClass.class);
    Map<String, Long> byProgram = new HashMap<>();
    long total = 0;
    for (int row = 0; row < all.timed(); row++) {
      boolean in = all.time(row) >= from && all.time(row) < to && isOn(model, marked, row);
      assertThat(area.isOn(row)).isEqualTo(isOn(model, marked, row));
      if (in && model.shows(row)) {
        total++;
        classes.merge(model.drawingClass(row), 1L, Long::sum);
        byProgram.merge(String.valueOf(all.processAt(row).program()), 1L, Long::sum);
      }
    }
    AreaCounts counts = AreaCounts.of(model, area, Progress.NONE);
    assertThat(counts.total()).isEqualTo(total);
    assertThat(counts.classes()).isEqualTo(classes);
    Map<String, Long> said = new HashMap<>();
    counts.programs().forEach(tally -> said.put(tally.fact().value(), tally.events()));
    assertThat(said).isEqualTo(byProgram);
  }

  /** Written down anew: the row's container or one of its groups is marked, or its program is. */
  private static boolean isOn(TimelineModel model, List<Lane> marked, int row) {
    for (Lane lane = model.laneOf(row); lane != null; lane = lane.parent()) {
      if (marked.contains(lane)) {
        return true;
      }
    }
    String program = model.observations().processAt(row).program();
    return marked.stream()
        .anyMatch(lane ->
            lane.level() == Lane.Level.PROGRAM
                && lane.parent() == model.laneOf(row)
                && java.util.Objects.equals(lane.name(), program));
  }
}
