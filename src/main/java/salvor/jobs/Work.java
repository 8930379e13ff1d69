package salvor.jobs;

/** What a job does. */
@FunctionalInterface
public interface Work<T> {
  /** Does it. Whatever is thrown ends the job as failed. */
  T run(Progress progress) throws Exception;
}
