package salvor.workbench.containment;

import java.util.Locale;

/** What can be done about pods beside cutting them off. */
public enum MeasureChoice {
  /** Nobody deletes or evicts them. */
  HOLD(
      "Hold as evidence",
      "Nobody can delete or evict the pod.",
      "Does not stop its node, or what goes on in it."),
  /** Single addresses are blocked for them. */
  BLOCK(
      "Block a destination",
      "The pod no longer reaches these addresses.",
      "Does not contain: everything else still passes."),
  /** Their image starts nowhere any more. */
  DENY_IMAGE(
      "Deny its image",
      "Nothing new starts with it, in any namespace.",
      "Does not end what runs; at first only tells."),
  /** No more pods on their nodes. */
  CORDON(
      "Cordon its node",
      "No more pods are placed there.",
      "Does not move what runs there already."),
  /** Only pods that bear it on their nodes. */
  TAINT(
      "Taint its node",
      "Keeps off pods that do not bear it, or ends them.",
      "Does not keep off those that tolerate all."),
  /** More or fewer pods of what runs them. */
  SCALE(
      "Scale its workload",
      "The workload runs more or fewer pods.",
      "Does not say which go: evidence may."),
  /** The roll-out stands still. */
  PAUSE(
      "Pause its roll-out",
      "Changes of the Deployment wait.",
      "Does not stop that pods are replaced."),
  /** Nothing new by the clock. */
  SUSPEND(
      "Suspend its CronJob",
      "Its schedule starts nothing new.",
      "Does not end what was started before."),
  /** Bindings and tokens go. */
  REVOKE(
      "Revoke its account",
      "Takes its bindings, and its tokens in Secrets.",
      "Does not end tokens that were handed out."),
  /** They are gone. */
  DELETE(
      "Delete the pod",
      "For good; locked until its evidence is sealed.",
      "Cannot be undone, and its owner starts another.");

  private final String title;
  private final String does;
  private final String doesNot;

  MeasureChoice(String title, String does, String doesNot) {
    this.title = title;
    this.does = does;
    this.doesNot = doesNot;
  }

  /** What it is called. */
  public String title() {
    return title;
  }

  /** What it does, in a sentence. */
  public String does() {
    return does;
  }

  /** What it does not do, in a sentence. */
  public String doesNot() {
    return doesNot;
  }

  /** Whether an admission policy does it. */
  boolean isByAdmission() {
    return this == HOLD || this == DENY_IMAGE;
  }

  /** The same for a name: lower case, with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
