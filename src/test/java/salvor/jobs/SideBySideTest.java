package salvor.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import salvor.jobs.SideBySide.Ended;

@Timeout(60)
class SideBySideTest {
  private final SideBySide<Integer> four = new SideBySide<>(4, number -> "pod-" + number);

  private static List<Integer> upTo(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  @Test
  void doesFourAtOnceAndNeverMoreAndTellsThemInTheOrderGiven() {
    CyclicBarrier four = new CyclicBarrier(4); // four must be there at the same time
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Ended<String>> ended =
        this.four.each(
            upTo(8),
            Progress.NONE,
            (number, _) -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              four.await(30, TimeUnit.SECONDS);
              now.decrementAndGet();
              return "result " + number;
            },
            (_, _) -> {});
    assertThat(most).hasValue(4);
    assertThat(ended)
        .extracting(how -> how instanceof Ended.Done<String>(String result) ? result : "")
        .containsExactlyElementsOf(upTo(8).stream().map(number -> "result " + number).toList());
  }

  @Test
  void oneThatFailsOrHangsHoldsUpNoOther() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(9);
    List<Integer> told = Collections.synchronizedList(new ArrayList<>());
    Job<List<Ended<Integer>>> job =
        new Jobs()
            .start(
                "look",
                progress ->
                    four.each(
                        upTo(10),
                        progress,
                        (number, own) -> {
                          own.at(0, 0, "looking");
                          if (number == 0) {
                            released.await();
                          } else if (number == 1) {
                            throw new IOException("no way in");
                          }
                          return number;
                        },
                        (number, _) -> {
                          told.add(number);
                          others.countDown();
                        }));
    assertThat(others.await(30, TimeUnit.SECONDS)).as("the other nine have ended").isTrue();
    assertThat(told).hasSize(9).doesNotContain(0);
    released.countDown();
    assertThat(job.await()).isInstanceOf(JobState.Succeeded.class);
    var all = ((JobState.Succeeded<List<Ended<Integer>>>) job.state()).result();
    assertThat(all.get(0)).isEqualTo(new Ended.Done<>(0));
    assertThat(all.get(1))
        .isInstanceOfSatisfying(
            Ended.Failed.class, failed -> assertThat(failed.cause()).hasMessage("no way in"));
    assertThat(all.subList(2, 10)).hasOnlyElementsOfType(Ended.Done.class);
  }

  @Test
  void cancelledAllThatWaitAreReleasedAndNoneIsBegun() throws Exception {
    CountDownLatch waiting = new CountDownLatch(3);
    AtomicInteger begun = new AtomicInteger();
    List<Ended<Integer>> told = Collections.synchronizedList(new ArrayList<>());
    Job<List<Ended<Integer>>> job =
        new Jobs()
            .start(
                "look",
                progress -> {
                  List<Ended<Integer>> all =
                      four.each(
                          upTo(20),
                          progress,
                          (number, own) -> {
                            begun.incrementAndGet();
                            if (number == 0) {
                              return number;
                            }
                            CountDownLatch closed = new CountDownLatch(1);
                            own.onCancel(closed::countDown);
                            waiting.countDown();
                            closed.await();
                            throw new IOException("closed");
                          },
                          (_, how) -> told.add(how));
                  progress.at(all.size(), all.size(), "");
                  return all;
                });
    assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
    job.cancel();
    assertThat(job.await()).isInstanceOf(JobState.Cancelled.class);
    assertThat(begun.get()).isLessThan(20).isGreaterThanOrEqualTo(4);
    assertThat(told).hasSize(20).filteredOn(Ended.Done.class::isInstance).hasSize(1);
    assertThat(told).filteredOn(Ended.Stopped.class::isInstance).hasSize(19);
  }

  @Test
  void tellsWhichIsAtWhatAndHowManyAreOver() {
    List<String> said = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void at(long done, long total, String doing) {
            said.add(done + "/" + total + " " + doing);
          }

          @Override
          public void onCancel(Runnable stop) {}
        };
    new SideBySide<Integer>(1, number -> "pod-" + number)
        .each(
            upTo(2),
            progress,
            (_, own) -> {
              own.at(3, 9, "probing");
              return "";
            },
            (_, _) -> {});
    assertThat(said).containsExactly("0/2 pod-0: probing", "1/2 ", "1/2 pod-1: probing", "2/2 ");
  }
}
