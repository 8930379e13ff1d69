package salvor.ingest;

/** A whole source that is told by its beginning and is no sequence of JSON or YAML. Stateless. */
public sealed interface StreamFormat permits DocumentFormat, LineFormat {
  /** Its short name, as shown and as in the machine-readable result. */
  String name();

  /** Whether what begins like this is one. Must be cheap. */
  boolean begins(Beginning head);

  /** Whether it leaves to their readers what holds records of a known format. */
  default boolean yields() {
    return false;
  }
}
