package salvor.training.apiserver;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Looks at a change before it is stored, as admission controllers do. */
@FunctionalInterface
public interface Admission {
  /**
   * Refuses a change or fills in what is missing.
   *
   * @param before the object as it is; null when it is to be created
   * @param after the object as it would be; may be changed; null when it is to be deleted
   * @throws ApiFailure when it is refused
   */
  void admit(ApiRequest request, @Nullable ObjectNode before, @Nullable ObjectNode after);
}
