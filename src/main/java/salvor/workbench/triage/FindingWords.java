package salvor.workbench.triage;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.report.OutcomeWords;
import salvor.report.Wording;
import salvor.timeline.DrawingClass;
import salvor.triage.Finding;
import salvor.triage.WorkloadFindings;
import salvor.workbench.wording.Activities;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/**
 * A finding as its card says it.
 *
 * @param drawn how its worst event is drawn
 * @param title why, in a few words
 * @param severity how bad
 * @param brief what was done, cut to two lines: what commands begin alike with is left out
 * @param subject what was done
 * @param pod the pod, empty when there is none
 * @param when its first and last event, how many, and what started it
 * @param why the reason as a sentence, and how its requests and connections ended
 * @param next the next steps, the most useful first
 * @param missing what evidence is missing
 */
record FindingWords(
    DrawingClass drawn,
    String title,
    String severity,
    String brief,
    String subject,
    String pod,
    String when,
    String why,
    List<String> next,
    List<String> missing) {
  private static final int LIMIT = 600;

  /** About two lines of a card. */
  private static final int BRIEF = 68;

  /**
   * @param alike so many characters of the command are those of another finding beside it
   * @param oneDay whether all events are of one day, so that no date need be said
   */
  static FindingWords of(Finding finding, Observations observations, int alike, boolean oneDay) {
    String command = subject(finding, observations);
    String shown = VisibleText.command(VisibleText.middle(command, LIMIT));
    String rest =
        alike > 0 && alike < command.length()
            ? "\u2026 " + VisibleText.command(command.substring(alike).stripLeading())
            : shown;
    String pod = finding.location().pod();
    return new FindingWords(
        DrawingClass.of(finding.judgement()),
        Words.brief(finding.reason()),
        Words.severity(finding.severity()),
        VisibleText.middle(rest, BRIEF),
        shown,
        pod == null ? "" : VisibleText.of(pod, LIMIT),
        when(finding, oneDay),
        why(finding),
        finding.next().stream().map(step -> Wording.next(step) + ".").toList(),
        finding.missing().stream().map(Wording::missing).toList());
  }

  private static String why(Finding finding) {
    return Words.sentence(finding.reason())
        + (finding.outcomes().isEmpty()
            ? ""
            : " Requests and connections: " + OutcomeWords.of(finding.outcomes()) + ".");
  }

  /** What was done, as the evidence says it: a command, a request, who connected to what. */
  static String subject(Finding finding, Observations observations) {
    String command = finding.commandLine() != null ? finding.commandLine() : finding.program();
    if (command == null) {
      return Activities.line(observations, finding.row());
    }
    return finding.client() == null ? command : finding.client() + " \u2192 " + command;
  }

  private static String when(Finding finding, boolean oneDay) {
    String events = Moments.count(finding.rows().remaining(), "event") + by(finding.parent());
    Long first = finding.first();
    Long last = finding.last();
    if (first == null || last == null) {
      return events + ", no time given";
    }
    String from = Moments.brief(first, oneDay);
    return first.equals(last)
        ? from + ", " + events
        : from + " for " + Moments.length(last - first) + ", " + events;
  }

  private static String by(@Nullable String parent) {
    return parent == null
        ? ""
        : ", started by " + VisibleText.of(parent.substring(parent.lastIndexOf('/') + 1), BRIEF);
  }

  /** The findings of a workload as lines, cells apart by tabs. */
  static String of(WorkloadFindings group, Observations observations, boolean oneDay) {
    return group.findings().stream()
        .map(finding -> of(finding, observations, 0, oneDay).line())
        .collect(Collectors.joining("\n"));
  }

  /** What tells it from others as one line, cells apart by tabs. */
  String line() {
    return String.join("\t", severity, title, subject, pod, when);
  }

  /** All of it, for a screen reader. */
  String spoken() {
    return severity
        + ". "
        + title
        + ". "
        + subject
        + ". "
        + pod
        + ". "
        + when
        + ". "
        + why
        + " "
        + String.join(" ", next)
        + (missing.isEmpty() ? "" : " Missing: " + String.join(", ", missing) + ".");
  }
}
