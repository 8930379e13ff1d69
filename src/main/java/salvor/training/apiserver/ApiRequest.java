package salvor.training.apiserver;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request, taken apart.
 *
 * @param verb what is done to the object, by the verbs of RBAC, such as {@code list}
 * @param path what it is done to
 * @param query the parameters
 * @param accept the header {@code Accept}, empty when there was none
 * @param contentType the header {@code Content-Type} without its parameters
 * @param body the body, empty when there was none
 * @param who who asks
 */
public record ApiRequest(
    String verb,
    ApiPath path,
    Map<String, List<String>> query,
    String accept,
    String contentType,
    byte[] body,
    Identity who) {

  /** The first value of a parameter, empty when it was not given. */
  public String parameter(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** Whether a parameter was given as true. */
  public boolean isSet(String name) {
    String value = parameter(name);
    return value.equals("true") || value.equals("1");
  }

  /** All values of a parameter. */
  public List<String> parameters(String name) {
    return query.getOrDefault(name, List.of());
  }

  /**
   * The body as an object.
   *
   * @throws ApiFailure 400 when it is none
   */
  public ObjectNode object() {
    return Bodies.object(this);
  }

  boolean dryRun() {
    return parameter("dryRun").equals("All");
  }

  /** Whether the rows of a table are wanted in place of objects, as {@code kubectl get} wants. */
  boolean asTable() {
    return accept.contains("as=Table");
  }
}
