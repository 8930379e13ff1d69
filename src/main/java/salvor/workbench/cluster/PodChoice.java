package salvor.workbench.cluster;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.triage.FactFilter;
import salvor.triage.FilterError;

/**
 * Which pods are shown.
 *
 * @param filter leaves some
 * @param by how they are grouped
 * @param group the one whose pods are shown, null for all
 */
record PodChoice(FactFilter filter, PodGroup.By by, @Nullable String group) {
  /** All of them. */
  static final PodChoice ALL = new PodChoice(FactFilter.everything(), PodGroup.By.NOTHING, null);

  private static final Pattern OUT = Pattern.compile("(?i)(?<=^|\\s)out(?=\\s|$)");

  /**
   * Understands what was written: the language of a case's filter; among bare words {@code out} is
   * short for {@code verdict=out}.
   */
  static FactFilter filter(String written) throws FilterError {
    boolean words = written.chars().noneMatch(c -> "=~<>!\"()".indexOf(c) >= 0);
    return FactFilter.ofPods(words ? OUT.matcher(written).replaceAll("verdict=out") : written);
  }

  PodChoice with(FactFilter other) {
    return new PodChoice(other, by, group);
  }

  PodChoice with(PodGroup.By other) {
    return new PodChoice(filter, other, null);
  }

  PodChoice with(@Nullable String other) {
    return new PodChoice(filter, by, other);
  }

  /** What of these rows is shown, and their groups. */
  Chosen of(List<PodRow> rows) {
    List<PodRow> left = rows.stream().filter(filter::fits).toList();
    List<PodGroup> groups = PodGroup.of(left, by);
    String one = group;
    boolean there = one != null && groups.stream().anyMatch(each -> each.name().equals(one));
    return new Chosen(
        there ? left.stream().filter(row -> by.of(row).equals(one)).toList() : left, groups);
  }

  /**
   * What is shown.
   *
   * @param groups the groups of all that the filter left
   */
  record Chosen(List<PodRow> rows, List<PodGroup> groups) {}
}
