package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import tools.jackson.databind.JsonNode;

/**
 * The pods that a measure is about.
 *
 * @param pods those that it can be done to
 * @param refused the others
 */
record PodChoice(List<JsonNode> pods, List<Refusal> refused) {
  PodChoice {
    pods = List.copyOf(pods);
    refused = List.copyOf(refused);
  }

  /**
   * Chooses.
   *
   * @param uids the uids of those that are wanted
   * @param against why one is refused; empty where it is not
   */
  static PodChoice of(
      ClusterObjects objects,
      List<String> uids,
      Function<JsonNode, Optional<Refusal.Why>> against) {
    List<JsonNode> pods = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    for (String uid : uids.stream().distinct().toList()) {
      Optional<JsonNode> pod = objects.find(ObjectKind.PODS, uid);
      if (pod.isEmpty()) {
        refused.add(new Refusal("Pod " + uid, Refusal.Why.NOT_THERE));
        continue;
      }
      Optional<Refusal.Why> why = against.apply(pod.get());
      why.ifPresent(each -> refused.add(new Refusal("Pod " + named(pod.get()), each)));
      if (why.isEmpty()) {
        pods.add(pod.get());
      }
    }
    return new PodChoice(pods, refused);
  }

  /** That it was done already, where something stands behind the label that says so. */
  static Optional<Refusal.Why> already(JsonNode pod, String key, Backing behind, MadeFor madeFor) {
    String label = pod.path("metadata").path("labels").path(key).asString("");
    return behind != Backing.STANDS
        ? Optional.empty()
        : Optional.of(
            Backing.isOf(madeFor.caseId(), label)
                ? Refusal.Why.ALREADY
                : Refusal.Why.ALREADY_ELSEWHERE);
  }

  /** What to say of a label that nothing was seen to stand behind. */
  static Optional<Note> alone(JsonNode pod, String key, Backing behind) {
    return switch (behind) {
      case UNMARKED, STANDS -> Optional.empty();
      case NOTHING -> Optional.of(new Note(Note.Subject.LABEL_ALONE, "Pod " + named(pod), key));
      case NOT_SEEN -> Optional.of(new Note(Note.Subject.LABEL_UNPROVED, "Pod " + named(pod), key));
    };
  }

  List<ChosenPod> chosen() {
    return pods.stream().map(ChosenPod::of).toList();
  }

  /** The namespaces that they are in, in the order of names. */
  List<String> namespaces() {
    return pods.stream().map(Selected::namespace).distinct().sorted().toList();
  }

  /** Its namespace and name. */
  static String named(JsonNode object) {
    String namespace = Selected.namespace(object);
    return (namespace.isEmpty() ? "" : namespace + "/") + object.at("/metadata/name").asString("");
  }

  static boolean isEnding(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp");
  }

  static boolean hasEnded(JsonNode pod) {
    return pod.at("/status/phase").asString("").matches("Succeeded|Failed");
  }

  /**
   * Whether it bears a quarantine or a hold: that somebody else gave it the label is no reason to
   * end it unasked.
   */
  static boolean isKept(JsonNode pod) {
    JsonNode labels = pod.path("metadata").path("labels");
    return labels.has(LivePod.QUARANTINE) || labels.has(EvidenceHold.LABEL);
  }

  /** All containers of a pod or of the specification of one. */
  static Stream<JsonNode> containers(JsonNode spec) {
    return Stream.of("containers", "initContainers", "ephemeralContainers")
        .flatMap(field -> spec.path(field).valueStream());
  }
}
