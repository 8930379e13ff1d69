package salvor.terminal;

/** What the program tells its caller by its exit status. */
public final class ExitCode {
  /** Everything was done. */
  public static final int DONE = 0;

  /** Everything was done, and what {@code --fail-on} names was found. */
  public static final int FOUND = 1;

  /** The command line, a filter or a time was not understood. */
  public static final int USAGE = 2;

  /** No evidence could be read. */
  public static final int NO_EVIDENCE = 3;

  /** The case folder cannot be used. */
  public static final int CASE_UNUSABLE = 4;

  /** A result could not be written. */
  public static final int NOT_WRITTEN = 5;

  /** The kubeconfig or the cluster cannot be used. */
  public static final int CLUSTER = 6;

  /** A sealed bundle is not valid, and no reason was given to open it all the same. */
  public static final int DOUBTED = 7;

  /** What was to be done to a cluster was not, or a part of it. */
  public static final int NOT_DONE = 8;

  /** Something went wrong that should not; the message says what. */
  public static final int FAILED = 70;

  private ExitCode() {}
}
