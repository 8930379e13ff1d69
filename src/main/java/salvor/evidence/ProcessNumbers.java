package salvor.evidence;

/**
 * What differs from one run of a program to the next. Pids are {@link Tables#NOT_GIVEN} and
 * identities 0 where the source names none.
 */
public final class ProcessNumbers {
  public int pid = Tables.NOT_GIVEN;
  public int containerPid = Tables.NOT_GIVEN;

  /** The number of the text by which the sensor tells this run from all others. */
  public int identity;

  public int parentPid = Tables.NOT_GIVEN;
  public int parentIdentity;
}
