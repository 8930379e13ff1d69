package salvor.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import salvor.baseline.Verdict;
import salvor.evidence.Observations;
import salvor.evidence.TimeText;
import salvor.timeline.TimeAxis;
import salvor.triage.Ending;

/** Whether it is over, for people in a terminal. */
final class EndingsText {
  private static final int SHOWN = 6;

  private static final EndingWords.Times TIMES =
      new EndingWords.Times() {
        @Override
        public String clock(long nanos) {
          return TimeText.rfc3339(nanos, 3).replace('T', ' ');
        }

        @Override
        public String length(long nanos) {
          return TimeAxis.length(nanos);
        }
      };

  private EndingsText() {}

  static void write(Triage triage, PrintWriter out) {
    List<Ending> endings = triage.endings();
    if (endings.isEmpty()) {
      nothing(triage, out);
    }
    EndingWords words = new EndingWords(triage.evidence().observations(), TIMES);
    for (Ending ending : endings.subList(0, Math.min(SHOWN, endings.size()))) {
      out.println("  " + EndingWords.place(ending) + ": " + words.verdict(ending));
      words.facts(ending).forEach(fact -> out.println("    " + fact.text()));
    }
    if (endings.size() > SHOWN) {
      out.printf("  … and %d more; --json lists them all%n", endings.size() - SHOWN);
    }
    out.println();
  }

  private static void nothing(Triage triage, PrintWriter out) {
    Observations all = triage.evidence().observations();
    int unknown = triage.counts().getOrDefault(Verdict.UNKNOWN, 0);
    out.println(
        triage.filter() != null || !triage.findings().isEmpty()
            ? "  No open finding is left to tell it of."
            : "  Nothing is out of profile as far as it was recorded"
                + (all.timed() == 0 ? "" : ", until " + TIMES.clock(all.time(all.timed() - 1)))
                + (unknown == 0
                    ? "."
                    : String.format(Locale.ROOT, "; %,d could not be judged.", unknown)));
  }
}
