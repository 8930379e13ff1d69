package salvor.triage;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import salvor.baseline.Reason;

/** What to look at next, by what was found. */
final class Advice {
  private Advice() {}

  /** The steps that these reasons call for, the most pressing first. */
  static List<NextStep> of(Set<Reason> reasons) {
    EnumSet<NextStep> steps = EnumSet.noneOf(NextStep.class);
    for (Reason reason : reasons) {
      steps.addAll(of(reason));
    }
    steps.add(NextStep.CHECK_THE_SAME_DIGEST);
    return new ArrayList<>(steps);
  }

  private static List<NextStep> of(Reason reason) {
    return switch (reason) {
      case EXECUTED_FROM_MEMORY,
          EXECUTED_DELETED_FILE,
          NEW_BINARY_NOT_IN_IMAGE,
          EXECUTED_NEW_FILE ->
          List.of(NextStep.SECURE_THE_EXECUTABLE, NextStep.FOLLOW_THE_PROCESS_TREE);
      case NEW_BINARY_IN_IMAGE, NEW_PARENT, NEW_ARG_SHAPE, NEW_PHASE, FOREIGN_LINEAGE ->
          List.of(NextStep.FOLLOW_THE_PROCESS_TREE, NextStep.LOOK_AT_INBOUND_REQUESTS);
      case NOT_IN_INIT_TREE ->
          List.of(NextStep.ASK_FOR_THE_OPERATOR, NextStep.FOLLOW_THE_PROCESS_TREE);
      case NEW_FILE_WRITE -> List.of(NextStep.COMPARE_THE_FILE_WITH_THE_IMAGE);
      case NEW_PEER, NEW_PORT, NEW_DNS, NEW_LISTENER, MINER_PORT ->
          List.of(NextStep.SEARCH_THE_PEER_EVERYWHERE);
      case SHELL_ON_NETWORK ->
          List.of(NextStep.FOLLOW_THE_PROCESS_TREE, NextStep.SEARCH_THE_PEER_EVERYWHERE);
      case TOKEN_READ_BY_TOOL, TOKEN_USED_ELSEWHERE, NEW_API_REQUEST ->
          List.of(NextStep.CHECK_API_USE_OF_THE_TOKEN);
      case HOST_MOUNT, NAMESPACE_ENTERED, NEW_CAPABILITY -> List.of(NextStep.CHECK_THE_NODE);
      case NO_BASELINE,
          FACET_NONE,
          FACET_LEARNING,
          FACET_UNSTABLE,
          FACET_STALE,
          FACET_TRUNCATED,
          FACET_TAINTED,
          START_NOT_LEARNED,
          NO_CONTAINER,
          NOT_ENOUGH_DETAIL,
          IN_IMAGE,
          NOT_JUDGED ->
          List.of(NextStep.GET_A_BASELINE);
      case NEW_FILE_READ, SENSITIVE_READ, NEW_SYSCALL, RATE_HIGH, RATE_SILENT ->
          List.of(NextStep.FOLLOW_THE_PROCESS_TREE);
      case MATCHED, PROBE, LIFECYCLE, OPERATOR_EXEC, ROLLOUT, RUNTIME_INIT, USER_REQUEST ->
          List.of();
    };
  }
}
