package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.List;
import salvor.containment.Applied;
import salvor.containment.DryRun;
import salvor.containment.Outcome;
import salvor.containment.Step;
import salvor.report.ContainmentWords;

/**
 * A step of a plan, and how it stands.
 *
 * @param number from 1
 * @param step the request
 * @param standing how it stands
 * @param said what came of it, in words; empty where there is nothing to say
 */
record StepRow(int number, Step step, Standing standing, String said) {
  /** How a step stands. */
  enum Standing {
    PLANNED("\u25cb planned"),
    WOULD("\u2713 the server would do it"),
    WOULD_NOT("\u2715 the server would not do it"),
    UNDER_WAY("\u25d4 sent"),
    DONE("\u2713 done, and read back"),
    NOT_DONE("\u2715 not done"),
    /** The answer was lost. */
    UNKNOWN("? not known");

    private final String words;

    Standing(String words) {
      this.words = words;
    }
  }

  /** Steps of which nobody was asked. */
  static List<StepRow> of(List<Step> steps) {
    List<StepRow> rows = new ArrayList<>();
    steps.forEach(step -> rows.add(new StepRow(rows.size() + 1, step, Standing.PLANNED, "")));
    return List.copyOf(rows);
  }

  /** Steps that the server was asked of. */
  static List<StepRow> of(DryRun trial) {
    List<StepRow> rows = new ArrayList<>();
    trial
        .trials()
        .forEach(each ->
            rows.add(
                new StepRow(
                    rows.size() + 1,
                    each.step(),
                    each.passed() ? Standing.WOULD : Standing.WOULD_NOT,
                    each.passed() ? "" : OutcomeText.of(each.outcome()))));
    return List.copyOf(rows);
  }

  /** Steps that were done, or not. */
  static List<StepRow> of(Applied applied) {
    List<StepRow> rows = new ArrayList<>();
    applied
        .results()
        .forEach(each ->
            rows.add(
                new StepRow(
                    rows.size() + 1,
                    each.step(),
                    standing(each.outcome()),
                    OutcomeText.of(each.outcome()))));
    return List.copyOf(rows);
  }

  /** The same steps while the one after so many is under way. */
  static List<StepRow> at(List<StepRow> rows, int done) {
    return rows.stream()
        .map(row -> row.number() <= done + 1 ? row.as(Standing.UNDER_WAY) : row)
        .toList();
  }

  private StepRow as(Standing next) {
    return new StepRow(number, step, next, "");
  }

  private static Standing standing(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _, Outcome.Already _ -> Standing.DONE;
      case Outcome.Unknown _ -> Standing.UNKNOWN;
      case Outcome.Refused _, Outcome.Hindered _, Outcome.NotTried _ -> Standing.NOT_DONE;
    };
  }

  String what() {
    return ContainmentWords.step(step);
  }

  /** Whether the server would not do it, or has not. */
  boolean isRefused() {
    return standing == Standing.WOULD_NOT || standing == Standing.NOT_DONE;
  }

  /** How it stands in words, with a shape. */
  String told() {
    return standing.words + (said.isEmpty() ? "" : ": " + said);
  }
}
