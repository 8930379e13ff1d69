package salvor.workbench.cluster;

import java.nio.IntBuffer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.evidence.SameRecord;
import salvor.jobs.Progress;
import salvor.live.LiveJudging;
import salvor.timeline.Lanes;
import salvor.timeline.Present;
import salvor.timeline.TimelineModel;
import salvor.triage.SameFact;
import salvor.workbench.evidence.EventCells;
import salvor.workbench.evidence.EventTableViewModel;
import salvor.workbench.timeline.Growing;
import salvor.workbench.timeline.Growth;

/**
 * A timeline of what a round judged, made for the lanes and the order in which the one before it is
 * looked at.
 *
 * @param events the table of it; null for the first
 */
record LivePicture(
    LiveJudging.Round round,
    LiveJudging.Judged judged,
    Growth growth,
    EventTableViewModel.@Nullable Later events,
    IntBuffer sameFact) {

  /**
   * What is asked for.
   *
   * @param before what is looked at; null for nothing yet, as its lanes and its order
   * @param only the only pod whose lanes are shown; null for all
   */
  record Wanted(
      LiveJudging.Round round,
      LiveJudging.Judged judged,
      Present present,
      @Nullable LivePicture before,
      @Nullable Lanes lanes,
      EventTableViewModel.@Nullable Ordering ordering,
      @Nullable String only) {}

  /** Makes it. Not for a thread that must not wait. */
  static LivePicture made(Wanted wanted, Progress progress) {
    Evidence evidence = wanted.judged().evidence();
    TimelineModel model = TimelineModel.of(evidence, wanted.judged().verdicts(), wanted.present());
    model.prepare(model.lanes());
    progress.at(0, 0, "Drawing what arrived");
    LivePicture before = wanted.before();
    IntUnaryOperator again =
        before == null
            ? Growing.NOTHING
            : new SameRecord(before.judged().evidence(), evidence)::row;
    Lanes lanes = wanted.lanes();
    Growth growth = Growth.of(model, lanes == null ? model.lanes() : lanes, again);
    EventTableViewModel.Ordering ordering = wanted.ordering();
    return new LivePicture(
        wanted.round(),
        wanted.judged(),
        OnlyPod.in(growth, wanted.only()),
        ordering == null
            ? null
            : ordering.of(
                new EventCells(evidence, wanted.judged().verdicts()),
                part -> Growing.part(part, growth.model()),
                progress),
        SameFact.rounds(evidence.observations()));
  }
}
