package salvor.training.apiserver;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creates and changes objects as a request asks. */
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
    inNamespace(path);
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

  private void inNamespace(ApiPath path) {
    if (path.resource().namespaced()) {
      ApiResource namespaces = resources.named("namespaces");
      if (store.get(namespaces, "", path.namespace()).path("metadata").has("deletionTimestamp")) {
        throw ApiFailure.of(
            403,
            "Forbidden",
            path.resource(),
            path.name(),
            "unable to create new content in namespace %s because it is being terminated"
                .formatted(path.namespace()));
      }
    }
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
    inNamespace(path);
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
    if (request.path().subresource().equals("binding")) {
      return bind(request, object);
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

  /** {@code pods/binding}: a scheduler gives a pod its node. */
  private Answer bind(ApiRequest request, ObjectNode pod) {
    String node = Bodies.object(request).at("/target/name").asString("");
    ApiPath path = request.path();
    if (!pod.at("/spec/nodeName").asString("").isEmpty()) {
      throw ApiFailure.conflict(
          path.resource(),
          path.name(),
          "pod is already assigned to node " + pod.at("/spec/nodeName"));
    }
    store.get(resources.named("nodes"), "", node);
    ObjectNode bound = pod.deepCopy();
    bound.withObject("spec").put("nodeName", node);
    store.replace(path.resource(), bound, request.dryRun());
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    return new Answer.Document(201, status.put("status", "Success"));
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

  private void admit(ApiRequest request, @Nullable ObjectNode before, @Nullable ObjectNode after) {
    admissions.forEach(admission -> admission.admit(request, before, after));
  }
}
