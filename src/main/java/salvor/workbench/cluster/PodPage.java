package salvor.workbench.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import salvor.baseline.Verdict;
import salvor.cluster.ImageId;
import salvor.cluster.LiveContainer;
import salvor.cluster.LivePod;
import salvor.triage.Finding;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/**
 * What is known of the chosen pod.
 *
 * @param row the pod
 * @param why what is out of profile, the newest first
 * @param siblings the other pods, by how their image compares
 * @param facts what else is told, by heading
 */
record PodPage(
    PodRow row, List<Why> why, Map<Likeness, List<PodRow>> siblings, Map<String, String> facts) {
  private static final int LIMIT = 600;

  /** How the image of another pod compares. */
  enum Likeness {
    SAME_DIGEST("Same image, by digest"),
    SAME_TAG_OTHER_DIGEST("Same tag, another digest"),
    DIGEST_UNKNOWN("Same tag, digest not told");

    private final String words;

    Likeness(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * One thing that is out of profile.
   *
   * @param title the reason in words, and when
   * @param subject the program or command line
   * @param sentence why it is out
   */
  record Why(String title, String subject, String sentence) {}

  static PodPage of(PodRow row, List<PodRow> all, List<Finding> findings) {
    List<Why> why = new ArrayList<>();
    findings.stream()
        .filter(finding -> isOf(finding, row.pod()) && finding.verdict() == Verdict.OUT)
        .sorted(Comparator.comparingLong(PodPage::first).reversed())
        .forEach(finding -> why.add(why(finding)));
    Map<Likeness, List<PodRow>> siblings = new LinkedHashMap<>();
    for (Likeness likeness : Likeness.values()) {
      List<PodRow> alike =
          all.stream()
              .filter(other -> !other.pod().uid().equals(row.pod().uid()))
              .filter(other -> likeness == likeness(row, other))
              .sorted(PodRow.WORST_FIRST)
              .toList();
      if (!alike.isEmpty()) {
        siblings.put(likeness, alike);
      }
    }
    return new PodPage(row, why, siblings, facts(row.pod()));
  }

  private static boolean isOf(Finding finding, LivePod pod) {
    return pod.namespace().equals(finding.location().namespace())
        && pod.name().equals(finding.location().pod());
  }

  private static long first(Finding finding) {
    Long first = finding.first();
    return first == null ? Long.MIN_VALUE : first;
  }

  private static Why why(Finding finding) {
    Long first = finding.first();
    String subject = finding.commandLine() != null ? finding.commandLine() : finding.program();
    return new Why(
        Words.severity(finding.severest().severity())
            + ": "
            + Words.brief(finding.judgement().reason())
            + (first == null ? "" : "  " + Moments.clock(first)),
        VisibleText.of(subject == null ? "" : subject, LIMIT),
        Words.sentence(finding.judgement().reason()));
  }

  private static @org.jspecify.annotations.Nullable Likeness likeness(PodRow row, PodRow other) {
    ImageId own = row.imageId();
    ImageId its = other.imageId();
    boolean sameTag = !row.image().isEmpty() && row.image().equals(other.image());
    if (own == null
        || its == null
        || own.digest() == null
        || its.digest() == null
        || own.form() != its.form()) {
      return sameTag ? Likeness.DIGEST_UNKNOWN : null;
    }
    if (Objects.equals(own.digest(), its.digest())) {
      return Likeness.SAME_DIGEST;
    }
    return sameTag ? Likeness.SAME_TAG_OTHER_DIGEST : null;
  }

  private static Map<String, String> facts(LivePod pod) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Workload", VisibleText.of(pod.workload().toString(), LIMIT));
    facts.put("Node", VisibleText.of(pod.node(), LIMIT));
    facts.put(
        "Address",
        VisibleText.of(pod.ip(), LIMIT)
            + (pod.hostNetwork() ? " (the node's network: no policy holds it)" : ""));
    for (LiveContainer container : pod.containers()) {
      facts.put(
          VisibleText.of(container.name(), LIMIT),
          container.state().name().toLowerCase(java.util.Locale.ROOT)
              + (container.reason().isEmpty()
                  ? ""
                  : ", " + VisibleText.of(container.reason(), LIMIT))
              + (container.restarts() == 0
                  ? ""
                  : ", " + Moments.count(container.restarts(), "restart"))
              + "  "
              + VisibleText.of(container.image(), LIMIT)
              + "\n"
              + VisibleText.of(container.imageId(), LIMIT));
    }
    facts.put(
        "Labels",
        VisibleText.of(
            String.join(
                ", ",
                pod.labels().entrySet().stream()
                    .map(label -> label.getKey() + "=" + label.getValue())
                    .sorted()
                    .toList()),
            LIMIT));
    return facts;
  }
}
