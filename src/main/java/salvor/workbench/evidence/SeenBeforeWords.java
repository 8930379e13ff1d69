package salvor.workbench.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.timeline.Flag;
import salvor.timeline.Lane;
import salvor.triage.SeenBefore;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** Where else something was seen, in words. */
final class SeenBeforeWords {
  private SeenBeforeWords() {}

  /** Whether it is the first out of profile, and how often it follows. */
  static List<String> first(SeenBefore seen, Observations all) {
    List<String> lines = new ArrayList<>();
    Flag flag = seen.flag();
    Lane pod = seen.firstPod();
    if (flag != null) {
      lines.add("First out of profile " + Words.scope(flag) + ".");
    }
    if (pod != null && seen.first() != seen.row()) {
      lines.add(
          (seen.isNew() ? "First out of profile at " : "Elsewhere out of profile, first at ")
              + Moments.exact(all.time(seen.first()))
              + " in "
              + name(pod)
              + ".");
    }
    if (seen.isNew() && seen.row() < all.timed()) {
      lines.add(
          seen.after() == 0
              ? "Not seen out of profile again."
              : "Seen out of profile " + Moments.count(seen.after(), "time") + " after it.");
    }
    return lines;
  }

  /** What sibling pods did. */
  static String siblings(SeenBefore seen) {
    return switch (seen.image()) {
      case NONE -> "";
      case UNKNOWN ->
          "No evidence tells the digest of its image: which pods are its siblings is not known.";
      case KNOWN -> {
        int siblings = seen.siblings();
        if (siblings == 0) {
          yield "No other pod of this image digest is in the evidence.";
        }
        int did = seen.out().size() + seen.within().size();
        String of = siblings == 1 ? "the 1 sibling pod" : Moments.count(siblings) + " sibling pods";
        yield did == 0
            ? "None of " + of + " of the same image digest ever did it."
            : Moments.count(did)
                + " of "
                + of
                + " of the same image digest did it too, "
                + (seen.out().isEmpty()
                    ? "always in profile or unjudged."
                    : Moments.count(seen.out().size()) + " out of profile.");
      }
    };
  }

  /** The pods that never did it, for whoever wants to know; empty when there are none. */
  static String never(SeenBefore seen) {
    List<String> names = seen.never().stream().limit(20).map(SeenBeforeWords::name).toList();
    int more = seen.never().size() - names.size();
    return names.isEmpty()
        ? ""
        : "Never seen doing it:\n"
            + String.join("\n", names)
            + (more > 0 ? "\nand " + Moments.count(more) + " more" : "");
  }

  /** The name of a pod or a lane. */
  static String name(@Nullable Lane lane) {
    return lane == null || lane.name() == null
        ? "a place without a name"
        : VisibleText.of(lane.name(), 80);
  }
}
