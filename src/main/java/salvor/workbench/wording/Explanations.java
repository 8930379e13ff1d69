package salvor.workbench.wording;

import salvor.baseline.Reason;

/** Declared causes, and what was missing for a verdict, in a sentence. */
final class Explanations {
  private Explanations() {}

  static String sentence(Reason reason) {
    return switch (reason) {
      case PROBE -> "The pod's specification declares exactly this command as a probe.";
      case LIFECYCLE -> "The pod's specification declares exactly this command as a lifecycle hook.";
      case OPERATOR_EXEC -> "The audit log shows who asked for this exec. Check that they meant to.";
      case ROLLOUT -> "A roll-out started this container: its start-up is expected to differ.";
      case RUNTIME_INIT -> "The container runtime does this when it starts a container.";
      case NO_BASELINE -> "No baseline applies to this container. Learn one, or open one beside the evidence.";
      case FACET_NONE -> "The baseline holds nothing of this kind of activity, so it cannot tell normal from new.";
      case FACET_LEARNING -> "The baseline has seen too few instances of this workload to be sure.";
      case FACET_UNSTABLE -> "Healthy instances differ too much here for anything to be called new.";
      case FACET_STALE -> "The baseline was learned from another image than the one that ran.";
      case FACET_TRUNCATED -> "The baseline was cut off while it was recorded, so absence from it proves nothing.";
      case FACET_TAINTED -> "The baseline was learned while the incident went on: it may hold the attacker's own acts.";
      case START_NOT_LEARNED -> "The container was starting, and its start was never learned.";
      case NO_CONTAINER -> "The record does not say which container it is about.";
      case NOT_ENOUGH_DETAIL -> "The record does not say enough of what was done.";
      case NOT_JUDGED -> "Baselines do not speak of activities of this kind.";
      default -> throw new IllegalArgumentException(reason + " is neither an explanation nor unknown");
    };
  }
}
