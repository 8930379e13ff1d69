package salvor.casefile;

import org.jspecify.annotations.Nullable;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;

/**
 * The case database, which takes a third of a second to start: it is started beside an import, and
 * otherwise not before somebody asks for what people added. Safe for many threads.
 */
final class DatabaseStart {
  private final CaseFolder folder;
  private final Jobs jobs;
  private @Nullable Job<CaseDatabase> job;

  DatabaseStart(CaseFolder folder, Jobs jobs) {
    this.folder = folder;
    this.jobs = jobs;
  }

  /** Starts it, if it was not; does not wait. */
  synchronized Job<CaseDatabase> start() {
    Job<CaseDatabase> started = job;
    if (started == null) {
      started = jobs.start("Open the case database", _ -> CaseDatabase.open(folder));
      job = started;
    }
    return started;
  }

  /** Starts it, if it was not, and waits for it. */
  JobState<CaseDatabase> await() {
    return start().await();
  }

  /** Closes it, if it was started. */
  void close() throws CaseUnusable {
    Job<CaseDatabase> started;
    synchronized (this) {
      started = job;
    }
    if (started != null
        && started.await() instanceof JobState.Succeeded<CaseDatabase>(CaseDatabase ready)) {
      ready.close();
    }
  }
}
