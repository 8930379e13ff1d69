package salvor.baseline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A profile arranged for questions. */
final class Known {
  /** Profiles of file servers hold tens of thousands of paths: the nearest one is looked for among the first of them. */
  private static final int COMPARED = 2000;

  private final Profile profile;
  private final Map<Facet, List<Element>> facets = new EnumMap<>(Facet.class);
  private final Map<String, List<Element>> literalPaths = new HashMap<>();
  private final List<Element> pathPatterns = new ArrayList<>();
  private final boolean knowsStart;

  Known(Profile profile) {
    this.profile = profile;
    this.knowsStart = profile.knowsStart();
    for (Element element : profile.elements()) {
      facets.computeIfAbsent(element.trait().facet(), f -> new ArrayList<>()).add(element);
      if (element.trait() instanceof Trait.File(String path, _, _)) {
        boolean literal = path.indexOf('*') < 0 && !path.contains(Wildcards.ONE);
        (literal ? literalPaths.computeIfAbsent(path, p -> new ArrayList<>()) : pathPatterns).add(element);
      }
    }
  }

  Profile profile() {
    return profile;
  }

  boolean knowsStart() {
    return knowsStart;
  }

  /**
   * What comes nearest.
   *
   * @param element null when nothing of this kind is known
   * @param comparison null as the element
   */
  record Nearest(@Nullable Element element, @Nullable Comparison comparison) {
    boolean matches() {
      return comparison != null && comparison.weight() == 0;
    }
  }

  Nearest nearest(Seen seen) {
    if (seen instanceof Seen.File(String path, _, _, _)) {
      Nearest literal = among(literalPaths.getOrDefault(path, List.of()), seen);
      Nearest pattern = literal.matches() ? literal : among(pathPatterns, seen);
      if (pattern.matches() || literal.element() != null) {
        return pattern.matches() ? pattern : literal;
      }
    }
    return among(facets.getOrDefault(seen.facet(), List.of()), seen);
  }

  private static Nearest among(List<Element> elements, Seen seen) {
    Nearest best = new Nearest(null, null);
    int compared = 0;
    for (Element element : elements) {
      Comparison comparison = Comparison.of(element.trait(), seen);
      if (comparison == null || (compared++ > COMPARED && best.comparison() != null && comparison.weight() > 0)) {
        continue;
      }
      if (best.comparison() == null || comparison.weight() < best.comparison().weight()) {
        best = new Nearest(element, comparison);
      }
      if (best.matches()) {
        return best;
      }
    }
    return best;
  }
}
