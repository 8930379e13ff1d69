package salvor.recovery;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.containment.DeleteLock;
import salvor.containment.Measure;
import salvor.containment.Step;

/**
 * How an image would be replaced, workload by workload, and what that would leave.
 *
 * @param fix what by what
 * @param workloads those that are changed
 * @param unsure those that would start the image by a tag that meant it elsewhere, which are
 *     changed where that is asked for
 * @param left what runs the image, or would start it, and is not reached
 * @param notSeen kinds whose objects were not seen: they may be such, too
 * @param before how many pods run it
 * @param ending pods that a workload of the plan replaces, whatever they run: they end with what is
 *     in them
 */
public record RollOutPlan(
    Fix fix,
    List<WorkloadFix> workloads,
    List<WorkloadFix> unsure,
    List<Left> left,
    List<NotSeen> notSeen,
    DigestCount before,
    List<Ending> ending) {
  /** Copies the lists. */
  public RollOutPlan {
    workloads = List.copyOf(workloads);
    unsure = List.copyOf(unsure);
    left = List.copyOf(left);
    notSeen = List.copyOf(notSeen);
    ending = List.copyOf(ending);
  }

  /**
   * A pod that ends.
   *
   * @param kept whether it bears a quarantine or a hold
   * @param lacking what of its processes and sockets is not in the evidence of it that is sealed
   *     and verifies, by bundle and container; none where nothing of it does, or was not looked at
   */
  public record Ending(
      WorkloadFix by,
      String namespace,
      String name,
      String uid,
      boolean kept,
      List<String> lacking) {
    /** Copies the list. */
    public Ending {
      lacking = List.copyOf(lacking);
    }
  }

  /**
   * The pods that end with evidence that is nowhere else, or not all of it.
   *
   * @param chosen workloads of this plan
   * @param lock knows of which pods sealed evidence verifies
   */
  public List<Ending> unsealed(Collection<WorkloadFix> chosen, DeleteLock lock) {
    return ending.stream()
        .filter(each -> chosen.contains(each.by()))
        .filter(each -> !(lock.judge(each.uid()) instanceof DeleteLock.Judged.Open))
        .map(each ->
            new Ending(
                each.by(),
                each.namespace(),
                each.name(),
                each.uid(),
                each.kept(),
                lock.lacking(each.uid())))
        .toList();
  }

  /**
   * Those of them that are evidence of the incident itself, so that they are not to end unasked.
   *
   * @param suspect whether a pod is out of profile, or was decided to be bad; one that is kept is
   *     evidence in any case
   */
  public List<Ending> victims(
      Collection<WorkloadFix> chosen, DeleteLock lock, Predicate<Ending> suspect) {
    return unsealed(chosen, lock).stream().filter(suspect.or(Ending::kept)).toList();
  }

  /** All that may be chosen. */
  public List<WorkloadFix> all() {
    return Stream.concat(workloads.stream(), unsure.stream()).toList();
  }

  /** A kind that was not listed. */
  public record NotSeen(ObjectKind kind, Trouble why) {}

  /** Something that runs the image, or would start it, and that no image is set of. */
  public record Left(String kind, String namespace, String name, Why why) {
    /** Why it is left. */
    public enum Why {
      /** It is cut off and kept for its evidence. */
      QUARANTINED,
      /** Nothing owns it, so nothing replaces it. */
      BARE_POD,
      /** A node runs it by a file of its own. */
      STATIC_POD,
      /** Its template cannot be changed; what made it must make it anew. */
      IMMUTABLE,
      /** It does not replace its pods: each must be deleted. */
      REPLACES_NONE,
      /** Something owns it that is not known here. */
      OTHER_OWNER,
      /** It is being deleted. */
      ENDING
    }
  }

  /**
   * What is to be done to the cluster, so that it is written down, and taken back by that alone.
   *
   * @param chosen workloads of this plan
   * @param caseId the case it is done for
   * @param reason why, which must say something
   */
  public Measure measure(List<WorkloadFix> chosen, String caseId, String reason) {
    return new Measure(
        Measure.Kind.ROLL_OUT,
        Measure.newMark(),
        caseId,
        reason,
        chosen.stream().map(each -> (Step) each.step()).toList(),
        List.of());
  }

  /** Whether every pod in the open is reached, as far as the cluster tells. */
  public boolean reachesAll() {
    return notSeen.isEmpty()
        && before.isWhole()
        && left.stream()
            .allMatch(each -> each.why() == Left.Why.QUARANTINED || each.why() == Left.Why.ENDING);
  }
}
