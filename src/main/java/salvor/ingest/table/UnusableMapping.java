package salvor.ingest.table;

/** What should be a mapping cannot be used as one; the message says why. */
public final class UnusableMapping extends Exception {
  private static final long serialVersionUID = 1;

  UnusableMapping(String why) {
    super(why);
  }
}
