package salvor.custody.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.CustodyLedger;
import salvor.jobs.Job;
import salvor.jobs.Jobs;

/** No bundle that waits is forgotten, and none waits for what it has. */
class StampQueueTest {
  @TempDir Path folder;

  private Path bundle(String name) throws IOException {
    Path bundle = Files.createDirectories(folder.resolve(name));
    Files.writeString(bundle.resolve(CustodyLedger.HEAD), name);
    return bundle;
  }

  @Test
  void keepsWhatIsPutInWhileOthersAreStamped() throws IOException {
    StampQueue queue = new StampQueue(folder.resolve("queue"));
    Path first = bundle("first");
    Path later = bundle("later");
    queue.add(first);
    queue.stamp(content -> {
      new StampQueue(folder.resolve("queue")).add(later); // as another program does
      return content;
    });
    assertThat(queue.waiting()).containsExactly(later);
  }

  @Test
  void noneIsLostWhereManyPutOneInAtOnce() throws Exception {
    List<Job<Integer>> adding = new ArrayList<>();
    for (int job = 0; job < 4; job++) {
      int number = job;
      adding.add(
          new Jobs()
              .start(
                  "Add",
                  _ -> {
                    for (int i = 0; i < 25; i++) {
                      new StampQueue(folder.resolve("queue")).add(folder.resolve(number + "-" + i));
                    }
                    return 25;
                  }));
    }
    adding.forEach(Job::await);
    assertThat(new StampQueue(folder.resolve("queue")).waiting()).hasSize(100);
  }

  @Test
  void whatWasStampedOtherwiseWaitsNoMore() throws IOException {
    StampQueue queue = new StampQueue(folder.resolve("queue"));
    Path bundle = bundle("case");
    queue.add(bundle);
    LateStamp.of(bundle, content -> content);
    assertThat(
            queue.stamp(_ -> {
              throw new IOException("nobody is to be asked");
            }))
        .isEmpty();
    assertThat(queue.waiting()).isEmpty();
  }

  @Test
  void whatIsNotThereAnyMoreIsNamedWithWhatToDo() throws IOException {
    StampQueue queue = new StampQueue(folder.resolve("queue"));
    Path moved = folder.resolve("moved.zip");
    queue.add(moved);
    assertThat(queue.stamp(content -> content).get(moved))
        .contains("is not there")
        .contains(folder.resolve("queue").toString());
    assertThat(queue.waiting()).containsExactly(moved);
  }
}
