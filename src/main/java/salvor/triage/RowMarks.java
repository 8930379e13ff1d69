package salvor.triage;

import java.util.BitSet;
import java.util.function.Predicate;
import salvor.timeline.Milestone;

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

        @Override
        public BitSet accepted() {
          return new BitSet();
        }

        @Override
        public BitSet reached(Predicate<Milestone> milestone) {
          return new BitSet();
        }
      };

  /** The rows with a star. */
  BitSet starred();

  /** The rows with a tag that fits. */
  BitSet tagged(Predicate<String> tag);

  /** The rows with a comment that fits. */
  BitSet commented(Predicate<String> text);

  /** The rows that somebody accepted as normal. */
  BitSet accepted();

  /** The rows that stand for a milestone that fits. */
  BitSet reached(Predicate<Milestone> milestone);
}
