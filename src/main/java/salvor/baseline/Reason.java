package salvor.baseline;

/**
 * Why a verdict was given. Each reason belongs to one verdict and, for OUT, has the severity that
 * the modifiers start from. The order is part of the stored format: append only.
 */
public enum Reason {
  MATCHED(Verdict.IN, Severity.INFO),

  NEW_BINARY_NOT_IN_IMAGE(Verdict.OUT, Severity.HIGH),
  NEW_BINARY_IN_IMAGE(Verdict.OUT, Severity.MEDIUM),
  NEW_PARENT(Verdict.OUT, Severity.MEDIUM),
  NEW_ARG_SHAPE(Verdict.OUT, Severity.MEDIUM),
  NOT_IN_INIT_TREE(Verdict.OUT, Severity.MEDIUM),
  NEW_FILE_WRITE(Verdict.OUT, Severity.LOW),
  NEW_FILE_READ(Verdict.OUT, Severity.LOW),
  SENSITIVE_READ(Verdict.OUT, Severity.HIGH),
  NEW_PEER(Verdict.OUT, Severity.MEDIUM),
  NEW_PORT(Verdict.OUT, Severity.MEDIUM),
  NEW_DNS(Verdict.OUT, Severity.MEDIUM),
  NEW_LISTENER(Verdict.OUT, Severity.MEDIUM),
  NEW_CAPABILITY(Verdict.OUT, Severity.MEDIUM),
  NEW_SYSCALL(Verdict.OUT, Severity.INFO),
  NEW_API_REQUEST(Verdict.OUT, Severity.MEDIUM),
  RATE_HIGH(Verdict.OUT, Severity.LOW),
  RATE_SILENT(Verdict.OUT, Severity.LOW),

  EXECUTED_FROM_MEMORY(Verdict.OUT, Severity.CRITICAL),
  EXECUTED_DELETED_FILE(Verdict.OUT, Severity.HIGH),
  TOKEN_READ_BY_TOOL(Verdict.OUT, Severity.HIGH),
  TOKEN_USED_ELSEWHERE(Verdict.OUT, Severity.CRITICAL),
  HOST_MOUNT(Verdict.OUT, Severity.HIGH),
  NAMESPACE_ENTERED(Verdict.OUT, Severity.HIGH),
  MINER_PORT(Verdict.OUT, Severity.HIGH),
  SHELL_ON_NETWORK(Verdict.OUT, Severity.CRITICAL),

  PROBE(Verdict.EXPLAINED, Severity.INFO),
  LIFECYCLE(Verdict.EXPLAINED, Severity.INFO),
  OPERATOR_EXEC(Verdict.EXPLAINED, Severity.INFO),
  ROLLOUT(Verdict.EXPLAINED, Severity.INFO),
  RUNTIME_INIT(Verdict.EXPLAINED, Severity.INFO),

  /** No baseline applies to the container. */
  NO_BASELINE(Verdict.UNKNOWN, Severity.INFO),
  /** The baseline holds nothing of this facet. */
  FACET_NONE(Verdict.UNKNOWN, Severity.INFO),
  FACET_LEARNING(Verdict.UNKNOWN, Severity.INFO),
  FACET_UNSTABLE(Verdict.UNKNOWN, Severity.INFO),
  /** The baseline is of another image digest. */
  FACET_STALE(Verdict.UNKNOWN, Severity.INFO),
  FACET_TRUNCATED(Verdict.UNKNOWN, Severity.INFO),
  /** The learning window overlaps the incident. */
  FACET_TAINTED(Verdict.UNKNOWN, Severity.INFO),
  /** The container was starting and its start was never learned. */
  START_NOT_LEARNED(Verdict.UNKNOWN, Severity.INFO),
  /** The record does not say which container it is about. */
  NO_CONTAINER(Verdict.UNKNOWN, Severity.INFO),
  /** The record does not say enough of what was done. */
  NOT_ENOUGH_DETAIL(Verdict.UNKNOWN, Severity.INFO),
  /** No baseline speaks of activities of this kind. */
  NOT_JUDGED(Verdict.UNKNOWN, Severity.INFO),

  /**
   * The workload does such things, but here a process did it that descends from a start that was
   * OUT.
   */
  FOREIGN_LINEAGE(Verdict.OUT, Severity.MEDIUM),
  /**
   * The sensor says that a program outside of the image was executed, and no baseline says
   * otherwise.
   */
  EXECUTED_NEW_FILE(Verdict.OUT, Severity.HIGH),

  /** A user's own request to the API: no workload's behaviour, and no baseline judges users. */
  USER_REQUEST(Verdict.UNKNOWN, Severity.INFO),

  /**
   * The workload runs such programs, or needs such capabilities, only when it starts or stops; here
   * it did neither.
   */
  NEW_PHASE(Verdict.OUT, Severity.MEDIUM),

  /** Nothing was learned of such, but the program is one of the image. */
  IN_IMAGE(Verdict.UNKNOWN, Severity.INFO);

  private final Verdict verdict;
  private final Severity base;

  Reason(Verdict verdict, Severity base) {
    this.verdict = verdict;
    this.base = base;
  }

  /** Whether it needs no baseline: it is wrong whatever the workload. */
  public boolean isHardIndicator() {
    return switch (this) {
      case EXECUTED_FROM_MEMORY,
          EXECUTED_DELETED_FILE,
          EXECUTED_NEW_FILE,
          TOKEN_READ_BY_TOOL,
          TOKEN_USED_ELSEWHERE,
          HOST_MOUNT,
          NAMESPACE_ENTERED,
          MINER_PORT,
          SHELL_ON_NETWORK ->
          true;
      case MATCHED,
          NEW_BINARY_NOT_IN_IMAGE,
          NEW_BINARY_IN_IMAGE,
          NEW_PARENT,
          NEW_ARG_SHAPE,
          NOT_IN_INIT_TREE,
          NEW_FILE_WRITE,
          NEW_FILE_READ,
          SENSITIVE_READ,
          NEW_PEER,
          NEW_PORT,
          NEW_DNS,
          NEW_LISTENER,
          NEW_CAPABILITY,
          NEW_SYSCALL,
          NEW_API_REQUEST,
          RATE_HIGH,
          RATE_SILENT,
          PROBE,
          LIFECYCLE,
          OPERATOR_EXEC,
          ROLLOUT,
          RUNTIME_INIT,
          NO_BASELINE,
          FACET_NONE,
          FACET_LEARNING,
          FACET_UNSTABLE,
          FACET_STALE,
          FACET_TRUNCATED,
          FACET_TAINTED,
          START_NOT_LEARNED,
          NO_CONTAINER,
          NOT_ENOUGH_DETAIL,
          NOT_JUDGED,
          USER_REQUEST,
          FOREIGN_LINEAGE,
          NEW_PHASE,
          IN_IMAGE ->
          false;
    };
  }

  /** The verdict that this is a reason for. */
  public Verdict verdict() {
    return verdict;
  }

  /** The severity before modifiers. */
  public Severity base() {
    return base;
  }
}
