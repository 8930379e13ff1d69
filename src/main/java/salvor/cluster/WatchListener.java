package salvor.cluster;

import tools.jackson.databind.JsonNode;

/**
 * What is told of a kind of objects, by one thread, in order. After a hole the kind is listed anew:
 * what is still the same is told as changed, what is no longer there as gone.
 */
public interface WatchListener {
  /** An object that was not there. */
  void added(JsonNode object);

  /** An object as it is now. */
  void changed(JsonNode object);

  /** An object that is gone: as it was last, or no more of it than its name and uid. */
  void gone(JsonNode object);

  /** Everything that is there has been told. */
  void synced();

  /** The watch stands elsewhere. */
  void state(WatchState state);

  /** A hole has ended. */
  void gap(Gap gap);
}
