package salvor.jobs;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** Work that is cut into numbered pieces, done on all processors; it stops between two of them. */
public final class Pieces {
  /** So many rows are a piece: enough to be worth a turn, few enough to stop soon. */
  public static final int ROWS = 1 << 18;

  private static final int MOST_WORKERS = 16;

  private Pieces() {}

  /**
   * Does all pieces, each once, in any order.
   *
   * @throws JobCancelled when the progress says so
   */
  public static void all(int pieces, Progress progress, String doing, IntConsumer piece) {
    AtomicInteger next = new AtomicInteger();
    int workers = Math.min(Runtime.getRuntime().availableProcessors(), pieces);
    try {
      Jobs.inParallel(
          Math.clamp(workers, 1, MOST_WORKERS),
          _ -> {
            for (int number; (number = next.getAndIncrement()) < pieces; ) {
              progress.at(number, pieces, doing);
              piece.accept(number);
            }
          });
    } catch (RuntimeException cause) {
      throw cause;
    } catch (Exception cause) {
      throw new IllegalStateException(doing + " failed", cause);
    }
  }

  /**
   * The numbers below a count that fit.
   *
   * @param fits safe for many threads
   * @throws JobCancelled when the progress says so
   */
  public static BitSet which(int count, Progress progress, String doing, IntPredicate fits) {
    long[] words = new long[(int) (((long) count + Long.SIZE - 1) / Long.SIZE)];
    all(
        (int) (((long) count + ROWS - 1) / ROWS), // each begins with a word of its own
        progress,
        doing,
        piece -> {
          int begin = piece * ROWS;
          int end = (int) Math.min(count, (long) begin + ROWS);
          for (int first = begin; first < end; first += Long.SIZE) {
            long word = 0;
            int last = Math.min(end, first + Long.SIZE);
            for (int number = first; number < last; number++) {
              word |= fits.test(number) ? 1L << number : 0;
            }
            words[first / Long.SIZE] = word;
          }
        });
    return BitSet.valueOf(words);
  }
}
