package salvor.triage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.Digests;
import salvor.timeline.DrawingClass;
import salvor.timeline.Flag;
import salvor.timeline.Lane;
import salvor.timeline.Things;
import salvor.timeline.TimelineModel;

/**
 * Where else the program, file, peer, name or request of an observation was seen: out of profile
 * before and after it, and in the sibling pods of the same image digest.
 *
 * @param row the observation
 * @param flag what it is the first of, null when it is not
 * @param isNew whether it is OUT or NEAR itself
 * @param first the first row out of profile, exactly or nearly; -1 when there is none
 * @param firstPod the lane of that row's pod; null when there is none
 * @param after how many are out of profile after it
 * @param image what is known of its image
 * @param out the sibling pods in which it is out of profile, each with the first row there
 * @param within the sibling pods that did it, and never out of profile, each with the first row
 *     there
 * @param never the sibling pods that never did it, as far as was seen
 */
public record SeenBefore(
    int row,
    @Nullable Flag flag,
    boolean isNew,
    int first,
    @Nullable Lane firstPod,
    int after,
    Image image,
    Map<Lane, Integer> out,
    Map<Lane, Integer> within,
    List<Lane> never) {
  private static final int STEP = 1 << 16;

  /** What is known of the image of an observation. */
  public enum Image {
    KNOWN,
    /** Nobody tells its digest, and so its siblings are not known. */
    UNKNOWN,
    /** It was not done in a container. */
    NONE
  }

  /**
   * Looks at every row.
   *
   * @param model the timeline without a filter
   */
  public static SeenBefore of(TimelineModel model, int row, Progress progress) {
    Observations all = model.observations();
    Digests digests = model.digests();
    Things things = new Things(all);
    long thing = things.of(row);
    OwnAddresses own = new OwnAddresses(all, digests, things, row);
    Set<Lane> never = digests.siblings(row);
    Lane pod = digests.pod(row);
    never.remove(pod);
    Map<Lane, Integer> out = new LinkedHashMap<>();
    Map<Lane, Integer> within = new LinkedHashMap<>();
    int first = -1;
    int after = 0;
    for (int other = 0; other < all.size() && thing != Things.NONE; other++) {
      if (other % STEP == 0) {
        progress.at(other, all.size(), "looking where else it was seen");
      }
      if (things.of(other) != thing && !own.isSame(other)) {
        continue;
      }
      boolean isNew = isNew(model, other);
      if (isNew && other < all.timed()) {
        first = first < 0 ? other : first;
        after += row < all.timed() && other > row ? 1 : 0;
      }
      Lane sibling = digests.pod(other);
      if (digests.areSame(row, other) && sibling != pod) {
        never.remove(sibling);
        (isNew ? out : within).putIfAbsent(sibling, other);
      }
    }
    within.keySet().removeAll(out.keySet());
    return new SeenBefore(
        row,
        model.flag(row).orElse(null),
        isNew(model, row),
        first,
        first < 0 ? null : digests.pod(first),
        after,
        image(digests, row),
        out,
        within,
        List.copyOf(never));
  }

  private static boolean isNew(TimelineModel model, int row) {
    return model.drawingClass(row).compareTo(DrawingClass.NEAR) >= 0;
  }

  private static Image image(Digests digests, int row) {
    return digests.of(row).isPresent()
        ? Image.KNOWN
        : digests.isInContainer(row) ? Image.UNKNOWN : Image.NONE;
  }

  /** How many sibling pods there are. */
  public int siblings() {
    return out.size() + within.size() + never.size();
  }
}
