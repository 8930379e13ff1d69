package salvor.workbench;

import java.util.List;
import java.util.Map;
import salvor.timeline.Contamination;
import salvor.workbench.casefile.ContaminationWords;
import salvor.workbench.timeline.TimelineView;

/**
 * Says wherever it matters which baselines may have learned the attack, as the milestones stand
 * now: above the timeline, on its ruler, with the baselines and with every event that one of them
 * judged.
 */
final class Doubts {
  private final Session session;
  private final TimelineView timeline;

  Doubts(Session session, TimelineView timeline) {
    this.session = session;
    this.timeline = timeline;
    session.marking().changes().subscribe(_ -> tell());
  }

  private void compareWithReplicas() {
    session.commands().run("compare.replica");
  }

  /** Says it with the times as they are told now. */
  void tell() {
    List<Contamination> contaminated =
        Contamination.of(
            session.investigation().opened().baselines(),
            session.marking().ruler().get(),
            session.timeline().model().observations());
    Map<String, String> cautions = ContaminationWords.cautions(contaminated);
    session.details().cautions(cautions);
    session.overviews().cautions().set(cautions);
    timeline.contaminated(Contamination.stretches(contaminated));
    timeline.show(SessionBanners.of(session, contaminated, this::compareWithReplicas));
  }
}
