package salvor.report;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import salvor.baseline.Matching;
import salvor.baseline.Verdict;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Observations;
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
  private static final int REASON = 60;

  /** The format of a table that nobody said how to read. */
  private static final String UNREAD = "table-unread";

  private final Triage triage;
  private final PrintWriter out;
  private final boolean colour;
  private final FindingText one;
  private final Map<Integer, Integer> ranks = new HashMap<>();

  private TriageText(Triage triage, PrintWriter out, boolean colour) {
    this.triage = triage;
    this.out = out;
    this.colour = colour;
    this.one = new FindingText(triage, out, colour);
    triage.findings().forEach(finding -> ranks.put(finding.row(), ranks.size() + 1));
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

  /**
   * Writes every finding, by workload, that with the worst first; each has the number that it has
   * in the summary.
   */
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
    for (WorkloadFindings of : WorkloadFindings.of(triage.open())) {
      heading(
          Visible.text(
              (of.cluster() == null ? "" : of.cluster() + " ")
                  + (of.workload() != null
                      ? of.workload().toString()
                      : of.place() != null ? of.place() : "In an unknown workload"),
              200));
      out.println(
          "  "
              + OverviewText.plural(of.findings().size(), "finding")
              + " of "
              + OverviewText.plural(of.events(), "observation")
              + (of.pods().size() > 1 ? " in " + of.pods().size() + " pods" : ""));
      for (Finding finding : of.findings()) {
        one.write(rank(finding), finding);
      }
    }
    if (!triage.settled().isEmpty()) {
      heading("Accepted as normal");
      out.println("  " + OverviewText.plural(triage.settled().size(), "finding"));
      for (Finding finding : triage.settled()) {
        one.write(rank(finding), finding);
      }
    }
    if (triage.findings().isEmpty()) {
      out.println(
          triage.evidence().observations().size() == 0
              ? "Nothing was recorded: there was nothing to judge."
              : triage.filter() == null
                  ? "No findings."
                  : "No finding has a part that the filter leaves.");
    }
  }

  /** Its place among all, the worst first: one number for a finding in every text. */
  private int rank(Finding finding) {
    return ranks.getOrDefault(finding.row(), 0);
  }

  private void write() {
    heading("Is it over?");
    EndingsText.write(triage, out);
    evidence();
    baselines();
    verdicts();
    findings();
    if (!triage.handled().isEmpty()) {
      heading("Response");
      triage.handled().text(out);
      out.println();
    }
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
      if (source.format().equals(UNREAD)) {
        remark("salvor mapping FILE proposes how to read it, and --mapping reads it so");
      }
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
      out.println(
          "  "
              + OverviewText.plural(all.size() - all.timed(), "observation")
              + " without a time, in the untimed tray");
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
              .map(r ->
                  String.format(
                      Locale.ROOT, "%,d %s", r.getValue(), Visible.text(r.getKey(), REASON)))
              .collect(java.util.stream.Collectors.joining(", "));
      int more = reasons.size() - 3;
      out.println(
          "    skipped: "
              + shown
              + (more > 0 ? " and " + OverviewText.plural(more, "more reason") : ""));
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
    for (Finding finding : findings.subList(0, Math.min(SHOWN, findings.size()))) {
      one.write(rank(finding), finding);
    }
    if (findings.size() > SHOWN) {
      out.printf("  … and %d more; --json lists them all%n", findings.size() - SHOWN);
    }
  }

  private void heading(String text) {
    out.println(colour ? "\u001b[1m" + text + "\u001b[0m" : text);
  }
}
