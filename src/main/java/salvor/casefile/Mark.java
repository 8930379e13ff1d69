package salvor.casefile;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Milestone;

/**
 * What people added to one observation.
 *
 * @param starred whether it has a star
 * @param tags its tags in order
 * @param comments its comments, the oldest first
 * @param milestones the milestones of the incident that it stands for
 * @param accepted why it was accepted as normal, null when nobody did
 */
public record Mark(
    boolean starred,
    SortedSet<String> tags,
    List<Comment> comments,
    Set<Milestone> milestones,
    @Nullable Comment accepted) {
  /** Nothing was added. */
  public static final Mark NONE = new Mark(false, new TreeSet<>(), List.of(), Set.of(), null);

  public Mark {
    tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    comments = List.copyOf(comments);
    EnumSet<Milestone> inOrder = EnumSet.noneOf(Milestone.class);
    inOrder.addAll(milestones);
    milestones = Collections.unmodifiableSet(inOrder);
  }
}
