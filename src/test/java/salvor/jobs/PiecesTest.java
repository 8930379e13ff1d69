package salvor.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static Progress stoppingAfter(int calls) {
    AtomicInteger left = new AtomicInteger(calls);
    return new Progress() {
      @Override
      public void at(long done, long total, String doing) {
        if (left.getAndDecrement() == 0) {
          throw new JobCancelled();
        }
      }

      @Override
      public void onCancel(Runnable stop) {}
    };
  }

  @Test
  void findsEveryNumberThatFitsAndNoOther() {
    for (int count : new int[] {0, 1, 63, 64, 65, Pieces.ROWS, Pieces.ROWS * 3 + 17}) {
      BitSet found = Pieces.which(count, Progress.NONE, "counting", n -> n % 7 == 3);
      BitSet expected = new BitSet();
      for (int n = 3; n < count; n += 7) {
        expected.set(n);
      }
      assertThat(found).as("%d", count).isEqualTo(expected);
    }
  }

  @Test
  void doesEachPieceOnce() {
    AtomicIntegerArray done = new AtomicIntegerArray(1000);
    Pieces.all(1000, Progress.NONE, "counting", done::incrementAndGet);
    for (int piece = 0; piece < 1000; piece++) {
      assertThat(done.get(piece)).isEqualTo(1);
    }
  }

  @Test
  void stopsBetweenTwoPiecesWhenItIsCancelled() {
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(
            () -> Pieces.all(10_000, stoppingAfter(5), "counting", _ -> done.incrementAndGet()))
        .isInstanceOf(JobCancelled.class);
    assertThat(done.get()).isLessThan(10_000);
  }
}
