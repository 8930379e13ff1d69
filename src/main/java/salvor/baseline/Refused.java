package salvor.baseline;

/** A change to a baseline, or to the library of baselines, that makes no sense as it stands. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  /** Why it makes no sense. */
  public enum Why {
    /** No element, no version or no act of this name is there. */
    NOT_THERE,
    /** Of several approved versions it is not said which. */
    SEVERAL,
    /** No version is approved, so that one has to be named by its number. */
    NONE_APPROVED,
    /** The new element does not stand for more than the old one. */
    NOT_WIDER,
    /** The new element does not stand for less than the old one. */
    NOT_NARROWER,
    /** It does not list what it was made from. */
    NO_MEMBERS,
    /** It lists only the first of what it was made from. */
    MEMBERS_CUT,
    /** They are of several containers or images. */
    OTHER_CONTAINER,
    /** Nothing would change. */
    NOTHING_CHANGES
  }

  private final Why why;
  private final String what;

  public Refused(Why why, String what) {
    super(why + ": " + what);
    this.why = why;
    this.what = what;
  }

  /** Why. */
  public Why why() {
    return why;
  }

  /** The element or version that it is about, as raw as it was given. */
  public String what() {
    return what;
  }
}
