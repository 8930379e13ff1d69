package salvor.training.apiserver;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer that is not a success, as the API server words it: a {@code Status} with a code and a
 * reason.
 */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int code;
  private final String reason;
  private final transient ObjectNode details;

  /** A failure with the HTTP code, Kubernetes' reason and the sentence for people. */
  public ApiFailure(int code, String reason, String message) {
    this(code, reason, message, JsonNodeFactory.instance.objectNode());
  }

  private ApiFailure(int code, String reason, String message, ObjectNode details) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  public static ApiFailure notFound(ApiResource resource, String name) {
    return of(
        404, "NotFound", resource, name, resource.qualified() + " \"" + name + "\" not found");
  }

  public static ApiFailure alreadyExists(ApiResource resource, String name) {
    return of(
        409,
        "AlreadyExists",
        resource,
        name,
        resource.qualified() + " \"" + name + "\" already exists");
  }

  public static ApiFailure conflict(ApiResource resource, String name, String why) {
    return of(
        409,
        "Conflict",
        resource,
        name,
        "Operation cannot be fulfilled on " + resource.qualified() + " \"" + name + "\": " + why);
  }

  public static ApiFailure invalid(ApiResource resource, String name, String why) {
    return of(
        422, "Invalid", resource, name, resource.kind() + " \"" + name + "\" is invalid: " + why);
  }

  public static ApiFailure badRequest(String why) {
    return new ApiFailure(400, "BadRequest", why);
  }

  public static ApiFailure unsupported(String why) {
    return new ApiFailure(415, "UnsupportedMediaType", why);
  }

  public static ApiFailure expired(String message) {
    return new ApiFailure(410, "Expired", message);
  }

  public static ApiFailure unknownPath() {
    return new ApiFailure(404, "NotFound", "the server could not find the requested resource");
  }

  public static ApiFailure of(
      int code, String reason, ApiResource resource, String name, String message) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.put("name", name);
    if (!resource.group().isEmpty()) {
      details.put("group", resource.group());
    }
    details.put("kind", resource.plural());
    return new ApiFailure(code, reason, message, details);
  }

  /** The HTTP code. */
  public int code() {
    return code;
  }

  /** Kubernetes' reason, such as {@code NotFound}. */
  public String reason() {
    return reason;
  }

  /** The {@code Status} object that is sent. */
  public ObjectNode status() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    return status.put("code", code);
  }
}
