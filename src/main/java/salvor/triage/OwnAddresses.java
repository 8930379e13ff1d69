package salvor.triage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.timeline.Digests;
import salvor.timeline.Lane;
import salvor.timeline.Things;

/**
 * The addresses that an observation's pod and its siblings have for themselves, as their
 * connections tell them: what one does with its own is the same as what another does with its own.
 */
final class OwnAddresses {
  private final Digests digests;
  private final Things things;
  private final int row;
  private final long thing;
  private final Map<Lane, Set<Integer>> own = new HashMap<>();

  OwnAddresses(Observations all, Digests digests, Things things, int row) {
    this.digests = digests;
    this.things = things;
    this.row = row;
    for (int other = 0; other < all.size(); other++) {
      int end = things.ownEnd(other);
      if (end != 0 && digests.areSame(row, other) && isOfOne(all.texts().get(end))) {
        own.computeIfAbsent(digests.pod(other), _ -> new HashSet<>()).add(end);
      }
    }
    long plain = things.of(row);
    long itself = of(row);
    this.thing = itself == plain ? Things.NONE : itself;
  }

  /** Neither any address nor that of the machine for itself. */
  private static boolean isOfOne(@Nullable String address) {
    return address != null
        && !address.isEmpty()
        && !address.startsWith("127.")
        && !Set.of("0.0.0.0", "::", "::1", "*", "localhost").contains(address);
  }

  private long of(int other) {
    Set<Integer> addresses = own.getOrDefault(digests.pod(other), Set.of());
    return things.of(other, addresses::contains);
  }

  /** Whether a sibling did with its own address what the observation's pod did with its. */
  boolean isSame(int other) {
    return thing != Things.NONE && digests.areSame(row, other) && of(other) == thing;
  }
}
