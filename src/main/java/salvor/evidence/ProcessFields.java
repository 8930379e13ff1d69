package salvor.evidence;

/**
 * Where in the tuple of a process what stands, see {@link Tables#add(ProcessInfo)}. Pids and
 * identities are not in it but columns of the rows: a program started a thousand times is one
 * tuple.
 */
public final class ProcessFields {
  public static final int EXECUTABLE = 0;
  public static final int NAME = 1;
  public static final int COMMAND_LINE = 2;
  public static final int CWD = 3;

  /** A number, {@link Tables#NOT_GIVEN} when it is not known; all others are numbers of texts. */
  public static final int UID = 4;

  /** 1 when something is said of the parent, else 0. */
  public static final int HAS_PARENT = 5;

  public static final int PARENT_EXECUTABLE = 6;
  public static final int PARENT_NAME = 7;
  public static final int PARENT_COMMAND_LINE = 8;
  static final int COUNT = 9;

  private ProcessFields() {}

  /** Whether a field is the number of a text. */
  static boolean isText(int field) {
    return field != UID && field != HAS_PARENT;
  }
}
