package salvor.report;

import java.io.PrintWriter;
import java.util.BitSet;
import java.util.List;
import salvor.baseline.Verdict;
import salvor.evidence.Evidence;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.timeline.TimeAxis;
import salvor.triage.Ending;

/** Whether it is over, for people in a terminal. */
final class EndingsText {
  private static final int SHOWN = 6;

  private record Lines(Evidence evidence) implements EndingWords.Medium {
    @Override
    public String clock(long nanos) {
      return TimeText.rfc3339(nanos, 3).replace('T', ' ');
    }

    @Override
    public String length(long nanos) {
      return TimeAxis.length(nanos);
    }

    @Override
    public String record(int row) {
      RecordRef ref = evidence.observations().source(row);
      return Visible.text(evidence.sources().get(ref.source()).path(), 400) + ":" + ref.line();
    }
  }

  private EndingsText() {}

  static void write(Triage triage, PrintWriter out) {
    if (triage.filter() != null) {
      out.println("  The filter takes nothing away here.");
    }
    Evidence evidence = triage.evidence();
    EndingWords words = new EndingWords(evidence.observations(), new Lines(evidence));
    List<Ending> endings = triage.endings();
    if (endings.isEmpty()) {
      BitSet every = new BitSet();
      every.set(0, evidence.observations().size());
      int unknown = triage.counts(every).getOrDefault(Verdict.UNKNOWN, 0);
      out.println("  " + words.nothing(!triage.all().isEmpty(), unknown));
    }
    for (Ending ending : endings.subList(0, Math.min(SHOWN, endings.size()))) {
      out.println("  " + EndingWords.place(ending) + ": " + words.verdict(ending));
      words.facts(ending).forEach(fact -> out.println("    " + fact.text()));
    }
    if (endings.size() > SHOWN) {
      out.printf("  … and %d more; --json lists them all%n", endings.size() - SHOWN);
    }
    out.println();
  }
}
