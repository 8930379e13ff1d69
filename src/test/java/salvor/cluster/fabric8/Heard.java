package salvor.cluster.fabric8;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import salvor.cluster.Gap;
import salvor.cluster.WatchListener;
import salvor.cluster.WatchState;
import tools.jackson.databind.JsonNode;

/** A listener that remembers, and waits for what it is to hear. */
class Heard implements WatchListener {
  final TreeSet<String> there = new TreeSet<>();
  final List<String> told = new ArrayList<>();
  final List<Gap> gaps = new ArrayList<>();
  final List<WatchState> states = new ArrayList<>();
  int lists;

  synchronized Heard until(String what, Predicate<Heard> enough) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!enough.test(this)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(
            "not within 30 s: "
                + what
                + "; there "
                + there
                + ", state "
                + states.reversed().stream().limit(3).toList()
                + ", gaps "
                + gaps);
      }
      wait(left);
    }
    return this;
  }

  synchronized WatchState state() {
    return states.getLast();
  }

  boolean isLive() {
    return !states.isEmpty() && states.getLast() instanceof WatchState.Live;
  }

  private static String name(JsonNode object) {
    return object.path("metadata").path("name").asString("");
  }

  @Override
  public synchronized void added(JsonNode object) {
    there.add(name(object));
    told.add("+" + name(object));
    notifyAll();
  }

  @Override
  public synchronized void changed(JsonNode object) {
    told.add("~" + name(object));
    notifyAll();
  }

  @Override
  public synchronized void gone(JsonNode object) {
    there.remove(name(object));
    told.add("-" + name(object));
    notifyAll();
  }

  @Override
  public synchronized void synced() {
    lists++;
    notifyAll();
  }

  @Override
  public synchronized void state(WatchState state) {
    states.add(state);
    notifyAll();
  }

  @Override
  public synchronized void gap(Gap gap) {
    gaps.add(gap);
    notifyAll();
  }
}
