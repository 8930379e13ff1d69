package salvor.baseline;

import java.util.List;

/** Units for profiles that are made by hand. */
public final class Watched {
  private Watched() {}

  /** So many units, which recorded everything. */
  public static List<Unit> units(int count) {
    return Unit.numbered("unit", count);
  }

  /** The ids of the first of them. */
  public static List<String> ids(int count) {
    return units(count).stream().map(Unit::id).toList();
  }
}
