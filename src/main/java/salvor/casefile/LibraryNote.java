package salvor.casefile;

/**
 * Something in the library of baselines that was passed over.
 *
 * @param about what it is
 * @param file the file's name
 * @param detail the line, the act or the version
 */
public record LibraryNote(About about, String file, String detail) {
  /** What was passed over. */
  public enum About {
    LINE_DAMAGED("this line of the log is damaged and was passed over; put back a copy"),
    LINE_TORN("the program was ended while it wrote this line; that act was not done"),
    ACT_MISSING("the log does not hold this act any more; put back a copy"),
    VERSION_UNKNOWN("the log is about this version, but does not say what it is"),
    FILE_GONE("the file of this version is not there; put back a copy"),
    FILE_CHANGED("the file of this version is not what was kept; put back a copy");

    private final String words;

    About(String words) {
      this.words = words;
    }

    /** The note in words. */
    public String words() {
      return words;
    }
  }

  @Override
  public String toString() {
    return file + ", " + detail + ": " + about.words();
  }
}
