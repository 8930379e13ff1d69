package salvor.workbench.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.cluster.LivePod;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.live.PodVerdict;
import salvor.playbook.Isolation;
import salvor.report.Suspects;

/**
 * The pods that are out of profile by now, those that are gone included. What was seen to be
 * deleted is kept: the evidence that says so is not judged again with the newest. By one thread.
 */
final class LiveSuspects {
  private final Map<String, Long> gone = new HashMap<>();
  private LiveJudging.@Nullable Judged seen;

  @SuppressWarnings("ReferenceEquality") // another round is another, however alike
  List<Isolation.Suspect> of(LiveCase.Now now, Collection<LivePod> pods) {
    LiveJudging.Round round = now.round();
    LiveJudging.@Nullable Judged judged = round.judged();
    if (judged != null && judged != seen) {
      gone.putAll(Suspects.gone(judged.evidence().observations()));
      seen = judged;
    }
    Map<String, String> uids = new HashMap<>();
    pods.forEach(pod -> uids.put(pod.namespace() + "/" + pod.name(), pod.uid()));
    List<Isolation.Suspect> suspects = new ArrayList<>();
    round
        .board()
        .pods()
        .forEach((name, verdict) -> {
          if (verdict.out() > 0) {
            suspects.add(suspect(name, uids.get(name), verdict));
          }
        });
    return suspects;
  }

  private Isolation.Suspect suspect(String name, @Nullable String uid, PodVerdict verdict) {
    Long at = uid == null ? gone.get(name) : null; // one that is there is not gone
    Long last = verdict.last();
    return new Isolation.Suspect(
        name, uid, at == null || (last != null && at < last) ? null : Suspects.ofNanos(at));
  }
}
