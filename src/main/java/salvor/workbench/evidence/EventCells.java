package salvor.workbench.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.casefile.Mark;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Source;
import salvor.evidence.Tables;
import salvor.report.OutcomeWords;
import salvor.timeline.DrawingClass;
import salvor.timeline.Extent;
import salvor.workbench.casefile.MarkSigns;
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
  private final List<Source> sources;
  private final IntFunction<Mark> marks;
  private volatile int @Nullable [] pids;
  private final Extent ordinary;

  /**
   * The cells of these observations with these verdicts.
   *
   * @param marks what people added to a row
   */
  public EventCells(
      Observations observations, Verdicts verdicts, List<Source> sources, IntFunction<Mark> marks) {
    this.observations = observations;
    this.verdicts = verdicts;
    this.sources = List.copyOf(sources);
    this.marks = marks;
    this.ordinary = Extent.of(observations);
  }

  /** The cells of evidence to which nobody added anything. */
  public EventCells(Evidence evidence, Verdicts verdicts) {
    this(evidence.observations(), verdicts, evidence.sources(), _ -> Mark.NONE);
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

  /** The text of a cell; of a gap, which depends on the row above, none. */
  public String text(EventColumn column, int row) {
    return switch (column) {
      case TIME -> row < observations.timed() ? time(observations.time(row)) : untimed(row);
      case RECORDED_TIME ->
          row < observations.timed() ? Moments.full(observations.recordedTime(row)) : untimed(row);
      case GAP -> "";
      case MARKS -> MarkSigns.words(marks.apply(row)).replace("\n", "; ");
      case TAGS -> VisibleText.of(String.join(", ", marks.apply(row).tags()), LIMIT);
      case PID -> pid(observations.pid(row));
      case RECORD -> Details.record(observations.source(row), sources);
      case VERDICT,
          SEVERITY,
          REASON,
          KIND,
          PROGRAM,
          PARENT,
          USER,
          ARGUMENTS,
          DETAILS,
          OUTCOME,
          POD,
          CONTAINER,
          CLUSTER,
          NAMESPACE,
          WORKLOAD,
          IMAGE,
          DIGEST,
          NODE ->
          textOf(column, key(column, row));
    };
  }

  private String untimed(int row) {
    String local = observations.timeWithoutZone(row);
    return local == null ? "no time given" : "no zone: " + VisibleText.of(local, LIMIT);
  }

  private String time(long nanos) {
    if (!oneDay()) {
      return Moments.full(nanos);
    }
    boolean far = !Moments.sameDay(observations.time(ordinary.from()), nanos);
    return far ? Moments.seconds(nanos) : Moments.fine(nanos);
  }

  /**
   * Whether all events are of one day, but for times that are implausible: the date need not be
   * said in every row then.
   */
  boolean oneDay() {
    return ordinary.timed() == 0
        || Moments.sameDay(
            observations.time(ordinary.from()), observations.time(ordinary.to() - 1));
  }

  /** How many keys a column can have; of pids it looks at every row, once. */
  int keys(EventColumn column) {
    return switch (column) {
      case TIME, RECORDED_TIME, GAP, MARKS, TAGS -> 0;
      case VERDICT, SEVERITY, REASON -> verdicts.judgements().size();
      case KIND -> Kind.values().length;
      case POD, CONTAINER, CLUSTER, NAMESPACE, WORKLOAD, IMAGE, DIGEST, NODE ->
          observations.locations();
      case PROGRAM, PARENT, ARGUMENTS -> observations.processes();
      case DETAILS, USER -> observations.activities() + observations.processes();
      case OUTCOME -> observations.activities();
      case PID -> pids().length;
      case RECORD -> sources.size();
    };
  }

  /** The number that decides the text of a cell; of records the source, which is sorted by. */
  int key(EventColumn column, int row) {
    return switch (column) {
      case TIME, RECORDED_TIME, GAP, MARKS, TAGS -> row;
      case VERDICT, SEVERITY, REASON -> verdicts.perRow().get(row);
      case KIND -> observations.kind(row).ordinal();
      case POD, CONTAINER, CLUSTER, NAMESPACE, WORKLOAD, IMAGE, DIGEST, NODE ->
          observations.locationId(row);
      case PROGRAM, PARENT, ARGUMENTS -> observations.processId(row);
      case DETAILS -> deed(row, observations.kind(row) == Kind.PROCESS_STARTED);
      case OUTCOME -> observations.activityId(row);
      case USER -> deed(row, observations.kind(row) != Kind.API_REQUEST);
      case PID -> Arrays.binarySearch(pids(), observations.pid(row));
      case RECORD -> observations.sourceId(row);
    };
  }

  private int deed(int row, boolean ofProcess) {
    return ofProcess
        ? observations.activities() + observations.processId(row)
        : observations.activityId(row);
  }

  /** Every process id there is, the smallest first; a race makes an equal array again. */
  private int[] pids() {
    int[] known = pids;
    if (known == null) {
      int[] all = new int[observations.size()];
      observations.columns().pid().get(0, all);
      Arrays.parallelSort(all);
      int distinct = 0;
      for (int i = 0; i < all.length; i++) {
        if (i == 0 || all[i] != all[i - 1]) {
          all[distinct++] = all[i];
        }
      }
      known = Arrays.copyOf(all, distinct);
      pids = known;
    }
    return known;
  }

  /** The text for a key. */
  String textOf(EventColumn column, int key) {
    return switch (column) {
      case TIME, RECORDED_TIME, GAP, MARKS, TAGS -> "";
      case VERDICT -> Words.drawn(DrawingClass.of(judgement(key)));
      case SEVERITY -> judgement(key).verdict() == Verdict.OUT ? severity(key) : "";
      case REASON -> Words.brief(judgement(key).reason());
      case KIND -> Kind.values()[key].words();
      case POD -> Locations.pod(observations.location(key));
      case CONTAINER -> shown(container(observations.location(key)));
      case CLUSTER -> shown(observations.cluster(key));
      case NAMESPACE -> shown(observations.location(key).namespace());
      case WORKLOAD -> shown(workload(observations.location(key)));
      case IMAGE -> shown(observations.location(key).image());
      case DIGEST -> shown(observations.location(key).digest());
      case NODE -> shown(observations.location(key).node());
      case PROGRAM -> shown(observations.process(key).program());
      case PARENT -> shown(parent(observations.process(key).parent()));
      case ARGUMENTS -> command(observations.process(key).commandLine());
      case DETAILS -> details(key);
      case OUTCOME -> shown(OutcomeWords.of(observations.outcome(key)));
      case USER -> user(key);
      case PID -> pid(pids()[key]);
      case RECORD -> shown(sources.get(key).path());
    };
  }

  private String severity(int key) {
    return Words.severity(judgement(key).severity());
  }

  private static String pid(int pid) {
    return pid == Tables.NOT_GIVEN ? "" : Integer.toString(pid);
  }

  private static @Nullable String parent(ProcessInfo.@Nullable Parent parent) {
    return parent == null
        ? null
        : parent.executable() != null ? parent.executable() : parent.name();
  }

  private String details(int key) {
    int activities = observations.activities();
    if (key >= activities) {
      ProcessInfo process = observations.process(key - activities);
      return command(process.commandLine() != null ? process.commandLine() : process.program());
    }
    return VisibleText.of(
        Activities.line(ProcessInfo.UNKNOWN, observations.activity(key), observations.outcome(key)),
        LIMIT);
  }

  private String user(int key) {
    int activities = observations.activities();
    if (key >= activities) {
      Integer uid = observations.process(key - activities).uid();
      return uid == null ? "" : "uid " + uid;
    }
    return observations.activity(key) instanceof Activity.ApiRequest request
        ? shown(request.user())
            + (request.impersonated() == null ? "" : " as " + shown(request.impersonated()))
        : "";
  }

  private static String command(@Nullable String line) {
    return line == null
        ? ""
        : VisibleText.command(line.length() <= LIMIT ? line : line.substring(0, LIMIT) + "\u2026");
  }

  private static @Nullable String workload(Location at) {
    return at.workload() == null ? null : at.workload().name();
  }

  private static @Nullable String container(Location location) {
    if (location.container() != null) {
      return location.container();
    }
    String id = location.containerId();
    return id == null || id.length() <= 12 ? id : id.substring(0, 12);
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "" : VisibleText.of(value.toString(), LIMIT);
  }
}
