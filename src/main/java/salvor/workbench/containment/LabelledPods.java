package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.LivePod;
import salvor.containment.Backing;
import salvor.containment.Containment;
import salvor.live.LiveCase;
import salvor.workbench.wording.VisibleText;

/** The pods whose label says that they are cut off, where this case did not do it. */
public final class LabelledPods {
  private static final int NAMED = 5;

  private LabelledPods() {}

  /** What is to be said of them; nothing where there are none. */
  static List<String> words(LiveCase live) {
    List<String> words = new ArrayList<>();
    List<LivePod> labelled =
        live.pods().all().stream().filter(pod -> pod.quarantine() != null).toList();
    String caseId = String.valueOf(live.folder().getFileName());
    named(labelled.stream().filter(pod -> behind(live, pod) == Backing.NOTHING))
        .forEach(pods ->
            words.add(
                "A label says of "
                    + pods
                    + " that it is cut off, and nothing stands behind that label, which whoever makes a pod may"
                    + " set. Isolate it anew."));
    named(labelled.stream().filter(pod -> behind(live, pod) == Backing.NOT_SEEN))
        .forEach(pods ->
            words.add(
                "A label says of "
                    + pods
                    + " that it is cut off. Whether anything stands behind it was not seen."));
    named(
            labelled.stream()
                .filter(pod -> !Backing.isOf(caseId, String.valueOf(pod.quarantine())))
                .filter(pod -> behind(live, pod) == Backing.STANDS))
        .forEach(pods -> words.add("Another case has cut off " + pods + "; it is not told here."));
    return words;
  }

  /**
   * How far a pod is cut off by its label and what stands behind it, for a cell.
   *
   * @param row the quarantine of it by this case; null for none that was looked at
   */
  static String cell(LiveCase live, LivePod pod, @Nullable MeasureRow row) {
    return switch (behind(live, pod)) {
      case UNMARKED -> "";
      case NOTHING -> VerifyWords.LABEL_ALONE;
      case NOT_SEEN ->
          row == null ? VerifyWords.LABEL_UNPROVED : VerifyWords.cell(row.state(pod.uid()));
      case STANDS -> row == null ? unlooked(live, pod) : VerifyWords.cell(row.state(pod.uid()));
    };
  }

  /** What this case did is not looked at yet; what it did not is of another case. */
  private static String unlooked(LiveCase live, LivePod pod) {
    String caseId = String.valueOf(live.folder().getFileName());
    return Backing.isOf(caseId, String.valueOf(pod.quarantine()))
        ? VerifyWords.cell(Containment.ACCEPTED)
        : VerifyWords.ELSEWHERE;
  }

  /** Whether what {@link MeasuresViewModel#standing} says is that something cuts the pod off. */
  public static boolean isIsolated(String cell) {
    return !cell.isEmpty()
        && !cell.equals(VerifyWords.LABEL_ALONE)
        && !cell.equals(VerifyWords.LABEL_UNPROVED);
  }

  private static Backing behind(LiveCase live, LivePod pod) {
    return Backing.ofQuarantine(live.known(), pod);
  }

  /** Their names; none where there are no pods. */
  private static Stream<String> named(Stream<LivePod> pods) {
    List<String> names =
        pods.map(pod -> VisibleText.of(pod.namespace() + "/" + pod.name(), 200)).sorted().toList();
    return names.isEmpty()
        ? Stream.of()
        : Stream.of(
            names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : ""));
  }
}
