package salvor.triage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Severity;
import salvor.workload.ImageReport.Vulnerability;

/**
 * One vulnerability of one version of a package, and what each report says of it. Reports that do
 * not agree stand side by side.
 *
 * @param id a CVE where a report names one
 * @param component the package, null when no report names it
 * @param installed its version, null when it is not told
 * @param severity the worst that a report says
 * @param score the highest score in tenths, -1 when there is none
 * @param statements what reports say, in their order
 * @param differences in what they differ
 */
public record ImageFlaw(
    String id,
    @Nullable String component,
    @Nullable String installed,
    Severity severity,
    int score,
    List<Statement> statements,
    Set<Difference> differences) {

  /**
   * What one report says.
   *
   * @param report its place among the reports of the image
   */
  public record Statement(int report, Vulnerability vulnerability) {}

  /** In what reports differ. */
  public enum Difference {
    SEVERITY,
    SCORE,
    REMEDY,
    /** Not all that tell of vulnerabilities, and could be read whole, list it. */
    LISTED
  }

  public ImageFlaw {
    statements = List.copyOf(statements);
    differences =
        Collections.unmodifiableSet(
            differences.isEmpty() ? EnumSet.noneOf(Difference.class) : EnumSet.copyOf(differences));
  }

  /** Whether a report says that attackers are known to use it. */
  public boolean isExploited() {
    return statements.stream().anyMatch(each -> each.vulnerability().exploited());
  }

  /** Whether a report names a version in which it is gone. */
  public boolean isFixed() {
    return statements.stream()
        .anyMatch(each -> each.vulnerability().remedy() == ImageReport.Remedy.FIXED);
  }

  /** The versions in which it is gone, of all reports. */
  public List<String> fixedIn() {
    return statements.stream()
        .flatMap(each -> each.vulnerability().fixedIn().stream())
        .distinct()
        .toList();
  }

  private record Key(String id, @Nullable String component, @Nullable String installed) {}

  /** What these reports of one image say together, the worst first. */
  public static List<ImageFlaw> of(List<ImageReport> reports) {
    Map<Key, List<Statement>> together = new HashMap<>();
    Set<Integer> tell = new HashSet<>();
    for (int i = 0; i < reports.size(); i++) {
      if (reports.get(i).searched() && reports.get(i).whole()) {
        tell.add(i);
      }
      for (Vulnerability each : reports.get(i).vulnerabilities()) {
        Key key = new Key(each.id(), simple(each.component()), bare(each.installed()));
        together.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Statement(i, each));
      }
    }
    List<ImageFlaw> flaws = new ArrayList<>();
    for (Map.Entry<Key, List<Statement>> each : together.entrySet()) {
      flaws.add(flaw(each.getValue(), tell));
    }
    flaws.sort(ImageFlaw.order());
    return flaws;
  }

  private static ImageFlaw flaw(List<Statement> all, Set<Integer> tell) {
    Vulnerability first = all.getFirst().vulnerability();
    Severity worst = first.severity();
    int highest = -1;
    for (Statement each : all) {
      Vulnerability its = each.vulnerability();
      worst = its.severity().compareTo(worst) < 0 ? its.severity() : worst;
      highest = Math.max(highest, its.score());
    }
    return new ImageFlaw(
        first.id(),
        first.component(),
        first.installed(),
        worst,
        highest,
        all,
        differences(all, tell));
  }

  private static Comparator<ImageFlaw> order() {
    return Comparator.comparing(ImageFlaw::severity)
        .thenComparing(flaw -> !flaw.isExploited())
        .thenComparing(Comparator.comparingInt(ImageFlaw::score).reversed())
        .thenComparing(Comparator.comparing(ImageFlaw::id).reversed())
        .thenComparing(flaw -> String.valueOf(flaw.component()))
        .thenComparing(flaw -> String.valueOf(flaw.installed()));
  }

  private static Set<Difference> differences(List<Statement> all, Set<Integer> tell) {
    Set<Difference> found = EnumSet.noneOf(Difference.class);
    Vulnerability first = all.getFirst().vulnerability();
    Set<Integer> listing = new LinkedHashSet<>();
    for (Statement each : all) {
      listing.add(each.report());
      Vulnerability its = each.vulnerability();
      if (its.severity() != first.severity()) {
        found.add(Difference.SEVERITY);
      }
      if (its.score() >= 0 && first.score() >= 0 && its.score() != first.score()) {
        found.add(Difference.SCORE);
      }
      if (its.remedy() != first.remedy()
          || !Set.copyOf(its.fixedIn()).equals(Set.copyOf(first.fixedIn()))) {
        found.add(Difference.REMEDY);
      }
    }
    if (!listing.containsAll(tell)) {
      found.add(Difference.LISTED);
    }
    return found;
  }

  /** Some tools write a package with its group, others without. */
  private static @Nullable String simple(@Nullable String component) {
    if (component == null) {
      return null;
    }
    int at = Math.max(component.lastIndexOf('/'), component.lastIndexOf(':'));
    return component.substring(at + 1);
  }

  /** Some write the version of Go's modules with a v, or an epoch of zero. */
  private static @Nullable String bare(@Nullable String version) {
    if (version == null) {
      return null;
    }
    String bare = version.startsWith("0:") ? version.substring(2) : version;
    return bare.matches("v[0-9].*") ? bare.substring(1) : bare;
  }
}
