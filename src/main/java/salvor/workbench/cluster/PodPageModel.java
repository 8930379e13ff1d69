package salvor.workbench.cluster;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.cluster.LivePod;
import salvor.cluster.PodDossier;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.TriageLog;
import salvor.triage.Finding;
import salvor.workbench.wording.VisibleText;

/**
 * The page of the chosen pod, and what responders decide. What takes time is done in jobs, one at a
 * time; a page is made anew at most every second, and more seldom where it takes long.
 */
final class PodPageModel {
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** So many times as long as making a page took it is left as it is: 10,000 pods take a while. */
  private static final int REST = 8;

  private final LiveCase live;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<@Nullable PodPage> page = new ReadOnlyObjectWrapper<>(null);
  private final ReadOnlyObjectWrapper<String> trouble = new ReadOnlyObjectWrapper<>("");
  private volatile Map<String, TriageLog.Entry> triage = Map.of();
  private List<PodRow> all = List.of();
  private List<Finding> findings = List.of();
  private String notKept = "";
  private String notTold = "";
  private @Nullable String chosen;
  private Instant made = Instant.EPOCH;
  private Duration pause = FRESH;
  private boolean reading;
  private boolean again;

  PodPageModel(LiveCase live, Jobs jobs, Executor fx, InstantSource clock) {
    this.live = live;
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
  }

  /** Shows what is known of a pod: at once what was judged, and the rest when it was read. */
  void choose(PodRow row) {
    if (!row.pod().uid().equals(chosen)) {
      chosen = row.pod().uid();
      page.set(PodPage.of(row, findings));
      read();
    }
  }

  /** Takes what was found since. */
  void looked(List<PodRow> rows, List<Finding> found) {
    all = rows;
    findings = found;
    if (chosen != null && Duration.between(made, clock.instant()).compareTo(pause) >= 0) {
      read();
    }
  }

  /** Decides of a pod. */
  void decide(PodRow row, TriageLog.State state) {
    LivePod pod = row.pod();
    decide(new TriageLog.Subject("Pod", pod.namespace(), pod.name(), pod.uid()), state);
  }

  /** Decides of a pod or a workload, in the name of the user of this machine. */
  void decide(TriageLog.Subject subject, TriageLog.State state) {
    String author = System.getProperty("user.name", "");
    jobs.start(
            "Note " + subject.name(),
            progress -> {
              live.triage().decide(subject, state, author, "");
              return live.triage().latest();
            })
        .watch(fx, this::decided);
  }

  /**
   * Reads what was decided, by other programs as well; not for the JavaFX thread.
   *
   * @return what is wrong with it, empty when nothing is
   */
  String readDecisions() {
    try {
      triage = Map.copyOf(live.triage().latest());
      List<Integer> damaged = live.triage().damaged();
      return damaged.isEmpty()
          ? ""
          : "The log of decisions is damaged or was changed, at its lines " + damaged + ".";
    } catch (IOException cause) {
      return "What was decided cannot be read: " + VisibleText.of(cause.toString(), 200);
    }
  }

  private void decided(JobState<Map<String, TriageLog.Entry>> state) {
    switch (state) {
      case JobState.Succeeded(Map<String, TriageLog.Entry> latest) -> {
        triage = Map.copyOf(latest);
        notKept = "";
        tell();
        read();
      }
      case JobState.Failed(Throwable cause) -> {
        notKept = "What was decided is not kept: " + VisibleText.of(cause.toString(), 200);
        tell();
      }
      case JobState.Waiting<?> _, JobState.Running<?> _, JobState.Cancelled<?> _ -> {}
    }
  }

  private void read() {
    PodRow row = row();
    if (row == null) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    made = clock.instant();
    List<PodRow> rows = all;
    List<Finding> found = findings;
    jobs.start("Read " + row.name(), progress -> read(row, rows, found)).watch(fx, this::show);
  }

  private PodPage read(PodRow row, List<PodRow> rows, List<Finding> found) throws IOException {
    Map<String, TriageLog.Entry> decided = Map.copyOf(live.triage().latest());
    triage = decided;
    Optional<PodDossier> dossier = PodDossier.of(row.pod(), live.pods().all(), live.known());
    return dossier
        .map(known -> PodPage.of(row, rows, found, known, decided))
        .orElseGet(() -> PodPage.of(row, found));
  }

  private void show(JobState<PodPage> state) {
    if (!state.isFinal()) {
      return;
    }
    reading = false;
    Duration most = Duration.between(made, clock.instant()).multipliedBy(REST);
    pause = most.compareTo(FRESH) > 0 ? most : FRESH;
    if (state instanceof JobState.Succeeded(PodPage next)) {
      notTold = "";
      if (next.row().pod().uid().equals(chosen) && !next.equals(page.get())) {
        page.set(next);
      }
    } else if (state instanceof JobState.Failed(Throwable cause)) {
      notTold = "The pod cannot be told: " + VisibleText.of(cause.toString(), 200);
    }
    tell();
    if (again) {
      again = false;
      read();
    }
  }

  /** What goes well again is no trouble any more; what does not stays told. */
  private void tell() {
    trouble.set((notKept + "\n" + notTold).strip());
  }

  private @Nullable PodRow row() {
    for (PodRow row : all) {
      if (row.pod().uid().equals(chosen)) {
        return row;
      }
    }
    return null;
  }

  /** What was decided last of each, by uid; from any thread. */
  Map<String, TriageLog.Entry> triage() {
    return triage;
  }

  LiveCase live() {
    return live;
  }

  Jobs jobs() {
    return jobs;
  }

  Executor fx() {
    return fx;
  }

  /** The chosen pod; null before one was. */
  ReadOnlyObjectProperty<@Nullable PodPage> page() {
    return page.getReadOnlyProperty();
  }

  /** What went wrong, empty while nothing did. */
  ReadOnlyObjectProperty<String> trouble() {
    return trouble.getReadOnlyProperty();
  }
}
