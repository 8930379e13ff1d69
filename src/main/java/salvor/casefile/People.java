package salvor.casefile;

import java.time.Clock;
import java.util.List;
import salvor.evidence.Evidence;

/**
 * What people added to a case.
 *
 * @param marks by observation
 * @param edits what changes them
 * @param state how the window was left
 * @param notes what is to be said about all this
 */
record People(Marks marks, Edits edits, WindowState state, List<CaseNote> notes) {
  static People kept(
      Evidence evidence, Journal journal, Journal.Kept kept, String author, Clock clock) {
    Marks marks = new Marks(evidence, kept.entries());
    Edits edits = new Edits(journal, kept, marks, author, clock);
    return new People(marks, edits, new WindowState(journal, kept.state()), List.of());
  }

  /** The same of evidence in another order of time. */
  People on(Evidence evidence) {
    Marks moved = new Marks(evidence, edits.entries());
    List<CaseNote> still = notes.stream().filter(note -> !note.about().isOfTimes()).toList();
    return new People(moved, edits.on(moved), state, still);
  }

  /** Nothing can be shown and nothing can be added, for this reason. */
  static People unusable(Evidence evidence, CaseUnusable reason, String author, Clock clock) {
    Journal closed =
        new Journal() {
          @Override
          public void require() throws CaseUnusable {
            throw reason;
          }

          @Override
          public void added(Edit edit, List<Edit> dropped) throws CaseUnusable {
            throw reason;
          }

          @Override
          public void turned(Edit edit) throws CaseUnusable {
            throw reason;
          }

          @Override
          public void put(String key, String value) throws CaseUnusable {
            throw reason;
          }
        };
    People none = kept(evidence, closed, Journal.Kept.NOTHING, author, clock);
    CaseNote note =
        new CaseNote(
            CaseNote.About.DATABASE_UNUSABLE,
            reason.file().toString(),
            String.valueOf(reason.getMessage()));
    return new People(none.marks(), none.edits(), none.state(), List.of(note));
  }
}
