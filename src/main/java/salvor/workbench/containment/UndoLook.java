package salvor.workbench.containment;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.containment.Aftermath;
import salvor.containment.Backend;
import salvor.containment.ChosenPod;
import salvor.containment.DeleteLock;
import salvor.containment.Measures;
import salvor.containment.Presence;
import salvor.containment.RecordedMeasure;
import salvor.containment.SealedEvidence;
import salvor.containment.Step;
import salvor.containment.Suspicion;
import salvor.custody.bundle.BundleCheck;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import salvor.report.ContainmentWords;

/**
 * What is there of a measure that is to be taken back, and what that would mean.
 *
 * @param missing rights that are not given, by verb; empty when all are
 * @param aftermath what becomes of pods
 */
record UndoLook(RecordedMeasure recorded, Presence presence, String missing, Aftermath aftermath) {
  /**
   * Looks; it takes time.
   *
   * @param mark that of the measure
   * @param suspicion what is known of pods
   */
  static UndoLook at(
      LiveCase live, String mark, Function<ChosenPod, Suspicion> suspicion, Progress progress)
      throws IOException, ClusterFailure {
    RecordedMeasure found =
        Measures.in(live.custody().ledger())
            .marked(mark)
            .orElseThrow(() -> new IOException("the ledger tells of no measure " + mark));
    Presence presence = Presence.of(found, live.cluster(), progress);
    Optional<Trouble> away = presence.unseen();
    if (away.isPresent()) {
      throw new ClusterFailure(away.get()); // nor can it be asked for rights
    }
    Aftermath aftermath = Aftermath.of(found, live.cluster(), "").judged(suspicion);
    if (!aftermath.losses().isEmpty()) {
      aftermath =
          aftermath.sealed(
              new DeleteLock(
                  SealedEvidence.of(
                      live.folder(), List.of(), BundleCheck.Trusted.ofUser(), progress),
                  ""));
    }
    return new UndoLook(found, presence, missing(live, found), aftermath);
  }

  /** Rights that it takes, and that are not given. */
  private static String missing(LiveCase live, RecordedMeasure of) {
    Set<Right> needed = new LinkedHashSet<>();
    Set<String> namespaces = new LinkedHashSet<>();
    for (Step step : of.measure().steps()) {
      if (!step.namespace().isEmpty()) {
        namespaces.add(step.namespace());
      }
      switch (step) {
        case Step.Create create -> {
          for (Backend backend : Backend.values()) {
            if (backend.kind().equals(create.kind())) {
              needed.add(backend.rights().getLast());
            }
          }
        }
        case Step.Patch patch -> {
          if (patch.kind().equals(ObjectKind.PODS)) {
            needed.add(Right.LABEL_POD);
          } else if (patch.kind().equals(ObjectKind.NETWORK_POLICIES)) {
            needed.add(Right.PATCH_NETWORK_POLICY);
          }
        }
        case Step.Delete _ -> {}
      }
    }
    Rights rights =
        live.cluster().rights(needed, namespaces.size() == 1 ? namespaces.iterator().next() : "");
    return ContainmentWords.rights(needed.stream().filter(each -> !rights.allows(each)).toList());
  }
}
