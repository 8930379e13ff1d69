package salvor.report;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Matching;
import salvor.baseline.Verdict;
import salvor.casefile.Acceptance;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Observations;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.triage.Finding;
import salvor.triage.WorkloadFindings;

/** The triage result for people, in a terminal of 80 columns or more. */
public final class TriageText {
  private static final int SHOWN = 25;
  private static final int SOURCES = 40;
  private static final int NOTES = 10;

  private final Triage triage;
  private final PrintWriter out;
  private final boolean colour;

  private TriageText(Triage triage, PrintWriter out, boolean colour) {
    this.triage = triage;
    this.out = out;
    this.colour = colour;
  }

  /**
   * Writes the summary.
   *
   * @param colour whether the terminal takes colours; everything is told in words as well
   */
  public static void write(Triage triage, PrintWriter out, boolean colour) {
    new TriageText(triage, out, colour).write();
    out.flush();
  }

  /** Writes every finding, by workload, that with the worst first. */
  public static void findings(Triage triage, PrintWriter out, boolean colour) {
    new TriageText(triage, out, colour).byWorkload();
    out.flush();
  }

  private void byWorkload() {
    if (triage.filter() != null) {
      out.printf(
          Locale.ROOT,
          "The filter %s hides %,d observations%n%n",
          Visible.text(triage.filter()),
          triage.hidden());
    }
    int number = 0;
    for (WorkloadFindings of : WorkloadFindings.of(triage.open())) {
      heading(
          Visible.text(
              of.workload() != null
                  ? of.workload().toString()
                  : of.place() != null ? of.place() : "In an unknown workload",
              200));
      out.println(
          "  "
              + OverviewText.plural(of.findings().size(), "finding")
              + " of "
              + OverviewText.plural(of.events(), "observation")
              + (of.pods().size() > 1 ? " in " + of.pods().size() + " pods" : ""));
      for (Finding finding : of.findings()) {
        finding(++number, finding);
      }
    }
    if (!triage.settled().isEmpty()) {
      heading("Accepted as normal");
      out.println("  " + OverviewText.plural(triage.settled().size(), "finding"));
      for (Finding finding : triage.settled()) {
        finding(++number, finding);
      }
    }
    if (triage.findings().isEmpty()) {
      out.println(
          triage.filter() == null
              ? "No findings."
              : "No finding has a part that the filter leaves.");
    }
  }

  private void write() {
    heading("Is it over?");
    EndingsText.write(triage, out);
    evidence();
    baselines();
    verdicts();
    findings();
    for (String note : triage.notes()) {
      out.println("Note: " + Visible.text(note));
    }
  }

  private void evidence() {
    Observations all = triage.evidence().observations();
    heading("Evidence");
    int width = 20;
    List<Source> sources = triage.evidence().sources();
    for (Source source : sources.subList(0, Math.min(SOURCES, sources.size()))) {
      width = Math.max(width, Math.min(52, source.path().length()));
    }
    for (Source source : sources.subList(0, Math.min(SOURCES, sources.size()))) {
      out.printf(
          Locale.ROOT,
          "  %-"
              + width
              + "s  %-12s %,9d lines = %,d observations + %,d unreadable + %,d skipped%n",
          Visible.text(source.path(), width),
          source.format(),
          source.lines(),
          source.observations(),
          source.unreadableCount(),
          source.skippedCount());
      TimeWording.source(source, all).ifPresent(this::remark);
      skipped(source);
      source.unreadable().stream()
          .limit(3)
          .forEach(u -> remark("line " + u.line() + " unreadable: " + u.reason()));
      if (source.unreadableCount() > 3) {
        remark(
            String.format(Locale.ROOT, "… and %,d more unreadable", source.unreadableCount() - 3));
      }
      source.notes().stream().limit(NOTES).forEach(this::remark);
      if (source.notes().size() > NOTES) {
        remark("… and " + (source.notes().size() - NOTES) + " more remarks");
      }
    }
    moreSources(sources);
    if (all.timed() > 0) {
      out.printf(
          "  From %s to %s%n",
          TimeText.rfc3339(all.time(0), 3), TimeText.rfc3339(all.time(all.timed() - 1), 3));
    }
    offsets(all.clocks());
    if (all.timed() < all.size()) {
      out.printf(
          Locale.ROOT,
          "  %,d observations without a time are in the untimed tray%n",
          all.size() - all.timed());
    }
    out.println();
  }

  private void offsets(ClockOffsets clocks) {
    if (!clocks.isEmpty()) {
      out.printf(
          "  %s apply to %s; times here are corrected, --json and --observations give both:%n",
          clocks.nanos().isEmpty() ? "Zones" : "Clock offsets",
          OverviewText.plural(clocks.sources().size(), "source"));
      for (int source : clocks.sources()) {
        String path = triage.evidence().sources().get(source).path();
        remark(ClockWords.of(clocks, source) + "  " + path);
      }
    }
  }

  private void moreSources(List<Source> sources) {
    if (sources.size() > SOURCES) {
      List<Source> rest = sources.subList(SOURCES, sources.size());
      out.printf(
          Locale.ROOT,
          "  … and %,d more with %,d observations and %,d unreadable; --json lists them all%n",
          rest.size(),
          rest.stream().mapToLong(Source::observations).sum(),
          rest.stream().mapToLong(Source::unreadableCount).sum());
    }
  }

  /** The reasons of what was skipped, the most frequent first, on one line. */
  private void skipped(Source source) {
    List<Map.Entry<String, Long>> reasons =
        source.skipped().entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    if (!reasons.isEmpty()) {
      String shown =
          reasons.stream()
              .limit(3)
              .map(r -> String.format(Locale.ROOT, "%,d %s", r.getValue(), r.getKey()))
              .collect(java.util.stream.Collectors.joining(", "));
      remark(
          "skipped: "
              + shown
              + (reasons.size() > 3 ? " and " + (reasons.size() - 3) + " more reasons" : ""));
    }
  }

  private void remark(String text) {
    out.println("    " + Visible.text(text, 140));
  }

  private void baselines() {
    heading("Baselines");
    Map<String, Integer> lines = new LinkedHashMap<>();
    triage.containers().values().forEach(match -> lines.merge(match(match), 1, Integer::sum));
    lines.forEach(
        (line, n) -> out.println("  " + line + (n == 1 ? "" : " (" + n + " containers)")));
    if (lines.isEmpty()) {
      out.println("  No container was seen.");
    }
    triage.contaminated().forEach(c -> out.println("  Warning: " + Wording.contaminated(c)));
    out.println();
  }

  private static String match(Matching.Match match) {
    String workload =
        (match.workload() == null ? "unknown workload" : match.workload().toString())
            + (match.container() == null ? "" : ":" + match.container());
    String baseline = match.profile() == null ? "" : match.profile().name();
    return Visible.text(
        workload
            + switch (match.rule()) {
              case SAME_WORKLOAD ->
                  " is judged by " + baseline + " (same workload, container and digest)";
              case OTHER_DIGEST ->
                  " has only "
                      + baseline
                      + " of another digest: what it does not know stays unknown";
              case SAME_IMAGE ->
                  " is judged by " + baseline + " (another workload of the same image digest)";
              case NONE -> " has no baseline: only hard indicators can tell";
            },
        150);
  }

  private void verdicts() {
    heading("Verdicts");
    Map<Verdict, Integer> counts = triage.counts();
    out.printf(
        Locale.ROOT,
        "  out of profile %,d   explained %,d   unknown %,d   in profile %,d%n",
        counts.get(Verdict.OUT),
        counts.get(Verdict.EXPLAINED),
        counts.get(Verdict.UNKNOWN),
        counts.get(Verdict.IN));
    if (triage.filter() != null) {
      out.printf(
          Locale.ROOT,
          "  the filter %s hides %,d observations%n",
          Visible.text(triage.filter()),
          triage.hidden());
    }
    out.println();
  }

  private void findings() {
    List<Finding> findings = triage.findings();
    int settled = triage.settled().size();
    int open = findings.size() - settled;
    String apart = settled == 0 ? "" : ", and last " + settled + " accepted as normal";
    heading(
        findings.isEmpty()
            ? "Findings: none"
            : (open == 0 ? "Findings: none open" : "Findings, the worst first: " + open) + apart);
    int number = 0;
    for (Finding finding : findings.subList(0, Math.min(SHOWN, findings.size()))) {
      finding(++number, finding);
    }
    if (findings.size() > SHOWN) {
      out.printf("  … and %d more; --json lists them all%n", findings.size() - SHOWN);
    }
  }

  private void finding(int number, Finding finding) {
    String severity = Wording.word(finding.severity()).toUpperCase(Locale.ROOT);
    out.printf(
        "%3d. %s %s  %s%n",
        number,
        paint(finding, String.format("%-8s", severity)),
        clock(finding.first()),
        Visible.text(place(finding), 160));
    String subject = TriageJson.subject(finding);
    if (subject != null) {
      out.println("     " + Visible.text(subject, 140));
    }
    out.println("     " + Wording.why(finding.judgement()) + ".");
    out.printf(
        "     %d observation%s until %s; severity: %s%n",
        finding.rows().limit(),
        finding.rows().limit() == 1 ? "" : "s",
        clock(finding.last()),
        Wording.sum(finding.severest()));
    Acceptance accepted = triage.accepted().get(finding.row());
    if (accepted != null) {
      Wording.accepted(accepted).forEach(line -> out.println("     " + line));
    }
    finding.next().stream().limit(3).forEach(n -> out.println("     → " + Wording.next(n)));
    finding.missing().forEach(m -> out.println("     missing: " + Wording.missing(m)));
    RecordRef ref = triage.evidence().observations().source(finding.row());
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
    Observations all = triage.evidence().observations();
    boolean moved = row < all.timed() && all.recordedTime(row) != all.time(row);
    return moved ? ", recorded as " + clock(all.recordedTime(row)) : "";
  }

  private static String place(Finding finding) {
    return Wording.orDash(finding.location().namespace())
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

  private void heading(String text) {
    out.println(colour ? "\u001b[1m" + text + "\u001b[0m" : text);
  }
}
