package salvor.workbench.containment;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodReach;
import salvor.containment.ChosenPod;
import salvor.containment.Measures;
import salvor.containment.Presence;
import salvor.containment.RecordedMeasure;
import salvor.containment.Step;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import tools.jackson.databind.JsonNode;

/**
 * All measures of this case by its ledger, and how each stands in the cluster. They are looked at
 * again whenever a watch tells that one of their objects, or a policy beside them, has changed.
 */
public final class MeasuresViewModel {
  private final LiveCase live;
  private final ActingViewModel acting;
  private final String clusterUid;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<List<MeasureRow>> rows =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<String> trouble = new ReadOnlyObjectWrapper<>("");
  private volatile Map<String, MeasureRow.Standing> standings = Map.of();
  private String seen = "";
  private boolean looking;
  private boolean again;
  private boolean begun;

  private record Looked(List<MeasureRow> rows, String trouble) {}

  /**
   * Of a cluster.
   *
   * @param clusterUid which it is; empty where it does not say
   * @param fx where properties change
   */
  public MeasuresViewModel(
      LiveCase live,
      ActingViewModel acting,
      String clusterUid,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.live = live;
    this.acting = acting;
    this.clusterUid = clusterUid;
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
  }

  /** Takes that something may have changed, as often as it likes. */
  public void looked() {
    String now = versions();
    if (!begun || !now.equals(seen)) {
      seen = now;
      look();
    }
  }

  /** What the watches tell of the objects of the measures, and of the policies beside them. */
  private String versions() {
    StringBuilder versions = new StringBuilder();
    Set<String> namespaces = new LinkedHashSet<>();
    for (MeasureRow row : rows.get()) {
      if (row.standing() != MeasureRow.Standing.TAKEN_BACK) {
        for (Step step : row.recorded().measure().steps()) {
          namespaces.add(step.namespace());
          live.known()
              .find(step.kind(), step.namespace(), step.name())
              .ifPresent(object -> version(object, versions));
        }
      }
    }
    namespaces.forEach(namespace ->
        live.known()
            .all(ObjectKind.NETWORK_POLICIES, namespace)
            .forEach(policy -> version(policy, versions)));
    return versions.toString();
  }

  private static void version(JsonNode object, StringBuilder versions) {
    versions
        .append(object.at("/metadata/uid").asString(""))
        .append(':')
        .append(object.at("/metadata/resourceVersion").asString(""))
        .append(' ');
  }

  /** Looks again: at the ledger, and at the cluster. */
  public void look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    begun = true;
    jobs.start("Look at the measures of this case", this::look).watch(fx, this::show);
  }

  private Looked look(Progress progress) throws Exception {
    Measures measures = Measures.in(live.custody().ledger());
    List<MeasureRow> all = new ArrayList<>();
    for (RecordedMeasure each : measures.all().reversed()) {
      if (each.isOf(clusterUid)) {
        Presence presence = Presence.of(each, live.cluster(), progress);
        all.add(new MeasureRow(each, presence, presence.isThere() ? opened(each) : List.of()));
      }
    }
    return new Looked(all, trouble(measures));
  }

  /** Policies that allow something to or from pods that should be cut off, as the watches tell. */
  private List<String> opened(RecordedMeasure measure) {
    Set<String> opened = new LinkedHashSet<>();
    ClusterObjects known = live.known();
    for (ChosenPod pod : measure.measure().pods()) {
      known
          .find(ObjectKind.PODS, pod.uid())
          .map(object -> PodReach.of(object, known))
          .ifPresent(reach ->
              Stream.of(reach.in(), reach.out())
                  .flatMap(side -> side.policies().stream())
                  .filter(policy -> !policy.allowed().isEmpty())
                  .forEach(policy ->
                      opened.add(VisibleText.of(pod.namespace() + "/" + policy.name(), 200))));
    }
    return List.copyOf(opened);
  }

  private static String trouble(Measures measures) {
    List<String> all = new ArrayList<>();
    if (!measures.ledger().faults().isEmpty()) {
      all.add("The ledger is not whole: what it says of measures may not be what was done.");
    }
    measures
        .unreadable()
        .forEach(each ->
            all.add(
                "Measure "
                    + VisibleText.of(each.mark(), 20)
                    + " cannot be told: its file is not there, or was changed."));
    if (!measures.altered().isEmpty()) {
      all.add(
          Moments.count(measures.altered().size(), "file")
              + " of measures are not what the ledger says, or are not there.");
    }
    return String.join("\n", all);
  }

  private void show(JobState<Looked> state) {
    if (!state.isFinal()) {
      return;
    }
    looking = false;
    switch (state) {
      case JobState.Succeeded<Looked>(Looked now) -> {
        standings = standings(now.rows());
        rows.set(now.rows());
        trouble.set(now.trouble());
      }
      case JobState.Failed<Looked>(Throwable cause) ->
          trouble.set("The measures cannot be told: " + OutcomeText.of(cause));
      case JobState.Cancelled<Looked> _,
          JobState.Waiting<Looked> _,
          JobState.Running<Looked> _ -> {}
    }
    if (again) {
      again = false;
      look();
    }
  }

  private static Map<String, MeasureRow.Standing> standings(List<MeasureRow> rows) {
    Map<String, MeasureRow.Standing> all = new HashMap<>();
    for (MeasureRow row : rows) {
      if (row.standing() != MeasureRow.Standing.TAKEN_BACK) {
        row.recorded().measure().pods().forEach(pod -> all.put(pod.uid(), row.standing()));
      }
    }
    return Map.copyOf(all);
  }

  /**
   * Prepares to cut a pod off, and those that may be with it.
   *
   * @param candidates the pod first
   * @param chosen the uids of those that are chosen at first
   */
  public IsolateViewModel isolating(Collection<Candidate> candidates, Set<String> chosen) {
    return new IsolateViewModel(live, acting, candidates, chosen, jobs, fx, clock);
  }

  /** Prepares to take a measure back. */
  UndoViewModel undoing(String mark) {
    return new UndoViewModel(live, acting, mark, this::look, jobs, fx, clock);
  }

  /** The measures, the newest first. */
  ReadOnlyObjectProperty<List<MeasureRow>> rows() {
    return rows.getReadOnlyProperty();
  }

  /** What is wrong with what is told; empty when nothing is. */
  ReadOnlyObjectProperty<String> trouble() {
    return trouble.getReadOnlyProperty();
  }

  /**
   * How far a pod is cut off, in words with a shape; empty where nothing says that it is. From any
   * thread.
   *
   * @param uid its own
   * @param label its label that says so, null without one
   */
  public String standing(String uid, @Nullable String label) {
    MeasureRow.Standing standing = standings.get(uid);
    if (standing == MeasureRow.Standing.ALARM) {
      return "\u25b2 CHANGED SINCE";
    }
    return label == null ? "" : "\u25d1 not verified";
  }

  /** How many measures are not as they were left. */
  public long alarms() {
    return rows.get().stream().filter(row -> row.standing() == MeasureRow.Standing.ALARM).count();
  }
}
