package salvor.collection;

import java.util.Optional;
import salvor.cluster.Change;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The ephemeral container with the toolbox: as it is asked for, and as one is known. */
final class ToolboxContainer {
  private static final String WAIT = "wait";
  private static final String PART = "ephemeralcontainers";

  /** Nobody in particular, where the target's user must not be taken. */
  private static final long NOBODY = 65532;

  private ToolboxContainer() {}

  /**
   * Whether an ephemeral container of a pod is a toolbox that waits, by its image and its command:
   * anybody may choose the name of one, and what it says is evidence then.
   */
  static boolean isOurs(JsonNode pod, String name, ToolboxImage image) {
    return pod.at("/spec/ephemeralContainers")
        .valueStream()
        .filter(each -> each.path("name").asString("").equals(name))
        .anyMatch(each ->
            name.startsWith(DebugContainer.MARK)
                && each.path("image").asString("").equals(image.reference())
                && each.at("/command/0").asString("").equals(DebugContainer.PROGRAM)
                && each.at("/command/1").asString("").equals(WAIT));
  }

  /** Whether one can end connections and take packets. */
  static boolean mayChangeNetwork(JsonNode container) {
    return container
        .at("/securityContext/capabilities/add")
        .valueStream()
        .anyMatch(each -> each.asString("").equals("NET_ADMIN"));
  }

  /** By which way one was brought in. */
  static Rung rung(JsonNode container) {
    JsonNode context = container.path("securityContext");
    return context.at("/capabilities").has("add")
        ? Rung.TRACING
        : context.has("seccompProfile") ? Rung.RESTRICTED : Rung.SAME_USER;
  }

  /** Adds it to a pod, by a way; refused where another pod has the name. */
  static Change change(DebugContainer.Wish wish, Rung rung, Optional<Long> user) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    if (!wish.uid().isEmpty()) {
      patch.putObject("metadata").put("uid", wish.uid()); // the API refuses to change it
    }
    ObjectNode container = patch.putObject("spec").putArray("ephemeralContainers").addObject();
    container.put("name", DebugContainer.MARK + wish.name()).put("image", wish.image().reference());
    container.put("imagePullPolicy", "IfNotPresent");
    container.put("targetContainerName", wish.container());
    container.putArray("command").add(DebugContainer.PROGRAM).add(WAIT);
    container.withArray("command").add("--max-seconds").add(Long.toString(wish.seconds()));
    context(container.putObject("securityContext"), wish, rung, user);
    return new Change.Patch(
        ObjectKind.PODS, wish.namespace(), wish.pod(), PART, Change.Patch.Type.STRATEGIC, patch);
  }

  /**
   * Says the user itself, whatever the pod says: an image without one runs as root, and a pod that
   * forbids root would have it wait for ever.
   */
  private static void context(
      ObjectNode context, DebugContainer.Wish wish, Rung rung, Optional<Long> user) {
    long as =
        rung == Rung.TRACING
            ? 0
            : rung == Rung.RESTRICTED
                ? user.filter(uid -> uid != 0).orElse(NOBODY)
                : user.orElse(0L);
    context.put("runAsUser", as).put("runAsNonRoot", as != 0);
    context.put("readOnlyRootFilesystem", true);
    switch (rung) {
      case TRACING -> {
        context.putObject("capabilities").putArray("add").add("SYS_PTRACE");
        if (wish.network()) {
          context.withObject("capabilities").withArray("add").add("NET_ADMIN").add("NET_RAW");
        }
      }
      case RESTRICTED -> {
        context.put("allowPrivilegeEscalation", false);
        context.putObject("capabilities").putArray("drop").add("ALL");
        context.putObject("seccompProfile").put("type", "RuntimeDefault");
      }
      case SAME_USER, EXEC, API -> {
        // as the user alone
      }
    }
  }
}
