package salvor.triage;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a filter can ask a row for, with the names that are understood, the usual one first. */
public enum FilterField {
  TIME(Holds.TIME, "time"),
  KIND(Holds.WORDS, "kind"),
  VERDICT(Holds.WORDS, "verdict"),
  REASON(Holds.WORDS, "reason"),
  BASELINE(Holds.TEXT, "baseline"),
  ELEMENT(Holds.TEXT, "element"),
  SEVERITY(Holds.SEVERITY, "severity"),
  FIRST(Holds.SCOPE, "first"),
  QUALITY(Holds.WORDS, "quality"),
  CLUSTER(Holds.TEXT, "cluster"),
  NAMESPACE(Holds.TEXT, "ns namespace"),
  WORKLOAD(Holds.TEXT, "workload"),
  POD(Holds.TEXT, "pod"),
  CONTAINER(Holds.TEXT, "container"),
  IMAGE(Holds.TEXT, "image"),
  DIGEST(Holds.TEXT, "digest"),
  NODE(Holds.TEXT, "node"),
  PROGRAM(Holds.TEXT, "program"),
  ARGUMENTS(Holds.TEXT, "args"),
  PARENT(Holds.TEXT, "parent"),
  PID(Holds.NUMBER, "pid"),
  PARENT_PID(Holds.NUMBER, "ppid"),
  UID(Holds.NUMBER, "uid"),
  USER(Holds.TEXT, "user"),
  FILE(Holds.TEXT, "file path"),
  PEER(Holds.TEXT, "peer ip"),
  PORT(Holds.NUMBER, "port"),
  DNS(Holds.TEXT, "dns"),
  RULE(Holds.TEXT, "rule"),
  VERB(Holds.TEXT, "verb"),
  RESOURCE(Holds.TEXT, "resource"),
  OUTCOME(Holds.WORDS, "outcome"),
  SOURCE(Holds.TEXT, "source"),
  LINE(Holds.NUMBER, "line"),
  TAG(Holds.WORDS, "tag"),
  COMMENT(Holds.WORDS, "comment"),
  STAR(Holds.YES, "star"),
  ACCEPTED(Holds.YES, "accepted"),
  MILESTONE(Holds.WORDS, "milestone"),
  /** Of pods alone, as the next ones are. */
  STATUS(Holds.TEXT, "status"),
  RESTARTS(Holds.NUMBER, "restarts"),
  TRIAGE(Holds.WORDS, "triage"),
  READY(Holds.TEXT, "ready"),
  QUARANTINE(Holds.TEXT, "quarantine"),
  SENSOR(Holds.TEXT, "sensor"),
  EVIDENCE(Holds.NUMBER, "evidence");

  /** What the pods of a cluster have. */
  static final Set<FilterField> OF_PODS =
      Collections.unmodifiableSet(
          EnumSet.of(
              NAMESPACE,
              WORKLOAD,
              POD,
              CONTAINER,
              IMAGE,
              DIGEST,
              NODE,
              PEER,
              VERDICT,
              SEVERITY,
              STATUS,
              RESTARTS,
              TRIAGE,
              READY,
              QUARANTINE,
              BASELINE,
              SENSOR,
              EVIDENCE));

  /** What only pods have. */
  private static final Set<FilterField> ONLY_OF_PODS =
      EnumSet.of(STATUS, RESTARTS, TRIAGE, READY, QUARANTINE, SENSOR, EVIDENCE);

  /** What the observations of a case have. */
  static final Set<FilterField> OF_EVENTS =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.copyOf(ONLY_OF_PODS)));

  /** What the values of a field are, and so how they compare. */
  enum Holds {
    /** Any number of texts; equality minds case. */
    TEXT,
    /** Words of the program or of people; no comparison minds case. */
    WORDS,
    NUMBER,
    TIME,
    SEVERITY,
    SCOPE,
    YES
  }

  private final Holds holds;
  private final String names;

  FilterField(Holds holds, String names) {
    this.holds = holds;
    this.names = names;
  }

  /** What can be asked of the observations of a case. */
  public static Set<FilterField> ofEvents() {
    return OF_EVENTS;
  }

  /** What can be asked of the pods of a cluster. */
  public static Set<FilterField> ofPods() {
    return OF_PODS;
  }

  /** All names of these. */
  static String names(Set<FilterField> fields) {
    return String.join(" ", fields.stream().map(f -> String.join("/", f.names())).toList());
  }

  /** The names that are understood, the usual one first. */
  public List<String> names() {
    return List.of(names.split(" "));
  }

  /** How a value can be compared, the usual way first. */
  public List<String> signs() {
    return switch (holds) {
      case TEXT, WORDS -> List.of("=", "~", "!=", "!~");
      case NUMBER, TIME, SEVERITY -> List.of("=", ">=", "<=", ">", "<", "!=");
      case SCOPE, YES -> List.of("=", "!=");
    };
  }

  Holds holds() {
    return holds;
  }

  static Optional<FilterField> named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(f -> f.names().contains(wanted)).findFirst();
  }
}
