package salvor.terminal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.containment.ChosenPod;
import salvor.containment.Suspicion;
import salvor.live.Board;
import salvor.live.TriageLog;

/**
 * What a case tells of pods: what it recorded of them, judged, and what somebody decided.
 *
 * @param board null where it recorded nothing
 */
record CaseVerdicts(@Nullable Board board, Map<String, TriageLog.Entry> decided) {
  /** Reads and judges what is there; empty where the case tells nothing of any pod. */
  static Optional<CaseVerdicts> of(
      Desk desk, Cluster cluster, Path folder, NamedBaselines baselines) throws Exception {
    Board board = DossierArguments.judged(desk, cluster, folder, baselines);
    Map<String, TriageLog.Entry> decided = DossierArguments.triage(desk, folder);
    return board == null && decided.isEmpty()
        ? Optional.empty()
        : Optional.of(new CaseVerdicts(board, decided));
  }

  Suspicion of(ChosenPod pod) {
    return TriageLog.Entry.suspicion(
        decided.get(pod.uid()),
        board == null ? null : board.of(pod.namespace(), pod.name()).orElse(null));
  }
}
