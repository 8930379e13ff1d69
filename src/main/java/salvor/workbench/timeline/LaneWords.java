package salvor.workbench.timeline;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.timeline.Cell;
import salvor.timeline.Coverage;
import salvor.timeline.DrawingClass;
import salvor.timeline.Flag;
import salvor.timeline.Gap;
import salvor.timeline.Lane;
import salvor.timeline.Lanes;
import salvor.timeline.Subject;
import salvor.timeline.TimelineModel;
import salvor.workbench.wording.Activities;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.OrderWords;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** Lanes and their cells in words: for labels, tooltips and screen readers. */
public final class LaneWords {
  private static final int MOST_FLAGS = 4;
  private static final int MOST_NAMES = 12;

  private LaneWords() {}

  /** The lane's name, all of it visible. */
  public static String name(Lane lane) {
    String name = lane.name();
    if (name != null && !name.isEmpty()) {
      return VisibleText.of(lane.level() == Lane.Level.PROGRAM ? lastPart(name) : name, 120);
    }
    return switch (lane.level()) {
      case CLUSTER -> "No cluster given";
      case NAMESPACE -> "No namespace given";
      case API -> "Kubernetes API";
      case COMPONENTS -> "Cluster components";
      case WORKLOAD -> "No workload given";
      case POD -> "No pod given";
      case CONTAINER ->
          lane.parent() != null && lane.parent().level() != Lane.Level.POD
              ? "Not of one pod"
              : "Whole pod";
      case NODE -> "No node given";
      case CLIENT -> "Unknown user";
      case PROGRAM -> "Program not given";
    };
  }

  private static String lastPart(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 || slash == path.length() - 1 ? path : path.substring(slash + 1);
  }

  /** The label of a line: a container's with its pod, since pods have no line of their own. */
  static String label(Lane lane) {
    Lane pod = lane.parent();
    return lane.level() == Lane.Level.CONTAINER && pod != null && pod.level() == Lane.Level.POD
        ? name(pod) + " \u203a " + name(lane)
        : name(lane);
  }

  /** The names from the workload down to a lane that stands apart from its groups. */
  public static String path(Lane lane) {
    Lane group = lane.parent();
    return group == null || lane.top() == lane || group.level() == Lane.Level.NAMESPACE
        ? name(lane)
        : path(group) + " \u203a " + name(lane);
  }

  /** All names of a lane, from its cluster or namespace. */
  public static String whole(Lane lane) {
    Lane top = lane.top();
    return (top.parent() == null ? "" : name(top.parent()) + " \u203a ")
        + (top == lane || top.level() == Lane.Level.API
            ? path(lane)
            : name(top) + " \u203a " + path(lane));
  }

  /** The same, for the pointer at its label. */
  static String whole(Lane lane, boolean pinned) {
    return pinned
        ? whole(lane) + "\nPinned: it stands first, not in its group, and stays in sight."
        : whole(lane);
  }

  /** The label of a lane as it stands: of a pinned one with the names of its groups. */
  static String title(Lanes lanes, Lane lane) {
    int line = lanes.lineOf(lane);
    return line >= 0 && lanes.isPin(line) ? path(lane) : label(lane);
  }

  /** When a cell is, how many events stand in it and how many of them are out of profile. */
  static String amount(TimelineModel model, Cell cell) {
    boolean oneDay =
        Moments.sameDay(model.first(), model.last())
            && Moments.sameDay(model.first(), cell.from())
            && Moments.sameDay(model.first(), cell.to());
    return Moments.range(cell.from(), cell.to(), oneDay)
        + ", "
        + Moments.count(cell.count(), "event")
        + ", "
        + Moments.count(cell.out())
        + " out of profile";
  }

  /** What stands in a cell: when, how many, the worst of them. */
  static String cell(TimelineModel model, Lanes lanes, Lane lane, Cell cell) {
    Observations observations = model.observations();
    int row = cell.firstRow();
    String what =
        observations.kind(row).words()
            + "  "
            + VisibleText.command(
                shortened(
                    Activities.line(
                        process(observations, row),
                        observations.activity(observations.activityId(row)),
                        observations.outcome(observations.activityId(row)))));
    return title(lanes, lane)
        + "\n"
        + amount(model, cell)
        + "\n"
        + (cell.count() == 1 ? "" : "The worst: ")
        + Words.drawn(cell.worst())
        + ", "
        + Moments.exact(observations.time(row))
        + within(observations, row)
        + "\n"
        + what.stripTrailing();
  }

  /** How wide the time is, and what order that leaves open; empty where it is exact. */
  private static String within(Observations observations, int row) {
    String words = OrderWords.of(observations, row);
    return words.isEmpty() ? "" : "\n" + words;
  }

  /**
   * That no sensor recorded a lane at a time, and whose record ends before it and begins after it,
   * or that nobody knows; empty where one did.
   */
  static String unrecorded(TimelineModel model, Lane lane, long time) {
    Coverage coverage = model.coverage();
    if (coverage.isKnown() && runsOnNodes(lane) && coverage.of(lane).isEmpty()) {
      return label(lane)
          + "\nNothing shown here. Whether a sensor recorded it is not known: no source names its node,"
          + " or several do.";
    }
    if (!coverage.isUnrecorded(lane, time)) {
      return "";
    }
    String ended =
        coverage
            .before(lane, time)
            .map(w -> record(coverage, w.last(), " ends at ", w.to()))
            .orElse("");
    String begins =
        coverage
            .after(lane, time)
            .map(w -> record(coverage, w.first(), " begins at ", w.from()))
            .orElse("");
    return label(lane)
        + "\nNot recorded here: processes, files and connections are not quiet but unknown."
        + (ended.isEmpty() && begins.isEmpty() ? "\n" + neverRecorded(lane) : ended + begins);
  }

  private static String neverRecorded(Lane lane) {
    return lane.isTrack() || lane.level() == Lane.Level.PROGRAM
        ? "No sensor in the evidence names its node."
        : "At no time were all of its nodes recorded.";
  }

  /** Since when nothing is heard; with its date where that is not today. */
  static String since(Gap open, long now) {
    return "not heard since "
        + Moments.brief(open.from(), Moments.sameDay(open.from(), now))
        + " "
        + Moments.zone();
  }

  /** That what somebody watches is not heard now; begins with a semicolon, empty without any. */
  public static String silences(TimelineModel model) {
    List<Gap> open =
        model.gaps().stream()
            .filter(Gap::open)
            .sorted(Comparator.comparingLong(Gap::from))
            .toList();
    return open.isEmpty()
        ? ""
        : "; "
            + since(open.getFirst(), model.known())
            + (open.size() == 1 ? "" : ", and " + Moments.count(open.size() - 1) + " more");
  }

  /** What is not heard on a lane at a time and was not heard since; empty where nothing is so. */
  static String unheard(TimelineModel model, Lane lane, long time) {
    return model.openGaps(lane, time).stream()
        .limit(MOST_FLAGS)
        .map(gap -> "\n" + since(gap, model.known()) + why(model.observations(), gap.row()))
        .collect(Collectors.joining());
  }

  private static String why(Observations observations, int row) {
    return observations.activity(observations.activityId(row))
                instanceof Activity.NotHeard(_, String why)
            && why != null
        ? ": " + VisibleText.of(why, 160)
        : "";
  }

  /** What the signs beside a lane's name mean, each after a line break; empty without any. */
  static String signs(TimelineModel model, Lane lane) {
    DrawingClass worst = model.isReady(lane) ? model.worst(lane) : null;
    return (worst != null && worst.isOut() ? "\nWorst in it: " + Words.drawn(worst) : "")
        + (model.isPartlyUnrecorded(lane) ? "\nPartly not recorded (dashes)" : "");
  }

  /** What a screen reader says of the names of lanes that are in sight. */
  static String partly(List<Lane> unrecorded) {
    return unrecorded.isEmpty()
        ? "Lanes"
        : "Lanes. Partly not recorded: "
            + unrecorded.stream()
                .limit(MOST_NAMES)
                .map(LaneWords::label)
                .collect(Collectors.joining(", "))
            + (unrecorded.size() > MOST_NAMES
                ? " and " + Moments.count(unrecorded.size() - MOST_NAMES) + " more"
                : "");
  }

  private static boolean runsOnNodes(Lane lane) {
    return switch (lane.level()) {
      case API, COMPONENTS, CLIENT -> false;
      case CLUSTER, NAMESPACE, WORKLOAD, POD, CONTAINER, NODE, PROGRAM -> true;
    };
  }

  private static String record(Coverage coverage, int sensor, String what, long time) {
    List<String> files = coverage.files(sensor);
    String newest = files.getFirst();
    return "\nThe record "
        + VisibleText.middle(VisibleText.of(lastPart(newest), 200), 60)
        + (files.size() == 1
            ? ""
            : " (with " + Moments.count(files.size() - 1, "older file") + " of it)")
        + what
        + Moments.seconds(time)
        + ".";
  }

  /** That no event stands somewhere, and whether it was recorded there at all. */
  static String nothing(TimelineModel model, Lane lane, long time) {
    String why = unrecorded(model, lane, time);
    return why.isEmpty() ? "no event" : why.substring(why.indexOf('\n') + 1).replace('\n', ' ');
  }

  /** What the flags in a cell stand for; empty without one. */
  static String flags(TimelineModel model, Lane lane, Cell cell) {
    List<Lane> tracks = model.tree().tracks(lane);
    List<Flag> flags =
        model.flags(cell.from(), cell.to()).stream()
            .filter(f -> tracks.contains(model.tree().lane(f.lane())))
            .sorted(Comparator.comparing(Flag::widest).reversed())
            .toList();
    StringBuilder text = new StringBuilder();
    for (Flag flag : flags.subList(0, Math.min(MOST_FLAGS, flags.size()))) {
      String subject = VisibleText.of(Subject.of(model.observations(), flag.row()), 60);
      text.append("\nFlag: ")
          .append(subject.isEmpty() ? "the first" : "first " + subject)
          .append(' ')
          .append(Words.scope(flag));
    }
    return flags.size() <= MOST_FLAGS
        ? text.toString()
        : text + "\nand " + Moments.count(flags.size() - MOST_FLAGS) + " more flags";
  }

  private static ProcessInfo process(Observations observations, int row) {
    return observations.processAt(row);
  }

  private static String shortened(String text) {
    return text.length() <= 160 ? text : text.substring(0, 160) + "\u2026";
  }

  /** A short name for the mark of an event: its program. */
  static @Nullable String flag(Observations observations, int row) {
    String program = process(observations, row).program();
    return program == null ? null : VisibleText.of(lastPart(program), 24);
  }
}
