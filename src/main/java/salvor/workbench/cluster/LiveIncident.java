package salvor.workbench.cluster;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.live.PodVerdict;
import salvor.report.DwellTimes;
import salvor.timeline.CutOff;
import salvor.timeline.DwellRuler;
import salvor.workbench.playbook.Incident;

/** The times of what is seen live: by the verdicts so far, and by the clock of the cluster. */
final class LiveIncident implements Incident {
  private final LiveViewModel model;
  private final InstantSource clock;
  private LiveJudging.@Nullable Judged seen;
  private LiveJudging.@Nullable Judged ruled;
  private CutOff told = CutOff.NONE;
  private long rounds;
  private DwellRuler ruler = new DwellRuler(-1, -1, Map.of(), Map.of(), CutOff.NONE);

  LiveIncident(LiveViewModel model) {
    this.model = model;
    this.clock = model.clusterClock();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // another round is another, however alike
  public synchronized Object version() {
    LiveJudging.@Nullable Judged judged = model.now().round().judged();
    CutOff cut = model.timeline().response().cutOff();
    if (judged != seen || !cut.equals(told)) {
      seen = judged;
      told = cut;
      rounds++;
    }
    return rounds;
  }

  @Override
  public DwellTimes times() {
    LiveCase.Now now = model.now();
    CutOff cut = model.timeline().response().cutOff(); // the ruler of the timeline has the same
    DwellTimes times = DwellTimes.of(ruler(now.round().judged()).with(cut));
    Instant first = first(now).orElse(times.compromised());
    Instant compromised =
        times.compromised() == null || (first != null && first.isBefore(times.compromised()))
            ? first
            : times.compromised();
    return new DwellTimes(compromised, times.detected(), times.contained(), times.share(), false);
  }

  @SuppressWarnings("ReferenceEquality") // another round is another, however alike
  private synchronized DwellRuler ruler(LiveJudging.@Nullable Judged judged) {
    if (judged != null && judged != ruled) {
      Observations all = judged.evidence().observations();
      ruler = DwellRuler.of(all, judged.verdicts());
      ruled = judged;
    }
    return ruler;
  }

  /** What was out of profile first, also in files that were not judged together with the newest. */
  private static Optional<Instant> first(LiveCase.Now now) {
    return now.round().board().pods().values().stream()
        .map(PodVerdict::since)
        .filter(Objects::nonNull)
        .min(Long::compare)
        .map(nanos ->
            Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)));
  }

  @Override
  public Instant now() {
    return clock.instant();
  }
}
