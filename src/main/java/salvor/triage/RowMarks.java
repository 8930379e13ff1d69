package salvor.triage;

import java.util.BitSet;
import java.util.function.Predicate;

/** The rows that people marked, as the filter language asks for them. */
public interface RowMarks {
  /** Nobody marked anything. */
  RowMarks NONE =
      new RowMarks() {
        @Override
        public BitSet starred() {
          return new BitSet();
        }

        @Override
        public BitSet tagged(Predicate<String> tag) {
          return new BitSet();
        }

        @Override
        public BitSet commented(Predicate<String> text) {
          return new BitSet();
        }
      };

  /** The rows with a star. */
  BitSet starred();

  /** The rows with a tag that fits. */
  BitSet tagged(Predicate<String> tag);

  /** The rows with a comment that fits. */
  BitSet commented(Predicate<String> text);
}
