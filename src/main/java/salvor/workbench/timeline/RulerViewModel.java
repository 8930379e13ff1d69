package salvor.workbench.timeline;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import salvor.timeline.DwellRuler;
import salvor.timeline.DwellRuler.Point;
import salvor.timeline.Milestone;
import salvor.timeline.Response;
import salvor.workbench.selection.Selection;
import salvor.workbench.wording.Moments;

/**
 * The milestones of the incident, as they are seen and set, and the way from one to another; what
 * was done about it; and the events that carry any mark.
 */
public final class RulerViewModel {
  private final ReadOnlyObjectWrapper<DwellRuler> ruler;
  private final ReadOnlyObjectWrapper<Response> response =
      new ReadOnlyObjectWrapper<>(Response.NONE);
  private final Selection selection;
  private Function<Milestone, String> setBy = _ -> "";
  private Supplier<String> key = () -> "";
  private LongConsumer goTo = _ -> {};
  private final ReadOnlyObjectWrapper<BitSet> marked = new ReadOnlyObjectWrapper<>(new BitSet());
  private IntFunction<String> mark = _ -> "";

  /**
   * @param seen the milestones that the observations show
   */
  public RulerViewModel(DwellRuler seen, Selection selection) {
    this.ruler = new ReadOnlyObjectWrapper<>(seen);
    this.selection = selection;
  }

  /**
   * Says who sets milestones, and how.
   *
   * @param who who set one, and when; empty when nobody did
   * @param keys the keys that set one, empty when none do
   */
  public void told(Function<Milestone, String> who, Supplier<String> keys) {
    setBy = who;
    key = keys;
  }

  /** Shows these milestones from now on. */
  public void show(DwellRuler now) {
    ruler.set(now.with(response.get().cutOff()));
  }

  /** Shows from now on what was done about the incident. */
  public void show(Response now) {
    response.set(now);
    show(ruler.get());
  }

  /** What was done about the incident. */
  public ReadOnlyObjectProperty<Response> response() {
    return response.getReadOnlyProperty();
  }

  /** Goes to a time. */
  void go(long time) {
    goTo.accept(time);
  }

  /** Has stars stand at these rows from now on. */
  public void showMarked(BitSet rows) {
    marked.set(rows);
  }

  /** Says how the marks of a row are told. */
  public void marksTold(IntFunction<String> words) {
    mark = words;
  }

  /** The rows that carry a mark, not to be changed. */
  ReadOnlyObjectProperty<BitSet> marked() {
    return marked.getReadOnlyProperty();
  }

  /** What was added to an event; empty when nothing was. */
  String marks(int row) {
    return mark.apply(row);
  }

  /** Says how a time is gone to at which no event stands. */
  void going(LongConsumer to) {
    goTo = to;
  }

  /** Selects the event of a milestone; goes to the time of one that a record tells. */
  public void select(Point point) {
    if (point.row() == DwellRuler.NO_ROW) {
      go(point.time());
    } else {
      selection.select(point.row());
    }
  }

  /** Selects the event of the next milestone in time; after the last the first. */
  public void next() {
    int row = selection.row().get();
    List<Point> points = points();
    points.stream()
        .filter(p -> p.row() != DwellRuler.NO_ROW && p.row() > row)
        .findFirst()
        .or(() -> points.stream().findFirst())
        .ifPresent(this::select);
  }

  /** Selects the event of the milestone before; before the first the last. */
  public void previous() {
    int row = selection.row().get();
    List<Point> points = points().reversed();
    points.stream()
        .filter(p -> p.row() != DwellRuler.NO_ROW && p.row() < row)
        .findFirst()
        .or(() -> points.stream().findFirst())
        .ifPresent(this::select);
  }

  private List<Point> points() {
    return Arrays.stream(Milestone.values())
        .map(ruler.get()::point)
        .flatMap(Optional::stream)
        .distinct()
        .sorted(Comparator.comparingLong(Point::time).thenComparingInt(Point::row))
        .toList();
  }

  /** Whether there is a milestone to go to. */
  public boolean isEmpty() {
    return points().isEmpty();
  }

  /** What a milestone is, when, and who says so. */
  String words(Milestone milestone, Point point) {
    String name = milestone.words();
    String who = setBy.apply(milestone);
    return (milestone.ordinal() + 1)
        + ". "
        + Character.toUpperCase(name.charAt(0))
        + name.substring(1)
        + "\n"
        + Moments.exact(point.time())
        + "\n"
        + (ruler.get().isRecorded(milestone)
            ? "Verified from inside the pods; the ledger tells it"
            : who.isEmpty() ? "Seen in the events; nobody set it" : "Set by " + who);
  }

  /** How to set a milestone, while nobody set one; empty afterwards. */
  String hint() {
    String keys = key.get();
    return keys.isEmpty() || !ruler.get().set().isEmpty()
        ? ""
        : keys + " makes the selected event a milestone";
  }

  /** The milestones, seen and set. */
  public ReadOnlyObjectProperty<DwellRuler> ruler() {
    return ruler.getReadOnlyProperty();
  }
}
