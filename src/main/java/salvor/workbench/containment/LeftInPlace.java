package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import salvor.containment.ChosenPod;
import salvor.containment.Measure;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * What of the measures of a case stays in its cluster when nobody looks any more, in words.
 *
 * @param pods the pods that are cut off, each with how it stands, as far as is known
 * @param others the other measures, each with how it stands
 * @param marks the marks of all of them, the newest first
 */
public record LeftInPlace(List<String> pods, List<String> others, List<String> marks) {
  private static final int NAMED = 5;
  private static final int LIMIT = 200;
  private static final int STATE = 120;

  /** Copies the lists. */
  public LeftInPlace {
    pods = List.copyOf(pods);
    others = List.copyOf(others);
    marks = List.copyOf(marks);
  }

  /** Those that are not taken back; what cannot be taken back is no measure that stays. */
  static LeftInPlace of(List<MeasureRow> rows) {
    List<String> pods = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<String> marks = new ArrayList<>();
    for (MeasureRow row : rows) {
      if (!row.canBeUndone() || row.recorded().measure().kind() == Measure.Kind.DELETE_POD) {
        continue;
      }
      marks.add(row.mark());
      if (row.isQuarantine()) {
        row.recorded().measure().pods().forEach(pod -> pods.add(pod(row, pod)));
      } else {
        others.add(row.what() + " (" + brief(row.state()) + ")");
      }
    }
    return new LeftInPlace(pods, others, marks);
  }

  private static String pod(MeasureRow row, ChosenPod pod) {
    String state =
        switch (row.standing()) {
          case OTHER_CLUSTER, UNSEEN -> brief(row.state());
          case ALARM -> MeasuresViewModel.CHANGED;
          case VERIFIED_SINCE -> MeasuresViewModel.VERIFIED_SINCE;
          case IN_PLACE, TAKEN_BACK -> VerifyWords.cell(row.state(pod));
        };
    return VisibleText.of(pod.namespace() + "/" + pod.name(), LIMIT)
        + (state.isEmpty() ? "" : " (" + state + ")");
  }

  private static String brief(String state) {
    return state.length() <= STATE ? state : state.substring(0, STATE) + "\u2026";
  }

  /** Whether anything stays. */
  public boolean isAny() {
    return !marks.isEmpty();
  }

  /** The pods that are cut off, by name as far as they are few; empty where none is. */
  public Optional<String> podsNamed() {
    return named(pods);
  }

  /** The other measures, as far as they are few; empty where there is none. */
  public Optional<String> othersNamed() {
    return named(others);
  }

  private static Optional<String> named(List<String> all) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", all.subList(0, Math.min(NAMED, all.size())))
                + (all.size() > NAMED
                    ? " and " + Moments.count(all.size() - NAMED) + " more"
                    : ""));
  }
}
