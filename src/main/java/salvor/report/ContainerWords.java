package salvor.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.cluster.LiveContainer;
import salvor.cluster.PodDetail;
import salvor.cluster.PodDetail.Container;
import salvor.cluster.PodDetail.Run;
import salvor.cluster.PodDetail.Variable;
import salvor.evidence.Visible;

/** Containers, their runs and what they are given, in words. */
final class ContainerWords {
  private static final int LIMIT = 300;
  private static final int LONG = 2000;

  private ContainerWords() {}

  static PodSection section(PodDetail detail) {
    List<PodSection.Line> lines = new ArrayList<>();
    for (Container container : detail.containers()) {
      Run before = container.before();
      boolean killed = before != null && before.exit() != null && before.exit() != 0;
      lines.add(new PodSection.Line(v(container.name()), now(container), false));
      if (before != null) {
        lines.add(new PodSection.Line("", "Before its last restart: " + run(before), killed));
      }
      lines.add(PodSection.Line.of("", image(container)));
      if (!container.command().isEmpty()) {
        lines.add(
            PodSection.Line.of(
                "", "Started with: " + Visible.text(String.join(" ", container.command()), LONG)));
      }
      if (!container.ports().isEmpty()) {
        lines.add(PodSection.Line.of("", "Ports: " + v(String.join(", ", container.ports()))));
      }
      if (!container.environment().isEmpty()) {
        lines.add(
            PodSection.Line.of(
                "",
                "Environment:\n"
                    + container.environment().stream()
                        .map(ContainerWords::variable)
                        .collect(Collectors.joining("\n"))));
      }
      if (!container.mounts().isEmpty()) {
        lines.add(
            PodSection.Line.of(
                "",
                "Mounts:\n"
                    + container.mounts().stream()
                        .map(mount ->
                            "  "
                                + v(mount.path())
                                + "  from "
                                + v(mount.volume())
                                + (mount.readOnly() ? ", read-only" : ""))
                        .collect(Collectors.joining("\n"))));
      }
    }
    return new PodSection("Containers", lines);
  }

  private static String now(Container container) {
    return role(container.role())
        + run(container.now())
        + (container.ready() ? ", ready" : "")
        + (container.restarts() == 0
            ? ""
            : ", " + container.restarts() + (container.restarts() == 1 ? " restart" : " restarts"));
  }

  private static String role(LiveContainer.Role role) {
    return switch (role) {
      case ORDINARY -> "";
      case INIT -> "init container, ";
      case SIDECAR -> "sidecar, ";
      case EPHEMERAL -> "ephemeral container, ";
    };
  }

  /** A run: what it is or was, why, and when. */
  static String run(Run run) {
    StringBuilder text = new StringBuilder(run.state().name().toLowerCase(Locale.ROOT));
    if (!run.reason().isEmpty()) {
      text.append(", ").append(v(run.reason()));
    }
    if (run.exit() != null) {
      text.append(", exit code ").append(run.exit());
    }
    if (run.signal() != null) {
      text.append(", signal ").append(run.signal());
    }
    time(text, run.state() == LiveContainer.State.RUNNING ? " since " : ", from ", run.started());
    time(text, " to ", run.finished());
    if (!run.message().isEmpty()) {
      text.append("\n  ").append(Visible.text(run.message(), LONG));
    }
    return text.toString();
  }

  private static void time(StringBuilder text, String word, @Nullable Instant time) {
    if (time != null) {
      text.append(word).append(time);
    }
  }

  private static String image(Container container) {
    return "Image: "
        + v(container.image())
        + (container.imageId().isEmpty()
            ? "\n  its digest is not told"
            : "\n  " + v(container.imageId()));
  }

  private static String variable(Variable variable) {
    String name = "  " + v(variable.name());
    String value = v(variable.value());
    return switch (variable.origin()) {
      case PLAIN -> name + " = " + value;
      case SECRET -> name + "  from Secret " + value + ", not shown";
      case CONFIG_MAP -> name + "  from ConfigMap " + value;
      case FIELD -> name + "  from the pod's " + value;
      case ALL_OF_SECRET -> name + "  all of Secret " + value + ", not shown";
      case ALL_OF_CONFIG_MAP -> name + "  all of ConfigMap " + value;
    };
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
