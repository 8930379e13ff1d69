package salvor.workbench.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdict;
import salvor.cluster.LivePod;
import salvor.cluster.PodDetail.Condition;
import salvor.cluster.PodDossier;
import salvor.cluster.Siblings.Likeness;
import salvor.cluster.Siblings.Sibling;
import salvor.live.TriageLog;
import salvor.report.PodSection;
import salvor.report.PodWords;
import salvor.report.Wording;
import salvor.triage.Finding;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/**
 * What is known of the chosen pod.
 *
 * @param row the pod
 * @param why what is out of profile, the newest first
 * @param siblings who else runs its images, by how they compare; empty until it was found out
 * @param notCompared what could not be compared, empty when all was
 * @param known what its object and those around it tell; null until it was read
 */
record PodPage(
    PodRow row,
    List<Why> why,
    Map<Likeness, List<SiblingRow>> siblings,
    String notCompared,
    @Nullable Known known) {
  private static final int LIMIT = 600;
  private static final Comparator<Finding> WORST =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparingLong(
              finding -> Objects.requireNonNullElse(finding.first(), Long.MAX_VALUE));

  /**
   * One thing that is out of profile.
   *
   * @param title the reason in words, and when
   * @param subject the program or command line
   * @param sentence why it is out
   */
  record Why(String title, String subject, String sentence) {}

  /**
   * What the objects tell, in words.
   *
   * @param containers the names of its containers, for their logs
   * @param runs its containers
   * @param powers what an attacker in it could do and reach
   * @param around what owns it, leads to it, and was said of it
   * @param conditions for the axis
   * @param yaml its object
   */
  record Known(
      List<String> containers,
      List<PodSection> runs,
      List<PodSection> powers,
      List<PodSection> around,
      List<Condition> conditions,
      String yaml) {}

  /** What can be said at once. */
  static PodPage of(PodRow row, List<Finding> findings) {
    return new PodPage(row, why(row.pod(), findings), Map.of(), "", null);
  }

  /** All of it. */
  static PodPage of(
      PodRow row,
      List<PodRow> all,
      List<Finding> findings,
      PodDossier dossier,
      Map<String, TriageLog.Entry> triage) {
    return new PodPage(
        row,
        why(row.pod(), findings),
        siblings(dossier.siblings(), all, worst(findings), triage),
        PodWords.notCompared(dossier),
        known(dossier));
  }

  private static Known known(PodDossier dossier) {
    return new Known(
        dossier.detail().containers().stream().map(container -> container.name()).toList(),
        List.of(PodWords.containers(dossier)),
        List.of(
            PodWords.security(dossier.security()),
            PodWords.network(dossier),
            PodWords.account(dossier)),
        List.of(PodWords.around(dossier), PodWords.events(dossier)),
        dossier.detail().conditions(),
        PodWords.yaml(dossier.object()));
  }

  private static Map<Likeness, List<SiblingRow>> siblings(
      List<Sibling> siblings,
      List<PodRow> all,
      Map<String, Finding> worst,
      Map<String, TriageLog.Entry> triage) {
    Map<String, PodRow> byUid = new HashMap<>();
    all.forEach(row -> byUid.put(row.pod().uid(), row));
    Map<Likeness, List<SiblingRow>> rows = new LinkedHashMap<>();
    for (Sibling sibling : siblings) {
      Finding out = worst.get(sibling.namespace() + "/" + sibling.name());
      rows.computeIfAbsent(sibling.likeness(), _ -> new ArrayList<>())
          .add(
              new SiblingRow(
                  sibling,
                  byUid.get(sibling.uid()),
                  sibling.isPod() && out != null ? title(out) : "",
                  triage.get(sibling.uid())));
    }
    rows.values().forEach(each -> each.sort(SiblingRow.WORST_FIRST));
    return rows;
  }

  /** The worst finding of each pod that is out, by its namespace and name; of such the first. */
  private static Map<String, Finding> worst(List<Finding> findings) {
    Map<String, Finding> worst = new HashMap<>();
    for (Finding finding : findings) {
      if (finding.verdict() == Verdict.OUT) {
        String pod = finding.location().namespace() + "/" + finding.location().pod();
        worst.merge(pod, finding, (one, other) -> WORST.compare(one, other) <= 0 ? one : other);
      }
    }
    return worst;
  }

  private static List<Why> why(LivePod pod, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> isOf(finding, pod) && finding.verdict() == Verdict.OUT)
        .sorted(Comparator.comparingLong(PodPage::first).reversed())
        .map(PodPage::why)
        .toList();
  }

  private static boolean isOf(Finding finding, LivePod pod) {
    return pod.namespace().equals(finding.location().namespace())
        && pod.name().equals(finding.location().pod());
  }

  private static long first(Finding finding) {
    Long first = finding.first();
    return first == null ? Long.MIN_VALUE : first;
  }

  private static String title(Finding finding) {
    return Words.severity(finding.severity()) + ": " + Words.brief(finding.judgement().reason());
  }

  private static Why why(Finding finding) {
    Long first = finding.first();
    String command = finding.commandLine() != null ? finding.commandLine() : finding.program();
    String subject = finding.client() == null ? command : finding.client() + " \u2192 " + command;
    return new Why(
        title(finding) + (first == null ? "" : "  " + Moments.clock(first)),
        VisibleText.of(subject == null ? "" : subject, LIMIT),
        Wording.why(finding.judgement()) + ".");
  }
}
