package salvor.workbench.playbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import salvor.playbook.Fact;
import salvor.playbook.Playbook;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;

/**
 * What can be done about a step: a command of the window, which need not be there.
 *
 * @param id of the command
 * @param text of its button, with a mnemonic
 * @param meaning what it does, in a sentence
 * @param elsewhere how it is done where the window cannot
 */
record Act(String id, String text, String meaning, String elsewhere) {
  /** How the window of a case calls what that of a cluster does otherwise. */
  private static final Map<String, String> IN_A_CASE = Map.of("pods.review", "go.review");

  private static final Act ISOLATE =
      new Act(
          "pods.isolate",
          "_Isolate\u2026",
          "Shows first what would be sent, and what would still pass",
          "salvor contain apply");
  private static final Act VERIFY =
      new Act(
          "pods.verify",
          "_Verify\u2026",
          "Looks from inside the pod whether it is cut off",
          "salvor contain verify");
  private static final Act COLLECT =
      new Act(
          "pods.collect",
          "_Collect\u2026",
          "Takes its state into a sealed bundle; shows first by which way",
          "salvor collect");
  private static final Act FIND =
      new Act(
          "pods.siblings",
          "Find the _siblings",
          "Chooses all pods that run its image, by digest, in the table of pods",
          "salvor siblings");
  private static final Act DECIDE =
      new Act(
          "pods.siblings",
          "_Decide of each",
          "Chooses all pods that run its image; the keys 2 to 4 decide of a pod",
          "salvor mark-pod");
  private static final Act HOTFIX =
      new Act(
          "pods.hotfix",
          "_Hotfix\u2026",
          "Has the team's pipeline rebuild the image, and follows it to the new digest",
          "salvor hotfix trigger");
  private static final Act ROLL_OUT =
      new Act(
          "pods.rollout",
          "_Roll out\u2026",
          "Sets the fixed image by workload, and counts the pods on the bad digest",
          "salvor rollout apply");
  private static final Act UNDO =
      new Act(
          "pods.measures",
          "_Undo a measure",
          "Shows all measures of this case, each of which can be taken back",
          "salvor contain undo");
  private static final Act REVOKE =
      new Act(
          "pods.revoke",
          "Re_voke\u2026",
          "Takes the account's tokens and bindings away",
          "salvor contain revoke");
  private static final Act HOLD =
      new Act(
          "pods.hold",
          "H_old\u2026",
          "Has nobody delete or evict the pod while it is evidence",
          "salvor hold");
  private static final Act DENY_IMAGE =
      new Act(
          "pods.deny-image",
          "Deny the i_mage\u2026",
          "Has no new pod start with the bad image; first it is only told who would",
          "salvor deny-image");
  private static final Act DELETE =
      new Act(
          "pods.delete",
          "De_lete\u2026",
          "Deletes the pod that was kept, once its sealed evidence verifies",
          "salvor contain delete");
  private static final Act REVIEW =
      new Act(
          "pods.review",
          "_Review\u2026",
          "Opens what was recorded so far; its Review tab has the attacker against the baseline",
          "salvor review");

  /** What a step has done, the first first. */
  static List<Act> of(Playbook.Step step) {
    return switch (step.task()) {
      case ISOLATE -> List.of(ISOLATE, VERIFY);
      case COLLECT -> List.of(COLLECT, HOLD);
      case SCOPE -> List.of(FIND);
      case ASSESS -> List.of(DECIDE, ISOLATE);
      case HOTFIX -> List.of(HOTFIX, DENY_IMAGE);
      case RECOVER -> List.of(ROLL_OUT, UNDO, DELETE);
      case REVIEW -> List.of(REVIEW);
      case OTHER ->
          step.gate().stream().anyMatch(each -> each.fact() == Fact.CREDENTIALS)
              ? List.of(REVOKE)
              : List.of();
    };
  }

  private Optional<Command> command(Commands commands) {
    String here = IN_A_CASE.getOrDefault(id, id);
    return commands.all().stream()
        .filter(each -> each.id().equals(id) || each.id().equals(here))
        .findFirst();
  }

  /** Why it cannot be done here and now; empty when it can. */
  String against(Commands commands) {
    Optional<Command> command = command(commands);
    return command.isEmpty()
        ? "This window cannot do it; in the terminal: " + elsewhere
        : command.get().enabled().getAsBoolean() ? "" : "Choose a pod in the tab Pods first";
  }

  /** Does it, if it can be done. */
  void run(Commands commands) {
    command(commands).ifPresent(Command::run);
  }

  /** What its button says to a screen reader and on hover, with the keys that do it too. */
  String explained(Commands commands) {
    String keys = commands.words(id);
    return meaning + (keys.isEmpty() ? "" : " (" + keys + ")");
  }
}
