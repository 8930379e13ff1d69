package salvor.containment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salvor.custody.Standing;

/**
 * What keeps a pod from being deleted: until evidence of it, its processes and sockets with it, is
 * sealed and verifies, or somebody says why it is done without.
 *
 * @param bundles the sealed evidence that there is, as its verification found it
 * @param override why it is done although none verifies, or not all of it is there; empty where
 *     nobody said
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
   * @param pods by the uids of the pods of which it holds evidence, what of their processes and
   *     sockets is not in it, in the words of its ledger; none where all of that is
   */
  public record Sealed(String name, Standing standing, Map<String, List<String>> pods) {
    /** Copies the map. */
    public Sealed {
      pods = Map.copyOf(pods);
    }

    private List<String> lacking(String uid) {
      return pods.getOrDefault(uid, List.of()).stream().map(each -> name + ": " + each).toList();
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

    /**
     * It is not, but somebody said why it is done.
     *
     * @param lacking what is not in the evidence that verifies; none where none does
     */
    record Overridden(String reason, List<String> lacking) implements Judged {
      /** Copies the list. */
      public Overridden {
        lacking = List.copyOf(lacking);
      }
    }

    /**
     * It is not: evidence of it verifies, without all of its processes and sockets, which end with
     * the pod.
     *
     * @param lacking by bundle and container, what is not in it and why, as its ledger says
     */
    record Partial(List<String> lacking) implements Judged {
      /** Copies the list. */
      public Partial {
        lacking = List.copyOf(lacking);
      }
    }

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
    List<Sealed> of = bundles.stream().filter(bundle -> bundle.pods().containsKey(uid)).toList();
    List<Sealed> valid = of.stream().filter(bundle -> bundle.standing() == Standing.VALID).toList();
    List<String> whole =
        valid.stream().filter(bundle -> bundle.lacking(uid).isEmpty()).map(Sealed::name).toList();
    if (!whole.isEmpty()) {
      return new Judged.Open(whole);
    }
    List<String> lacking = valid.stream().flatMap(bundle -> bundle.lacking(uid).stream()).toList();
    if (!override.isBlank()) {
      return new Judged.Overridden(override, lacking);
    }
    return valid.isEmpty() ? new Judged.Locked(of) : new Judged.Partial(lacking);
  }

  /** What is not in the evidence of a pod that verifies; none where none does, or all is in it. */
  public List<String> lacking(String uid) {
    return switch (judge(uid)) {
      case Judged.Partial(var lacking) -> lacking;
      case Judged.Overridden(var _, var lacking) -> lacking;
      case Judged.Open _, Judged.Locked _ -> List.of();
    };
  }

  /** Those of some pods for which it is open by sealed evidence, by namespace and name. */
  public Set<String> open(Collection<ChosenPod> pods) {
    return pods.stream()
        .filter(pod -> judge(pod.uid()) instanceof Judged.Open)
        .map(pod -> pod.namespace() + "/" + pod.name())
        .collect(Collectors.toSet());
  }
}
