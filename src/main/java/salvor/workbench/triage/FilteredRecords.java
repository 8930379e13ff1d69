package salvor.workbench.triage;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
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
   * @param records in order
   * @param told how many the filter hides, or what hinders; empty when no filter is in force
   * @param none what to say when there is no record
   */
  public record Shown<T>(List<T> records, String told, String none) {
    public Shown {
      records = List.copyOf(records);
    }
  }

  private record Gathered<T>(BitSet rows, List<T> records) {}

  private final List<T> whole;
  private final String name;
  private final String none;
  private final Sight sight;
  private final NewestFirst<BitSet, Gathered<T>> work;
  private final ReadOnlyObjectWrapper<Shown<T>> shown;

  /**
   * @param name what one is, in a word: "peer"
   * @param whole those of all rows, in order
   * @param none what to say when there are none, whatever the filter
   * @param gathering those of some rows
   * @param fx where properties change
   */
  public FilteredRecords(
      String name,
      List<T> whole,
      String none,
      Gathering<T> gathering,
      Sight sight,
      Jobs jobs,
      Executor fx) {
    this.name = name;
    this.whole = List.copyOf(whole);
    this.none = none;
    this.sight = sight;
    this.shown = new ReadOnlyObjectWrapper<>(new Shown<>(this.whole, "", none));
    this.work =
        new NewestFirst<>(
            name + "s that the filter leaves",
            jobs,
            fx,
            true,
            (rows, progress) -> new Gathered<>(rows, gathering.of(rows, progress)),
            this::gathered,
            this::failed);
    sight.rows().subscribe(this::see);
  }

  private void see(@Nullable BitSet rows) {
    if (rows == null) {
      shown.set(new Shown<>(whole, "", none));
    } else {
      Shown<T> before = shown.get();
      String told = "Gathering the " + name + "s that the filter leaves";
      shown.set(new Shown<>(before.records(), told, whole.isEmpty() ? none : told));
      work.ask(rows);
    }
  }

  @SuppressWarnings("ReferenceEquality") // which set it is, not which rows are in it
  private void gathered(Gathered<T> left) {
    if (left.rows() == sight.rows().get()) { // else it was cleared or changed meanwhile
      int hidden = whole.size() - left.records().size();
      String told =
          Moments.count(left.records().size())
              + " of "
              + Moments.count(whole.size(), name)
              + ", the filter hides "
              + (hidden == 0 ? "none" : Moments.count(hidden))
              + ". Counts and times are of the events that it leaves.";
      shown.set(
          new Shown<>(
              left.records(),
              whole.isEmpty() ? "" : told,
              whole.isEmpty()
                  ? none
                  : "The filter hides all " + Moments.count(whole.size(), name) + "."));
    }
  }

  private void failed(Throwable cause) {
    String told = "The " + name + "s that the filter leaves could not be gathered: " + cause;
    shown.set(new Shown<>(List.of(), told, told));
  }

  /** What is to be seen now. */
  public ReadOnlyObjectProperty<Shown<T>> shown() {
    return shown.getReadOnlyProperty();
  }
}
