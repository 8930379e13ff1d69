package salvor.casefile;

/** An index that cannot be opened and must be made again. */
final class IndexUnusable extends Exception {
  private static final long serialVersionUID = 1;

  private final CaseNote.About about;

  IndexUnusable(CaseNote.About about, String detail) {
    super(detail);
    this.about = about;
  }

  CaseNote.About about() {
    return about;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
