package salvor.training.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers the requests of the API, whoever carries them. */
public final class Api {
  private final ApiResources resources;
  private final ObjectStore store;
  private final Discovery discovery;
  private final Access access;
  private final Reviews reviews;
  private final Listing listing;
  private final Watching watching;
  private final Writing writing;
  private final Deleting deleting;
  private final Map<String, Subresource> subresources;

  /** What answers below an object, such as {@code pods/log}. */
  @FunctionalInterface
  public interface Subresource {
    /**
     * The answer to a request below an object that is there.
     *
     * @throws ApiFailure when there is none
     */
    Answer answer(ApiRequest request, ObjectNode object);
  }

  /**
   * An API over the objects of a store.
   *
   * @param version what the server says it is, such as {@code v1.36.2}
   * @param subresources what answers below objects, by plural and name, such as {@code pods/log}
   */
  public Api(
      ApiResources resources,
      ObjectStore store,
      String version,
      List<Admission> admissions,
      Map<String, Subresource> subresources) {
    this.resources = resources;
    this.store = store;
    this.discovery = new Discovery(resources, version);
    this.access = new Access(store, resources);
    this.reviews = new Reviews(access);
    this.listing = new Listing(store);
    this.watching = new Watching(store);
    this.writing = new Writing(resources, store, admissions);
    this.deleting = new Deleting(resources, store, admissions);
    this.subresources = Map.copyOf(subresources);
  }

  /** What a request of the transport is in terms of the API; empty where nothing is served. */
  Optional<ApiPath> path(String path) {
    return ApiPath.of(path, resources);
  }

  Optional<Discovery.Found> discovery(String path, String accept) {
    return discovery.at(path, accept);
  }

  /** The verb of RBAC for a method. */
  static String verb(String method, ApiPath path, boolean watch) {
    boolean one = !path.name().isEmpty();
    return switch (method) {
      case "GET", "HEAD" -> watch ? "watch" : one ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> one ? "delete" : "deletecollection";
      default -> method.toLowerCase(Locale.ROOT);
    };
  }

  /**
   * The answer.
   *
   * @throws ApiFailure when it is not a success
   */
  Answer answer(ApiRequest request) {
    ApiPath path = request.path();
    if (Reviews.isReview(path.resource())) {
      return new Answer.Document(
          201, reviews.answer(path.resource(), Bodies.object(request), request.who()));
    }
    permit(request);
    if (!path.subresource().isEmpty()) {
      return below(request);
    }
    return path.resource().group().equals(NewEvents.GROUP)
        ? NewEvents.answer(request, resources.named("events"), this::whole)
        : whole(request);
  }

  private Answer whole(ApiRequest request) {
    return switch (request.verb()) {
      case "get" -> new Answer.Document(200, listing.get(request));
      case "list" -> new Answer.Document(200, listing.list(request));
      case "watch" -> watching.watch(request);
      case "create" -> new Answer.Document(201, writing.create(request));
      case "update" -> new Answer.Document(200, writing.update(request));
      case "patch" -> writing.patch(request);
      case "delete" -> new Answer.Document(200, deleting.delete(request));
      case "deletecollection" -> new Answer.Document(200, deleteAll(request));
      default ->
          throw new ApiFailure(
              405,
              "MethodNotAllowed",
              "the server does not allow this method on the requested resource");
    };
  }

  private void permit(ApiRequest request) {
    ApiPath path = request.path();
    Access.Act act =
        new Access.Act(
            request.verb(),
            path.resource().group(),
            path.resource().plural(),
            path.subresource(),
            path.namespace(),
            path.name());
    if (access.may(request.who(), act)) {
      return;
    }
    String object = path.resource().qualified();
    if (!path.subresource().isEmpty()) {
      object =
          path.resource().plural()
              + "/"
              + path.subresource()
              + (path.resource().group().isEmpty() ? "" : "." + path.resource().group());
    }
    throw ApiFailure.of(
        403,
        "Forbidden",
        path.resource(),
        path.name(),
        "%s%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\"%s"
            .formatted(
                object,
                path.name().isEmpty() ? "" : " \"" + path.name() + "\"",
                request.who().user(),
                request.verb(),
                act.qualified(),
                act.group(),
                path.namespace().isEmpty()
                    ? " at the cluster scope"
                    : " in the namespace \"" + path.namespace() + "\""));
  }

  private Answer below(ApiRequest request) {
    ApiPath path = request.path();
    if (!path.resource().subresources().contains(path.subresource())) {
      throw ApiFailure.unknownPath();
    }
    ObjectNode object = store.get(path.resource(), path.namespace(), path.name());
    Subresource own = subresources.get(path.resource().plural() + "/" + path.subresource());
    if (path.subresource().equals("eviction") && request.verb().equals("create")) {
      return deleting.evict(request, object);
    }
    return own != null ? own.answer(request, object) : writing.below(request, object);
  }

  private JsonNode deleteAll(ApiRequest request) {
    ApiPath path = request.path();
    List<ObjectNode> gone = new ArrayList<>();
    for (ObjectNode object : store.list(path.resource(), path.namespace())) {
      if (Listing.selection(request).test(object)) {
        gone.add(deleting.remove(path.resource(), object, request));
      }
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", path.resource().kind() + "List");
    list.put("apiVersion", path.resource().apiVersion()).putObject("metadata");
    gone.forEach(list.putArray("items")::add);
    return list;
  }
}
