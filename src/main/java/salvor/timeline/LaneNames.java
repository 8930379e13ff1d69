package salvor.timeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** The same for lanes that stand in an order. */
  public String inOrder(List<Lane> lanes) {
    return lanes.stream().map(this::of).collect(Collectors.joining(" "));
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
   * The lanes of a tree that were kept so, in the same order; those that are gone are left out,
   * also what is no name.
   */
  public List<Lane> find(LaneTree tree, String kept) {
    Map<String, Lane> named = new HashMap<>();
    if (!kept.isEmpty()) {
      tree.roots().forEach(root -> name(root, named));
    }
    return Arrays.stream(kept.split(" "))
        .distinct()
        .flatMap(n -> Stream.ofNullable(named.get(n)))
        .toList();
  }

  private void name(Lane lane, Map<String, Lane> named) {
    if (lane.level() != Lane.Level.PROGRAM) {
      named.put(of(lane), lane);
      lane.children().forEach(child -> name(child, named));
    }
  }
}
