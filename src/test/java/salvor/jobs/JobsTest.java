package salvor.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class JobsTest {
  private final Jobs jobs = new Jobs();

  @Test
  void watchersSeeTheLastState() {
    List<JobState<String>> seen = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch watched = new CountDownLatch(1);
    Job<String> job =
        jobs.start(
            "read",
            progress -> {
              watched.await();
              progress.at(1, 2, "half");
              return "done";
            });
    job.watch(Runnable::run, seen::add);
    watched.countDown();
    assertThat(job.await()).isEqualTo(new JobState.Succeeded<>("done"));
    assertThat(seen)
        .contains(new JobState.Running<>(1, 2, "half", false))
        .last()
        .isEqualTo(new JobState.Succeeded<>("done"));
    assertThat(job.state().isFinal()).isTrue();
  }

  @Test
  void whatWorkThrowsIsItsLastState() {
    IOException cause = new IOException("disk gone");
    Job<String> job =
        jobs.start(
            "read",
            _ -> {
              throw cause;
            });
    assertThat(job.await()).isEqualTo(new JobState.Failed<String>(cause));
  }

  @Test
  void cancellingEndsTheWorkAtItsNextWordAndReleasesWhatBlocks() {
    AtomicBoolean released = new AtomicBoolean();
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Job<String> job =
        jobs.start(
            "read",
            progress -> {
              progress.onCancel(() -> {
                released.set(true);
                blocked.countDown();
              });
              begun.countDown();
              blocked.await();
              progress.at(0, 0, "never said");
              return "never reached";
            });
    JobState<String> before = job.state();
    assertThat(before.isFinal()).isFalse();
    awaitQuietly(begun);
    job.cancel();
    assertThat(job.await()).isEqualTo(new JobState.Cancelled<String>());
    assertThat(released).isTrue();
    job.cancel(); // once more says nothing
  }

  @Test
  void cancellingIsNoInterrupt() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Job<Boolean> job =
        jobs.start(
            "read",
            _ -> {
              begun.countDown();
              go.await();
              return Thread.currentThread().isInterrupted();
            });
    awaitQuietly(begun);
    job.cancel();
    go.countDown();
    assertThat(job.await()).isEqualTo(new JobState.Succeeded<>(false));
  }

  @Test
  void everyWorkerGetsItsShare() throws Exception {
    Set<Integer> ran = ConcurrentHashMap.newKeySet();
    Jobs.inParallel(4, ran::add);
    assertThat(ran).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void theErrorOfAWorkerReachesTheCaller() {
    assertThatThrownBy(() ->
            Jobs.inParallel(
                2,
                worker -> {
                  if (worker == 1) {
                    throw new IOException("worker 1");
                  }
                }))
        .isInstanceOf(IOException.class)
        .hasMessage("worker 1");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
