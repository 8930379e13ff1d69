package salvor.workbench.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.LeftOut;
import salvor.baseline.Profile;
import salvor.baseline.Severity;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.live.LiveJudging;
import salvor.live.PodBaselines;
import salvor.live.PodVerdict;
import salvor.workbench.baseline.Ground;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workload.WorkloadRef;

/**
 * What arrives of a cluster. Nothing is learned from the first thing on that is out of profile, or
 * that a sensor warned of: an attack would be normal afterwards.
 */
final class ArrivingGround extends LiveGround {
  /** Priorities of alerts that tell of ordinary things as well. */
  private static final Set<String> QUIET =
      Set.of("notice", "informational", "info", "debug", "low");

  private static final String NO_AUDIT =
      "No audit log arrives here: what somebody does by kubectl exec in this window cannot be told"
          + " from what the workload does, and is learned.";

  private final @Nullable WorkloadRef only;
  private volatile @Nullable Warned warned;
  private long learnedOf = -1;

  /** The first alert that is no quiet one. */
  private record Warned(long time, String rule) {}

  /**
   * @param only the workload whose baselines are learned; null for all
   */
  ArrivingGround(LiveViewModel model, @Nullable WorkloadRef only) {
    super(model);
    this.only = only;
  }

  @Override
  public String title() {
    return only == null
        ? "Learn from what arrives"
        : "Learn what " + VisibleText.of(only.toString(), 100) + " does from what arrives";
  }

  @Override
  public String none() {
    return "Nothing to learn from yet: no telemetry of "
        + (only == null ? "any container" : "this workload")
        + " has arrived in this window. Alerts are no log of all there is; packaging/sensors makes"
        + " Falco and Tetragon record enough.";
  }

  @Override
  public Made make(Learning learning, Progress progress) throws Exception {
    LiveJudging.Round round = model.now().round();
    LiveJudging.Judged judged = round.judged();
    long of = round.board().judged();
    if (judged == null) {
      return new Made(List.of(), null, List.of(), "");
    }
    Evidence evidence = round.whole() ? judged.evidence() : model.live().recorded(progress);
    Observations all = evidence.observations();
    List<Profile> profiles =
        Learner.learn(all, evidence.inventory(), evidence.sources(), learning, progress).stream()
            .filter(profile -> only == null || isOf(profile.key(), only))
            .toList();
    warned = warned(all, learning);
    learnedOf = of;
    return new Made(
        profiles,
        LeftOut.of(all, learning, progress),
        Ground.named(evidence.sources()),
        isAudited(all) ? "" : NO_AUDIT);
  }

  private static @Nullable Warned warned(Observations all, Learning learning) {
    for (int row = 0; row < all.timed(); row++) {
      if (all.kind(row) == Kind.ALERT
          && all.activity(all.activityId(row)) instanceof Activity.Alert alert
          && !learning.telemetry().contains(alert.rule())
          && !QUIET.contains(String.valueOf(alert.priority()).toLowerCase(Locale.ROOT))) {
        return new Warned(all.time(row), alert.rule());
      }
    }
    return null;
  }

  private static boolean isAudited(Observations all) {
    for (int row = 0; row < all.size(); row++) {
      if (all.kind(row) == Kind.API_REQUEST) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Suspicion suspicion() {
    List<PodVerdict> out =
        model.now().round().board().pods().values().stream()
            .filter(pod -> pod.since() != null && pod.out() > 0)
            .filter(pod -> pod.severity() == null || pod.severity() != Severity.INFO)
            .sorted(Comparator.comparingLong(ArrivingGround::since))
            .toList();
    Warned alert = warned;
    List<String> words = new ArrayList<>();
    long from = Long.MAX_VALUE;
    if (!out.isEmpty()) {
      from = since(out.getFirst());
      words.add(
          VisibleText.of(out.getFirst().namespace() + "/" + out.getFirst().pod(), 150)
              + " is out of profile since "
              + Moments.clock(from)
              + (out.size() == 1 ? "" : ", and " + Moments.count(out.size() - 1) + " more are"));
    }
    if (alert != null) {
      from = Math.min(from, alert.time());
      words.add(
          "a sensor warned at "
              + Moments.clock(alert.time())
              + ": "
              + VisibleText.of(alert.rule(), 100));
    }
    return words.isEmpty()
        ? new Suspicion(
            null,
            "Nothing is out of profile so far. A workload without a baseline hardly can be: look at"
                + " what is learned of it before you keep it.",
            false)
        : new Suspicion(
            from,
            String.join("; ", words)
                + ". Nothing from "
                + Moments.clock(from)
                + " on is learned, so that no attack is.",
            false);
  }

  private static long since(PodVerdict pod) {
    Long since = pod.since();
    return since == null ? Long.MAX_VALUE : since;
  }

  @Override
  public boolean grows() {
    return true;
  }

  @Override
  public boolean isNewer() {
    return model.now().round().board().judged() != learnedOf;
  }

  @Override
  public Subscription ticking(Runnable told) {
    return model.looks().subscribe(told);
  }

  /** Those of which something is missing, and of which no pod is out of profile. */
  @Override
  public boolean isOffered(Profile profile) {
    List<PodRow> pods =
        model.all().stream().filter(row -> isOf(profile.key(), row.pod().workload())).toList();
    return pods.stream().noneMatch(row -> row.out() > 0)
        && (only != null
            || pods.stream().anyMatch(row -> row.baseline() != PodBaselines.State.STABLE));
  }

  static boolean isOf(Profile.Key key, WorkloadRef workload) {
    return workload.namespace().equals(key.namespace())
        && workload.name().equals(key.workload())
        && (workload.kind() == null
            || key.kind() == null
            || workload.kind().equalsIgnoreCase(key.kind()));
  }
}
