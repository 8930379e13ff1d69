package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.workbench.fx.Turns;

/** An opening that is given up leaves the case's folder to others. */
class GivenUpTest {
  @TempDir private Path folder;

  @Test
  void theFolderIsFreeOfACaseGivenUpOnceItWasRead() throws Exception {
    WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new Turns());
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch givenUp = new CountDownLatch(1);
    model.open(
        new OpenRequest(
            "webshell",
            folder.resolve("case"),
            _ -> {
              Investigation investigation = SampleCase.inFolder(folder);
              read.countDown();
              givenUp.await();
              return investigation;
            }));
    read.await();
    var job = Objects.requireNonNull(model.giveUp());
    givenUp.countDown();
    assertThat(job.await()).isInstanceOf(JobState.Cancelled.class);
    SampleCase.inFolder(folder).opened().close();
  }
}
