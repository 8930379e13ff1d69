package salvor.baseline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Joins what several recordings taught of one container: the same namespace, workload, container
 * and image digest. Learning in two windows that touch and joining gives what learning in both at
 * once gives; neither the order of the profiles nor how they are grouped matters.
 *
 * <p>A profile that does not say what was watched, as those of other tools, counts as one unit.
 */
public final class Merging {
  private Merging() {}

  /** The profiles with equal keys joined, in the order in which each key first came. */
  public static List<Profile> merge(List<Profile> profiles) {
    Map<Profile.Key, List<Profile>> byKey = new LinkedHashMap<>();
    for (Profile profile : profiles) {
      byKey.computeIfAbsent(profile.key(), k -> new ArrayList<>()).add(profile);
    }
    return byKey.values().stream().map(Merging::join).toList();
  }

  private static Profile join(List<Profile> same) {
    if (same.size() == 1) {
      return same.getFirst();
    }
    Map<String, Unit> units = new TreeMap<>();
    Map<Trait, Support> traits = new LinkedHashMap<>();
    List<Window> windows = new ArrayList<>();
    Set<Facet> stable = EnumSet.noneOf(Facet.class);
    for (Profile profile : identified(same)) {
      profile.units().forEach(u -> units.merge(u.id(), u, Unit::with));
      windows.addAll(profile.windows());
      profile
          .states()
          .forEach((facet, state) -> {
            if (state == FacetState.STABLE && isTold(profile)) {
              stable.add(facet);
            }
          });
      for (Element element : profile.elements()) {
        for (Element single : Consolidation.single(element)) {
          traits.computeIfAbsent(single.trait(), t -> new Support()).add(single);
        }
      }
    }
    return Consolidation.of(
        same.getFirst().key(),
        traits.entrySet().stream().map(e -> e.getValue().element(e.getKey(), List.of())).toList(),
        List.copyOf(units.values()),
        windows,
        stable,
        same.stream().map(Profile::origin).collect(Collectors.toCollection(TreeSet::new)).stream()
            .collect(Collectors.joining(" + ")),
        HourlyCounts.joined(same));
  }

  /** Whether its source told the states, since it does not tell what was watched. */
  private static boolean isTold(Profile profile) {
    return profile.units().stream().anyMatch(u -> u.until() == null);
  }

  /** The profiles with a unit each where they name none, whatever their order. */
  private static List<Profile> identified(List<Profile> profiles) {
    List<Profile> result = new ArrayList<>();
    Map<String, Integer> equal = new TreeMap<>();
    for (Profile profile : profiles) {
      if (profile.units().isEmpty()) {
        String hash = hash(profile);
        int number = equal.merge(hash, 1, Integer::sum);
        result.add(recording(profile, "recording " + hash + (number == 1 ? "" : " " + number)));
      } else {
        result.add(profile);
      }
    }
    return result;
  }

  private static Profile recording(Profile profile, String id) {
    Set<Facet> facets = EnumSet.noneOf(Facet.class);
    boolean lossy = false;
    for (Map.Entry<Facet, FacetState> state : profile.states().entrySet()) {
      if (state.getValue() != FacetState.NONE) {
        facets.add(state.getKey());
        lossy |= state.getValue() == FacetState.TRUNCATED;
      }
    }
    return new Profile(
        profile.name(),
        profile.key(),
        profile.states(),
        profile.elements().stream()
            .map(e ->
                new Element(
                    e.trait(),
                    List.of(id),
                    e.firstSeen(),
                    e.lastSeen(),
                    e.phases(),
                    e.evidence(),
                    e.members()))
            .toList(),
        List.of(new Unit(id, profile.from(), null, facets, lossy)),
        profile.windows(),
        profile.origin(),
        profile.hours());
  }

  private static String hash(Profile profile) {
    try {
      byte[] text = ProfileJson.write(List.of(profile)).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
