package salvor.workbench.cluster;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.LivePod;
import salvor.cluster.LogLine;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.jobs.Job;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import salvor.report.ClusterWords;
import salvor.workbench.fx.FxThread;
import salvor.workbench.wording.Moments;

/** The log of one container: that of now or of the run before, followed, and searched. */
final class LogViewModel {
  private static final int MOST_LINES = 10_000;
  private static final int LONGEST = 2_000;
  private static final int TAIL = 2_000;

  private final LiveCase live;
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<List<String>> lines = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<String> about = new ReadOnlyObjectWrapper<>("");
  private LogBuffer buffer = new LogBuffer(MOST_LINES, LONGEST);
  private String words = "";
  private @Nullable Job<?> reading;
  private String state = "";

  LogViewModel(LiveCase live, Jobs jobs, Executor fx) {
    this.live = live;
    this.jobs = jobs;
    this.fx = fx;
  }

  /** Reads a log from the newest lines on; what was read before ends. */
  void read(LivePod pod, String container, boolean previous, boolean follow) {
    stop();
    LogBuffer fresh = new LogBuffer(MOST_LINES, LONGEST);
    buffer = fresh;
    state = "Asking for the log…";
    show();
    LogRequest request =
        new LogRequest(
            pod.namespace(),
            pod.name(),
            container,
            follow && !previous,
            previous,
            true,
            null,
            TAIL);
    Consumer<String> told =
        FxThread.latest(
            fx,
            now -> {
              if (buffer == fresh) {
                state = now;
                show();
              }
            });
    reading =
        jobs.start(
            "Read the log of " + pod.name(), progress -> read(request, fresh, told, progress));
  }

  private Void read(LogRequest request, LogBuffer into, Consumer<String> told, Progress progress) {
    try (LogStream log = live.cluster().logs(request)) {
      progress.onCancel(log::close);
      for (LogLine line = log.next(); line != null; line = log.next()) {
        progress.at(0, 0, "Reading a log");
        into.add(line);
        told.accept(request.follow() ? "following" : "reading");
      }
      told.accept(request.follow() ? "the log has ended" : "");
    } catch (ClusterFailure failure) {
      told.accept(ClusterWords.trouble(failure.trouble()));
    }
    return null;
  }

  /** Shows only lines with these words; all where there are none. */
  void search(String wanted) {
    words = wanted.strip();
    show();
  }

  /** Ends what is read. */
  void stop() {
    Job<?> job = reading;
    if (job != null) {
      job.cancel();
      reading = null;
    }
  }

  private void show() {
    LogBuffer.Held held = buffer.held(words);
    lines.set(held.lines());
    int all = buffer.size();
    about.set(
        (words.isEmpty()
                ? Moments.count(all, "line")
                : Moments.count(held.matching()) + " of " + Moments.count(all, "line"))
            + (held.dropped() == 0
                ? ""
                : "; " + Moments.count(held.dropped()) + " older ones were let go")
            + (all >= TAIL && held.dropped() == 0 ? "; older ones were not asked for" : "")
            + "; times of the node, "
            + Moments.zone()
            + (state.isEmpty() ? "" : "; " + state));
  }

  ReadOnlyObjectProperty<List<String>> lines() {
    return lines.getReadOnlyProperty();
  }

  /** How many lines there are, and how reading stands. */
  ReadOnlyObjectProperty<String> about() {
    return about.getReadOnlyProperty();
  }
}
