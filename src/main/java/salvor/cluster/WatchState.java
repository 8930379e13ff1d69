package salvor.cluster;

import java.time.Instant;

/** Where a watch stands. */
public sealed interface WatchState {
  /** It has not listed everything yet. */
  record Listing(long sofar) implements WatchState {}

  /** Everything is known and changes arrive. */
  record Live(Instant since) implements WatchState {}

  /** Nothing is heard since then; it is tried again. */
  record Lost(Instant since, Trouble why, Instant nextTry) implements WatchState {}

  /** It will not be tried again by itself: not allowed, or no such kind. */
  record Ended(Trouble why) implements WatchState {}

  /** It was closed. */
  record Closed() implements WatchState {}
}
