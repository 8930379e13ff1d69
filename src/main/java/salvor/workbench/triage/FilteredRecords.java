package salvor.workbench.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Sight;
import salvor.workbench.wording.Moments;

/**
 * What is gathered of many events, such as peers: of all of them, or of those that the filter
 * leaves. It is gathered off the JavaFX thread; a newer filter stops the work on an older one.
 */
public final class FilteredRecords<T> {
  /** Gathers the records of some rows. */
  @FunctionalInterface
  public interface Gathering<T> {
    /**
     * Does it, off the JavaFX thread.
     *
     * @throws salvor.jobs.JobCancelled when the progress says so
     */
    List<T> of(BitSet rows, Progress progress);
  }

  /**
   * What is to be seen.
   *
   * @param records in order, the dimmed ones last
   * @param dimmed those of which the filter leaves nothing
   * @param told how many the filter hides, or what hinders; empty when no filter is in force
   * @param none what to say when there is no record
   */
  public record Shown<T>(List<T> records, Set<T> dimmed, String told, String none) {
    public Shown {
      records = List.copyOf(records);
      dimmed = Set.copyOf(dimmed);
    }
  }

  private record Wanted(BitSet rows, boolean dims) {}

  private record Gathered<T>(Wanted wanted, List<T> left, List<T> dimmed) {}

  private final List<T> whole;
  private final String name;
  private final String none;
  private final Gathering<T> gathering;
  private final int rows;
  private final Sight sight;
  private final NewestFirst<Wanted, Gathered<T>> work;
  private final ReadOnlyObjectWrapper<Shown<T>> shown;

  /**
   * @param name what one is, in a word: "peer"
   * @param whole those of all rows, in order
   * @param none what to say when there are none, whatever the filter
   * @param gathering those of some rows
   * @param rows how many there are in all
   * @param fx where properties change
   */
  public FilteredRecords(
      String name,
      List<T> whole,
      String none,
      Gathering<T> gathering,
      int rows,
      Sight sight,
      Jobs jobs,
      Executor fx) {
    this.name = name;
    this.whole = List.copyOf(whole);
    this.none = none;
    this.rows = rows;
    this.sight = sight;
    this.shown = new ReadOnlyObjectWrapper<>(new Shown<>(this.whole, Set.of(), "", none));
    this.gathering = gathering;
    this.work =
        new NewestFirst<>(
            name + "s that the filter leaves",
            jobs,
            fx,
            true,
            this::gather,
            this::gathered,
            this::failed);
    sight.dims().subscribe(_ -> see());
    sight.rows().subscribe(_ -> see());
  }

  private void see() {
    BitSet rows = sight.rows().get();
    if (rows == null) {
      shown.set(new Shown<>(whole, Set.of(), "", none));
    } else {
      Shown<T> before = shown.get();
      String told = "Gathering the " + name + "s that the filter leaves";
      shown.set(
          new Shown<>(before.records(), before.dimmed(), told, whole.isEmpty() ? none : told));
      work.ask(new Wanted(rows, sight.dims().get()));
    }
  }

  /** What the rows left out make, and is the same in the whole, has no row that is left. */
  private Gathered<T> gather(Wanted wanted, Progress progress) {
    List<T> left = gathering.of(wanted.rows(), progress);
    if (!wanted.dims()) {
      return new Gathered<>(wanted, left, List.of());
    }
    BitSet others = (BitSet) wanted.rows().clone();
    others.flip(0, rows);
    Set<T> without = new HashSet<>(gathering.of(others, progress));
    left.forEach(without::remove);
    return new Gathered<>(wanted, left, whole.stream().filter(without::contains).toList());
  }

  @SuppressWarnings("ReferenceEquality") // which set it is, not which rows are in it
  private void gathered(Gathered<T> now) {
    if (now.wanted().rows() != sight.rows().get() || now.wanted().dims() != sight.dims().get()) {
      return; // it was cleared or changed meanwhile
    }
    int hidden = whole.size() - now.left().size();
    boolean dims = now.wanted().dims();
    String told =
        Moments.count(now.left().size())
            + " of "
            + Moments.count(whole.size(), name)
            + (dims ? ", " : ", the filter hides ")
            + (hidden == 0 ? "none" : Moments.count(hidden))
            + (dims ? " dimmed. Counts and times of the others" : ". Counts and times")
            + " are of the events that it leaves.";
    List<T> records = new ArrayList<>(now.left());
    records.addAll(now.dimmed());
    shown.set(
        new Shown<>(
            records,
            new HashSet<>(now.dimmed()),
            whole.isEmpty() ? "" : told,
            whole.isEmpty()
                ? none
                : "The filter hides all " + Moments.count(whole.size(), name) + "."));
  }

  private void failed(Throwable cause) {
    String told = "The " + name + "s that the filter leaves could not be gathered: " + cause;
    shown.set(new Shown<>(List.of(), Set.of(), told, told));
  }

  /** What is to be seen now. */
  public ReadOnlyObjectProperty<Shown<T>> shown() {
    return shown.getReadOnlyProperty();
  }
}
