package salvor.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The same done with several things, a few at once. What becomes of one is its own: one that fails
 * or takes long holds up no other, as long as a worker is left. Cancelled, all of them end.
 */
public final class SideBySide<A> {
  private final int atOnce;
  private final Function<A, String> name;

  /** How it ended with one of them. */
  public sealed interface Ended<T> {
    /** It is done. */
    record Done<T>(T result) implements Ended<T> {}

    /** It failed. */
    record Failed<T>(Exception cause) implements Ended<T> {}

    /** It was not begun, or did not come to its end: somebody stopped all of it. */
    record Stopped<T>() implements Ended<T> {}
  }

  /** What is done with each. */
  @FunctionalInterface
  public interface Act<A, T> {
    /** Does it; on a thread of its own, beside others. */
    T with(A each, Progress progress) throws Exception;
  }

  /** Is told of each that has ended, by whichever thread did it. */
  @FunctionalInterface
  public interface Listener<A, T> {
    /** It has ended. */
    void ended(A each, Ended<T> how);
  }

  /**
   * So many at once.
   *
   * @param name how one is called in the progress of all
   */
  public SideBySide(int atOnce, Function<A, String> name) {
    this.atOnce = atOnce;
    this.name = name;
  }

  /**
   * Does it with all of them, and returns when all have ended.
   *
   * @param progress that of the whole: counts those that have ended
   * @return how it ended, in the order of what was given
   */
  public <T> List<Ended<T>> each(
      List<A> all, Progress progress, Act<A, T> act, Listener<A, T> listener) {
    Round<T> round = new Round<>(progress, Math.clamp(all.size(), 1, atOnce), all.size());
    AtomicInteger next = new AtomicInteger();
    try {
      Jobs.inParallel(
          round.doing.length,
          worker -> {
            for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
              A each = all.get(i);
              Ended<T> how = one(each, act, named(each, worker, round), round.branches);
              round.ended(worker, i, how);
              listener.ended(each, how);
            }
          });
    } catch (RuntimeException cause) {
      throw cause;
    } catch (Exception cause) {
      throw new IllegalStateException(cause);
    } finally {
      progress.onCancel(() -> {});
    }
    return round.all();
  }

  private static <A, T> Ended<T> one(A each, Act<A, T> act, Progress own, Branches branches) {
    if (branches.isCancelled()) {
      return new Ended.Stopped<>();
    }
    try {
      return new Ended.Done<>(act.with(each, own));
    } catch (Exception cause) { // the edge of its work: the others go on
      return branches.isCancelled() || cause instanceof JobCancelled
          ? new Ended.Stopped<>()
          : new Ended.Failed<>(cause);
    }
  }

  private <T> Progress named(A each, int worker, Round<T> round) {
    String called = name.apply(each);
    return new Progress() {
      @Override
      public void at(long done, long total, String doing) {
        round.tell(worker, round.of == 1 ? doing : called + ": " + doing);
      }

      @Override
      public void onCancel(Runnable stop) {
        round.branches.of(worker).onCancel(stop);
      }
    };
  }

  /** How far all of them are. */
  private static final class Round<T> {
    final Branches branches;
    final int of;
    final @Nullable String[] doing; // by worker
    private final List<Ended<T>> ended = new ArrayList<>();
    private int over;

    Round(Progress whole, int workers, int of) {
      this.branches = new Branches(whole, workers);
      this.of = of;
      this.doing = new String[workers];
      for (int i = 0; i < of; i++) {
        ended.add(new Ended.Stopped<>());
      }
    }

    void tell(int worker, String now) {
      int done;
      synchronized (this) {
        doing[worker] = now;
        done = over;
      }
      branches.of(worker).at(done, of, now);
    }

    /** One more is over; those that are not are told of. */
    void ended(int worker, int which, Ended<T> how) {
      branches.of(worker).onCancel(() -> {}); // what it waited for is nobody's any more
      String other;
      int done;
      synchronized (this) {
        ended.set(which, how);
        doing[worker] = null;
        done = ++over;
        other = Arrays.stream(doing).filter(Objects::nonNull).findFirst().orElse("");
      }
      try {
        branches.of(worker).at(done, of, other);
      } catch (JobCancelled _) {
        // whoever comes next learns it
      }
    }

    synchronized List<Ended<T>> all() {
      return List.copyOf(ended);
    }
  }
}
