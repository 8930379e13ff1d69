package salvor.cluster;

/** Connects to clusters. */
@FunctionalInterface
public interface Clusters {
  /**
   * Makes ready to speak to the cluster of a context; asks it nothing yet. Runs the credential
   * plugin that the context names, if it was confirmed.
   *
   * @throws ClusterFailure when the context cannot be used, or the plugin was not confirmed
   */
  Cluster connect(KubeContext context, Confirmed confirmed) throws ClusterFailure;
}
