package salvor.baseline;

/** What one container of a workload is known to do. */
public record Profile(String name) {}
