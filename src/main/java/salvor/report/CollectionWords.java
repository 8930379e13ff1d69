package salvor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.collection.ArchiveEnd;
import salvor.collection.Attempt;
import salvor.collection.CollectionWish;
import salvor.collection.Continuity;
import salvor.collection.Item;
import salvor.collection.Rung;
import salvor.collection.Taken;
import salvor.collection.TargetState;
import salvor.evidence.Visible;

/** What is taken from a pod, and by which way, in words. */
public final class CollectionWords {
  private static final int LIMIT = 400;

  private CollectionWords() {}

  /** A way into a pod. */
  public static String rung(Rung rung) {
    return switch (rung) {
      case TRACING -> "ephemeral container as root that may look into every process";
      case SAME_USER -> "ephemeral container as the user of the target";
      case RESTRICTED -> "ephemeral container within the restricted profile of Pod Security";
      case EXEC -> "programs of the image itself";
      case API -> "what the API tells";
    };
  }

  /** What came of a way; the cluster's own words are in it. */
  public static String attempt(Attempt attempt) {
    String said =
        attempt.said() == null
            ? attempt.waiting().isEmpty() ? "" : ": " + v(attempt.waiting())
            : ": " + said(attempt.said());
    return rung(attempt.rung())
        + switch (attempt.result()) {
          case READY -> ": is let";
          case RUNS_ALREADY -> ": one of ours runs already and is used";
          case REFUSED -> ": the dry run was refused, nothing was changed" + said;
          case NOT_MADE -> ": was refused in earnest, and is not in the pod" + said;
          case DOES_NOT_START ->
              ": is in the pod and does not start; no other is tried, since it cannot be taken out"
                  + said;
          case TOO_LATE -> ": is in the pod and did not start in time" + said;
          case CANCELLED -> ": is in the pod; nobody waited until it started";
          case UNSEEN -> ": was sent, and may be in the pod; that could not be seen" + said;
          case OTHER_POD -> ": another pod has the name by now, into which nothing was brought";
          case TARGET_NOT_RUNNING -> ": not tried, the container does not run";
          case ONE_IS_BAD -> ": not tried, one of ours is in the pod and does not start" + said;
        };
  }

  /** An admission names what it refuses; that of a missing right is told as everywhere. */
  private static String said(Trouble trouble) {
    return trouble instanceof Trouble.Forbidden forbidden
            && forbidden.verb().isEmpty()
            && !forbidden.said().isBlank()
        ? v(forbidden.said())
        : ClusterWords.trouble(trouble);
  }

  /** What is taken. */
  public static String item(Item item) {
    String of = item.container().isEmpty() ? "" : " of " + v(item.container());
    return switch (item.kind()) {
      case STATE -> "processes, sockets, executables and changed files" + of;
      case MEMORY -> "memory" + of + ": process " + String.join(", ", wanted(item, "--max-bytes"));
      case CAPTURE -> "packets of the pod, for " + item.argv().getLast() + " s";
      case COPY -> "files" + of + ": " + String.join(", ", wanted(item, "--max-seconds"));
      case OUTPUT -> v(String.join(" ", item.argv())) + of;
      case LOG -> "log" + of;
      case PREVIOUS_LOG -> "log" + of + " before its last restart";
      case TOOLBOX_LOG -> "log" + of + ", a toolbox of Salvor (not taken)";
      case POD -> "the pod's object";
      case OBJECTS -> item.objects() == null ? "objects" : objects(item.objects());
      case RIGHTS -> "what its service account may do";
      case CHECKPOINT -> "checkpoint" + of + ", which stays on its node";
    };
  }

  /** What its program is told behind its limits. */
  private static List<String> wanted(Item item, String lastLimit) {
    List<String> argv = item.argv();
    return argv.subList(argv.indexOf(lastLimit) + 2, argv.size()).stream()
        .map(CollectionWords::v)
        .toList();
  }

  /** What is taken, in its order: objects in a line, those of network plugins by their number. */
  public static List<String> items(List<Item> items) {
    List<String> lines =
        new ArrayList<>(
            items.stream()
                .filter(item -> item.kind() != Item.Kind.OBJECTS)
                .filter(item -> item.kind() != Item.Kind.RIGHTS)
                .filter(item -> item.kind() != Item.Kind.CHECKPOINT)
                .map(CollectionWords::item)
                .distinct()
                .toList());
    List<ObjectKind> kinds =
        items.stream().map(Item::objects).filter(Objects::nonNull).distinct().toList();
    lines.add(
        "around it: "
            + kinds.stream()
                .filter(CollectionWords::isOfKubernetes)
                .map(ObjectKind::plural)
                .collect(Collectors.joining(", ")));
    lines.add(
        "policies of network plugins, as far as the cluster knows them: "
            + kinds.stream().filter(kind -> !isOfKubernetes(kind)).count()
            + " kinds");
    items.stream()
        .filter(item -> item.kind() == Item.Kind.RIGHTS || item.kind() == Item.Kind.CHECKPOINT)
        .map(CollectionWords::item)
        .distinct()
        .forEach(lines::add);
    return lines;
  }

  /** What to know of a checkpoint before it is asked for; empty where none is wanted. */
  public static String checkpoint(CollectionWish wish) {
    return wish.checkpoint()
        ? "A checkpoint takes the right to create nodes/proxy, which is as much as a shell in every"
            + " pod of the node. It can end processes of the container, so it comes last. The archive"
            + " stays on the node, with the memory of the processes in it: fetch it from there."
        : "";
  }

  /** Kinds of others are told by their group: theirs may be called as those of Kubernetes. */
  private static String objects(ObjectKind kind) {
    return isOfKubernetes(kind) ? kind.plural() : kind.plural() + "." + kind.group();
  }

  /** Whether every Kubernetes has a kind, rather than some network plugin. */
  private static boolean isOfKubernetes(ObjectKind kind) {
    return !kind.group().contains(".")
        || (kind.group().endsWith(".k8s.io") && !kind.group().startsWith("policy."));
  }

  /** What came of it. */
  public static String taken(Taken taken) {
    String said =
        taken.trouble() != null ? ClusterWords.trouble(taken.trouble()) : said(taken.said());
    String end = taken.end() == null ? "" : end(taken.end());
    String why = (said.isEmpty() ? "" : ": " + said) + (end.isEmpty() ? "" : ": " + end);
    String bytes = String.format(Locale.ROOT, "%,d bytes", taken.size());
    return switch (taken.result()) {
      case COLLECTED -> bytes;
      case PART -> "not whole, " + bytes + why;
      case FAILED -> "not taken" + why;
      case NOT_SERVED -> "the cluster knows no such kind";
      case OURS -> "not taken: by its image and command it is a toolbox of Salvor that waits";
      case REPLACED ->
          taken.isFile()
              ? "the container was replaced meanwhile, "
                  + bytes
                  + " may be of either"
                  + (end.isEmpty() ? "" : "; " + end)
              : "not taken: the pod is gone, and another has its name";
    };
  }

  /** Why something is not there in full: one of our own reasons, or a program's words. */
  static String said(String reason) {
    return switch (reason) {
      case "no-toolbox" -> "no toolbox could be brought in";
      case "more-than-wanted" -> "cut off at the limit";
      case "too-long" -> "cut off: the program did not end in its time";
      case "cancelled" -> "cancelled";
      case "leave-ended" -> "acting on this cluster was ended";
      case "name-leads-out" -> "by its name its file would lie outside of the case";
      default -> v(reason.strip());
    };
  }

  /** Whether a container is the one that it was. */
  public static String continuity(Continuity of) {
    String container = v(of.namespace() + "/" + of.pod() + "/" + of.container());
    return of.isSame()
        ? container + ": the same container before and after, " + started(of.after())
        : container
            + ": REPLACED meanwhile, "
            + id(of.before())
            + " before, "
            + id(of.after())
            + " after";
  }

  private static String started(TargetState state) {
    return state.restarts() == 0
        ? "never started again"
        : "started again " + state.restarts() + " times before";
  }

  private static String id(TargetState state) {
    return state.containerId().isEmpty()
        ? "none"
        : v(state.containerId()) + " (" + state.restarts() + " restarts)";
  }

  /** How an archive of the toolbox ends; empty where it is whole. */
  private static String end(ArchiveEnd end) {
    List<String> reasons = end.reasons();
    String why = reasons.isEmpty() ? "" : ": " + v(String.join("; ", reasons));
    return switch (end.state()) {
      case WHOLE -> "";
      case INCOMPLETE -> "the toolbox left something out" + why;
      case CUT_OFF -> "the archive breaks off before its last entry, collected/end.json";
      case DAMAGED -> "the archive is damaged" + why;
    };
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
