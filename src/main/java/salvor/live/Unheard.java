package salvor.live;

import salvor.cluster.Gap;
import salvor.cluster.WatchListener;
import salvor.cluster.WatchState;
import tools.jackson.databind.JsonNode;

/** Listens to nothing: what it is told was written down already. */
final class Unheard implements WatchListener {
  @Override
  public void added(JsonNode object) {}

  @Override
  public void changed(JsonNode object) {}

  @Override
  public void gone(JsonNode object) {}

  @Override
  public void synced() {}

  @Override
  public void state(WatchState state) {}

  @Override
  public void gap(Gap gap) {}
}
