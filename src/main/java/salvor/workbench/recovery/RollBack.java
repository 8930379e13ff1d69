package salvor.workbench.recovery;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import salvor.containment.Measures;
import salvor.containment.RecordedMeasure;
import salvor.containment.Step;
import salvor.containment.Undoing;
import salvor.containment.Undone;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.recovery.DigestCount;
import salvor.recovery.Fix;
import salvor.recovery.RollOut;
import salvor.recovery.RolledKind;
import salvor.recovery.Seen;

/** Takes the measures of a roll-out back by the ledger, and counts anew. */
record RollBack(LiveCase live, ActingSwitch.Leave leave, InstantSource clock) {
  /**
   * What was given back.
   *
   * @param complete the marks of those that were taken back wholly
   * @param given the workloads that have their old images again
   * @param count who runs the bad digest now
   */
  record Back(List<String> complete, List<String> given, DigestCount count) {
    Back {
      complete = List.copyOf(complete);
      given = List.copyOf(given);
    }
  }

  Back of(List<String> marks, Fix fix, Progress progress) throws Exception {
    List<String> complete = new ArrayList<>();
    List<String> given = new ArrayList<>();
    for (String mark : marks) {
      RecordedMeasure recorded =
          Measures.in(live.custody().ledger())
              .marked(mark)
              .orElseThrow(() -> new IOException("the ledger tells of no measure " + mark));
      Undone undone =
          new Undoing(live.cluster(), live.custody().ledger(), leave, clock, Pause.REAL)
              .undo(recorded, leave.reason(), progress);
      if (undone.isComplete()) {
        complete.add(mark);
        recorded.measure().steps().forEach(step -> given.add(said(step)));
      }
    }
    progress.at(0, 0, "Counting");
    return new Back(complete, given, RollOut.plan(Seen.of(live.cluster(), ""), fix).before());
  }

  /** As the plan names it. */
  private static String said(Step step) {
    return Stream.of(RolledKind.values())
            .filter(kind -> kind.kind().equals(step.kind()))
            .map(RolledKind::word)
            .findFirst()
            .orElse("")
        + " "
        + step.namespace()
        + "/"
        + step.name();
  }
}
