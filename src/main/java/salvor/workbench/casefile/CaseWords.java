package salvor.workbench.casefile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import salvor.casefile.CaseNote;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.evidence.Unreadable;
import salvor.report.TimeWording;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Sources and notes in words. Nothing that was given is left out: what is cut short is counted. */
public final class CaseWords {
  private static final int FIRST_UNREADABLE = 5;
  private static final int LIMIT = 300;

  private CaseWords() {}

  /** Each file: lines = observations + unreadable + skipped, with the reasons. */
  public static List<Entry> sources(Evidence evidence) {
    Observations all = evidence.observations();
    return evidence.sources().stream().map(source -> source(source, all)).toList();
  }

  private static Entry source(Source source, Observations all) {
    List<String> remarks = new ArrayList<>();
    TimeWording.source(source, all).map(CaseWords::sentence).ifPresent(remarks::add);
    source.skipped().entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(e ->
            remarks.add(
                "Skipped "
                    + Moments.count(e.getValue())
                    + ": "
                    + VisibleText.of(e.getKey(), LIMIT)));
    for (Unreadable line :
        source.unreadable().subList(0, Math.min(FIRST_UNREADABLE, source.unreadable().size()))) {
      remarks.add(
          "Line "
              + Moments.count(line.line())
              + " is unreadable: "
              + VisibleText.of(line.reason(), LIMIT));
    }
    long more = source.unreadableCount() - FIRST_UNREADABLE;
    if (more > 0) {
      remarks.add("\u2026 and " + Moments.count(more, "more unreadable line"));
    }
    source.notes().forEach(note -> remarks.add(VisibleText.of(note, LIMIT)));
    remarks.add(
        "SHA-256 "
            + source.sha256()
            + ", "
            + Moments.count(source.bytes(), "byte")
            + " of content");
    String sum =
        Moments.count(source.lines(), "line")
            + " = "
            + Moments.count(source.observations(), "observation")
            + " + "
            + Moments.count(source.unreadableCount())
            + " unreadable + "
            + Moments.count(source.skippedCount())
            + " skipped";
    boolean attention = source.unreadableCount() > 0 || !source.notes().isEmpty();
    return new Entry(
        VisibleText.of(source.path(), LIMIT), source.format(), sum, remarks, attention);
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** What is to be known about the case as it was opened. */
  public static List<Entry> notes(List<CaseNote> notes) {
    return notes.stream()
        .map(n ->
            new Entry(
                VisibleText.of(n.subject(), LIMIT),
                "",
                n.about().words(),
                n.detail().isEmpty() ? List.of() : List.of(VisibleText.of(n.detail(), LIMIT)),
                true))
        .toList();
  }
}
