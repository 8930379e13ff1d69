package salvor.evidence;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is to be known about an observation beside its content: marks of the executable as the
 * sensor saw it, and limits of the record. The order is part of the stored format: append only, 32
 * at most.
 */
public enum Quality {
  /** The executable was created after the container started (upper layer of the overlay). */
  EXE_UPPER_LAYER,
  /** The executable belongs to the image (lower layer). */
  EXE_LOWER_LAYER,
  /** The executable lives in memory only. */
  EXE_FROM_MEMFD,
  /** The executable was deleted while running. */
  EXE_DELETED,
  /** The process descends from the container's init process. */
  IN_INIT_TREE,
  /** The process was put into the container from outside: exec, probe, nsenter. */
  NOT_IN_INIT_TREE,
  /** The sensor itself thinks that a probe did this. */
  MAYBE_PROBE,
  /** The process has a terminal. */
  TTY,
  /** It was tried and failed. */
  FAILED,
  /** It was tried and prevented by a policy or an authoriser. */
  DENIED,
  /** Argument boundaries are lost: the source joined them with spaces. */
  LOSSY_ARGUMENTS,
  /** The source cut the arguments, the path or the record. */
  TRUNCATED,
  /** Bytes that were not UTF-8 were replaced. */
  REPLACED_BYTES,
  /** The same record stands in the evidence more than once; this is not the first. */
  DUPLICATE,
  /**
   * The time is outside of what is plausible: before 2000, more than a day after the import, or one
   * of the few of its source that a year or more parts from all its others.
   */
  TIME_SUSPECT,
  /**
   * The container was identified from other evidence with the same container id, or the pod by the
   * address it had, not by this record.
   */
  LOCATION_JOINED,
  /**
   * The process is one that was running when the sensor started, and its start was not seen; or the
   * cluster's objects were so when recording them began.
   */
  RUNNING_BEFORE_SENSOR,
  /** Which end began the connection was not seen: the first packets were not recorded. */
  DIRECTION_UNKNOWN,
  /** The time is one that a file carries, which whoever may write the file can set. */
  FILE_TIME,
  /**
   * The process ran when somebody looked at all there were, at its time if any: no start is told.
   */
  SEEN_RUNNING;

  private static final Quality[] ALL = values();

  /** This quality as one bit of a column. */
  public int bit() {
    return 1 << ordinal();
  }

  /** The bits of a set. */
  public static int bits(Set<Quality> set) {
    int bits = 0;
    for (Quality quality : set) {
      bits |= quality.bit();
    }
    return bits;
  }

  /** The set behind the bits. */
  public static Set<Quality> of(int bits) {
    EnumSet<Quality> set = EnumSet.noneOf(Quality.class);
    for (Quality quality : ALL) {
      if ((bits & quality.bit()) != 0) {
        set.add(quality);
      }
    }
    return set;
  }
}
