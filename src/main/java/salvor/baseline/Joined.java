package salvor.baseline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Puts together what several objects say of one container, as an ApplicationProfile and a
 * NetworkNeighborhood do: the same namespace, workload and container, no contradicting digest, and
 * no facet that both describe.
 */
final class Joined {
  private Joined() {}

  static List<Profile> of(List<Profile> profiles) {
    List<Profile> joined = new ArrayList<>();
    for (Profile profile : profiles) {
      int at = partner(joined, profile);
      if (at < 0) {
        joined.add(profile);
      } else {
        joined.set(at, join(joined.get(at), profile));
      }
    }
    return joined;
  }

  private static int partner(List<Profile> joined, Profile profile) {
    for (int i = 0; i < joined.size(); i++) {
      if (fits(joined.get(i), profile)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean fits(Profile one, Profile other) {
    Profile.Key a = one.key();
    Profile.Key b = other.key();
    boolean sameDigest = a.digest() == null || b.digest() == null || a.digest().equals(b.digest());
    return a.workload() != null
        && Objects.equals(a.workload(), b.workload())
        && Objects.equals(a.namespace(), b.namespace())
        && Objects.equals(a.container(), b.container())
        && sameDigest
        && one.states().keySet().stream().noneMatch(other.states()::containsKey);
  }

  private static Profile join(Profile one, Profile other) {
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    states.putAll(one.states());
    states.putAll(other.states());
    List<Element> elements = new ArrayList<>(one.elements());
    elements.addAll(other.elements());
    List<Window> windows = new ArrayList<>(one.windows());
    windows.addAll(other.windows());
    Profile.Key key = one.key().digest() != null ? one.key() : other.key();
    return new Profile(
        one.name(),
        key,
        states,
        elements,
        units(one, other),
        Window.joined(windows),
        one.origin().equals(other.origin()) ? one.origin() : one.origin() + " + " + other.origin(),
        HourlyCounts.joined(List.of(one, other)));
  }

  private static List<Unit> units(Profile one, Profile other) {
    Map<String, Unit> units = new TreeMap<>();
    one.units().forEach(u -> units.merge(u.id(), u, Unit::with));
    other.units().forEach(u -> units.merge(u.id(), u, Unit::with));
    return List.copyOf(units.values());
  }
}
