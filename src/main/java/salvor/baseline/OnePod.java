package salvor.baseline;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What only one of several pods of a container and image ever did: another of the same image would
 * be expected to do it too.
 *
 * @param pod its name
 * @param of how many pods were watched
 */
public record OnePod(String pod, int of) {
  private static final Pattern UNIT = Pattern.compile("(.+) \\d{4}-\\d{2}-\\d{2}");

  /**
   * The only pod that showed an element; empty where several did, where no other pod was watched
   * for such things, and where the baseline does not say which pods these were.
   */
  public static Optional<OnePod> of(Profile profile, Element element) {
    SortedSet<String> watched =
        pods(profile.units(element.trait().facet()).stream().map(Unit::id).toList());
    SortedSet<String> showed = pods(element.units());
    return showed.size() == 1 && watched.size() > 1
        ? Optional.of(new OnePod(showed.first(), watched.size()))
        : Optional.empty();
  }

  /** The pods of units; none where one of them is none of a pod. */
  private static SortedSet<String> pods(Collection<String> units) {
    SortedSet<String> pods = new TreeSet<>();
    for (String unit : units) {
      Matcher named = UNIT.matcher(unit);
      if (!named.matches()) {
        return new TreeSet<>();
      }
      pods.add(named.group(1));
    }
    return pods;
  }
}
