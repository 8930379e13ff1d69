package salvor.training.apiserver;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Deletes objects as a request asks, and evicts pods. */
final class Deleting {
  /** The finalizer of an object that stays until what it owns is gone. */
  private static final String FOREGROUND = "foregroundDeletion";

  private final ApiResources resources;
  private final ObjectStore store;
  private final List<Admission> admissions;
  private final Evictions evictions;

  Deleting(ApiResources resources, ObjectStore store, List<Admission> admissions) {
    this.resources = resources;
    this.store = store;
    this.admissions = List.copyOf(admissions);
    this.evictions = new Evictions(store, resources);
  }

  ObjectNode delete(ApiRequest request) {
    ApiPath path = request.path();
    ObjectNode object = store.get(path.resource(), path.namespace(), path.name());
    ObjectNode gone = remove(path.resource(), object, request);
    return gone.path("metadata").has("deletionTimestamp") ? gone : success(path, object);
  }

  /** {@code pods/eviction}: a delete that PodDisruptionBudgets may refuse. */
  Answer evict(ApiRequest request, ObjectNode pod) {
    evictions.permit(pod);
    remove(request.path().resource(), pod, request);
    return new Answer.Document(201, success(request.path(), pod));
  }

  private static ObjectNode success(ApiPath path, ObjectNode object) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Success");
    status
        .putObject("details")
        .put("name", path.name())
        .put("kind", path.resource().plural())
        .put("uid", object.path("metadata").path("uid").asString(""));
    return status;
  }

  /**
   * Takes an object out at once, or marks it where it ends gracefully: a pod until its kubelet has
   * stopped it, a namespace until it is empty, anything else until its finalizers are gone.
   */
  ObjectNode remove(ApiResource resource, ObjectNode object, ApiRequest request) {
    JsonNode options = options(request);
    preconditions(resource, object, options.path("preconditions"));
    admissions.forEach(admission -> admission.admit(request, object, null));
    if (request.dryRun() || says(options.path("dryRun"), "All")) {
      return object;
    }
    JsonNode metadata = object.path("metadata");
    String policy = policy(request, options);
    if (policy.equals("Orphan")) {
      orphan(metadata.path("uid").asString(""));
    }
    boolean foreground = policy.equals("Foreground");
    boolean namespace = resource.plural().equals("namespaces");
    int grace = grace(resource, object, request, options);
    if (grace == 0 && metadata.path("finalizers").isEmpty() && !namespace && !foreground) {
      return store.delete(
          resource, metadata.path("namespace").asString(""), metadata.path("name").asString(""));
    }
    ObjectNode marked = object.deepCopy();
    ObjectStore.metadata(marked)
        .put("deletionTimestamp", store.time().plusSeconds(grace).toString())
        .put("deletionGracePeriodSeconds", grace);
    if (foreground) {
      ObjectStore.metadata(marked).withArray("finalizers").add(FOREGROUND);
    }
    if (namespace) {
      marked.withObject("status").put("phase", "Terminating");
    }
    return store.replace(resource, marked);
  }

  private static JsonNode options(ApiRequest request) {
    JsonNode body = Bodies.tree(request);
    return request.path().subresource().equals("eviction") ? body.path("deleteOptions") : body;
  }

  private static boolean says(JsonNode value, String wanted) {
    return value.isArray()
        ? value.valueStream().anyMatch(one -> says(one, wanted))
        : value.asString("").equals(wanted);
  }

  private static void preconditions(ApiResource resource, ObjectNode object, JsonNode wanted) {
    for (String field : List.of("uid", "resourceVersion")) {
      String is = object.path("metadata").path(field).asString("");
      if (wanted.has(field) && !wanted.path(field).asString("").equals(is)) {
        throw ApiFailure.conflict(
            resource,
            object.path("metadata").path("name").asString(""),
            "Precondition failed: %s in precondition: %s, in object meta: %s"
                .formatted(field, wanted.path(field).asString(""), is));
      }
    }
  }

  private static String policy(ApiRequest request, JsonNode options) {
    String parameter = request.parameter("propagationPolicy");
    return options.path("propagationPolicy").asString(parameter);
  }

  /** Lets whatever an object owns stay without it. */
  private void orphan(String uid) {
    for (ApiResource kind : resources.all().toList()) {
      for (ObjectNode object : store.list(kind, "")) {
        if (object.path("metadata").path("ownerReferences") instanceof ArrayNode owners
            && owners.valueStream().anyMatch(owner -> owner.path("uid").asString("").equals(uid))) {
          ObjectNode orphan = object.deepCopy();
          ArrayNode left = ObjectStore.metadata(orphan).putArray("ownerReferences");
          owners
              .valueStream()
              .filter(owner -> !owner.path("uid").asString("").equals(uid))
              .forEach(left::add);
          if (left.isEmpty()) {
            ObjectStore.metadata(orphan).remove("ownerReferences");
          }
          store.replace(kind, orphan);
        }
      }
    }
  }

  private static int grace(
      ApiResource resource, ObjectNode object, ApiRequest request, JsonNode options) {
    if (!resource.plural().equals("pods") || object.at("/spec/nodeName").asString("").isEmpty()) {
      return 0;
    }
    String parameter = request.parameter("gracePeriodSeconds");
    JsonNode asked = options.path("gracePeriodSeconds");
    return asked.isNumber()
        ? asked.asInt()
        : !parameter.isEmpty()
            ? Listing.number(parameter)
            : object.at("/spec/terminationGracePeriodSeconds").asInt(30);
  }
}
