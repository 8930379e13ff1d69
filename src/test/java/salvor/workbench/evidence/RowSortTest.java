package salvor.workbench.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.casefile.Mark;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.jobs.Progress;
import salvor.workbench.selection.Section;
import salvor.workbench.selection.Span;
import salvor.workload.Location;

class RowSortTest {
  private static final List<Reason> REASONS =
      List.of(Reason.MATCHED, Reason.NEW_PEER, Reason.PROBE, Reason.NO_BASELINE);

  @Property(tries = 60)
  void equalsWhatSortingByTheTextsGives(
      @ForAll long seed,
      @ForAll EventColumn column,
      @ForAll boolean ascending,
      @ForAll boolean hideIn,
      @ForAll boolean part,
      @ForAll boolean filtered,
      @ForAll boolean dims) {
    EventCells cells = cells(new Random(seed));
    Span range = part ? new Span(20, 60) : null;
    BitSet sight = null;
    if (filtered) {
      sight = new BitSet();
      for (int row = 0; row < cells.observations().size(); row += 3) {
        sight.set(row);
      }
    }
    RowSort.Wanted wanted =
        new RowSort.Wanted(
            hideIn,
            range == null ? null : Section.of(range),
            false,
            sight,
            dims,
            column,
            ascending);
    RowOrder order = new RowSort(cells).order(wanted, Progress.NONE);
    List<Integer> rows = IntStream.range(0, order.size()).map(order::row).boxed().toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            expected(cells, column, ascending, hideIn, range, dims ? null : sight));
    BitSet left = sight;
    assertThat(RowSort.dimmed(wanted, order))
        .isEqualTo((int) rows.stream().filter(row -> left != null && !left.get(row)).count());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(order.index(rows.get(i))).isEqualTo(i);
    }
  }

  private static List<Integer> expected(
      EventCells cells,
      EventColumn column,
      boolean ascending,
      boolean hideIn,
      @Nullable Span range,
      @Nullable BitSet sight) {
    Observations all = cells.observations();
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      boolean inRange =
          range == null
              || (row < all.timed() && all.time(row) >= range.from() && all.time(row) < range.to());
      boolean left = sight == null || sight.get(row);
      if (left && inRange && !(hideIn && cells.verdict(row) == Verdict.IN)) {
        rows.add(row);
      }
    }
    Comparator<Integer> order =
        switch (column) {
          case TIME, RECORDED_TIME, GAP, MARKS, TAGS -> Comparator.naturalOrder();
          case PID -> Comparator.comparing(row -> all.pid(row));
          case RECORD -> Comparator.comparing(row -> all.sourceId(row) == 0 ? "b" : "a");
          case VERDICT, SEVERITY ->
              Comparator.comparing(row ->
                  List.of(Verdict.OUT, Verdict.EXPLAINED, Verdict.UNKNOWN, Verdict.IN)
                      .indexOf(cells.verdict(row)));
          default -> Comparator.comparing(row -> cells.text(column, row));
        };
    rows.sort(
        (ascending ? order : order.reversed())
            .thenComparing(
                (column == EventColumn.TIME || !column.isSortable()) && !ascending
                    ? Comparator.reverseOrder()
                    : Comparator.naturalOrder()));
    return rows;
  }

  private static EventCells cells(Random random) {
    List<Observation> all = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      String name = "p" + random.nextInt(5);
      all.add(
          new Observation(
              random.nextInt(10) == 0 ? null : new ObservedTime(random.nextInt(100), "t"),
              new Location(
                  null,
                  "ns",
                  "pod" + random.nextInt(4),
                  null,
                  random.nextBoolean() ? "c" : null,
                  null,
                  null,
                  null,
                  null),
              new ProcessInfo(
                  random.nextInt(9) == 0 ? null : random.nextInt(40) * 7,
                  null,
                  null,
                  "/bin/" + name,
                  null,
                  name + "\0-" + random.nextInt(3),
                  null,
                  null,
                  null),
              random.nextBoolean()
                  ? new Activity.ProcessStarted()
                  : new Activity.FileOpened("/f" + random.nextInt(6), null),
              Set.of(),
              new RecordRef(random.nextInt(2), i + 1, i * 10L, 10)));
    }
    Observations observations = Observations.of(all);
    IntBuffer perRow = IntBuffer.allocate(observations.size());
    for (int row = 0; row < observations.size(); row++) {
      perRow.put(row, random.nextInt(REASONS.size()));
    }
    return new EventCells(
        observations,
        new Verdicts(perRow, REASONS.stream().map(Judgement::of).toList()),
        List.of(source("b.jsonl"), source("a.jsonl")),
        _ -> Mark.NONE);
  }

  private static Source source(String path) {
    return new Source(
        0, path, "ab".repeat(32), "falco", 300, 6, 6, 0, List.of(), Map.of(), List.of());
  }
}
