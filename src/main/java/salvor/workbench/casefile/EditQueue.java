package salvor.workbench.casefile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseUnusable;
import salvor.casefile.Edit;
import salvor.casefile.Edits;
import salvor.casefile.OpenedCase;
import salvor.jobs.Job;
import salvor.jobs.Jobs;
import salvor.report.EditWords;
import salvor.workbench.casefile.Notice.Offer;
import salvor.workbench.wording.Failure;

/**
 * The edits of a case, one after the other in the order in which they were asked for, off the
 * JavaFX thread, because each is on the disk when it is done. It goes on while the JavaFX thread
 * stands still, so that whoever closes the case can wait for what is left.
 */
public final class EditQueue {
  /** Makes an edit; empty when it would change nothing. */
  @FunctionalInterface
  public interface Act {
    /** Makes it, off the JavaFX thread. */
    Optional<Edit> make(Edits edits) throws CaseUnusable;
  }

  private record Asked(Act act, Function<Optional<Edit>, Notice> said) {}

  private final OpenedCase opened;
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<Notice> notice = new ReadOnlyObjectWrapper<>(Notice.NONE);
  private final Deque<Asked> waiting = new ArrayDeque<>(); // and all below: guarded by this
  private final List<Notice> untold = new ArrayList<>();
  private @Nullable Job<Boolean> working;
  private long failures;
  private boolean closing;

  /**
   * @param opened the case, whose database was waited for
   * @param fx where the notice changes
   */
  public EditQueue(OpenedCase opened, Jobs jobs, Executor fx) {
    this.opened = opened;
    this.jobs = jobs;
    this.fx = fx;
  }

  /** Has an edit made after those asked for before, with a notice that offers to undo it. */
  public void ask(Act act) {
    ask(
        act,
        edit ->
            edit.map(e -> new Notice(sentence(EditWords.of(e)), Offer.UNDO))
                .orElse(new Notice("It was so already", Offer.NOTHING)));
  }

  /**
   * Has an edit made after those asked for before.
   *
   * @param said what is to be said when it was made
   */
  synchronized void ask(Act act, Function<Optional<Edit>, Notice> said) {
    waiting.add(new Asked(act, said));
    if (working == null) {
      working = jobs.start("Keeping edits", _ -> untilNothingWaits());
    }
  }

  private boolean untilNothingWaits() {
    while (true) {
      Asked next;
      synchronized (this) {
        next = waiting.poll();
        if (next == null) {
          working = null;
          return true;
        }
      }
      make(next);
    }
  }

  private void make(Asked next) {
    Notice now;
    try {
      now = next.said().apply(next.act().make(opened.edits()));
    } catch (Exception | OutOfMemoryError cause) { // the edge of the job: the next edit is tried
      now = failed(cause);
    }
    Notice told = now;
    if (told.offer() == Offer.FAILED) {
      synchronized (this) {
        failures++;
        untold.add(told);
      }
    }
    fx.execute(() -> show(told));
  }

  private void show(Notice told) {
    synchronized (this) {
      if (!closing) {
        untold.remove(told);
      }
    }
    notice.set(told);
  }

  private static Notice failed(Throwable cause) {
    Failure failure = Failure.of(cause);
    String place = failure.place().isEmpty() ? "" : failure.place() + ": ";
    return new Notice(
        "Not kept, nothing has changed. " + place + failure.cause() + ". " + failure.remedy(),
        Offer.FAILED);
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Whether an edit is being made or waits. */
  public synchronized boolean isBusy() {
    return working != null;
  }

  /**
   * Waits until every edit asked for is made or has failed. Not for the JavaFX thread.
   *
   * @return whether none failed meanwhile
   */
  public boolean await() {
    long before;
    synchronized (this) {
      before = failures;
    }
    while (true) {
      Job<Boolean> now;
      synchronized (this) {
        now = working;
        if (now == null) {
          return failures == before;
        }
      }
      now.await();
    }
  }

  /**
   * Waits for the last edits of a view that goes. Not for the JavaFX thread.
   *
   * @return what failed and was not seen to fail
   */
  public List<String> close() {
    synchronized (this) {
      closing = true;
    }
    await();
    synchronized (this) {
      return untold.stream().map(Notice::text).toList();
    }
  }

  /** Says something where edits are told of; on the JavaFX thread. */
  public void say(Notice said) {
    notice.set(said);
  }

  /** What is said about the last edit. */
  public ReadOnlyObjectProperty<Notice> notice() {
    return notice.getReadOnlyProperty();
  }
}
