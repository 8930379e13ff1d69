package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterObjects;
import salvor.cluster.NetworkPlugin;
import salvor.cluster.ObjectKind;
import salvor.cluster.PolicyRules.Direction;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import tools.jackson.databind.JsonNode;

/**
 * Plans to block single destinations, while everything else passes as before: no isolation.
 *
 * <p>Who can deny is asked to. A NetworkPolicy cannot: it can only allow everything else, which is
 * right where no policy selects the pod, and would open it where one does. Of Calico's own policies
 * one that selects a pod closes it to what no rule of the tier allows, so that none is made. By a
 * name nobody denies: plugins allow by names what they saw resolved, and would miss the rest.
 */
public final class DestinationBlock {
  /** The label of pods for which something is blocked. */
  public static final String LABEL = "salvor.io/block";

  /** What must have been listed, or tried to be, for a plan. */
  public static final List<ObjectKind> KINDS =
      Stream.concat(Quarantine.KINDS.stream(), Stream.of(ObjectKind.NODES)).toList();

  private static final List<Backend> DENYING =
      List.of(Backend.CLUSTER_NETWORK_POLICY, Backend.ADMIN_NETWORK_POLICY, Backend.CILIUM);
  private static final List<ObjectKind> OTHERS =
      List.of(
          ObjectKind.CLUSTER_NETWORK_POLICIES,
          ObjectKind.ADMIN_NETWORK_POLICIES,
          ObjectKind.CILIUM_NETWORK_POLICIES,
          ObjectKind.CALICO_NETWORK_POLICIES);

  private final ClusterObjects objects;
  private final Rights rights;
  private final MadeFor madeFor;
  private final List<Refusal> refused = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  private DestinationBlock(ClusterObjects objects, Rights rights, MadeFor madeFor) {
    this.objects = objects;
    this.rights = rights;
    this.madeFor = madeFor;
  }

  /**
   * The plan.
   *
   * @param objects what the cluster told, of {@link #KINDS}
   * @param pods the uids of the pods
   * @param said addresses or blocks of addresses, as somebody wrote them
   */
  public static MeasurePlan plan(
      ClusterObjects objects,
      Rights rights,
      MadeFor madeFor,
      List<String> pods,
      List<String> said) {
    return new DestinationBlock(objects, rights, madeFor).plan(pods, said);
  }

  private MeasurePlan plan(List<String> uids, List<String> said) {
    List<Destination> to = said.stream().distinct().flatMap(each -> read(each).stream()).toList();
    PodChoice choice = PodChoice.of(objects, uids, this::against);
    refused.addAll(choice.refused());
    List<JsonNode> pods = choice.pods();
    Backend backend = null;
    if (!to.isEmpty() && !pods.isEmpty()) {
      backend = denying(pods).orElse(null);
      if (backend == null) {
        pods = allowingRest(pods, to);
      }
    }
    boolean done = !to.isEmpty() && !pods.isEmpty();
    List<Step> steps = done ? steps(backend, new PodChoice(pods, List.of()), to) : List.of();
    if (done) {
      notes.add(
          new Note(Note.Subject.NOT_CONTAINED, "", to.stream().map(Destination::cidr).toList()));
      notes.add(new Note(Note.Subject.STANDING, ""));
      pods.forEach(
          pod -> PodChoice.alone(pod, LABEL, Backing.ofBlock(objects, pod)).ifPresent(notes::add));
    }
    return new MeasurePlan(
        Measure.Kind.BLOCK,
        madeFor,
        steps,
        done ? pods.stream().map(ChosenPod::of).toList() : List.of(),
        refused,
        notes,
        MeasurePlan.missing(rights, needed(backend)));
  }

  private static List<Right> needed(@Nullable Backend backend) {
    List<Right> needed = new ArrayList<>();
    needed.addAll(backend == null ? Backend.NETWORK_POLICY.rights() : backend.rights());
    needed.add(Right.LABEL_POD);
    return needed;
  }

  private Optional<Destination> read(String said) {
    Optional<Destination> read = Destination.of(said);
    if (read.isEmpty()) {
      boolean name = said.matches("[*A-Za-z0-9._-]*[A-Za-z][A-Za-z0-9._-]*");
      refused.add(new Refusal(said, name ? Refusal.Why.BY_NAME : Refusal.Why.NO_ADDRESS));
      return read;
    }
    List<String> inside = inside(read.get());
    if (inside.isEmpty()) {
      return read;
    }
    if (read.get().isOne()) {
      refused.add(new Refusal(read.get().cidr(), Refusal.Why.INSIDE, inside));
      return Optional.empty();
    }
    notes.add(new Note(Note.Subject.OUTSIDE_ALONE, read.get().cidr(), inside));
    return read;
  }

  /** What of the cluster has an address there: rules for addresses do not mean it. */
  private List<String> inside(Destination to) {
    Stream<String> pods =
        objects
            .all(ObjectKind.PODS, "")
            .filter(pod -> !PodChoice.hasEnded(pod))
            .filter(pod ->
                to.holds(pod.at("/status/podIP").asString(""))
                    || pod.at("/status/podIPs")
                        .valueStream()
                        .anyMatch(each -> to.holds(each.path("ip").asString(""))))
            .map(pod -> "Pod " + PodChoice.named(pod));
    Stream<String> services =
        objects
            .all(ObjectKind.SERVICES, "")
            .filter(each -> to.holds(each.at("/spec/clusterIP").asString("")))
            .map(each -> "Service " + PodChoice.named(each));
    Stream<String> nodes =
        objects
            .all(ObjectKind.NODES, "")
            .filter(node ->
                node.at("/status/addresses")
                    .valueStream()
                    .anyMatch(each -> to.holds(each.path("address").asString(""))))
            .map(node -> "Node " + PodChoice.named(node));
    return Stream.of(pods, services, nodes).flatMap(each -> each).sorted().toList();
  }

  private Optional<Refusal.Why> against(JsonNode pod) {
    if (pod.at("/spec/hostNetwork").asBoolean(false)) {
      return Optional.of(Refusal.Why.HOST_NETWORK);
    }
    if (PodChoice.hasEnded(pod)) {
      return Optional.of(Refusal.Why.ENDED);
    }
    return PodChoice.already(pod, LABEL, Backing.ofBlock(objects, pod), madeFor);
  }

  private Optional<Backend> denying(List<JsonNode> pods) {
    Set<NetworkPlugin> plugins =
        NetworkPlugin.among(
            objects
                .all(ObjectKind.PODS, "")
                .flatMap(pod -> pod.at("/spec/containers").valueStream())
                .map(container -> container.path("image").asString(""))
                .collect(Collectors.toSet()));
    return DENYING.stream()
        .filter(backend ->
            new BackendChoice(objects, rights, plugins).choose(backend, pods).isPresent())
        .findFirst();
  }

  /** The pods for which all but the destinations can be allowed, and nothing is opened by it. */
  private List<JsonNode> allowingRest(List<JsonNode> pods, List<Destination> to) {
    List<String> others = new ArrayList<>();
    for (ObjectKind kind : OTHERS) {
      boolean missing = objects.unseen(kind).orElse(null) instanceof Trouble.Missing;
      if (!missing && (!objects.isWhole(kind) || objects.all(kind, "").findAny().isPresent())) {
        others.add(kind.plural() + "." + kind.group());
      }
    }
    if (!objects.isWhole(ObjectKind.NETWORK_POLICIES)) {
      others.add(ObjectKind.NETWORK_POLICIES.plural());
    }
    Selected selected = new Selected(objects);
    List<JsonNode> left = new ArrayList<>();
    for (JsonNode pod : pods) {
      String name = "Pod " + PodChoice.named(pod);
      List<JsonNode> policies = selected.rules().selecting(pod, Direction.OUT);
      List<String> passing =
          policies.stream()
              .filter(policy -> lets(policy, to))
              .map(policy -> "NetworkPolicy " + PodChoice.named(policy))
              .toList();
      if (!others.isEmpty()) {
        refused.add(new Refusal(name, Refusal.Why.NOT_SEEN, others));
      } else if (!passing.isEmpty()) {
        refused.add(new Refusal(name, Refusal.Why.CANNOT_DENY, passing));
      } else if (!policies.isEmpty()) {
        refused.add(new Refusal(name, Refusal.Why.BLOCKED_ALREADY));
      } else {
        left.add(pod);
        notes.add(new Note(Note.Subject.OPENS_LATER, name));
      }
    }
    return left;
  }

  /** Whether a policy lets connections pass to addresses outside that are to be blocked. */
  private static boolean lets(JsonNode policy, List<Destination> to) {
    return policy
        .at("/spec/egress")
        .valueStream()
        .anyMatch(rule ->
            rule.path("to").isEmpty()
                || rule.path("to")
                    .valueStream()
                    .map(peer -> peer.at("/ipBlock/cidr").asString(""))
                    .anyMatch(block ->
                        !block.isEmpty() && to.stream().anyMatch(each -> each.overlaps(block))));
  }

  private List<Step> steps(@Nullable Backend backend, PodChoice choice, List<Destination> to) {
    BlockManifests manifests = new BlockManifests(madeFor, to);
    List<String> namespaces = choice.namespaces();
    List<Step> steps = new ArrayList<>();
    if (backend == null) {
      namespaces.forEach(namespace -> steps.add(manifests.allowingRest(namespace)));
    } else if (backend == Backend.CILIUM) {
      namespaces.forEach(namespace -> steps.add(manifests.cilium(namespace)));
    } else {
      steps.add(manifests.admin(backend, namespaces));
    }
    for (JsonNode pod : choice.pods()) {
      steps.add(
          new ObjectPatch(ObjectKind.PODS, pod)
              .label(LABEL, madeFor.label())
              .step(Step.Why.MARK_POD));
    }
    return steps;
  }
}
