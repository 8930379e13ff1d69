package salvor.workload.drift;

/** What a fact is a matter of: what gives an attacker most comes first. */
public enum Aspect {
  /** Who may do what: roles and their bindings. */
  GRANT,
  /** Who changes or sees every request: webhooks, admission policies, API services. */
  ADMISSION,
  /** What runs at all, and whom it belongs to. */
  WORKLOAD,
  /** A container put into a running pod. */
  EPHEMERAL,
  /** What a container may do to its node. */
  PRIVILEGE,
  /** What runs, by image and digest. */
  IMAGE,
  /** What is started in it: commands, probes, hooks, schedules. */
  COMMAND,
  /** Who may talk to whom. */
  NETWORK,
  /** Whose identity is used. */
  ACCOUNT,
  /** Contents of secrets; never their values. */
  SECRET,
  /** Contents of configuration; never its values. */
  CONFIGURATION,
  /** Environment variables; never their values. */
  ENVIRONMENT,
  /** What can be reached from where. */
  EXPOSURE,
  /** Labels and annotations, by which much is chosen. */
  LABEL,
  /** All else. */
  OTHER
}
