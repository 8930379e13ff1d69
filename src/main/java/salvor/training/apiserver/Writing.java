package salvor.training.apiserver;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creates, changes and deletes objects as a request asks. */
final class Writing {
  private final ApiResources resources;
  private final ObjectStore store;
  private final List<Admission> admissions;

  Writing(ApiResources resources, ObjectStore store, List<Admission> admissions) {
    this.resources = resources;
    this.store = store;
    this.admissions = List.copyOf(admissions);
  }

  ObjectNode create(ApiRequest request) {
    ApiPath path = request.path();
    ObjectNode object = own(request, Bodies.object(request));
    if (path.resource().namespaced()
        && store.find(resources.named("namespaces"), "", path.namespace()).isEmpty()) {
      throw ApiFailure.notFound(resources.named("namespaces"), path.namespace());
    }
    ObjectNode metadata = ObjectStore.metadata(object);
    if (!metadata.has("name") && !metadata.has("generateName")) {
      throw ApiFailure.invalid(
          path.resource(), "", "metadata.name: Required value: name or generateName is required");
    }
    metadata.remove(List.of("uid", "resourceVersion", "creationTimestamp"));
    if (object.has("spec") && !path.resource().plural().equals("pods")) {
      metadata.put("generation", 1);
    }
    admit(request, null, object);
    ManagedFields.updated(object, null, request, store.time());
    return store.create(path.resource(), object, request.dryRun());
  }

  /** The object with the names that the path gives it; a body that says otherwise is refused. */
  private static ObjectNode own(ApiRequest request, ObjectNode object) {
    ApiPath path = request.path();
    ObjectNode metadata = ObjectStore.metadata(object);
    String namespace = metadata.path("namespace").asString(path.namespace());
    String name = metadata.path("name").asString(path.name());
    if (!namespace.equals(path.namespace())) {
      throw ApiFailure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    if (!path.name().isEmpty() && !name.equals(path.name())) {
      throw ApiFailure.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(name, path.name()));
    }
    if (path.resource().namespaced()) {
      metadata.put("namespace", namespace);
    }
    if (!name.isEmpty()) {
      metadata.put("name", name);
    }
    return object;
  }

  ObjectNode update(ApiRequest request) {
    ApiPath path = request.path();
    ObjectNode before = store.get(path.resource(), path.namespace(), path.name());
    return put(request, before, own(request, Bodies.object(request)));
  }

  Answer patch(ApiRequest request) {
    ApiPath path = request.path();
    JsonNode patch = Bodies.tree(request);
    if (request.contentType().equals("application/apply-patch+yaml")) {
      return apply(request, patch);
    }
    ObjectNode before = store.get(path.resource(), path.namespace(), path.name());
    ObjectNode after = own(request, Patches.apply(request, before, patch));
    return new Answer.Document(200, put(request, before, after));
  }

  private Answer apply(ApiRequest request, JsonNode patch) {
    ApiPath path = request.path();
    if (request.parameter("fieldManager").isEmpty()) {
      throw ApiFailure.badRequest(
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch");
    }
    if (!(patch instanceof ObjectNode wanted)) {
      throw ApiFailure.badRequest("the body is not an object");
    }
    ObjectNode before = store.find(path.resource(), path.namespace(), path.name()).orElse(null);
    ObjectNode base = before == null ? own(request, wanted.objectNode()) : before;
    ObjectNode after = ServerSideApply.apply(request, base, own(request, wanted), store.time());
    if (before != null) {
      return new Answer.Document(200, put(request, before, after));
    }
    admit(request, null, after);
    return new Answer.Document(201, store.create(path.resource(), after, request.dryRun()));
  }

  private ObjectNode put(ApiRequest request, ObjectNode before, ObjectNode after) {
    ApiPath path = request.path();
    admit(request, before, after);
    ManagedFields.updated(after, before, request, store.time());
    if (after.path("metadata").has("deletionTimestamp")
        && after.path("metadata").path("finalizers").isEmpty()
        && !before.path("metadata").path("finalizers").isEmpty()) {
      return store.delete(path.resource(), path.namespace(), path.name());
    }
    return store.replace(path.resource(), after, request.dryRun());
  }

  /** Status and scale, and whatever else is a view of the object itself. */
  Answer below(ApiRequest request, ObjectNode object) {
    if (request.path().subresource().equals("scale")) {
      return scale(request, object);
    }
    return switch (request.verb()) {
      case "get" -> new Answer.Document(200, object);
      case "update" -> new Answer.Document(200, update(request));
      case "patch" -> patch(request);
      default ->
          throw new ApiFailure(
              405,
              "MethodNotAllowed",
              "the server does not allow this method on the requested resource");
    };
  }

  private Answer scale(ApiRequest request, ObjectNode object) {
    ObjectNode scale = scaleOf(object);
    if (request.verb().equals("get")) {
      return new Answer.Document(200, scale);
    }
    ObjectNode wanted =
        request.verb().equals("update")
            ? Bodies.object(request)
            : Patches.apply(request, scale, Bodies.tree(request));
    ObjectNode after = object.deepCopy();
    after.withObject("spec").put("replicas", wanted.path("spec").path("replicas").asInt(0));
    return new Answer.Document(200, scaleOf(put(request, object, after)));
  }

  private static ObjectNode scaleOf(ObjectNode object) {
    ObjectNode scale = JsonNodeFactory.instance.objectNode();
    scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field : List.of("name", "namespace", "uid", "resourceVersion")) {
      metadata.set(field, object.path("metadata").path(field));
    }
    scale.putObject("spec").put("replicas", object.at("/spec/replicas").asInt(0));
    scale
        .putObject("status")
        .put("replicas", object.at("/status/replicas").asInt(0))
        .put("selector", Tables.selectorText(object.at("/spec/selector")));
    return scale;
  }

  ObjectNode delete(ApiRequest request) {
    ApiPath path = request.path();
    ObjectNode object = store.get(path.resource(), path.namespace(), path.name());
    JsonNode wanted = Bodies.tree(request).path("preconditions");
    for (String field : List.of("uid", "resourceVersion")) {
      String is = object.path("metadata").path(field).asString("");
      if (wanted.has(field) && !wanted.path(field).asString("").equals(is)) {
        throw ApiFailure.conflict(
            path.resource(),
            path.name(),
            "Precondition failed: %s in precondition: %s, in object meta: %s"
                .formatted(field, wanted.path(field).asString(""), is));
      }
    }
    ObjectNode gone = remove(path.resource(), object, request);
    if (gone.path("metadata").has("deletionTimestamp")) {
      return gone;
    }
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
   * stopped it, anything else until its finalizers are gone.
   */
  ObjectNode remove(ApiResource resource, ObjectNode object, ApiRequest request) {
    admit(request, object, null);
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    String namespace = metadata.path("namespace").asString("");
    String name = metadata.path("name").asString("");
    int grace = grace(resource, object, request);
    if (request.dryRun()) {
      return object;
    }
    if (grace == 0 && metadata.path("finalizers").isEmpty()) {
      return store.delete(resource, namespace, name);
    }
    ObjectNode marked = object.deepCopy();
    ObjectStore.metadata(marked)
        .put("deletionTimestamp", store.time().plusSeconds(grace).toString())
        .put("deletionGracePeriodSeconds", grace);
    return store.replace(resource, marked);
  }

  private static int grace(ApiResource resource, ObjectNode object, ApiRequest request) {
    if (!resource.plural().equals("pods") || object.at("/spec/nodeName").asString("").isEmpty()) {
      return 0;
    }
    JsonNode asked = Bodies.tree(request).path("gracePeriodSeconds");
    String parameter = request.parameter("gracePeriodSeconds");
    return asked.isNumber()
        ? asked.asInt()
        : !parameter.isEmpty()
            ? Listing.number(parameter)
            : object.at("/spec/terminationGracePeriodSeconds").asInt(30);
  }

  private void admit(ApiRequest request, @Nullable ObjectNode before, @Nullable ObjectNode after) {
    admissions.forEach(admission -> admission.admit(request, before, after));
  }
}
