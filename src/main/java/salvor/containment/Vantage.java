package salvor.containment;

/**
 * A container in a pod from which it is looked at: one that shares the network of the pod, with the
 * toolbox in it.
 */
public record Vantage(ChosenPod pod, String container) {}
