package salvor.workbench.preferences;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import salvor.workbench.fx.Scale.Density;
import salvor.workbench.fx.Theme;

/**
 * What the investigator prefers.
 *
 * @param theme light, dark, or as the desktop is set
 * @param zone in which times are told: the id of a zone, {@link #UTC}, or {@link #SYSTEM} for that
 *     of this machine; never unknown
 * @param density how close rows stand
 * @param letters the size of letters in percent, {@value #SMALLEST} to {@value #LARGEST}
 * @param keys keys by the id of the command that they do, where they are others than at first
 */
public record Preferences(
    Theme theme, String zone, Density density, int letters, Map<String, String> keys) {
  /** The smallest letters in percent. */
  public static final int SMALLEST = 80;

  /** The largest letters in percent. */
  public static final int LARGEST = 150;

  /** Coordinated universal time: what evidence of several places is compared in. */
  public static final String UTC = "UTC";

  /** The zone of this machine. */
  public static final String SYSTEM = "system";

  /** What is preferred before anybody says otherwise. */
  public static final Preferences FIRST =
      new Preferences(Theme.SYSTEM, UTC, Density.COMFORTABLE, 100, Map.of());

  public Preferences {
    if (letters < SMALLEST || letters > LARGEST) {
      throw new IllegalArgumentException("letters " + letters);
    }
    resolve(zone);
    keys = Map.copyOf(keys);
  }

  /** The zone in which times are told. */
  public ZoneId zoneId() {
    return resolve(zone);
  }

  private static ZoneId resolve(String zone) {
    return switch (zone) {
      case UTC -> ZoneOffset.UTC;
      case SYSTEM -> ZoneId.systemDefault();
      default -> ZoneId.of(zone);
    };
  }

  static boolean isZone(String zone) {
    try {
      resolve(zone);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  Preferences with(Theme other) {
    return new Preferences(other, zone, density, letters, keys);
  }

  Preferences withZone(String other) {
    return new Preferences(theme, other, density, letters, keys);
  }

  Preferences with(Density other) {
    return new Preferences(theme, zone, other, letters, keys);
  }

  Preferences withLetters(int percent) {
    return new Preferences(theme, zone, density, Math.clamp(percent, SMALLEST, LARGEST), keys);
  }

  Preferences withKeys(Map<String, String> other) {
    return new Preferences(theme, zone, density, letters, other);
  }
}
