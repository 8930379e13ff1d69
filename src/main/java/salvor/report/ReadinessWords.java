package salvor.report;

import salvor.live.Readiness.Cause;
import salvor.live.Readiness.Question;
import salvor.live.Readiness.State;

/** The words of readiness: what is asked, what was found, and how to close a gap. */
public final class ReadinessWords {
  private ReadinessWords() {}

  /** A question in a word or two. */
  public static String name(Question question) {
    return switch (question) {
      case SENSOR -> "Sensor";
      case BASELINE -> "Baseline";
      case LOG_SHIPPING -> "Logs kept elsewhere";
      case PREVIOUS_LOGS -> "Logs before a restart";
      case AUDIT_LOG -> "Audit log";
      case POLICIES_ENFORCED -> "Network policies";
      case DEBUG_CONTAINER -> "Debug container";
      case CHECKPOINT -> "Checkpoint";
      case IMAGE -> "Settings of containers";
      case RIGHTS -> "Your rights";
    };
  }

  /** A question in one word, for the head of a narrow column. */
  public static String brief(Question question) {
    return switch (question) {
      case SENSOR -> "Sensor";
      case BASELINE -> "Baseline";
      case LOG_SHIPPING -> "Shipped";
      case PREVIOUS_LOGS -> "Previous";
      case AUDIT_LOG -> "Audit";
      case POLICIES_ENFORCED -> "Policies";
      case DEBUG_CONTAINER -> "Debug";
      case CHECKPOINT -> "Checkpoint";
      case IMAGE -> "Settings";
      case RIGHTS -> "Rights";
    };
  }

  /** An answer in a word or two. */
  public static String sign(State state) {
    return switch (state) {
      case YES -> "yes";
      case PARTLY -> "partly";
      case NO -> "no";
      case UNKNOWN -> "not told";
    };
  }

  /** What was found. */
  public static String found(Cause cause) {
    return switch (cause) {
      case SENSOR_ON_ALL_NODES -> "a known sensor runs on every node of its pods";
      case SENSOR_ON_SOME_NODES -> "no known sensor on some nodes of its pods";
      case NO_SENSOR -> "no known sensor on the nodes of its pods";
      case BASELINE_STABLE -> "a baseline of this image, with parts that are stable";
      case BASELINE_LEARNING -> "a baseline of this image, of which nothing is stable yet";
      case BASELINE_OF_OTHER_IMAGE -> "a baseline, but of another image";
      case NO_BASELINE -> "no baseline";
      case SHIPPER_ON_ALL_NODES -> "a known log shipper runs on every node of its pods";
      case SHIPPER_ON_SOME_NODES -> "no known log shipper on some nodes of its pods";
      case NO_SHIPPER -> "no known log shipper on the nodes of its pods";
      case ONE_INSTANCE_BACK ->
          "the node keeps one instance back, and nothing once the pod is gone";
      case LOGS_FORBIDDEN -> "you may not read logs";
      case AUDIT_CONFIGURED ->
          "the API server writes one; whether you can reach it is not told here";
      case AUDIT_NOT_CONFIGURED -> "the API server writes none";
      case CONTROL_PLANE_NOT_SEEN -> "the API server's settings cannot be seen from here";
      case PLUGIN_ENFORCES ->
          "the network plugin can enforce them; only a probe proves that it does";
      case PLUGIN_DOES_NOT -> "the network plugin enforces none";
      case PLUGIN_NOT_KNOWN -> "no network plugin that is known";
      case DEBUG_ALLOWED -> "its namespace lets any be added";
      case DEBUG_AS_USER -> "its namespace lets one be added without extra capabilities";
      case DEBUG_RESTRICTED ->
          "its namespace lets only one be added that runs as the pod's own user";
      case DEBUG_FORBIDDEN -> "you may not add one";
      case CHECKPOINT_MAY_WORK ->
          "the runtime can; it takes rights on nodes, and open connections can make it fail";
      case CHECKPOINT_NEEDS_NODE_RIGHTS -> "it takes rights on nodes that you do not have";
      case RUNTIME_TOO_OLD -> "the runtime of its nodes cannot";
      case SETTINGS_HARDENED -> "read-only files, no root, no way to gain rights";
      case SETTINGS_PARTLY -> "only some are closed";
      case SETTINGS_OPEN -> "files can be written, root and gaining rights are possible";
      case ALL_RIGHTS -> "you may look, collect and contain";
      case RIGHTS_MISSING -> "some are missing";
    };
  }

  /** How to close the gap; empty where there is none. */
  public static String remedy(Cause cause) {
    return switch (cause) {
      case SENSOR_ON_SOME_NODES, NO_SENSOR ->
          "Install Falco or Tetragon as a DaemonSet with the rules of packaging/sensors.";
      case BASELINE_LEARNING -> "Let the sensor record longer, then learn again.";
      case BASELINE_OF_OTHER_IMAGE ->
          "Roll the baseline forward: salvor baseline roll-forward, or learn from this image.";
      case NO_BASELINE -> "Learn one from what the sensor records: salvor baseline learn.";
      case SHIPPER_ON_SOME_NODES, NO_SHIPPER ->
          "Ship the logs off the nodes: with the pod gone they are gone.";
      case ONE_INSTANCE_BACK -> "Ship the logs off the nodes: two restarts lose the first.";
      case LOGS_FORBIDDEN, DEBUG_FORBIDDEN, RIGHTS_MISSING ->
          "Ask for the roles of packaging/rbac (look, collect, contain).";
      case AUDIT_CONFIGURED -> "Find out where it goes, and who may read it, before it is needed.";
      case AUDIT_NOT_CONFIGURED ->
          "Start the API server with the audit policy of packaging/sensors.";
      case CONTROL_PLANE_NOT_SEEN ->
          "Ask the provider whether the audit log is on, and where it goes.";
      case PLUGIN_ENFORCES, PLUGIN_NOT_KNOWN ->
          "Try it in a namespace for tests: a deny-all policy, then a connection.";
      case PLUGIN_DOES_NOT ->
          "A policy will isolate nothing: plan to cordon the node or to use another plugin.";
      case DEBUG_AS_USER, DEBUG_RESTRICTED ->
          "Have an image at hand that runs as the pod's user; a wrong one cannot be taken out again.";
      case CHECKPOINT_NEEDS_NODE_RIGHTS ->
          "Have somebody at hand who may create nodes/proxy: it is too much for any role of"
              + " packaging/rbac.";
      case CHECKPOINT_MAY_WORK ->
          "Try it on a pod for tests, and set tcp-established and file-locks in /etc/criu/runc.conf.";
      case RUNTIME_TOO_OLD -> "Update the runtime (containerd 2.0, CRI-O 1.25), or do without.";
      case SETTINGS_PARTLY, SETTINGS_OPEN ->
          "Set what is named in the workload's security context.";
      case SENSOR_ON_ALL_NODES,
          BASELINE_STABLE,
          SHIPPER_ON_ALL_NODES,
          DEBUG_ALLOWED,
          SETTINGS_HARDENED,
          ALL_RIGHTS ->
          "";
    };
  }
}
