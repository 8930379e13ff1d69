package salvor.workbench.cluster;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Siblings.Sibling;
import salvor.live.TriageLog;
import salvor.report.PodWords;
import salvor.timeline.DrawingClass;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * Somebody who runs, or would run, the image of a pod.
 *
 * @param row the pod, null when it is a template
 * @param worst the worst that was found of it, empty when nothing was
 * @param triage what was decided of it, null when nothing was
 */
record SiblingRow(
    Sibling sibling, @Nullable PodRow row, String worst, TriageLog.@Nullable Entry triage) {
  private static final int LIMIT = 300;

  /** Pods before templates, the worst first. */
  static final Comparator<SiblingRow> WORST_FIRST =
      Comparator.comparing(SiblingRow::row, Comparator.nullsLast(PodRow.WORST_FIRST));

  /** Who it is; those of other namespaces with theirs. */
  String name(String namespace) {
    String name = PodWords.sibling(sibling);
    return sibling.namespace().equals(namespace)
        ? name
        : VisibleText.of(sibling.namespace(), LIMIT) + " / " + name;
  }

  /** How many of these are out of profile as well, and how many cannot be told. */
  static String touched(Collection<SiblingRow> rows) {
    long pods = rows.stream().filter(row -> row.row() != null).count();
    long out = rows.stream().filter(row -> row.drawn().isOut()).count();
    long open =
        rows.stream()
            .filter(row -> row.row() != null && row.drawn() == DrawingClass.UNKNOWN)
            .count();
    return pods == 0
        ? ""
        : ": "
            + (out == 0
                ? "none of " + Moments.count(pods, "pod") + " is out of profile"
                : Moments.count(out)
                    + " of "
                    + Moments.count(pods, "pod")
                    + (out == 1 ? " is" : " are")
                    + " out of profile too")
            + (open == 0 ? "" : ", of " + Moments.count(open) + " it cannot be told");
  }

  /** Who it is and why it is out of profile. */
  String why(String namespace) {
    return name(namespace) + (worst.isEmpty() ? "" : " \u2014 " + worst);
  }

  /** Its own verdict; of a template nothing can be observed. */
  String said() {
    PodRow pod = row;
    return pod == null ? "runs nothing now" : pod.said();
  }

  DrawingClass drawn() {
    PodRow pod = row;
    return pod == null ? DrawingClass.UNKNOWN : pod.drawn();
  }

  String decided() {
    return TriageWords.state(triage);
  }

  /** The container of the pod whose image it runs: that of a mesh is everybody's. */
  String by() {
    return VisibleText.of(sibling.of(), LIMIT);
  }

  TriageLog.Subject subject() {
    return new TriageLog.Subject(
        sibling.kind(), sibling.namespace(), sibling.name(), sibling.uid());
  }
}
