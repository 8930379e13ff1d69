package salvor.report;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Acceptance;
import salvor.evidence.Observations;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.triage.Finding;

/** A finding for people, in a terminal of 80 columns or more. */
final class FindingText {
  private final Triage triage;
  private final Observations observations;
  private final PrintWriter out;
  private final boolean colour;

  FindingText(Triage triage, PrintWriter out, boolean colour) {
    this.triage = triage;
    this.observations = triage.evidence().observations();
    this.out = out;
    this.colour = colour;
  }

  void write(int number, Finding finding) {
    String severity = Wording.word(finding.severity()).toUpperCase(Locale.ROOT);
    out.printf(
        "%3d. %s %s  %s%n",
        number,
        paint(finding, String.format("%-8s", severity)),
        clock(finding.first()),
        Visible.text(place(finding), 160));
    String subject = FindingJson.subject(finding);
    String shown = subject != null ? subject : Described.line(observations.get(finding.row()));
    out.println("     " + Visible.text(shown, 140));
    out.println("     " + Wording.why(finding.judgement()) + ".");
    out.printf(
        "     %d observation%s until %s; severity: %s%n",
        finding.rows().limit(),
        finding.rows().limit() == 1 ? "" : "s",
        clock(finding.last()),
        Wording.sum(finding.severest()));
    if (!finding.outcomes().isEmpty()) {
      out.println("     requests and connections: " + OutcomeWords.of(finding.outcomes()));
    }
    Acceptance accepted = triage.accepted().get(finding.row());
    if (accepted != null) {
      Wording.accepted(accepted).forEach(line -> out.println("     " + line));
    }
    finding.next().stream().limit(3).forEach(n -> out.println("     → " + Wording.next(n)));
    finding.missing().forEach(m -> out.println("     missing: " + Wording.missing(m)));
    RecordRef ref = observations.source(finding.row());
    out.println(
        "     record: "
            + Visible.text(triage.evidence().sources().get(ref.source()).path(), 400)
            + ":"
            + ref.line()
            + recorded(finding.row()));
    out.println();
  }

  /** What the source itself said, where its clock is corrected. */
  private String recorded(int row) {
    boolean moved =
        row < observations.timed() && observations.recordedTime(row) != observations.time(row);
    return moved ? ", recorded as " + clock(observations.recordedTime(row)) : "";
  }

  private static String place(Finding finding) {
    String cluster = finding.location().cluster();
    return (cluster == null ? "" : cluster + " / ")
        + Wording.orDash(finding.location().namespace())
        + " / "
        + Wording.orDash(finding.location().pod())
        + " / "
        + Wording.orDash(finding.location().container());
  }

  private static String clock(@Nullable Long nanos) {
    return nanos == null ? "no time" : TimeText.rfc3339(nanos, 3).replace('T', ' ');
  }

  private String paint(Finding finding, String text) {
    if (!colour) {
      return text;
    }
    String code =
        switch (finding.severity()) {
          case CRITICAL -> "1;97;41";
          case HIGH -> "1;31";
          case MEDIUM -> "1;33";
          case LOW, INFO -> "1";
        };
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
