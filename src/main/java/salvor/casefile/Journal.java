package salvor.casefile;

import java.util.List;
import java.util.Map;

/** Where edits are kept; each call is durable when it returns. */
interface Journal {
  /** Keeps nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public void added(Edit edit, List<Edit> dropped) {}

        @Override
        public void turned(Edit edit) {}

        @Override
        public void put(String key, String value) {}
      };

  /** What a journal held when it was opened. */
  record Kept(List<Edit> log, Map<Edit.Slot, Edit.Entry> entries, Map<String, String> state) {
    static final Kept NOTHING = new Kept(List.of(), Map.of(), Map.of());
  }

  /** Refuses when nothing that was kept can be told. */
  default void require() throws CaseUnusable {}

  /** A new edit was made, and these undone ones can no longer be done again. */
  void added(Edit edit, List<Edit> dropped) throws CaseUnusable;

  /** An edit was undone or done again, as its state says. */
  void turned(Edit edit) throws CaseUnusable;

  /** A part of the window's state. */
  void put(String key, String value) throws CaseUnusable;
}
