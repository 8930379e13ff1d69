package salvor.workbench.evidence;

import java.util.Arrays;
import java.util.List;
import salvor.workbench.wording.Moments;

/**
 * The columns that the event table can have, in the order in which they stand at first: what was
 * done stands before where, which the lanes say too, the container with it.
 */
public enum EventColumn {
  MARKS("Marks", 66, Use.AT_FIRST, "Star, tag, comment, milestone and whether it was accepted"),
  TIME("Time", 168, Use.AT_FIRST, "When it happened, to the nanosecond"),
  GAP("Gap before", 88, Use.WHEN_CHOSEN, "Time since the event in the row above"),
  VERDICT("Verdict", 118, Use.AT_FIRST, "Whether the baseline of its container knows it"),
  SEVERITY("Severity", 80, Use.WHEN_CHOSEN, "How bad it is, if it is out of profile"),
  REASON("Reason", 190, Use.WHEN_CHOSEN, "Why the verdict was given, in a few words"),
  KIND("Kind", 138, Use.AT_FIRST, "What sort of event it is"),
  PROGRAM("Program", 92, Use.AT_FIRST, "The file that the process runs"),
  PARENT("Parent", 100, Use.WHEN_CHOSEN, "The program that started the process"),
  PID("PID", 72, Use.WHEN_CHOSEN, "The process id on the node"),
  USER("User", 110, Use.WHEN_CHOSEN, "Who asked the API, or the user id of the process"),
  ARGUMENTS("Arguments", 280, Use.WHEN_CHOSEN, "The command line of the process"),
  DETAILS("Details", 330, Use.AT_FIRST, "The command, the peer, the file, the request"),
  OUTCOME("Outcome", 130, Use.WHEN_CHOSEN, "How it ended, as far as the source says"),
  POD("Pod", 140, Use.AT_FIRST, "Namespace and pod; without a pod the workload or the node"),
  CONTAINER("Container", 92, Use.WHEN_CHOSEN, "The container in the pod"),
  CLUSTER("Cluster", 110, Use.WHEN_CHOSEN, "What its cluster is called"),
  NAMESPACE("Namespace", 104, Use.WHEN_CHOSEN, "The Kubernetes namespace"),
  WORKLOAD("Workload", 120, Use.WHEN_CHOSEN, "The controller that owns the pod"),
  IMAGE("Image", 170, Use.WHEN_CHOSEN, "Repository and tag, as the source says them"),
  DIGEST("Image digest", 170, Use.WHEN_CHOSEN, "What the container was started from"),
  NODE("Node", 110, Use.WHEN_CHOSEN, "The machine it ran on"),
  TAGS("Tags", 120, Use.WHEN_CHOSEN, "The words of the tags"),
  RECORD("Record", 190, Use.WHEN_CHOSEN, "File and line of the record in the evidence"),
  RECORDED_TIME(
      "Recorded time",
      190,
      Use.WHEN_CHOSEN,
      "The time that the source recorded, before any clock offset");

  private enum Use {
    AT_FIRST,
    WHEN_CHOSEN
  }

  private final String title;
  private final double width;
  private final Use use;
  private final String meaning;

  EventColumn(String title, double width, Use use, String meaning) {
    this.title = title;
    this.width = width;
    this.use = use;
    this.meaning = meaning;
  }

  /** The columns of a table that nobody changed. */
  public static List<EventColumn> atFirst() {
    return Arrays.stream(values()).filter(c -> c.use == Use.AT_FIRST).toList();
  }

  /** The column's heading; of times it names the zone in which they are told. */
  public String title() {
    return this == TIME ? title + " (" + Moments.zone() + ")" : title;
  }

  /** Its name without a zone. */
  public String plainTitle() {
    return title;
  }

  /** What stands in it, in a sentence without a full stop. */
  public String meaning() {
    return meaning;
  }

  /** Its first width in pixels at letters of 100 %. */
  public double width() {
    return width;
  }

  /** Whether the events can be put in its order. */
  public boolean isSortable() {
    return switch (this) {
      case MARKS, TAGS, GAP, RECORDED_TIME -> false;
      case TIME,
          VERDICT,
          SEVERITY,
          REASON,
          KIND,
          PROGRAM,
          PARENT,
          PID,
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
          NODE,
          RECORD ->
          true;
    };
  }
}
