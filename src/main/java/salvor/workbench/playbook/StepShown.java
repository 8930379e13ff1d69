package salvor.workbench.playbook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.playbook.Condition;
import salvor.playbook.Course;
import salvor.playbook.Facts;
import salvor.playbook.Playbook;
import salvor.report.GateWords;
import salvor.report.PlaybookWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * A step of a run, in words that are safe to show.
 *
 * @param number from 1
 * @param standing where it stands
 * @param isNext whether it is the one that is to be done now
 * @param gate each condition
 * @param deviations how the run left the playbook at it
 * @param began when the run began; null where it did not
 */
record StepShown(
    int number,
    Course.Standing standing,
    boolean isNext,
    List<Gate> gate,
    List<String> deviations,
    @Nullable Instant began) {
  private static final int LIMIT = 600;

  StepShown {
    gate = List.copyOf(gate);
    deviations = List.copyOf(deviations);
  }

  /** A condition of its gate, and whether it holds now. */
  record Gate(Condition condition, boolean holds, boolean isObserved, String words) {}

  /** How it stands, for a shape and a colour. */
  enum Look {
    TO_COME,
    /** All before it is over. */
    NOW,
    READY,
    DONE,
    /** It was done, and what its gate asks for is so no more. */
    NO_MORE,
    SKIPPED
  }

  /** All steps of a run. */
  static List<StepShown> of(Course course) {
    @Nullable String next = course.next().map(each -> each.step().id()).orElse(null);
    List<StepShown> all = new ArrayList<>();
    for (Course.Standing each : course.steps()) {
      all.add(
          new StepShown(
              all.size() + 1,
              each,
              each.step().id().equals(next),
              each.step().gate().stream()
                  .map(condition -> gate(condition, each, course.facts()))
                  .toList(),
              course.deviations(each.step().id()).map(PlaybookWords::deviation).toList(),
              course.began()));
    }
    return all;
  }

  private static Gate gate(Condition condition, Course.Standing of, Facts facts) {
    return new Gate(
        condition,
        !of.open().contains(condition),
        facts
            .known(condition.fact())
            .filter(known -> known.source() == Facts.Source.OBSERVED)
            .isPresent(),
        GateWords.condition(condition, facts));
  }

  Playbook.Step step() {
    return standing.step();
  }

  String title() {
    return VisibleText.of(step().title(), LIMIT);
  }

  Look look() {
    return switch (standing.state()) {
      case DONE -> standing.gateHolds() ? Look.DONE : Look.NO_MORE;
      case SKIPPED -> Look.SKIPPED;
      case READY -> Look.READY;
      case OPEN -> isNext || standing.since() != null ? Look.NOW : Look.TO_COME;
    };
  }

  /** How it stands, with a shape, as short as a chip. */
  String chip() {
    return switch (look()) {
      case TO_COME -> "\u25cb to come";
      case NOW -> "\u25cf NOW";
      case READY -> "\u25c6 READY: say that it is done";
      case DONE -> "\u2713 DONE";
      case NO_MORE -> "\u25b2 DONE, and so no more";
      case SKIPPED -> "\u2212 LEFT OUT";
    };
  }

  /** Who is to do it, or did. */
  String owner() {
    String owner = standing.owner();
    return owner == null ? "anybody" : VisibleText.of(owner, 100);
  }

  /** Who said that it is over, when, and what; empty where nobody did. */
  String said() {
    if (standing.who() == null || standing.time() == null) {
      return "";
    }
    String why = standing.why();
    return (standing.state() == Course.State.SKIPPED ? "Left out by " : "Said done by ")
        + VisibleText.of(standing.who(), 100)
        + ", "
        + Moments.seconds(nanos(standing.time()))
        + " "
        + Moments.zone()
        + (why == null || why.isBlank() ? "" : ": " + VisibleText.of(why, LIMIT));
  }

  /** How long it takes or took, and how long it may; empty before its turn. */
  String time(Instant now) {
    String took =
        standing
            .taken(now)
            .map(length -> (standing.isOver() ? "took " : "for ") + PlaybookWords.length(length))
            .orElse("");
    String due = due(now);
    return took.isEmpty() || due.isEmpty() ? took + due : took + ", " + due;
  }

  /** Until when it should be done; empty where it is over, or nothing says so. */
  private String due(Instant now) {
    Instant due = due();
    if (due == null || standing.isOver()) {
      return "";
    }
    Duration left = Duration.between(now, due);
    return left.isNegative()
        ? "\u25b2 " + PlaybookWords.length(left.negated()) + " late"
        : PlaybookWords.length(left) + " left";
  }

  private @Nullable Instant due() {
    return began == null || step().within() == null
        ? null
        : began.plus(Objects.requireNonNull(step().within()));
  }

  /** Whether it should be done by now, and is not. */
  boolean isLate(Instant now) {
    Instant due = due();
    return due != null && !standing.isOver() && due.isBefore(now);
  }

  /** Conditions that a person may state, as nothing observed says anything of them. */
  List<Condition> toState() {
    return gate.stream()
        .filter(each -> !each.holds() && !each.isObserved())
        .map(Gate::condition)
        .toList();
  }

  /** Why it cannot be said to be done; empty when it can. */
  String againstDone() {
    long open = gate.stream().filter(each -> !each.holds()).count();
    return standing.isOver()
        ? "It is over."
        : open == 0
            ? ""
            : "Not done: "
                + Moments.count(open)
                + " of "
                + Moments.count(gate.size(), "condition")
                + " of its gate "
                + (open == 1 ? "does" : "do")
                + " not hold.";
  }

  static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }
}
