package salvor.workbench.custody;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.casefile.EvidenceReader;
import salvor.casefile.OpenedCase;
import salvor.jobs.Jobs;
import salvor.timeline.Area;
import salvor.timeline.CalledLanes;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;
import salvor.workbench.selection.Section;
import salvor.workbench.selection.Sight;
import salvor.workbench.selection.Span;
import salvor.workbench.timeline.LaneWords;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.triage.FilterViewModel;
import salvor.workbench.wording.Moments;

/**
 * What slices are cut of, and what is looked at there.
 *
 * @param reader reads what was cut again
 */
public record Slices(
    OpenedCase opened,
    EvidenceReader reader,
    TimelineViewModel timeline,
    FilterViewModel filter,
    Sight sight) {
  private static final int MOST_NAMES = 100;

  /**
   * Lanes that can be chosen.
   *
   * @param words what they are, in words
   * @param names what they are called
   * @param area null for all
   */
  record LaneChoice(String words, List<String> names, @Nullable Area area) {
    LaneChoice {
      names = List.copyOf(names);
    }
  }

  /**
   * What is looked at.
   *
   * @param span the time; null for all
   * @param filter empty for none
   * @param rows what the filter leaves; null for all
   * @param lanes what can be chosen, the first of them being what is looked at
   */
  record LookedAt(
      @Nullable Span span, String filter, @Nullable BitSet rows, List<LaneChoice> lanes) {
    LookedAt {
      lanes = List.copyOf(lanes);
    }
  }

  /** Which part a slice holds at first, and cutting it. */
  SliceViewModel slicing(CustodyActs acts, Jobs jobs, Executor fx) {
    return new SliceViewModel(acts, opened, reader, now(), jobs, fx);
  }

  /** What is looked at now: the range that is selected, else what is in sight. */
  private LookedAt now() {
    Section section = timeline.selection().section().get();
    return new LookedAt(
        section == null ? timeline.inSight() : section.span(),
        filter.inForce().get(),
        sight.rows().get(),
        lanes(section == null ? null : section.area()));
  }

  private List<LaneChoice> lanes(@Nullable Area selected) {
    List<LaneChoice> choices = new ArrayList<>();
    if (selected != null) {
      List<Lane> of = selected.lanes();
      choices.add(new LaneChoice(Moments.count(of.size(), "selected lane"), names(of), selected));
    }
    choices.add(new LaneChoice("All lanes", List.of(), null));
    Set<Lane> each = new LinkedHashSet<>();
    for (Lane lane = timeline.laneAtHand().orElse(null); lane != null; lane = lane.parent()) {
      each.add(lane);
    }
    each.addAll(pods());
    each.forEach(lane ->
        choices.add(new LaneChoice(LaneWords.whole(lane), names(List.of(lane)), area(lane))));
    return choices;
  }

  private List<Lane> pods() {
    LaneTree tree = timeline.model().tree();
    return IntStream.range(0, tree.size())
        .mapToObj(tree::lane)
        .filter(lane -> lane.level() == Lane.Level.POD)
        .sorted(Comparator.comparing(LaneWords::whole))
        .toList();
  }

  private Area area(Lane lane) {
    return Area.of(timeline.model().whole(), Long.MIN_VALUE, Long.MAX_VALUE, List.of(lane));
  }

  private static List<String> names(List<Lane> lanes) {
    Stream<String> first = lanes.stream().limit(MOST_NAMES).map(CalledLanes::of);
    int more = lanes.size() - MOST_NAMES;
    return Stream.concat(first, more > 0 ? Stream.of("and " + more + " more") : Stream.empty())
        .toList();
  }
}
