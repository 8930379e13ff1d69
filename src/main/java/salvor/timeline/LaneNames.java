package salvor.timeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lanes by what they and their groups are called, so that they are found again in a new index,
 * where they have other numbers. Names of the evidence can be long and hold anything: what is kept
 * is their hash. For one thread.
 */
public final class LaneNames {
  private static final int BYTES = 8;

  private final Map<Lane, String> known = new HashMap<>();

  /** What to keep of these lanes: sixteen digits for each, spaces between. */
  public String of(Collection<Lane> lanes) {
    return lanes.stream().map(this::of).sorted().collect(Collectors.joining(" "));
  }

  private String of(Lane lane) {
    @Nullable String name = known.get(lane);
    if (name == null) {
      Lane group = lane.parent();
      String text =
          (group == null ? "" : of(group))
              + ' '
              + lane.level()
              + (lane.name() == null ? "" : " " + lane.name());
      name = HexFormat.of().formatHex(sha256(text), 0, BYTES);
      known.put(lane, name);
    }
    return name;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException cause) {
      throw new IllegalStateException("every Java runtime has SHA-256", cause);
    }
  }

  /**
   * The lanes of a tree that were kept so; those that are gone are left out, also what is no name.
   */
  public Set<Lane> find(LaneTree tree, String kept) {
    Set<String> names = new HashSet<>(Arrays.asList(kept.split(" ")));
    Set<Lane> found = new HashSet<>();
    if (!kept.isEmpty()) {
      tree.roots().forEach(root -> find(root, names, found));
    }
    return found;
  }

  private void find(Lane lane, Set<String> names, Set<Lane> found) {
    if (lane.level() == Lane.Level.PROGRAM) {
      return;
    }
    if (names.contains(of(lane))) {
      found.add(lane);
    }
    lane.children().forEach(child -> find(child, names, found));
  }
}
