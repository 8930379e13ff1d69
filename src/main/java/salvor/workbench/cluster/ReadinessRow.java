package salvor.workbench.cluster;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.live.Readiness;
import salvor.live.Readiness.Answer;
import salvor.live.Readiness.Question;
import salvor.live.Readiness.State;
import salvor.report.ReadinessWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** A workload as the table of readiness shows it. */
record ReadinessRow(Readiness.Of of) {
  private static final int LIMIT = 300;

  /** The worst first. */
  static final Comparator<ReadinessRow> WORST_FIRST =
      Comparator.comparingInt((ReadinessRow row) -> row.of().score())
          .thenComparing(ReadinessRow::namespace)
          .thenComparing(ReadinessRow::name);

  String namespace() {
    return VisibleText.of(String.valueOf(of.workload().namespace()), LIMIT);
  }

  String name() {
    return VisibleText.of(of.workload().kind() + " " + of.workload().name(), LIMIT);
  }

  String pods() {
    return Moments.count(of.pods());
  }

  String score() {
    return of.score() + " of 100";
  }

  String sign(Question question) {
    Answer answer = of.answers().get(question);
    return answer == null ? "" : ReadinessWords.sign(answer.state());
  }

  /** By the answers to a question, the worst first. */
  static Comparator<ReadinessRow> by(Question question) {
    return Comparator.<ReadinessRow>comparingInt(row -> -rank(row.of().answers().get(question)))
        .thenComparing(WORST_FIRST);
  }

  /** That it cannot be told stands between a no and a half: it may be either. */
  private static int rank(@Nullable Answer answer) {
    State state = answer == null ? State.UNKNOWN : answer.state();
    return switch (state) {
      case YES -> 0;
      case PARTLY -> 1;
      case UNKNOWN -> 2;
      case NO -> 3;
    };
  }

  /** Whether something is left to close; for one question where one is named. */
  boolean isOpen(@Nullable Question question) {
    return question == null
        ? of.answers().values().stream().anyMatch(answer -> answer.state() != State.YES)
        : rank(of.answers().get(question)) > 0;
  }

  /** Whether all words of a filter are in its name or in what was found. */
  boolean fits(String filter) {
    StringBuilder text = new StringBuilder(of.workload().toString()).append(' ').append(name());
    of.answers()
        .values()
        .forEach(answer ->
            text.append(' ')
                .append(ReadinessWords.found(answer.cause()))
                .append(' ')
                .append(String.join(" ", answer.facts())));
    String in = text.toString().toLowerCase(Locale.ROOT);
    for (String word : filter.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
      if (!in.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** What an answer is about, in words. */
  static String found(Answer answer) {
    return ReadinessWords.found(answer.cause())
        + (answer.facts().isEmpty()
            ? ""
            : ": " + VisibleText.of(String.join(", ", answer.facts()), LIMIT));
  }
}
