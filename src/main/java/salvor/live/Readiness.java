package salvor.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import salvor.workload.WorkloadRef;

/**
 * What an investigator would have of each workload if the alert fired now.
 *
 * @param workloads by namespace and name
 */
public record Readiness(List<Of> workloads) {
  /** Copies the list. */
  public Readiness {
    workloads = List.copyOf(workloads);
  }

  /** What is asked of each workload. */
  public enum Question {
    /** Does a known sensor run on the nodes of its pods? */
    SENSOR,
    /** Is there a baseline for its image? */
    BASELINE,
    /** Are its logs shipped off the node? */
    LOG_SHIPPING,
    /** Would the log of a container that was restarted still be there? */
    PREVIOUS_LOGS,
    /** Can the API server's audit log be reached? */
    AUDIT_LOG,
    /** Does the network plugin enforce policies? */
    POLICIES_ENFORCED,
    /** Can a debug container be added under its Pod Security level? */
    DEBUG_CONTAINER,
    /** Can its containers be checkpointed? */
    CHECKPOINT,
    /** Is its image hard to live off for an attacker? */
    IMAGE,
    /** May the present user look, collect and contain? */
    RIGHTS
  }

  /** How an answer counts. */
  public enum State {
    YES,
    PARTLY,
    NO,
    /** It cannot be told from here; never counts as yes. */
    UNKNOWN
  }

  /** Why an answer is what it is; the words and the remedy are in {@code report}. */
  public enum Cause {
    SENSOR_ON_ALL_NODES,
    SENSOR_ON_SOME_NODES,
    NO_SENSOR,
    BASELINE_STABLE,
    BASELINE_LEARNING,
    BASELINE_OF_OTHER_IMAGE,
    NO_BASELINE,
    SHIPPER_ON_ALL_NODES,
    SHIPPER_ON_SOME_NODES,
    NO_SHIPPER,
    ONE_INSTANCE_BACK,
    LOGS_FORBIDDEN,
    AUDIT_CONFIGURED,
    AUDIT_NOT_CONFIGURED,
    CONTROL_PLANE_NOT_SEEN,
    PLUGIN_ENFORCES,
    PLUGIN_DOES_NOT,
    PLUGIN_NOT_KNOWN,
    DEBUG_ALLOWED,
    DEBUG_AS_USER,
    DEBUG_RESTRICTED,
    DEBUG_FORBIDDEN,
    CHECKPOINT_MAY_WORK,
    CHECKPOINT_NEEDS_NODE_RIGHTS,
    RUNTIME_TOO_OLD,
    SETTINGS_HARDENED,
    SETTINGS_PARTLY,
    SETTINGS_OPEN,
    ALL_RIGHTS,
    RIGHTS_MISSING
  }

  /**
   * One answer.
   *
   * @param facts the names that the answer is about, such as nodes without a sensor; raw
   */
  public record Answer(State state, Cause cause, List<String> facts) {
    /** Copies the list. */
    public Answer {
      facts = List.copyOf(facts);
    }
  }

  /**
   * The answers for one workload.
   *
   * @param pods how many pods it has now
   */
  public record Of(WorkloadRef workload, int pods, Map<Question, Answer> answers) {
    /** Copies the map. */
    public Of {
      answers = Collections.unmodifiableMap(new EnumMap<>(answers));
    }

    /** Of 100: a yes counts whole, a partly half, anything else nothing. */
    public int score() {
      return Readiness.score(answers.values());
    }
  }

  private static int score(java.util.Collection<Answer> answers) {
    if (answers.isEmpty()) {
      return 0;
    }
    int points =
        answers.stream()
            .mapToInt(answer ->
                switch (answer.state()) {
                  case YES -> 2;
                  case PARTLY -> 1;
                  case NO, UNKNOWN -> 0;
                })
            .sum();
    return Math.round(100f * points / (2 * answers.size()));
  }

  /** The score of each namespace: that of its workloads' answers together. */
  public Map<String, Integer> scores() {
    Map<String, List<Answer>> byNamespace =
        workloads.stream()
            .collect(
                Collectors.groupingBy(
                    of -> String.valueOf(of.workload().namespace()),
                    TreeMap::new,
                    Collectors.flatMapping(
                        of -> of.answers().values().stream(),
                        Collectors.toCollection(ArrayList::new))));
    Map<String, Integer> scores = new TreeMap<>();
    byNamespace.forEach((namespace, answers) -> scores.put(namespace, score(answers)));
    return scores;
  }
}
