package salvor.casefile;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What people added to one observation.
 *
 * @param starred whether it has a star
 * @param tags its tags in order
 * @param comments its comments, the oldest first
 */
public record Mark(boolean starred, SortedSet<String> tags, List<Comment> comments) {
  /** Nothing was added. */
  public static final Mark NONE = new Mark(false, new TreeSet<>(), List.of());

  public Mark {
    tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    comments = List.copyOf(comments);
  }
}
