package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import salvor.jobs.Jobs;

class NewestFirstTest {
  private final Turns turns = new Turns();
  private final List<Integer> results = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  @Test
  void skipsInputsThatANewerOneOvertook() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    var work =
        work((input, _) -> {
          begun.countDown();
          go.await();
          return input;
        });
    work.ask(1);
    await(begun);
    work.ask(2);
    work.ask(3);
    go.countDown();
    turns.until(() -> results.contains(3));
    assertThat(results).containsExactly(3);
  }

  @Test
  void stopsWorkWhoseInputIsNoLongerWanted() {
    CountDownLatch begun = new CountDownLatch(1);
    var work =
        work((input, progress) -> {
          begun.countDown();
          while (input == 1) {
            progress.at(0, 0, "");
          }
          return input;
        });
    work.ask(1);
    await(begun);
    work.ask(2);
    turns.until(() -> !results.isEmpty());
    assertThat(results).containsExactly(2);
  }

  @Test
  void tellsOfAFailureAndGoesOn() {
    var work =
        work((input, _) -> {
          if (input == 1) {
            throw new IllegalStateException("no");
          }
          return input;
        });
    work.ask(1);
    turns.until(() -> !failures.isEmpty());
    work.ask(2);
    turns.until(() -> !results.isEmpty());
    assertThat(failures).hasSize(1);
  }

  @Test
  void neitherAResultNorAFailureOfWhatIsForgottenArrives() {
    var work =
        work((input, _) -> {
          if (input == 2) {
            throw new IllegalStateException("no");
          }
          return input;
        });
    work.ask(1);
    Runnable result = turns.next();
    work.forget();
    result.run();
    work.ask(2);
    Runnable failure = turns.next();
    work.forget();
    failure.run();
    work.ask(3);
    turns.until(() -> !results.isEmpty());
    assertThat(results).containsExactly(3);
    assertThat(failures).isEmpty();
  }

  @Test
  void theLastValueIsAlwaysDelivered() {
    List<Integer> seen = new ArrayList<>();
    var latest = FxThread.<Integer>latest(turns, seen::add);
    for (int i = 0; i <= 1000; i++) {
      latest.accept(i);
    }
    turns.until(() -> seen.contains(1000));
    assertThat(seen).containsExactly(1000);
  }

  private NewestFirst<Integer, Integer> work(NewestFirst.Step<Integer, Integer> step) {
    return new NewestFirst<>("test", new Jobs(), turns, true, step, results::add, failures::add);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
