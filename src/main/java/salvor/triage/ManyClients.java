package salvor.triage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import salvor.baseline.Acts;
import salvor.baseline.Peer;
import salvor.baseline.Trait;

/** Many clients of one port are one act, as in a baseline. */
final class ManyClients {
  /** From so many on, a port is taken to be open to all that are outside of the cluster. */
  private static final int CLIENTS = 8;

  private ManyClients() {}

  /** The acts that are one, by what they are together. */
  static Map<Integer, Trait> of(Acts acts, IntPredicate apart) {
    Map<Trait, List<Integer>> clients = new HashMap<>();
    for (int act = 0; act < acts.size(); act++) {
      if (acts.trait(act) instanceof Trait.Network accepted
          && accepted.direction() == Trait.Network.Direction.IN
          && accepted.peer() instanceof Peer.Address
          && !apart.test(act)) {
        Trait all =
            new Trait.Network(
                accepted.direction(),
                new Peer.Outside(),
                accepted.port(),
                accepted.protocol(),
                accepted.program());
        clients.computeIfAbsent(all, _ -> new ArrayList<>()).add(act);
      }
    }
    Map<Integer, Trait> open = new HashMap<>();
    clients.forEach((all, single) -> {
      if (single.size() > CLIENTS) {
        single.forEach(act -> open.put(act, all));
      }
    });
    return open;
  }
}
