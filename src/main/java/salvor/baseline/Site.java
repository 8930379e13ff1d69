package salvor.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.workload.Container;
import salvor.workload.DeclaredCommand;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;

/**
 * What the judge knows of a location.
 *
 * @param at the location
 * @param match which baseline applies
 * @param known that baseline, null when none applies
 * @param number a number for the baseline, to tell questions apart; -1 when none applies
 * @param container the number of the container, -1 when the records do not say which
 * @param declared what the pod's specification announces
 * @param started when the container started by cluster objects, null when they do not say
 * @param placed the container in its pod's specification, null when that is not known
 * @param image a number for what the image says of it, to tell questions apart; -1 when nothing is
 *     known of the image
 * @param followed whether its processes must be followed
 */
record Site(
    Location at,
    Matching.Match match,
    @Nullable Known known,
    int number,
    int container,
    List<DeclaredCommand> declared,
    @Nullable Long started,
    @Nullable Container placed,
    int image,
    boolean followed) {

  static Site of(
      Location at,
      int container,
      Matching matching,
      List<Known> known,
      DeclaredCauses causes,
      Inventory inventory) {
    Matching.Match match = matching.match(at);
    Container placed = placed(at, inventory.in(at.cluster()));
    int number = known.isEmpty() ? -1 : match.number();
    List<DeclaredCommand> declared = placed == null ? List.of() : placed.declared();
    boolean hooks = declared.stream().anyMatch(d -> d.kind() != DeclaredCommand.Kind.ENTRYPOINT);
    return new Site(
        at,
        match,
        number < 0 ? null : known.get(number),
        number,
        container,
        declared,
        placed == null ? null : placed.startedNanos(),
        placed,
        -1,
        number >= 0 || hooks || causes.knows(at));
  }

  /** The same, where its image is known. */
  Site ofImage(int number) {
    return new Site(
        at, match, known, this.number, container, declared, started, placed, number, true);
  }

  private static @Nullable Container placed(Location at, Inventory inventory) {
    Inventory.Placed placed = inventory.container(at.containerId()).orElse(null);
    if (placed != null) {
      return placed.container();
    }
    Pod pod =
        at.containerId() == null ? inventory.pod(at.namespace(), at.pod()).orElse(null) : null;
    return pod == null
        ? null
        : pod.containers().stream()
            .filter(c -> c.name().equals(at.container()))
            .findFirst()
            .orElse(null);
  }

  /** Whether the baseline may be asked as it is: it is of the same image. */
  boolean sameDigest() {
    return match.rule() != Matching.Rule.OTHER_DIGEST;
  }
}
