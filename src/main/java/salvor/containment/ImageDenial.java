package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import salvor.workload.ImageDigest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Plans to deny an image in the whole cluster: first it is only told who would be hit, by a later
 * step it is denied.
 *
 * <p>Admission sees an image as it is written, and does not know what a tag resolves to: so digests
 * and exact references are denied, and what runs a digest under another reference is told. An
 * object that had the image before is let through: otherwise no pod that runs it could be labelled,
 * and nothing that rolls it back could be changed.
 */
public final class ImageDenial {
  /** What must have been listed, or tried to be, for a plan. */
  public static final List<ObjectKind> KINDS =
      List.of(
          ObjectKind.PODS,
          ObjectKind.DEPLOYMENTS,
          ObjectKind.REPLICA_SETS,
          ObjectKind.STATEFUL_SETS,
          ObjectKind.DAEMON_SETS,
          ObjectKind.JOBS,
          ObjectKind.CRON_JOBS,
          ObjectKind.ADMISSION_POLICIES,
          ObjectKind.ADMISSION_BINDINGS);

  private static final Map<ObjectKind, String> TEMPLATES =
      Map.of(
          ObjectKind.DEPLOYMENTS, "Deployment",
          ObjectKind.REPLICA_SETS, "ReplicaSet",
          ObjectKind.STATEFUL_SETS, "StatefulSet",
          ObjectKind.DAEMON_SETS, "DaemonSet",
          ObjectKind.JOBS, "Job",
          ObjectKind.CRON_JOBS, "CronJob");

  private static final String ACTIONS = "/spec/validationActions";
  private final ClusterObjects objects;
  private final Set<String> digests;
  private final Set<String> references = new TreeSet<>();

  private ImageDenial(ClusterObjects objects, Set<ImageDigest> digests, Set<String> references) {
    this.objects = objects;
    this.digests =
        digests.stream().map(ImageDigest::value).collect(Collectors.toCollection(TreeSet::new));
    references.forEach(each -> this.references.addAll(ImageReference.spellings(each)));
  }

  /**
   * The plan to tell who would be hit.
   *
   * @param objects what the cluster told, of {@link #KINDS}
   * @param digests denied however the image is called
   * @param references denied as they are written, without digest: {@code registry/name:tag}
   */
  public static MeasurePlan plan(
      ClusterObjects objects,
      Rights rights,
      MadeFor madeFor,
      Set<ImageDigest> digests,
      Set<String> references) {
    if (digests.isEmpty() && references.isEmpty()) {
      throw new IllegalArgumentException("no image to deny");
    }
    ImageDenial denial = new ImageDenial(objects, digests, references);
    Optional<Refusal> unserved = EvidenceHold.unserved(objects);
    return new MeasurePlan(
        Measure.Kind.DENY_IMAGE,
        madeFor,
        unserved.isPresent() ? List.of() : denial.steps(madeFor),
        List.of(),
        unserved.stream().toList(),
        unserved.isPresent() ? List.of() : denial.notes(madeFor),
        MeasurePlan.missing(rights, EvidenceHold.RIGHTS));
  }

  /**
   * The plan to deny what is only told until now.
   *
   * @param madeFor for what this step is made; its mark is its own
   * @param label that of the measure by which it is told
   */
  public static MeasurePlan enforced(
      ClusterObjects objects, Rights rights, MadeFor madeFor, String label) {
    List<Step> steps = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    Optional<JsonNode> bound =
        objects
            .all(ObjectKind.ADMISSION_BINDINGS, "")
            .filter(each -> Measure.isMadeFor(each, label))
            .findFirst();
    String what = "ValidatingAdmissionPolicyBinding " + label;
    if (bound.isEmpty()) {
      refused.add(new Refusal(what, Refusal.Why.NOT_THERE));
    } else if (bound.get().at(ACTIONS).valueStream().anyMatch(ImageDenial::isDeny)) {
      refused.add(new Refusal(what, Refusal.Why.ALREADY));
    } else {
      ArrayNode actions = JsonNodeFactory.instance.arrayNode().add("Deny").add("Audit");
      steps.add(
          new ObjectPatch(ObjectKind.ADMISSION_BINDINGS, bound.get())
              .set(ACTIONS, actions)
              .step(Step.Why.DENY_IMAGE));
    }
    return new MeasurePlan(
        Measure.Kind.DENY_IMAGE,
        madeFor,
        steps,
        List.of(),
        refused,
        List.of(),
        MeasurePlan.missing(rights, List.of(Right.HOLD_GET_BINDING, Right.HOLD_PATCH_BINDING)));
  }

  private static boolean isDeny(JsonNode action) {
    return action.asString("").equals("Deny");
  }

  private static String pod(String object) {
    return "%1$s.kind == 'Pod' ? %1$s.spec : %1$s.kind == 'CronJob' ? %1$s.spec.jobTemplate.spec.template.spec : %1$s.spec.template.spec"
        .formatted(object);
  }

  private static String images(String pod) {
    return Stream.of("containers", "initContainers", "ephemeralContainers")
        .map(field -> "(has(%1$s.%2$s) ? %1$s.%2$s : [])".formatted(pod, field))
        .collect(Collectors.joining(" + ", "(", ").map(c, has(c.image) ? c.image : '')"));
  }

  private List<Step> steps(MadeFor madeFor) {
    return new AdmissionRules(madeFor, "deny-image")
        .on("", List.of("pods", "pods/ephemeralcontainers"), "CREATE", "UPDATE")
        .on(
            "apps",
            List.of("deployments", "replicasets", "statefulsets", "daemonsets"),
            "CREATE",
            "UPDATE")
        .on("batch", List.of("jobs", "cronjobs"), "CREATE", "UPDATE")
        .variable("pod", pod("object"))
        .variable("images", images("variables.pod"))
        .variable("podBefore", "oldObject == null ? null : (" + pod("oldObject") + ")")
        .variable(
            "imagesBefore", "variables.podBefore == null ? [] : " + images("variables.podBefore"))
        .variable("references", AdmissionRules.list(List.copyOf(references)))
        .variable("digests", AdmissionRules.list(List.copyOf(digests)))
        .demand(
            "!variables.images.exists(i, !(i in variables.imagesBefore) && (i in variables.references"
                + " || variables.digests.exists(d, i.endsWith('@' + d))))",
            "image denied: " + Measure.MADE_FOR + "=" + madeFor.label())
        .steps(Step.Why.DENY_IMAGE, "Audit", "Warn");
  }

  private boolean isDenied(String image) {
    return references.contains(image)
        || digests.stream().anyMatch(digest -> image.endsWith("@" + digest));
  }

  private boolean isDenied(JsonNode spec) {
    return PodChoice.containers(spec)
        .anyMatch(container -> isDenied(container.path("image").asString("")));
  }

  private List<Note> notes(MadeFor madeFor) {
    List<Note> notes = new ArrayList<>();
    notes.add(new Note(Note.Subject.AUDIT_ONLY, ""));
    List<JsonNode> pods =
        objects.all(ObjectKind.PODS, "").filter(each -> isDenied(each.path("spec"))).toList();
    some(notes, Note.Subject.RUNS, pods.stream().map(PodChoice::named).sorted().toList());
    List<String> templates =
        TEMPLATES.entrySet().stream()
            .flatMap(kind ->
                objects
                    .all(kind.getKey(), "")
                    .filter(each -> isDenied(spec(kind.getKey(), each)))
                    .map(each -> kind.getValue() + " " + PodChoice.named(each)))
            .sorted()
            .toList();
    some(notes, Note.Subject.TEMPLATES, templates);
    List<ObjectKind> counted = new ArrayList<>(TEMPLATES.keySet());
    counted.add(ObjectKind.PODS);
    MeasurePlan.others(objects, counted, "").ifPresent(notes::add);
    some(notes, Note.Subject.PASSES, passing());
    some(
        notes,
        Note.Subject.SYSTEM,
        pods.stream()
            .filter(each -> Selected.namespace(each).equals("kube-system"))
            .map(PodChoice::named)
            .sorted()
            .toList());
    notes.add(new Note(Note.Subject.AS_WRITTEN, ""));
    notes.add(
        new Note(Note.Subject.NO_CLOCK, madeFor.until() == null ? "" : madeFor.until().toString()));
    return notes;
  }

  private static JsonNode spec(ObjectKind kind, JsonNode object) {
    return object.at(
        kind.equals(ObjectKind.CRON_JOBS)
            ? "/spec/jobTemplate/spec/template/spec"
            : "/spec/template/spec");
  }

  private static void some(List<Note> notes, Note.Subject subject, List<String> named) {
    if (!named.isEmpty()) {
      notes.add(new Note(subject, "", named));
    }
  }

  /** What runs a denied digest and is written so that it would pass: the reference, and by whom. */
  private List<String> passing() {
    Map<String, Set<String>> by = new TreeMap<>();
    objects
        .all(ObjectKind.PODS, "")
        .forEach(pod ->
            Stream.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")
                .flatMap(field -> pod.path("status").path(field).valueStream())
                .filter(status -> isOf(status.path("imageID").asString("")))
                .map(status -> written(pod, status.path("name").asString("")))
                .filter(image -> !isDenied(image))
                .forEach(image ->
                    by.computeIfAbsent(image, _ -> new TreeSet<>()).add(PodChoice.named(pod))));
    return by.entrySet().stream()
        .map(each -> each.getKey() + " (" + String.join(", ", each.getValue()) + ")")
        .toList();
  }

  /** A digest without a repository is one of another kind: that of the configuration. */
  private boolean isOf(String imageId) {
    return digests.stream().anyMatch(digest -> imageId.endsWith("@" + digest));
  }

  private static String written(JsonNode pod, String container) {
    return PodChoice.containers(pod.path("spec"))
        .filter(each -> each.path("name").asString("").equals(container))
        .map(each -> each.path("image").asString(""))
        .findFirst()
        .orElse("");
  }
}
