package salvor.workbench;

import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import salvor.timeline.Contamination;
import salvor.workbench.casefile.ContaminationWords;
import salvor.workbench.casefile.EntryList;
import salvor.workbench.commands.Command;
import salvor.workbench.timeline.TimelineView;

/**
 * Says wherever it matters which baselines may have learned the attack, as the milestones stand
 * now: above the timeline, on its ruler, in the list of baselines and with every event that one of
 * them judged.
 */
final class Doubts {
  private final Session session;
  private final TimelineView timeline;
  private final EntryList baselines;

  Doubts(Session session, TimelineView timeline) {
    this.session = session;
    this.timeline = timeline;
    this.baselines =
        new EntryList(
            session.given().baselines(),
            "Baselines",
            "No baseline was given and no container was seen.");
    session.marking().changes().subscribe(_ -> tell());
  }

  /** The baselines, each with what is doubtful about it. */
  Node baselines() {
    return baselines;
  }

  private void compareWithReplicas() {
    session.commands().all().stream()
        .filter(command -> command.id().equals("compare.replica"))
        .forEach(Command::run);
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
    baselines.show(ContaminationWords.entries(session.given().baselines(), cautions));
    timeline.contaminated(Contamination.stretches(contaminated));
    timeline.show(SessionBanners.of(session, contaminated, this::compareWithReplicas));
  }
}
