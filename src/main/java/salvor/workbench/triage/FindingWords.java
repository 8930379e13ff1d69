package salvor.workbench.triage;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.report.Wording;
import salvor.timeline.DrawingClass;
import salvor.triage.Finding;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/**
 * A finding as its card says it.
 *
 * @param drawn how its worst event is drawn
 * @param title why, in a few words
 * @param severity how bad
 * @param subject the program and its arguments
 * @param where the workload and pod
 * @param when its first and last event, and how many
 * @param next the most useful next step, empty when there is none
 * @param missing what evidence is missing, empty when none is
 */
record FindingWords(
    DrawingClass drawn,
    String title,
    String severity,
    String subject,
    String where,
    String when,
    String next,
    String missing) {
  private static final int LIMIT = 240;

  /** A few lines of a card: commands that begin alike differ at their ends. */
  private static final int COMMAND = 112;

  /**
   * @param oneDay whether all events are of one day, so that no date need be said
   */
  static FindingWords of(Finding finding, boolean oneDay) {
    return new FindingWords(
        DrawingClass.of(finding.judgement()),
        Words.brief(finding.reason()),
        Words.severity(finding.severity()),
        subject(finding),
        where(finding),
        when(finding, oneDay),
        finding.next().isEmpty() ? "" : Wording.next(finding.next().getFirst()) + ".",
        finding.missing().isEmpty()
            ? ""
            : "Missing: "
                + finding.missing().stream()
                    .map(Wording::missing)
                    .collect(Collectors.joining(", ")));
  }

  private static String subject(Finding finding) {
    String command = finding.commandLine() != null ? finding.commandLine() : finding.program();
    return command == null
        ? ""
        : VisibleText.middle(VisibleText.command(VisibleText.middle(command, LIMIT)), COMMAND);
  }

  private static String where(Finding finding) {
    String pod = finding.location().pod();
    String workload = finding.workload() == null ? null : finding.workload().toString();
    if (pod == null) {
      return shown(workload != null ? workload : finding.location().node(), "no workload given");
    }
    String namespace = finding.location().namespace();
    return shown(namespace == null ? pod : namespace + "/" + pod, "");
  }

  private static String shown(@Nullable String text, String otherwise) {
    return text == null ? otherwise : VisibleText.of(text, LIMIT);
  }

  private static String when(Finding finding, boolean oneDay) {
    int count = finding.rows().remaining();
    String events = Moments.count(count, "event");
    Long first = finding.first();
    Long last = finding.last();
    if (first == null || last == null) {
      return events + ", no time given";
    }
    String from = oneDay ? Moments.clock(first) : Moments.seconds(first);
    return first.equals(last)
        ? from + ", " + events
        : from + " for " + Moments.length(last - first) + ", " + events;
  }

  /** All of it, for a screen reader. */
  String spoken() {
    return severity + ". " + title + ". " + subject + ". " + where + ". " + when + ". " + next + " "
        + missing;
  }
}
