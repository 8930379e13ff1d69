package salvor.custody;

/** What a check of sealed evidence can say, the better first. */
public enum Standing {
  /** Everything is as it was sealed, by somebody who is known. */
  VALID,
  /** Everything is consistent, but nobody who is known vouches for it. */
  VALID_UNSIGNED,
  /** Something is not what its hash says. */
  MODIFIED,
  /** The end is missing. */
  TRUNCATED,
  /** The records are not in the order in which they were written. */
  REORDERED,
  /** Something is there that nothing lists. */
  EXTRA,
  /** Something is listed that is not there. */
  MISSING,
  /** Two parts disagree, each consistent in itself. */
  CONTRADICTION
}
