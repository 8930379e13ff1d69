package salvor.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What two baselines know otherwise, container by container. Profiles with equal keys belong
 * together; then those that are alone with their namespace, workload and container on either side,
 * which are of different images; and where either side has one profile only, the two.
 *
 * @param profiles in the order of their names
 */
public record BaselineDiff(List<ProfileDiff> profiles) {
  public BaselineDiff {
    profiles = List.copyOf(profiles);
  }

  /** What changed from one to the other. */
  public static BaselineDiff between(List<Profile> before, List<Profile> after) {
    List<Profile> old = new ArrayList<>(Merging.merge(before));
    List<Profile> now = new ArrayList<>(Merging.merge(after));
    boolean single = old.size() == 1 && now.size() == 1;
    List<ProfileDiff> pairs = new ArrayList<>();
    pair(old, now, Profile::key, pairs);
    pair(old, now, p -> single ? "" : withoutDigest(p.key()), pairs);
    old.forEach(p -> pairs.add(ProfileDiff.between(p, null)));
    now.forEach(p -> pairs.add(ProfileDiff.between(null, p)));
    pairs.sort(
        Comparator.comparing((ProfileDiff d) -> first(d).key().text())
            .thenComparing(d -> String.valueOf(first(d).key().digest()))
            .thenComparing(d -> d.before() == null));
    return new BaselineDiff(pairs);
  }

  /** The first in order: the order does not depend on which side is which. */
  private static Profile first(ProfileDiff diff) {
    Profile a = diff.before() == null ? diff.profile() : diff.before();
    Profile b = diff.profile();
    return order(a).compareTo(order(b)) <= 0 ? a : b;
  }

  private static String order(Profile profile) {
    return profile.key().text() + " " + profile.key().digest();
  }

  private static Profile.Key withoutDigest(Profile.Key key) {
    return new Profile.Key(key.namespace(), key.kind(), key.workload(), key.container(), null);
  }

  /** Takes out those that are alone with their key on both sides. */
  private static void pair(
      List<Profile> old,
      List<Profile> now,
      java.util.function.Function<Profile, Object> key,
      List<ProfileDiff> pairs) {
    Map<Object, @Nullable Profile> before = alone(old, key);
    Map<Object, @Nullable Profile> after = alone(now, key);
    before.forEach((k, a) -> {
      Profile b = after.get(k);
      if (a != null && b != null) {
        old.remove(a);
        now.remove(b);
        pairs.add(ProfileDiff.between(a, b));
      }
    });
  }

  private static Map<Object, @Nullable Profile> alone(
      List<Profile> profiles, java.util.function.Function<Profile, Object> key) {
    Map<Object, @Nullable Profile> alone = new LinkedHashMap<>();
    for (Profile profile : profiles) {
      Object own = key.apply(profile);
      alone.put(own, alone.containsKey(own) ? null : profile);
    }
    return alone;
  }

  /** Whether nothing is known otherwise. */
  public boolean isEmpty() {
    return profiles.stream().allMatch(ProfileDiff::isEmpty);
  }
}
