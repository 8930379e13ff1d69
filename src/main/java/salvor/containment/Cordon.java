package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Plans to close nodes: for new pods, or for all that do not bear a taint. */
public final class Cordon {
  /** The taint of ours. */
  public static final String TAINT = "salvor.io/contained";

  /** What must have been listed, or tried to be, for a plan. */
  public static final List<ObjectKind> KINDS =
      List.of(
          ObjectKind.PODS,
          ObjectKind.NODES,
          ObjectKind.ADMISSION_POLICIES,
          ObjectKind.ADMISSION_BINDINGS);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What a taint does to pods that do not tolerate it. */
  public enum Effect {
    /** They are not placed there. */
    NO_SCHEDULE("NoSchedule"),
    /** They are deleted there as well. */
    NO_EXECUTE("NoExecute");

    private final String word;

    Effect(String word) {
      this.word = word;
    }

    /** As Kubernetes calls it. */
    public String word() {
      return word;
    }
  }

  /**
   * Which nodes.
   *
   * @param pods the uids of pods whose nodes are meant
   * @param nodes names of nodes
   * @param taint null to cordon them
   * @param evenEvidence whether pods that are named, held or cut off may be deleted by it
   */
  public record Wish(
      MadeFor madeFor,
      List<String> pods,
      List<String> nodes,
      @Nullable Effect taint,
      boolean evenEvidence) {
    /** Copies the lists. */
    public Wish {
      pods = List.copyOf(pods);
      nodes = List.copyOf(nodes);
    }
  }

  private final ClusterObjects objects;
  private final Wish wish;
  private final List<Step> steps = new ArrayList<>();
  private final List<Refusal> refused = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Map<String, List<String>> chosen = new TreeMap<>();

  private Cordon(ClusterObjects objects, Wish wish) {
    this.objects = objects;
    this.wish = wish;
  }

  /**
   * The plan.
   *
   * @param objects what the cluster told, of {@link #KINDS}
   */
  public static MeasurePlan plan(ClusterObjects objects, Rights rights, Wish wish) {
    Cordon cordon = new Cordon(objects, wish);
    List<ChosenPod> pods = cordon.gathered();
    cordon.chosen.forEach(cordon::node);
    return new MeasurePlan(
        wish.taint == null ? Measure.Kind.CORDON : Measure.Kind.TAINT,
        wish.madeFor,
        cordon.steps,
        pods,
        cordon.refused,
        cordon.notes,
        MeasurePlan.missing(rights, List.of(Right.CONTAIN_GET_NODE, Right.CORDON_NODE)));
  }

  private List<ChosenPod> gathered() {
    wish.nodes.forEach(node -> chosen.computeIfAbsent(node, _ -> new ArrayList<>()));
    List<ChosenPod> pods = new ArrayList<>();
    for (String uid : wish.pods.stream().distinct().toList()) {
      JsonNode pod = objects.find(ObjectKind.PODS, uid).orElse(JSON.missingNode());
      String node = pod.at("/spec/nodeName").asString("");
      if (node.isEmpty()) {
        String name = pod.isMissingNode() ? uid : PodChoice.named(pod);
        refused.add(new Refusal("Node of Pod " + name, Refusal.Why.NOT_THERE));
      } else {
        chosen.computeIfAbsent(node, _ -> new ArrayList<>()).add(uid);
        pods.add(ChosenPod.of(pod));
      }
    }
    return pods;
  }

  private void node(String name, List<String> uids) {
    JsonNode node = objects.find(ObjectKind.NODES, "", name).orElse(JSON.missingNode());
    if (node.isMissingNode()) {
      refused.add(new Refusal("Node " + name, Refusal.Why.NOT_THERE));
    } else if (wish.taint == null) {
      cordon(node, name);
    } else {
      taint(node, name, uids, wish.taint);
    }
  }

  private void cordon(JsonNode node, String name) {
    if (node.at("/spec/unschedulable").asBoolean(false)) {
      refused.add(new Refusal("Node " + name, Refusal.Why.ALREADY));
      return;
    }
    steps.add(
        new ObjectPatch(ObjectKind.NODES, node)
            .set("/spec/unschedulable", JSON.booleanNode(true))
            .step(Step.Why.CORDON));
    notes.add(new Note(Note.Subject.STAYS, "Node " + name));
  }

  private void taint(JsonNode node, String name, List<String> uids, Effect effect) {
    boolean there =
        node.at("/spec/taints")
            .valueStream()
            .anyMatch(each ->
                each.path("key").asString("").equals(TAINT)
                    && each.path("effect").asString("").equals(effect.word));
    if (there) {
      refused.add(new Refusal("Node " + name, Refusal.Why.ALREADY));
      return;
    }
    ObjectNode taint = JSON.objectNode().put("key", TAINT).put("value", wish.madeFor.label());
    taint.put("effect", effect.word);
    if (effect == Effect.NO_EXECUTE && !mayLeave(name, uids, taint)) {
      return;
    }
    if (effect == Effect.NO_SCHEDULE) {
      notes.add(new Note(Note.Subject.STAYS, "Node " + name));
    }
    steps.add(
        new ObjectPatch(ObjectKind.NODES, node).append("/spec/taints", taint).step(Step.Why.TAINT));
  }

  private boolean mayLeave(String name, List<String> uids, JsonNode taint) {
    List<String> leave = new ArrayList<>();
    List<String> ofNode = new ArrayList<>();
    List<String> evidence = new ArrayList<>();
    objects
        .all(ObjectKind.PODS, "")
        .filter(pod -> pod.at("/spec/nodeName").asString("").equals(name))
        .filter(pod -> !PodChoice.hasEnded(pod) && !tolerates(pod, taint))
        .forEach(pod -> {
          if (pod.at("/metadata/annotations").has("kubernetes.io/config.mirror")) {
            ofNode.add(PodChoice.named(pod));
          } else if (Backing.ofHold(objects, pod)
              != Backing.STANDS) { // a held one may not be deleted
            leave.add(PodChoice.named(pod));
            if (isEvidence(pod, uids)) {
              evidence.add(PodChoice.named(pod));
            }
          }
        });
    if (!evidence.isEmpty() && !wish.evenEvidence) {
      refused.add(new Refusal("Node " + name, Refusal.Why.EVIDENCE_WOULD_GO, evidence));
      return false;
    }
    notes.add(new Note(Note.Subject.LEAVE, "Node " + name, leave));
    MeasurePlan.others(objects, List.of(ObjectKind.PODS), "Node " + name).ifPresent(notes::add);
    if (!ofNode.isEmpty()) {
      notes.add(new Note(Note.Subject.STATIC, "Node " + name, ofNode));
    }
    return true;
  }

  private static boolean isEvidence(JsonNode pod, List<String> uids) {
    return uids.contains(pod.at("/metadata/uid").asString("")) || PodChoice.isKept(pod);
  }

  private static boolean tolerates(JsonNode pod, JsonNode taint) {
    return pod.at("/spec/tolerations")
        .valueStream()
        .anyMatch(each -> {
          String effect = each.path("effect").asString("");
          String key = each.path("key").asString("");
          boolean exists = each.path("operator").asString("Equal").equals("Exists");
          boolean same =
              exists
                  ? key.isEmpty() || each.path("key").equals(taint.path("key"))
                  : each.path("key").equals(taint.path("key"))
                      && each.path("value").asString("").equals(taint.path("value").asString(""));
          return same
              && (effect.isEmpty() || each.path("effect").equals(taint.path("effect")))
              && !each.has("tolerationSeconds"); // it would leave a little later
        });
  }
}
