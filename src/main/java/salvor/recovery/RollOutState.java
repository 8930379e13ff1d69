package salvor.recovery;

import tools.jackson.databind.JsonNode;

/**
 * How far the controller of a workload says that it is, by the rules of {@code kubectl rollout
 * status}. That it is through does not say that no pod runs the old image: that is counted.
 */
public sealed interface RollOutState {
  /** The controller has not seen the change yet. */
  record NotSeenYet() implements RollOutState {}

  /**
   * Pods are being replaced.
   *
   * @param wanted how many there should be
   * @param updated how many are of the new template
   * @param available how many of all can be used
   * @param old how many of an old template are left
   */
  record Under(int wanted, int updated, int available, int old) implements RollOutState {}

  /** All are replaced and can be used. */
  record Through(int wanted) implements RollOutState {}

  /** It does not go on; with what the controller says. */
  record Stuck(String reason, String said) implements RollOutState {}

  /** It stands still until somebody resumes it, or deletes pods. */
  record Waiting(Why why) implements RollOutState {
    /** For what. */
    public enum Why {
      PAUSED,
      ON_DELETE,
      PARTITION
    }
  }

  /** It replaces nothing: what it starts next has the new image. */
  record NextRun() implements RollOutState {}

  /** The state of a workload as it is now. */
  static RollOutState of(RolledKind kind, JsonNode object) {
    if (kind == RolledKind.CRON_JOB) {
      return new NextRun();
    }
    JsonNode status = object.path("status");
    if (object.at("/metadata/generation").asLong(0) > status.path("observedGeneration").asLong(0)) {
      return new NotSeenYet();
    }
    return switch (kind) {
      case DEPLOYMENT -> deployment(object.path("spec"), status);
      case STATEFUL_SET -> statefulSet(object.path("spec"), status);
      case DAEMON_SET -> daemonSet(object.path("spec"), status);
      case CRON_JOB -> new NextRun();
    };
  }

  private static RollOutState deployment(JsonNode spec, JsonNode status) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asString("").equals("Progressing")
          && condition.path("reason").asString("").equals("ProgressDeadlineExceeded")) {
        return new Stuck("ProgressDeadlineExceeded", condition.path("message").asString(""));
      }
    }
    int wanted = spec.path("replicas").asInt(1);
    int updated = status.path("updatedReplicas").asInt(0);
    int available = status.path("availableReplicas").asInt(0);
    int old = Math.max(0, status.path("replicas").asInt(0) - updated);
    if (updated >= wanted && old == 0 && available >= updated) {
      return new Through(wanted);
    }
    return spec.path("paused").asBoolean(false)
        ? new Waiting(Waiting.Why.PAUSED)
        : new Under(wanted, updated, available, old);
  }

  private static RollOutState statefulSet(JsonNode spec, JsonNode status) {
    if (spec.at("/updateStrategy/type").asString("").equals("OnDelete")) {
      return new Waiting(Waiting.Why.ON_DELETE);
    }
    int wanted = spec.path("replicas").asInt(1);
    int partition = spec.at("/updateStrategy/rollingUpdate/partition").asInt(0);
    int updated = status.path("updatedReplicas").asInt(0);
    int ready = status.path("readyReplicas").asInt(0);
    boolean same =
        status
            .path("updateRevision")
            .asString("")
            .equals(status.path("currentRevision").asString(""));
    if (partition > 0 && updated >= wanted - partition && ready >= wanted) {
      return new Waiting(Waiting.Why.PARTITION);
    }
    return ready >= wanted && same
        ? new Through(wanted)
        : new Under(wanted, updated, ready, Math.max(0, wanted - updated));
  }

  private static RollOutState daemonSet(JsonNode spec, JsonNode status) {
    if (spec.at("/updateStrategy/type").asString("").equals("OnDelete")) {
      return new Waiting(Waiting.Why.ON_DELETE);
    }
    int wanted = status.path("desiredNumberScheduled").asInt(0);
    int updated = status.path("updatedNumberScheduled").asInt(0);
    int available = status.path("numberAvailable").asInt(0);
    return updated >= wanted && available >= wanted
        ? new Through(wanted)
        : new Under(wanted, updated, available, Math.max(0, wanted - updated));
  }
}
