package salvor.workbench.evidence;

import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.timeline.DrawingClass;
import salvor.workbench.wording.Activities;
import salvor.workbench.wording.Locations;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;
import salvor.workload.Location;

/**
 * The text of each cell of the event table, made when it is looked at. A text depends on a number
 * that many rows share ({@link #key}), so that sorting by it compares each distinct text once.
 */
public final class EventCells {
  /** A cell shows one line; no screen is wider. */
  private static final int LIMIT = 600;

  private final Observations observations;
  private final Verdicts verdicts;

  /** The cells of these observations with these verdicts. */
  public EventCells(Observations observations, Verdicts verdicts) {
    this.observations = observations;
    this.verdicts = verdicts;
  }

  Observations observations() {
    return observations;
  }

  /** How a row is drawn. */
  public DrawingClass mark(int row) {
    return DrawingClass.of(verdicts.judgement(row));
  }

  /** The verdict on a row. */
  public Verdict verdict(int row) {
    return verdicts.verdict(row);
  }

  Judgement judgement(int number) {
    return verdicts.judgements().get(number);
  }

  /** The text of a cell. */
  public String text(EventColumn column, int row) {
    return column == EventColumn.TIME
        ? row < observations.timed() ? time(observations.time(row)) : "no time given"
        : textOf(column, key(column, row));
  }

  private String time(long nanos) {
    return oneDay() ? Moments.fine(nanos) : Moments.full(nanos);
  }

  /** Whether all events are of one day, so that the date need not be said in every row. */
  boolean oneDay() {
    int timed = observations.timed();
    return timed == 0 || Moments.sameDay(observations.time(0), observations.time(timed - 1));
  }

  /** How many keys a column can have. */
  int keys(EventColumn column) {
    return switch (column) {
      case TIME -> 0;
      case VERDICT -> verdicts.judgements().size();
      case KIND -> Kind.values().length;
      case POD, CONTAINER -> observations.locations();
      case PROGRAM -> observations.processes();
      case DETAILS -> observations.activities() + observations.processes();
    };
  }

  /** The number that decides the text of a cell. */
  int key(EventColumn column, int row) {
    return switch (column) {
      case TIME -> row;
      case VERDICT -> verdicts.perRow().get(row);
      case KIND -> observations.kind(row).ordinal();
      case POD, CONTAINER -> observations.locationId(row);
      case PROGRAM -> observations.processId(row);
      case DETAILS ->
          observations.kind(row) == Kind.PROCESS_STARTED
              ? observations.activities() + observations.processId(row)
              : observations.activityId(row);
    };
  }

  /** The text for a key. */
  String textOf(EventColumn column, int key) {
    return switch (column) {
      case TIME -> "";
      case VERDICT -> Words.drawn(DrawingClass.of(verdicts.judgements().get(key)));
      case KIND -> Kind.values()[key].words();
      case POD -> Locations.pod(observations.location(key));
      case CONTAINER -> shown(container(observations.location(key)));
      case PROGRAM -> shown(observations.process(key).program());
      case DETAILS -> details(key);
    };
  }

  private String details(int key) {
    int activities = observations.activities();
    if (key >= activities) {
      ProcessInfo process = observations.process(key - activities);
      String command = process.commandLine() != null ? process.commandLine() : process.program();
      return command == null ? "" : VisibleText.command(cut(command));
    }
    return VisibleText.of(Activities.line(ProcessInfo.UNKNOWN, observations.activity(key)), LIMIT);
  }

  private static String cut(String text) {
    return text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "\u2026";
  }

  private static @Nullable String container(Location location) {
    if (location.container() != null) {
      return location.container();
    }
    String id = location.containerId();
    return id == null || id.length() <= 12 ? id : id.substring(0, 12);
  }

  private static String shown(@Nullable String text) {
    return text == null ? "" : VisibleText.of(text, LIMIT);
  }
}
