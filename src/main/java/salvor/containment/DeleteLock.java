package salvor.containment;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import salvor.custody.Standing;

/**
 * What keeps a pod from being deleted: until evidence of it is sealed and verifies, or somebody
 * says why it is done without.
 *
 * @param bundles the sealed evidence that there is, as its verification found it
 * @param override why it is done although none verifies; empty where nobody said
 */
public record DeleteLock(List<Sealed> bundles, String override) {
  /** Copies the list. */
  public DeleteLock {
    bundles = List.copyOf(bundles);
  }

  /**
   * A bundle that was verified.
   *
   * @param name that of its folder
   * @param pods the uids of the pods of which it holds evidence
   */
  public record Sealed(String name, Standing standing, Set<String> pods) {
    /** Copies the set. */
    public Sealed {
      pods = Set.copyOf(pods);
    }
  }

  /** Whether it is open. */
  public sealed interface Judged {
    /** It is, by these bundles. */
    record Open(List<String> bundles) implements Judged {
      /** Copies the list. */
      public Open {
        bundles = List.copyOf(bundles);
      }
    }

    /** It is not, but somebody said why it is done. */
    record Overridden(String reason) implements Judged {}

    /**
     * It is not.
     *
     * @param bundles those that hold evidence of the pod, and how they stand; none where none does
     */
    record Locked(List<Sealed> bundles) implements Judged {
      /** Copies the list. */
      public Locked {
        bundles = List.copyOf(bundles);
      }
    }
  }

  /** Whether it is open for the pod of a uid: one that bears its name later is another. */
  public Judged judge(String uid) {
    List<Sealed> of = bundles.stream().filter(bundle -> bundle.pods().contains(uid)).toList();
    List<String> valid =
        of.stream()
            .filter(bundle -> bundle.standing() == Standing.VALID)
            .map(Sealed::name)
            .toList();
    if (!valid.isEmpty()) {
      return new Judged.Open(valid);
    }
    return override.isBlank() ? new Judged.Locked(of) : new Judged.Overridden(override);
  }

  /** Those of some pods for which it is open by sealed evidence, by namespace and name. */
  public Set<String> open(Collection<ChosenPod> pods) {
    return pods.stream()
        .filter(pod -> judge(pod.uid()) instanceof Judged.Open)
        .map(pod -> pod.namespace() + "/" + pod.name())
        .collect(Collectors.toSet());
  }
}
