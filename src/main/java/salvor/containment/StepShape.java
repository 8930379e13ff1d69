package salvor.containment;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;

/**
 * Of which form the steps of a measure are. The folder of a case may come from somebody else, and
 * to take a measure back sends what its file says: so one is taken from there only where it is of
 * the kinds, and at the places, that such a step is for.
 *
 * @param verbs the kinds of request
 * @param kinds the kinds of objects, whatever their version
 * @param places what a patch changes, as JSON pointers
 */
record StepShape(
    Set<Measure.Kind> measures,
    Set<Class<? extends Step>> verbs,
    Set<String> kinds,
    Pattern places) {
  private static final Pattern NOWHERE = Pattern.compile("(?!)");
  private static final Set<String> POLICIES =
      Arrays.stream(Backend.values())
          .map(backend -> backend.kind().target())
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> ADMISSION =
      targets(ObjectKind.ADMISSION_POLICIES, ObjectKind.ADMISSION_BINDINGS);

  private static Set<String> targets(ObjectKind... kinds) {
    return Stream.of(kinds).map(ObjectKind::target).collect(Collectors.toUnmodifiableSet());
  }

  /** That of steps for a purpose. */
  private static StepShape of(Step.Why why) {
    return switch (why) {
      case CUT_OFF -> made(Measure.Kind.QUARANTINE, POLICIES);
      case BLOCK -> made(Measure.Kind.BLOCK, POLICIES);
      case HOLD -> made(Measure.Kind.HOLD, ADMISSION);
      case DENY_IMAGE ->
          new StepShape(
              Set.of(Measure.Kind.DENY_IMAGE),
              Set.of(Step.Create.class, Step.Patch.class),
              ADMISSION,
              Pattern.compile("/spec/validationActions"));
      case NARROW_POLICY ->
          patched(
              Set.of(Measure.Kind.QUARANTINE),
              targets(ObjectKind.NETWORK_POLICIES),
              "/spec/podSelector/matchExpressions(/-)?");
      case MARK_POD ->
          patched(
              Set.of(Measure.Kind.QUARANTINE, Measure.Kind.BLOCK, Measure.Kind.HOLD),
              targets(ObjectKind.PODS),
              "/metadata/(labels|annotations)(/[^/]+)?");
      case CORDON ->
          patched(Set.of(Measure.Kind.CORDON), targets(ObjectKind.NODES), "/spec/unschedulable");
      case TAINT ->
          patched(Set.of(Measure.Kind.TAINT), targets(ObjectKind.NODES), "/spec/taints(/-)?");
      case SCALE ->
          patched(
              Set.of(Measure.Kind.SCALE),
              targets(ObjectKind.DEPLOYMENTS, ObjectKind.STATEFUL_SETS, ObjectKind.REPLICA_SETS),
              "/spec/replicas");
      case PAUSE ->
          patched(Set.of(Measure.Kind.PAUSE), targets(ObjectKind.DEPLOYMENTS), "/spec/paused");
      case SUSPEND ->
          patched(
              Set.of(Measure.Kind.SUSPEND),
              targets(ObjectKind.JOBS, ObjectKind.CRON_JOBS),
              "/spec/suspend");
      case REVOKE ->
          new StepShape(
              Set.of(Measure.Kind.REVOKE),
              Set.of(Step.Patch.class, Step.Delete.class),
              targets(
                  ObjectKind.ROLE_BINDINGS, ObjectKind.CLUSTER_ROLE_BINDINGS, ObjectKind.SECRETS),
              Pattern.compile("/subjects"));
      case DELETE_POD ->
          new StepShape(
              Set.of(Measure.Kind.DELETE_POD),
              Set.of(Step.Delete.class),
              targets(ObjectKind.PODS),
              NOWHERE);
      case ROLL_OUT ->
          patched(
              Set.of(Measure.Kind.ROLL_OUT),
              targets(
                  ObjectKind.DEPLOYMENTS,
                  ObjectKind.STATEFUL_SETS,
                  ObjectKind.DAEMON_SETS,
                  ObjectKind.CRON_JOBS),
              "(/spec/jobTemplate)?/spec/template/spec/(initContainers|containers)/\\d+/image");
    };
  }

  private static StepShape made(Measure.Kind measure, Set<String> kinds) {
    return new StepShape(Set.of(measure), Set.of(Step.Create.class), kinds, NOWHERE);
  }

  private static StepShape patched(Set<Measure.Kind> measures, Set<String> kinds, String places) {
    return new StepShape(measures, Set.of(Step.Patch.class), kinds, Pattern.compile(places));
  }

  /**
   * Refuses a step that is none of a measure.
   *
   * @throws IllegalArgumentException when it is for something else, or about something else
   */
  static void require(Measure.Kind measure, Step step) {
    StepShape shape = of(step.why());
    if (!shape.measures.contains(measure)) {
      throw new IllegalArgumentException("a step for " + step.why() + " in a " + measure);
    }
    if (!shape.kinds.contains(step.kind().target())
        || shape.verbs.stream().noneMatch(verb -> verb.isInstance(step))) {
      throw new IllegalArgumentException(
          "a step for %s that would %s %s"
              .formatted(
                  step.why(),
                  step.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                  step.kind().target()));
    }
    if (step instanceof Step.Patch patch) {
      patch.patch().forEach(operation -> shape.require(step, operation));
    }
  }

  private void require(Step step, JsonNode operation) {
    String at = operation.path("path").asString("");
    boolean known =
        switch (operation.path("op").asString("")) {
          case "test" -> true; // asks, and changes nothing
          case "add", "replace", "remove" -> places.matcher(at).matches();
          default -> false;
        };
    if (!known) {
      throw new IllegalArgumentException(
          "a step for %s that would change %s".formatted(step.why(), at));
    }
  }
}
