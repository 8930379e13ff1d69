package salvor.casefile;

/**
 * Something about the case that an investigator should know.
 *
 * @param about what it is
 * @param subject the file or folder it is about
 * @param detail what was expected and what was found, empty when there is nothing to add
 */
public record CaseNote(About about, String subject, String detail) {
  /** What a note can be about. */
  public enum About {
    INDEX_MISSING("the index was missing and was made again from the raw evidence"),
    INDEX_DAMAGED("the index was damaged and was made again from the raw evidence"),
    INDEX_OF_OTHER_VERSION(
        "the index was of another version and was made again from the raw evidence"),
    IMPORT_WAS_INTERRUPTED("an import had been interrupted; the evidence was read again"),
    INPUTS_CHANGED("other evidence or baselines were named than before; everything was read again"),
    INPUTS_ARE_MORE("files came to the evidence; everything was read again"),
    SOURCE_MISSING("the evidence is not there; raw records cannot be shown until it is put back"),
    SOURCE_CHANGED(
        "the evidence has changed since it was read; what is shown is what was read, put the original back"),
    SOURCE_GROWN(
        "the evidence has grown since it was read; what is shown is still at its beginning, and a new case reads what came later"),
    SOURCE_ADDED(
        "this file came to the evidence later and was not read; once all that was read is as it was, name the evidence again"
            + " to read it"),
    SOURCE_MOVED("the evidence was found beside the case folder, no longer at its old path"),
    DATABASE_UNUSABLE("what people added cannot be shown or changed; times are shown as recorded"),
    CLOCKS_OUT_OF_DATE(
        "the case keeps offsets of clocks by which the times are not shown; close it and open it again"),
    CLOCK_NOT_SET(
        "the offset that the case keeps for this clock cannot be applied; its times are shown as recorded"),
    CLOCK_WITHOUT_SOURCE(
        "the case keeps the clock of a source with this SHA-256, and holds none; nothing is shifted by it");

    private final String words;

    About(String words) {
      this.words = words;
    }

    /** Whether it is about the times that are shown, and goes when others are. */
    boolean isOfTimes() {
      return this == CLOCKS_OUT_OF_DATE || this == CLOCK_NOT_SET;
    }

    /** The note in words. */
    public String words() {
      return words;
    }
  }

  @Override
  public String toString() {
    return subject + ": " + about.words() + (detail.isEmpty() ? "" : " (" + detail + ")");
  }
}
